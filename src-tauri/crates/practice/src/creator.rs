//! The profile (R§4) and what a creator may post now (R§7).

use std::sync::Arc;

use axum::extract::{Query, State};
use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value, json};

use crate::access::admit;
use crate::endpoint::Endpoint;
use crate::envelope::{Answer, Refusal, ok};
use crate::ids;
use crate::personas::{Creator, Trouble, privacy_level_options};
use crate::pictures;
use crate::quotas;
use crate::videos;
use crate::world::World;

/// Fields of R§4 with the scope that opens each.
const FIELDS: [(&str, &str); 14] = [
    ("open_id", "user.info.basic"),
    ("union_id", "user.info.basic"),
    ("avatar_url", "user.info.basic"),
    ("avatar_url_100", "user.info.basic"),
    ("avatar_large_url", "user.info.basic"),
    ("display_name", "user.info.basic"),
    ("bio_description", "user.info.profile"),
    ("profile_deep_link", "user.info.profile"),
    ("is_verified", "user.info.profile"),
    ("username", "user.info.profile"),
    ("follower_count", "user.info.stats"),
    ("following_count", "user.info.stats"),
    ("likes_count", "user.info.stats"),
    ("video_count", "user.info.stats"),
];

/// Query of endpoints that take `fields`.
#[derive(serde::Deserialize)]
pub struct Fields {
    /// Comma-separated names.
    #[serde(default)]
    fields: String,
}

impl Fields {
    /// The names, or a refusal where there are none or one is not in `known`.
    pub fn names(&self, known: impl Fn(&str) -> bool) -> Result<Vec<&str>, Refusal> {
        let names: Vec<_> = self
            .fields
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .collect();
        if names.is_empty() {
            return Err(Refusal::invalid_params(
                "fields is missing; it belongs into the query.",
            ));
        }
        match names.iter().find(|name| !known(name)) {
            Some(name) => Err(Refusal::invalid_params(format!("There is no field {name}."))),
            None => Ok(names),
        }
    }
}

/// `GET /v2/user/info/`
pub async fn user_info(
    State(world): State<Arc<World>>,
    headers: HeaderMap,
    Query(fields): Query<Fields>,
) -> Answer {
    let scopes = ["user.info.basic", "user.info.profile", "user.info.stats"];
    let caller = admit(&world, &headers, Endpoint::UserInfo, &scopes)?;
    let names = fields.names(|name| scope_of(name).is_some())?;
    if let Some(name) = names
        .iter()
        .find(|name| !scope_of(name).is_some_and(|scope| caller.may(scope)))
    {
        let hint = format!(
            "The field {name} needs the scope {}.",
            scope_of(name).unwrap_or_default()
        );
        let refusal = Refusal::new(StatusCode::BAD_REQUEST, "scope_permission_missed", hint);
        return Err(refusal.saying("Access token is invalid, some fields need additional scopes."));
    }
    let profile = profile(&world, caller.creator);
    let user: Map<_, _> = names
        .into_iter()
        .map(|name| (name.to_owned(), profile[name].clone()))
        .collect();
    Ok(ok(&json!({ "user": user })))
}

fn scope_of(field: &str) -> Option<&'static str> {
    FIELDS
        .iter()
        .find(|(name, _)| *name == field)
        .map(|(_, scope)| *scope)
}

fn profile(world: &World, creator: &Creator) -> Value {
    let (likes, count) = world.with(|memory, now| {
        let videos = videos::public(creator, &memory.state, now);
        (
            videos
                .iter()
                .map(|video| u64::from(video.likes(now)))
                .sum::<u64>(),
            videos.len(),
        )
    });
    let avatar = pictures::avatar_address(world, creator);
    json!({
        "open_id": world.open_id(creator),
        "union_id": ids::stable_uuid(&format!("union {}", creator.name)),
        "avatar_url": avatar,
        "avatar_url_100": avatar,
        "avatar_large_url": avatar,
        "display_name": creator.nickname,
        "bio_description": creator.bio,
        "profile_deep_link": format!("{}/@{}", world.origin, creator.handle),
        "is_verified": creator.is_verified,
        "username": creator.handle,
        "follower_count": creator.follows.0,
        "following_count": creator.follows.1,
        "likes_count": likes,
        "video_count": count,
    })
}

/// `POST /v2/post/publish/creator_info/query/`
pub async fn creator_info(State(world): State<Arc<World>>, headers: HeaderMap) -> Answer {
    let creator = admit(&world, &headers, Endpoint::CreatorInfo, &["video.publish"])?.creator;
    if let Some((code, hint)) =
        world.with(|memory, now| quotas::cannot_post(&world, creator, &memory.state, now))
    {
        // With HTTP 200 on purpose (R§7).
        return Err(Refusal::new(StatusCode::OK, code, hint));
    }
    let is_private = world.is_private(creator);
    Ok(ok(&json!({
        "creator_avatar_url": pictures::avatar_address(&world, creator),
        "creator_username": creator.handle,
        "creator_nickname": creator.nickname,
        "privacy_level_options": privacy_level_options(is_private),
        "comment_disabled": creator.comment_disabled,
        "duet_disabled": creator.duet_disabled || is_private,
        "stitch_disabled": creator.stitch_disabled || is_private,
        "max_video_post_duration_sec": creator.longest,
    })))
}

/// Whether the app counts as unaudited when it posts for `creator`.
pub fn meets_unaudited_app(world: &World, creator: &Creator) -> bool {
    world.unaudited || creator.trouble == Trouble::Unaudited
}
