//! Sending the bytes of a video (R§9).

use std::fmt;
use std::ops::Range;
use std::time::Duration;

use reqwest::Response;
use reqwest::header::{CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};
use url::Url;

use crate::calls::Endpoint;
use crate::client::{self, Client};
use crate::endpoints::Endpoints;
use crate::error::{Error, Failure, Sent};

mod body;

pub use body::ChunkBody;

/// Answers of the upload host are empty or a short page; they are read only to keep the connection.
const LONGEST_ANSWER: usize = 256 << 10;

/// Where the bytes of one upload go. As secret as a token: whoever has it can upload.
#[derive(Clone, PartialEq, Eq)]
pub struct UploadUrl {
    text: String,
    url: Url,
}

impl UploadUrl {
    /// Takes an address only if bytes may go there: `https` at a host below `tiktokapis.com`, without user
    /// and port; for practice, the upload host of the practice TikTok (R§9).
    ///
    /// # Errors
    /// [`Failure::ForbiddenAddress`]. The error does not show the address.
    pub fn parse(text: &str, endpoints: &Endpoints) -> Result<Self, Error> {
        let allowed = Url::parse(text).ok().filter(|url| endpoints.allows_upload(url));
        let url = allowed.ok_or_else(forbidden)?;
        Ok(Self {
            text: text.to_owned(),
            url,
        })
    }

    /// The address itself, for keeping it where secrets are kept.
    pub fn expose(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for UploadUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UploadUrl(…)")
    }
}

fn forbidden() -> Error {
    Error::new(
        Failure::ForbiddenAddress,
        "The address for the upload is not one of TikTok's.",
    )
}

/// The container of a video (R§9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VideoType {
    /// `video/mp4`
    Mp4,
    /// `video/quicktime`
    QuickTime,
    /// `video/webm`
    WebM,
}

impl VideoType {
    /// The content type of its chunks.
    pub fn mime(self) -> &'static str {
        match self {
            Self::Mp4 => "video/mp4",
            Self::QuickTime => "video/quicktime",
            Self::WebM => "video/webm",
        }
    }
}

/// What TikTok says about a chunk it took (R§9.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChunkAnswer {
    /// More chunks are due.
    Stored {
        /// The end of the range the answer named, if it named one of this file. Raw: whether TikTok means a
        /// count or a last index is not known. [`ChunkPlan::stored`](crate::ChunkPlan::stored) reads it.
        reported: Option<u64>,
    },
    /// TikTok has the whole file and starts to process it.
    Complete,
}

impl Client {
    /// Sends one chunk: `range` of a file of `total` bytes. Strictly in order, one at a time (R§9.1). The
    /// access token is not part of it.
    ///
    /// There is no limit on the whole time, only on the time without progress.
    ///
    /// # Errors
    /// [`Failure::RangeMismatch`], [`Failure::UploadExpired`], [`Failure::UploadUnknown`],
    /// [`Failure::UploadRejected`], [`Failure::Server`], [`Failure::RateLimited`];
    /// [`Failure::FileRead`] when the file ends early or cannot be read. After [`Failure::Network`] and
    /// [`Failure::Timeout`] with [`Sent::Maybe`] TikTok may have the chunk: ask for the progress before the
    /// next one (R§9.2).
    pub async fn put_chunk(
        &self,
        upload_url: &UploadUrl,
        video_type: VideoType,
        range: Range<u64>,
        total: u64,
        body: ChunkBody,
    ) -> Result<ChunkAnswer, Error> {
        if !self.endpoints().allows_upload(&upload_url.url) {
            return Err(forbidden());
        }
        if !is_sound(&range, total, body.len()) {
            return Err(Error::new(Failure::Other, "The chunk and its range do not fit."));
        }
        let telling = self.telling(Endpoint::PutChunk, &[], &[]);
        let answer = self.put(upload_url, video_type, range, total, body).await;
        telling.tell(answer.as_ref().map(|_| (None, None)));
        answer
    }

    async fn put(
        &self,
        upload_url: &UploadUrl,
        video_type: VideoType,
        range: Range<u64>,
        total: u64,
        body: ChunkBody,
    ) -> Result<ChunkAnswer, Error> {
        let (body, watch) = body.into_parts();
        let request = self
            .http()
            .put(upload_url.url.clone())
            .header(CONTENT_TYPE, video_type.mime())
            // A length of our own keeps the transfer from being chunked.
            .header(CONTENT_LENGTH, range.end - range.start)
            .header(
                CONTENT_RANGE,
                format!("bytes {}-{}/{total}", range.start, range.end - 1),
            )
            .body(body);
        let idle = self.upload_idle_timeout();
        let sent = tokio::select! {
            sent = request.send() => sent.map_err(|error| client::of_transport(&error)),
            () = stalled(watch.progress.clone(), idle) => {
                Err(Error::new(Failure::Timeout { sent: Sent::Maybe }, "The upload made no progress."))
            }
        };
        if watch.file_failed() {
            return Err(Error::new(
                Failure::FileRead,
                "The file ended early or could not be read.",
            ));
        }
        let mut response = sent.inspect_err(|error| tracing::debug!(%error, "a chunk got no answer"))?;
        let answer = meaning(&response, &range, total);
        tracing::debug!(
            status = response.status().as_u16(),
            start = range.start,
            "a chunk was answered"
        );
        // Only to keep the connection: what the page says changes nothing.
        let _page = timeout(idle, client::read(&mut response, LONGEST_ANSWER)).await;
        answer
    }
}

fn is_sound(range: &Range<u64>, total: u64, length: u64) -> bool {
    range.start < range.end && range.end <= total && range.end - range.start == length
}

/// Returns when no piece was taken for the idle time, or no answer came for as long behind the last piece.
async fn stalled(mut progress: watch::Receiver<u64>, idle: Duration) {
    loop {
        match timeout(idle, progress.changed()).await {
            Ok(Ok(())) => {}
            Ok(Err(_all_taken)) => return sleep(idle).await,
            Err(_) => return,
        }
    }
}

fn meaning(response: &Response, range: &Range<u64>, total: u64) -> Result<ChunkAnswer, Error> {
    let status = response.status().as_u16();
    let reported = || {
        let value = response.headers().get(CONTENT_RANGE)?.to_str().ok()?;
        reported_end(value, total)
    };
    let failure = match status {
        201 => return Ok(ChunkAnswer::Complete),
        // Not documented; some clients met it.
        200 if range.end == total => return Ok(ChunkAnswer::Complete),
        200 | 206 => return Ok(ChunkAnswer::Stored { reported: reported() }),
        300..=399 => Failure::NotTikTok,
        400 => Failure::UploadRejected,
        403 => Failure::UploadExpired,
        404 | 405 => Failure::UploadUnknown,
        416 => Failure::RangeMismatch { reported: reported() },
        429 => Failure::RateLimited {
            retry_after: client::asked_to_wait(response),
        },
        500..=599 => Failure::Server,
        _ => Failure::Other,
    };
    Err(Error::of_status(failure, status, ""))
}

/// The end in `bytes 0-{end}/{total}`, if the header is about a file of this size.
fn reported_end(value: &str, total: u64) -> Option<u64> {
    let (range, of) = value.trim().strip_prefix("bytes")?.trim_start().split_once('/')?;
    let (start, end) = range.split_once('-')?;
    let end = end.parse().ok()?;
    (start == "0" && of.parse() == Ok(total) && end <= total).then_some(end)
}

#[cfg(test)]
mod tests;
