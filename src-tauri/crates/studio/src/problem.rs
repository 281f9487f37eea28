//! Errors as the creator meets them: what happened, what to do, when it may work.

use serde::Serialize;
use specta::Type;

use crate::words::Words;

mod from_tiktok;

pub(crate) use from_tiktok::from_tiktok;

/// What the window may act on. Add a code only together with the screen that uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// TikTok cannot be reached; it goes on by itself.
    Offline,
    /// The creator has to sign in again.
    SignInAgain,
    /// A permission is missing.
    MissingScope,
    /// TikTok asks to wait.
    Wait,
    /// The video file is gone, changed or unreadable.
    File,
    /// The keyring is locked, silent or missing.
    Keyring,
    /// What was shown is no longer true; look again.
    Stale,
    /// Something the creator entered or chose does not fit.
    Invalid,
    /// The TikTok app's settings are wrong.
    Configuration,
    /// TikTok refused.
    Refused,
    /// The disk or the database.
    Store,
    /// Our own mistake.
    Internal,
}

/// An error with its way on. Sentences come finished from the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// What the window may act on.
    pub code: Code,
    /// What happened.
    pub message: String,
    /// What to do.
    pub remedy: String,
    /// When it may work again, UTC milliseconds.
    pub retry_at: Option<i64>,
    /// TikTok's `log_id`, for the report.
    pub log_id: Option<String>,
}

impl Problem {
    /// A problem whose sentences are the catalogue's `<key>` and `<key>.remedy`.
    pub fn new(words: &Words, code: Code, key: &str) -> Self {
        Self::with(words, code, key, &[])
    }

    /// As [`Problem::new`], with values for the sentences.
    pub fn with(words: &Words, code: Code, key: &str, args: &[(&str, &str)]) -> Self {
        Self {
            code,
            message: words.say_with(key, args),
            remedy: words.attribute(key, "remedy", args),
            retry_at: None,
            log_id: None,
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.message, self.remedy)
    }
}

impl std::error::Error for Problem {}
