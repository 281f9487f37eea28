//! The data file of what others have measured of TikTok's player. It is data and not code,
//! because TikTok's layout moves: a new guide is an entry there and its name in the catalogue.

use std::sync::LazyLock;

use serde::Deserialize;

/// Layout of the file that is read here.
#[cfg(test)]
const VERSION: u32 = 1;

/// The file, read once. A test makes sure that it is whole.
pub(super) static GUIDES: LazyLock<Guides> = LazyLock::new(|| {
    serde_json::from_str(include_str!("safe-zones.json"))
        .inspect_err(|error| tracing::error!(%error, "the guides do not parse"))
        .unwrap_or_default()
});

/// The whole file. Sides and areas are pixels.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Guides {
    #[cfg(test)]
    version: u32,
    pub frame: Frame,
    pub zones: Vec<Zones>,
    pub caption_fold: Fold,
}

/// The picture that the areas are measured on.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Frame {
    pub width: u32,
    pub height: u32,
}

/// What one source says is covered at each edge, left to right.
#[derive(Debug, Deserialize)]
pub(super) struct Zones {
    pub id: String,
    pub top: u32,
    pub bottom: u32,
    pub left: u32,
    pub right: u32,
    pub source: String,
    pub seen: String,
    pub confidence: Confidence,
}

/// What one source says of long captions.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Fold {
    pub lines: u32,
    pub source: String,
    pub confidence: Confidence,
}

/// How sure a source is.
#[derive(Debug, Default, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Confidence {
    /// Somebody wrote it down; nobody of ours has measured it.
    #[default]
    Article,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_whole_and_every_guide_leaves_room_for_a_picture() {
        assert_eq!(GUIDES.version, VERSION);
        let frame = &GUIDES.frame;
        assert_eq!((frame.width * 16, frame.height), (frame.height * 9, 1920));
        assert!(!GUIDES.zones.is_empty() && GUIDES.caption_fold.lines > 0);
        for zones in &GUIDES.zones {
            assert!(zones.top + zones.bottom < frame.height, "{}", zones.id);
            assert!(zones.left + zones.right < frame.width, "{}", zones.id);
            assert!(!zones.source.is_empty() && zones.seen.len() == 10, "{}", zones.id);
        }
    }
}
