//! Several posts, passing trouble and SIGKILL at random moments, repeatable by a seed but for the
//! computer's own timing.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::calls::Goal;
use crate::cells::{Cell, Outcome};
use crate::desktop::Desktop;
use crate::judge::judge;
use crate::practice::{IDA, MARA};
use crate::scene::{LARGE, SMALL, Scene};

/// How many the quick and the long run have.
const QUICK: u64 = 16;
const LONG: u64 = 200;
const IN_A_ROW: u64 = 8;
/// A post that nobody disturbs is over by then.
const WAY_MS: u64 = 1_500;
/// What passes by itself.
const PASSING: [&str; 8] = [
    "drop_before",
    "drop_after",
    "half_answer",
    "truncated_json",
    "status_500",
    "status_503_html",
    "rate_limited",
    "access_token_invalid",
];
const ENDPOINTS: [&str; 5] = ["creator_info", "video_init", "inbox_init", "upload", "status"];

/// All of them.
pub fn cells(seed: u64, is_long: bool) -> Vec<Cell> {
    let moments = if is_long { LONG } else { QUICK };
    (0..moments)
        .map(|moment| {
            let run = move |desktop: &Desktop| run(desktop, Dice::new(seed, moment));
            let (row, column) = (moment / IN_A_ROW * IN_A_ROW, moment % IN_A_ROW + 1);
            let (row, column) = (format!("after {row}"), format!("moment {column}"));
            Cell::new("Random moments", row, column, run)
        })
        .collect()
}

fn run(desktop: &Desktop, mut dice: Dice) -> Outcome {
    let mut scene = Scene::with_accounts(desktop, &[MARA, IDA]);
    for _ in 0..=dice.below(3) {
        let creator = if dice.below(3) == 0 { IDA } else { MARA };
        let goal = if dice.below(3) == 0 {
            Goal::Inbox
        } else {
            Goal::Profile
        };
        let size = if dice.below(4) == 0 { LARGE } else { SMALL };
        scene.prepare_for(creator, goal, size);
    }
    for _ in 0..dice.below(4) {
        scene.practice.fault(&passing(&mut dice));
    }
    scene.press();
    for _ in 0..=dice.below(3) {
        let moment = Duration::from_millis(dice.below(WAY_MS));
        let end = Instant::now() + moment;
        while let Some(line) = scene.studio().hear(end) {
            scene.note_answer(&line);
        }
        scene.kill();
        scene.open();
    }
    scene.settle();
    Outcome::one_of(judge(&mut scene), vec!["live", "in_inbox"])
}

fn passing(dice: &mut Dice) -> Value {
    let (endpoint, kind) = (dice.one_of(&ENDPOINTS), dice.one_of(&PASSING));
    let kind = match (endpoint, kind) {
        // The upload host takes no token that it could refuse.
        ("upload", "access_token_invalid") => "drop_midway",
        (_, kind) => kind,
    };
    json!({
        "endpoint": endpoint,
        "kind": kind,
        "after": dice.below(3),
        "count": dice.below(3) + 1,
    })
}

/// Numbers that follow from a seed (splitmix64).
struct Dice(u64);

impl Dice {
    fn new(seed: u64, throw: u64) -> Self {
        let mut dice = Self(seed);
        let spread = dice.next();
        Self(spread ^ throw.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    fn one_of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        let index = self.below(all.len() as u64);
        all[usize::try_from(index).unwrap()]
    }
}
