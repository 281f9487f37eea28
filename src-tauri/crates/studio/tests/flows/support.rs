//! What every flow starts from: a studio in a temporary folder beside a practice TikTok.
#![allow(dead_code, reason = "each area uses another part of it")]

use std::future::Future;
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use practice::{Fault, Options, Practice, Speed};
use studio::clock::{Clock, ManualClock};
use studio::config::{BoxFuture, Pacing, PracticeAddresses, PracticeHost};
use studio::ids::AccountId;
use studio::secrets::SecretStore;
use studio::view::{Change, PersonaView, SignInRequest};
use studio::{Config, OpenError, Studio};
use tempfile::TempDir;
use tokio::sync::{Mutex, broadcast};

/// Longer than anything in a test takes; a state that is not reached by then never is.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A practice TikTok that starts when it is first asked for, and can be stopped and
/// started again with the same state at another port.
pub struct TestHost {
    options: Mutex<Options>,
    running: Mutex<Option<Practice>>,
    refuses: std::sync::atomic::AtomicBool,
}

impl TestHost {
    pub fn new(options: Options) -> Arc<Self> {
        Arc::new(Self {
            options: Mutex::new(options),
            running: Mutex::new(None),
            refuses: false.into(),
        })
    }

    /// Stops it; the next call starts it again with the same state at another port.
    pub async fn stop(&self) {
        if let Some(practice) = self.running.lock().await.take() {
            practice.stop().await;
        }
    }

    /// Stops it and starts it anew with these faults when it is next needed.
    pub async fn restart_with(&self, faults: Vec<Fault>) {
        self.stop().await;
        self.options.lock().await.faults = faults;
    }

    /// Whether it gives out addresses at which nobody listens.
    pub fn set_unreachable(&self, refuses: bool) {
        self.refuses.store(refuses, std::sync::atomic::Ordering::SeqCst);
    }

    /// Everything it remembers, from its state file.
    pub async fn state(&self) -> serde_json::Value {
        let path = self
            .options
            .lock()
            .await
            .state
            .clone()
            .expect("practice keeps its state in a file");
        serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
    }

    /// Consents as `persona` with these scopes and returns where the browser ends.
    pub async fn allow(&self, authorize: &str, persona: &str, scopes: Option<&[&str]>) -> String {
        self.started()
            .await
            .as_ref()
            .unwrap()
            .allow(authorize, persona, scopes)
            .await
            .unwrap()
    }

    async fn started(&self) -> tokio::sync::MutexGuard<'_, Option<Practice>> {
        let mut running = self.running.lock().await;
        if running.is_none() {
            let options = self.options.lock().await.clone();
            *running = Some(Practice::start(options).await.unwrap());
        }
        running
    }
}

/// A practice TikTok for a walkthrough: it never limits, never waits, keeps nothing.
fn forgetful() -> Arc<dyn PracticeHost> {
    TestHost::new(Options {
        limits: false,
        speed: Speed::Max,
        ..Options::default()
    })
}

impl PracticeHost for TestHost {
    fn addresses(&self) -> BoxFuture<'_, Result<PracticeAddresses, String>> {
        Box::pin(async move {
            let at = self.started().await.as_ref().unwrap().addresses();
            // A port that was free a moment ago may be another test's by now.
            let nobody = || "http://127.0.0.1:1".to_owned();
            let refuses = self.refuses.load(std::sync::atomic::Ordering::SeqCst);
            let or_nobody = |base: String| if refuses { nobody() } else { base };
            Ok(PracticeAddresses {
                api: or_nobody(at.api),
                auth: or_nobody(at.auth),
                upload: or_nobody(at.upload),
                client_key: at.client_key,
                client_secret: at.client_secret,
            })
        })
    }

    fn allow(&self, authorize: String, persona: Option<String>) -> BoxFuture<'_, Result<String, String>> {
        Box::pin(async move {
            let persona = persona.unwrap_or_else(|| "mara".to_owned());
            let running = self.started().await;
            let practice = running.as_ref().unwrap();
            practice
                .allow(&authorize, &persona, None)
                .await
                .map_err(|error| error.to_string())
        })
    }

    fn personas(&self) -> Vec<PersonaView> {
        let view = |persona: practice::Persona| PersonaView {
            name: persona.name,
            nickname: persona.nickname,
            about: persona.about,
        };
        practice::personas().into_iter().map(view).collect()
    }
}

/// A temporary folder with everything a studio needs. The clock stands still at the
/// real time of the start until [`Desk::hand`] moves it; the practice TikTok's own
/// clock runs on.
pub struct Desk {
    pub config: Config,
    pub host: Arc<TestHost>,
    pub hand: Arc<ManualClock>,
    folder: TempDir,
}

impl Desk {
    pub fn new() -> Self {
        Self::with(Options::default())
    }

    /// As [`Desk::new`], with a practice TikTok of these options; it never limits,
    /// never waits, and keeps its state in a file, whatever they say.
    pub fn with(options: Options) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let state = Some(folder.path().join("practice.json"));
        let host = TestHost::new(Options {
            state,
            limits: false,
            speed: Speed::Max,
            ..options
        });
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let (clock, hand) = Clock::manual(i64::try_from(since.as_millis()).unwrap());
        let config = Config {
            data_dir: folder.path().join("data"),
            clock,
            secrets: SecretStore::memory(),
            pacing: no_pacing(),
            practice: Some(host.clone()),
            walkthrough: Some(Arc::new(|| forgetful())),
            ffmpeg: None,
            window_origin: "tauri://localhost".into(),
            version: "0.0.0".into(),
            utc_offset_s: 0,
        };
        Self {
            config,
            host,
            hand,
            folder,
        }
    }

    /// The same with the computer's clock.
    pub fn with_system_clock(mut self) -> Self {
        self.config.clock = Clock::System;
        self
    }

    /// A file in the temporary folder, outside the studio's data.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Opens the studio; again and again in one folder, once the one before is dropped.
    pub async fn open(&self) -> Studio {
        open_when_free(self.config.clone()).await
    }

    /// Every byte of the studio's data folder.
    pub fn data(&self) -> Vec<u8> {
        let files = std::fs::read_dir(&self.config.data_dir).unwrap();
        files
            .flat_map(|file| std::fs::read(file.unwrap().path()).unwrap_or_default())
            .collect()
    }
}

/// A dropped studio closes its database a moment later, on a thread of its own.
pub async fn open_when_free(config: Config) -> Studio {
    let opened = async {
        loop {
            let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
            match Studio::open(config.clone(), listener).await {
                Err(OpenError::InUse) => tokio::task::yield_now().await,
                opened => return opened.unwrap(),
            }
        }
    };
    tokio::time::timeout(PATIENCE, opened)
        .await
        .expect("the studio before it lets go of the folder")
}

/// No limits and next to no waiting.
pub fn no_pacing() -> Pacing {
    Pacing {
        init_per_minute: None,
        status_per_minute: None,
        creator_info_per_minute: None,
        status_rhythm: vec![Duration::from_millis(5)],
        retry_after: Duration::from_millis(5),
    }
}

/// A fault of the practice TikTok, by the names of its program.
pub fn fault(endpoint: &str, kind: &str, count: u32) -> Vec<Fault> {
    let fault = serde_json::json!({ "endpoint": endpoint, "kind": kind, "count": count });
    vec![serde_json::from_value(fault).unwrap()]
}

/// Connects a practice account at once.
pub async fn connect(studio: &Studio, persona: &str) -> AccountId {
    let request = SignInRequest::PracticeNow {
        persona: Some(persona.to_owned()),
    };
    studio.accounts().sign_in_start(request).await.unwrap();
    studio.accounts().active().await.unwrap().unwrap()
}

/// Waits until `look` finds something, looking again at each change the studio tells.
pub async fn eventually<T, F, Fut>(studio: &Studio, what: &str, look: F) -> T
where
    F: Fn() -> Fut,
    Fut: Future<Output = Option<T>>,
{
    let mut changes = studio.changes();
    let wait = async {
        loop {
            if let Some(found) = look().await {
                return found;
            }
            // A lagged receiver looks again, too.
            let _ = changes.recv().await;
        }
    };
    match tokio::time::timeout(PATIENCE, wait).await {
        Ok(found) => found,
        Err(_) => panic!("never came: {what}"),
    }
}

/// Waits until everything `wanted` was told: a change is told a moment after it can be seen.
pub async fn hears(changes: &mut broadcast::Receiver<Change>, wanted: &[Change]) {
    let mut missing = wanted.to_vec();
    let wait = async {
        while !missing.is_empty() {
            let told = changes.recv().await.unwrap();
            missing.retain(|change| *change != told);
        }
    };
    let heard = tokio::time::timeout(PATIENCE, wait).await;
    assert!(heard.is_ok(), "never told: {missing:?}");
}
