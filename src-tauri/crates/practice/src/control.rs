//! `/practice/…`: what the program counts, arming faults, the creator's side of things.
//! Exists only in the program, behind the token of its first line.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::access::bearer;
use crate::faults::Fault;
use crate::personas;
use crate::state::{Mode, Post};
use crate::world::{Memory, World};

fn admit(world: &World, headers: &HeaderMap) -> Result<(), Denied> {
    let given = bearer(headers).unwrap_or_default();
    let is_right = world
        .control_token
        .as_deref()
        .is_some_and(|token| same(token.as_bytes(), given.as_bytes()));
    if is_right {
        Ok(())
    } else {
        Err(refuse(
            StatusCode::UNAUTHORIZED,
            "Send the control_token as a bearer token.",
        ))
    }
}

/// Takes as long for a wrong byte early as late.
fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |difference, (a, b)| difference | (a ^ b)) == 0
}

/// A refusal of a control request, with its reason.
pub struct Denied(StatusCode, String);

impl IntoResponse for Denied {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "error": self.1 }))).into_response()
    }
}

fn refuse(status: StatusCode, reason: impl Into<String>) -> Denied {
    Denied(status, reason.into())
}

/// `GET /practice/state`. Ids of 19 digits are text here; no token and no upload address.
pub async fn state(State(world): State<Arc<World>>, headers: HeaderMap) -> Result<Response, Denied> {
    admit(&world, &headers)?;
    Ok(world.with(|memory, now| Json(overview(memory, now)).into_response()))
}

/// Everything counted, without tokens and upload addresses.
pub fn overview(memory: &Memory, now: i64) -> Value {
    let state = &memory.state;
    let posts: Vec<_> = state.posts.iter().map(|post| post_overview(post, now)).collect();
    let uploads: Vec<_> = state
        .uploads
        .iter()
        .map(|(publish_id, upload)| {
            json!({
                "publish_id": publish_id,
                "persona": upload.persona,
                "mode": upload.mode,
                "video_size": upload.video_size,
                "received": upload.received,
                "sha256": upload.stored_at.map(|_| upload.digest.hex()),
                "fail_reason": upload.fail_reason,
            })
        })
        .collect();
    let (armed, struck) = memory.faults.struck();
    json!({
        "posts": posts,
        "uploads": uploads,
        "bytes": state.bytes,
        "tokens_issued": state.tokens_issued,
        "requests": memory.requests,
        "faults": { "armed": armed, "struck": struck },
        "now": now,
    })
}

fn post_overview(post: &Post, now: i64) -> Value {
    json!({
        "publish_id": post.publish_id,
        "persona": post.persona,
        "title": post.title,
        "privacy_level": post.privacy_level,
        "bytes": post.bytes,
        "sha256": post.sha256,
        "video_id": post.video_id.to_string(),
        "is_posted": post.posted_at <= now,
        "is_public": post.public_at.is_some_and(|at| at <= now),
    })
}

/// `POST /practice/faults`: one fault or a list, armed on top of the others.
pub async fn arm(
    State(world): State<Arc<World>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Denied> {
    admit(&world, &headers)?;
    let faults = Fault::parse(&body).map_err(|reason| refuse(StatusCode::BAD_REQUEST, reason))?;
    world.with(|memory, _| memory.faults.arm(faults));
    Ok(armed(&world))
}

/// `DELETE /practice/faults`
pub async fn disarm(State(world): State<Arc<World>>, headers: HeaderMap) -> Result<Response, Denied> {
    admit(&world, &headers)?;
    world.with(|memory, _| memory.faults.clear());
    Ok(armed(&world))
}

fn armed(world: &World) -> Response {
    let (armed, struck) = world.with(|memory, _| memory.faults.struck());
    Json(json!({ "armed": armed, "struck": struck })).into_response()
}

#[derive(Deserialize)]
struct Ahead {
    seconds: u32,
}

/// `POST /practice/clock` with `{"seconds": n}`: puts the practice clock ahead, so that
/// tokens, codes, links and upload addresses end without waiting.
pub async fn advance(
    State(world): State<Arc<World>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Denied> {
    admit(&world, &headers)?;
    let ahead: Ahead = parse(&body)?;
    world.advance(std::time::Duration::from_secs(ahead.seconds.into()));
    Ok(Json(json!({ "now": world.with(|_, now| now) })).into_response())
}

#[derive(Deserialize)]
struct FromInbox {
    publish_id: String,
    #[serde(default)]
    title: String,
    privacy_level: String,
}

/// `POST /practice/inbox` with `{"publish_id", "title", "privacy_level"}`: the creator opens
/// the notification and posts. One draft can become several posts (R§8.2).
pub async fn post_from_inbox(
    State(world): State<Arc<World>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Denied> {
    admit(&world, &headers)?;
    let wish: FromInbox = parse(&body)?;
    let post = world.change(|memory, now| {
        let upload = memory.state.uploads.get(&wish.publish_id)?;
        let is_there = upload.fail_reason.is_none() && upload.processed_at.is_some_and(|at| at <= now);
        let options = personas::find(&upload.persona)?.privacy_level_options();
        if upload.mode != Mode::Inbox || !is_there || !options.contains(&wish.privacy_level.as_str()) {
            return None;
        }
        let mut post = Post {
            publish_id: wish.publish_id.clone(),
            persona: upload.persona.clone(),
            title: wish.title.clone(),
            privacy_level: wish.privacy_level.clone(),
            bytes: upload.video_size,
            sha256: upload.digest.hex(),
            video_id: 0,
            posted_at: now,
            public_at: world.public_at(&wish.privacy_level, now),
        };
        post.video_id = world.next_id(&mut memory.state, now);
        memory.state.posts.push(post.clone());
        Some(post_overview(&post, now))
    });
    post.map(|post| Json(post).into_response()).ok_or_else(|| {
        refuse(
            StatusCode::CONFLICT,
            "No such draft waits in the inbox, or the privacy_level is no option.",
        )
    })
}

fn parse<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, Denied> {
    serde_json::from_slice(body).map_err(|error| refuse(StatusCode::BAD_REQUEST, error.to_string()))
}
