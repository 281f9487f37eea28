use serde::{Deserialize, Serialize};
use specta::Type;

use crate::ids::SavedTextId;

/// Hashtags the creator used before that begin as what is being typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Hashtags {
    /// How many there are and how to choose one, for whoever does not see the list; empty without any.
    pub spoken: String,
    /// Most used first.
    pub tags: Vec<HashtagUse>,
}

/// A hashtag the creator used before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HashtagUse {
    /// With its "#", as it was written most.
    pub tag: String,
    /// "used 12 times".
    pub uses: String,
}

/// Pasted text, fit for a caption.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CleanText {
    /// What to put in.
    pub text: String,
    /// What was left out or changed; none when nothing that matters was.
    pub note: Option<String>,
}

/// A text the creator keeps to put into captions: a set of hashtags, a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SavedText {
    /// Which one.
    pub id: SavedTextId,
    /// The creator's name for it.
    pub name: String,
    /// What is put in.
    pub text: String,
}

/// A text to keep, as entered.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SavedTextForm {
    /// The one that is changed; none for a new one.
    pub id: Option<SavedTextId>,
    /// The creator's name for it.
    pub name: String,
    /// What is put in.
    pub text: String,
}
