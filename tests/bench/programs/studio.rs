//! The studio without its window, in a process of its own: signs in at a practice TikTok, drops one video,
//! posts it, waits until it is live, and prints one JSON object with what each step took.
//!
//!     bench-studio FIRST_LINE_OF_PRACTICE VIDEO

#![expect(clippy::unwrap_used, reason = "a run that fails has no figures")]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use studio::clock::Clock;
use studio::ids::PostId;
use studio::secrets::SecretStore;
use studio::view::{Choice, HistoryLine, SignInRequest};
use studio::{Studio, media};
use tests::headless;

#[tokio::main]
async fn main() {
    tiktok::install_tls();
    let mut arguments = std::env::args().skip(1);
    let practice = serde_json::from_str(&arguments.next().unwrap()).unwrap();
    let video = PathBuf::from(arguments.next().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let pacing = headless::unpaced(Duration::ZERO, Duration::ZERO);
    let (data_dir, secrets) = (folder.path().join("data"), SecretStore::memory());
    let studio = headless::open(data_dir, practice, Clock::System, secrets, pacing);
    let studio = studio.await.unwrap();
    let request = SignInRequest::PracticeNow { persona: None };
    studio.accounts().sign_in_start(request).await.unwrap();

    let idle_kb = memory_kb("VmRSS:");
    let mut steps = post(&studio, video).await;
    steps["idle_kb"] = json!(idle_kb);
    steps["peak_kb"] = json!(memory_kb("VmHWM:"));
    studio.publishing().rest().await;
    println!("{steps}");
}

/// From the drop to live. Steps up to the consent are measured here; those behind it are the times of the
/// post's own history, in whole milliseconds.
async fn post(studio: &Studio, video: PathBuf) -> Value {
    let start = Instant::now();
    let probing = video.clone();
    let probed = tokio::task::spawn_blocking(move || media::probe(&probing)).await;
    probed.unwrap().unwrap();
    let probe = milliseconds(start);

    let start = Instant::now();
    let added = studio.drafts().add(vec![video]).await.unwrap();
    let draft = added.drafts.first().unwrap();
    let drop = milliseconds(start);

    let start = Instant::now();
    studio.posting().open(draft).await.unwrap();
    headless::answered(studio, draft).await.unwrap();
    let shown = milliseconds(start);

    let value = Some("PUBLIC_TO_EVERYONE".to_owned());
    let choice = Choice::Privacy { value };
    let page = studio.posting().choose(draft, choice).await.unwrap();
    let start = Instant::now();
    let post = studio.posting().publish(draft, &page.revision).await.unwrap();
    let consent = milliseconds(start);

    let history = live(studio, &post).await;
    let between = |from, to| at(&history, to) - at(&history, from);
    json!({
        "probe": probe,
        "drop": drop,
        "shown": shown,
        "consent": consent,
        "confirmed": between("You agreed", "TikTok confirmed"),
        "init": between("TikTok confirmed", "TikTok opened"),
        "upload": between("TikTok opened", "TikTok has every byte"),
        "status": between("TikTok has every byte", "TikTok says everyone can see it"),
    })
}

async fn live(studio: &Studio, post: &PostId) -> Vec<HistoryLine> {
    let mut changes = studio.changes();
    loop {
        let detail = studio.publishing().detail(post).await.unwrap();
        match detail.card.stage.as_str() {
            "live" => return detail.history,
            "needs_you" | "failed" => unreachable!("{:#?}", detail.history),
            _ => {}
        }
        let _ = changes.recv().await;
    }
}

/// When the history tells this, in UTC milliseconds.
fn at(history: &[HistoryLine], text: &str) -> i64 {
    let line = history.iter().find(|line| line.text.starts_with(text));
    line.unwrap_or_else(|| unreachable!("no {text:?} in {history:#?}"))
        .at
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

fn memory_kb(what: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(what)).unwrap();
    line.split_whitespace().next().unwrap().parse().unwrap()
}
