//! What can be chosen before a practice TikTok starts, and where it is once it runs.

use std::path::PathBuf;

use crate::faults::Fault;

/// Key of the practice app when none is given.
pub const CLIENT_KEY: &str = "practiceclientkey";
/// Key of the practice app in a sandbox; those of sandboxes have been seen to begin with
/// `sb` (R§14).
pub const SANDBOX_CLIENT_KEY: &str = "sbpracticeclientkey";
/// Secret of the practice app when none is given. Worth nothing anywhere else.
pub const CLIENT_SECRET: &str = "practice-secret-worth-nothing-elsewhere";

/// Which Login Kit platforms the practice app has configured (R§1.3, R§1.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Platform {
    /// Loopback redirects; a hex `code_challenge` is mandatory.
    Desktop,
    /// https redirects; PKCE is not required.
    Web,
    /// Both lists are configured; the redirect decides which rules hold.
    #[default]
    Both,
}

/// How fast processing and moderation go. Lifetimes of tokens, codes and upload
/// addresses and the windows of the limits are always real.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Speed {
    /// 2.0 is twice as fast as usual.
    Factor(f64),
    /// Everything is done the moment it starts.
    Max,
}

impl Speed {
    /// `usual` milliseconds at this speed.
    pub(crate) fn scale(self, usual: i64) -> i64 {
        match self {
            #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
            Self::Factor(factor) if factor > 0.0 => (usual as f64 / factor) as i64,
            Self::Factor(_) => usual,
            Self::Max => 0,
        }
    }
}

/// Everything that can be chosen. `Options::default()` is a friendly TikTok on a free port
/// with all creators, usual limits, usual speed, no faults, nothing kept.
#[derive(Clone)]
pub struct Options {
    /// Port on 127.0.0.1; a free one when `None`.
    pub port: Option<u16>,
    /// Platforms of the practice app.
    pub platform: Platform,
    /// Key of the practice app.
    pub client_key: String,
    /// Secret of the practice app.
    pub client_secret: String,
    /// Registered redirect addresses; empty means the platform's usual ones:
    /// `http://127.0.0.1:*/callback/` and the page this server has at `/redirect/`.
    pub redirects: Vec<String>,
    /// Names of the creators that exist; empty means all.
    pub personas: Vec<String>,
    /// The app has not passed TikTok's audit (R§12.3).
    pub unaudited: bool,
    /// Target users of the sandbox the app's key belongs to (R§14), at most ten; empty means
    /// a production key. A sandbox app counts as unaudited, and without a key of its own it
    /// has [`SANDBOX_CLIENT_KEY`].
    pub sandbox: Vec<String>,
    /// Verified properties of the app (R§10): domains and URL prefixes that may be pulled
    /// from. Here alone, `http://127.0.0.1:PORT/…/` may stand for an https prefix.
    pub properties: Vec<String>,
    /// The lifetimes and the refresh without rotation of before November 2026 (R§2.2).
    pub old_lifetimes: bool,
    /// Whether request limits (R§12.2) and the daily and pending quotas (R§12.3) hold.
    pub limits: bool,
    /// Speed of processing and moderation.
    pub speed: Speed,
    /// Faults that are armed from the start.
    pub faults: Vec<Fault>,
    /// One file that keeps everything over a restart, a kill and a new port.
    pub state: Option<PathBuf>,
    /// Repeats ids and dice of faults with a probability. Tokens are never repeated.
    pub seed: u64,
    /// Whether `/practice/…` exists.
    pub control: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: None,
            platform: Platform::default(),
            client_key: CLIENT_KEY.to_owned(),
            client_secret: CLIENT_SECRET.to_owned(),
            redirects: vec![],
            personas: vec![],
            unaudited: false,
            sandbox: vec![],
            properties: vec![],
            old_lifetimes: false,
            limits: true,
            speed: Speed::Factor(1.0),
            faults: vec![],
            state: None,
            seed: 0,
            control: false,
        }
    }
}

/// Where a running practice TikTok is and how an app is known there.
#[derive(Clone, serde::Serialize)]
pub struct Addresses {
    /// Stands for `https://open.tiktokapis.com`.
    pub api: String,
    /// Stands for `https://www.tiktok.com`; the consent page is at `/v2/auth/authorize/`.
    pub auth: String,
    /// Every upload address starts with this.
    pub upload: String,
    /// Key of the practice app.
    pub client_key: String,
    /// Secret of the practice app.
    pub client_secret: String,
    /// Bearer token of `/practice/…`, where that exists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub control_token: Option<String>,
}

/// Why a practice TikTok could not start or do what was asked in process.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The port is taken or not allowed.
    #[error("Cannot listen on 127.0.0.1:{port}: {source}.")]
    Bind {
        /// The port asked for; 0 for any.
        port: u16,
        /// What the system said.
        source: std::io::Error,
    },
    /// The state file cannot be read or written.
    #[error("Cannot use the state file {path}: {reason}.")]
    State {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// An option that makes no sense.
    #[error("{0}")]
    Option(String),
    /// TikTok would show an error page instead of asking for consent (R§1.5).
    #[error("TikTok would show its error page for `{parameter}`: {explanation}")]
    Authorize {
        /// What TikTok's page names.
        parameter: &'static str,
        /// What is wrong, for a developer.
        explanation: String,
    },
    /// No creator of that name.
    #[error("There is no practice creator called {0}.")]
    NoSuchPersona(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twice_as_fast_takes_half_as_long_and_full_speed_no_time() {
        assert_eq!(Speed::Factor(2.0).scale(3_000), 1_500);
        assert_eq!(Speed::Factor(0.5).scale(3_000), 6_000);
        assert_eq!(Speed::Max.scale(3_000), 0);
    }
}
