//! Photos in either mode (R§8.3). They are always pulled.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde_json::Value;

use super::source::{Source, owned_address};
use super::{Beginning, begin, json_body, may_choose, may_post, may_share, part};
use crate::access::admit;
use crate::endpoint::Endpoint;
use crate::envelope::{Answer, Refusal};
use crate::personas::{Creator, Trouble};
use crate::state::{Mode, Pull};
use crate::world::World;

const LONGEST_TITLE: usize = 90;
const LONGEST_DESCRIPTION: usize = 4_000;
const MOST_PHOTOS: usize = 35;

/// `post_info` of R§8.3. Fields we only check for their type are read and not used.
#[derive(Deserialize, Default)]
struct PostInfo {
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    description: Option<String>,
    #[serde(default)]
    privacy_level: Option<String>,
    #[serde(default, rename = "disable_comment")]
    _disable_comment: Option<bool>,
    #[serde(default, rename = "auto_add_music")]
    _auto_add_music: Option<bool>,
    #[serde(default, rename = "brand_content_toggle")]
    _brand_content_toggle: Option<bool>,
    #[serde(default, rename = "brand_organic_toggle")]
    _brand_organic_toggle: Option<bool>,
}

/// `source_info` of R§8.3.
#[derive(Deserialize)]
struct SourceInfo {
    source: String,
    photo_images: Vec<String>,
    photo_cover_index: usize,
}

/// `POST /v2/post/publish/content/init/`
pub async fn photo_init(State(world): State<Arc<World>>, headers: HeaderMap, body: Bytes) -> Answer {
    let body = json_body(&headers, &body)?;
    let mode = match body["post_mode"].as_str() {
        Some("DIRECT_POST") => Mode::Direct,
        _ => Mode::Inbox,
    };
    let scope = match mode {
        Mode::Direct => "video.publish",
        Mode::Inbox => "video.upload",
    };
    let creator = admit(&world, &headers, Endpoint::PhotoInit, &[scope])?.creator;
    check_kind(&body)?;
    let post: PostInfo = match body["post_info"] {
        Value::Null if mode == Mode::Inbox => PostInfo::default(),
        _ => part(&body, "post_info")?,
    };
    let title = fitting("title", post.title, LONGEST_TITLE)?;
    let description = fitting("description", post.description, LONGEST_DESCRIPTION)?;
    let pull = photos(&world, part(&body, "source_info")?)?;
    let level = post.privacy_level.unwrap_or_default();
    match mode {
        Mode::Direct => {
            may_post(&world, creator)?;
            may_choose(&world, creator, &level)?;
        }
        Mode::Inbox => {
            phone_is_new_enough(creator)?;
            may_share(&world, creator)?;
        }
    }
    let beginning = Beginning {
        mode,
        source: Source::Pull(pull),
        title,
        description,
        // A draft has none, whatever was sent: the creator chooses on the phone.
        privacy_level: if mode == Mode::Direct {
            level
        } else {
            String::new()
        },
        video_cover_timestamp_ms: None,
    };
    Ok(begin(&world, creator, beginning))
}

fn check_kind(body: &Value) -> Result<(), Refusal> {
    if body["media_type"] != "PHOTO" {
        return Err(Refusal::invalid_param("media_type must be PHOTO."));
    }
    if body["post_mode"] != "DIRECT_POST" && body["post_mode"] != "MEDIA_UPLOAD" {
        return Err(Refusal::invalid_param(
            "post_mode must be DIRECT_POST or MEDIA_UPLOAD.",
        ));
    }
    if !(body["is_aigc"].is_null() || body["is_aigc"].is_boolean()) {
        return Err(Refusal::invalid_param("is_aigc must be true or false."));
    }
    Ok(())
}

fn fitting(name: &str, text: Option<String>, longest: usize) -> Result<String, Refusal> {
    let text = text.unwrap_or_default();
    if text.encode_utf16().count() > longest {
        let hint = format!("{name} has more than {longest} UTF-16 code units.");
        return Err(Refusal::invalid_param(hint));
    }
    Ok(text)
}

fn photos(world: &World, source: SourceInfo) -> Result<Pull, Refusal> {
    if source.source != "PULL_FROM_URL" {
        return Err(Refusal::invalid_param(
            "Photos are pulled: source must be PULL_FROM_URL.",
        ));
    }
    if !(1..=MOST_PHOTOS).contains(&source.photo_images.len()) {
        return Err(Refusal::invalid_param("photo_images takes 1 to 35 addresses."));
    }
    if source.photo_cover_index >= source.photo_images.len() {
        return Err(Refusal::invalid_param(
            "photo_cover_index must name one of the photos.",
        ));
    }
    let owned = source
        .photo_images
        .iter()
        .map(|address| owned_address(world, address));
    Ok(Pull {
        addresses: owned.collect::<Result<_, _>>()?,
        is_photos: true,
    })
}

fn phone_is_new_enough(creator: &Creator) -> Result<(), Refusal> {
    if creator.trouble != Trouble::OldPhone {
        return Ok(());
    }
    let hint = "The creator's TikTok app is older than 31.8 and takes no photo drafts.";
    Err(Refusal::new(
        StatusCode::BAD_REQUEST,
        "app_version_check_failed",
        hint,
    ))
}
