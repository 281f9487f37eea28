use serde::{Deserialize, Serialize};
use specta::Type;

use super::AccountBadge;
use crate::ids::DraftId;

/// A draft in the grid.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DraftCard {
    /// Which one.
    pub id: DraftId,
    /// First words of the caption, else the file's name.
    pub title: String,
    /// Name of the video file.
    pub file_name: String,
    /// Address of its frame at the media server.
    pub thumbnail: Option<String>,
    /// Length of the video.
    pub duration_ms: Option<i64>,
    /// Whom it is meant for.
    pub account: Option<AccountBadge>,
    /// Ready, in work, does not fit, video moved, …
    pub condition: DraftCondition,
    /// The condition in words.
    pub condition_label: String,
    /// One line of detail: the blocking finding, or when it was edited.
    pub note: String,
    /// UTC milliseconds.
    pub edited_at: i64,
}

/// Where a draft stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DraftCondition {
    /// Nothing written yet.
    New,
    /// Something is written.
    InWork,
    /// A post of it is under way.
    OnTheWay,
    /// TikTok has a post of it.
    Posted,
    /// The video breaks a rule of TikTok.
    DoesNotFit,
    /// The file is not where it was, or was changed.
    VideoMoved,
}

/// The file behind a draft.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FileView {
    /// Name only; paths stay in the core.
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// "130 MB, 0:47 · 1080 × 1920 · 30 fps · H.264".
    pub label: String,
    /// Milliseconds.
    pub duration_ms: Option<i64>,
    /// Pixels as shown (rotation applied).
    pub width: Option<i64>,
    /// Pixels as shown (rotation applied).
    pub height: Option<i64>,
    /// Address of the video at the media server while the file is there.
    pub video: Option<String>,
    /// Address of its frame at the media server.
    pub thumbnail: Option<String>,
    /// True when the window should send a frame (`draftFrame`), because there is none yet.
    pub wants_frame: bool,
}

/// A file that could not become a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RefusedFile {
    /// Its name.
    pub name: String,
    /// Why, and what to do.
    pub reason: String,
}

/// What became of dropped or picked files.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Added {
    /// Drafts made, in the files' order.
    pub drafts: Vec<DraftId>,
    /// Files that could not be taken.
    pub refused: Vec<RefusedFile>,
}
