//! Many posts at once: a long line beside a plain loop of the same calls, parallel uploads beside `curl`, and
//! what a line costs that cannot go on.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::Value;
use tests::clips;
use tiktok::ChunkPlan;

use crate::curl::{self, Creator};
use crate::figures::{Goal, Row};
use crate::practice::Practice;
use crate::videos;

const RUNS: usize = 3;
const POSTS: usize = 1_000;
const CREATORS: usize = 20;
const WAITING: usize = 500;
/// Uploads at a time, each of another creator.
const PARALLEL: usize = 8;
/// The most that goes in one chunk, so that curl may send in any order.
const BYTES: u64 = 19_000_000;

/// What the figures mean.
pub const MEASURED: &str = "\
Line of posts: 1,000 agreed posts of 20 creators, from opening the studio until the last one is live, 8 at a
time, each step stored durably. Its peer makes the same four requests for each post one after the other in a plain
loop, through the same client, and stores nothing. Parallel: 8 videos of 19 MB, from the first opened upload until
TikTok has the last byte, by the posts' own history; curl's is the wall time of one process with 8 transfers at a
time. Durable steps: 20 creators pause and continue a post each that waits for its turn, side by side, 400 presses
from the first to the last answer, each with its line of history and on disk before it is answered; presses that wait
together may share a commit. Beside it 400 bare commits of 1,000 bytes, one after the other, with synchronous=FULL
on the same disk. Wake-ups: how often threads of a studio with 500 posts that wait for an
hour slept and woke in 10 s.";

/// Runs it.
pub async fn measure() -> Vec<Row> {
    let folder = tempfile::tempdir().unwrap();
    let mut rows = vec![line(folder.path()).await];
    rows.extend(parallel(folder.path()).await);
    rows.extend(waiting(folder.path()));
    rows
}

async fn line(folder: &Path) -> Row {
    let videos = small(&folder.join("line"), POSTS);
    let video = fs::read(videos.join("0.mp4")).unwrap();
    let practice = Practice::with_crowd(CREATORS);
    let creator = Creator::sign_in(&practice, Some("crowd-1")).await;
    let (mut ours, mut theirs) = (vec![], vec![]);
    for _ in 0..RUNS {
        let run = practice.queue(&videos, CREATORS, "carry");
        ours.push(per_second(run["ms"].as_f64().unwrap()));
        let start = Instant::now();
        for _ in 0..POSTS {
            creator.post(&video).await;
        }
        theirs.push(per_second(start.elapsed().as_secs_f64() * 1000.0));
    }
    Row::alone("Line of 1,000 posts", "/s", ours)
        .beside("plain loop", theirs)
        .with_goal(Goal::RatioAtLeast(0.8))
}

fn per_second(milliseconds: f64) -> f64 {
    POSTS as f64 / milliseconds * 1000.0
}

async fn parallel(folder: &Path) -> [Row; 2] {
    let shelf = folder.join("parallel");
    fs::create_dir(&shelf).unwrap();
    let files: Vec<PathBuf> = (0..PARALLEL)
        .map(|number| videos::full(&shelf, &format!("{number}.mp4"), BYTES))
        .collect();
    let plan = ChunkPlan::for_size(BYTES).unwrap();
    assert_eq!(plan.count(), 1);
    let practice = Practice::with_crowd(PARALLEL);
    let mut creators = vec![];
    for number in 1..=PARALLEL {
        creators.push(Creator::sign_in(&practice, Some(&format!("crowd-{number}"))).await);
    }
    let (mut ours, mut theirs, mut memory) = (vec![], vec![], vec![]);
    for _ in 0..RUNS {
        let run = practice.queue(&shelf, PARALLEL, "carry");
        let figure = |name: &str| run[name].as_f64().unwrap();
        ours.push(speed(figure("upload_ms")));
        memory.push((figure("peak_kb") - figure("idle_kb")) / 1024.0 / PARALLEL as f64);
        let mut requests = vec![];
        for (creator, file) in creators.iter().zip(&files) {
            let upload = creator.open_upload(&plan).await;
            requests.extend(curl::chunks(
                upload.upload_url.expose(),
                &plan,
                std::slice::from_ref(file),
            ));
        }
        theirs.push(speed(curl::run_at_once(&requests, folder)));
    }
    [
        Row::alone("8 parallel uploads, together", "MB/s", ours)
            .beside("curl, 8 at once", theirs)
            .with_goal(Goal::RatioAtLeast(0.9)),
        Row::alone("Memory above idle, each of 8", "MB", memory).with_goal(Goal::AtMost(16.0)),
    ]
}

fn speed(milliseconds: f64) -> f64 {
    (PARALLEL as u64 * BYTES) as f64 / 1000.0 / milliseconds
}

fn waiting(folder: &Path) -> [Row; 2] {
    let videos = small(&folder.join("waiting"), WAITING);
    let runs = |what: &str| -> Vec<Value> {
        let run = |_| Practice::with_crowd(CREATORS).queue(&videos, CREATORS, what);
        (0..RUNS).map(run).collect()
    };
    let figures = |runs: &[Value], name: &str| -> Vec<f64> {
        let figure = |run: &Value| run[name].as_f64();
        runs.iter().filter_map(figure).collect()
    };
    let (steps, waits) = (runs("steps"), runs("wait"));
    [
        Row::alone("Durable steps, 400", "ms", figures(&steps, "steps_ms"))
            .beside("bare commits", figures(&steps, "commits_ms"))
            .with_goal(Goal::RatioAtMost(1.3)),
        Row::alone("Wake-ups in 10 s, 500 waiting", "", figures(&waits, "woken"))
            .with_goal(Goal::AtMost(0.0)),
    ]
}

/// A folder of small videos: one file under many names.
fn small(folder: &Path, count: usize) -> PathBuf {
    fs::create_dir(folder).unwrap();
    let first = clips::fitting(folder, "0.mp4", 1);
    for number in 1..count {
        fs::hard_link(&first, folder.join(format!("{number}.mp4"))).unwrap();
    }
    folder.to_owned()
}
