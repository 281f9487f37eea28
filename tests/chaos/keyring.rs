//! The keyring locked, gone or silent while a call is under way, and open again later.

use serde_json::json;
use tests::process::kill_hard;

use crate::calls::{Call, Goal};
use crate::cells::{Cell, Outcome};
use crate::desktop::Desktop;
use crate::happenings::{Happening, arrived, table};
use crate::scene::Scene;

const HAPPENINGS: [Happening; 3] = [
    Happening::new("keyring locked, then unlocked", arrived, |scene| {
        scene.desktop.lock_keyring();
        scene.practice.disarm();
        unlock(scene);
    })
    .anywhere(),
    Happening::new("keyring locked, killed, then unlocked", arrived, |scene| {
        scene.desktop.lock_keyring();
        scene.kill();
        scene.practice.disarm();
        scene.open();
        unlock(scene);
    })
    .anywhere(),
    Happening::new("keyring ended, a locked one comes", arrived, |scene| {
        kill_hard(scene.desktop.keyring_id());
        scene.practice.disarm();
        unlock(scene);
    })
    .anywhere(),
];

/// One that hangs says neither yes nor no.
const SILENCES: [Happening; 2] = [
    Happening::new("keyring silent, then awake", arrived, |scene| {
        scene.desktop.signal_keyring("-STOP");
        scene.practice.disarm();
        wake(scene);
    })
    .anywhere(),
    Happening::new("keyring silent, killed, then awake", arrived, |scene| {
        scene.desktop.signal_keyring("-STOP");
        scene.kill();
        scene.practice.disarm();
        scene.open();
        wake(scene);
    })
    .anywhere(),
];

/// All of them, each on a desktop of its own.
pub fn cells(is_long: bool) -> Vec<Cell> {
    let tables = Goal::all_of(is_long).iter().map(|goal| {
        let calls = goal.turning_points_of(is_long);
        let mut cells = table(
            "Keyring",
            &HAPPENINGS,
            *goal,
            calls,
            |_, happening, goal, call| on(&Desktop::start(), happening, goal, call),
        );
        cells.extend(table(
            "Keyring",
            &SILENCES,
            *goal,
            calls,
            |_, happening, goal, call| on(&Desktop::in_a_hurry(), happening, goal, call),
        ));
        cells
    });
    tables.flatten().collect()
}

fn on(desktop: &Desktop, happening: &Happening, goal: Goal, call: Call) -> Outcome {
    happening.run(Scene::new(desktop), goal, call)
}

/// It answers again once nothing goes on by itself, and the creator says so.
fn wake(scene: &mut Scene) {
    scene.until_at_rest();
    scene.desktop.signal_keyring("-CONT");
    scene.studio().ask(&json!({ "do": "keyring" })).unwrap();
}

/// The creator unlocks it once nothing goes on by itself, and says so.
fn unlock(scene: &mut Scene) {
    scene.until_at_rest();
    scene.desktop.unlock_keyring();
    scene.studio().ask(&json!({ "do": "keyring" })).unwrap();
}
