//! The tick list: what was chosen here and has to be chosen again on the phone, and
//! what can be chosen only there.

use super::name;
use crate::labels::moment;
use crate::posting_page::speech::Speech;
use crate::posting_page::{Choices, privacy_label};
use crate::view::{PhoneTask, PhoneTaskKind};
use crate::words::Words;

/// The list, in the order in which the TikTok app asks.
pub(super) fn tasks(choices: &Choices, ticked: &[String], words: &Words) -> Vec<PhoneTask> {
    use PhoneTaskKind::{Ai, Caption, Cover, Disclosure, Privacy, Sound};
    [Sound, Cover, Caption, Privacy, Disclosure, Ai]
        .into_iter()
        .filter(|kind| *kind != Caption || !choices.caption.is_empty())
        .map(|kind| {
            let (key, value) = wording(kind, choices, words);
            let args: &[(&str, &str)] = &[("value", &value)];
            PhoneTask {
                kind,
                title: words.say_with(key, args),
                hint: words.attribute(key, "hint", args),
                done: ticked.iter().any(|ticked| ticked == name(kind)),
            }
        })
        .collect()
}

/// The words of a task, and what stands in them.
fn wording(kind: PhoneTaskKind, choices: &Choices, words: &Words) -> (&'static str, String) {
    let none = String::new;
    match kind {
        PhoneTaskKind::Sound => ("handover-sound", none()),
        PhoneTaskKind::Caption => ("handover-caption", none()),
        PhoneTaskKind::Cover => match choices.cover_ms {
            Some(ms) => ("handover-cover-at", moment(ms)),
            None => ("handover-cover", none()),
        },
        PhoneTaskKind::Privacy => match choices.privacy.as_deref() {
            Some(level) => (
                "handover-privacy-as",
                privacy_label(level, &Speech::of_video(words)),
            ),
            None => ("handover-privacy", none()),
        },
        PhoneTaskKind::Disclosure => match disclosed(choices) {
            Some(key) => ("handover-disclosure-as", words.say(key)),
            None => ("handover-disclosure", none()),
        },
        PhoneTaskKind::Ai if choices.ai => ("handover-ai-on", none()),
        PhoneTaskKind::Ai => ("handover-ai", none()),
    }
}

fn disclosed(choices: &Choices) -> Option<&'static str> {
    match (choices.your_brand, choices.branded_content) {
        _ if !choices.disclosure => None,
        (true, true) => Some("handover-both-brands"),
        (true, false) => Some("posting-your-brand"),
        (false, true) => Some("posting-branded-content"),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(choices: &Choices) -> Vec<String> {
        let tasks = tasks(choices, &[], &Words::english());
        tasks.into_iter().map(|task| task.title).collect()
    }

    #[test]
    fn without_choices_the_list_names_what_the_phone_asks() {
        let open = titles(&Choices::default());
        assert_eq!(
            open,
            [
                "Choose a sound",
                "Choose the cover",
                "Choose who can view it",
                "Disclose it if it promotes something",
                "Label it if AI made it",
            ]
        );
    }

    #[test]
    fn what_was_chosen_here_stands_in_the_list() {
        let choices = Choices {
            caption: "Ramen".into(),
            privacy: Some("MUTUAL_FOLLOW_FRIENDS".into()),
            disclosure: true,
            branded_content: true,
            ai: true,
            cover_ms: Some(12_400),
            ..Choices::default()
        };
        assert_eq!(
            titles(&choices),
            [
                "Choose a sound",
                "Cover: the frame at 0:12.4",
                "Paste the caption",
                "Who can view it: Friends",
                "Disclose it: Branded content",
                "Label it as AI-generated",
            ]
        );
        let hidden = Choices {
            disclosure: false,
            ..choices
        };
        assert_eq!(titles(&hidden)[4], "Disclose it if it promotes something");
    }

    #[test]
    fn a_tick_stays_with_its_task() {
        let ticked = ["privacy".to_owned(), "no longer a task".to_owned()];
        let tasks = tasks(&Choices::default(), &ticked, &Words::english());
        let done: Vec<_> = tasks
            .iter()
            .filter(|task| task.done)
            .map(|task| task.kind)
            .collect();
        assert_eq!(done, [PhoneTaskKind::Privacy]);
    }
}
