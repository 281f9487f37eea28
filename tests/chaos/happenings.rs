//! What happens around a post while a call is under way: to the tokens, the account, the file, the
//! disk, the clock, the program, the data folder.

use std::os::unix::fs::FileExt;
use std::path::Path;
use std::process::Command;

use crate::calls::{Call, Goal};
use crate::cells::{Cell, Outcome};
use crate::desktop::Desktop;
use crate::judge::judge;
use crate::practice::MARA;
use crate::scene::{AFTER, BEFORE, Scene};

const HOUR_MS: i64 = 60 * 60 * 1000;
/// Upload addresses live so long.
const HOUR_S: u32 = 60 * 60;
const DAY_MS: i64 = 24 * HOUR_MS;
/// Tokens live so long.
const DAY_S: u32 = 24 * HOUR_S;
/// What an editor writes.
const EDITED: &[u8] = b"another cut";

/// What happens, and where a post may end then.
pub struct Happening {
    name: &'static str,
    does: fn(&mut Scene),
    /// What the call is held by meanwhile.
    pub held_by: &'static str,
    /// The answer that is under way comes before it.
    is_answered_first: bool,
    ends: fn(Goal) -> Vec<&'static str>,
    at: fn(Goal, Call) -> bool,
}

impl Happening {
    /// It comes before the effect of every call but a refresh.
    pub const fn new(name: &'static str, ends: fn(Goal) -> Vec<&'static str>, does: fn(&mut Scene)) -> Self {
        Self {
            name,
            does,
            held_by: BEFORE,
            is_answered_first: false,
            ends,
            at: |_, call| !matches!(call, Call::Refresh),
        }
    }

    /// It can come at a refresh, too.
    pub const fn anywhere(self) -> Self {
        self.only_at(|_, _| true)
    }

    /// It comes there alone.
    pub const fn only_at(self, at: fn(Goal, Call) -> bool) -> Self {
        Self { at, ..self }
    }

    /// It comes between the effect and the answer.
    pub const fn after_the_effect(self) -> Self {
        Self {
            held_by: AFTER,
            ..self
        }
    }
}

/// Nothing else is good enough.
pub fn arrived(goal: Goal) -> Vec<&'static str> {
    vec![goal.end()]
}

/// A post that needs the creator, with nothing posted, is as good an end.
pub fn arrived_or_told(goal: Goal) -> Vec<&'static str> {
    vec![goal.end(), "needs_you"]
}

/// So is what TikTok itself ended.
pub fn arrived_or_failed(goal: Goal) -> Vec<&'static str> {
    vec![goal.end(), "needs_you", "failed"]
}

const HAPPENINGS: [Happening; 21] = [
    Happening::new("TikTok's clock a day on: tokens end", arrived, |scene| {
        scene.practice.advance(DAY_S);
    }),
    Happening::new("consent taken back at TikTok", arrived_or_failed, |scene| {
        scene.practice.withdraw();
    }),
    Happening::new("account made private", arrived_or_told, |scene| {
        scene.practice.make_private();
    })
    // Later a public post is on its way that only the account's followers may see, for good.
    .only_at(|goal, call| goal == Goal::Profile && matches!(call, Call::CreatorInfo | Call::Init)),
    Happening::new(
        "killed, posted on the phone",
        |_| vec!["live"],
        |scene| {
            scene.kill();
            scene.practice.post_on_phone();
            scene.open();
        },
    )
    .only_at(|goal, call| goal == Goal::Inbox && call == Call::Status),
    Happening::new("TikTok gone and back", arrived, |scene| {
        go(scene);
        scene.practice.start_again();
    }),
    Happening::new("TikTok gone for an hour", arrived_or_told, |scene| {
        go(scene);
        scene.jump(HOUR_MS);
        scene.practice.start_again();
        scene.practice.advance(HOUR_S);
    }),
    Happening::new("video edited", arrived_or_told, edit_video),
    Happening::new("video moved", arrived_or_told, |scene| {
        let video = scene.video();
        std::fs::rename(&video, video.with_extension("moved")).unwrap();
    }),
    Happening::new("video deleted", arrived_or_told, |scene| {
        std::fs::remove_file(scene.video()).unwrap();
    }),
    Happening::new("database locked by another program", arrived, |scene| {
        let db = scene.database();
        db.execute_batch("BEGIN IMMEDIATE").unwrap();
        scene.practice.disarm();
        scene.until_unsaved();
    }),
    Happening::new("disk takes nothing", arrived, |scene| {
        take_nothing(scene);
        limit_files(scene, "unlimited");
    }),
    Happening::new("disk takes nothing, then killed", arrived, |scene| {
        take_nothing(scene);
        scene.kill();
        scene.open();
    }),
    Happening::new("stopped and continued", arrived, |scene| {
        signal(scene, "-STOP");
        scene.practice.disarm();
        signal(scene, "-CONT");
    }),
    Happening::new("clock a day ahead", arrived, |scene| scene.jump(DAY_MS)).anywhere(),
    Happening::new("clock a day back", arrived, |scene| scene.jump(-DAY_MS)).anywhere(),
    Happening::new("clock a day back while TikTok is gone", arrived, |scene| {
        go(scene);
        scene.jump(-DAY_MS);
        scene.practice.start_again();
    })
    .anywhere(),
    Happening::new("clock a day ahead, answered, and back", arrived, |scene| {
        scene.jump(DAY_MS);
        let told = scene.studio().told_of_posts;
        scene.practice.disarm();
        scene.until_told_since(told);
        scene.jump(-DAY_MS);
    }),
    Happening::new("killed, clock a day ahead", arrived, |scene| {
        scene.kill();
        scene.jump(DAY_MS);
        scene.open();
    }),
    Happening::new("killed, clock a day back", arrived, |scene| {
        scene.kill();
        scene.jump(-DAY_MS);
        scene.open();
    }),
    Happening::new("old copy of the data put back", arrived_or_told, |scene| {
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
        ..Happening::new("killed again and again", arrived, |scene| {
            for _ in 0..4 {
                scene.kill();
                scene.open();
                scene.studio().posts_in_full();
            }
        })
    },
];

/// All of them.
pub fn cells(is_long: bool) -> Vec<Cell> {
    let tables = Goal::ALL.map(|goal| {
        table(
            "Happenings",
            &HAPPENINGS,
            goal,
            goal.calls_of(is_long),
            |desktop, happening, goal, call| happening.run(Scene::new(desktop), goal, call),
        )
    });
    tables.into_iter().flatten().collect()
}

/// A cell for each of `happenings` at each of `calls` where it can come; `run` says on which computer.
pub fn table(
    name: &str,
    happenings: &'static [Happening],
    goal: Goal,
    calls: &[Call],
    run: fn(&Desktop, &Happening, Goal, Call) -> Outcome,
) -> Vec<Cell> {
    let mut cells = Vec::new();
    for happening in happenings {
        for call in calls.iter().copied().filter(|call| (happening.at)(goal, *call)) {
            let run = move |desktop: &Desktop| run(desktop, happening, goal, call);
            cells.push(Cell::new(goal.table(name), happening.name, call.name(), run));
        }
    }
    cells
}

impl Happening {
    /// Lets it happen while `call` is under way.
    pub fn run(&self, mut scene: Scene, goal: Goal, call: Call) -> Outcome {
        scene.prepare_for(MARA, goal, call.size());
        let strikes = scene.hold(goal, call, self.held_by);
        scene.publish();
        scene.until_struck(strikes);
        self.happen(scene, goal)
    }

    /// Lets it happen now, and everything come to its end.
    pub fn happen(&self, mut scene: Scene, goal: Goal) -> Outcome {
        if self.is_answered_first {
            scene.practice.disarm();
        }
        (self.does)(&mut scene);
        scene.practice.disarm();
        scene.settle();
        Outcome::one_of(judge(&mut scene), (self.ends)(goal))
    }
}

/// TikTok is gone, and the studio has noticed.
pub fn go(scene: &mut Scene) {
    let told = scene.studio().told_of_posts;
    scene.practice.stop();
    scene.until_told_since(told);
}

/// An editor writes into the video where it lies.
fn edit_video(scene: &mut Scene) {
    let video = std::fs::File::options().write(true).open(scene.video()).unwrap();
    let length = video.metadata().unwrap().len();
    for place in [length / 2, length - EDITED.len() as u64] {
        video.write_all_at(EDITED, place).unwrap();
    }
}

fn take_nothing(scene: &mut Scene) {
    limit_files(scene, "0:unlimited");
    scene.practice.disarm();
    scene.until_unsaved();
}

/// Files may not grow beyond this, as on a disk without room.
fn limit_files(scene: &mut Scene, limit: &str) {
    let pid = scene.studio().id().to_string();
    let size = format!("--fsize={limit}");
    let mut tool = Command::new("prlimit");
    let limited = tool.args(["--pid", &pid, &size]).status().unwrap();
    assert!(limited.success(), "{tool:?}");
}

/// Sends the studio a signal such as `-STOP`.
pub fn signal(scene: &mut Scene, signal: &str) {
    tests::process::signal(scene.studio().id(), signal);
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
