use serde::{Deserialize, Serialize};
use specta::Type;

use super::AccountBadge;
pub use crate::activity::errand::Starter;
use crate::ids::{AccountId, DraftId, PostId};

/// What of the record the creator wants to see.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ActivityWish {
    /// Words that must all be found.
    pub search: String,
    /// Only this account's.
    pub account: Option<AccountId>,
    /// Only what was started so.
    pub starter: Option<Starter>,
}

/// A place in the record: what is older than this row comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ActivityPlace {
    /// UTC milliseconds.
    pub until: i64,
    /// Which of several at the same moment.
    pub id: i64,
}

/// A page of the record, newest first.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ActivityPage {
    /// The rows.
    pub rows: Vec<ActivityRow>,
    /// Where the next page starts; none at the end.
    pub older: Option<ActivityPlace>,
    /// How many rows there are of what is wanted, in words.
    pub count_label: String,
    /// Whether nothing at all was ever recorded.
    pub is_empty: bool,
    /// Accounts that have rows, also disconnected ones.
    pub accounts: Vec<AccountBadge>,
    /// What can have started a call.
    pub starters: Vec<StarterOption>,
}

/// One of the ways a call can have been started.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StarterOption {
    /// Which.
    pub starter: Starter,
    /// In words.
    pub label: String,
}

/// One question to TikTok, or the same one several times in a row.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ActivityRow {
    /// Which row.
    pub id: i64,
    /// UTC milliseconds of the latest.
    pub at: i64,
    /// "14 times, 13:01 to 13:20", when there were several.
    pub times: Option<String>,
    /// What was asked.
    pub text: String,
    /// What TikTok answered.
    pub answer: String,
    /// Whether TikTok did what it was asked.
    pub done: bool,
    /// In whose name.
    pub account: Option<AccountBadge>,
    /// "started by you".
    pub started_by: String,
    /// TikTok's names of the permissions it took.
    pub scopes: Vec<String>,
    /// The post it was for.
    pub post: Option<PostId>,
    /// The draft it was for, while that exists.
    pub draft: Option<DraftId>,
    /// TikTok's code and the number of its answer.
    pub reference: Option<String>,
}

/// As what the record is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// For a spreadsheet.
    Csv,
    /// For programs.
    Json,
}

impl ExportFormat {
    /// The ending of its file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}
