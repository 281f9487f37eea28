use serde::{Deserialize, Serialize};
use specta::Type;

/// Which way a video goes (reference sections 8.1 and 8.2).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Onto the profile, with everything chosen here.
    #[default]
    Direct,
    /// Into the creator's TikTok inbox, to be finished on the phone.
    Inbox,
}

/// The choice between the two ways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ModeControl {
    /// The chosen one.
    pub value: Mode,
    /// Why the other one is the better way now.
    pub advice: Option<String>,
}

/// What an inbox upload means for the creator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct InboxNotes {
    /// What the creator does on the phone, step by step.
    pub steps: Vec<String>,
    /// What does not travel with the video.
    pub left_behind: String,
    /// Places in the inbox that are taken.
    pub places: InboxPlaces,
}

/// Unfinished drafts in a creator's TikTok inbox, as far as this studio sent them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct InboxPlaces {
    /// How many.
    pub taken: u32,
    /// How many TikTok holds (reference section 12.3).
    pub of: u32,
    /// "3 of 5 taken".
    pub label: String,
    /// What frees one, and how sure the number is.
    pub note: String,
}

/// What TikTok's inbox does not carry (reference section 8.2).
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HandOver {
    /// How the creator gets to it on the phone.
    pub lead: String,
    /// The caption; empty when there is none.
    pub caption: String,
    /// The caption as QR codes, to be read one after another; none without a caption.
    pub codes: Vec<QrCode>,
    /// How to use the codes, or what to do when the caption takes several.
    pub codes_note: String,
    /// What is left to do on the phone, in the order in which it comes up.
    pub tasks: Vec<PhoneTask>,
}

/// A QR code with a quiet zone of four modules around it, dark on light.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct QrCode {
    /// What it holds: "Code 1 of 3".
    pub label: String,
    /// Modules on each side, quiet zone included.
    pub size: u32,
    /// The dark modules as an SVG path; one unit is one module.
    pub path: String,
}

/// A line of the tick list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PhoneTask {
    /// Which one.
    pub kind: PhoneTaskKind,
    /// What to do.
    pub title: String,
    /// What the creator had chosen here, or what decides it.
    pub hint: String,
    /// Whether it is ticked.
    pub done: bool,
}

/// What may be left to do on the phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum PhoneTaskKind {
    Caption,
    Sound,
    Cover,
    Privacy,
    Disclosure,
    Ai,
}
