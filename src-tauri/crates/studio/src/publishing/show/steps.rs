//! The four dots: Checked, Uploading, Processing, Live.

use super::Seen;
use crate::publishing::state::{Stage, State};
use crate::view::{Progress, StepState, StepView};

pub(super) fn steps(seen: &Seen<'_>, progress: Option<&Progress>) -> Vec<StepView> {
    let state = &seen.row.state;
    let reached = reached(state);
    let labels = [
        "posts-step-checked",
        "posts-step-uploading",
        "posts-step-processing",
        "posts-step-live",
    ];
    labels
        .into_iter()
        .enumerate()
        .map(|(dot, label)| {
            let dot_state = dot_state(state, dot, reached);
            StepView {
                label: seen.words.say(label),
                note: note(seen, progress, dot, dot_state),
                state: dot_state,
            }
        })
        .collect()
}

/// The dot the post is at; 4 when all are done.
fn reached(state: &State) -> usize {
    match state.stage {
        Stage::Live { .. } => 4,
        Stage::Queued | Stage::Checking => 0,
        _ if state.marks.complete.is_some() => 3,
        _ if state.marks.stored.is_some() => 2,
        _ if state.upload.is_some() || state.stage == Stage::Initialising => 1,
        _ => 0,
    }
}

fn dot_state(state: &State, dot: usize, reached: usize) -> StepState {
    match &state.stage {
        Stage::Live { .. } if dot == 3 => StepState::Live,
        _ if dot < reached => StepState::Done,
        _ if dot > reached => StepState::Coming,
        Stage::Failed { .. } => StepState::Bad,
        Stage::Cancelled => StepState::Coming,
        _ => StepState::Now,
    }
}

fn note(seen: &Seen<'_>, progress: Option<&Progress>, dot: usize, dot_state: StepState) -> String {
    let marks = &seen.row.state.marks;
    let done = matches!(dot_state, StepState::Done | StepState::Live);
    let time = [marks.checked, marks.stored, marks.complete, marks.live][dot].filter(|_| done);
    if let Some(time) = time {
        return seen.clock.seconds(time);
    }
    match (dot, dot_state) {
        (1, StepState::Now) => progress
            .map(percent)
            .map(|p| format!("{p} %"))
            .unwrap_or_default(),
        (2, StepState::Now | StepState::Coming) => seen.words.say("posts-note-at-tiktok"),
        (3, StepState::Now) => seen.words.say("posts-note-in-review"),
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
