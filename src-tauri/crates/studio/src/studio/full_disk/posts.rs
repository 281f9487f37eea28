//! The disk fills up while a post is on its way.

use std::fs::File;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use practice::{Endpoint, Fault, Kind, Options, Practice, Speed};
use tempfile::TempDir;

use super::{config, leave, open};
use crate::Studio;
use crate::clock::{Clock, ManualClock};
use crate::config::{BoxFuture, Config, Pacing, PracticeAddresses, PracticeHost};
use crate::ids::{DraftId, PostId};
use crate::media::{Container, Fingerprint};
use crate::posting_page::{Choices, Terms};
use crate::problem::Code;
use crate::publishing::Agreed;
use crate::view::{PersonaView, PostAction, PostDetail, SignInRequest, Tone};

/// Two chunks.
const SIZE: usize = 20_000_001;
/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(60);

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

    fn allow(&self, authorize: String, _persona: Option<String>) -> BoxFuture<'_, Result<String, String>> {
        Box::pin(async move {
            let allowed = self.0.allow(&authorize, "mara", None).await;
            allowed.map_err(|error| error.to_string())
        })
    }

    fn personas(&self) -> Vec<PersonaView> {
        Vec::new()
    }
}

/// A studio whose clock moves by hand, so that a post which waits to try again waits for us.
struct Scene {
    studio: Studio,
    config: Config,
    host: Arc<Host>,
    hand: Arc<ManualClock>,
    folder: TempDir,
}

impl Scene {
    /// Trouble at this endpoint, after so many requests there, makes the post wait.
    async fn with_trouble_at(endpoint: Endpoint, kind: Kind, after: u32) -> Self {
        let fault = Fault {
            endpoint: Some(endpoint),
            kind,
            count: Some(1),
            after,
            probability: 1.0,
            ms: 0,
            reason: None,
            effect: false,
        };
        let options = Options {
            limits: false,
            speed: Speed::Max,
            faults: vec![fault],
            ..Options::default()
        };
        let host = Arc::new(Host(Practice::start(options).await.unwrap()));
        let folder = tempfile::tempdir().unwrap();
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let (clock, hand) = Clock::manual(i64::try_from(since.as_millis()).unwrap());
        let pacing = Pacing {
            status_rhythm: vec![Duration::ZERO],
            ..Pacing::default()
        };
        let config = Config {
            clock,
            pacing,
            practice: Some(host.clone()),
            ..config(&folder.path().join("data"))
        };
        Self {
            studio: open(config.clone()).await,
            config,
            host,
            hand,
            folder,
        }
    }

    /// The program ended, and another one opens the folder; its disk has room.
    async fn reopened(self) -> Self {
        self.studio.publishing().rest().await;
        drop(self.studio);
        Self {
            studio: open(self.config.clone()).await,
            ..self
        }
    }

    async fn agreed(&self) -> Agreed {
        let request = SignInRequest::PracticeNow { persona: None };
        self.studio.accounts().sign_in_start(request).await.unwrap();
        let account = self.studio.accounts().active().await.unwrap().unwrap();
        let asked = self.studio.accounts().call(&account, |session| async move {
            session.client.creator_info(&session.token).await
        });
        let terms = Terms::from(&asked.await.unwrap());
        let path = self.folder.path().join("ramen.mp4");
        std::fs::write(&path, vec![7; SIZE]).unwrap();
        Agreed {
            draft: DraftId::fresh(),
            account,
            title: "Ramen".into(),
            choices: Choices {
                privacy: Some("PUBLIC_TO_EVERYONE".into()),
                ..Choices::default()
            },
            fingerprint: Fingerprint::of(&File::open(&path).unwrap()).unwrap(),
            path,
            container: Container::Mp4,
            revision: "r".into(),
            terms: Some(terms),
            duration_ms: 10_000,
        }
    }

    async fn post(&self) -> PostId {
        let agreed = self.agreed().await;
        self.studio.publishing().start(agreed, None).await.unwrap()
    }

    /// Takes the room that is left, down to the last byte of every page of the history.
    async fn fill(&self, id: &PostId) {
        leave(&self.studio, Some(0)).await;
        let id = id.as_str().to_owned();
        // Each row by itself: one that finds no room would take back the others of its transaction.
        let fill = move |db: &rusqlite::Connection| {
            let mut add = db.prepare("INSERT INTO post_history (post_id, at, text) VALUES (?1, 0, ?2)")?;
            for filler in ["a".repeat(200), String::new()] {
                while add.execute([&id, &filler]).is_ok() {}
            }
            Ok(())
        };
        self.studio.core.store.read(fill).await.unwrap();
    }

    async fn make_room(&self) {
        leave(&self.studio, None).await;
    }

    /// Looks at the post until it is as wanted, and moves the clock by `step` between two looks.
    async fn until(
        &self,
        id: &PostId,
        what: &str,
        step: Duration,
        wanted: impl Fn(&PostDetail) -> bool,
    ) -> PostDetail {
        let mut changes = self.studio.changes();
        let wait = async {
            loop {
                let detail = self.studio.publishing().detail(id).await.unwrap();
                if wanted(&detail) {
                    return detail;
                }
                self.hand.advance(step);
                // A moved clock tells nobody; what follows from it does.
                let _ = tokio::time::timeout(Duration::from_millis(20), changes.recv()).await;
            }
        };
        match tokio::time::timeout(PATIENCE, wait).await {
            Ok(detail) => detail,
            Err(_) => panic!("never came: {what}"),
        }
    }

    /// The trouble came: the post waits for a time that comes only by hand.
    async fn waits_to_try_again(&self, id: &PostId) {
        let waits = |detail: &PostDetail| detail.card.detail.contains("Next try at");
        self.until(id, "the next try", Duration::ZERO, waits).await;
    }

    async fn waits_for_room(&self, id: &PostId) -> PostDetail {
        let waits = |detail: &PostDetail| detail.card.headline == "Waiting: the disk is full";
        self.until(id, "a full disk", Duration::from_millis(500), waits)
            .await
    }

    async fn goes_live(&self, id: &PostId) -> PostDetail {
        let live = |detail: &PostDetail| detail.card.stage == "live";
        self.until(id, "live", Duration::from_millis(500), live).await
    }

    /// How many posts TikTok has.
    fn posted(&self) -> usize {
        self.host.0.state()["posts"].as_array().unwrap().len()
    }

    /// How often TikTok was asked this.
    fn asked(&self, endpoint: &str) -> u64 {
        self.host.0.state()["requests"][endpoint].as_u64().unwrap_or(0)
    }
}

#[tokio::test]
async fn a_post_waits_for_room_wherever_it_is_and_goes_live_once() {
    // Before the upload, at its first chunk, and at its last one, which TikTok took.
    for (endpoint, kind, after) in [
        (Endpoint::VideoInit, Kind::Status500, 0),
        (Endpoint::Upload, Kind::DropBefore, 0),
        (Endpoint::Upload, Kind::DropAfter, 1),
    ] {
        let scene = Scene::with_trouble_at(endpoint, kind, after).await;
        let id = scene.post().await;
        scene.waits_to_try_again(&id).await;
        scene.fill(&id).await;
        let waiting = scene.waits_for_room(&id).await.card;
        assert_eq!(waiting.tone, Tone::NeedsYou);
        assert!(waiting.detail.starts_with("Free some space"), "{waiting:?}");

        // Time alone sends nothing.
        let before = (scene.asked("video_init"), scene.asked("upload"));
        scene.hand.advance(Duration::from_secs(60));
        let waiting = scene.waits_for_room(&id).await.card;
        assert_eq!((scene.asked("video_init"), scene.asked("upload")), before);
        assert_ne!(waiting.stage, "live");

        scene.make_room().await;
        let live = scene.goes_live(&id).await;
        assert_eq!(live.card.tone, Tone::Live);
        assert_eq!(scene.posted(), 1, "{endpoint:?}");
    }
}

#[tokio::test]
async fn a_press_on_a_full_disk_is_told_so_at_once_and_obeyed_when_there_is_room() {
    let scene = Scene::with_trouble_at(Endpoint::Upload, Kind::DropBefore, 0).await;
    let id = scene.post().await;
    scene.waits_to_try_again(&id).await;
    scene.fill(&id).await;
    scene.waits_for_room(&id).await;
    let publishing = scene.studio.publishing();
    let told = tokio::time::timeout(PATIENCE, publishing.act(&id, PostAction::Stop)).await;
    let problem = told.unwrap().unwrap_err();
    assert_eq!(problem.code, Code::Store);
    assert!(problem.message.starts_with("The disk is full"), "{problem:?}");

    scene.make_room().await;
    publishing.act(&id, PostAction::Stop).await.unwrap();
    let stopped = publishing.detail(&id).await.unwrap().card;
    assert_eq!((stopped.stage.as_str(), scene.posted()), ("cancelled", 0));
}

#[tokio::test]
async fn a_program_that_ends_on_a_full_disk_after_the_last_chunk_posts_once() {
    let scene = Scene::with_trouble_at(Endpoint::Upload, Kind::DropAfter, 1).await;
    let id = scene.post().await;
    scene.waits_to_try_again(&id).await;
    scene.fill(&id).await;
    scene.waits_for_room(&id).await;
    let scene = scene.reopened().await;
    scene.goes_live(&id).await;
    assert_eq!((scene.posted(), scene.asked("upload")), (1, 2));
}
