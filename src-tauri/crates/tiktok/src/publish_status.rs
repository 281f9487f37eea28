//! Following a post (R§11), and stopping it (R§10).

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use crate::calls::Endpoint;
use crate::client::Client;
use crate::error::Error;
use crate::fail_reason::FailReason;
use crate::json::Id;
use crate::secret::Secret;

/// How far a post has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishStatus {
    /// The step it is in.
    pub state: PublishState,
    /// Ids of posts that are public and passed moderation. Private posts never get one, and an id can
    /// appear long after [`PublishState::Complete`].
    pub public_post_ids: Vec<String>,
    /// Bytes TikTok has of an upload. A count, not a last index.
    pub uploaded_bytes: Option<u64>,
    /// Bytes TikTok has pulled.
    pub downloaded_bytes: Option<u64>,
    /// TikTok's name of the request.
    pub log_id: Option<String>,
}

/// The step a post is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublishState {
    /// `PROCESSING_UPLOAD`: bytes are arriving, or all have just arrived.
    ProcessingUpload,
    /// `PROCESSING_DOWNLOAD`: TikTok pulls the file.
    ProcessingDownload,
    /// `SEND_TO_USER_INBOX`: waits for the creator in the TikTok app. Not published.
    SentToInbox,
    /// `PUBLISH_COMPLETE`: posted.
    Complete,
    /// `FAILED`.
    Failed(FailReason),
    /// A state that is not documented. To be taken as "still working", never as a failure.
    Unknown(String),
}

#[derive(Serialize)]
struct PostBody<'a> {
    publish_id: &'a str,
}

#[derive(Deserialize)]
struct StatusAnswer {
    status: String,
    fail_reason: Option<String>,
    /// TikTok's own spelling.
    publicaly_available_post_id: Option<Vec<Id>>,
    /// The right spelling, should it ever come.
    publicly_available_post_id: Option<Vec<Id>>,
    uploaded_bytes: Option<i64>,
    downloaded_bytes: Option<i64>,
}

impl StatusAnswer {
    fn into_status(self, log_id: Option<String>) -> PublishStatus {
        let reason = FailReason::from(self.fail_reason.as_deref().unwrap_or_default());
        let ids = [self.publicaly_available_post_id, self.publicly_available_post_id];
        let mut public_post_ids = Vec::new();
        for Id(id) in ids.into_iter().flatten().flatten() {
            if !public_post_ids.contains(&id) {
                public_post_ids.push(id);
            }
        }
        PublishStatus {
            state: state(self.status, reason),
            public_post_ids,
            uploaded_bytes: self.uploaded_bytes.and_then(|bytes| bytes.try_into().ok()),
            downloaded_bytes: self.downloaded_bytes.and_then(|bytes| bytes.try_into().ok()),
            log_id,
        }
    }
}

fn state(name: String, reason: FailReason) -> PublishState {
    match name.as_str() {
        "PROCESSING_UPLOAD" => PublishState::ProcessingUpload,
        "PROCESSING_DOWNLOAD" => PublishState::ProcessingDownload,
        "SEND_TO_USER_INBOX" => PublishState::SentToInbox,
        "PUBLISH_COMPLETE" => PublishState::Complete,
        "FAILED" => PublishState::Failed(reason),
        _ => PublishState::Unknown(name),
    }
}

impl Client {
    /// How far a post has come. Needs `video.publish` or `video.upload`; 30 requests per minute and token.
    ///
    /// # Errors
    /// [`Failure::InvalidPublishId`](crate::Failure),
    /// [`ForeignPublishId`](crate::Failure::ForeignPublishId) and the general ones.
    pub async fn publish_status(&self, token: &Secret, publish_id: &str) -> Result<PublishStatus, Error> {
        let answer = self
            .post_json(Endpoint::PublishStatus, &PostBody { publish_id }, token)
            .await?;
        let success = answer
            .data::<StatusAnswer>()
            .map_err(|error| error.without(&[token]))?;
        Ok(success.data.into_status(success.log_id))
    }

    /// Stops the pull of a post, as far as it still can be stopped: not near the end of the download and not
    /// in processing. Afterwards the post is [`FailReason::PublishCancelled`]. Needs `video.publish` or
    /// `video.upload`. An upload is given up by not sending the rest (R§10).
    ///
    /// # Errors
    /// [`Failure::NotCancellable`](crate::Failure) when the post is final already: its status says how;
    /// [`InvalidPublishId`](crate::Failure::InvalidPublishId),
    /// [`ForeignPublishId`](crate::Failure::ForeignPublishId) and the general ones.
    pub async fn cancel(&self, token: &Secret, publish_id: &str) -> Result<(), Error> {
        let answer = self
            .post_json(Endpoint::Cancel, &PostBody { publish_id }, token)
            .await?;
        let done = answer.data::<IgnoredAny>();
        done.map(|_nothing| ()).map_err(|error| error.without(&[token]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> PublishStatus {
        serde_json::from_str::<StatusAnswer>(json)
            .unwrap()
            .into_status(None)
    }

    #[test]
    fn ids_are_taken_from_both_spellings_once_each_and_exactly() {
        let status = read(
            r#"{"status":"PUBLISH_COMPLETE","publicaly_available_post_id":[7663542984343883021,"12"],
                "publicly_available_post_id":["7663542984343883021",13]}"#,
        );
        assert_eq!(status.public_post_ids, ["7663542984343883021", "12", "13"]);
    }

    #[test]
    fn null_lists_and_counters_are_as_good_as_missing_ones() {
        let status = read(
            r#"{"status":"PROCESSING_UPLOAD","publicaly_available_post_id":null,"uploaded_bytes":null,
                "downloaded_bytes":-1,"fail_reason":null}"#,
        );
        assert_eq!(status.state, PublishState::ProcessingUpload);
        assert!(status.public_post_ids.is_empty());
        assert_eq!((status.uploaded_bytes, status.downloaded_bytes), (None, None));
    }

    #[test]
    fn states_and_reasons_of_tomorrow_keep_their_names() {
        let state = read(r#"{"status":"MODERATING"}"#).state;
        assert_eq!(state, PublishState::Unknown("MODERATING".to_owned()));
        let state = read(r#"{"status":"FAILED","fail_reason":"audio_check_failed"}"#).state;
        assert_eq!(
            state,
            PublishState::Failed(FailReason::Other("audio_check_failed".to_owned()))
        );
        let state = read(r#"{"status":"FAILED"}"#).state;
        assert_eq!(state, PublishState::Failed(FailReason::Other(String::new())));
    }
}
