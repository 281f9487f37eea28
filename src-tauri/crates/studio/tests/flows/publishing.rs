//! From the consent to live, whatever happens on the way. What counts is TikTok's
//! own count: never two posts from one consent.

#[path = "publishing/crashes.rs"]
mod crashes;
#[path = "publishing/creator.rs"]
mod creator;
#[path = "publishing/inbox.rs"]
mod inbox;
#[path = "publishing/limits.rs"]
mod limits;
#[path = "publishing/matching.rs"]
mod matching;
#[path = "publishing/network.rs"]
mod network;
#[path = "publishing/record.rs"]
mod record;
#[path = "publishing/sight.rs"]
mod sight;
#[path = "publishing/trouble.rs"]
mod trouble;
#[path = "publishing/way.rs"]
mod way;

use std::fs::File;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use practice::{Endpoint, Fault, Kind, Options, Practice, Speed};
use serde_json::Value;
use studio::Studio;
use studio::config::{BoxFuture, PracticeAddresses, PracticeHost};
use studio::ids::{AccountId, DraftId, PostId};
use studio::media::{Container, Fingerprint};
use studio::posting_page::{Choices, Terms};
use studio::problem::Code;
use studio::publishing::Agreed;
use studio::view::{Change, PersonaView, PhoneTaskKind, PostAction, PostDetail, Tone};
use tokio::runtime::Runtime;

use crate::support::{Desk, PATIENCE, connect, eventually, hears, open_when_free};

/// One chunk, which is the last.
const SMALL: u64 = 300_000;
/// Two chunks.
const LARGE: u64 = 20_000_001;

/// A practice TikTok that outlives the studio, and what creators allow: everything while that is
/// empty.
struct Host(Practice, Mutex<Vec<&'static str>>);

impl PracticeHost for Host {
    fn addresses(&self) -> BoxFuture<'_, Result<PracticeAddresses, String>> {
        let at = self.0.addresses();
        let (client_key, client_secret) = (at.client_key, at.client_secret);
        Box::pin(async move {
            Ok(PracticeAddresses {
                api: at.api,
                auth: at.auth,
                upload: at.upload,
                client_key,
                client_secret,
            })
        })
    }

    fn allow(&self, authorize: String, persona: Option<String>) -> BoxFuture<'_, Result<String, String>> {
        Box::pin(async move {
            let persona = persona.unwrap_or_else(|| "mara".to_owned());
            let scopes = self.1.lock().unwrap().clone();
            let scopes = Some(scopes.as_slice()).filter(|scopes| !scopes.is_empty());
            self.0
                .allow(&authorize, &persona, scopes)
                .await
                .map_err(|error| error.to_string())
        })
    }

    fn personas(&self) -> Vec<PersonaView> {
        Vec::new()
    }
}

/// A practice TikTok, a data folder, and a studio on a runtime of its own, so that
/// it can be killed.
struct Stage {
    desk: Desk,
    host: Arc<Host>,
    open: Option<(Runtime, Studio)>,
}

impl Stage {
    /// Tells the practice TikTok to do something by itself.
    async fn practice(&self, what: &str, wish: Value) {
        let at = self.host.0.addresses();
        let answer = reqwest::Client::new()
            .post(format!("{}/practice/{what}", at.api))
            .bearer_auth(at.control_token.unwrap())
            .json(&wish)
            .send()
            .await
            .unwrap();
        assert!(answer.status().is_success(), "{}", answer.text().await.unwrap());
    }

    async fn new(faults: Vec<Fault>) -> Self {
        Self::beside(Desk::new().with_system_clock(), faults).await
    }

    /// With a clock that moves only by hand, and no waits at all.
    async fn with_manual_clock(faults: Vec<Fault>) -> Self {
        let mut desk = Desk::new();
        desk.config.pacing.status_rhythm = vec![Duration::ZERO];
        desk.config.pacing.retry_after = Duration::ZERO;
        Self::beside(desk, faults).await
    }

    async fn beside(desk: Desk, faults: Vec<Fault>) -> Self {
        let options = Options {
            limits: false,
            faults,
            ..Options::default()
        };
        Self::at(desk, options).await
    }

    /// With TikTok's limits.
    async fn limited(desk: Desk) -> Self {
        Self::at(desk, Options::default()).await
    }

    async fn at(mut desk: Desk, options: Options) -> Self {
        let options = Options {
            speed: Speed::Max,
            control: true,
            ..options
        };
        let host = Arc::new(Host(Practice::start(options).await.unwrap(), Mutex::default()));
        desk.config.practice = Some(host.clone());
        let mut stage = Self {
            desk,
            host,
            open: None,
        };
        stage.open().await;
        stage
    }

    async fn open(&mut self) {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let opened = open_when_free(self.desk.config.clone());
        let studio = runtime.spawn(opened).await.unwrap();
        self.open = Some((runtime, studio));
    }

    /// Ends the studio's runtime in the middle of whatever it does.
    async fn kill(&mut self) {
        let (runtime, studio) = self.open.take().unwrap();
        tokio::task::spawn_blocking(move || runtime.shutdown_timeout(PATIENCE))
            .await
            .unwrap();
        drop(studio);
    }

    fn studio(&self) -> &Studio {
        &self.open.as_ref().unwrap().1
    }

    /// Runs on the studio's runtime, so that what it starts dies with it.
    async fn run<T, F, Fut>(&self, work: F) -> T
    where
        T: Send + 'static,
        F: FnOnce(Studio) -> Fut + Send + 'static,
        Fut: Future<Output = T> + Send + 'static,
    {
        let (runtime, studio) = self.open.as_ref().unwrap();
        let studio = studio.clone();
        runtime.spawn(async move { work(studio).await }).await.unwrap()
    }

    async fn connect(&self, persona: &'static str) -> AccountId {
        self.run(move |studio| async move { connect(&studio, persona).await })
            .await
    }

    fn video(&self, size: u64) -> PathBuf {
        let path = self.desk.file(&format!("video-{size}.mp4"));
        if !path.exists() {
            let bytes: Vec<u8> = (0..size).map(|at| (at % 251) as u8).collect();
            std::fs::write(&path, bytes).unwrap();
        }
        path
    }

    /// What the creator agrees to, as the posting page would make it.
    async fn agreed(&self, account: &AccountId, size: u64) -> Agreed {
        let path = self.video(size);
        let id = account.clone();
        let info = self
            .run(move |studio| async move {
                let asked = studio.accounts().call(&id, |session| async move {
                    session.client.creator_info(&session.token).await
                });
                asked.await.unwrap()
            })
            .await;
        let choices = Choices {
            caption: "Ramen at 2am #secretcaption".into(),
            privacy: Some(info.privacy_level_options[0].as_str().to_owned()),
            ..Choices::default()
        };
        Agreed {
            draft: DraftId::fresh(),
            account: account.clone(),
            title: "Ramen at 2am".into(),
            choices,
            fingerprint: fingerprint(&path),
            path,
            container: Container::Mp4,
            revision: "r1".into(),
            terms: Some(Terms::from(&info)),
            duration_ms: 10_000,
        }
    }

    async fn start(&self, agreed: &Agreed) -> PostId {
        let agreed = agreed.clone();
        self.run(move |studio| async move { studio.publishing().start(agreed, None).await })
            .await
            .unwrap()
    }

    /// Connects Mara and posts a video of this size.
    async fn post(&self, size: u64) -> PostId {
        let account = self.connect("mara").await;
        let agreed = self.agreed(&account, size).await;
        self.start(&agreed).await
    }

    async fn act(&self, id: &PostId, action: PostAction) {
        let id = id.clone();
        self.run(move |studio| async move { studio.publishing().act(&id, action).await })
            .await
            .unwrap();
    }

    async fn detail(&self, id: &PostId) -> PostDetail {
        self.studio().publishing().detail(id).await.unwrap()
    }

    /// Waits until the post is in this stage.
    async fn reaches(&self, id: &PostId, stage: &str) -> PostDetail {
        self.reaches_one_of(id, &[stage]).await
    }

    async fn reaches_one_of(&self, id: &PostId, stages: &[&str]) -> PostDetail {
        let arrives = eventually(self.studio(), "the stage", || async {
            let detail = self.detail(id).await;
            stages.contains(&detail.card.stage.as_str()).then_some(detail)
        });
        // A little before `eventually` gives up, to say where the post is.
        match tokio::time::timeout(PATIENCE - Duration::from_secs(5), arrives).await {
            Ok(detail) => detail,
            Err(_) => panic!("never {stages:?}: {:#?}", self.detail(id).await),
        }
    }

    /// Waits until TikTok was asked something this often.
    async fn requests(&self, endpoint: &str, count: u64) {
        let asked = || self.host.0.state()["requests"][endpoint].as_u64().unwrap_or(0);
        let wait = async {
            while asked() < count {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        };
        tokio::time::timeout(PATIENCE, wait).await.unwrap();
    }

    /// What TikTok has posted, as (publish_id, bytes).
    fn posted(&self) -> Vec<(String, u64)> {
        let state = self.host.0.state();
        let posts = state["posts"].as_array().unwrap();
        posts
            .iter()
            .map(|post| {
                (
                    post["publish_id"].as_str().unwrap().to_owned(),
                    post["bytes"].as_u64().unwrap(),
                )
            })
            .collect()
    }

    /// How many uploads TikTok opened.
    fn uploads(&self) -> usize {
        self.host.0.state()["uploads"].as_array().unwrap().len()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if let Some((runtime, _)) = self.open.take() {
            runtime.shutdown_background();
        }
    }
}

fn fingerprint(path: &Path) -> Fingerprint {
    Fingerprint::of(&File::open(path).unwrap()).unwrap()
}

fn fault(endpoint: Endpoint, kind: Kind, after: u32) -> Fault {
    Fault {
        endpoint: Some(endpoint),
        kind,
        count: Some(1),
        after,
        probability: 1.0,
        ms: 600_000,
        reason: None,
        effect: false,
    }
}
