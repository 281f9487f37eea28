//! What the creator can do on the posting page.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Interaction, Mode};
use crate::ids::AccountId;

/// One thing the creator did on the posting page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "choose", rename_all = "snake_case")]
pub enum Choice {
    /// Wrote the caption of a video, or the description of photos.
    Caption {
        /// The whole text.
        text: String,
    },
    /// Chose who can view it; none takes the choice back.
    Privacy {
        /// TikTok's value.
        value: Option<String>,
    },
    /// Allowed or disallowed an interaction.
    Interaction {
        /// Which one.
        kind: Interaction,
        /// Allowed.
        on: bool,
    },
    /// Turned the disclosure on or off; off clears both boxes.
    Disclosure {
        /// On.
        on: bool,
    },
    /// Ticked "your brand".
    YourBrand {
        /// Ticked.
        on: bool,
    },
    /// Ticked "branded content".
    BrandedContent {
        /// Ticked.
        on: bool,
    },
    /// Turned the AI label on or off.
    Ai {
        /// On.
        on: bool,
    },
    /// Chose the cover frame.
    Cover {
        /// Milliseconds from the start.
        ms: Option<i64>,
    },
    /// Wrote the title of photos.
    PhotoTitle {
        /// The whole text.
        text: String,
    },
    /// Chose the photo that is the cover.
    PhotoCover {
        /// Counted from 0.
        index: u32,
    },
    /// Let TikTok add music to photos, or not.
    Music {
        /// On.
        on: bool,
    },
    /// Chose the way.
    Mode {
        /// Which one.
        mode: Mode,
    },
    /// Chose another account; clears what depends on the creator.
    Account {
        /// Which one.
        id: AccountId,
    },
}
