//! From the drop of a 20 MB video to live, step by step, beside `curl` where a step is a request.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tiktok::ChunkPlan;

use crate::curl::{self, Creator};
use crate::figures::Row;
use crate::practice::Practice;
use crate::videos;

const BYTES: u64 = 20_000_000;
const RUNS: usize = 7;

/// What the figures mean.
pub const MEASURED: &str = "\
Drop to live: the studio's steps without pacing, frames and a window; those behind the consent are times of the
post's own history, in whole milliseconds, and each includes storing the step durably. curl's are its own
time_total of the same request, the first of a connection included.";

/// The studio's steps by the names of `bench-studio`, and what they mean.
const STEPS: [(&str, &str); 8] = [
    ("probe", "Probe"),
    ("drop", "Drop until the draft is stored"),
    ("shown", "Posting page: creator_info"),
    ("consent", "Consent stored"),
    ("confirmed", "creator_info again"),
    ("init", "Init"),
    ("upload", "Upload of 20 MB, 2 chunks"),
    ("status", "Status until live"),
];

/// Runs it.
pub async fn measure() -> Vec<Row> {
    let folder = tempfile::tempdir().unwrap();
    let plan = ChunkPlan::for_size(BYTES).unwrap();
    let video = videos::full(folder.path(), "short.mp4", BYTES);
    let pieces = videos::pieces(folder.path(), &video, &plan);
    let practice = Practice::start();
    let creator = Creator::sign_in(&practice, None).await;
    let (mut ours, mut theirs) = (vec![], vec![]);
    for _ in 0..RUNS {
        ours.push(practice.post_with_the_studio(&video));
        theirs.push(with_curl(&creator, &plan, &pieces, folder.path()));
    }
    let mut rows: Vec<Row> = STEPS
        .iter()
        .map(|(name, what)| row(name, what, &ours, &theirs))
        .collect();
    let whole = |run: &Value| -> f64 { STEPS[1..].iter().filter_map(|(name, _)| run[name].as_f64()).sum() };
    rows.push(Row::alone(
        "Drop to live, all of it",
        "ms",
        ours.iter().map(whole).collect(),
    ));
    rows
}

fn row(name: &str, what: &str, ours: &[Value], theirs: &[Value]) -> Row {
    let figures = |runs: &[Value]| -> Vec<f64> { runs.iter().filter_map(|run| run[name].as_f64()).collect() };
    let row = Row::alone(what, "ms", figures(ours));
    match figures(theirs) {
        peer if peer.is_empty() => row,
        peer => row.beside("curl", peer),
    }
}

/// The requests of one post. Two processes, because the second needs the first one's answer.
fn with_curl(creator: &Creator, plan: &ChunkPlan, pieces: &[PathBuf], folder: &Path) -> Value {
    let info = creator.ask("/v2/post/publish/creator_info/query/", json!({}));
    let (asked, _) = curl::run(&[info, creator.init(plan)], folder);
    let data = &asked[1].body["data"];
    let url = data["upload_url"].as_str().unwrap();
    let mut requests = curl::chunks(url, plan, pieces);
    let publish_id = json!({ "publish_id": data["publish_id"] });
    requests.push(creator.ask("/v2/post/publish/status/fetch/", publish_id));
    let (sent, _) = curl::run(&requests, folder);
    let (status, chunks) = sent.split_last().unwrap();
    assert_eq!(status.body["data"]["status"], "PUBLISH_COMPLETE");
    json!({
        "shown": asked[0].milliseconds,
        "confirmed": asked[0].milliseconds,
        "init": asked[1].milliseconds,
        "upload": chunks.iter().map(|chunk| chunk.milliseconds).sum::<f64>(),
        "status": status.milliseconds,
    })
}
