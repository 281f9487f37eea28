//! The calls on the way of a post: each is a place where something can happen.

use serde_json::{Value, json};

use crate::scene::{LARGE, SMALL};

/// Where a video goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// To everyone, by its caption.
    Profile,
    /// To the creator's phone, without a word.
    Inbox,
}

/// A call to TikTok that is under way when something happens.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Call {
    /// What the creator may post now.
    CreatorInfo,
    /// The upload is opened.
    Init,
    /// The upload to the inbox is opened.
    InboxInit,
    /// A chunk before the last.
    Chunk,
    /// The last of two chunks: the commit point.
    LastChunk,
    /// The only chunk: the commit point right after the init.
    OnlyChunk,
    /// What became of it.
    Status,
    /// New tokens, because TikTok did not take the old ones.
    Refresh,
}

/// To the profile, in its order; a refresh can come in between.
const TO_PROFILE: [Call; 7] = [
    Call::CreatorInfo,
    Call::Init,
    Call::Chunk,
    Call::LastChunk,
    Call::OnlyChunk,
    Call::Status,
    Call::Refresh,
];

/// To the inbox, where nothing is asked beforehand.
const TO_INBOX: [Call; 6] = [
    Call::InboxInit,
    Call::Chunk,
    Call::LastChunk,
    Call::OnlyChunk,
    Call::Status,
    Call::Refresh,
];

/// What is of its own on the way to the inbox.
const OF_THE_INBOX: [Call; 2] = [Call::InboxInit, Call::Status];

/// Where something of a post is first known on one side only.
const TURNING_POINTS: [Call; 4] = [Call::Init, Call::OnlyChunk, Call::Status, Call::Refresh];

impl Goal {
    /// Both ways.
    pub const ALL: [Self; 2] = [Self::Profile, Self::Inbox];

    /// Both, or in the short run the first alone: for what knows no difference.
    pub fn all_of(is_long: bool) -> &'static [Self] {
        if is_long { &Self::ALL } else { &[Self::Profile] }
    }

    /// The calls on the way there.
    pub fn calls(self) -> &'static [Call] {
        match self {
            Self::Profile => &TO_PROFILE,
            Self::Inbox => &TO_INBOX,
        }
    }

    /// Those of the short or the long run: the short one leaves out what both ways have in common.
    pub fn calls_of(self, is_long: bool) -> &'static [Call] {
        match (self, is_long) {
            (Self::Inbox, false) => &OF_THE_INBOX,
            _ => self.calls(),
        }
    }

    /// The same for what takes long: the short run has the turning points alone.
    pub fn turning_points_of(self, is_long: bool) -> &'static [Call] {
        if is_long { self.calls() } else { &TURNING_POINTS }
    }

    /// The stage of a post that has arrived.
    pub fn end(self) -> &'static str {
        match self {
            Self::Profile => "live",
            Self::Inbox => "in_inbox",
        }
    }

    /// `table` of cells on the way there.
    pub fn table(self, table: &str) -> String {
        match self {
            Self::Profile => table.to_owned(),
            Self::Inbox => format!("{table}, on the way to the inbox"),
        }
    }

    /// What has to go wrong before, so that `call` happens at all.
    pub fn cause(self, call: Call) -> Option<Value> {
        (call == Call::Refresh).then(|| self.calls()[0].fault("access_token_invalid"))
    }
}

impl Call {
    /// As the table says it.
    pub fn name(self) -> &'static str {
        match self {
            Self::CreatorInfo => "creator_info",
            Self::Init => "init",
            Self::InboxInit => "inbox init",
            Self::Chunk => "chunk",
            Self::LastChunk => "last chunk",
            Self::OnlyChunk => "only chunk",
            Self::Status => "status",
            Self::Refresh => "refresh",
        }
    }

    /// As practice calls it.
    pub fn endpoint(self) -> &'static str {
        match self {
            Self::CreatorInfo => "creator_info",
            Self::Init => "video_init",
            Self::InboxInit => "inbox_init",
            Self::Chunk | Self::LastChunk | Self::OnlyChunk => "upload",
            Self::Status => "status",
            Self::Refresh => "token",
        }
    }

    /// Whether bytes are sent.
    pub fn is_upload(self) -> bool {
        self.endpoint() == "upload"
    }

    /// Whether it opens an upload.
    pub fn is_init(self) -> bool {
        matches!(self, Self::Init | Self::InboxInit)
    }

    /// The video that makes this call happen.
    pub fn size(self) -> u64 {
        match self {
            Self::Chunk | Self::LastChunk => LARGE,
            _ => SMALL,
        }
    }

    /// How a fault of practice meets this call and no other, once.
    pub fn fault(self, kind: &str) -> Value {
        json!({
            "endpoint": self.endpoint(),
            "kind": kind,
            "after": u32::from(self == Self::LastChunk),
            "count": 1,
        })
    }
}
