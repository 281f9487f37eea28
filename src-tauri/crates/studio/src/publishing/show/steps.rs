//! The dots of the timeline. Direct: Checked, Uploading, Processing, Live. Through the
//! inbox: Checked, Uploading, Processing, In the inbox, Posted by you.

use super::{Seen, sight};
use crate::publishing::state::{Marks, Stage, State};
use crate::view::{Mode, Progress, StepState, StepView};

/// A dot: its word, and when it was done.
type Dot = (&'static str, fn(&Marks) -> Option<i64>);

const UPLOADING: usize = 1;
const PROCESSING: usize = 2;

const DIRECT: [Dot; 4] = [
    ("posts-step-checked", |marks| marks.checked),
    ("posts-step-uploading", |marks| marks.stored),
    ("posts-step-processing", |marks| marks.complete),
    ("posts-step-live", |marks| marks.live),
];

const INBOX: [Dot; 5] = [
    ("posts-step-checked", |marks| marks.checked),
    ("posts-step-uploading", |marks| marks.stored),
    ("posts-step-processing", |marks| marks.inbox),
    ("posts-step-inbox", |marks| marks.inbox),
    ("posts-step-posted-by-you", |marks| marks.complete),
];

pub(super) fn steps(seen: &Seen<'_>, progress: Option<&Progress>) -> Vec<StepView> {
    let state = &seen.row.state;
    let dots: &[Dot] = match state.mode {
        Mode::Direct => &DIRECT,
        Mode::Inbox => &INBOX,
    };
    let reached = reached(state, dots.len());
    let is_lost = sight::of(seen).is_lost();
    let view = |(dot, (label, done_at)): (usize, &Dot)| {
        let dot_state = dot_state(state, dot, reached, dots.len() - 1, is_lost);
        let is_done = matches!(dot_state, StepState::Done | StepState::Live | StepState::Inbox);
        let time = done_at(&state.marks).filter(|_| is_done);
        StepView {
            label: seen.words.say(label),
            note: match time {
                Some(time) => seen.clock.seconds(time),
                None => waiting(seen, progress, dot, dot_state),
            },
            state: dot_state,
        }
    };
    dots.iter().enumerate().map(view).collect()
}

/// The dot the post is at; `count` when all are done.
fn reached(state: &State, count: usize) -> usize {
    match state.stage {
        Stage::Live { .. } => count,
        Stage::Queued | Stage::Checking => 0,
        _ if state.marks.complete.is_some() => count - 1,
        _ if state.marks.inbox.is_some() => PROCESSING + 1,
        _ if state.marks.stored.is_some() => PROCESSING,
        _ if state.upload.is_some() || state.stage == Stage::Initialising => UPLOADING,
        _ => 0,
    }
}

fn dot_state(state: &State, dot: usize, reached: usize, last: usize, is_lost: bool) -> StepState {
    match &state.stage {
        Stage::Live { .. } if dot == last && !is_lost => StepState::Live,
        _ if dot < reached => StepState::Done,
        _ if dot > reached => StepState::Coming,
        Stage::Failed { .. } => StepState::Bad,
        Stage::Cancelled => StepState::Coming,
        Stage::InInbox => StepState::Inbox,
        _ => StepState::Now,
    }
}

/// What a dot without a time waits for.
fn waiting(seen: &Seen<'_>, progress: Option<&Progress>, dot: usize, dot_state: StepState) -> String {
    let mode = seen.row.state.mode;
    match (dot, dot_state) {
        (UPLOADING, StepState::Now) => progress
            .map(percent)
            .map(|p| format!("{p} %"))
            .unwrap_or_default(),
        (PROCESSING, StepState::Now | StepState::Coming) => seen.words.say("posts-note-at-tiktok"),
        (3, StepState::Now) if mode == Mode::Direct => seen.words.say("posts-note-in-review"),
        _ => String::new(),
    }
}

/// Whole per cent, 100 only when every byte is there.
pub(super) fn percent(progress: &Progress) -> i64 {
    if progress.total == 0 {
        0
    } else {
        progress.sent.saturating_mul(100) / progress.total
    }
}
