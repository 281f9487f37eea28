//! A disk that is really full while a call is under way, and has room again later.

use crate::calls::Goal;
use crate::cells::Cell;
use crate::disk;
use crate::happenings::{Happening, arrived, table};
use crate::scene::Scene;

const HAPPENINGS: [Happening; 3] = [
    Happening::new("disk full, then room", arrived, |scene| {
        fill(scene);
        scene.disk().make_room();
    })
    .anywhere(),
    Happening::new("disk full, killed, then room", arrived, |scene| {
        fill(scene);
        scene.kill();
        scene.disk().make_room();
        scene.open();
    })
    .anywhere(),
    Happening::new("disk full, killed, opened, then room", arrived, |scene| {
        fill(scene);
        scene.kill();
        scene.open();
        scene.studio().posts_in_full();
        scene.disk().make_room();
    })
    .anywhere(),
];

/// All of them; none where nobody may mount a disk.
pub fn cells(is_long: bool) -> Vec<Cell> {
    if !disk::is_possible() {
        println!("No disk can be mounted here: without \"Full disk\"; \"disk takes nothing\" is there.");
        return Vec::new();
    }
    let tables = Goal::all_of(is_long).iter().map(|goal| {
        let calls = goal.turning_points_of(is_long);
        table(
            "Full disk",
            &HAPPENINGS,
            *goal,
            calls,
            |desktop, happening, goal, call| happening.run(Scene::on_a_small_disk(desktop), goal, call),
        )
    });
    tables.flatten().collect()
}

/// The answer comes, and the studio says that the disk is full.
fn fill(scene: &mut Scene) {
    scene.disk().fill();
    scene.practice.disarm();
    scene.studio().until("the disk is full", |studio| {
        studio
            .posts
            .values()
            .any(|post| post["headline"] == "Waiting: the disk is full")
    });
}
