//! The init calls (R§8).

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use http::{HeaderMap, StatusCode, header};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::access::admit;
use crate::chunks::{LARGEST_VIDEO, Plan};
use crate::digest::Digest;
use crate::endpoint::Endpoint;
use crate::envelope::{Answer, Refusal, ok};
use crate::ids;
use crate::personas::Creator;
use crate::quotas;
use crate::state::{Mode, Upload};
use crate::world::World;

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
    #[serde(default, rename = "video_cover_timestamp_ms")]
    _video_cover_timestamp_ms: Option<i64>,
    #[serde(default, rename = "brand_content_toggle")]
    _brand_content_toggle: Option<bool>,
    #[serde(default, rename = "brand_organic_toggle")]
    _brand_organic_toggle: Option<bool>,
    #[serde(default, rename = "is_aigc")]
    _is_aigc: Option<bool>,
}

/// `source_info` of R§8.1.
#[derive(Deserialize)]
struct SourceInfo {
    source: String,
    #[serde(default)]
    video_size: Option<u64>,
    #[serde(default)]
    chunk_size: Option<u64>,
    #[serde(default)]
    total_chunk_count: Option<u64>,
    #[serde(default)]
    video_url: Option<String>,
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
    let plan = plan(part(&body, "source_info")?)?;
    may_post(&world, creator)?;
    let level = post.privacy_level.unwrap_or_default();
    may_choose(&world, creator, &level)?;
    Ok(begin(&world, creator, Mode::Direct, plan, title, level))
}

/// `POST /v2/post/publish/inbox/video/init/`
pub async fn inbox_init(State(world): State<Arc<World>>, headers: HeaderMap, body: Bytes) -> Answer {
    let creator = admit(&world, &headers, Endpoint::InboxInit, &["video.upload"])?.creator;
    let body = json_body(&headers, &body)?;
    let plan = plan(part(&body, "source_info")?)?;
    may_share(&world, creator)?;
    Ok(begin(
        &world,
        creator,
        Mode::Inbox,
        plan,
        String::new(),
        String::new(),
    ))
}

/// `POST /v2/post/publish/content/init/`. A photo is always pulled from an address of a
/// verified property (R§10). The practice app has none, so a right request ends there.
pub async fn photo_init(State(world): State<Arc<World>>, headers: HeaderMap, body: Bytes) -> Answer {
    let body = json_body(&headers, &body)?;
    let is_direct = body["post_mode"] == "DIRECT_POST";
    let scope = if is_direct {
        "video.publish"
    } else {
        "video.upload"
    };
    let creator = admit(&world, &headers, Endpoint::PhotoInit, &[scope])?.creator;
    check_photos(&body)?;
    if is_direct {
        may_post(&world, creator)?;
        may_choose(
            &world,
            creator,
            body["post_info"]["privacy_level"].as_str().unwrap_or_default(),
        )?;
    } else {
        may_share(&world, creator)?;
    }
    Err(unverified())
}

fn check_photos(body: &Value) -> Result<(), Refusal> {
    let units = |name: &str| {
        body["post_info"][name]
            .as_str()
            .unwrap_or_default()
            .encode_utf16()
            .count()
    };
    let images = body["source_info"]["photo_images"].as_array().map_or(0, Vec::len);
    let cover = body["source_info"]["photo_cover_index"]
        .as_u64()
        .and_then(|index| usize::try_from(index).ok());
    let rules = [
        (body["media_type"] == "PHOTO", "media_type must be PHOTO."),
        (
            body["post_mode"] == "DIRECT_POST" || body["post_mode"] == "MEDIA_UPLOAD",
            "post_mode is wrong.",
        ),
        (
            body["source_info"]["source"] == "PULL_FROM_URL",
            "Photos are pulled: source must be PULL_FROM_URL.",
        ),
        (
            (1..=35).contains(&images),
            "photo_images takes 1 to 35 addresses.",
        ),
        (
            cover.is_some_and(|index| index < images),
            "photo_cover_index must name one of the photos.",
        ),
        (units("title") <= 90, "title has more than 90 UTF-16 code units."),
        (
            units("description") <= 4_000,
            "description has more than 4,000 UTF-16 code units.",
        ),
    ];
    match rules.into_iter().find(|(holds, _)| !holds) {
        Some((_, hint)) => Err(Refusal::invalid_param(hint)),
        None => Ok(()),
    }
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

fn plan(source: SourceInfo) -> Result<Plan, Refusal> {
    if source.source == "PULL_FROM_URL" && source.video_url.is_some() {
        return Err(unverified());
    }
    if source.source != "FILE_UPLOAD" {
        return Err(Refusal::invalid_param(
            "source must be FILE_UPLOAD, or PULL_FROM_URL with video_url.",
        ));
    }
    let need = |value: Option<u64>, name: &str| {
        value.ok_or_else(|| Refusal::invalid_param(format!("source_info: {name} is missing.")))
    };
    let plan = Plan {
        video_size: need(source.video_size, "video_size")?,
        chunk_size: need(source.chunk_size, "chunk_size")?,
        total_chunk_count: need(source.total_chunk_count, "total_chunk_count")?,
    };
    if plan.video_size > LARGEST_VIDEO {
        return Err(Refusal::new(
            StatusCode::BAD_REQUEST,
            "invalid_file_upload",
            "A video has at most 4 GB.",
        ));
    }
    plan.check()
        .map_err(|(message, hint)| Refusal::invalid_params(hint).saying(message))
}

fn unverified() -> Refusal {
    let hint = "The practice app has no verified property, so nothing can be pulled.";
    Refusal::new(StatusCode::FORBIDDEN, "url_ownership_unverified", hint)
}

fn may_post(world: &World, creator: &Creator) -> Result<(), Refusal> {
    if let Some((code, hint)) =
        world.with(|memory, now| quotas::cannot_post(world, creator, &memory.state, now))
    {
        return Err(Refusal::new(StatusCode::FORBIDDEN, code, hint));
    }
    if quotas::needs_private_account(world, creator) {
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
    if !creator.privacy_level_options().contains(&level) {
        let hint =
            format!("privacy_level {level:?} is not among the creator's options; ask creator_info again.");
        return Err(Refusal::new(
            StatusCode::FORBIDDEN,
            "privacy_level_option_mismatch",
            hint,
        ));
    }
    if world.unaudited && level != "SELF_ONLY" {
        return Err(unaudited("An unaudited app may post with SELF_ONLY only."));
    }
    Ok(())
}

fn may_share(world: &World, creator: &Creator) -> Result<(), Refusal> {
    let refuse = |code, hint| Err(Refusal::new(StatusCode::FORBIDDEN, code, hint));
    if creator.trouble == crate::personas::Trouble::Banned {
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

fn begin(
    world: &World,
    creator: &Creator,
    mode: Mode,
    plan: Plan,
    title: String,
    privacy_level: String,
) -> axum::response::Response {
    let (publish_id, address) = world.change(|memory, now| {
        let prefix = if mode == Mode::Direct {
            "v_pub_file~v2-1"
        } else {
            "v_inbox_file~v2"
        };
        let publish_id = format!("{prefix}.{}", world.next_id(&mut memory.state, now));
        let upload = Upload {
            persona: creator.name.to_owned(),
            mode,
            title,
            privacy_level,
            upload_id: world.next_id(&mut memory.state, now).to_string(),
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
        };
        let query = format!(
            "upload_id={}&upload_token={}",
            upload.upload_id, upload.upload_token
        );
        memory.state.active.insert(creator.name.to_owned(), now);
        memory.state.uploads.insert(publish_id.clone(), upload);
        (publish_id, format!("{}/upload/?{query}", world.origin))
    });
    ok(&json!({ "publish_id": publish_id, "upload_url": address }))
}
