//! The creator's public videos (R§5, R§6).

use serde::{Deserialize, Serialize};

use crate::calls::Endpoint;
use crate::client::Client;
use crate::error::{Error, Failure};
use crate::json::Id;
use crate::secret::Secret;

const LARGEST_PAGE: u32 = 20;
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

/// A public video. A count that was not sent is `None`, never zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Video {
    /// 19 digits, as text.
    pub id: String,
    /// When it was posted, in seconds since 1970.
    pub created_at_s: Option<i64>,
    /// Cover picture; the link lives six hours.
    pub cover_image_url: Option<String>,
    /// Page of the video, with parameters that tell TikTok where the visitor came from.
    pub share_url: Option<String>,
    /// Caption; may be cut short.
    pub video_description: Option<String>,
    /// Title; may be cut short.
    pub title: Option<String>,
    /// Length in seconds.
    pub duration_s: Option<i64>,
    /// Pixels.
    pub width: Option<i64>,
    /// Pixels.
    pub height: Option<i64>,
    /// Ready markup. Foreign text: never to be put into a page as it is.
    pub embed_html: Option<String>,
    /// Page with TikTok's player.
    pub embed_link: Option<String>,
    /// Likes.
    pub like_count: Option<i64>,
    /// Comments.
    pub comment_count: Option<i64>,
    /// Shares.
    pub share_count: Option<i64>,
    /// Views.
    pub view_count: Option<i64>,
}

/// A page of the list, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VideoPage {
    /// The videos. Can repeat some of the page before.
    pub videos: Vec<Video>,
    /// Where the next page starts: milliseconds since 1970, to be passed on unchanged.
    pub cursor: Option<i64>,
    /// Whether there is a next page.
    pub has_more: bool,
}

#[derive(Serialize)]
struct ListBody {
    max_count: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    cursor: Option<i64>,
}

#[derive(Serialize)]
struct QueryBody<'a> {
    filters: Filters<'a>,
}

#[derive(Serialize)]
struct Filters<'a> {
    video_ids: &'a [String],
}

#[derive(Deserialize)]
struct ListAnswer {
    videos: Option<Vec<VideoAnswer>>,
    cursor: Option<i64>,
    has_more: Option<bool>,
}

#[derive(Deserialize)]
struct VideoAnswer {
    id: Id,
    create_time: Option<i64>,
    cover_image_url: Option<String>,
    share_url: Option<String>,
    video_description: Option<String>,
    title: Option<String>,
    duration: Option<i64>,
    width: Option<i64>,
    height: Option<i64>,
    embed_html: Option<String>,
    embed_link: Option<String>,
    like_count: Option<i64>,
    comment_count: Option<i64>,
    share_count: Option<i64>,
    view_count: Option<i64>,
}

impl From<VideoAnswer> for Video {
    fn from(answer: VideoAnswer) -> Self {
        Self {
            id: answer.id.0,
            created_at_s: answer.create_time,
            cover_image_url: answer.cover_image_url,
            share_url: answer.share_url,
            video_description: answer.video_description,
            title: answer.title,
            duration_s: answer.duration,
            width: answer.width,
            height: answer.height,
            embed_html: answer.embed_html,
            embed_link: answer.embed_link,
            like_count: answer.like_count,
            comment_count: answer.comment_count,
            share_count: answer.share_count,
            view_count: answer.view_count,
        }
    }
}

impl From<ListAnswer> for VideoPage {
    fn from(answer: ListAnswer) -> Self {
        Self {
            videos: answer
                .videos
                .unwrap_or_default()
                .into_iter()
                .map(Video::from)
                .collect(),
            cursor: answer.cursor,
            has_more: answer.has_more.unwrap_or(false),
        }
    }
}

impl Client {
    /// A page of the creator's public videos, those before `cursor` (milliseconds since 1970) or the newest.
    /// Needs `video.list`. `max_count` is brought into 1 to 20, the largest page TikTok gives.
    ///
    /// # Errors
    /// [`Failure::RateLimited`] when pages are fetched too fast; one per second is
    /// comfortable.
    pub async fn video_list(
        &self,
        token: &Secret,
        cursor: Option<i64>,
        max_count: u32,
    ) -> Result<VideoPage, Error> {
        let body = ListBody {
            max_count: max_count.clamp(1, LARGEST_PAGE),
            cursor,
        };
        let answer = self
            .post_json_for_fields(Endpoint::VideoList, &FIELDS, &body, token)
            .await?;
        let success = answer
            .data::<ListAnswer>()
            .map_err(|error| error.without(&[token]))?;
        Ok(success.data.into())
    }

    /// These videos as they are now, for fresh links to their covers and fresh counts. Ids that are not the
    /// creator's, not public or gone are left out of the answer. Needs `video.list`; at most 20 ids, and none
    /// asks nothing.
    ///
    /// # Errors
    /// [`Failure::InvalidParam`] without a request for more than 20 ids; otherwise as
    /// [`Client::video_list`].
    pub async fn video_query(&self, token: &Secret, ids: &[String]) -> Result<Vec<Video>, Error> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        if ids.len() > MOST_IDS {
            return Err(Error::new(
                Failure::InvalidParam,
                "More than 20 videos were asked for at once.",
            ));
        }
        let body = QueryBody {
            filters: Filters { video_ids: ids },
        };
        let answer = self
            .post_json_for_fields(Endpoint::VideoQuery, &FIELDS, &body, token)
            .await?;
        let success = answer
            .data::<ListAnswer>()
            .map_err(|error| error.without(&[token]))?;
        Ok(VideoPage::from(success.data).videos)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> VideoPage {
        serde_json::from_str::<ListAnswer>(json).unwrap().into()
    }

    #[test]
    fn counts_left_out_are_unknown_and_ids_may_be_numbers() {
        let page = read(r#"{"videos":[{"id":7080213458555737986,"view_count":null}],"has_more":true}"#);
        assert_eq!(page.videos[0].id, "7080213458555737986");
        assert_eq!(
            (page.videos[0].view_count, page.videos[0].like_count),
            (None, None)
        );
        assert!(page.has_more);
    }

    #[test]
    fn data_without_videos_is_the_end_of_the_list() {
        assert_eq!(
            read("{}"),
            VideoPage {
                videos: Vec::new(),
                cursor: None,
                has_more: false
            }
        );
        assert_eq!(read(r#"{"videos":null,"has_more":null}"#).videos, []);
    }
}
