//! A studio without its window, at a practice TikTok that runs as a program of its own.

use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use studio::clock::Clock;
use studio::config::{BoxFuture, Config, Pacing, PracticeAddresses, PracticeHost};
use studio::ids::DraftId;
use studio::problem::Problem;
use studio::secrets::SecretStore;
use studio::view::{CreatorView, PersonaView, PostingPage};
use studio::{OpenError, Studio};

/// Pacing without any of TikTok's limits, for a practice TikTok that has none.
pub fn unpaced(status_every: Duration, retry_after: Duration) -> Pacing {
    Pacing {
        init_per_minute: None,
        status_per_minute: None,
        creator_info_per_minute: None,
        status_rhythm: vec![status_every],
        retry_after,
    }
}

/// Opens a studio. `practice` is the first line of the practice program.
///
/// # Errors
/// When the folder cannot be opened, or another studio still has it.
pub async fn open(
    data_dir: PathBuf,
    practice: Value,
    clock: Clock,
    secrets: SecretStore,
    pacing: Pacing,
) -> Result<Studio, OpenError> {
    let config = Config {
        data_dir,
        clock,
        secrets,
        pacing,
        practice: Some(Arc::new(Host(practice))),
        walkthrough: None,
        ffmpeg: None,
        window_origin: "tauri://localhost".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        utc_offset_s: 0,
    };
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    Studio::open(config, listener).await
}

/// The posting page of an open draft once TikTok answered.
///
/// # Errors
/// What the studio says.
pub async fn answered(studio: &Studio, draft: &DraftId) -> Result<PostingPage, Problem> {
    let mut changes = studio.changes();
    loop {
        let page = studio.posting().page(draft).await?;
        if matches!(page.creator, CreatorView::Fresh { .. }) {
            return Ok(page);
        }
        assert_eq!(page.creator, CreatorView::Asking);
        // A receiver that lagged looks again, too.
        let _ = changes.recv().await;
    }
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

    fn allow(&self, authorize: String, persona: Option<String>) -> BoxFuture<'_, Result<String, String>> {
        Box::pin(async move {
            let allow = move || crate::browser::allow_as(&authorize, persona.as_deref());
            let allowed = tokio::task::spawn_blocking(allow).await;
            allowed.map_err(|error| error.to_string())
        })
    }

    fn personas(&self) -> Vec<PersonaView> {
        Vec::new()
    }
}
