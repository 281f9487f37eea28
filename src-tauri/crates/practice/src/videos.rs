//! Public videos: list and query (R§5, R§6). Counters grow with time and never fall.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Query, State};
use http::HeaderMap;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::access::admit;
use crate::creator::Fields;
use crate::endpoint::Endpoint;
use crate::envelope::{Answer, Refusal, ok};
use crate::ids;
use crate::personas::Creator;
use crate::pictures;
use crate::state::State as Kept;
use crate::world::World;

const HOUR: i64 = 3_600_000;
const LONGEST_TEXT: usize = 150;
const MOST_IDS: usize = 20;
const FIELDS: [&str; 15] = [
    "id",
    "create_time",
    "cover_image_url",
    "share_url",
    "video_description",
    "duration",
    "height",
    "width",
    "title",
    "embed_html",
    "embed_link",
    "like_count",
    "comment_count",
    "share_count",
    "view_count",
];

/// A public video.
pub struct Video {
    id: u64,
    created_at: i64,
    title: String,
    description: String,
    seconds: u32,
    most_views: u32,
}

/// Every public video of `creator`, newest first; none while the account is private. Photo
/// posts are among them: that nobody has written down whether they are (R§18) is no reason
/// to hide them.
pub fn public(creator: &Creator, state: &Kept, now: i64) -> Vec<Video> {
    if state.is_private(creator) {
        return vec![];
    }
    let older = creator.videos.iter().map(|(title, hours, seconds, most_views)| {
        let created_at = state.born_at - i64::from(*hours) * HOUR;
        let id = ids::long_id(created_at / 1_000, ids::hash(title));
        Video {
            id,
            created_at,
            title: (*title).to_owned(),
            description: String::new(),
            seconds: *seconds,
            most_views: *most_views,
        }
    });
    let posts = state.posts.iter().filter(|post| post.persona == creator.name);
    let newer = posts.filter(|post| state.is_public(post, now)).map(|post| Video {
        id: post.video_id,
        created_at: post.posted_at,
        title: post.title.clone(),
        description: post.description.clone(),
        // Nothing of a video is kept, so its length is not known here; photos have none.
        seconds: if post.is_photos { 0 } else { 15 },
        most_views: 200 + u32::try_from(ids::hash(&post.sha256) % 9_000).unwrap_or_default(),
    });
    let mut videos: Vec<_> = older.chain(newer).collect();
    videos.sort_by_key(|video| std::cmp::Reverse((video.created_at, video.id)));
    videos
}

impl Video {
    /// Most views come in the first days.
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss
    )]
    fn views(&self, now: i64) -> u32 {
        let hours = (now - self.created_at).max(0) as f64 / HOUR as f64;
        (f64::from(self.most_views) * (1.0 - (-hours / 36.0).exp())) as u32
    }

    /// Likes at `now`.
    pub fn likes(&self, now: i64) -> u32 {
        self.share_of_views(now, 60, 60)
    }

    /// Between `least` and `least + spread` of a thousand views.
    fn share_of_views(&self, now: i64, least: u64, spread: u64) -> u32 {
        let share = least + ids::mix(self.id, least) % spread;
        u32::try_from(u64::from(self.views(now)) * share / 1_000).unwrap_or(u32::MAX)
    }

    /// The object of R§5. Links point to this server: practising leads nobody to TikTok.
    fn object(&self, world: &World, creator: &Creator, names: &[&str], now: i64) -> Value {
        let Self { id, .. } = self;
        let campaign = "utm_campaign=tt4d_open_api&utm_source=practice";
        let share_url = format!("{}/@{}/video/{id}?{campaign}", world.origin, creator.handle);
        let comments = if creator.comment_disabled {
            0
        } else {
            self.share_of_views(now, 2, 6)
        };
        let cut = |text: &str| text.chars().take(LONGEST_TEXT).collect::<String>();
        let description = if self.description.is_empty() {
            &self.title
        } else {
            &self.description
        };
        let all = json!({
            "id": id.to_string(),
            "create_time": self.created_at / 1_000,
            "cover_image_url": pictures::cover_address(world, *id, now),
            "share_url": share_url,
            "video_description": cut(description),
            "duration": self.seconds,
            "height": 1024,
            "width": 576,
            "title": cut(&self.title),
            "embed_html": format!("<blockquote class=\"tiktok-embed\" cite=\"{share_url}\"></blockquote>"),
            "embed_link": format!("{}/static/profile-video?id={id}&hide_author=1&{campaign}", world.origin),
            "like_count": self.likes(now),
            "comment_count": comments,
            "share_count": self.share_of_views(now, 3, 9),
            "view_count": self.views(now),
        });
        let asked: Map<_, _> = names
            .iter()
            .map(|name| ((*name).to_owned(), all[*name].clone()))
            .collect();
        Value::Object(asked)
    }
}

#[derive(Deserialize, Default)]
struct Page {
    #[serde(default)]
    cursor: Option<i64>,
    #[serde(default)]
    max_count: Option<i64>,
}

/// `POST /v2/video/list/`
pub async fn list(
    State(world): State<Arc<World>>,
    Query(fields): Query<Fields>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let creator = admit(&world, &headers, Endpoint::VideoList, &["video.list"])?.creator;
    let names = fields.names(|name| FIELDS.contains(&name))?;
    let page: Page = if body.is_empty() {
        Page::default()
    } else {
        parse(&body)?
    };
    let most = page.max_count.unwrap_or(10);
    let most = usize::try_from(most).ok().filter(|most| (1..=20).contains(most));
    let most = most.ok_or_else(|| Refusal::invalid_params("max_count must lie between 1 and 20."))?;
    Ok(world.with(|memory, now| {
        let before = page.cursor.unwrap_or(i64::MAX);
        let videos = public(creator, &memory.state, now);
        let mut rest = videos.iter().filter(|video| video.created_at < before);
        let shown: Vec<_> = rest.by_ref().take(most).collect();
        let cursor = shown.last().map_or(0, |last| last.created_at);
        let objects: Vec<_> = shown
            .iter()
            .map(|video| video.object(&world, creator, &names, now))
            .collect();
        ok(&json!({ "videos": objects, "cursor": cursor, "has_more": rest.next().is_some() }))
    }))
}

#[derive(Deserialize)]
struct Wanted {
    filters: Filters,
}

#[derive(Deserialize)]
struct Filters {
    video_ids: Vec<String>,
}

/// `POST /v2/video/query/`
pub async fn query(
    State(world): State<Arc<World>>,
    Query(fields): Query<Fields>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let creator = admit(&world, &headers, Endpoint::VideoQuery, &["video.list"])?.creator;
    let names = fields.names(|name| FIELDS.contains(&name))?;
    let wanted: Wanted = parse(&body)?;
    let ids = wanted.filters.video_ids;
    if ids.len() > MOST_IDS {
        return Err(Refusal::invalid_params("At most 20 ids."));
    }
    Ok(world.with(|memory, now| {
        let videos = public(creator, &memory.state, now);
        let found = videos.iter().filter(|video| ids.contains(&video.id.to_string()));
        let objects: Vec<_> = found
            .map(|video| video.object(&world, creator, &names, now))
            .collect();
        ok(&json!({ "videos": objects, "cursor": 0, "has_more": false }))
    }))
}

fn parse<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body)
        .map_err(|error| Refusal::invalid_params(format!("The body does not fit: {error}.")))
}
