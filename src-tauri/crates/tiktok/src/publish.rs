//! Opening a post of a video file, direct or to the inbox (R§8.1, R§8.2).

use serde::{Deserialize, Serialize};

use crate::calls::Endpoint;
use crate::chunk_plan::ChunkPlan;
use crate::client::Client;
use crate::creator_info::PrivacyLevel;
use crate::error::Error;
use crate::secret::Secret;
use crate::upload::UploadUrl;

/// What is posted beside the bytes. Both brand toggles and the AI label are always sent, set or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VideoPost {
    /// The caption: at most 2,200 UTF-16 units. `None`: no caption.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// One of the levels [`CreatorInfo`](crate::CreatorInfo) offers now.
    pub privacy_level: PrivacyLevel,
    /// Nobody may make duets.
    pub disable_duet: bool,
    /// Nobody may stitch.
    pub disable_stitch: bool,
    /// Nobody may comment.
    pub disable_comment: bool,
    /// The frame of the cover, in milliseconds from the start. `None`: the first frame.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video_cover_timestamp_ms: Option<u32>,
    /// A paid partnership for a third party.
    pub brand_content_toggle: bool,
    /// Promotes the creator's own business.
    pub brand_organic_toggle: bool,
    /// Labels the video as made by AI.
    pub is_aigc: bool,
}

/// An open post that waits for its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Initiated {
    /// For [`Client::publish_status`]. At most 64 characters.
    pub publish_id: String,
    /// Where the bytes go, for one hour from now.
    pub upload_url: UploadUrl,
    /// TikTok's name of the request.
    pub log_id: Option<String>,
}

#[derive(Serialize)]
struct InitBody<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    post_info: Option<&'a VideoPost>,
    source_info: SourceInfo,
}

#[derive(Serialize)]
struct SourceInfo {
    source: &'static str,
    video_size: u64,
    chunk_size: u64,
    total_chunk_count: u64,
}

#[derive(Deserialize)]
struct InitAnswer {
    publish_id: String,
    upload_url: String,
}

impl Client {
    /// Opens a direct post of a video file. Needs `video.publish`; 6 requests per minute and token.
    ///
    /// Not idempotent, but harmless when its answer is lost: nothing is posted until all bytes have arrived
    /// (R§8).
    ///
    /// # Errors
    /// Everything of R§8.4; [`Failure::ForbiddenAddress`](crate::Failure) when TikTok names an upload host that is none of
    /// its own.
    pub async fn init_video(
        &self,
        token: &Secret,
        post: &VideoPost,
        plan: &ChunkPlan,
    ) -> Result<Initiated, Error> {
        self.init_file(Endpoint::InitVideo, Some(post), plan, token).await
    }

    /// Opens the way of a video file into the creator's inbox, where it waits as a draft until the creator
    /// posts it in the TikTok app. Needs `video.upload`; 6 requests per minute and token. Caption, visibility
    /// and labels do not travel with it (R§8.2).
    ///
    /// A lost answer posts nothing, but may occupy one of the creator's five pending places.
    ///
    /// # Errors
    /// [`Failure::TooManyPendingShares`](crate::Failure) when five drafts wait already; else as
    /// [`Client::init_video`].
    pub async fn init_inbox_video(&self, token: &Secret, plan: &ChunkPlan) -> Result<Initiated, Error> {
        self.init_file(Endpoint::InitInboxVideo, None, plan, token).await
    }

    async fn init_file(
        &self,
        endpoint: Endpoint,
        post_info: Option<&VideoPost>,
        plan: &ChunkPlan,
        token: &Secret,
    ) -> Result<Initiated, Error> {
        let source_info = SourceInfo {
            source: "FILE_UPLOAD",
            video_size: plan.total(),
            chunk_size: plan.chunk(),
            total_chunk_count: plan.count(),
        };
        let body = InitBody {
            post_info,
            source_info,
        };
        let answer = self.post_json(endpoint, &body, token).await?;
        let success = answer
            .data::<InitAnswer>()
            .map_err(|error| error.without(&[token]))?;
        let upload_url =
            UploadUrl::parse(&success.data.upload_url, self.endpoints()).map_err(|error| Error {
                log_id: success.log_id.clone(),
                ..error
            })?;
        Ok(Initiated {
            publish_id: success.data.publish_id,
            upload_url,
            log_id: success.log_id,
        })
    }
}
