//! What the studio asks TikTok in a creator's name, kept for the creator to read.
//!
//! [`recorder`] hears every call where all of them pass, in the client; [`errand`] says
//! who wanted it and for what. [`page`] and [`export`] show it, [`words`] has the
//! sentences. Nothing secret and nothing the creator wrote is ever kept here.

pub(crate) mod errand;
mod export;
mod page;
pub(crate) mod recorder;
pub(crate) mod wish;
pub(crate) mod words;

use crate::accounts::Accounts;
use crate::core::Shared;
use crate::ids::{AccountId, DraftId, PostId};
use crate::labels::LocalClock;
use crate::problem::Problem;
use crate::store::StoreError;
use errand::Starter;

/// One call, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Call {
    /// UTC milliseconds: when it was over.
    pub at: i64,
    /// In whose name; none for a sign-in that came to nothing.
    pub account: Option<AccountId>,
    /// [`tiktok::Endpoint::name`].
    pub endpoint: String,
    /// TikTok's comma-separated list.
    pub scopes: String,
    pub starter: Starter,
    pub post: Option<PostId>,
    pub draft: Option<DraftId>,
    /// TikTok's word for how far a post is (R§11).
    pub status: Option<String>,
    /// Why it came to nothing, in words.
    pub answer: Option<String>,
    /// TikTok's word for that.
    pub code: Option<String>,
    pub log_id: Option<String>,
}

/// Equal calls in a row; `call` is the latest of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub id: i64,
    /// UTC milliseconds of the first.
    pub since: i64,
    pub count: i64,
    pub call: Call,
}

/// The record of everything that was asked of TikTok. Cheap to clone.
#[derive(Clone)]
pub struct Activity {
    core: Shared,
    accounts: Accounts,
}

impl Activity {
    pub(crate) fn new(core: Shared, accounts: Accounts) -> Self {
        Self { core, accounts }
    }

    /// How much room the record and the histories of posts take, in words.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn size(&self) -> Result<String, Problem> {
        let bytes = self.stored(self.core.store.record_size().await)?;
        let size = words::size(bytes);
        Ok(self.core.words.say_with("activity-size", &[("size", &size)]))
    }

    fn clock(&self) -> LocalClock {
        LocalClock {
            offset_s: self.core.config.utc_offset_s,
            now: self.core.now(),
        }
    }

    fn stored<T>(&self, result: Result<T, StoreError>) -> Result<T, Problem> {
        result.map_err(|error| self.core.store_problem(error))
    }
}
