//! Taking the bytes (R§9). Nothing of a video is kept but its length and digest.

use std::sync::Arc;

use axum::body::BodyDataStream;
use axum::extract::{Request, State};
use axum::response::{Html, IntoResponse, Response};
use futures_util::StreamExt;
use http::{HeaderMap, HeaderValue, StatusCode, Uri, header};

use crate::chunks::Plan;
use crate::digest::Digest;
use crate::envelope::hinted;
use crate::posts;
use crate::state::Upload;
use crate::world::{Memory, World};

/// An upload address lives one hour (R§9.3).
const LIFE: i64 = 3_600_000;
const TYPES: [&str; 3] = ["video/mp4", "video/quicktime", "video/webm"];
const UNKNOWN: &str = "<html>\n<head><title>405 Not Allowed</title></head>\n<body>\n<center><h1>405 Not Allowed</h1></center>\n<hr><center>TLB</center>\n</body>\n</html>\n";

const EXPIRED: &str = "The address has expired; a new init is needed.";

/// Why a chunk is not taken. The upload host sends no JSON; most bodies are empty (R§9.2).
enum Refused {
    /// A status with our explanation.
    Plain(StatusCode, &'static str),
    /// 416 with what is really stored.
    NotNext { received: u64, total: u64 },
    /// No such upload.
    Unknown,
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        match self {
            Self::Plain(status, hint) => hinted(status.into_response(), hint),
            Self::NotNext { received, total } => {
                let hint = "Not the next chunk; Content-Range names what is stored.";
                with_range(
                    hinted(StatusCode::RANGE_NOT_SATISFIABLE.into_response(), hint),
                    received,
                    total,
                )
            }
            Self::Unknown => unknown(),
        }
    }
}

/// `PUT /upload/?upload_id=…&upload_token=…`
pub async fn put(State(world): State<Arc<World>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let mut bytes = body.into_data_stream();
    match take(&world, &head.uri, &head.headers, &mut bytes).await {
        Ok(stored) => stored,
        Err(refusal) => {
            drain(bytes).await;
            refusal.into_response()
        }
    }
}

/// Reads what is still to come. A refusal in the middle of a chunk would reach most
/// clients as a reset connection instead of an answer.
pub async fn drain(mut bytes: BodyDataStream) {
    while let Some(Ok(_)) = bytes.next().await {}
}

async fn take(
    world: &World,
    uri: &Uri,
    headers: &HeaderMap,
    bytes: &mut BodyDataStream,
) -> Result<Response, Refused> {
    let (_, before) = world.with(|memory, now| find(memory, uri, now))?;
    let range = Range::read(headers).map_err(|hint| Refused::Plain(StatusCode::BAD_REQUEST, hint))?;
    fits(&before, range)?;
    let digest = read(bytes, before.digest, range.length()).await?;
    world.change(|memory, now| store(world, memory, uri, range, digest, now))
}

/// The live upload an address names.
fn find(memory: &Memory, uri: &Uri, now: i64) -> Result<(String, Upload), Refused> {
    let (id, token) = names(uri);
    let mut uploads = memory.state.uploads.iter();
    let (publish_id, upload) = uploads
        .find(|(_, upload)| upload.upload_id == id && upload.pull.is_none())
        .ok_or(Refused::Unknown)?;
    if upload.upload_token != token {
        return Err(Refused::Plain(
            StatusCode::NOT_FOUND,
            "The upload_token is wrong; use the address whole and untouched.",
        ));
    }
    if upload.cut_short || now >= upload.issued_at + LIFE {
        return Err(Refused::Plain(StatusCode::FORBIDDEN, EXPIRED));
    }
    if upload.fail_reason.is_some() {
        return Err(Refused::Plain(StatusCode::NOT_FOUND, "This upload has ended."));
    }
    Ok((publish_id.clone(), upload.clone()))
}

/// Whether a chunk is the next one due.
fn fits(upload: &Upload, range: Range) -> Result<(), Refused> {
    if range.total != upload.video_size {
        return Err(Refused::Plain(
            StatusCode::BAD_REQUEST,
            "Content-Range names another total than video_size.",
        ));
    }
    let plan = Plan {
        video_size: upload.video_size,
        chunk_size: upload.chunk_size,
        total_chunk_count: upload.total_chunk_count,
    };
    if range.first != upload.received || plan.end_of(range.first) != Some(range.last + 1) {
        return Err(Refused::NotNext {
            received: upload.received,
            total: upload.video_size,
        });
    }
    Ok(())
}

/// Reads exactly `length` bytes; a chunk that breaks off leaves no trace.
async fn read(bytes: &mut BodyDataStream, mut digest: Digest, length: u64) -> Result<Digest, Refused> {
    let mut seen = 0;
    while let Some(piece) = bytes.next().await {
        let piece = piece.map_err(|_| Refused::Plain(StatusCode::BAD_REQUEST, "The chunk broke off."))?;
        seen += piece.len() as u64;
        digest.update(&piece);
    }
    if seen != length {
        return Err(Refused::Plain(
            StatusCode::BAD_REQUEST,
            "The number of bytes differs from Content-Range.",
        ));
    }
    Ok(digest)
}

fn store(
    world: &World,
    memory: &mut Memory,
    uri: &Uri,
    range: Range,
    digest: Digest,
    now: i64,
) -> Result<Response, Refused> {
    // While we read, the upload may have ended and another request stored this chunk.
    let (publish_id, _) = find(memory, uri, now)?;
    let state = &mut memory.state;
    let upload = state.uploads.get_mut(&publish_id).ok_or(Refused::Unknown)?;
    fits(upload, range)?;
    upload.received = range.last + 1;
    upload.digest = digest;
    state.bytes += range.length();
    let (received, total) = (upload.received, upload.video_size);
    if received < total {
        return Ok(with_range(
            StatusCode::PARTIAL_CONTENT.into_response(),
            received,
            total,
        ));
    }
    posts::arrived(world, memory, &publish_id, now);
    Ok(with_range(StatusCode::CREATED.into_response(), received, total))
}

/// Ends an address before its hour is over; for a fault.
pub fn expire(world: &World, uri: &Uri) -> Response {
    let (id, _) = names(uri);
    world.change(|memory, _| {
        let uploads = memory.state.uploads.values_mut();
        uploads
            .filter(|upload| upload.upload_id == id)
            .for_each(|upload| upload.cut_short = true);
    });
    Refused::Plain(StatusCode::FORBIDDEN, EXPIRED).into_response()
}

/// 416 with what is stored; for a fault.
pub fn not_next(world: &World, uri: &Uri) -> Response {
    let found = world.with(|memory, now| find(memory, uri, now));
    let refused = found.map(|(_, upload)| Refused::NotNext {
        received: upload.received,
        total: upload.video_size,
    });
    refused.unwrap_or_else(|refused| refused).into_response()
}

/// The edge's page for an upload it does not know (seen 4 October 2026, R§9.2).
pub fn unknown() -> Response {
    let mut response = (StatusCode::METHOD_NOT_ALLOWED, Html(UNKNOWN)).into_response();
    response
        .headers_mut()
        .insert(header::SERVER, HeaderValue::from_static("TLB"));
    response
}

/// Makes the answer's `Content-Range` name half of the bytes; for a fault.
pub fn with_wrong_range(mut response: Response) -> Response {
    let told = response
        .headers()
        .get(header::CONTENT_RANGE)
        .and_then(|value| value.to_str().ok());
    let told = told.and_then(Range::parse);
    if let Some(wrong) = told.and_then(|range| content_range(range.last.div_ceil(2), range.total)) {
        response.headers_mut().insert(header::CONTENT_RANGE, wrong);
    }
    response
}

fn names(uri: &Uri) -> (String, String) {
    let query = uri.query().unwrap_or_default();
    let get = |name: &str| {
        let mut pairs = url::form_urlencoded::parse(query.as_bytes());
        pairs
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
            .unwrap_or_default()
    };
    (get("upload_id"), get("upload_token"))
}

fn with_range(mut response: Response, received: u64, total: u64) -> Response {
    if let Some(value) = content_range(received, total) {
        response.headers_mut().insert(header::CONTENT_RANGE, value);
    }
    response
}

/// `bytes 0-{last}/{total}`; with nothing stored yet there is no last index to name.
fn content_range(received: u64, total: u64) -> Option<HeaderValue> {
    let text = match received.checked_sub(1) {
        Some(last) => format!("bytes 0-{last}/{total}"),
        None => format!("bytes */{total}"),
    };
    HeaderValue::from_str(&text).ok()
}

/// `bytes {first}-{last}/{total}`, inclusive.
#[derive(Clone, Copy)]
struct Range {
    first: u64,
    last: u64,
    total: u64,
}

impl Range {
    fn read(headers: &HeaderMap) -> Result<Self, &'static str> {
        let get = |name| headers.get(name).and_then(|value| value.to_str().ok());
        if !get(header::CONTENT_TYPE).is_some_and(|kind| TYPES.contains(&kind)) {
            return Err("Content-Type must be video/mp4, video/quicktime or video/webm.");
        }
        let range = get(header::CONTENT_RANGE).and_then(Self::parse);
        let range = range.ok_or("Content-Range must be: bytes first-last/total.")?;
        let length = get(header::CONTENT_LENGTH).and_then(|text| text.parse().ok());
        if length != Some(range.length()) {
            return Err("Content-Length must be the exact bytes of this chunk.");
        }
        Ok(range)
    }

    fn parse(text: &str) -> Option<Self> {
        let (range, total) = text.strip_prefix("bytes ")?.split_once('/')?;
        let (first, last) = range.split_once('-')?;
        let range = Self {
            first: first.parse().ok()?,
            last: last.parse().ok()?,
            total: total.parse().ok()?,
        };
        (range.first <= range.last && range.last < range.total).then_some(range)
    }

    fn length(self) -> u64 {
        self.last - self.first + 1
    }
}
