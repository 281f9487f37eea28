//! SIGKILL at every commit point: before a call has its effect, between the effect and the answer,
//! between the answer and the disk, and at each state the studio stores.

use serde_json::{Value, json};
use tests::process::wait_for;

use crate::calls::{Call, WAY, WAY_TO_INBOX};
use crate::cells::{Cell, Outcome};
use crate::judge::{Judgement, judge};
use crate::scene::{Desktop, Goal, LARGE, SMALL, Scene};
use crate::studio::PATIENCE;

/// Longer than any cell takes.
const HELD_MS: u64 = 600_000;
/// A post tells of itself less often than this on its way.
const STATES: usize = 10;

/// When the program ends, beside a call.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Moment {
    Asked,
    Done,
    Answered,
}

impl Moment {
    fn name(self) -> &'static str {
        match self {
            Self::Asked => "killed before the effect",
            Self::Done => "killed after it, before the answer",
            Self::Answered => "killed after the answer, before the disk",
        }
    }
}

/// All of them.
pub fn cells() -> Vec<Cell> {
    let mut cells = Vec::new();
    for moment in [Moment::Asked, Moment::Done, Moment::Answered] {
        for call in WAY.into_iter().chain([Call::Refresh]) {
            let run = move |desktop: &Desktop| Outcome::live(at_a_call(desktop, Goal::Profile, call, moment));
            cells.push(Cell::new("Kills beside a call", moment.name(), call.name(), run));
        }
        for call in WAY_TO_INBOX {
            let run = move |desktop: &Desktop| {
                Outcome::one_of(at_a_call(desktop, Goal::Inbox, call, moment), &["in_inbox"])
            };
            let table = "Kills beside a call, on the way to the inbox";
            cells.push(Cell::new(table, moment.name(), call.name(), run));
        }
    }
    for (video, size) in [("one chunk", SMALL), ("two chunks", LARGE)] {
        for state in 1..=STATES {
            let run = move |desktop: &Desktop| at_a_state(desktop, size, state);
            let column = format!("state {state}");
            cells.push(Cell::new("Kills at each stored state", video, column, run));
        }
    }
    cells
}

fn at_a_call(desktop: &Desktop, goal: Goal, call: Call, moment: Moment) -> Judgement {
    let mut scene = Scene::new(desktop);
    scene.prepare_for(goal, call.size());
    hold(&mut scene, call, moment);
    scene.publish();
    until_held(&scene, call, moment);
    if moment == Moment::Answered {
        answer_without_a_disk(&mut scene);
    }
    scene.kill();
    scene.practice.disarm();
    scene.open();
    scene.settle();
    judge(&mut scene)
}

fn hold(scene: &mut Scene, call: Call, moment: Moment) {
    let kind = if moment == Moment::Asked {
        "delay_ms"
    } else {
        "hold_ms"
    };
    let mut held = call.fault(kind);
    held["ms"] = json!(HELD_MS);
    if let Some(cause) = call.cause() {
        scene.practice.fault(&cause);
    }
    scene.practice.fault(&held);
}

/// Waits until practice has the call, and has done what it asks for.
fn until_held(scene: &Scene, call: Call, moment: Moment) {
    let strikes = 1 + u64::from(call.cause().is_some());
    wait_for("the call", PATIENCE, || {
        let state = scene.practice.state();
        let is_there = state["faults"]["struck"].as_u64() >= Some(strikes);
        (is_there && (moment == Moment::Asked || has_effect(&state, call))).then_some(())
    });
}

fn has_effect(state: &Value, call: Call) -> bool {
    let received = &state["uploads"][0]["received"];
    match call {
        Call::CreatorInfo | Call::Status => true,
        Call::Init | Call::InboxInit => state["uploads"][0].is_object(),
        Call::Chunk => received.as_u64() > Some(0),
        Call::LastChunk | Call::OnlyChunk => *received == state["uploads"][0]["video_size"],
        Call::Refresh => state["tokens_issued"].as_u64() > Some(1),
    }
}

/// The answer comes while another program holds the database, so that nothing of it is stored.
fn answer_without_a_disk(scene: &mut Scene) {
    let db = scene.database();
    db.execute_batch("BEGIN IMMEDIATE").unwrap();
    scene.practice.disarm();
    scene.until_unsaved();
    scene.kill();
}

fn at_a_state(desktop: &Desktop, size: u64, state: usize) -> Outcome {
    let mut scene = Scene::new(desktop);
    scene.prepare(size);
    scene.publish();
    scene.studio().until("the state to kill at", |studio| {
        let is_live = studio.posts.values().all(|post| post["stage"] == "live");
        studio.told_of_posts >= state || (!studio.posts.is_empty() && is_live)
    });
    scene.kill();
    scene.open();
    scene.settle();
    Outcome::live(judge(&mut scene))
}
