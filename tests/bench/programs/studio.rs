//! The studio without its window, in a process of its own: signs in at a practice TikTok, drops one video,
//! posts it, waits until it is live, and prints one JSON object with what each step took.
//!
//!     bench-studio FIRST_LINE_OF_PRACTICE VIDEO

#![expect(clippy::unwrap_used, reason = "a run that fails has no figures")]

use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use studio::clock::Clock;
use studio::config::{BoxFuture, Config, Pacing, PracticeAddresses, PracticeHost};
use studio::ids::{DraftId, PostId};
use studio::secrets::SecretStore;
use studio::view::{Choice, CreatorView, HistoryLine, PersonaView, PostingPage, SignInRequest};
use studio::{Studio, media};

#[tokio::main]
async fn main() {
    tiktok::install_tls();
    let mut arguments = std::env::args().skip(1);
    let host = Host(serde_json::from_str(&arguments.next().unwrap()).unwrap());
    let video = PathBuf::from(arguments.next().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let studio = open(folder.path().join("data"), host).await;
    let request = SignInRequest::PracticeNow { persona: None };
    studio.accounts().sign_in_start(request).await.unwrap();

    let idle_kb = memory_kb("VmRSS:");
    let mut steps = post(&studio, video).await;
    steps["idle_kb"] = json!(idle_kb);
    steps["peak_kb"] = json!(memory_kb("VmHWM:"));
    studio.publishing().rest().await;
    println!("{steps}");
}

async fn open(data_dir: PathBuf, host: Host) -> Studio {
    let config = Config {
        data_dir,
        clock: Clock::System,
        secrets: SecretStore::memory(),
        pacing: Pacing {
            init_per_minute: None,
            status_per_minute: None,
            creator_info_per_minute: None,
            status_rhythm: vec![Duration::ZERO],
            retry_after: Duration::ZERO,
        },
        practice: Some(Arc::new(host)),
        walkthrough: None,
        ffmpeg: None,
        window_origin: "tauri://localhost".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        utc_offset_s: 0,
    };
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    Studio::open(config, listener).await.unwrap()
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
    answered(studio, draft).await;
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

async fn answered(studio: &Studio, draft: &DraftId) -> PostingPage {
    let mut changes = studio.changes();
    loop {
        let page = studio.posting().page(draft).await.unwrap();
        if matches!(page.creator, CreatorView::Fresh { .. }) {
            return page;
        }
        assert_eq!(page.creator, CreatorView::Asking);
        // A receiver that lagged looks again, too.
        let _ = changes.recv().await;
    }
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

/// A `practice` program that runs already, by its first line.
struct Host(Value);

impl PracticeHost for Host {
    fn addresses(&self) -> BoxFuture<'_, Result<PracticeAddresses, String>> {
        let text = |name: &str| self.0[name].as_str().unwrap_or_default().to_owned();
        let addresses = PracticeAddresses {
            api: text("api"),
            auth: text("auth"),
            upload: text("upload"),
            client_key: text("client_key"),
            client_secret: text("client_secret"),
        };
        Box::pin(async { Ok(addresses) })
    }

    fn allow(&self, authorize: String, _: Option<String>) -> BoxFuture<'_, Result<String, String>> {
        Box::pin(async move {
            let allowed = tokio::task::spawn_blocking(move || tests::browser::allow(&authorize)).await;
            allowed.map_err(|error| error.to_string())
        })
    }

    fn personas(&self) -> Vec<PersonaView> {
        Vec::new()
    }
}
