use proptest::prelude::*;

use super::*;

#[derive(Debug, PartialEq, Deserialize)]
struct Thing {
    name: Option<String>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Strict {
    name: String,
}

fn answer(status: u16, body: &str) -> Answer {
    let retry_after = Some(Duration::from_secs(7));
    Answer {
        status,
        retry_after,
        body: Bytes::copy_from_slice(body.as_bytes()),
    }
}

fn api(status: u16, body: &str) -> Result<Option<String>, Failure> {
    answer(status, body)
        .data::<Thing>()
        .map(|s| s.data.name)
        .map_err(|error| error.failure)
}

fn oauth(status: u16, body: &str) -> Result<String, Failure> {
    answer(status, body)
        .oauth::<Strict>()
        .map(|s| s.name)
        .map_err(|error| error.failure)
}

const RATE_LIMITED: Failure = Failure::RateLimited {
    retry_after: Some(Duration::from_secs(7)),
};

#[test]
fn success_needs_the_status_and_the_code() {
    let ok = r#"{"data":{"name":"n"},"error":{"code":"ok","message":"","log_id":"1"}}"#;
    assert_eq!(api(200, ok), Ok(Some("n".to_owned())));
    assert_eq!(api(201, ok), Ok(Some("n".to_owned())));
    assert_eq!(api(302, ok), Err(Failure::Other));
    assert_eq!(api(400, ok), Err(Failure::Other));
    assert_eq!(api(429, ok), Err(RATE_LIMITED));
    assert_eq!(api(500, ok), Err(Failure::Server));
    let no_code = r#"{"data":{"name":"n"},"error":{"message":"","log_id":"1"}}"#;
    assert_eq!(api(200, no_code), Err(Failure::Other));
    assert_eq!(api(200, r#"{"data":{"name":"n"}}"#), Err(Failure::NotTikTok));
}

#[test]
fn data_may_be_empty_null_missing_or_behind_the_error() {
    for body in [
        r#"{"data":{},"error":{"code":"ok"}}"#,
        r#"{"data":null,"error":{"code":"ok"}}"#,
        r#"{"error":{"code":"ok"}}"#,
    ] {
        assert_eq!(api(200, body), Ok(None), "{body}");
    }
    let behind = r#"{"error":{"code":"ok","log_id":"9"},"data":{"name":"n"},"extra":[1]}"#;
    let success = answer(200, behind).data::<Thing>().unwrap();
    assert_eq!(
        (success.data.name.as_deref(), success.log_id.as_deref()),
        (Some("n"), Some("9"))
    );
}

#[test]
fn data_that_lacks_what_was_asked_for_keeps_its_log_id() {
    let body = r#"{"data":{},"error":{"code":"ok","log_id":"9"}}"#;
    let error = answer(200, body).data::<Strict>().unwrap_err();
    assert_eq!(
        (error.failure, error.log_id.as_deref()),
        (Failure::NotTikTok, Some("9"))
    );
}

#[test]
fn every_code_has_one_cause_whatever_the_status() {
    let table = [
        ("access_token_invalid", Failure::AccessTokenInvalid),
        ("scope_not_authorized", Failure::ScopeNotAuthorized),
        ("scope_permission_missed", Failure::ScopePermissionMissed),
        ("invalid_param", Failure::InvalidParam),
        ("invalid_params", Failure::InvalidParam),
        ("invalid_file_upload", Failure::InvalidFileUpload),
        ("internal_error", Failure::Server),
        ("rate_limit_exceeded", RATE_LIMITED),
        ("spam_risk_too_many_posts", Failure::TooManyPosts),
        ("spam_risk_user_banned_from_posting", Failure::Banned),
        ("spam_risk_too_many_pending_share", Failure::TooManyPendingShares),
        ("reached_active_user_cap", Failure::ActiveUserCap),
        (
            "unaudited_client_can_only_post_to_private_accounts",
            Failure::UnauditedNeedsPrivateAccount,
        ),
        ("url_ownership_unverified", Failure::UrlOwnershipUnverified),
        ("privacy_level_option_mismatch", Failure::PrivacyLevelMismatch),
        ("app_version_check_failed", Failure::AppVersionTooOld),
        ("invalid_publish_id", Failure::InvalidPublishId),
        (
            "token_not_authorized_for_specified_publish_id",
            Failure::ForeignPublishId,
        ),
        ("publish_not_cancellable", Failure::NotCancellable),
    ];
    for (code, failure) in table {
        for status in [200, 400, 401, 403, 500] {
            let wrapped =
                format!(r#"{{"data":{{}},"error":{{"code":"{code}","message":"m","log_id":"l"}}}}"#);
            assert_eq!(api(status, &wrapped), Err(failure), "{code} {status}");
            assert_eq!(oauth(status, &wrapped), Err(failure), "{code} {status}, OAuth");
            let bare = format!(r#"{{"code":"{code}","message":"m","log_id":"l"}}"#);
            assert_eq!(api(status, &bare), Err(failure), "{code} {status}, bare");
        }
    }
}

#[test]
fn a_refused_chunk_plan_is_told_from_other_values_by_tiktoks_own_words() {
    let refusal = |code: &str, message: &str| {
        format!(r#"{{"data":{{}},"error":{{"code":"{code}","message":"{message}","log_id":"l"}}}}"#)
    };
    for code in ["invalid_param", "invalid_params"] {
        for words in ["The chunk size is invalid", "The total chunk count is invalid"] {
            assert_eq!(api(400, &refusal(code, words)), Err(Failure::ChunkPlanRefused));
        }
        for words in [
            "",
            "The request post info is empty or incorrect",
            "chunks of an invalid size",
        ] {
            assert_eq!(api(400, &refusal(code, words)), Err(Failure::InvalidParam));
        }
    }
    let other = refusal("invalid_publish_id", "The chunk size is invalid");
    assert_eq!(api(400, &other), Err(Failure::InvalidPublishId));
}

#[test]
fn flat_errors_are_errors_even_with_status_200() {
    let table = [
        ("invalid_grant", Failure::InvalidGrant),
        ("invalid_client", Failure::InvalidClient),
        ("invalid_request", Failure::InvalidRequest),
        ("unauthorized_client", Failure::UnauthorizedClient),
        ("invalid_scope", Failure::InvalidScope),
        ("access_denied", Failure::AccessDenied),
        ("unsupported_grant_type", Failure::OAuthOther),
        ("unsupported_response_type", Failure::OAuthOther),
        ("server_error", Failure::Server),
        ("temporarily_unavailable", Failure::Server),
        ("tomorrows_error", Failure::OAuthOther),
    ];
    for (code, failure) in table {
        for status in [200, 400, 401] {
            let body = format!(r#"{{"error":"{code}","error_description":"d","log_id":"l","name":"n"}}"#);
            assert_eq!(oauth(status, &body), Err(failure), "{code} {status}");
            let done = answer(status, &body).oauth_done().unwrap_err();
            assert_eq!(done.failure, failure, "{code} {status}");
            assert_eq!(done.code.as_deref(), Some(code));
            assert_eq!((done.message.as_str(), done.log_id.as_deref()), ("d", Some("l")));
            assert_eq!(done.http_status, Some(status));
        }
    }
    assert_eq!(oauth(503, r#"{"error":"tomorrows_error"}"#), Err(Failure::Server));
    assert_eq!(oauth(429, r#"{"error":"tomorrows_error"}"#), Err(RATE_LIMITED));
}

#[test]
fn an_empty_error_text_is_no_error() {
    assert_eq!(
        oauth(200, r#"{"error":"","error_description":"","name":"n"}"#),
        Ok("n".to_owned())
    );
    assert_eq!(oauth(200, r#"{"error":null,"name":"n"}"#), Ok("n".to_owned()));
    assert_eq!(oauth(400, r#"{"error":"","name":"n"}"#), Err(Failure::NotTikTok));
}

#[test]
fn a_revocation_is_done_with_an_empty_body_or_an_object() {
    for body in ["", " \n", "{}", r#"{"error":""}"#, r#"{"error":{"code":"ok"}}"#] {
        assert!(answer(200, body).oauth_done().is_ok(), "{body:?}");
    }
    assert_eq!(
        answer(404, "").oauth_done().unwrap_err().failure,
        Failure::NotTikTok
    );
    assert_eq!(answer(503, "").oauth_done().unwrap_err().failure, Failure::Server);
}

#[test]
fn what_is_not_tiktoks_json_is_judged_by_its_status() {
    for body in [
        "",
        "<html></html>",
        "[]",
        "null",
        "42",
        "\"ok\"",
        "{",
        "{\"error\":7}",
        "{}",
    ] {
        for status in [200, 302, 401, 403, 404] {
            assert_eq!(api(status, body), Err(Failure::NotTikTok), "{status} {body}");
        }
        assert_eq!(api(429, body), Err(RATE_LIMITED), "{body}");
        assert_eq!(api(500, body), Err(Failure::Server), "{body}");
        assert_eq!(oauth(502, body), Err(Failure::Server), "{body}");
        assert_eq!(oauth(200, body), Err(Failure::NotTikTok), "{body}");
    }
}

#[test]
fn unknown_codes_keep_their_text_and_follow_the_status() {
    let body = r#"{"error":{"code":"tomorrow","message":"m","logid":"l"}}"#;
    let error = answer(400, body).data::<Thing>().unwrap_err();
    assert_eq!(error.failure, Failure::Other);
    assert_eq!(
        (error.code.as_deref(), error.log_id.as_deref()),
        (Some("tomorrow"), Some("l"))
    );
    assert_eq!(api(502, body), Err(Failure::Server));
    assert_eq!(api(429, body), Err(RATE_LIMITED));
}

/// Text that is close to an answer, and text that is not.
fn bodies() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("{".to_owned()),
        Just("}".to_owned()),
        Just("\"error\":".to_owned()),
        Just("\"code\":\"ok\"".to_owned()),
        Just("\"data\":".to_owned()),
        Just(",".to_owned()),
        Just("null".to_owned()),
        any::<String>(),
    ];
    prop::collection::vec(part, 0..8).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn no_body_makes_it_panic_or_succeed_with_another_status(body in bodies(), status in 300..600_u16) {
        prop_assert!(api(status, &body).is_err());
        prop_assert!(oauth(status, &body).is_err());
        prop_assert!(answer(status, &body).oauth_done().is_err());
    }
}
