//! The creator's profile (R§4).

use serde::Deserialize;

use crate::calls::Endpoint;
use crate::client::Client;
use crate::error::{Error, Failure};
use crate::scope::Scope;
use crate::secret::Secret;

/// A profile. What was not asked for or not sent is `None`, never zero.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct User {
    /// The creator, as this app knows them.
    pub open_id: String,
    /// The creator, as all apps of one developer know them.
    pub union_id: Option<String>,
    /// The name to show.
    pub display_name: Option<String>,
    /// Picture; the link expires.
    pub avatar_url: Option<String>,
    /// Picture of 100 × 100 pixels; the link expires.
    pub avatar_url_100: Option<String>,
    /// Larger picture; the link expires.
    pub avatar_large_url: Option<String>,
    /// Biography.
    pub bio_description: Option<String>,
    /// Link to the profile.
    pub profile_deep_link: Option<String>,
    /// Whether TikTok shows the badge.
    pub is_verified: Option<bool>,
    /// The handle, without `@`.
    pub username: Option<String>,
    /// Followers.
    pub follower_count: Option<i64>,
    /// Accounts the creator follows.
    pub following_count: Option<i64>,
    /// Likes of all videos together.
    pub likes_count: Option<i64>,
    /// Public videos.
    pub video_count: Option<i64>,
}

/// A field of the profile that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(
    missing_docs,
    reason = "each one is described at the field of User that has its name"
)]
pub enum UserField {
    OpenId,
    UnionId,
    AvatarUrl,
    AvatarUrl100,
    AvatarLargeUrl,
    DisplayName,
    BioDescription,
    ProfileDeepLink,
    IsVerified,
    Username,
    FollowerCount,
    FollowingCount,
    LikesCount,
    VideoCount,
}

impl UserField {
    /// All fields, in the order of the reference.
    pub const ALL: [UserField; 14] = [
        Self::OpenId,
        Self::UnionId,
        Self::AvatarUrl,
        Self::AvatarUrl100,
        Self::AvatarLargeUrl,
        Self::DisplayName,
        Self::BioDescription,
        Self::ProfileDeepLink,
        Self::IsVerified,
        Self::Username,
        Self::FollowerCount,
        Self::FollowingCount,
        Self::LikesCount,
        Self::VideoCount,
    ];

    /// TikTok's name of the field.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OpenId => "open_id",
            Self::UnionId => "union_id",
            Self::AvatarUrl => "avatar_url",
            Self::AvatarUrl100 => "avatar_url_100",
            Self::AvatarLargeUrl => "avatar_large_url",
            Self::DisplayName => "display_name",
            Self::BioDescription => "bio_description",
            Self::ProfileDeepLink => "profile_deep_link",
            Self::IsVerified => "is_verified",
            Self::Username => "username",
            Self::FollowerCount => "follower_count",
            Self::FollowingCount => "following_count",
            Self::LikesCount => "likes_count",
            Self::VideoCount => "video_count",
        }
    }

    /// The scope that covers the field.
    pub fn scope(self) -> Scope {
        match self {
            Self::OpenId
            | Self::UnionId
            | Self::AvatarUrl
            | Self::AvatarUrl100
            | Self::AvatarLargeUrl
            | Self::DisplayName => Scope::UserInfoBasic,
            Self::BioDescription | Self::ProfileDeepLink | Self::IsVerified | Self::Username => {
                Scope::UserInfoProfile
            }
            Self::FollowerCount | Self::FollowingCount | Self::LikesCount | Self::VideoCount => {
                Scope::UserInfoStats
            }
        }
    }
}

#[derive(Deserialize)]
struct UserAnswer {
    user: User,
}

impl Client {
    /// The profile, as far as the granted scopes cover it: a field outside of them would make TikTok refuse
    /// all of it.
    ///
    /// # Errors
    /// [`Failure::ScopeNotAuthorized`] without a request when `user.info.basic` is not granted; otherwise
    /// as [`Client::user_fields`].
    pub async fn user_info(&self, token: &Secret, granted: &[Scope]) -> Result<User, Error> {
        if !granted.contains(&Scope::UserInfoBasic) {
            return Err(Error::new(
                Failure::ScopeNotAuthorized,
                "user.info.basic is not granted.",
            ));
        }
        let fields: Vec<_> = UserField::ALL
            .into_iter()
            .filter(|field| granted.contains(&field.scope()))
            .collect();
        self.user_fields(token, &fields).await
    }

    /// Exactly these fields of the profile. `open_id` must be one of them.
    ///
    /// # Errors
    /// [`Failure::ScopePermissionMissed`] for a field outside the granted scopes,
    /// [`Failure::ScopeNotAuthorized`] without the scope or without TikTok's approval of it,
    /// [`Failure::AccessTokenInvalid`], [`Failure::RateLimited`] over 600 requests per minute.
    pub async fn user_fields(&self, token: &Secret, fields: &[UserField]) -> Result<User, Error> {
        let names: Vec<_> = fields.iter().map(|field| field.as_str()).collect();
        let answer = self.get(Endpoint::UserInfo, &names, token).await?;
        let success = answer
            .data::<UserAnswer>()
            .map_err(|error| error.without(&[token]))?;
        Ok(success.data.user)
    }
}
