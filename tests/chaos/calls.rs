//! The calls on the way of a post: each is a place where something can happen.

use serde_json::{Value, json};

use crate::scene::{LARGE, SMALL};

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

/// The way to the profile, in its order; a refresh can come in between.
pub const WAY: [Call; 6] = [
    Call::CreatorInfo,
    Call::Init,
    Call::Chunk,
    Call::LastChunk,
    Call::OnlyChunk,
    Call::Status,
];

/// The way to the inbox, where nothing is asked beforehand.
pub const WAY_TO_INBOX: [Call; 5] = [
    Call::InboxInit,
    Call::Chunk,
    Call::LastChunk,
    Call::OnlyChunk,
    Call::Status,
];

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

    /// What has to go wrong before, so that this call happens at all.
    pub fn cause(self) -> Option<Value> {
        (self == Self::Refresh).then(|| Self::CreatorInfo.fault("access_token_invalid"))
    }
}
