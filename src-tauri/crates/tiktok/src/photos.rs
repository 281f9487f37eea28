//! Opening a post of photos, direct or to the inbox (R§8.3).

use std::fmt;

use serde::{Deserialize, Serialize};
use url::Url;

use crate::calls::Endpoint;
use crate::client::Client;
use crate::creator_info::PrivacyLevel;
use crate::error::Error;
use crate::secret::Secret;

/// Photos and what is posted beside them. TikTok takes no photo out of a file: it pulls each one from an
/// address of its own (R§10).
#[derive(Clone, PartialEq, Eq)]
pub struct PhotoPost {
    /// At most 90 UTF-16 units. `None`: no title.
    pub title: Option<String>,
    /// At most 4,000 UTF-16 units. `None`: no description.
    pub description: Option<String>,
    /// 1 to 35 addresses: public, `https`, answering without a redirect, below a domain or prefix that is
    /// verified for the app. Neither `Debug` nor an error shows them: an address can carry a signature.
    pub images: Vec<Url>,
    /// Which image is the cover, counted from 0.
    pub cover_index: u32,
    /// Labels the photos as made by AI. Beside `post_info`, not in it as for videos.
    pub is_aigc: bool,
    /// Where the photos go.
    pub mode: PhotoMode,
}

/// Where photos go (R§8.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhotoMode {
    /// `DIRECT_POST`: onto the profile. Needs `video.publish`.
    Direct(PhotoSettings),
    /// `MEDIA_UPLOAD`: into the inbox, where the creator chooses everything but title and description. Needs
    /// `video.upload`.
    Inbox,
}

/// What only a direct post of photos takes. Photos have neither duets nor stitches. Both brand toggles are
/// always sent, set or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhotoSettings {
    /// One of the levels [`CreatorInfo`](crate::CreatorInfo) offers now.
    pub privacy_level: PrivacyLevel,
    /// Nobody may comment.
    pub disable_comment: bool,
    /// TikTok adds music it recommends.
    pub auto_add_music: bool,
    /// A paid partnership for a third party.
    pub brand_content_toggle: bool,
    /// Promotes the creator's own business.
    pub brand_organic_toggle: bool,
}

/// An open post of photos. TikTok pulls them by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotosInitiated {
    /// For [`Client::publish_status`] and [`Client::cancel`]. At most 64 characters.
    pub publish_id: String,
    /// TikTok's name of the request.
    pub log_id: Option<String>,
}

impl fmt::Debug for PhotoPost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PhotoPost")
            .field("title", &self.title)
            .field("description", &self.description)
            .field("images", &self.images.len())
            .field("cover_index", &self.cover_index)
            .field("is_aigc", &self.is_aigc)
            .field("mode", &self.mode)
            .finish()
    }
}

#[derive(Serialize)]
struct InitBody<'a> {
    media_type: &'static str,
    post_mode: &'static str,
    is_aigc: bool,
    post_info: PostInfo<'a>,
    source_info: SourceInfo<'a>,
}

#[derive(Serialize)]
struct PostInfo<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(flatten)]
    settings: Option<&'a PhotoSettings>,
}

#[derive(Serialize)]
struct SourceInfo<'a> {
    source: &'static str,
    photo_images: Vec<&'a str>,
    photo_cover_index: u32,
}

#[derive(Deserialize)]
struct InitAnswer {
    publish_id: String,
}

impl<'a> From<&'a PhotoPost> for InitBody<'a> {
    fn from(post: &'a PhotoPost) -> Self {
        let (post_mode, settings) = match &post.mode {
            PhotoMode::Direct(settings) => ("DIRECT_POST", Some(settings)),
            PhotoMode::Inbox => ("MEDIA_UPLOAD", None),
        };
        Self {
            media_type: "PHOTO",
            post_mode,
            is_aigc: post.is_aigc,
            post_info: PostInfo {
                title: post.title.as_deref(),
                description: post.description.as_deref(),
                settings,
            },
            source_info: SourceInfo {
                source: "PULL_FROM_URL",
                photo_images: post.images.iter().map(Url::as_str).collect(),
                photo_cover_index: post.cover_index,
            },
        }
    }
}

impl Client {
    /// Opens a post of photos; TikTok starts to pull them at once. Needs the scope of its [`PhotoMode`]; 6
    /// requests per minute and token.
    ///
    /// **Never to be repeated by itself.** There is no last byte that the app still holds back: TikTok may
    /// have taken the post although its answer was lost, and nothing tells the two apart, because the
    /// `publish_id` is in the lost answer. A second call can therefore be a second post. Whenever
    /// [`Failure::may_have_worked`](crate::Failure::may_have_worked) is true of the error (a
    /// [`Sent::Maybe`](crate::Sent::Maybe), an unreadable answer, a 5xx), its
    /// [`Reaction::RetryAfter`](crate::Reaction::RetryAfter) is a question for the creator, who looks into
    /// TikTok first (R§8).
    ///
    /// # Errors
    /// [`Failure::UrlOwnershipUnverified`](crate::Failure::UrlOwnershipUnverified) for an image below no
    /// verified property, [`AppVersionTooOld`](crate::Failure::AppVersionTooOld) in [`PhotoMode::Inbox`],
    /// [`InvalidParam`](crate::Failure::InvalidParam) beyond the limits of a field, and the rest of R§8.4.
    pub async fn init_photos(&self, token: &Secret, post: &PhotoPost) -> Result<PhotosInitiated, Error> {
        let answer = self
            .post_json(Endpoint::InitPhotos, &InitBody::from(post), token)
            .await?;
        let success = answer.data::<InitAnswer>().map_err(|error| {
            let addresses = signed_parts(&post.images);
            let secrets: Vec<_> = addresses.iter().chain([token]).collect();
            error.without(&secrets)
        })?;
        Ok(PhotosInitiated {
            publish_id: success.data.publish_id,
            log_id: success.log_id,
        })
    }
}

/// What an error must not repeat of the images: the whole addresses, and their queries by themselves.
fn signed_parts(images: &[Url]) -> Vec<Secret> {
    let whole = images.iter().map(Url::as_str);
    let queries = images.iter().filter_map(Url::query);
    whole.chain(queries).map(Secret::new).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn post(mode: PhotoMode) -> PhotoPost {
        PhotoPost {
            title: Some("funny cat".to_owned()),
            description: None,
            images: vec![Url::parse("https://photos.example.com/a.webp?signature=s3cret").unwrap()],
            cover_index: 0,
            is_aigc: true,
            mode,
        }
    }

    fn sent(post: &PhotoPost) -> Value {
        serde_json::to_value(InitBody::from(post)).unwrap()
    }

    #[test]
    fn a_direct_post_says_everything_and_the_label_stands_at_the_top() {
        let direct = post(PhotoMode::Direct(PhotoSettings {
            privacy_level: PrivacyLevel::FollowerOfCreator,
            disable_comment: true,
            auto_add_music: false,
            brand_content_toggle: false,
            brand_organic_toggle: true,
        }));
        let expected = json!({
            "media_type": "PHOTO",
            "post_mode": "DIRECT_POST",
            "is_aigc": true,
            "post_info": {
                "title": "funny cat",
                "privacy_level": "FOLLOWER_OF_CREATOR",
                "disable_comment": true,
                "auto_add_music": false,
                "brand_content_toggle": false,
                "brand_organic_toggle": true,
            },
            "source_info": {
                "source": "PULL_FROM_URL",
                "photo_images": ["https://photos.example.com/a.webp?signature=s3cret"],
                "photo_cover_index": 0,
            },
        });
        assert_eq!(sent(&direct), expected);
    }

    #[test]
    fn the_inbox_gets_title_and_description_and_nothing_else_of_a_post() {
        let body = sent(&post(PhotoMode::Inbox));
        assert_eq!(body["post_mode"], "MEDIA_UPLOAD");
        assert_eq!(body["post_info"], json!({"title": "funny cat"}));
    }

    #[test]
    fn debug_counts_the_images_and_shows_no_address() {
        let shown = format!("{:?}", post(PhotoMode::Inbox));
        assert!(shown.contains("images: 1"), "{shown}");
        assert!(
            !shown.contains("s3cret") && !shown.contains("example.com"),
            "{shown}"
        );
    }
}
