//! What a creator may post right now (R§7).

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::calls::Endpoint;
use crate::client::Client;
use crate::error::Error;
use crate::secret::Secret;

/// Who may see a post (R§8.1).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum PrivacyLevel {
    /// `PUBLIC_TO_EVERYONE`. Not offered to private accounts, which is the way to know one (R§7).
    PublicToEveryone,
    /// `MUTUAL_FOLLOW_FRIENDS`: followers the creator follows back.
    MutualFollowFriends,
    /// `FOLLOWER_OF_CREATOR`: followers of a private account.
    FollowerOfCreator,
    /// `SELF_ONLY`.
    SelfOnly,
    /// Any other level, as TikTok wrote it.
    Other(String),
}

impl PrivacyLevel {
    /// TikTok's name of the level.
    pub fn as_str(&self) -> &str {
        match self {
            Self::PublicToEveryone => "PUBLIC_TO_EVERYONE",
            Self::MutualFollowFriends => "MUTUAL_FOLLOW_FRIENDS",
            Self::FollowerOfCreator => "FOLLOWER_OF_CREATOR",
            Self::SelfOnly => "SELF_ONLY",
            Self::Other(name) => name,
        }
    }
}

impl From<&str> for PrivacyLevel {
    fn from(name: &str) -> Self {
        match name {
            "PUBLIC_TO_EVERYONE" => Self::PublicToEveryone,
            "MUTUAL_FOLLOW_FRIENDS" => Self::MutualFollowFriends,
            "FOLLOWER_OF_CREATOR" => Self::FollowerOfCreator,
            "SELF_ONLY" => Self::SelfOnly,
            other => Self::Other(other.to_owned()),
        }
    }
}

impl From<String> for PrivacyLevel {
    fn from(name: String) -> Self {
        Self::from(name.as_str())
    }
}

impl From<PrivacyLevel> for String {
    fn from(level: PrivacyLevel) -> Self {
        level.as_str().to_owned()
    }
}

impl FromStr for PrivacyLevel {
    type Err = Infallible;

    fn from_str(name: &str) -> Result<Self, Infallible> {
        Ok(Self::from(name))
    }
}

impl fmt::Display for PrivacyLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What the posting page must be built from, each time it is shown (R§7, R§13.3).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CreatorInfo {
    /// Picture; the link lives two hours.
    #[serde(rename = "creator_avatar_url")]
    pub avatar_url: Option<String>,
    /// The handle, without `@`.
    #[serde(rename = "creator_username")]
    pub username: String,
    /// The name that must be shown on the posting page.
    #[serde(rename = "creator_nickname")]
    pub nickname: String,
    /// The levels the creator may choose from.
    pub privacy_level_options: Vec<PrivacyLevel>,
    /// The creator lets nobody comment.
    pub comment_disabled: bool,
    /// The creator is private or lets nobody make duets.
    pub duet_disabled: bool,
    /// The creator is private or lets nobody stitch.
    pub stitch_disabled: bool,
    /// The longest video this creator may post, in seconds.
    pub max_video_post_duration_sec: u32,
}

impl Client {
    /// What this creator may post now. Needs `video.publish`; 20 requests per minute and token.
    ///
    /// # Errors
    /// The creator cannot post now: [`Failure::TooManyPosts`](crate::Failure),
    /// [`Banned`](crate::Failure::Banned), [`ActiveUserCap`](crate::Failure::ActiveUserCap). TikTok sends
    /// these three with status 200.
    pub async fn creator_info(&self, token: &Secret) -> Result<CreatorInfo, Error> {
        let answer = self.post_empty(Endpoint::CreatorInfo, token).await?;
        let success = answer
            .data::<CreatorInfo>()
            .map_err(|error| error.without(&[token]))?;
        Ok(success.data)
    }
}
