//! Why a post failed after TikTok had taken it (R§11.1).

use crate::error::{Field, Reaction};

/// Why a post failed (R§11.1).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FailReason {
    /// `file_format_check_failed`: container or codec.
    FileFormat,
    /// `duration_check_failed`: too long or too short.
    Duration,
    /// `frame_rate_check_failed`: outside 23 to 60 frames per second.
    FrameRate,
    /// `picture_size_check_failed`: pixels of a side.
    PictureSize,
    /// `internal`: TikTok's trouble; a new init later.
    Internal,
    /// `video_pull_failed`.
    VideoPull,
    /// `photo_pull_failed`.
    PhotoPull,
    /// `publish_cancelled`: the app cancelled.
    PublishCancelled,
    /// `auth_removed`: the creator withdrew access meanwhile.
    AuthRemoved,
    /// `spam_risk_too_many_posts`: the daily cap.
    TooManyPosts,
    /// `spam_risk_user_banned_from_posting`.
    Banned,
    /// `spam_risk_text`: the caption was judged risky.
    SpamText,
    /// `spam_risk`: the request was judged risky.
    Spam,
    /// Any other reason, as TikTok wrote it; empty when it gave none.
    Other(String),
}

impl FailReason {
    /// TikTok's name of the reason.
    pub fn as_str(&self) -> &str {
        match self {
            Self::FileFormat => "file_format_check_failed",
            Self::Duration => "duration_check_failed",
            Self::FrameRate => "frame_rate_check_failed",
            Self::PictureSize => "picture_size_check_failed",
            Self::Internal => "internal",
            Self::VideoPull => "video_pull_failed",
            Self::PhotoPull => "photo_pull_failed",
            Self::PublishCancelled => "publish_cancelled",
            Self::AuthRemoved => "auth_removed",
            Self::TooManyPosts => "spam_risk_too_many_posts",
            Self::Banned => "spam_risk_user_banned_from_posting",
            Self::SpamText => "spam_risk_text",
            Self::Spam => "spam_risk",
            Self::Other(name) => name,
        }
    }

    /// What to do about it. A post that failed stays so: trying again means a new init.
    pub fn reaction(&self) -> Reaction {
        match self {
            Self::FileFormat | Self::Duration | Self::FrameRate | Self::PictureSize => {
                Reaction::FixDraft(Field::Video)
            }
            Self::SpamText => Reaction::FixDraft(Field::Caption),
            Self::VideoPull | Self::PhotoPull => Reaction::FixDraft(Field::Address),
            Self::Internal => Reaction::RetryAfter(None),
            Self::AuthRemoved => Reaction::SignInAgain,
            Self::TooManyPosts => Reaction::WaitUntilTomorrow,
            Self::PublishCancelled | Self::Banned | Self::Spam | Self::Other(_) => Reaction::Stop,
        }
    }
}

impl From<&str> for FailReason {
    fn from(name: &str) -> Self {
        match name {
            "file_format_check_failed" => Self::FileFormat,
            "duration_check_failed" => Self::Duration,
            "frame_rate_check_failed" => Self::FrameRate,
            "picture_size_check_failed" => Self::PictureSize,
            "internal" => Self::Internal,
            "video_pull_failed" => Self::VideoPull,
            "photo_pull_failed" => Self::PhotoPull,
            "publish_cancelled" => Self::PublishCancelled,
            "auth_removed" => Self::AuthRemoved,
            "spam_risk_too_many_posts" => Self::TooManyPosts,
            "spam_risk_user_banned_from_posting" => Self::Banned,
            "spam_risk_text" => Self::SpamText,
            "spam_risk" => Self::Spam,
            other => Self::Other(other.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_asks_for_what_the_reference_says() {
        let table = [
            ("file_format_check_failed", Reaction::FixDraft(Field::Video)),
            ("duration_check_failed", Reaction::FixDraft(Field::Video)),
            ("frame_rate_check_failed", Reaction::FixDraft(Field::Video)),
            ("picture_size_check_failed", Reaction::FixDraft(Field::Video)),
            ("internal", Reaction::RetryAfter(None)),
            ("video_pull_failed", Reaction::FixDraft(Field::Address)),
            ("photo_pull_failed", Reaction::FixDraft(Field::Address)),
            ("publish_cancelled", Reaction::Stop),
            ("auth_removed", Reaction::SignInAgain),
            ("spam_risk_too_many_posts", Reaction::WaitUntilTomorrow),
            ("spam_risk_user_banned_from_posting", Reaction::Stop),
            ("spam_risk_text", Reaction::FixDraft(Field::Caption)),
            ("spam_risk", Reaction::Stop),
        ];
        for (name, reaction) in table {
            let reason = FailReason::from(name);
            assert!(!matches!(reason, FailReason::Other(_)), "{name} should be known");
            assert_eq!((reason.as_str(), reason.reaction()), (name, reaction));
        }
        let unknown = FailReason::from("tomorrows_reason");
        assert_eq!(
            (unknown.as_str(), unknown.reaction()),
            ("tomorrows_reason", Reaction::Stop)
        );
    }
}
