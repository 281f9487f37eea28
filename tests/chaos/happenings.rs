//! What happens around a post while a call is under way: to the tokens, the account, the file, the
//! disk, the clock, the program, the data folder.

use std::os::unix::fs::FileExt;
use std::path::Path;
use std::process::Command;

use serde_json::json;

use crate::calls::{Call, WAY};
use crate::cells::{Cell, Outcome};
use crate::judge::judge;
use crate::scene::{Desktop, Scene};

/// Longer than any cell takes.
const HELD_MS: u64 = 600_000;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// Tokens live a day, upload addresses an hour.
const DAY_S: u32 = 24 * 60 * 60;
/// What an editor writes.
const EDITED: &[u8] = b"another cut";
/// A post that needs the creator, with nothing posted, is as good an end as a live one.
const LIVE_OR_TOLD: &[&str] = &["live", "needs_you"];
/// What TikTok itself ended.
const LIVE_OR_FAILED: &[&str] = &["live", "failed", "needs_you"];
const LIVE: &[&str] = &["live"];

/// What happens, and where a post may end then.
struct Happening {
    name: &'static str,
    does: fn(&mut Scene),
    /// The answer that is under way comes before it.
    is_answered_first: bool,
    ends: &'static [&'static str],
    /// The studio's clock can be put ahead.
    clock: Option<i64>,
    at: fn(Call) -> bool,
}

impl Happening {
    const fn new(name: &'static str, ends: &'static [&'static str], does: fn(&mut Scene)) -> Self {
        Self {
            name,
            does,
            is_answered_first: false,
            ends,
            clock: None,
            at: |_| true,
        }
    }
}

const HAPPENINGS: [Happening; 16] = [
    Happening::new("TikTok's clock a day on: tokens end", LIVE, |scene| {
        scene.practice.advance(DAY_S);
    }),
    Happening::new("consent taken back at TikTok", LIVE_OR_FAILED, |scene| {
        scene.practice.withdraw();
    }),
    Happening {
        // Later a public post is on its way that only the account's followers may see, for good.
        at: |call| matches!(call, Call::CreatorInfo | Call::Init),
        ..Happening::new("account made private", LIVE_OR_TOLD, |scene| {
            scene.practice.make_private();
        })
    },
    Happening::new("TikTok gone and back", LIVE, gone_and_back),
    Happening::new("video edited", LIVE_OR_TOLD, edit_video),
    Happening::new("video moved", LIVE_OR_TOLD, |scene| {
        let video = scene.video();
        std::fs::rename(&video, video.with_extension("moved")).unwrap();
    }),
    Happening::new("video deleted", LIVE_OR_TOLD, |scene| {
        std::fs::remove_file(scene.video()).unwrap();
    }),
    Happening::new("database locked by another program", LIVE, |scene| {
        let db = scene.database();
        db.execute_batch("BEGIN IMMEDIATE").unwrap();
        scene.practice.disarm();
        scene.until_unsaved();
    }),
    Happening::new("disk takes nothing", LIVE, |scene| {
        disk_full(scene);
        limit_files(scene, "unlimited");
    }),
    Happening::new("disk takes nothing, then killed", LIVE, |scene| {
        disk_full(scene);
        scene.kill();
        scene.open();
    }),
    Happening::new("stopped and continued", LIVE, |scene| {
        signal(scene, "-STOP");
        scene.practice.disarm();
        signal(scene, "-CONT");
    }),
    Happening {
        clock: Some(0),
        ..Happening::new("clock a day ahead", LIVE, |scene| {
            let jump = json!({ "do": "jump", "ms": DAY_MS });
            scene.studio().ask(&jump).unwrap();
        })
    },
    Happening::new("killed, clock a day ahead", LIVE, |scene| {
        scene.kill();
        scene.ahead = Some(DAY_MS);
        scene.open();
    }),
    Happening::new("killed, clock a day back", LIVE, |scene| {
        scene.kill();
        scene.ahead = Some(-DAY_MS);
        scene.open();
    }),
    Happening::new("old copy of the data put back", LIVE_OR_TOLD, |scene| {
        scene.kill();
        copy_folder(&scene.data(), &scene.copy());
        scene.practice.disarm();
        scene.open();
        scene.settle();
        scene.kill();
        put_copy_back(scene);
        scene.open();
    }),
    Happening {
        is_answered_first: true,
        ..Happening::new("killed again and again", LIVE, |scene| {
            for _ in 0..4 {
                scene.kill();
                scene.open();
                scene.studio().posts_in_full();
            }
        })
    },
];

/// All of them.
pub fn cells() -> Vec<Cell> {
    let mut cells = Vec::new();
    for happening in &HAPPENINGS {
        for call in WAY.into_iter().filter(|call| (happening.at)(*call)) {
            let run = move |desktop: &Desktop| run(desktop, call, happening);
            cells.push(Cell::new("Happenings", happening.name, call.name(), run));
        }
    }
    cells
}

fn run(desktop: &Desktop, call: Call, happening: &Happening) -> Outcome {
    let mut scene = Scene::with_clock(desktop, happening.clock);
    scene.prepare(call.size());
    let mut held = call.fault("delay_ms");
    held["ms"] = json!(HELD_MS);
    scene.practice.fault(&held);
    scene.publish();
    scene.until_struck(1);
    if happening.is_answered_first {
        scene.practice.disarm();
    }
    (happening.does)(&mut scene);
    scene.practice.disarm();
    scene.settle();
    Outcome::one_of(judge(&mut scene), happening.ends)
}

/// The studio has failed at least once before TikTok is there again.
fn gone_and_back(scene: &mut Scene) {
    let told = scene.studio().told_of_posts;
    scene.practice.stop();
    scene
        .studio()
        .until("a word about it", |studio| studio.told_of_posts > told);
    scene.practice.start_again();
}

/// An editor writes into the video where it lies.
fn edit_video(scene: &mut Scene) {
    let video = std::fs::File::options().write(true).open(scene.video()).unwrap();
    let length = video.metadata().unwrap().len();
    for place in [length / 2, length - EDITED.len() as u64] {
        video.write_all_at(EDITED, place).unwrap();
    }
}

fn disk_full(scene: &mut Scene) {
    limit_files(scene, "0:unlimited");
    scene.practice.disarm();
    scene.until_unsaved();
}

/// Files may not grow beyond this, as on a disk without room.
fn limit_files(scene: &mut Scene, limit: &str) {
    let pid = scene.studio().id().to_string();
    let size = format!("--fsize={limit}");
    run_tool("prlimit", &["--pid", &pid, &size]);
}

fn signal(scene: &mut Scene, signal: &str) {
    let pid = scene.studio().id().to_string();
    run_tool("kill", &[signal, &pid]);
}

fn run_tool(tool: &str, arguments: &[&str]) {
    let done = Command::new(tool).args(arguments).status().unwrap();
    assert!(done.success(), "{tool} {arguments:?}");
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_file() {
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

fn put_copy_back(scene: &Scene) {
    std::fs::remove_dir_all(scene.data()).unwrap();
    std::fs::rename(scene.copy(), scene.data()).unwrap();
}
