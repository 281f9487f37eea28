use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AccountBadge, HandOver, LinkKind};
use crate::ids::{AccountId, DraftId, PostId};

/// The posts screen, grouped and in order.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PostList {
    /// Needs you, on the way, today, earlier: in this order, empty groups left out.
    pub groups: Vec<PostGroup>,
}

/// Posts under one heading.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PostGroup {
    /// The heading.
    pub heading: String,
    /// Newest first.
    pub posts: Vec<PostCard>,
}

/// A post in the list.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PostCard {
    /// Which one.
    pub id: PostId,
    /// The draft it was made from, while that exists.
    pub draft: Option<DraftId>,
    /// First words of the caption, else the file's name.
    pub title: String,
    /// Whom it goes to.
    pub account: AccountBadge,
    /// "everyone, branded content".
    pub facts: String,
    /// Address of its frame at the media server.
    pub thumbnail: Option<String>,
    /// Our stage name, stable, e.g. `uploading`.
    pub stage: String,
    /// Colour and icon of the state.
    pub tone: Tone,
    /// The state in words.
    pub headline: String,
    /// Why, or what to expect.
    pub detail: String,
    /// Checked, Uploading, Processing, Live.
    pub steps: Vec<StepView>,
    /// While bytes are on the way.
    pub progress: Option<Progress>,
    /// Where it stands among the account's posts that wait, when there are others.
    pub line: Option<LineView>,
    /// What the creator can do now, the best first.
    pub actions: Vec<PostAction>,
    /// UTC milliseconds of the last change.
    pub changed_at: i64,
}

/// A post's place in the line of its account; the creator can change it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LineView {
    /// "2nd of 3 that wait for this account".
    pub text: String,
    /// Why it cannot go earlier; `None` when it can.
    pub not_earlier: Option<String>,
    /// Why it cannot go later; `None` when it can.
    pub not_later: Option<String>,
}

/// How a state is drawn. Green is only for what TikTok has confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Waiting, paused, cancelled.
    Calm,
    /// Moving.
    Busy,
    /// At TikTok, being processed or reviewed.
    AtTiktok,
    /// In the TikTok inbox.
    Inbox,
    /// TikTok says it is live.
    Live,
    /// Waits for the creator.
    NeedsYou,
    /// Failed or refused.
    Bad,
}

/// One dot of the timeline.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StepView {
    /// Its word.
    pub label: String,
    /// Done, now, coming, …
    pub state: StepState,
    /// Time, per cent or reason below it.
    pub note: String,
}

/// How a dot is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum StepState {
    Done,
    Now,
    Coming,
    Inbox,
    Live,
    Bad,
}

/// Bytes on the way.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    /// Bytes TikTok has, plus those on the wire.
    pub sent: i64,
    /// Bytes in all.
    pub total: i64,
    /// "83.4 of 130.0 MB".
    pub amount: String,
    /// "4.1 MB/s, about 12 s left"; empty while unknown.
    pub pace: String,
    /// Index of the chunk under way, from 0.
    pub chunk: u32,
    /// Number of chunks.
    pub chunks: u32,
    /// Until when one can stop.
    pub hint: String,
}

/// A post with its history.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PostDetail {
    /// The card.
    pub card: PostCard,
    /// "To Mara Lindqvist, started 15:46:20".
    pub started: String,
    /// What the creator takes to the phone, until it is posted there.
    pub hand_over: Option<HandOver>,
    /// The video it became, while that is among the newest of the profile.
    pub video: Option<PostVideo>,
    /// Every step in time order.
    pub history: Vec<HistoryLine>,
}

/// The video of the profile that a post became.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PostVideo {
    /// Whose profile.
    pub account: AccountId,
    /// TikTok's id, as text.
    pub id: String,
    /// Who says so.
    pub kind: LinkKind,
    /// The same in words.
    pub text: String,
    /// Address of its cover at the media server.
    pub cover: Option<String>,
    /// Its caption.
    pub caption: String,
    /// Length, time and views, as far as TikTok told them.
    pub facts: String,
}

/// One line of a post's history.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HistoryLine {
    /// UTC milliseconds.
    pub at: i64,
    /// What happened, in words.
    pub text: String,
    /// `publish_id`, TikTok's code or `log_id`.
    pub reference: Option<String>,
    /// UTC milliseconds of the last time, when it happened several times in a row; the window
    /// reads it in `text`.
    #[serde(skip)]
    pub until: Option<i64>,
    /// How often it happened in a row; the window reads it in `text`.
    #[serde(skip)]
    pub count: i64,
    /// A question to TikTok and its answer, rather than a step of the post.
    pub is_call: bool,
}

impl HistoryLine {
    /// Something that happened once.
    pub(crate) fn once(at: i64, text: String, reference: Option<String>) -> Self {
        Self {
            at,
            text,
            reference,
            until: None,
            count: 1,
            is_call: false,
        }
    }
}

/// What the creator can do with a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PostAction {
    /// Change places with the waiting post before it.
    Earlier,
    /// Change places with the waiting post behind it.
    Later,
    /// Stop sending for now.
    Pause,
    /// Go on.
    Continue,
    /// Ask TikTok at once.
    CheckNow,
    /// Give up before the last chunk; nothing is posted.
    Stop,
    /// No longer follow what became of it.
    StopFollowing,
    /// Open it on TikTok.
    OpenOnTiktok,
    /// Open the practice phone, on which a practice creator posts what is in the inbox.
    OpenPhone,
    /// Back to the posting page, with the inbox as the way.
    ToInbox,
    /// Start a new upload under the same consent, after a failure that posted nothing.
    TryAgain,
    /// Back to the posting page, to look and agree again.
    Review,
    /// Sign in again.
    SignInAgain,
}
