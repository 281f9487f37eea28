//! From TikTok's classified errors to the creator's words.

use tiktok::{Failure, Sent};

use super::{Code, Problem};
use crate::words::Words;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

/// What TikTok's answer means for the creator. `now` is UTC milliseconds; where
/// the reference names a wait, `retry_at` is counted from it.
pub(crate) fn from_tiktok(words: &Words, now: i64, error: &tiktok::Error) -> Problem {
    let (code, key) = sentence(error.failure);
    Problem {
        retry_at: wait_ms(error.failure).map(|wait| now.saturating_add(wait)),
        log_id: error.log_id.clone(),
        ..Problem::new(words, code, key)
    }
}

fn sentence(failure: Failure) -> (Code, &'static str) {
    match failure {
        Failure::Network { sent: Sent::No } | Failure::Timeout { sent: Sent::No } => {
            (Code::Offline, "problem-offline")
        }
        Failure::Network { sent: Sent::Maybe } | Failure::Timeout { sent: Sent::Maybe } => {
            (Code::Offline, "problem-no-answer")
        }
        Failure::Insecure => (Code::Offline, "problem-insecure"),
        Failure::Proxy => (Code::Offline, "problem-proxy"),
        Failure::NotTikTok => (Code::Offline, "problem-not-tiktok"),
        Failure::Server => (Code::Wait, "problem-tiktok-trouble"),
        Failure::RateLimited { .. } => (Code::Wait, "problem-too-fast"),
        Failure::AccessTokenInvalid | Failure::InvalidGrant => (Code::SignInAgain, "problem-sign-in-again"),
        Failure::ScopeNotAuthorized | Failure::ScopePermissionMissed => {
            (Code::MissingScope, "problem-missing-permission")
        }
        Failure::InvalidParam => (Code::Invalid, "problem-value-refused"),
        Failure::InvalidFileUpload => (Code::File, "problem-file-refused"),
        Failure::InvalidClient => (Code::Configuration, "problem-wrong-app-keys"),
        Failure::InvalidRequest => (Code::Configuration, "problem-sign-in-refused"),
        Failure::UnauthorizedClient => (Code::Configuration, "problem-app-not-allowed"),
        Failure::InvalidScope => (Code::Configuration, "problem-unknown-permission"),
        Failure::AccessDenied => (Code::Refused, "problem-access-denied"),
        Failure::TooManyPosts => (Code::Wait, "problem-too-many-posts"),
        Failure::Banned => (Code::Refused, "problem-banned"),
        Failure::TooManyPendingShares => (Code::Wait, "problem-inbox-full"),
        Failure::ActiveUserCap => (Code::Wait, "problem-app-cap"),
        Failure::UnauditedNeedsPrivateAccount => (Code::Configuration, "problem-not-audited"),
        Failure::UrlOwnershipUnverified => (Code::Configuration, "problem-address-not-verified"),
        Failure::PrivacyLevelMismatch => (Code::Stale, "problem-privacy-not-offered"),
        Failure::AppVersionTooOld => (Code::Refused, "problem-phone-app-too-old"),
        Failure::InvalidPublishId | Failure::ForeignPublishId => (Code::Refused, "problem-post-unknown"),
        Failure::NotCancellable => (Code::Stale, "problem-not-cancellable"),
        Failure::UploadExpired => (Code::Stale, "problem-upload-expired"),
        Failure::UploadUnknown => (Code::Stale, "problem-upload-unknown"),
        Failure::RangeMismatch { .. } => (Code::Wait, "problem-upload-out-of-step"),
        Failure::UploadRejected => (Code::Refused, "problem-upload-refused"),
        Failure::ForbiddenAddress => (Code::Refused, "problem-forbidden-address"),
        Failure::FileRead => (Code::File, "problem-file-unreadable"),
        Failure::ChunkPlanRefused | Failure::OAuthOther | Failure::Other => {
            (Code::Refused, "problem-refused")
        }
    }
}

/// How long TikTok asks to wait, in milliseconds (reference sections 8.4 and 12.2).
fn wait_ms(failure: Failure) -> Option<i64> {
    match failure {
        Failure::RateLimited { retry_after } => {
            let asked = retry_after.and_then(|wait| i64::try_from(wait.as_millis()).ok());
            Some(asked.unwrap_or(MINUTE_MS))
        }
        Failure::TooManyPosts | Failure::ActiveUserCap => Some(DAY_MS),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const ALL: &[Failure] = &[
        Failure::Network { sent: Sent::No },
        Failure::Network { sent: Sent::Maybe },
        Failure::Timeout { sent: Sent::No },
        Failure::Timeout { sent: Sent::Maybe },
        Failure::Insecure,
        Failure::Proxy,
        Failure::NotTikTok,
        Failure::Server,
        Failure::RateLimited { retry_after: None },
        Failure::AccessTokenInvalid,
        Failure::ScopeNotAuthorized,
        Failure::ScopePermissionMissed,
        Failure::InvalidParam,
        Failure::ChunkPlanRefused,
        Failure::InvalidFileUpload,
        Failure::InvalidGrant,
        Failure::InvalidClient,
        Failure::InvalidRequest,
        Failure::UnauthorizedClient,
        Failure::InvalidScope,
        Failure::AccessDenied,
        Failure::OAuthOther,
        Failure::TooManyPosts,
        Failure::Banned,
        Failure::TooManyPendingShares,
        Failure::ActiveUserCap,
        Failure::UnauditedNeedsPrivateAccount,
        Failure::UrlOwnershipUnverified,
        Failure::PrivacyLevelMismatch,
        Failure::AppVersionTooOld,
        Failure::InvalidPublishId,
        Failure::ForeignPublishId,
        Failure::NotCancellable,
        Failure::UploadExpired,
        Failure::UploadUnknown,
        Failure::RangeMismatch { reported: None },
        Failure::UploadRejected,
        Failure::ForbiddenAddress,
        Failure::FileRead,
        Failure::Other,
    ];

    #[test]
    fn every_failure_has_a_sentence_and_a_way_on() {
        let words = Words::english();
        for failure in ALL {
            let problem = from_tiktok(&words, 0, &tiktok::Error::new(*failure, ""));
            // A missing message or attribute comes back as its key, which has no blank in it.
            assert!(problem.message.contains(' '), "{failure:?}: {}", problem.message);
            assert!(problem.remedy.contains(' '), "{failure:?}: {}", problem.remedy);
        }
    }

    #[test]
    fn waits_are_counted_from_now_and_tiktoks_own_wait_wins() {
        let words = Words::english();
        let retry_at = |failure| from_tiktok(&words, 1_000, &tiktok::Error::new(failure, "")).retry_at;
        assert_eq!(retry_at(Failure::RateLimited { retry_after: None }), Some(61_000));
        let asked = Failure::RateLimited {
            retry_after: Some(Duration::from_secs(5)),
        };
        assert_eq!(retry_at(asked), Some(6_000));
        assert_eq!(retry_at(Failure::TooManyPosts), Some(86_401_000));
        assert_eq!(retry_at(Failure::Server), None);
    }

    #[test]
    fn the_log_id_is_kept_and_tiktoks_own_words_are_not() {
        let error = tiktok::Error {
            log_id: Some("2026A".into()),
            ..tiktok::Error::new(Failure::Banned, "some text of TikTok")
        };
        let problem = from_tiktok(&Words::english(), 0, &error);
        assert_eq!(problem.log_id.as_deref(), Some("2026A"));
        assert!(!problem.to_string().contains("some text"));
    }
}
