//! The keyring locked or gone while a call is under way, and open again later.

use serde_json::json;
use tests::process::kill_hard;

use crate::calls::Goal;
use crate::cells::Cell;
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

/// All of them, each on a desktop of its own.
pub fn cells(is_long: bool) -> Vec<Cell> {
    let tables = Goal::all_of(is_long).iter().map(|goal| {
        let calls = goal.turning_points_of(is_long);
        table(
            "Keyring",
            &HAPPENINGS,
            *goal,
            calls,
            |_, happening, goal, call| {
                let desktop = Desktop::start();
                happening.run(Scene::new(&desktop), goal, call)
            },
        )
    });
    tables.flatten().collect()
}

/// The creator unlocks it once nothing goes on by itself, and says so.
fn unlock(scene: &mut Scene) {
    scene.until_at_rest();
    scene.desktop.unlock_keyring();
    scene.studio().ask(&json!({ "do": "keyring" })).unwrap();
}
