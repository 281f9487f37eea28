//! SIGKILL at every commit point: before a call has its effect, between the effect and the answer,
//! between the answer and the disk, and at each state the studio stores.

use serde_json::Value;
use tests::process::wait_for;

use crate::calls::{Call, Goal};
use crate::cells::{Cell, Outcome};
use crate::desktop::Desktop;
use crate::judge::judge;
use crate::practice::MARA;
use crate::scene::{AFTER, BEFORE, LARGE, SMALL, Scene};
use crate::studio::PATIENCE;

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
    /// What holds a call there.
    fn held_by(self) -> &'static str {
        match self {
            Self::Asked => BEFORE,
            Self::Done | Self::Answered => AFTER,
        }
    }

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
    for goal in Goal::ALL {
        for moment in [Moment::Asked, Moment::Done, Moment::Answered] {
            for call in goal.calls().iter().copied() {
                let run = move |desktop: &Desktop| at_a_call(desktop, goal, call, moment);
                let table = goal.table("Kills beside a call");
                cells.push(Cell::new(table, moment.name(), call.name(), run));
            }
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

fn at_a_call(desktop: &Desktop, goal: Goal, call: Call, moment: Moment) -> Outcome {
    let mut scene = Scene::new(desktop);
    scene.prepare_for(MARA, goal, call.size());
    let strikes = scene.hold(goal, call, moment.held_by());
    scene.publish();
    until_held(&scene, call, moment, strikes);
    if moment == Moment::Answered {
        answer_without_a_disk(&mut scene);
    }
    scene.kill();
    scene.practice.disarm();
    scene.open();
    scene.settle();
    Outcome::one_of(judge(&mut scene), vec![goal.end()])
}

/// Waits until practice has the call, and has done what it asks for.
fn until_held(scene: &Scene, call: Call, moment: Moment, strikes: u64) {
    wait_for("the call", PATIENCE, || {
        let state = scene.practice.state();
        let is_there = state["faults"]["struck"].as_u64() >= Some(strikes);
        (is_there && (moment == Moment::Asked || has_effect(&state, call))).then_some(())
    });
}

fn has_effect(state: &Value, call: Call) -> bool {
    let upload = &state["uploads"][0];
    match call {
        Call::CreatorInfo | Call::Status => true,
        Call::Init | Call::InboxInit => upload.is_object(),
        Call::Chunk => upload["received"].as_u64() > Some(0),
        Call::LastChunk | Call::OnlyChunk => upload["sha256"].is_string(),
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
