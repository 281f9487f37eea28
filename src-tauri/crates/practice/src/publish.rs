//! The init calls (R§8).

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use http::{HeaderMap, StatusCode, header};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::access::admit;
use crate::chunks::Plan;
use crate::creator::meets_unaudited_app;
use crate::digest::Digest;
use crate::endpoint::Endpoint;
use crate::envelope::{Answer, Refusal, ok};
use crate::ids;
use crate::personas::{Creator, Trouble, privacy_level_options};
use crate::quotas;
use crate::state::{Mode, Upload};
use crate::world::World;

mod photos;
mod source;

pub use photos::photo_init;
use source::{Source, SourceInfo};

const LONGEST_TITLE: usize = 2_200;
const GUIDELINES: &str = "Please review our integration guidelines at https://developers.tiktok.com/doc/content-sharing-guidelines/";

/// `post_info` of R§8.1. Fields we only check for their type are read and not used.
#[derive(Deserialize)]
struct PostInfo {
    privacy_level: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default, rename = "disable_duet")]
    _disable_duet: Option<bool>,
    #[serde(default, rename = "disable_stitch")]
    _disable_stitch: Option<bool>,
    #[serde(default, rename = "disable_comment")]
    _disable_comment: Option<bool>,
    #[serde(default)]
    video_cover_timestamp_ms: Option<i64>,
    #[serde(default, rename = "brand_content_toggle")]
    _brand_content_toggle: Option<bool>,
    #[serde(default, rename = "brand_organic_toggle")]
    _brand_organic_toggle: Option<bool>,
    #[serde(default, rename = "is_aigc")]
    _is_aigc: Option<bool>,
}

/// `POST /v2/post/publish/video/init/`
pub async fn video_init(State(world): State<Arc<World>>, headers: HeaderMap, body: Bytes) -> Answer {
    let creator = admit(&world, &headers, Endpoint::VideoInit, &["video.publish"])?.creator;
    let body = json_body(&headers, &body)?;
    let post: PostInfo = part(&body, "post_info")?;
    let title = post.title.unwrap_or_default();
    if title.encode_utf16().count() > LONGEST_TITLE {
        return Err(Refusal::invalid_param(
            "title has more than 2,200 UTF-16 code units.",
        ));
    }
    let source = part::<SourceInfo>(&body, "source_info")?.check(&world)?;
    may_post(&world, creator)?;
    let privacy_level = post.privacy_level.unwrap_or_default();
    may_choose(&world, creator, &privacy_level)?;
    let beginning = Beginning {
        mode: Mode::Direct,
        source,
        title,
        description: String::new(),
        privacy_level,
        video_cover_timestamp_ms: post.video_cover_timestamp_ms,
    };
    Ok(begin(&world, creator, beginning))
}

/// `POST /v2/post/publish/inbox/video/init/`. Whatever else is sent is ignored (R§8.2).
pub async fn inbox_init(State(world): State<Arc<World>>, headers: HeaderMap, body: Bytes) -> Answer {
    let creator = admit(&world, &headers, Endpoint::InboxInit, &["video.upload"])?.creator;
    let body = json_body(&headers, &body)?;
    let source = part::<SourceInfo>(&body, "source_info")?.check(&world)?;
    may_share(&world, creator)?;
    let beginning = Beginning {
        mode: Mode::Inbox,
        source,
        title: String::new(),
        description: String::new(),
        privacy_level: String::new(),
        video_cover_timestamp_ms: None,
    };
    Ok(begin(&world, creator, beginning))
}

fn json_body(headers: &HeaderMap, body: &[u8]) -> Result<Value, Refusal> {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if !kind.starts_with("application/json") {
        return Err(Refusal::invalid_param(
            "Send Content-Type: application/json; charset=UTF-8.",
        ));
    }
    serde_json::from_slice(body)
        .map_err(|error| Refusal::invalid_param(format!("The body is not JSON: {error}.")))
}

fn part<T: serde::de::DeserializeOwned>(body: &Value, name: &str) -> Result<T, Refusal> {
    serde_json::from_value(body[name].clone()).map_err(|error| {
        let refusal = Refusal::invalid_param(format!("{name}: {error}."));
        if name == "post_info" {
            refusal.saying("The request post info is empty or incorrect")
        } else {
            refusal
        }
    })
}

fn may_post(world: &World, creator: &Creator) -> Result<(), Refusal> {
    if let Some((code, hint)) =
        world.with(|memory, now| quotas::cannot_post(world, creator, &memory.state, now))
    {
        return Err(Refusal::new(StatusCode::FORBIDDEN, code, hint));
    }
    if world.with(|memory, _| quotas::needs_private_account(world, creator, &memory.state)) {
        return Err(unaudited(
            "An unaudited app may post to private accounts only, whatever the post's level.",
        ));
    }
    Ok(())
}

fn unaudited(hint: &str) -> Refusal {
    let code = "unaudited_client_can_only_post_to_private_accounts";
    Refusal::new(StatusCode::FORBIDDEN, code, hint)
        .saying(GUIDELINES)
        .without_data()
}

fn may_choose(world: &World, creator: &Creator, level: &str) -> Result<(), Refusal> {
    if !privacy_level_options(world.is_private(creator)).contains(&level) {
        let hint =
            format!("privacy_level {level:?} is not among the creator's options; ask creator_info again.");
        return Err(Refusal::new(
            StatusCode::FORBIDDEN,
            "privacy_level_option_mismatch",
            hint,
        ));
    }
    if meets_unaudited_app(world, creator) && level != "SELF_ONLY" {
        return Err(unaudited("An unaudited app may post with SELF_ONLY only."));
    }
    Ok(())
}

fn may_share(world: &World, creator: &Creator) -> Result<(), Refusal> {
    let refuse = |code, hint| Err(Refusal::new(StatusCode::FORBIDDEN, code, hint));
    if creator.trouble == Trouble::Banned {
        return refuse(
            "spam_risk_user_banned_from_posting",
            "This creator is banned from posting.",
        );
    }
    if world.with(|memory, now| quotas::inbox_is_full(world, creator, &memory.state, now)) {
        return refuse(
            "spam_risk_too_many_pending_share",
            "Five drafts wait in the inbox already.",
        );
    }
    Ok(())
}

/// An init that has been accepted.
struct Beginning {
    mode: Mode,
    source: Source,
    title: String,
    description: String,
    privacy_level: String,
    video_cover_timestamp_ms: Option<i64>,
}

impl Beginning {
    /// Prefixes that have been seen (R§8).
    fn prefix(&self) -> &'static str {
        match (&self.source, self.mode) {
            (Source::File(_), Mode::Direct) => "v_pub_file~v2-1",
            (Source::File(_), Mode::Inbox) => "v_inbox_file~v2",
            (Source::Pull(pull), _) if pull.is_photos => "p_pub_url~v2",
            (Source::Pull(_), Mode::Direct) => "v_pub_url~v2",
            (Source::Pull(_), Mode::Inbox) => "v_inbox_url~v2",
        }
    }

    fn upload(self, creator: &Creator, upload_id: u64, now: i64) -> Upload {
        let (plan, pull) = match self.source {
            Source::File(plan) => (plan, None),
            Source::Pull(pull) => (Plan::default(), Some(pull)),
        };
        Upload {
            persona: creator.name.to_owned(),
            mode: self.mode,
            title: self.title,
            description: self.description,
            privacy_level: self.privacy_level,
            video_cover_timestamp_ms: self.video_cover_timestamp_ms,
            pull,
            upload_id: upload_id.to_string(),
            upload_token: ids::secret(32),
            video_size: plan.video_size,
            chunk_size: plan.chunk_size,
            total_chunk_count: plan.total_chunk_count,
            received: 0,
            digest: Digest::default(),
            issued_at: now,
            cut_short: false,
            stored_at: None,
            processed_at: None,
            fail_reason: None,
            is_discarded: false,
        }
    }
}

fn begin(world: &World, creator: &Creator, beginning: Beginning) -> axum::response::Response {
    let (publish_id, upload) = world.change(|memory, now| {
        let state = &mut memory.state;
        let publish_id = format!("{}.{}", beginning.prefix(), world.next_id(state, now));
        let upload = beginning.upload(creator, world.next_id(state, now), now);
        if upload.mode == Mode::Direct {
            state.active.insert(creator.name.to_owned(), now);
        }
        state.uploads.insert(publish_id.clone(), upload.clone());
        (publish_id, upload)
    });
    if upload.pull.is_some() {
        world.pull(&publish_id);
        return ok(&json!({ "publish_id": publish_id }));
    }
    let Upload {
        upload_id,
        upload_token,
        ..
    } = upload;
    let address = format!(
        "{}/upload/?upload_id={upload_id}&upload_token={upload_token}",
        world.origin
    );
    ok(&json!({ "publish_id": publish_id, "upload_url": address }))
}
