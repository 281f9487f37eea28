use serde::Serialize;
use specta::Type;

use super::AccountBadge;
use crate::ids::PostId;
use crate::problem::Problem;

/// The first page of an account's videos.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VideoList {
    /// Whose.
    pub account: Option<AccountBadge>,
    /// As last heard, newest first.
    pub videos: Vec<VideoCard>,
    /// When TikTok answered last, UTC milliseconds.
    pub asked_at: Option<i64>,
    /// True while TikTok is being asked.
    pub asking: bool,
    /// Whether TikTok has more than this page.
    pub has_more: bool,
    /// What went wrong at the last try.
    pub problem: Option<Problem>,
}

/// A video on the creator's profile. A count that TikTok left out is unknown, not zero.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VideoCard {
    /// TikTok's id, as text.
    pub id: String,
    /// Description as TikTok returns it (may be cut at 150).
    pub caption: String,
    /// Address of the cover at the media server.
    pub cover: Option<String>,
    /// UTC milliseconds.
    pub posted_at: Option<i64>,
    /// "0:47".
    pub duration_label: Option<String>,
    /// "12.4K" views, with the exact figure in `views`.
    pub views_label: Option<String>,
    /// Views.
    pub views: Option<i64>,
    /// Likes.
    pub likes: Option<i64>,
    /// Comments.
    pub comments: Option<i64>,
    /// Shares.
    pub shares: Option<i64>,
    /// The post it came from, when it was sent from here.
    pub post: Option<VideoPost>,
}

/// The post that a video came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VideoPost {
    /// Which one.
    pub id: PostId,
    /// Who says so.
    pub kind: LinkKind,
    /// The same in words, with the time at which it was sent.
    pub text: String,
}

/// Who says that a video came from a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// TikTok, by its id.
    Named,
    /// The creator.
    Confirmed,
    /// Nobody yet: caption, length or time fit.
    Suggested,
}
