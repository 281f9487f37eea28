//! From a dropped file to the consent: drafts on disk, TikTok asked afresh each time,
//! and nothing posted that was not shown.

#[path = "posting/captions.rs"]
mod captions;
#[path = "posting/choosing.rs"]
mod choosing;
#[path = "posting/consent.rs"]
mod consent;
#[path = "posting/cover.rs"]
mod cover;
#[path = "posting/drafts.rs"]
mod drafts;
#[path = "posting/quota.rs"]
mod quota;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, OnceLock};

use practice::{Endpoint, Fault, Kind, Options, Practice, Speed};
use studio::Studio;
use studio::config::{BoxFuture, PracticeAddresses, PracticeHost};
use studio::ids::DraftId;
use studio::view::*;

use crate::support::{Desk, eventually};

/// Two short clips, made once: one that fits and one with a frame a second too many.
fn clips() -> &'static tempfile::TempDir {
    static CLIPS: OnceLock<tempfile::TempDir> = OnceLock::new();
    CLIPS.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        for (name, rate, seconds) in [("fits.mp4", 30, 2), ("fast.mp4", 61, 1)] {
            let source = format!("testsrc2=size=360x640:rate={rate}:duration={seconds}");
            let status = Command::new("ffmpeg")
                .args([
                    "-nostdin",
                    "-loglevel",
                    "error",
                    "-y",
                    "-f",
                    "lavfi",
                    "-i",
                    &source,
                ])
                .args(["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"])
                .arg(folder.path().join(name))
                .status()
                .expect("these tests need ffmpeg");
            assert!(status.success());
        }
        folder
    })
}

/// A practice TikTok whose counts can be looked at.
struct Host(Practice);

impl PracticeHost for Host {
    fn addresses(&self) -> BoxFuture<'_, Result<PracticeAddresses, String>> {
        let at = self.0.addresses();
        Box::pin(async move {
            Ok(PracticeAddresses {
                api: at.api,
                auth: at.auth,
                upload: at.upload,
                client_key: at.client_key,
                client_secret: at.client_secret,
            })
        })
    }

    fn allow(&self, authorize: String, persona: Option<String>) -> BoxFuture<'_, Result<String, String>> {
        Box::pin(async move {
            let allowed = self.0.allow(&authorize, &persona.unwrap_or_default(), None).await;
            allowed.map_err(|error| error.to_string())
        })
    }

    fn personas(&self) -> Vec<PersonaView> {
        Vec::new()
    }
}

/// A studio beside a practice TikTok.
struct Stage {
    desk: Desk,
    host: Arc<Host>,
    studio: Studio,
}

impl Stage {
    async fn new() -> Self {
        Self::of(Desk::new()).await
    }

    async fn of(mut desk: Desk) -> Self {
        let options = Options {
            limits: false,
            speed: Speed::Max,
            ..Options::default()
        };
        let host = Arc::new(Host(Practice::start(options).await.unwrap()));
        desk.config.practice = Some(host.clone());
        let studio = desk.open().await;
        Self { desk, host, studio }
    }

    /// A copy of a clip under this name.
    fn clip(&self, clip: &str, name: &str) -> PathBuf {
        let path = self.desk.file(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::copy(clips().path().join(clip), &path).unwrap();
        path
    }

    async fn add(&self, file: &Path) -> DraftId {
        let added = self.studio.drafts().add(vec![file.to_owned()]).await.unwrap();
        assert!(added.refused.is_empty(), "{:?}", added.refused);
        added.drafts.into_iter().next().unwrap()
    }

    /// A draft of a clip that fits.
    async fn draft(&self) -> DraftId {
        self.add(&self.clip("fits.mp4", "ramen.mp4")).await
    }

    async fn card(&self, id: &DraftId) -> DraftCard {
        let cards = self.studio.drafts().list().await.unwrap();
        cards.into_iter().find(|card| card.id == *id).unwrap()
    }

    async fn page(&self, id: &DraftId) -> PostingPage {
        self.studio.posting().page(id).await.unwrap()
    }

    /// Shows the page and waits until TikTok answered or refused.
    async fn show(&self, id: &DraftId) -> PostingPage {
        self.studio.posting().open(id).await.unwrap();
        self.answered(id).await
    }

    async fn answered(&self, id: &DraftId) -> PostingPage {
        eventually(&self.studio, "TikTok's answer", || async {
            let page = self.page(id).await;
            (page.creator != CreatorView::Asking).then_some(page)
        })
        .await
    }

    async fn choose(&self, id: &DraftId, choice: Choice) -> PostingPage {
        self.studio.posting().choose(id, choice).await.unwrap()
    }

    async fn choose_everyone(&self, id: &DraftId) -> PostingPage {
        let value = Some("PUBLIC_TO_EVERYONE".to_owned());
        self.choose(id, Choice::Privacy { value }).await
    }

    /// How often TikTok was asked something.
    fn requests(&self, endpoint: &str) -> u64 {
        self.host.0.state()["requests"][endpoint].as_u64().unwrap_or(0)
    }

    /// Lets go of an answer that is being delayed.
    fn let_go(&self) {
        self.host.0.disarm();
    }

    fn arm(&self, endpoint: Endpoint, kind: Kind) {
        self.host.0.arm(vec![Fault {
            endpoint: Some(endpoint),
            kind,
            count: Some(1),
            after: 0,
            probability: 1.0,
            ms: 600_000,
            reason: None,
            effect: false,
        }]);
    }
}
