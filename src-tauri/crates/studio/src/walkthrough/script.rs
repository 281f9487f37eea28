//! What the walkthrough shows, in the guideline's order (R§13.3). Pure.

use crate::view::*;
use crate::words::Words;

/// One step: a rule, where to look, and how the page comes to show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    pub rule: Rule,
    /// Key of the words about what to look at.
    pub key: &'static str,
    pub look: Look,
    pub play: Play,
}

/// A rule of R§13.3 by its number, or the one duty of inbox uploads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    Number(u8),
    Inbox,
}

/// How the page comes to show a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Play {
    /// The posting page as a creator meets it who has chosen this so far.
    Page(Scene, &'static [Set]),
    /// The post after the button of the step before was pressed.
    Sent,
}

/// Whose posting page, and with which video.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scene {
    /// Name of a creator of the practice TikTok.
    pub persona: &'static str,
    pub clip: Clip,
}

/// The walkthrough's own videos.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clip {
    /// Eight seconds; fits everyone.
    Short,
    /// Three minutes and five seconds; too long for some.
    Long,
}

/// One choice on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Set {
    Caption,
    Everyone,
    OnlyMe,
    Disclose,
    YourBrand,
    Branded,
    Inbox,
}

const PUBLIC: Scene = short("mara");
const PRIVATE: Scene = short("nord");
const QUIET: Scene = short("quiet");
const CAPPED: Scene = short("capped");
const BRIEF: Scene = Scene {
    persona: "oldphone",
    clip: Clip::Long,
};

const fn short(persona: &'static str) -> Scene {
    Scene {
        persona,
        clip: Clip::Short,
    }
}

const fn page(rule: u8, key: &'static str, look: Look, scene: Scene, sets: &'static [Set]) -> Step {
    Step {
        rule: Rule::Number(rule),
        key,
        look,
        play: Play::Page(scene, sets),
    }
}

use Set::{Branded, Caption, Disclose, Everyone, OnlyMe, YourBrand};

/// Every step.
pub(super) const STEPS: &[Step] = &[
    page(1, "walk-named", Look::Account, PUBLIC, &[]),
    page(2, "walk-cannot-post", Look::Account, CAPPED, &[]),
    page(3, "walk-too-long", Look::Video, BRIEF, &[]),
    page(4, "walk-caption", Look::Caption, PUBLIC, &[Caption]),
    page(5, "walk-no-default", Look::Privacy, PUBLIC, &[Caption]),
    page(5, "walk-private", Look::Privacy, PRIVATE, &[Caption]),
    page(6, "walk-unticked", Look::Interactions, PUBLIC, &[Caption]),
    page(6, "walk-switched-off", Look::Interactions, QUIET, &[Caption]),
    page(7, "walk-music", Look::Declaration, PUBLIC, &[Caption]),
    page(8, "walk-undisclosed", Look::Disclosure, PUBLIC, &[Caption]),
    page(
        8,
        "walk-your-brand",
        Look::Disclosure,
        PUBLIC,
        &[Caption, Disclose, YourBrand],
    ),
    page(
        8,
        "walk-branded",
        Look::Disclosure,
        PUBLIC,
        &[Caption, Disclose, Branded],
    ),
    page(
        8,
        "walk-both",
        Look::Disclosure,
        PUBLIC,
        &[Caption, Disclose, YourBrand, Branded],
    ),
    page(
        9,
        "walk-indicate",
        Look::Button,
        PUBLIC,
        &[Caption, Everyone, Disclose],
    ),
    page(
        10,
        "walk-only-me-first",
        Look::Disclosure,
        PUBLIC,
        &[Caption, OnlyMe, Disclose],
    ),
    page(
        10,
        "walk-branded-first",
        Look::Privacy,
        PUBLIC,
        &[Caption, Disclose, Branded],
    ),
    page(
        11,
        "walk-declares-music",
        Look::Declaration,
        PUBLIC,
        &[Caption, Everyone, Disclose, YourBrand],
    ),
    page(
        11,
        "walk-declares-both",
        Look::Declaration,
        PUBLIC,
        &[Caption, Everyone, Disclose, Branded],
    ),
    page(12, "walk-preview", Look::Preview, PUBLIC, &[Caption, Everyone]),
    page(
        13,
        "walk-nothing-added",
        Look::Caption,
        PUBLIC,
        &[Caption, Everyone],
    ),
    page(14, "walk-consent", Look::Button, PUBLIC, &[Caption, Everyone]),
    page(15, "walk-notice", Look::Notice, PUBLIC, &[Caption, Everyone]),
    Step {
        rule: Rule::Number(16),
        key: "walk-status",
        look: Look::Status,
        play: Play::Sent,
    },
    Step {
        rule: Rule::Inbox,
        key: "walk-inbox",
        look: Look::Inbox,
        play: Play::Page(PUBLIC, &[Caption, Set::Inbox]),
    },
    Step {
        rule: Rule::Inbox,
        key: "walk-in-inbox",
        look: Look::HandOver,
        play: Play::Sent,
    },
];

impl Set {
    /// The choice as the window would send it.
    pub fn choice(self, words: &Words) -> Choice {
        let privacy = |level: tiktok::PrivacyLevel| Choice::Privacy {
            value: Some(level.as_str().to_owned()),
        };
        match self {
            Self::Caption => Choice::Caption {
                text: words.say("walk-example-caption"),
            },
            Self::Everyone => privacy(tiktok::PrivacyLevel::PublicToEveryone),
            Self::OnlyMe => privacy(tiktok::PrivacyLevel::SelfOnly),
            Self::Disclose => Choice::Disclosure { on: true },
            Self::YourBrand => Choice::YourBrand { on: true },
            Self::Branded => Choice::BrandedContent { on: true },
            Self::Inbox => Choice::Mode { mode: Mode::Inbox },
        }
    }
}

impl Rule {
    /// "Rule 5".
    pub fn name(self, words: &Words) -> String {
        match self {
            Self::Number(number) => words.say_with("audit-rule", &[("number", &number.to_string())]),
            Self::Inbox => words.say("audit-rule-inbox-name"),
        }
    }

    /// The rule in a sentence.
    pub fn text(self, words: &Words) -> String {
        match self {
            Self::Number(number) => words.say(&format!("audit-rule-{number}")),
            Self::Inbox => words.say("audit-rule-inbox"),
        }
    }
}

/// All rules, each once, in the guideline's order.
pub(super) fn rules() -> impl Iterator<Item = Rule> {
    let changed = |(at, step): (usize, &Step)| {
        let before = at.checked_sub(1).map(|before| STEPS[before].rule);
        (before != Some(step.rule)).then_some(step.rule)
    };
    STEPS.iter().enumerate().filter_map(changed)
}

/// The next step after `at` that shows a post, where a press of the page's button leads.
pub(super) fn sent_after(at: usize) -> Option<usize> {
    let is_sent = |step: &Step| step.play == Play::Sent;
    STEPS.iter().skip(at).position(is_sent).map(|place| at + place)
}

/// The step as the window shows it.
pub(super) fn view(at: usize, scene: WalkthroughScene, words: &Words) -> WalkthroughView {
    let step = STEPS[at.min(STEPS.len() - 1)];
    let [number, steps] = [at + 1, STEPS.len()].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
    let progress = [("step", number.to_string()), ("steps", steps.to_string())];
    let progress = progress.each_ref().map(|(name, value)| (*name, value.as_str()));
    WalkthroughView {
        step: number,
        steps,
        progress: words.say_with("walk-progress", &progress),
        rule: step.rule.name(words),
        title: step.rule.text(words),
        text: words.say(step.key),
        look: step.look,
        scene,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_played_in_the_guidelines_order_and_the_inbox_last() {
        let played: Vec<Rule> = rules().collect();
        let wanted: Vec<Rule> = (1..=16).map(Rule::Number).chain([Rule::Inbox]).collect();
        assert_eq!(played, wanted);
    }

    #[test]
    fn a_post_is_shown_only_after_a_page_that_can_be_sent() {
        assert!(matches!(STEPS[0].play, Play::Page(..)));
        for pair in STEPS.windows(2) {
            let is_after_page = matches!(pair[0].play, Play::Page(..));
            assert!(pair[1].play != Play::Sent || is_after_page, "{:?}", pair[1]);
        }
        let sent = |at| sent_after(at).map(|at| STEPS[at].key);
        assert_eq!(sent(0), Some("walk-status"));
        assert_eq!(sent(STEPS.len() - 2), Some("walk-in-inbox"));
        assert_eq!(sent(STEPS.len()), None);
    }

    #[test]
    fn every_step_has_its_words() {
        let words = Words::english();
        for (at, step) in STEPS.iter().enumerate() {
            let scene = WalkthroughScene::Posting {
                draft: crate::ids::DraftId::from_text("d"),
            };
            let view = view(at, scene, &words);
            for text in [&view.progress, &view.rule, &view.title, &view.text] {
                assert!(text.contains(' ') || text == &view.rule, "{}: {text}", step.key);
                assert!(
                    !text.starts_with("walk-") && !text.starts_with("audit-"),
                    "{text}"
                );
            }
        }
    }
}
