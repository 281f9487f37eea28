//! What can go wrong, and what to do about it.

use std::fmt;
use std::time::Duration;

use crate::secret::Secret;

mod codes;
mod failure;

pub use failure::{Failure, Field, Reaction, Sent};

/// TikTok's texts are cut here: they are shown and logged, so they must stay short.
const LONGEST_TEXT: usize = 500;

/// One classified error.
///
/// Every text in it can be shown and logged: secrets of the request are taken out, addresses are never
/// put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// The cause; it decides the [`Reaction`].
    pub failure: Failure,
    /// TikTok's own code, such as `access_token_invalid`, if it sent one (R§12.1, R§2.6).
    pub code: Option<String>,
    /// TikTok's words, or ours when TikTok said nothing. May be empty. Never to be matched on.
    pub message: String,
    /// Status of the HTTP answer, if there was one.
    pub http_status: Option<u16>,
    /// TikTok's support asks for it (R§2.6).
    pub log_id: Option<String>,
}

impl Error {
    /// An error that did not come out of an answer of TikTok.
    pub fn new(failure: Failure, message: impl Into<String>) -> Self {
        Self {
            failure,
            code: None,
            message: message.into(),
            http_status: None,
            log_id: None,
        }
    }

    /// What to do about it. Each cause has exactly one reaction.
    pub fn reaction(&self) -> Reaction {
        self.failure.reaction()
    }

    /// An error of which only the HTTP status is known.
    pub(crate) fn of_status(failure: Failure, status: u16, message: &str) -> Self {
        Self {
            http_status: Some(status),
            ..Self::new(failure, message)
        }
    }

    /// An error TikTok described itself.
    pub(crate) fn told(failure: Failure, status: u16, told: Told) -> Self {
        Self {
            failure,
            code: Some(told.code).filter(|code| !code.is_empty()),
            message: told.message,
            http_status: Some(status),
            log_id: told.log_id,
        }
    }

    /// The same error, with these secrets taken out of its texts and the texts cut to a sane length.
    pub(crate) fn without(self, secrets: &[&Secret]) -> Self {
        let clean = |text: String| cleaned(text, secrets);
        Self {
            code: self.code.map(clean),
            message: cleaned(self.message, secrets),
            log_id: self.log_id.map(clean),
            ..self
        }
    }
}

/// The description of an error as TikTok sent it.
#[derive(Debug, Default)]
pub(crate) struct Told {
    pub code: String,
    pub message: String,
    pub log_id: Option<String>,
}

fn cleaned(text: String, secrets: &[&Secret]) -> String {
    let hidden = secrets
        .iter()
        .map(|secret| secret.expose())
        .filter(|secret| !secret.is_empty())
        .fold(text, |text, secret| text.replace(secret, "…"));
    hidden
        .chars()
        .filter(|c| !c.is_control())
        .take(LONGEST_TEXT)
        .collect()
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.failure.meaning())?;
        if !self.message.is_empty() {
            write!(f, ": {}", self.message)?;
        }
        let facts = [
            self.code.clone(),
            self.http_status.map(|status| format!("HTTP {status}")),
            self.log_id.as_ref().map(|id| format!("log id {id}")),
        ];
        let facts: Vec<_> = facts.into_iter().flatten().collect();
        if facts.is_empty() {
            Ok(())
        } else {
            write!(f, " ({})", facts.join(", "))
        }
    }
}

impl std::error::Error for Error {}

/// How long an error of a refused request asks to wait, from a `Retry-After` header: seconds, or a date.
pub(crate) fn retry_after(value: &str, now: std::time::SystemTime) -> Option<Duration> {
    if let Ok(seconds) = value.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(value.trim()).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_read_as_seconds_or_as_a_date() {
        let now = httpdate::parse_http_date("Fri, 20 Nov 2026 10:00:00 GMT").unwrap();
        assert_eq!(retry_after(" 12 ", now), Some(Duration::from_secs(12)));
        assert_eq!(
            retry_after("Fri, 20 Nov 2026 10:01:30 GMT", now),
            Some(Duration::from_secs(90))
        );
        assert_eq!(
            retry_after("Fri, 20 Nov 2026 09:00:00 GMT", now),
            Some(Duration::ZERO)
        );
        assert_eq!(retry_after("soon", now), None);
        assert_eq!(retry_after("-3", now), None);
    }

    #[test]
    fn secrets_and_control_characters_are_taken_out_of_every_text() {
        let error = Error {
            failure: Failure::InvalidGrant,
            code: Some("rft.s3cret".to_owned()),
            message: format!("token\n rft.s3cret is bad {}", "x".repeat(1000)),
            http_status: Some(200),
            log_id: Some("2026rft.s3cret".to_owned()),
        };
        let clean = error.without(&[&Secret::new("rft.s3cret"), &Secret::new("")]);
        assert!(!format!("{clean} {clean:?}").contains("s3cret"));
        assert!(
            clean.message.starts_with("token … is bad xxx"),
            "{}",
            clean.message
        );
        assert_eq!(clean.message.chars().count(), 500);
    }

    #[test]
    fn display_names_the_cause_the_words_the_code_and_the_log_id() {
        let error = Error {
            code: Some("access_token_invalid".to_owned()),
            log_id: Some("2026A".to_owned()),
            ..Error::of_status(Failure::AccessTokenInvalid, 401, "The access token is invalid.")
        };
        let expected = "TikTok no longer accepts the access token: The access token is invalid. \
                        (access_token_invalid, HTTP 401, log id 2026A)";
        assert_eq!(error.to_string(), expected);
        let silent = Error::new(Failure::Server, "");
        assert_eq!(silent.to_string(), "TikTok has trouble of its own");
    }
}
