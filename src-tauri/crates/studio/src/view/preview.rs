use serde::Serialize;
use specta::Type;

/// What a post will look like on a phone, as far as anybody can know it.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PreviewView {
    /// Guides to what TikTok's player covers; each from left to right, then mirrored.
    pub guides: Vec<ZoneGuide>,
    /// How the caption folds.
    pub fold: CaptionFold,
    /// Labels that TikTok adds for what the creator chose, in TikTok's words.
    pub labels: Vec<String>,
    /// Mean frames a second; absent when the file does not say.
    pub frame_rate: Option<f64>,
    /// When the last frame begins, milliseconds from the start.
    pub last_frame_ms: i64,
    /// How the cover is chosen; absent where TikTok would not take one.
    pub cover: Option<CoverControl>,
}

/// One guide to the areas that TikTok's player covers: a hint. The areas are pixels from each
/// edge of a frame of `width` by `height` pixels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ZoneGuide {
    /// Stable name, e.g. `wide-mirrored`.
    pub id: String,
    /// Its name for people.
    pub label: String,
    /// Whether it shows the player of a right-to-left language.
    pub right_to_left: bool,
    /// Width of the frame.
    pub width: u32,
    /// Height of the frame.
    pub height: u32,
    /// Covered at the top.
    pub top: u32,
    /// Covered at the bottom.
    pub bottom: u32,
    /// Covered at the left.
    pub left: u32,
    /// Covered at the right.
    pub right: u32,
    /// What it is worth: its source, when it was seen, and how sure it is.
    pub note: String,
}

/// How TikTok folds a caption: a hint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CaptionFold {
    /// Lines shown before it folds.
    pub lines: u32,
    /// What that is worth: its source, and how sure it is.
    pub note: String,
}

/// How the cover is chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CoverControl {
    /// Crops that a profile grid may make of it.
    pub crops: Vec<CoverCrop>,
    /// What the crops are worth.
    pub hint: String,
    /// That a cover was taken back, and why; until one is chosen.
    pub taken_back: Option<String>,
}

/// A crop of the cover, from its middle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CoverCrop {
    /// Its name, e.g. "3:4".
    pub label: String,
    /// Width of the ratio.
    pub width: u32,
    /// Height of the ratio.
    pub height: u32,
}
