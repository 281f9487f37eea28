//! Media: what a file is, whether it fits, and how the window sees it.
//!
//! Nothing here trusts a file: its kind is read from its content, and a file made
//! to mislead costs a bounded read and ends in a [`MediaError`].

mod fingerprint;
pub(crate) mod labels;
mod mp4;
mod picture;
pub mod preflight;
mod probe;
mod server;
mod source;
mod webm;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use fingerprint::Fingerprint;
pub use picture::{frame, reencode};
pub use probe::probe;
pub use server::MediaServer;

/// What the container's index says about a video. Lengths in milliseconds, sides in pixels as shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// Container.
    pub container: Container,
    /// Codec of the picture.
    pub codec: Codec,
    /// Bytes.
    pub size: u64,
    /// Milliseconds.
    pub duration_ms: u64,
    /// Pixels, rotation applied.
    pub width: u32,
    /// Pixels, rotation applied.
    pub height: u32,
    /// Clockwise degrees: 0, 90, 180, 270.
    pub rotation: u16,
    /// Mean frames a second; `None` when the container does not say.
    pub frame_rate: Option<f64>,
    /// When the last frame begins, in milliseconds; `None` when the container does not say.
    /// Sound often goes on after it, so the duration does not tell.
    #[serde(default)]
    pub last_frame_at_ms: Option<u64>,
    /// Whether there is sound.
    pub has_audio: bool,
}

impl Facts {
    /// Where a good still is to be expected, in milliseconds: past a fade-in, and
    /// well inside a short clip.
    pub fn still_at_ms(&self) -> u64 {
        (self.duration_ms / 3).min(1000)
    }

    /// The latest time at which there is a frame to be taken, in milliseconds.
    pub fn last_frame_ms(&self) -> u64 {
        let last = self.duration_ms.saturating_sub(1);
        let one_frame_back = |rate: f64| self.duration_ms as f64 - 1000.0 / rate;
        match (self.last_frame_at_ms, self.frame_rate) {
            (Some(at), _) => at.min(last),
            // The cast saturates, which is right for nonsense.
            (None, Some(rate)) => (one_frame_back(rate).max(0.0).ceil() as u64).min(last),
            (None, None) => last,
        }
    }
}

/// Containers we know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "names")]
pub enum Container {
    Mp4,
    QuickTime,
    WebM,
}

impl Container {
    /// The media type, as TikTok's upload names it too (reference section 9).
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Mp4 => "video/mp4",
            Self::QuickTime => "video/quicktime",
            Self::WebM => "video/webm",
        }
    }
}

/// Picture codecs; `Other` keeps the container's own name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "names")]
pub enum Codec {
    H264,
    H265,
    Vp8,
    Vp9,
    Other(String),
}

/// Why a file cannot become a draft.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MediaError {
    /// Not there, or not readable.
    #[error("the file cannot be read: {0}")]
    Unreadable(String),
    /// A folder, pipe or device.
    #[error("not a file")]
    NotAFile,
    /// No bytes.
    #[error("the file is empty")]
    Empty,
    /// Not MP4, MOV or WebM.
    #[error("not a video of a kind TikTok takes")]
    NotAVideo,
    /// The index is cut off or damaged.
    #[error("the video is cut off or damaged")]
    Damaged,
}

impl MediaError {
    /// Key of its sentence in the catalogue; what to do is the attribute `remedy`.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "media-unreadable",
            Self::NotAFile => "media-not-a-file",
            Self::Empty => "media-empty",
            Self::NotAVideo => "media-not-a-video",
            Self::Damaged => "media-damaged",
        }
    }
}

/// What opening a file found.
#[derive(Debug, Clone, PartialEq)]
pub struct Probed {
    /// Facts.
    pub facts: Facts,
    /// Fingerprint.
    pub fingerprint: Fingerprint,
    /// Canonical path.
    pub path: PathBuf,
}
