//! The shapes of TikTok's answers (R§2.6, R§12.1).
//!
//! The API wraps: `{"data": …, "error": {"code", "message", "log_id"}}`. OAuth is flat:
//! `{"error": "…", "error_description": "…", "log_id": "…"}`. A page of the reference prints a bare
//! `{"code", "message", "log_id"}`, and an edge can answer HTML with any status.

use std::time::Duration;

use bytes::Bytes;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::calls::Telling;
use crate::error::{Error, Failure, Told};

const OK: &str = "ok";

/// An HTTP answer, read to its end.
pub(crate) struct Answer {
    pub status: u16,
    pub retry_after: Option<Duration>,
    pub body: Bytes,
}

/// The data of a successful answer, and the `log_id` beside it.
#[derive(Debug)]
pub(crate) struct Success<T> {
    pub data: T,
    pub log_id: Option<String>,
}

/// Any object TikTok answers with. Unknown members are none of our business.
/// An answer to a call whose end is told as soon as it is read.
pub(crate) struct Called {
    answer: Answer,
    telling: Telling,
}

impl Called {
    pub(crate) fn new(answer: Answer, telling: Telling) -> Self {
        Self { answer, telling }
    }

    /// As [`Answer::data`].
    pub(crate) fn data<T: DeserializeOwned>(self) -> Result<Success<T>, Error> {
        let read = self.answer.data();
        let told = read.as_ref();
        self.telling
            .tell(told.map(|success| (self.answer.status_word(), success.log_id.clone())));
        read
    }

    /// As [`Answer::oauth`].
    pub(crate) fn oauth<T: DeserializeOwned>(self) -> Result<T, Error> {
        let read = self.answer.oauth();
        self.telling.tell(read.as_ref().map(|_| (None, None)));
        read
    }

    /// As [`Answer::oauth_done`].
    pub(crate) fn oauth_done(self) -> Result<(), Error> {
        let read = self.answer.oauth_done();
        self.telling.tell(read.as_ref().map(|()| (None, None)));
        read
    }
}

#[derive(Deserialize)]
struct Shape<'a> {
    #[serde(borrow)]
    data: Option<&'a RawValue>,
    #[serde(borrow)]
    error: Option<&'a RawValue>,
    code: Option<String>,
    message: Option<String>,
    error_description: Option<String>,
    #[serde(alias = "logid")]
    log_id: Option<String>,
}

#[derive(Deserialize)]
struct ErrorObject {
    #[serde(default)]
    code: String,
    message: Option<String>,
    #[serde(alias = "logid")]
    log_id: Option<String>,
}

impl Shape<'_> {
    /// What the answer says about success, in whichever of the three shapes. `None`: nothing.
    fn told(&self) -> Option<Told> {
        let raw = self.error.map(RawValue::get);
        if let Some(object) = raw.and_then(|raw| serde_json::from_str::<ErrorObject>(raw).ok()) {
            let log_id = object.log_id.or_else(|| self.log_id.clone());
            return Some(Told {
                code: object.code,
                message: object.message.unwrap_or_default(),
                log_id,
            });
        }
        let flat = raw
            .and_then(|raw| serde_json::from_str::<String>(raw).ok())
            .filter(|code| !code.is_empty());
        let code = flat.or_else(|| self.code.clone())?;
        let message = self
            .error_description
            .clone()
            .or_else(|| self.message.clone())
            .unwrap_or_default();
        Some(Told {
            code,
            message,
            log_id: self.log_id.clone(),
        })
    }
}

impl Answer {
    /// The data of an API answer: 2xx **and** `error.code` is `ok`, nothing less.
    pub(crate) fn data<T: DeserializeOwned>(&self) -> Result<Success<T>, Error> {
        let shape: Shape<'_> = serde_json::from_slice(&self.body).map_err(|_| self.unreadable())?;
        let told = shape.told().ok_or_else(|| self.unreadable())?;
        if told.code != OK || !self.is_success() {
            return Err(self.refusal(told, Failure::Other));
        }
        let data = shape.data.map_or("{}", RawValue::get);
        match serde_json::from_str(data) {
            Ok(data) => Ok(Success {
                data,
                log_id: told.log_id,
            }),
            Err(_) => Err(Error {
                log_id: told.log_id,
                ..self.incomplete()
            }),
        }
    }

    /// TikTok's word for how far a post is, if the answer is about one.
    fn status_word(&self) -> Option<String> {
        #[derive(Deserialize)]
        struct About {
            data: Data,
        }
        #[derive(Deserialize)]
        struct Data {
            status: String,
        }
        let about: About = serde_json::from_slice(&self.body).ok()?;
        Some(about.data.status)
    }

    /// The body of an OAuth answer. Its status means nothing: errors come with 200 as well (R§2.6).
    pub(crate) fn oauth<T: DeserializeOwned>(&self) -> Result<T, Error> {
        self.oauth_refusal()?;
        serde_json::from_slice(&self.body).map_err(|_| self.incomplete())
    }

    /// Whether an OAuth call that answers nothing succeeded: an empty body or an object without an error
    /// (R§2.4).
    pub(crate) fn oauth_done(&self) -> Result<(), Error> {
        if self.is_success() && self.body.trim_ascii().is_empty() {
            return Ok(());
        }
        self.oauth_refusal()
    }

    fn oauth_refusal(&self) -> Result<(), Error> {
        let shape: Shape<'_> = serde_json::from_slice(&self.body).map_err(|_| self.unreadable())?;
        match shape.told() {
            Some(told) if told.code != OK => Err(self.refusal(told, Failure::OAuthOther)),
            _ if !self.is_success() => Err(self.unreadable()),
            _ => Ok(()),
        }
    }

    /// The error TikTok described. Its code decides, whatever the status; the status decides about codes
    /// that are not known, and `otherwise` about the rest.
    fn refusal(&self, told: Told, otherwise: Failure) -> Error {
        let failure = Failure::of_api_code(&told.code, &told.message)
            .or_else(|| Failure::of_oauth_code(&told.code))
            .or_else(|| Failure::of_status(self.status))
            .unwrap_or(otherwise);
        Error::told(self.with_retry_after(failure), self.status, told)
    }

    /// The error of an answer that is not TikTok's JSON.
    fn unreadable(&self) -> Error {
        let failure = Failure::of_status(self.status).unwrap_or(Failure::NotTikTok);
        Error::of_status(
            self.with_retry_after(failure),
            self.status,
            "The answer could not be read.",
        )
    }

    /// The error of an answer that says it is a success and lacks what was asked for.
    fn incomplete(&self) -> Error {
        Error::of_status(
            Failure::NotTikTok,
            self.status,
            "The answer lacks what was asked for.",
        )
    }

    fn with_retry_after(&self, failure: Failure) -> Failure {
        match failure {
            Failure::RateLimited { .. } => Failure::RateLimited {
                retry_after: self.retry_after,
            },
            other => other,
        }
    }

    fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

#[cfg(test)]
mod tests;
