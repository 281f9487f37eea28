//! Several accounts side by side: one video goes up for each, two over all, when something happens.

use serde_json::Value;
use tests::process::wait_for;

use crate::calls::{Call, Goal};
use crate::cells::{Cell, Outcome};
use crate::desktop::Desktop;
use crate::happenings::{Happening, arrived, arrived_or_failed, go, signal, table};
use crate::practice::{Creator, HEIKKI, IDA, MARA};
use crate::scene::{BEFORE, SMALL, Scene, held};
use crate::studio::PATIENCE;

/// Whose posts they are.
const POSTS: [Creator; 4] = [MARA, MARA, IDA, HEIKKI];
/// How many go up at a time, unless the creator wants it otherwise.
const AT_ONCE: usize = 2;

const HAPPENINGS: [Happening; 5] = [
    Happening::new("killed before the effect", arrived, kill),
    Happening::new("killed after it, before the answer", arrived, kill).after_the_effect(),
    Happening::new("TikTok gone and back", arrived, |scene| {
        go(scene);
        scene.practice.start_again();
    }),
    Happening::new("stopped and continued", arrived, |scene| {
        signal(scene, "-STOP");
        scene.practice.disarm();
        signal(scene, "-CONT");
    }),
    Happening::new("one consent taken back at TikTok", arrived_or_failed, |scene| {
        scene.practice.withdraw();
    }),
];

/// All of them.
pub fn cells(is_long: bool) -> Vec<Cell> {
    // Of videos of one chunk.
    let is_here = |call: &Call| call.size() == SMALL && *call != Call::Refresh;
    let tables = Goal::all_of(is_long).iter().map(|goal| {
        let calls: Vec<Call> = goal.calls().iter().copied().filter(is_here).collect();
        table("Accounts side by side", &HAPPENINGS, *goal, &calls, run)
    });
    tables.flatten().collect()
}

fn kill(scene: &mut Scene) {
    scene.kill();
    scene.practice.disarm();
    scene.open();
}

fn run(desktop: &Desktop, happening: &Happening, goal: Goal, call: Call) -> Outcome {
    let mut scene = Scene::with_accounts(desktop, &[MARA, IDA, HEIKKI]);
    for creator in POSTS {
        scene.prepare_for(creator, goal, SMALL);
    }
    let mut held = held(call, happening.held_by);
    held["count"] = Value::Null;
    scene.practice.fault(&held);
    scene.publish();
    let together = if call == Call::Status {
        POSTS.len()
    } else {
        AT_ONCE
    };
    until_waiting(&mut scene, POSTS.len() - together);
    until_held(&scene, call, happening.held_by, together);
    happening.happen(scene, goal)
}

/// Waits until all but those that go up wait for their turn.
fn until_waiting(scene: &mut Scene, count: usize) {
    scene.studio().until("the others in the line", |studio| {
        let waiting = studio.posts.values().filter(|post| post["stage"] == "queued");
        studio.posts.len() == POSTS.len() && waiting.count() == count
    });
}

/// Waits until TikTok holds as many as may go up, and has done what they ask for where the answer
/// is what is held.
fn until_held(scene: &Scene, call: Call, held_by: &str, together: usize) {
    let state = wait_for("the calls", PATIENCE, || {
        let state = scene.practice.state();
        let is_done = held_by == BEFORE || has_effects(&state, call, together);
        (struck(&state) >= together && is_done).then_some(state)
    });
    assert_eq!(struck(&state), together, "more went up than may: {state:#}");
}

fn struck(state: &Value) -> usize {
    let struck = state["faults"]["struck"].as_u64().unwrap();
    usize::try_from(struck).unwrap()
}

fn has_effects(state: &Value, call: Call, together: usize) -> bool {
    let uploads = state["uploads"].as_array().unwrap().iter();
    match call {
        call if call.is_init() => uploads.count() == together,
        Call::OnlyChunk => uploads.filter(|upload| upload["sha256"].is_string()).count() == together,
        _ => true,
    }
}
