//! What the creator takes to the phone for a video in the TikTok inbox, which carries
//! nothing but the video (R§8.2): the caption, and what was chosen here.

mod codes;
mod tasks;

use crate::posting_page::Choices;
use crate::view::{HandOver, PhoneTaskKind};
use crate::words::Words;

/// The card. `ticked` are names of tasks, as [`name`] gives them.
pub(crate) fn card(choices: &Choices, ticked: &[String], words: &Words) -> HandOver {
    let codes = codes::codes(&choices.caption, words);
    HandOver {
        lead: words.say("posting-inbox-open"),
        caption: choices.caption.clone(),
        codes_note: codes::note(codes.len(), words),
        codes,
        tasks: tasks::tasks(choices, ticked, words),
    }
}

/// The name under which a tick is stored.
pub(crate) fn name(kind: PhoneTaskKind) -> &'static str {
    match kind {
        PhoneTaskKind::Caption => "caption",
        PhoneTaskKind::Sound => "sound",
        PhoneTaskKind::Cover => "cover",
        PhoneTaskKind::Privacy => "privacy",
        PhoneTaskKind::Disclosure => "disclosure",
        PhoneTaskKind::Ai => "ai",
    }
}
