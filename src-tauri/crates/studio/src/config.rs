//! What the studio is given from outside. Nothing below reads the environment,
//! the clock or a global.

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use crate::clock::Clock;
use crate::secrets::SecretStore;
use crate::view::PersonaView;

/// Everything a studio needs to open.
#[derive(Clone)]
pub struct Config {
    /// Folder for database and log; made with mode 0700.
    pub data_dir: PathBuf,
    /// Time.
    pub clock: Clock,
    /// Where tokens and secrets lie.
    pub secrets: SecretStore,
    /// How often TikTok is asked.
    pub pacing: Pacing,
    /// The practice TikTok, where there is one.
    pub practice: Option<Arc<dyn PracticeHost>>,
    /// Makes a practice TikTok that remembers nothing, for one audit walkthrough.
    pub walkthrough: Option<PracticeMaker>,
    /// `ffmpeg`, for frames, where there is one.
    pub ffmpeg: Option<PathBuf>,
    /// The window's origin, which alone may read from the media server.
    pub window_origin: String,
    /// Version of the program.
    pub version: String,
    /// Offset of local time from UTC in seconds, for clock times in sentences.
    pub utc_offset_s: i32,
}

/// Request pacing (reference section 12.2). Tests and benches may set none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pacing {
    /// Init calls per minute and account; `None` = no limit of ours.
    pub init_per_minute: Option<u32>,
    /// Status calls per minute and account.
    pub status_per_minute: Option<u32>,
    /// `creator_info` calls per minute and account.
    pub creator_info_per_minute: Option<u32>,
    /// Pauses between looks at a post's status; the last one repeats (reference section 11).
    pub status_rhythm: Vec<Duration>,
    /// First pause after a passing failure; doubles up to five minutes.
    pub retry_after: Duration,
}

impl Default for Pacing {
    fn default() -> Self {
        let mut rhythm: Vec<Duration> = [3, 5, 10, 20, 30].map(Duration::from_secs).into();
        rhythm.extend([Duration::from_secs(60); 10]);
        rhythm.push(Duration::from_secs(900));
        Self {
            init_per_minute: Some(6),
            status_per_minute: Some(30),
            creator_info_per_minute: Some(20),
            status_rhythm: rhythm,
            retry_after: Duration::from_secs(2),
        }
    }
}

/// A boxed future, for the one trait that must be an object.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Where a practice TikTok listens, and as which app we are known there.
#[derive(Clone)]
pub struct PracticeAddresses {
    /// Base of the API.
    pub api: String,
    /// Base of the consent page.
    pub auth: String,
    /// Base of the upload addresses.
    pub upload: String,
    /// Key of the practice app.
    pub client_key: String,
    /// Secret of the practice app.
    pub client_secret: String,
}

/// Makes a practice TikTok; it ends when it is dropped.
pub type PracticeMaker = Arc<dyn Fn() -> Arc<dyn PracticeHost> + Send + Sync>;

/// Starts the practice TikTok when it is first needed.
pub trait PracticeHost: Send + Sync {
    /// Its addresses; starts it if it does not run. The error is one sentence.
    fn addresses(&self) -> BoxFuture<'_, Result<PracticeAddresses, String>>;
    /// Consents as `persona` to an authorize address, as its consent page would,
    /// and returns the address TikTok would redirect to.
    fn allow(&self, authorize: String, persona: Option<String>) -> BoxFuture<'_, Result<String, String>>;
    /// The made-up creators.
    fn personas(&self) -> Vec<PersonaView>;
}
