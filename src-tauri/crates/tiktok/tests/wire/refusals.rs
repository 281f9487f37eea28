//! The tables of the reference, row by row: how each refusal comes over the wire and what it asks for.

use tiktok::{
    AppKeys, ChunkBody, ChunkPlan, Client, Error, Failure, Field, PhotoMode, PhotoPost, Reaction, Secret,
    UserField, VideoType,
};

use crate::server::{self, Reply, Server, a_post, some_photos};

/// A call that can be refused.
#[derive(Debug, Clone, Copy)]
enum Call {
    Exchange,
    Refresh,
    Revoke,
    User,
    Creator,
    Direct,
    Inbox,
    PhotosDirect,
    PhotosToInbox,
    Chunk,
    Cancel,
    Status,
    List,
    Query,
}

const SIGNING_IN: [Call; 3] = [Call::Exchange, Call::Refresh, Call::Revoke];
const INITS: [Call; 4] = [Call::Direct, Call::Inbox, Call::PhotosDirect, Call::PhotosToInbox];
const ONTO_THE_PROFILE: [Call; 2] = [Call::Direct, Call::PhotosDirect];
const INTO_THE_INBOX: [Call; 2] = [Call::Inbox, Call::PhotosToInbox];
const FILES: [Call; 2] = [Call::Direct, Call::Inbox];
const PHOTOS: [Call; 2] = [Call::PhotosDirect, Call::PhotosToInbox];
const DISPLAY: [Call; 3] = [Call::User, Call::List, Call::Query];

async fn refused(call: Call, client: &Client, origin: &url::Url) -> Error {
    let keys = AppKeys {
        client_key: "key".to_owned(),
        client_secret: Secret::new("secret"),
    };
    let (token, plan) = (Secret::new("act.x"), ChunkPlan::for_size(10).unwrap());
    let to_inbox = PhotoPost {
        mode: PhotoMode::Inbox,
        ..some_photos()
    };
    match call {
        Call::Exchange => client.exchange_code(&keys, &token, "", None).await.unwrap_err(),
        Call::Refresh => client.refresh(&keys, &token).await.unwrap_err(),
        Call::Revoke => client.revoke(&keys, &token).await.unwrap_err(),
        Call::User => client.user_fields(&token, &UserField::ALL).await.unwrap_err(),
        Call::Creator => client.creator_info(&token).await.unwrap_err(),
        Call::Direct => client.init_video(&token, &a_post(), &plan).await.unwrap_err(),
        Call::Inbox => client.init_inbox_video(&token, &plan).await.unwrap_err(),
        Call::PhotosDirect => client.init_photos(&token, &some_photos()).await.unwrap_err(),
        Call::PhotosToInbox => client.init_photos(&token, &to_inbox).await.unwrap_err(),
        Call::Chunk => {
            let body = ChunkBody::from_bytes("0123456789");
            let url = server::upload_url(origin);
            let answer = client.put_chunk(&url, VideoType::Mp4, 0..10, 30, body).await;
            answer.unwrap_err()
        }
        Call::Cancel => client.cancel(&token, "p").await.unwrap_err(),
        Call::Status => client.publish_status(&token, "p").await.unwrap_err(),
        Call::List => client.video_list(&token, None, 20).await.unwrap_err(),
        Call::Query => client.video_query(&token, &["1".to_owned()]).await.unwrap_err(),
    }
}

async fn assert_refusal(calls: &[Call], reply: Reply, failure: Failure, reaction: Reaction) {
    let server = Server::replying(reply.clone()).await;
    for call in calls {
        let error = refused(*call, &server.client(), &server.origin).await;
        let got = (error.failure, error.reaction(), error.http_status);
        assert_eq!(
            got,
            (failure, reaction, Some(reply.status)),
            "{call:?}: {}",
            reply.body
        );
    }
}

/// A wrapped refusal (R§12.1).
fn wrapped(status: u16, code: &str) -> Reply {
    saying(status, code, "")
}

fn saying(status: u16, code: &str, message: &str) -> Reply {
    let error = format!(r#"{{"code":"{code}","message":"{message}","log_id":"1"}}"#);
    Reply::new(status, &format!(r#"{{"data":{{}},"error":{error}}}"#))
}

/// A flat refusal; its status is 200 (R§2.6).
fn flat(code: &str) -> Reply {
    let body = format!(r#"{{"error":"{code}","error_description":"","log_id":"1"}}"#);
    Reply::new(200, &body)
}

#[tokio::test]
async fn refusals_of_a_sign_in_ask_for_what_section_2_6_says() {
    use Reaction::{Configure, RetryAfter, SignInAgain, Stop};
    let table = [
        ("invalid_request", Failure::InvalidRequest, Configure),
        ("invalid_client", Failure::InvalidClient, Configure),
        ("invalid_grant", Failure::InvalidGrant, SignInAgain),
        ("unauthorized_client", Failure::UnauthorizedClient, Configure),
        ("unsupported_grant_type", Failure::OAuthOther, Stop),
        ("unsupported_response_type", Failure::OAuthOther, Stop),
        ("invalid_scope", Failure::InvalidScope, Configure),
        ("access_denied", Failure::AccessDenied, SignInAgain),
        ("server_error", Failure::Server, RetryAfter(None)),
        ("temporarily_unavailable", Failure::Server, RetryAfter(None)),
    ];
    for (code, failure, reaction) in table {
        assert_refusal(&SIGNING_IN, flat(code), failure, reaction).await;
    }
}

#[tokio::test]
async fn refusals_of_creator_info_ask_for_what_section_7_says() {
    use Reaction::{Refresh, RetryAfter, SignInAgain, Stop, WaitUntilTomorrow};
    let limited = Failure::RateLimited { retry_after: None };
    let table = [
        (
            200,
            "spam_risk_too_many_posts",
            Failure::TooManyPosts,
            WaitUntilTomorrow,
        ),
        (200, "spam_risk_user_banned_from_posting", Failure::Banned, Stop),
        (
            200,
            "reached_active_user_cap",
            Failure::ActiveUserCap,
            WaitUntilTomorrow,
        ),
        (401, "access_token_invalid", Failure::AccessTokenInvalid, Refresh),
        (
            401,
            "scope_not_authorized",
            Failure::ScopeNotAuthorized,
            SignInAgain,
        ),
        (429, "rate_limit_exceeded", limited, RetryAfter(None)),
        (500, "internal_error", Failure::Server, RetryAfter(None)),
    ];
    for (status, code, failure, reaction) in table {
        assert_refusal(&[Call::Creator], wrapped(status, code), failure, reaction).await;
    }
}

#[tokio::test]
async fn refusals_of_every_init_ask_for_what_section_8_4_says() {
    use Reaction::{FixDraft, Refresh, RetryAfter, SignInAgain, Stop};
    let limited = Failure::RateLimited { retry_after: None };
    let fix = FixDraft(Field::Unknown);
    let table = [
        (400, "invalid_param", Failure::InvalidParam, fix),
        (400, "invalid_params", Failure::InvalidParam, fix),
        (401, "access_token_invalid", Failure::AccessTokenInvalid, Refresh),
        (
            401,
            "scope_not_authorized",
            Failure::ScopeNotAuthorized,
            SignInAgain,
        ),
        (403, "spam_risk_user_banned_from_posting", Failure::Banned, Stop),
        (429, "rate_limit_exceeded", limited, RetryAfter(None)),
        (500, "internal_error", Failure::Server, RetryAfter(None)),
    ];
    for (status, code, failure, reaction) in table {
        assert_refusal(&INITS, wrapped(status, code), failure, reaction).await;
    }
    assert_refusal(&INITS, Reply::new(502, ""), Failure::Server, RetryAfter(None)).await;
}

#[tokio::test]
async fn refusals_of_some_inits_ask_for_what_section_8_4_says() {
    use Reaction::{Configure, FixDraft, Stop, WaitUntilTomorrow};
    let unaudited = "unaudited_client_can_only_post_to_private_accounts";
    let table = [
        (
            &ONTO_THE_PROFILE,
            "spam_risk_too_many_posts",
            Failure::TooManyPosts,
            WaitUntilTomorrow,
        ),
        (
            &INTO_THE_INBOX,
            "spam_risk_too_many_pending_share",
            Failure::TooManyPendingShares,
            WaitUntilTomorrow,
        ),
        (
            &ONTO_THE_PROFILE,
            "reached_active_user_cap",
            Failure::ActiveUserCap,
            WaitUntilTomorrow,
        ),
        (
            &ONTO_THE_PROFILE,
            unaudited,
            Failure::UnauditedNeedsPrivateAccount,
            Configure,
        ),
        (
            &PHOTOS,
            "url_ownership_unverified",
            Failure::UrlOwnershipUnverified,
            Configure,
        ),
        (
            &ONTO_THE_PROFILE,
            "privacy_level_option_mismatch",
            Failure::PrivacyLevelMismatch,
            FixDraft(Field::Privacy),
        ),
    ];
    for (calls, code, failure, reaction) in table {
        assert_refusal(calls, wrapped(403, code), failure, reaction).await;
    }
    let too_old = wrapped(400, "app_version_check_failed");
    assert_refusal(&[Call::PhotosToInbox], too_old, Failure::AppVersionTooOld, Stop).await;
    for words in ["The chunk size is invalid", "The total chunk count is invalid"] {
        for code in ["invalid_param", "invalid_params"] {
            assert_refusal(&FILES, saying(400, code, words), Failure::ChunkPlanRefused, Stop).await;
        }
    }
}

#[tokio::test]
async fn refusals_of_a_chunk_ask_for_what_section_9_2_says() {
    use Reaction::{Resynchronise, RetryAfter, StartUploadAgain, Stop};
    let limited = Failure::RateLimited { retry_after: None };
    let unknown = Failure::RangeMismatch { reported: None };
    let table = [
        (400, Failure::UploadRejected, Stop),
        (403, Failure::UploadExpired, StartUploadAgain),
        (404, Failure::UploadUnknown, StartUploadAgain),
        (405, Failure::UploadUnknown, StartUploadAgain),
        (416, unknown, Resynchronise),
        (429, limited, RetryAfter(None)),
        (500, Failure::Server, RetryAfter(None)),
        (504, Failure::Server, RetryAfter(None)),
    ];
    for (status, failure, reaction) in table {
        assert_refusal(&[Call::Chunk], Reply::html(status), failure, reaction).await;
    }
}

#[tokio::test]
async fn refusals_of_what_follows_an_init_ask_for_what_sections_10_and_11_say() {
    use Reaction::{Refresh, RetryAfter, SignInAgain, Stop};
    let limited = Failure::RateLimited { retry_after: None };
    let foreign = "token_not_authorized_for_specified_publish_id";
    let table = [
        (400, "invalid_publish_id", Failure::InvalidPublishId, Stop),
        (400, foreign, Failure::ForeignPublishId, Stop),
        (401, "access_token_invalid", Failure::AccessTokenInvalid, Refresh),
        (
            401,
            "scope_not_authorized",
            Failure::ScopeNotAuthorized,
            SignInAgain,
        ),
        (429, "rate_limit_exceeded", limited, RetryAfter(None)),
        (500, "internal_error", Failure::Server, RetryAfter(None)),
    ];
    for (status, code, failure, reaction) in table {
        assert_refusal(
            &[Call::Status, Call::Cancel],
            wrapped(status, code),
            failure,
            reaction,
        )
        .await;
    }
    let final_already = wrapped(400, "publish_not_cancellable");
    assert_refusal(&[Call::Cancel], final_already, Failure::NotCancellable, Stop).await;
}

#[tokio::test]
async fn refusals_of_profile_and_videos_ask_for_what_section_12_1_says() {
    use Reaction::{FixDraft, Refresh, RetryAfter, SignInAgain};
    let limited = Failure::RateLimited { retry_after: None };
    let unknown = FixDraft(Field::Unknown);
    let table = [
        (401, "access_token_invalid", Failure::AccessTokenInvalid, Refresh),
        (
            401,
            "scope_not_authorized",
            Failure::ScopeNotAuthorized,
            SignInAgain,
        ),
        (
            400,
            "scope_permission_missed",
            Failure::ScopePermissionMissed,
            SignInAgain,
        ),
        (400, "invalid_params", Failure::InvalidParam, unknown),
        (400, "invalid_param", Failure::InvalidParam, unknown),
        (
            400,
            "invalid_file_upload",
            Failure::InvalidFileUpload,
            FixDraft(Field::Video),
        ),
        (429, "rate_limit_exceeded", limited, RetryAfter(None)),
        (500, "internal_error", Failure::Server, RetryAfter(None)),
    ];
    for (status, code, failure, reaction) in table {
        assert_refusal(&DISPLAY, wrapped(status, code), failure, reaction).await;
    }
}
