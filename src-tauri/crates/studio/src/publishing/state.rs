//! Where a post stands: the value the machine works on, stored as JSON with its row.

use serde::{Deserialize, Serialize};
use tiktok::ChunkPlan;

use crate::view::Mode;

/// An upload address lives one hour (R§9.3).
pub(crate) const UPLOAD_LIFE_MS: i64 = 60 * 60 * 1000;
/// A post is followed closely for a day (R§11).
pub(crate) const FOLLOW_MS: i64 = 24 * 60 * 60 * 1000;
/// What TikTok reviews is asked about now and then for so long; then the creator asks. An id can
/// come late, and nothing says how late (R§11).
pub(crate) const REVIEW_MS: i64 = 14 * FOLLOW_MS;

/// A post as the machine sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct State {
    pub stage: Stage,
    /// Bytes of the file.
    pub total: u64,
    /// Whether everyone may see it; only then TikTok ever names an id (R§11).
    pub public: bool,
    /// Straight to the profile, or to the inbox.
    #[serde(default)]
    pub mode: Mode,
    pub upload: Option<Upload>,
    pub commit: Commit,
    /// What TikTok has is not known; it is asked before anything is sent.
    pub doubt: bool,
    /// How often the last chunk was about to leave.
    pub last_tries: u32,
    /// TikTok no longer takes bytes at the upload's address.
    pub url_dead: bool,
    /// Passing failures in a row; decides the next pause.
    pub tries: u32,
    /// Disagreements about the range in a row.
    pub stuck: u32,
    /// Uploads begun anew without asking.
    pub fresh_starts: u32,
    /// Looks at the status since the last news; decides the next pause.
    pub looks: u32,
    /// The creator has looked whether an old copy's post is on TikTok already.
    #[serde(default)]
    pub looked: bool,
    /// No longer followed by itself; the creator may still ask.
    pub rested: bool,
    /// What was last in the way, in the creator's words.
    pub said: Option<Said>,
    pub marks: Marks,
}

/// Where the post is on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Stage {
    /// Waits for its turn, or for the next try.
    Queued,
    /// `creator_info` is asked once more and compared with what was agreed to.
    Checking,
    /// TikTok is asked for an upload.
    Initialising,
    /// Chunks before the last are on the way.
    Uploading,
    /// The last chunk is on the way, or may be: the commit point.
    Committing,
    /// TikTok has every byte.
    Processing,
    /// TikTok told the creator that the video waits in the inbox. Nothing is posted: whether
    /// and when it will be is the creator's choice, on the phone.
    InInbox,
    /// Posted, but TikTok has not said yet that everyone sees it.
    InReview,
    /// TikTok says it is posted. What is public has an id, and several where the creator posted a
    /// draft from the inbox more than once.
    Live {
        ids: Vec<String>,
    },
    Paused,
    NeedsYou {
        why: Why,
    },
    /// `why` is TikTok's `fail_reason`, or [`REFUSED`].
    Failed {
        why: String,
    },
    /// Stopped before the commit point, or no longer followed after it.
    Cancelled,
}

/// [`Stage::Failed`] by a refusal that `said` explains.
pub(crate) const REFUSED: &str = "refused";

/// What the creator is needed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Why {
    /// What was agreed to is no longer offered, or TikTok refused a choice.
    Review,
    /// The video is gone or another one.
    File,
    SignIn,
    /// The keyring is locked or silent.
    Keyring,
    /// The TikTok app's set-up.
    Configure,
    /// The app is not audited and the account is public.
    Audit,
    /// The upload's hour is over, or its address is lost.
    Expired,
    /// Nobody can tell whether the last chunk arrived.
    Unclear,
    /// The data folder is an older copy: the post may have been made since.
    PutBack,
    /// TikTok has every byte and has not said for a day what became of them.
    Silent,
}

/// An upload that TikTok opened. Its address is in the keyring, never here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Upload {
    pub publish_id: String,
    /// UTC milliseconds, from before the request, so that the hour is never too long.
    pub issued_at: i64,
    /// Bytes TikTok is known to have; on disk only a hint, TikTok's word wins.
    pub has: u64,
}

/// What is known about the last chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Commit {
    /// Never sent.
    Before,
    /// Possibly sent, outcome unknown.
    Sent,
    /// Possibly sent, but TikTok said afterwards that bytes are missing.
    Disproved,
    /// TikTok has it.
    Done,
}

/// A finished sentence and its way on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Said {
    pub message: String,
    pub remedy: String,
}

/// When each dot of the timeline was reached, UTC milliseconds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Marks {
    pub checked: Option<i64>,
    pub stored: Option<i64>,
    #[serde(default)]
    pub inbox: Option<i64>,
    pub complete: Option<i64>,
    pub live: Option<i64>,
}

/// What to do next for a post; follows from its state alone, so a crash forgets nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// Wait for the account's lane.
    Turn,
    /// Check the file and ask `creator_info`.
    Check,
    /// Ask for an upload.
    Init,
    /// Send the chunk with this index; it is not the last.
    Send(u64),
    /// Send the last chunk.
    SendLast(u64),
    /// Ask for the status.
    Ask,
    /// Nothing: it is over, or it is the creator's turn.
    Nothing,
}

impl State {
    /// A post the creator has just agreed to.
    pub fn new(total: u64, public: bool, mode: Mode) -> Self {
        Self {
            stage: Stage::Queued,
            total,
            public,
            mode,
            upload: None,
            commit: Commit::Before,
            doubt: false,
            last_tries: 0,
            url_dead: false,
            tries: 0,
            stuck: 0,
            fresh_starts: 0,
            looks: 0,
            looked: false,
            rested: false,
            said: None,
            marks: Marks::default(),
        }
    }

    /// What to do next.
    pub fn next(&self) -> Next {
        match &self.stage {
            Stage::Queued => Next::Turn,
            Stage::Checking => Next::Check,
            Stage::Initialising => Next::Init,
            Stage::Uploading | Stage::Committing if self.doubt => Next::Ask,
            Stage::Uploading => Next::Send(self.chunk_at_hint()),
            Stage::Committing => Next::SendLast(self.chunk_at_hint()),
            Stage::Processing => Next::Ask,
            Stage::InReview | Stage::InInbox | Stage::NeedsYou { why: Why::Unclear } if !self.rested => {
                Next::Ask
            }
            _ => Next::Nothing,
        }
    }

    fn chunk_at_hint(&self) -> u64 {
        let has = self.upload.as_ref().map_or(0, |upload| upload.has);
        self.plan().and_then(|plan| plan.index_at(has)).unwrap_or(0)
    }

    /// How the file is cut; `None` for a file that cannot be sent at all.
    pub fn plan(&self) -> Option<ChunkPlan> {
        ChunkPlan::for_size(self.total).ok()
    }

    /// Nothing will be posted unless more is sent.
    pub fn before_commit(&self) -> bool {
        matches!(self.commit, Commit::Before | Commit::Disproved) && self.stage != Stage::Committing
    }

    /// Up to and including processing: no second post of this draft may start meanwhile.
    pub fn is_open(&self) -> bool {
        !matches!(
            self.stage,
            Stage::InReview | Stage::InInbox | Stage::Live { .. } | Stage::Failed { .. } | Stage::Cancelled
        )
    }

    /// Nothing follows any more unless the creator tries again.
    pub fn is_over(&self) -> bool {
        matches!(
            self.stage,
            Stage::Live { .. } | Stage::Failed { .. } | Stage::Cancelled
        )
    }

    /// TikTok has named the post among those that everyone can see.
    pub fn is_named(&self) -> bool {
        matches!(&self.stage, Stage::Live { ids } if !ids.is_empty())
    }

    /// Posted from the inbox and not named: TikTok may review it still, or the creator post it again.
    pub fn may_be_named_yet(&self) -> bool {
        let is_unnamed = matches!(&self.stage, Stage::Live { ids } if ids.is_empty());
        is_unnamed && self.mode == Mode::Inbox
    }

    /// Waits for the creator with nothing posted: a new consent takes its place.
    pub fn may_be_replaced(&self) -> bool {
        matches!(self.stage, Stage::NeedsYou { .. }) && self.before_commit()
    }

    /// Whether it holds the account's upload lane.
    pub fn uses_lane(&self) -> bool {
        matches!(
            self.stage,
            Stage::Checking | Stage::Initialising | Stage::Uploading | Stage::Committing
        )
    }
}

impl Stage {
    /// Our stable name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Checking => "checking",
            Self::Initialising => "initialising",
            Self::Uploading => "uploading",
            Self::Committing => "committing",
            Self::Processing => "processing",
            Self::InInbox => "in_inbox",
            Self::InReview => "in_review",
            Self::Live { .. } => "live",
            Self::Paused => "paused",
            Self::NeedsYou { .. } => "needs_you",
            Self::Failed { .. } => "failed",
            Self::Cancelled => "cancelled",
        }
    }
}
