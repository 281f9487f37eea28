//! The two shapes of TikTok's answers: the envelope of R§12.1 and the flat one of R§2.6.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode};
use serde_json::{Value, json};

use crate::ids;

/// Says in plain words why something was refused. TikTok sends no such header and leaves
/// many messages empty; we keep its messages as they are and explain here instead.
pub const HINT: HeaderName = HeaderName::from_static("x-practice-hint");

/// A handler's answer.
pub type Answer = Result<Response, Refusal>;

/// A refusal in TikTok's envelope.
#[derive(Debug, Clone)]
pub struct Refusal {
    status: StatusCode,
    code: &'static str,
    message: &'static str,
    hint: String,
    has_data: bool,
}

impl Refusal {
    /// A refusal whose message TikTok does not document; `hint` explains it to a developer.
    pub fn new(status: StatusCode, code: &'static str, hint: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: "",
            hint: hint.into(),
            has_data: true,
        }
    }

    /// With a message that was documented or seen.
    pub fn saying(self, message: &'static str) -> Self {
        Self { message, ..self }
    }

    /// Without `data`, as some recorded answers are.
    pub fn without_data(self) -> Self {
        Self {
            has_data: false,
            ..self
        }
    }

    /// 401 (R§12.1), text as recorded.
    pub fn access_token_invalid() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "access_token_invalid",
            "Send a live access token as a bearer token.",
        )
        .saying("The access token is invalid or not found in the request.")
    }

    /// 401 (R§12.1), text as seen.
    pub fn scope_not_authorized(scopes: &str) -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "scope_not_authorized",
            format!("This needs the scope {scopes}."),
        )
        .saying("The user did not authorize the scope required for completing this request.")
    }

    /// 429 (R§12.2).
    pub fn rate_limited() -> Self {
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "rate_limit_exceeded",
            "Too many requests in one minute.",
        )
        .saying("The API rate limit was exceeded. Please try again later.")
    }

    /// 500 (R§12.1).
    pub fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal_error",
            "A practised failure.",
        )
    }

    /// 400 in the spelling of the pages on users and videos (R§12.1).
    pub fn invalid_params(hint: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_params", hint)
    }

    /// 400 in the spelling of the Content Posting pages (R§8.4).
    pub fn invalid_param(hint: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid_param", hint)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let error = json!({ "code": self.code, "message": self.message, "log_id": ids::log_id() });
        let body = if self.has_data {
            json!({ "data": {}, "error": error })
        } else {
            json!({ "error": error })
        };
        hinted((self.status, Json(body)).into_response(), &self.hint)
    }
}

/// Success with `data`.
pub fn ok(data: &Value) -> Response {
    Json(json!({ "data": data, "error": { "code": "ok", "message": "", "log_id": ids::log_id() } }))
        .into_response()
}

/// Success without `data`.
pub fn done() -> Response {
    Json(json!({ "error": { "code": "ok", "message": "", "log_id": ids::log_id() } })).into_response()
}

/// An OAuth error: flat, and with HTTP 200 (R§2.6).
pub fn oauth_error(error: &str, description: &str, hint: &str) -> Response {
    let body = json!({ "error": error, "error_description": description, "log_id": ids::log_id() });
    hinted(Json(body).into_response(), hint)
}

/// Adds the explaining header.
pub fn hinted(mut response: Response, hint: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(hint) {
        response.headers_mut().insert(HINT, value);
    }
    response
}

/// What TikTok's gateway says of a path or method it does not have, most often for a
/// missing slash at the end (seen in public integrations).
pub fn unsupported_path() -> Response {
    let response = (StatusCode::NOT_FOUND, "Unsupported path(Janus)").into_response();
    hinted(
        response,
        "No such endpoint. Every path ends in a slash; check the method too.",
    )
}
