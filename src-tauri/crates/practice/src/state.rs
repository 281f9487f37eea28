//! Everything a practice TikTok remembers, and the one file it is kept in.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::options::Error;

/// Version of the file's layout.
const LAYOUT: u32 = 1;

/// What is remembered. Times are Unix milliseconds of the practice clock.
#[derive(Debug, Serialize, Deserialize)]
pub struct State {
    /// Layout of the file.
    pub layout: u32,
    /// When this TikTok first started; ages of the older videos count from here.
    pub born_at: i64,
    /// How far the practice clock has been put ahead, in milliseconds.
    pub ahead: i64,
    /// How many ids have been given out.
    pub ids: u64,
    /// Authorization codes that have not been spent.
    pub codes: BTreeMap<String, Code>,
    /// Live access tokens.
    pub access_tokens: BTreeMap<String, Token>,
    /// Live refresh tokens.
    pub refresh_tokens: BTreeMap<String, Token>,
    /// Token pairs given out so far.
    pub tokens_issued: u64,
    /// Bytes of videos taken so far.
    pub bytes: u64,
    /// Creator that consented last, as if still signed in to TikTok in the browser.
    pub signed_in: Option<String>,
    /// Last time each creator posted by the app.
    pub active: BTreeMap<String, i64>,
    /// Every init, by `publish_id`.
    pub uploads: BTreeMap<String, Upload>,
    /// What was really posted.
    pub posts: Vec<Post>,
}

/// A consent on its way to the app.
#[derive(Debug, Serialize, Deserialize)]
pub struct Code {
    /// Creator.
    pub persona: String,
    /// Granted scopes.
    pub scopes: Vec<String>,
    /// The redirect it was asked with.
    pub redirect_uri: String,
    /// The challenge, where the platform wants one.
    pub challenge: Option<String>,
    /// When it ends.
    pub expires_at: i64,
}

/// What a token stands for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Token {
    /// Creator.
    pub persona: String,
    /// Granted scopes.
    pub scopes: Vec<String>,
    /// When it ends.
    pub expires_at: i64,
}

/// Where a video goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Onto the profile.
    Direct,
    /// Into the creator's inbox.
    Inbox,
}

/// One init and what became of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Upload {
    /// Creator.
    pub persona: String,
    /// Where it goes.
    pub mode: Mode,
    /// Caption.
    pub title: String,
    /// Who may see it; empty for the inbox.
    pub privacy_level: String,
    /// In the upload address; names the upload.
    pub upload_id: String,
    /// In the upload address; whoever has it may upload.
    pub upload_token: String,
    /// Bytes announced.
    pub video_size: u64,
    /// Bytes of every chunk but the last.
    pub chunk_size: u64,
    /// Number of chunks.
    pub total_chunk_count: u64,
    /// Bytes stored.
    pub received: u64,
    /// Digest of the bytes stored.
    pub digest: Digest,
    /// When it began.
    pub issued_at: i64,
    /// The upload address has been ended early by a fault.
    pub cut_short: bool,
    /// When the last byte was stored.
    pub stored_at: Option<i64>,
    /// When processing ends.
    pub processed_at: Option<i64>,
    /// Why it failed.
    pub fail_reason: Option<String>,
}

/// A published video.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Post {
    /// The init it came from.
    pub publish_id: String,
    /// Creator.
    pub persona: String,
    /// Caption.
    pub title: String,
    /// Who may see it.
    pub privacy_level: String,
    /// Bytes of the video.
    pub bytes: u64,
    /// SHA-256 of the video, hexadecimal.
    pub sha256: String,
    /// TikTok's id of the video.
    pub video_id: u64,
    /// When it was posted.
    pub posted_at: i64,
    /// When moderation lets everyone see it; never for posts that are not public (R§11).
    pub public_at: Option<i64>,
}

impl State {
    /// A TikTok nobody has used yet.
    pub fn new(now: i64) -> Self {
        Self {
            layout: LAYOUT,
            born_at: now,
            ahead: 0,
            ids: 0,
            codes: BTreeMap::new(),
            access_tokens: BTreeMap::new(),
            refresh_tokens: BTreeMap::new(),
            tokens_issued: 0,
            bytes: 0,
            signed_in: None,
            active: BTreeMap::new(),
            uploads: BTreeMap::new(),
            posts: vec![],
        }
    }

    /// Drops what has ended, so that the file does not grow for ever.
    pub fn forget_the_expired(&mut self, now: i64) {
        self.codes.retain(|_, code| code.expires_at > now);
        self.access_tokens.retain(|_, token| token.expires_at > now);
        self.refresh_tokens.retain(|_, token| token.expires_at > now);
    }
}

/// The file.
pub struct StateFile(PathBuf);

impl StateFile {
    /// Reads `path`, or begins anew where there is none.
    pub fn open(path: &Path, now: i64) -> Result<(Self, State), Error> {
        let broken = |reason: String| Error::State {
            path: path.to_owned(),
            reason,
        };
        let state = match std::fs::read(path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| broken(error.to_string()))?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => State::new(now),
            Err(error) => return Err(broken(error.to_string())),
        };
        if state.layout != LAYOUT {
            return Err(broken(format!(
                "it has layout {}, this program knows {LAYOUT}",
                state.layout
            )));
        }
        let file = Self(path.to_owned());
        file.save(&state)?;
        Ok((file, state))
    }

    /// Replaces the file as a whole: whoever reads it sees the old or the new one.
    pub fn save(&self, state: &State) -> Result<(), Error> {
        let broken = |error: &dyn std::fmt::Display| Error::State {
            path: self.0.clone(),
            reason: error.to_string(),
        };
        let bytes = serde_json::to_vec_pretty(state).map_err(|error| broken(&error))?;
        let beside = self.0.with_extension("json.new");
        write_private(&beside, &bytes).map_err(|error| broken(&error))?;
        std::fs::rename(&beside, &self.0).map_err(|error| broken(&error))
    }
}

/// Tokens lie in it; nobody else on this computer needs to read them.
fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(bytes)
}
