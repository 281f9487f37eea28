//! One request and its answer.

use std::sync::{Arc, Weak};

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use bytes::Bytes;

use super::file::{self, OpenVideo};
use super::range::{Asked, asked};
use super::shelf::Shelf;

/// What every request is checked against.
pub(super) struct Door {
    pub shelf: Weak<Shelf>,
    /// The only `Host` we answer to.
    pub host: String,
    /// The only origin that may read.
    pub origin: HeaderValue,
}

/// Answers any request.
pub(super) async fn answer(State(door): State<Arc<Door>>, request: Request) -> Response {
    let mut response = decide(&door, &request);
    if *request.method() == Method::HEAD {
        *response.body_mut() = Body::empty();
    }
    let headers = response.headers_mut();
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    // The window's pages have another origin than we, so "same-origin" would shut it out.
    headers.insert(
        CROSS_ORIGIN_RESOURCE_POLICY,
        HeaderValue::from_static("cross-origin"),
    );
    headers.insert(header::VARY, HeaderValue::from_static("Origin"));
    if request.headers().get(header::ORIGIN) == Some(&door.origin) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, door.origin.clone());
    }
    response
}

const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

fn decide(door: &Door, request: &Request) -> Response {
    let host = request.headers().get(header::HOST);
    if host.is_none_or(|host| host.as_bytes() != door.host.as_bytes()) {
        return status(StatusCode::MISDIRECTED_REQUEST);
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut response = status(StatusCode::METHOD_NOT_ALLOWED);
        response
            .headers_mut()
            .insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    find(door, request).unwrap_or_else(|| status(StatusCode::NOT_FOUND))
}

fn find(door: &Door, request: &Request) -> Option<Response> {
    let shelf = door.shelf.upgrade()?;
    let path = request.uri().path();
    if let Some(name) = path.strip_prefix("/v/") {
        return send_video(shelf.find_video(name)?, request.headers());
    }
    shelf.find_picture(path.strip_prefix("/p/")?).map(send_picture)
}

fn send_video(video: Weak<OpenVideo>, headers: &HeaderMap) -> Option<Response> {
    let (size, media_type) = {
        let video = video.upgrade()?;
        (video.size, video.container.media_type())
    };
    let mut response = match asked(range_header(headers), size) {
        Asked::Whole => send_bytes(video, 0, size),
        Asked::Part(part) => {
            let mut response = send_bytes(video, part.start, part.end);
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            set(
                &mut response,
                header::CONTENT_RANGE,
                &format!("bytes {}-{}/{size}", part.start, part.end - 1),
            );
            response
        }
        Asked::Outside => {
            let mut response = status(StatusCode::RANGE_NOT_SATISFIABLE);
            set(&mut response, header::CONTENT_RANGE, &format!("bytes */{size}"));
            return Some(response);
        }
    };
    set(&mut response, header::CONTENT_TYPE, media_type);
    set(&mut response, header::ACCEPT_RANGES, "bytes");
    // A copy in the browser's cache would outlive the address.
    set(&mut response, header::CACHE_CONTROL, "no-store");
    Some(response)
}

/// The range, unless it is bound to an earlier version of the file: we name no
/// versions, so such a condition never holds.
fn range_header(headers: &HeaderMap) -> Option<&str> {
    match headers.contains_key(header::IF_RANGE) {
        true => None,
        false => headers.get(header::RANGE)?.to_str().ok(),
    }
}

fn send_bytes(video: Weak<OpenVideo>, start: u64, end: u64) -> Response {
    let mut response = Response::new(Body::from_stream(file::stream(video, start, end)));
    set(&mut response, header::CONTENT_LENGTH, &(end - start).to_string());
    response
}

/// The name depends on the bytes, so a picture may be kept for good.
fn send_picture(jpeg: Bytes) -> Response {
    let length = jpeg.len().to_string();
    let mut response = Response::new(Body::from(jpeg));
    set(&mut response, header::CONTENT_LENGTH, &length);
    set(&mut response, header::CONTENT_TYPE, "image/jpeg");
    set(
        &mut response,
        header::CACHE_CONTROL,
        "private, max-age=86400, immutable",
    );
    response
}

fn status(code: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = code;
    set(&mut response, header::CACHE_CONTROL, "no-store");
    response
}

/// Sets a header of our own making; those always parse.
fn set(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
