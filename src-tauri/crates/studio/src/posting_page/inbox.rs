//! The way into the creator's TikTok inbox (R§8.2): what the page says about it instead
//! of asking for what would not arrive.

use tiktok::{CreatorInfo, PrivacyLevel};

use super::speech::Speech;
use super::{Choices, InboxFacts};
use crate::view::{InboxNotes, InboxPlaces, Mode, ModeControl};

/// Unfinished drafts TikTok holds for a creator (R§12.3).
const PLACES: u32 = 5;

/// The choice between the two ways, with a word for the inbox where a direct post would
/// most likely be refused: an app that is not audited may post to private accounts only.
pub(super) fn mode(
    choices: &Choices,
    facts: InboxFacts,
    info: Option<&CreatorInfo>,
    words: &Speech<'_>,
) -> ModeControl {
    let advised = choices.mode == Mode::Direct && facts.is_unaudited && info.is_some_and(is_public);
    ModeControl {
        value: choices.mode,
        advice: advised.then(|| words.say("posting-inbox-advice")),
    }
}

/// Only a public account is offered "everyone" (R§7).
fn is_public(info: &CreatorInfo) -> bool {
    info.privacy_level_options
        .contains(&PrivacyLevel::PublicToEveryone)
}

/// What the creator has to know before sending: the phone's part, and what stays here.
pub(super) fn notes(choices: &Choices, facts: InboxFacts, words: &Speech<'_>) -> Option<InboxNotes> {
    if choices.mode != Mode::Inbox {
        return None;
    }
    Some(InboxNotes {
        steps: steps(words),
        left_behind: words.say("posting-inbox-left-behind"),
        places: places(facts.taken, words),
    })
}

/// What the creator does on the phone.
fn steps(words: &Speech<'_>) -> Vec<String> {
    ["open", "edit", "post"]
        .map(|step| words.say(&format!("posting-inbox-{step}")))
        .into()
}

fn places(taken: u32, words: &Speech<'_>) -> InboxPlaces {
    let taken = taken.min(PLACES);
    let args = [("taken", taken.to_string()), ("of", PLACES.to_string())];
    let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
    let note = if taken == PLACES {
        "posting-inbox-places-full"
    } else {
        "posting-inbox-places-note"
    };
    InboxPlaces {
        taken,
        of: PLACES,
        label: words.say_with("posting-inbox-places", &args),
        note: words.say_with(note, &args),
    }
}

/// The sentence below the button.
pub(super) fn notice(mode: Mode) -> &'static str {
    match mode {
        Mode::Direct => "posting-processing-notice",
        Mode::Inbox => "posting-inbox-notice",
    }
}
