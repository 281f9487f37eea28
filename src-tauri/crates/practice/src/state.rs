//! Everything a practice TikTok remembers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::personas::{self, Creator};

mod file;

pub use file::StateFile;

/// Version of the file's layout. Fields that are missing in an older file have a default.
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
    /// Creators who made their account private or public since.
    #[serde(default)]
    pub private: BTreeMap<String, bool>,
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

/// Where a post goes.
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
    /// Caption, or title of photos.
    pub title: String,
    /// Description of photos.
    #[serde(default)]
    pub description: String,
    /// Who may see it; empty for the inbox.
    pub privacy_level: String,
    /// Frame wanted as cover, as it was sent; absent = first frame (R§8.1).
    #[serde(default)]
    pub video_cover_timestamp_ms: Option<i64>,
    /// What TikTok fetches itself; without it the app sends the bytes.
    #[serde(default)]
    pub pull: Option<Pull>,
    /// In the upload address; names the upload.
    pub upload_id: String,
    /// In the upload address; whoever has it may upload.
    pub upload_token: String,
    /// Bytes announced; 0 for a pull.
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
    /// The creator threw the draft away.
    #[serde(default)]
    pub is_discarded: bool,
}

/// What TikTok fetches itself (R§10).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Pull {
    /// Where from; a video has one address.
    pub addresses: Vec<String>,
    /// Photos, not a video.
    pub is_photos: bool,
}

impl Upload {
    /// Whether TikTok is fetching it still.
    pub fn is_pulling(&self) -> bool {
        self.pull.is_some() && self.stored_at.is_none() && self.fail_reason.is_none()
    }

    /// Whether it lies in the creator's inbox.
    pub fn is_in_inbox(&self, now: i64) -> bool {
        let has_arrived = self.fail_reason.is_none() && self.processed_at.is_some_and(|at| at <= now);
        self.mode == Mode::Inbox && has_arrived && !self.is_discarded
    }

    /// Ends it; nothing of it will be posted.
    pub fn fail(&mut self, reason: &str, now: i64) {
        self.fail_reason = Some(reason.to_owned());
        self.processed_at = Some(now);
    }
}

/// Something that was posted.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Post {
    /// The init it came from.
    pub publish_id: String,
    /// Creator.
    pub persona: String,
    /// Caption, or title of photos.
    pub title: String,
    /// Description of photos.
    #[serde(default)]
    pub description: String,
    /// Who may see it.
    pub privacy_level: String,
    /// Bytes of the video, or of all photos.
    pub bytes: u64,
    /// SHA-256 of the video, or of all photos one after another, hexadecimal.
    pub sha256: String,
    /// Photos, not a video.
    #[serde(default)]
    pub is_photos: bool,
    /// TikTok's id of the post.
    pub video_id: u64,
    /// When it was posted.
    pub posted_at: i64,
    /// When moderation lets everyone see it; never for posts that are not public (R§11).
    pub public_at: Option<i64>,
    /// Moderation refused to show it to everyone.
    #[serde(default)]
    pub is_refused: bool,
    /// When it stops being public.
    #[serde(default)]
    pub hidden_at: Option<i64>,
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
            private: BTreeMap::new(),
            uploads: BTreeMap::new(),
            posts: vec![],
        }
    }

    /// Whether only followers see the creator's account.
    pub fn is_private(&self, creator: &Creator) -> bool {
        self.private
            .get(creator.name)
            .copied()
            .unwrap_or(creator.is_private)
    }

    /// Whether everyone sees `post` at `now`. Nothing on a private account is public (R§5).
    pub fn is_public(&self, post: &Post, now: i64) -> bool {
        let is_shown = post.public_at.is_some_and(|at| at <= now);
        let is_hidden = post.hidden_at.is_some_and(|at| at <= now);
        let account = personas::find(&post.persona);
        is_shown && !is_hidden && account.is_some_and(|creator| !self.is_private(creator))
    }

    /// Takes every token of `persona` away, as when a creator removes the app or the app
    /// revokes its access: what has not been posted yet fails with `auth_removed` (R§11.1).
    pub fn withdraw(&mut self, persona: &str, now: i64) {
        self.access_tokens.retain(|_, token| token.persona != persona);
        self.refresh_tokens.retain(|_, token| token.persona != persona);
        self.codes.retain(|_, code| code.persona != persona);
        let theirs = self
            .uploads
            .iter_mut()
            .filter(|(_, upload)| upload.persona == persona);
        for (publish_id, upload) in theirs {
            if upload.processed_at.is_none_or(|at| at > now) {
                upload.fail("auth_removed", now);
                self.posts.retain(|post| post.publish_id != *publish_id);
            }
        }
    }

    /// Drops what has ended, so that the file does not grow for ever.
    pub fn forget_the_expired(&mut self, now: i64) {
        self.codes.retain(|_, code| code.expires_at > now);
        self.access_tokens.retain(|_, token| token.expires_at > now);
        self.refresh_tokens.retain(|_, token| token.expires_at > now);
    }
}
