//! What every page stands in, and what forms are answered with.

use axum::response::{Html, IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};

/// The pairs of a query or form.
pub fn decode(bytes: &[u8]) -> Vec<(String, String)> {
    url::form_urlencoded::parse(bytes).into_owned().collect()
}

/// Sends the browser on.
pub fn go(address: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(value) = HeaderValue::from_str(address) {
        response.headers_mut().insert(header::LOCATION, value);
    }
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A page with one thing to say.
pub fn message(status: StatusCode, title: &str, text: &str) -> Response {
    let body = include_str!("message.html")
        .replace("{title}", &escape(title))
        .replace("{text}", &escape(text));
    page(status, &body, None)
}

/// A page. Its forms may lead to this server and to `form_target`.
pub fn page(status: StatusCode, body: &str, form_target: Option<String>) -> Response {
    let target = form_target.unwrap_or_default();
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' {target}; base-uri 'none'; \
         frame-ancestors 'none'"
    );
    let mut response = (status, Html(include_str!("frame.html").replace("{body}", body))).into_response();
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    // Not no-referrer: that would make the form's Origin null.
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Text that cannot become markup.
pub fn escape(text: &str) -> String {
    let escaped = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    // Braces would be taken for places of the templates.
    escaped
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
        .replace('{', "&#123;")
        .replace('}', "&#125;")
}
