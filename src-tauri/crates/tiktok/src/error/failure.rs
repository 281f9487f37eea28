//! The causes of errors and the reaction each one asks for.

use std::time::Duration;

/// The cause of an error. Each has exactly one [`Reaction`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Failure {
    /// No connection, or it broke.
    Network {
        /// Whether the request can have had an effect.
        sent: Sent,
    },
    /// No answer, or no progress, for too long.
    Timeout {
        /// Whether the request can have had an effect.
        sent: Sent,
    },
    /// No secure connection: whoever answered could not prove to be TikTok, or spoke no TLS. Nothing was sent. A
    /// computer's clock that is wrong by days looks like this, too.
    Insecure,
    /// The system's proxy cannot be reached, wants a name and password, or lets nothing through to TikTok.
    /// Nothing was sent.
    Proxy,
    /// Something else answered: an HTML page of a captive portal or of an edge, a redirect, JSON of
    /// another kind, an answer without end (R§12.1).
    NotTikTok,
    /// TikTok's own trouble: `internal_error`, `server_error`, `temporarily_unavailable`, any 5xx.
    Server,
    /// `rate_limit_exceeded` or 429 (R§12.2).
    RateLimited {
        /// What the `Retry-After` header asked for, if it came.
        retry_after: Option<Duration>,
    },
    /// `access_token_invalid`: refresh once, replay once (R§12.1).
    AccessTokenInvalid,
    /// `scope_not_authorized`: not granted, or the product is not approved for the app (R§3).
    ScopeNotAuthorized,
    /// `scope_permission_missed`: a field needs another scope (R§4).
    ScopePermissionMissed,
    /// `invalid_param` and `invalid_params` (R§12.1).
    InvalidParam,
    /// `invalid_param` about the size or the number of the chunks: our plan is wrong, and no draft can cure it.
    /// The words are only observed; in other words it is [`Failure::InvalidParam`] (R§8.4).
    ChunkPlanRefused,
    /// `invalid_file_upload`: the file breaks the media rules (R§12.1).
    InvalidFileUpload,
    /// `invalid_grant`: a code or token that is spent, expired, revoked or foreign (R§2.6).
    InvalidGrant,
    /// `invalid_client`: the app's key or secret is wrong (R§2.6).
    InvalidClient,
    /// `invalid_request`: among others a redirect address or a PKCE pair that does not fit (R§2.6).
    InvalidRequest,
    /// `unauthorized_client`: the app may not use this way of signing in (R§2.6).
    UnauthorizedClient,
    /// `invalid_scope`: a scope that TikTok does not know (R§2.6).
    InvalidScope,
    /// `access_denied`: the creator or TikTok said no (R§2.6).
    AccessDenied,
    /// Any other error of the OAuth endpoints (R§2.6).
    OAuthOther,
    /// `spam_risk_too_many_posts`: the creator's daily cap over all apps (R§12.3).
    TooManyPosts,
    /// `spam_risk_user_banned_from_posting` (R§8.4).
    Banned,
    /// `spam_risk_too_many_pending_share`: more than five unfinished drafts in the inbox (R§8.4).
    TooManyPendingShares,
    /// `reached_active_user_cap`: the app's daily cap of creators (R§12.3).
    ActiveUserCap,
    /// `unaudited_client_can_only_post_to_private_accounts` (R§8.4).
    UnauditedNeedsPrivateAccount,
    /// `url_ownership_unverified` (R§10).
    UrlOwnershipUnverified,
    /// `privacy_level_option_mismatch`: not one of the creator's current options (R§8.4).
    PrivacyLevelMismatch,
    /// `app_version_check_failed`: the TikTok app on the creator's phone is too old (R§8.4).
    AppVersionTooOld,
    /// `invalid_publish_id` (R§11).
    InvalidPublishId,
    /// `token_not_authorized_for_specified_publish_id`: the post of another account (R§11).
    ForeignPublishId,
    /// `publish_not_cancellable`: already final (R§10).
    NotCancellable,
    /// 403 of the upload host: the hour is over (R§9.2).
    UploadExpired,
    /// 404 or 405 of the upload host: it does not know the upload (R§9.2).
    UploadUnknown,
    /// 416 of the upload host: the range does not continue what TikTok has (R§9.2).
    RangeMismatch {
        /// The end of the range the answer named, raw: see [`ChunkAnswer`](crate::ChunkAnswer).
        reported: Option<u64>,
    },
    /// 400 of the upload host: headers or length are wrong (R§9.2).
    UploadRejected,
    /// An address that requests must not go to (R§9).
    ForbiddenAddress,
    /// The file could not be read, or ended early: it was changed or taken away.
    FileRead,
    /// None of the above.
    Other,
}

/// Whether a request that got no answer can have reached TikTok.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sent {
    /// Certainly not: no connection was made.
    No,
    /// Perhaps: what the request asks for can have been done.
    Maybe,
}

/// What to do about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reaction {
    /// Try again later, after this time if TikTok named one. For a chunk that got no answer, ask for the
    /// real progress first (R§9.2).
    RetryAfter(Option<Duration>),
    /// Refresh the tokens once and replay once; after that the creator signs in again.
    Refresh,
    /// The creator signs in again.
    SignInAgain,
    /// The creator changes the draft.
    FixDraft(Field),
    /// Nothing works for up to a day (R§8.4).
    WaitUntilTomorrow,
    /// Find out how many bytes TikTok has and go on from there (R§9.2).
    Resynchronise,
    /// A new init, and the bytes from the start (R§9.2).
    StartUploadAgain,
    /// The set-up of the app at TikTok, or the keys entered here, must change.
    Configure,
    /// Give up and say so.
    Stop,
}

/// The part of a draft that must change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// The video file, or the pictures of a post of photos.
    Video,
    /// The caption.
    Caption,
    /// Who may see the post.
    Privacy,
    /// Where TikTok pulls the files from.
    Address,
    /// TikTok did not say which one.
    Unknown,
}

impl Failure {
    /// What to do about this cause.
    pub fn reaction(self) -> Reaction {
        match self {
            Self::Network { .. }
            | Self::Timeout { .. }
            | Self::Insecure
            | Self::Proxy
            | Self::NotTikTok
            | Self::Server => Reaction::RetryAfter(None),
            Self::RateLimited { retry_after } => Reaction::RetryAfter(retry_after),
            Self::AccessTokenInvalid => Reaction::Refresh,
            Self::ScopeNotAuthorized
            | Self::ScopePermissionMissed
            | Self::InvalidGrant
            | Self::AccessDenied => Reaction::SignInAgain,
            Self::InvalidParam => Reaction::FixDraft(Field::Unknown),
            Self::InvalidFileUpload | Self::FileRead => Reaction::FixDraft(Field::Video),
            Self::PrivacyLevelMismatch => Reaction::FixDraft(Field::Privacy),
            Self::TooManyPosts | Self::TooManyPendingShares | Self::ActiveUserCap => {
                Reaction::WaitUntilTomorrow
            }
            Self::InvalidClient
            | Self::InvalidRequest
            | Self::UnauthorizedClient
            | Self::InvalidScope
            | Self::UnauditedNeedsPrivateAccount
            | Self::UrlOwnershipUnverified => Reaction::Configure,
            Self::RangeMismatch { .. } => Reaction::Resynchronise,
            Self::UploadExpired | Self::UploadUnknown => Reaction::StartUploadAgain,
            Self::OAuthOther
            | Self::Banned
            | Self::AppVersionTooOld
            | Self::InvalidPublishId
            | Self::ForeignPublishId
            | Self::NotCancellable
            | Self::ChunkPlanRefused
            | Self::UploadRejected
            | Self::ForbiddenAddress
            | Self::Other => Reaction::Stop,
        }
    }

    /// Whether TikTok may have done what was asked, and only its word about it is missing: no answer, no
    /// readable one, or one that says TikTok is in trouble. It matters where asking again is not harmless:
    /// [`Client::init_photos`](crate::Client::init_photos) (R§8), [`Client::refresh`](crate::Client::refresh)
    /// (R§2.3).
    pub fn may_have_worked(self) -> bool {
        matches!(
            self,
            Self::Network { sent: Sent::Maybe }
                | Self::Timeout { sent: Sent::Maybe }
                | Self::NotTikTok
                | Self::Server
        )
    }

    /// The cause in a few words, for logs.
    pub(crate) fn meaning(self) -> &'static str {
        match self {
            Self::Network { sent: Sent::No } => "TikTok could not be reached",
            Self::Network { sent: Sent::Maybe } => "The connection to TikTok broke",
            Self::Timeout { sent: Sent::No } => "TikTok could not be reached in time",
            Self::Timeout { sent: Sent::Maybe } => "TikTok did not answer in time",
            Self::Insecure => "No secure connection to TikTok could be made",
            Self::Proxy => "The proxy lets nothing through to TikTok",
            Self::NotTikTok => "The answer is not TikTok's",
            Self::Server => "TikTok has trouble of its own",
            Self::RateLimited { .. } => "Too many requests in a short time",
            Self::AccessTokenInvalid => "TikTok no longer accepts the access token",
            Self::ScopeNotAuthorized => "A permission is missing",
            Self::ScopePermissionMissed => "A field needs another permission",
            Self::InvalidParam => "TikTok refused a value",
            Self::ChunkPlanRefused => "TikTok refused how the file is cut",
            Self::InvalidFileUpload => "TikTok refused the file",
            Self::InvalidGrant => "The sign-in is no longer valid",
            Self::InvalidClient => "The app's key or secret is wrong",
            Self::InvalidRequest => "TikTok refused the sign-in request",
            Self::UnauthorizedClient => "The app may not sign in this way",
            Self::InvalidScope => "TikTok does not know a permission",
            Self::AccessDenied => "Access was denied",
            Self::OAuthOther => "TikTok refused the sign-in",
            Self::TooManyPosts => "The creator reached the daily cap of posts",
            Self::Banned => "The creator may not post",
            Self::TooManyPendingShares => "Too many drafts wait in the creator's inbox",
            Self::ActiveUserCap => "The app reached its daily cap of creators",
            Self::UnauditedNeedsPrivateAccount => "The app is not audited and the account is public",
            Self::UrlOwnershipUnverified => "The address is not verified for the app",
            Self::PrivacyLevelMismatch => "The chosen visibility is not offered",
            Self::AppVersionTooOld => "The TikTok app on the phone is too old",
            Self::InvalidPublishId => "TikTok does not know the post",
            Self::ForeignPublishId => "The post belongs to another account",
            Self::NotCancellable => "The post can no longer be cancelled",
            Self::UploadExpired => "The upload took longer than an hour",
            Self::UploadUnknown => "TikTok does not know the upload",
            Self::RangeMismatch { .. } => "The chunk does not continue what TikTok has",
            Self::UploadRejected => "TikTok refused the chunk",
            Self::ForbiddenAddress => "The address is not allowed",
            Self::FileRead => "The file could not be read",
            Self::Other => "The request failed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_missing_word_of_tiktok_leaves_open_what_was_done() {
        let (yes, no) = (Sent::Maybe, Sent::No);
        for failure in [
            Failure::Network { sent: yes },
            Failure::Timeout { sent: yes },
            Failure::NotTikTok,
            Failure::Server,
        ] {
            assert!(failure.may_have_worked(), "{failure:?}");
        }
        for failure in [
            Failure::Network { sent: no },
            Failure::Timeout { sent: no },
            Failure::Insecure,
            Failure::Proxy,
            Failure::RateLimited { retry_after: None },
            Failure::AccessTokenInvalid,
            Failure::InvalidParam,
            Failure::UrlOwnershipUnverified,
            Failure::Other,
        ] {
            assert!(!failure.may_have_worked(), "{failure:?}");
        }
    }

    #[test]
    fn every_cause_asks_for_what_the_reference_says() {
        let wait = Some(Duration::from_secs(5));
        let sent = Sent::Maybe;
        let reported = Some(1);
        let table = [
            (Failure::Network { sent }, Reaction::RetryAfter(None)),
            (Failure::Timeout { sent }, Reaction::RetryAfter(None)),
            (Failure::Insecure, Reaction::RetryAfter(None)),
            (Failure::Proxy, Reaction::RetryAfter(None)),
            (Failure::NotTikTok, Reaction::RetryAfter(None)),
            (Failure::Server, Reaction::RetryAfter(None)),
            (
                Failure::RateLimited { retry_after: wait },
                Reaction::RetryAfter(wait),
            ),
            (Failure::AccessTokenInvalid, Reaction::Refresh),
            (Failure::ScopeNotAuthorized, Reaction::SignInAgain),
            (Failure::ScopePermissionMissed, Reaction::SignInAgain),
            (Failure::InvalidParam, Reaction::FixDraft(Field::Unknown)),
            (Failure::ChunkPlanRefused, Reaction::Stop),
            (Failure::InvalidFileUpload, Reaction::FixDraft(Field::Video)),
            (Failure::InvalidGrant, Reaction::SignInAgain),
            (Failure::InvalidClient, Reaction::Configure),
            (Failure::InvalidRequest, Reaction::Configure),
            (Failure::UnauthorizedClient, Reaction::Configure),
            (Failure::InvalidScope, Reaction::Configure),
            (Failure::AccessDenied, Reaction::SignInAgain),
            (Failure::OAuthOther, Reaction::Stop),
            (Failure::TooManyPosts, Reaction::WaitUntilTomorrow),
            (Failure::Banned, Reaction::Stop),
            (Failure::TooManyPendingShares, Reaction::WaitUntilTomorrow),
            (Failure::ActiveUserCap, Reaction::WaitUntilTomorrow),
            (Failure::UnauditedNeedsPrivateAccount, Reaction::Configure),
            (Failure::UrlOwnershipUnverified, Reaction::Configure),
            (Failure::PrivacyLevelMismatch, Reaction::FixDraft(Field::Privacy)),
            (Failure::AppVersionTooOld, Reaction::Stop),
            (Failure::InvalidPublishId, Reaction::Stop),
            (Failure::ForeignPublishId, Reaction::Stop),
            (Failure::NotCancellable, Reaction::Stop),
            (Failure::UploadExpired, Reaction::StartUploadAgain),
            (Failure::UploadUnknown, Reaction::StartUploadAgain),
            (Failure::RangeMismatch { reported }, Reaction::Resynchronise),
            (Failure::UploadRejected, Reaction::Stop),
            (Failure::ForbiddenAddress, Reaction::Stop),
            (Failure::FileRead, Reaction::FixDraft(Field::Video)),
            (Failure::Other, Reaction::Stop),
        ];
        for (failure, reaction) in table {
            assert_eq!(failure.reaction(), reaction, "{failure:?}");
        }
    }
}
