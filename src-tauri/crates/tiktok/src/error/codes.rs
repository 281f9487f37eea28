//! From TikTok's codes to causes.

use super::Failure;

impl Failure {
    /// The cause behind `error.code` of an API answer, whatever its status (R§8.4, R§10, R§11, R§12.1). The
    /// words count for one code only, which TikTok uses for two different things.
    pub(crate) fn of_api_code(code: &str, message: &str) -> Option<Failure> {
        let failure = match code {
            "access_token_invalid" => Self::AccessTokenInvalid,
            "scope_not_authorized" => Self::ScopeNotAuthorized,
            "scope_permission_missed" => Self::ScopePermissionMissed,
            "invalid_param" | "invalid_params" if is_about_chunks(message) => Self::ChunkPlanRefused,
            "invalid_param" | "invalid_params" => Self::InvalidParam,
            "invalid_file_upload" => Self::InvalidFileUpload,
            "internal_error" => Self::Server,
            "rate_limit_exceeded" => Self::RateLimited { retry_after: None },
            "spam_risk_too_many_posts" => Self::TooManyPosts,
            "spam_risk_user_banned_from_posting" => Self::Banned,
            "spam_risk_too_many_pending_share" => Self::TooManyPendingShares,
            "reached_active_user_cap" => Self::ActiveUserCap,
            "unaudited_client_can_only_post_to_private_accounts" => Self::UnauditedNeedsPrivateAccount,
            "url_ownership_unverified" => Self::UrlOwnershipUnverified,
            "privacy_level_option_mismatch" => Self::PrivacyLevelMismatch,
            "app_version_check_failed" => Self::AppVersionTooOld,
            "invalid_publish_id" => Self::InvalidPublishId,
            "token_not_authorized_for_specified_publish_id" => Self::ForeignPublishId,
            "publish_not_cancellable" => Self::NotCancellable,
            _ => return None,
        };
        Some(failure)
    }

    /// The cause behind the flat `error` of an OAuth answer (R§2.6).
    pub(crate) fn of_oauth_code(code: &str) -> Option<Failure> {
        let failure = match code {
            "invalid_grant" => Self::InvalidGrant,
            "invalid_client" => Self::InvalidClient,
            "invalid_request" => Self::InvalidRequest,
            "unauthorized_client" => Self::UnauthorizedClient,
            "invalid_scope" => Self::InvalidScope,
            "access_denied" => Self::AccessDenied,
            "unsupported_grant_type" | "unsupported_response_type" => Self::OAuthOther,
            "server_error" | "temporarily_unavailable" => Self::Server,
            _ => return None,
        };
        Some(failure)
    }

    /// What a status alone says when no code is known. `None`: nothing.
    pub(crate) fn of_status(status: u16) -> Option<Failure> {
        match status {
            429 => Some(Self::RateLimited { retry_after: None }),
            500..=599 => Some(Self::Server),
            _ => None,
        }
    }
}

/// The two sentences that init has been seen to refuse a plan with (R§8.4).
fn is_about_chunks(message: &str) -> bool {
    message.contains("chunk size is invalid") || message.contains("chunk count is invalid")
}
