use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AccountBadge, FileView, Gel, InboxNotes, ModeControl, PreviewView};
use crate::ids::DraftId;

/// The posting page (reference section 13.3) as a value. A pure function makes
/// it from the draft, the video's facts, TikTok's `creator_info` and the choices.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PostingPage {
    /// Which draft.
    pub draft: DraftId,
    /// Identifies exactly what is shown. Publishing needs it; a stale one is refused.
    pub revision: String,
    /// Title of the page: first words of the caption, else the file's name.
    pub title: String,
    /// The line about the file beside the title. The file's name is in it unless it is the title.
    pub file_line: String,
    /// The video.
    pub file: FileView,
    /// The account it goes to, if any is connected.
    pub account: Option<AccountBadge>,
    /// Other accounts it could go to.
    pub accounts: Vec<AccountBadge>,
    /// What TikTok said about this creator just now.
    pub creator: CreatorView,
    /// What is estimated of TikTok's quota for this account and way; absent while there is nothing
    /// to tell. It never stops a post.
    pub quota: Option<QuotaNote>,
    /// Which way the video goes.
    pub mode: ModeControl,
    /// What becomes of it on the phone; only for the inbox.
    pub inbox: Option<InboxNotes>,
    /// Results of the checks, blocking ones first.
    pub findings: Vec<Finding>,
    /// The caption of a video, or the description of photos.
    pub caption: CaptionControl,
    /// What only a post of photos has.
    pub photos: Option<PhotoControls>,
    /// Who can view it. Like the next three it is absent where TikTok would not take it.
    pub privacy: Option<PrivacyControl>,
    /// Comment, stitch, duet.
    pub interactions: Vec<InteractionControl>,
    /// Commercial disclosure.
    pub disclosure: Option<DisclosureControl>,
    /// AI-generated content.
    pub ai: Option<SwitchControl>,
    /// Cover frame, milliseconds from the start; absent = first frame, and for the inbox.
    pub cover_ms: Option<i64>,
    /// What it will look like.
    pub preview: PreviewView,
    /// The declaration above the button; links by name. Empty for the inbox, which TikTok
    /// prescribes none for.
    pub declaration: Vec<TextPart>,
    /// Below the button: what happens after it was pressed.
    pub processing_notice: String,
    /// "2 things first" or "Ready to go".
    pub todo_heading: String,
    /// What is missing, open points first.
    pub todo: Vec<TodoItem>,
    /// The button.
    pub publish: PublishControl,
    /// A post of this draft to this account that is still open.
    pub open_post: Option<crate::ids::PostId>,
}

/// An estimate of how many more TikTok takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct QuotaNote {
    /// What was sent from here, and what a refusal has shown.
    pub text: String,
    /// Whether the next may be refused.
    pub warns: bool,
}

/// What is known of the creator at this moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum CreatorView {
    /// No account is connected.
    NoAccount,
    /// Nothing has to be asked for the inbox.
    NotAsked {
        /// One sentence about it.
        note: String,
    },
    /// TikTok is being asked.
    Asking,
    /// TikTok answered.
    Fresh {
        /// UTC milliseconds of the answer.
        at: i64,
        /// One sentence about it.
        note: String,
        /// What is different since the answer before, a sentence each.
        changed: Vec<String>,
    },
    /// TikTok says this creator cannot post now, or did not answer.
    Unavailable {
        /// What happened.
        message: String,
        /// What to do.
        remedy: String,
        /// When it may work again, UTC milliseconds.
        retry_at: Option<i64>,
        /// Whether it is TikTok's word; else TikTok could not be reached.
        reached: bool,
    },
}

/// One result of a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Which check; stable name, e.g. `frame_rate`.
    pub check: String,
    /// How bad.
    pub severity: Severity,
    /// The fact in the creator's terms.
    pub fact: String,
    /// What it means and what to do.
    pub remedy: String,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// TikTok would refuse it.
    Bad,
    /// Worth knowing; does not block.
    Warn,
    /// As it should be.
    Fine,
}

/// The caption field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CaptionControl {
    /// Its text.
    pub value: String,
    /// UTF-16 units used.
    pub used: u32,
    /// UTF-16 units allowed.
    pub limit: u32,
    /// "161 of 2,200".
    pub counter: String,
    /// True from 90 % on.
    pub near_limit: bool,
    /// Sentence when it is too long.
    pub problem: Option<String>,
    /// What TikTok does not promise about this text.
    pub note: Option<String>,
    /// Hashtags and mentions as UTF-16 ranges.
    pub marks: Vec<CaptionMark>,
}

/// What only a post of photos has (reference section 8.3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PhotoControls {
    /// The title; it has no marks.
    pub title: CaptionControl,
    /// Which photo is the cover, counted from 0.
    pub cover: u32,
    /// Whether TikTok adds music it recommends. Absent for the inbox, which does not take it.
    pub music: Option<SwitchControl>,
}

/// A hashtag or mention in the caption.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CaptionMark {
    /// First UTF-16 unit.
    pub start: u32,
    /// One past the last UTF-16 unit.
    pub end: u32,
}

/// The privacy drop-down: exactly the options TikTok returned, none preselected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PrivacyControl {
    /// False while there is no fresh `creator_info`.
    pub enabled: bool,
    /// Text of the empty option.
    pub placeholder: String,
    /// The returned options in TikTok's order.
    pub options: Vec<PrivacyOption>,
    /// The chosen TikTok value; none at first.
    pub value: Option<String>,
    /// Line below: why an option is off, or why the choice was taken back.
    pub hint: Option<String>,
    /// True while this is the next thing to do.
    pub wanted: bool,
}

/// One privacy option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PrivacyOption {
    /// TikTok's value, e.g. `SELF_ONLY`.
    pub value: String,
    /// TikTok's words for it.
    pub label: String,
    /// Whether it can be chosen.
    pub enabled: bool,
    /// Why not (prescribed hover text).
    pub why: Option<String>,
}

/// An interaction of the audience.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "TikTok's own words")]
pub enum Interaction {
    Comment,
    Stitch,
    Duet,
}

/// An "allow" box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct InteractionControl {
    /// Which one.
    pub kind: Interaction,
    /// Its word.
    pub label: String,
    /// False when the creator's TikTok settings switch it off.
    pub enabled: bool,
    /// Unchecked at first, always.
    pub checked: bool,
    /// Why it is off.
    pub why: Option<String>,
}

/// The commercial disclosure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DisclosureControl {
    /// Head: switch and sentence. Off at first.
    pub switch: SwitchControl,
    /// Your brand; only when on.
    pub your_brand: BoxControl,
    /// Branded content; only when on.
    pub branded_content: BoxControl,
    /// TikTok's exact prompt for the choice.
    pub prompt: Option<String>,
    /// What is missing: switch on, nothing chosen (prescribed text).
    pub problem: Option<String>,
}

/// A box with a word and a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoxControl {
    /// Its word.
    pub label: String,
    /// Its line.
    pub hint: String,
    /// Whether it can be ticked.
    pub enabled: bool,
    /// Whether it is ticked.
    pub checked: bool,
    /// Why it is off.
    pub why: Option<String>,
}

/// A switch with a word and a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SwitchControl {
    /// Its word.
    pub label: String,
    /// Its line.
    pub hint: String,
    /// Whether it is on.
    pub on: bool,
    /// Whether it can be changed.
    pub enabled: bool,
}

/// A piece of text that may be a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TextPart {
    /// The words.
    pub text: String,
    /// The page behind them.
    pub link: Option<Link>,
}

/// Pages outside that the window may ask to open; the core knows the addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Link {
    /// TikTok's Music Usage Confirmation.
    MusicUsage,
    /// TikTok's Branded Content Policy.
    BrandedContentPolicy,
    /// TikTok's portal for developers.
    DeveloperPortal,
}

/// A control of the posting page, as a target for focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "names of controls")]
pub enum Control {
    Account,
    Video,
    PhotoTitle,
    Caption,
    Privacy,
    Disclosure,
}

/// One line of "what is missing".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TodoItem {
    /// Met or open.
    pub done: bool,
    /// In words.
    pub text: String,
    /// The control that settles it.
    pub control: Option<Control>,
}

/// The button that publishes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PublishControl {
    /// Whether it may be pressed.
    pub allowed: bool,
    /// What will happen and to whom: "Post to Mara Lindqvist now".
    pub title: String,
    /// Handle and visibility, or what is missing.
    pub subtitle: String,
    /// Why it is off; prescribed text where there is one, also the hover text.
    pub why: Option<String>,
    /// The account's colour.
    pub gel: Option<Gel>,
}
