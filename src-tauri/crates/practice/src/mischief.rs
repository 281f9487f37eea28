//! Carries out faults around the handlers, and drops connections for real.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use futures_util::StreamExt;
use http::{StatusCode, Uri, header};
use serde_json::json;

use crate::endpoint::Endpoint;
use crate::envelope::{self, Refusal};
use crate::faults::{Fault, Kind};
use crate::upload;
use crate::world::World;

/// Marks a response that must not be sent: the connection closes instead.
#[derive(Clone, Copy)]
pub struct Dropped;

const UNAVAILABLE: &str =
    "<html><head><title>503 Service Temporarily Unavailable</title></head><body></body></html>";
const LONGEST_ANSWER: usize = 4 << 20;
/// Until the first half of an answer has left.
const FLUSH: Duration = Duration::from_millis(20);
/// In which a trickling answer comes.
const PIECES: u32 = 16;

/// Runs the request, with the fault that strikes it, if any.
pub async fn strike(State(world): State<Arc<World>>, request: Request, next: Next) -> Response {
    let Some(endpoint) = Endpoint::of(request.method(), request.uri().path()) else {
        return next.run(request).await;
    };
    // Before the fault is known: a disarming in between must not be missed.
    let mut disarming = world.disarming();
    let Some(fault) = world.strike(endpoint) else {
        return next.run(request).await;
    };
    if !fault.takes_effect() {
        let (head, body) = request.into_parts();
        if fault.kind != Kind::DropBefore {
            upload::drain(body.into_data_stream()).await;
        }
        return instead(&world, endpoint, &fault, &head.uri);
    }
    if fault.kind == Kind::DelayMs {
        // The world outlives its requests, so that only a disarming ends the wait early.
        let disarmed = disarming.changed();
        let _late = tokio::time::timeout(Duration::from_millis(fault.ms), disarmed).await;
        return next.run(request).await;
    }
    let request = if fault.kind == Kind::DropMidway {
        halved(request)
    } else {
        request
    };
    let uri = request.uri().clone();
    let answer = next.run(request).await;
    match fault.kind {
        Kind::HoldMs => {
            let disarmed = disarming.changed();
            let _late = tokio::time::timeout(Duration::from_millis(fault.ms), disarmed).await;
            answer
        }
        Kind::TrickleMs => trickled(answer, Duration::from_millis(fault.ms)).await,
        Kind::HalfAnswer => broken_off(answer).await,
        Kind::TruncatedJson => truncated(answer).await,
        Kind::WrongRange => upload::with_wrong_range(answer),
        Kind::MovedUploadHost => moved(&world, answer).await,
        Kind::DropAfter | Kind::DropMidway => dropped(),
        _ => instead(&world, endpoint, &fault, &uri),
    }
}

fn instead(world: &World, endpoint: Endpoint, fault: &Fault, uri: &Uri) -> Response {
    match fault.kind {
        Kind::Status503Html => (StatusCode::SERVICE_UNAVAILABLE, Html(UNAVAILABLE)).into_response(),
        Kind::Html200 => Html("<html><body></body></html>").into_response(),
        Kind::Empty200 => StatusCode::OK.into_response(),
        Kind::WrongJson => Json(json!({ "data": [7], "error": "none" })).into_response(),
        Kind::RangeRefused => upload::not_next(world, uri),
        Kind::ExpiredUrl => upload::expire(world, uri),
        Kind::UnknownUpload => upload::unknown(),
        Kind::Status500 if endpoint.is_oauth() => {
            let body = envelope::oauth_error("server_error", "", "A practised failure.");
            (StatusCode::INTERNAL_SERVER_ERROR, body.into_body()).into_response()
        }
        Kind::Status500 if endpoint == Endpoint::Upload => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Kind::Status500 => Refusal::internal().into_response(),
        Kind::RateLimited => rate_limited(endpoint),
        Kind::RateLimitedMs => {
            let mut response = rate_limited(endpoint);
            let seconds = fault.ms.div_ceil(1_000);
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
            response
        }
        Kind::AccessTokenInvalid => Refusal::access_token_invalid().into_response(),
        Kind::ScopeNotAuthorized => Refusal::scope_not_authorized("it already has").into_response(),
        Kind::InvalidGrant => envelope::oauth_error(
            "invalid_grant",
            "Refresh token is invalid or expired.",
            "A practised refusal.",
        ),
        Kind::TemporarilyUnavailable => envelope::oauth_error(
            "temporarily_unavailable",
            "Service is temporarily unavailable.",
            "A practised failure.",
        ),
        _ => dropped(),
    }
}

fn rate_limited(endpoint: Endpoint) -> Response {
    match endpoint {
        Endpoint::Upload => StatusCode::TOO_MANY_REQUESTS.into_response(),
        _ => Refusal::rate_limited().into_response(),
    }
}

fn dropped() -> Response {
    let mut response = StatusCode::OK.into_response();
    response.extensions_mut().insert(Dropped);
    response
}

/// A body that breaks off at its half, as if the network did.
fn halved(request: Request) -> Request {
    let length = header_number(&request).unwrap_or(0);
    let (head, body) = request.into_parts();
    let mut left = length / 2;
    let stream = body.into_data_stream().map(move |piece| {
        let piece = piece.map_err(std::io::Error::other)?;
        left = left
            .checked_sub(piece.len() as u64)
            .ok_or_else(|| std::io::Error::other("broken off"))?;
        Ok::<_, std::io::Error>(piece)
    });
    Request::from_parts(head, Body::from_stream(stream))
}

fn header_number(request: &Request) -> Option<u64> {
    request
        .headers()
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

/// The answer in pieces of even size, with a pause before each.
async fn trickled(response: Response, over: Duration) -> Response {
    let (head, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, LONGEST_ANSWER).await else {
        return dropped();
    };
    let size = bytes.len().div_ceil(PIECES as usize).max(1);
    let pieces: Vec<Bytes> = (0..bytes.len())
        .step_by(size)
        .map(|start| bytes.slice(start..bytes.len().min(start + size)))
        .collect();
    let stream = futures_util::stream::iter(pieces).then(move |piece| async move {
        tokio::time::sleep(over / PIECES).await;
        Ok::<_, std::io::Error>(piece)
    });
    Response::from_parts(head, Body::from_stream(stream))
}

/// Its head, half of its body, and the end of the connection.
async fn broken_off(response: Response) -> Response {
    let (mut head, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, LONGEST_ANSWER).await else {
        return dropped();
    };
    // An answer without a body still promises one, so that it can break off.
    head.headers
        .insert(header::CONTENT_LENGTH, bytes.len().max(2).into());
    let half = bytes.slice(..bytes.len() / 2);
    let end = async {
        // What is written so far leaves before the connection closes.
        tokio::time::sleep(FLUSH).await;
        Err(std::io::Error::other("broken off"))
    };
    let stream = futures_util::stream::iter([Ok(half)]).chain(futures_util::stream::once(end));
    Response::from_parts(head, Body::from_stream(stream))
}

async fn truncated(response: Response) -> Response {
    rewritten(response, |bytes| bytes.slice(..bytes.len() / 2)).await
}

/// The upload address with another name of this computer.
async fn moved(world: &World, response: Response) -> Response {
    let elsewhere = format!("http://localhost:{}", world.port);
    let replaced = |bytes: Bytes| {
        let text = String::from_utf8_lossy(&bytes);
        Bytes::from(text.replace(&world.origin, &elsewhere))
    };
    rewritten(response, replaced).await
}

async fn rewritten(response: Response, change: impl FnOnce(Bytes) -> Bytes) -> Response {
    let (mut head, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, LONGEST_ANSWER).await else {
        return dropped();
    };
    head.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(head, Body::from(change(bytes)))
}
