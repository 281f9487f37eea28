//! What became of a post (R§11), and cancelling a pull (R§10).

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};

use crate::access::admit;
use crate::endpoint::Endpoint;
use crate::envelope::{Answer, Refusal, done, ok};
use crate::personas::Creator;
use crate::state::{Mode, State as Kept, Upload};
use crate::world::World;

/// `POST /v2/post/publish/status/fetch/`
pub async fn fetch(State(world): State<Arc<World>>, headers: HeaderMap, body: Bytes) -> Answer {
    let creator = admit(
        &world,
        &headers,
        Endpoint::Status,
        &["video.upload", "video.publish"],
    )?
    .creator;
    let publish_id = publish_id(&body);
    let data = world.with(|memory, now| {
        let upload = owned(&memory.state, &publish_id, creator)?;
        Ok::<_, Refusal>(report(&memory.state, &publish_id, upload, now))
    })?;
    Ok(ok(&data))
}

/// `POST /v2/post/publish/cancel/`. Only a running pull can be cancelled (R§10).
pub async fn cancel(State(world): State<Arc<World>>, headers: HeaderMap, body: Bytes) -> Answer {
    let creator = admit(
        &world,
        &headers,
        Endpoint::Cancel,
        &["video.upload", "video.publish"],
    )?
    .creator;
    let publish_id = publish_id(&body);
    world.change(|memory, now| {
        owned(&memory.state, &publish_id, creator)?;
        let upload = memory.state.uploads.get_mut(&publish_id);
        let pull = upload.filter(|upload| upload.is_pulling());
        pull.ok_or_else(not_cancellable)?.fail("publish_cancelled", now);
        Ok(done())
    })
}

fn not_cancellable() -> Refusal {
    let hint = "Only a running pull can be cancelled; a file upload ends when its rest is not sent.";
    Refusal::new(StatusCode::BAD_REQUEST, "publish_not_cancellable", hint).without_data()
}

fn publish_id(body: &[u8]) -> String {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    body["publish_id"].as_str().unwrap_or_default().to_owned()
}

fn owned<'a>(state: &'a Kept, publish_id: &str, creator: &Creator) -> Result<&'a Upload, Refusal> {
    let upload = state.uploads.get(publish_id);
    let upload = upload.ok_or_else(|| {
        Refusal::new(
            StatusCode::BAD_REQUEST,
            "invalid_publish_id",
            "There is no such publish_id.",
        )
    })?;
    if upload.persona != creator.name {
        let hint = "This publish_id belongs to another creator.";
        let code = "token_not_authorized_for_specified_publish_id";
        return Err(Refusal::new(StatusCode::BAD_REQUEST, code, hint));
    }
    Ok(upload)
}

/// The `data` of a status answer at `now`.
fn report(state: &Kept, publish_id: &str, upload: &Upload, now: i64) -> Value {
    let posts = state
        .posts
        .iter()
        .filter(|post| post.publish_id == publish_id && post.posted_at <= now);
    let public: Vec<u64> = posts
        .clone()
        .filter(|post| state.is_public(post, now))
        .map(|post| post.video_id)
        .collect();
    let mut data = json!({
        "status": stage(upload, posts.count() > 0, now),
        "publicaly_available_post_id": public,
    });
    let counter = match upload.pull {
        Some(_) => "downloaded_bytes",
        None => "uploaded_bytes",
    };
    data[counter] = json!(upload.received);
    if data["status"] == "FAILED" {
        data["fail_reason"] = json!(upload.fail_reason);
    }
    data
}

fn stage(upload: &Upload, is_posted: bool, now: i64) -> &'static str {
    if upload.processed_at.is_none_or(|at| at > now) {
        return match upload.pull {
            Some(_) => "PROCESSING_DOWNLOAD",
            None => "PROCESSING_UPLOAD",
        };
    }
    match (&upload.fail_reason, upload.mode) {
        (Some(_), _) => "FAILED",
        (None, Mode::Inbox) if !is_posted => "SEND_TO_USER_INBOX",
        _ => "PUBLISH_COMPLETE",
    }
}
