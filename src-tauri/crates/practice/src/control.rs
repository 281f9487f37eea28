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
use crate::personas::Creator;
use crate::posts::{self, Choice};
use crate::state::{Post, State as Kept};
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
    let posts = state.posts.iter().map(|post| post_overview(state, post, now));
    let posts: Vec<_> = posts.collect();
    let uploads: Vec<_> = state
        .uploads
        .iter()
        .map(|(publish_id, upload)| {
            json!({
                "publish_id": publish_id,
                "persona": upload.persona,
                "mode": upload.mode,
                "video_size": upload.video_size,
                "addresses": upload.pull.as_ref().map(|pull| &pull.addresses),
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

fn post_overview(state: &Kept, post: &Post, now: i64) -> Value {
    json!({
        "publish_id": post.publish_id,
        "persona": post.persona,
        "title": post.title,
        "description": post.description,
        "privacy_level": post.privacy_level,
        "bytes": post.bytes,
        "sha256": post.sha256,
        "video_id": post.video_id.to_string(),
        "is_posted": post.posted_at <= now,
        "is_public": state.is_public(post, now),
        "is_refused": post.is_refused,
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

/// `DELETE /practice/faults`: an answer that is being delayed comes at once.
pub async fn disarm(State(world): State<Arc<World>>, headers: HeaderMap) -> Result<Response, Denied> {
    admit(&world, &headers)?;
    world.disarm();
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
        let choice = Choice {
            title: &wish.title,
            description: "",
            privacy_level: &wish.privacy_level,
        };
        let post = posts::post_from_inbox(&world, memory, &wish.publish_id, choice, now)?;
        Some(post_overview(&memory.state, &post, now))
    });
    post.map(|post| Json(post).into_response()).ok_or_else(|| {
        refuse(
            StatusCode::CONFLICT,
            "No such draft waits in the inbox, or the privacy_level is no option.",
        )
    })
}

#[derive(Deserialize)]
struct Hidden {
    video_id: String,
}

/// `POST /practice/hide` with `{"video_id"}`: a public post stops being public.
pub async fn hide(
    State(world): State<Arc<World>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Denied> {
    admit(&world, &headers)?;
    let wish: Hidden = parse(&body)?;
    let id = wish.video_id.parse().unwrap_or_default();
    if world.change(|memory, now| posts::hide(&mut memory.state, id, now)) {
        return Ok(Json(json!({ "video_id": wish.video_id })).into_response());
    }
    Err(refuse(StatusCode::CONFLICT, "No such post is public."))
}

#[derive(Deserialize)]
struct Leaving {
    persona: String,
}

/// `POST /practice/withdraw` with `{"persona"}`: the creator removes the app.
pub async fn withdraw(
    State(world): State<Arc<World>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Denied> {
    admit(&world, &headers)?;
    let creator = persona(&world, &parse::<Leaving>(&body)?.persona)?;
    world.change(|memory, now| memory.state.withdraw(creator.name, now));
    Ok(Json(json!({ "persona": creator.name })).into_response())
}

#[derive(Deserialize)]
struct Account {
    persona: String,
    is_private: bool,
}

/// `POST /practice/account` with `{"persona", "is_private"}`: the creator makes the account
/// private or public.
pub async fn account(
    State(world): State<Arc<World>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Denied> {
    admit(&world, &headers)?;
    let wish: Account = parse(&body)?;
    let creator = persona(&world, &wish.persona)?;
    world.change(|memory, _| {
        let private = &mut memory.state.private;
        private.insert(creator.name.to_owned(), wish.is_private);
    });
    Ok(Json(json!({ "persona": creator.name, "is_private": wish.is_private })).into_response())
}

fn persona(world: &World, name: &str) -> Result<&'static Creator, Denied> {
    let unknown = || refuse(StatusCode::BAD_REQUEST, "There is no such creator.");
    world.creator(name).ok_or_else(unknown)
}

fn parse<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, Denied> {
    serde_json::from_slice(body).map_err(|error| refuse(StatusCode::BAD_REQUEST, error.to_string()))
}
