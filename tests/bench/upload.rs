//! A gigabyte to the practice TikTok: the studio beside one `curl` process that sends the same chunks.

use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::Value;
use sha2::{Digest, Sha256};
use tiktok::ChunkPlan;

use crate::curl::{self, Creator};
use crate::figures::{Goal, Row, median};
use crate::practice::Practice;
use crate::videos;

const BYTES: u64 = 1_000_000_000;
/// The largest a studio may be asked to send, in round figures (R§13.1).
const LARGE: u64 = 4_000_000_000;
const RUNS: usize = 5;

/// What the figures mean.
pub const MEASURED: &str = "\
Upload: from the answer to init until the answer to the last chunk. The studio's figure is the time between
these two lines of the post's own history (it includes looking before each chunk whether the file is still the
same, and keeping the upload address); curl's is the wall time of its one process, --next, over one connection.
Memory: the studio's process, VmHWM after the post is live less VmRSS before the drop.";

/// Runs it; what is to be said of it beside the rows comes second.
pub async fn measure() -> (Vec<Row>, String) {
    let folder = tempfile::tempdir().unwrap();
    let plan = ChunkPlan::for_size(BYTES).unwrap();
    let video = videos::full(folder.path(), "gigabyte.mp4", BYTES);
    let pieces = videos::pieces(folder.path(), &video, &plan);
    let practice = Practice::start();
    let creator = Creator::sign_in(&practice, None).await;
    let (mut ours, mut theirs) = (vec![], vec![]);
    for run in 0..RUNS {
        // Whoever comes second finds a warmer computer; they take turns.
        if run % 2 == 0 {
            ours.push(practice.post_with_the_studio(&video));
            theirs.push(with_curl(&creator, &plan, &pieces, folder.path()).await);
        } else {
            theirs.push(with_curl(&creator, &plan, &pieces, folder.path()).await);
            ours.push(practice.post_with_the_studio(&video));
        }
    }
    let hashing = hashing();
    let sparse = videos::sparse(folder.path(), "sparse.mp4", LARGE);
    let largest = practice.post_with_the_studio(&sparse);

    let speeds = |figures: Vec<f64>| figures.into_iter().map(speed).collect::<Vec<_>>();
    let uploads = ours.iter().map(|run| run["upload"].as_f64().unwrap());
    let rows = vec![
        Row::alone("Upload of 1 GB", "MB/s", speeds(uploads.collect()))
            .beside("curl", speeds(theirs.clone()))
            .with_goal(Goal::RatioAtLeast(0.95)),
        Row::alone("Memory above idle, 1 GB", "MB", ours.iter().map(memory).collect())
            .with_goal(Goal::AtMost(16.0)),
        Row::alone("Memory above idle, 4 GB", "MB", vec![memory(&largest)]).with_goal(Goal::AtMost(16.0)),
    ];
    (rows, verdict(hashing, median(&theirs)))
}

async fn with_curl(creator: &Creator, plan: &ChunkPlan, pieces: &[PathBuf], folder: &Path) -> f64 {
    let upload = creator.open_upload(plan).await;
    let requests = curl::chunks(upload.upload_url.expose(), plan, pieces);
    let (answers, wall) = curl::run(&requests, folder);
    assert_eq!(
        answers.last().unwrap().status,
        201,
        "the practice TikTok has it whole"
    );
    wall
}

fn speed(milliseconds: f64) -> f64 {
    BYTES as f64 / 1000.0 / milliseconds
}

fn memory(run: &Value) -> f64 {
    let kb = |name: &str| run[name].as_f64().unwrap();
    (kb("peak_kb") - kb("idle_kb")) / 1024.0
}

/// Milliseconds that one core needs to hash as many bytes as an upload has.
fn hashing() -> f64 {
    let piece = vec![7; 1_000_000];
    let mut hash = Sha256::new();
    let start = Instant::now();
    (0..BYTES / 1_000_000).for_each(|_| hash.update(&piece));
    std::hint::black_box(hash.finalize());
    start.elapsed().as_secs_f64() * 1000.0
}

fn verdict(hashing: f64, curl: f64) -> String {
    let share = 100.0 * hashing / curl;
    let bottleneck = if share > 50.0 {
        "it is the bottleneck"
    } else {
        "it is not the bottleneck"
    };
    format!(
        "The practice TikTok hashes what it is sent: SHA-256 of 1 GB alone takes {hashing:.0} ms here, {share:.0} % of \
         curl's upload, so {bottleneck}; both sides pay it alike."
    )
}
