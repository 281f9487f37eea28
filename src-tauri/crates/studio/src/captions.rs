//! What captions are written with: hashtags used before, texts that are kept, and
//! the rule for pasted text.

mod clean;
mod hashtags;

use crate::accounts::Accounts;
use crate::core::Shared;
use crate::drafts::Drafts;
use crate::ids::{DraftId, SavedTextId};
use crate::labels::grouped;
use crate::posting_page::CAPTION_LIMIT;
use crate::problem::{Code, Problem};
use crate::store::StoreError;
use crate::view::{CleanText, Hashtags, SavedText, SavedTextForm};

/// Most characters of a kept text's name: one line of the list.
const LONGEST_NAME: usize = 60;

/// Help with writing captions. Cheap to clone.
#[derive(Clone)]
pub struct Captions {
    core: Shared,
    accounts: Accounts,
    drafts: Drafts,
}

impl Captions {
    pub(crate) fn new(core: Shared, accounts: Accounts, drafts: Drafts) -> Self {
        Self {
            core,
            accounts,
            drafts,
        }
    }

    /// Hashtags that begin with `typed` (without its "#") among those of the account the
    /// draft is meant for: of its other drafts, its posts, and its videos as far as known.
    ///
    /// # Errors
    /// [`Code::Stale`] when the draft is gone, or when the database refuses.
    pub async fn hashtags(&self, draft: &DraftId, typed: &str) -> Result<Hashtags, Problem> {
        let account = match self.drafts.read(draft).await?.account {
            Some(account) => Some(account),
            None => self.accounts.active().await?,
        };
        let earlier = self.core.store.earlier_captions(account.as_ref(), draft).await;
        let earlier = self.stored(earlier)?;
        Ok(hashtags::like(typed, &earlier, &self.core.words))
    }

    /// Pasted text as it goes into a caption, and what was left out of it.
    pub fn clean(&self, text: &str) -> CleanText {
        clean::clean(text, &self.core.words)
    }

    /// What the creator should know of spelling: that nobody checks it here.
    pub fn spelling(&self, is_checked: bool) -> Option<String> {
        (!is_checked).then(|| self.core.words.say("captions-no-dictionary"))
    }

    /// The texts the creator keeps, by name.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn saved_texts(&self) -> Result<Vec<SavedText>, Problem> {
        self.stored(self.core.store.saved_texts().await)
    }

    /// Keeps a text, or what one was changed to, and returns all of them.
    ///
    /// # Errors
    /// [`Code::Invalid`] when name or text is missing or too long, or when the database refuses.
    pub async fn save_text(&self, form: SavedTextForm) -> Result<Vec<SavedText>, Problem> {
        let text = SavedText {
            name: self.clean(&form.name).text.trim().replace('\n', " "),
            text: self.clean(&form.text).text.trim().to_owned(),
            id: form.id.unwrap_or_else(SavedTextId::fresh),
        };
        self.check(&text)?;
        self.stored(self.core.store.keep_text(text, self.core.now()).await)?;
        self.saved_texts().await
    }

    /// Forgets a text and returns the others.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_text(&self, id: &SavedTextId) -> Result<Vec<SavedText>, Problem> {
        self.stored(self.core.store.forget_text(id).await)?;
        self.saved_texts().await
    }

    fn check(&self, text: &SavedText) -> Result<(), Problem> {
        let limit = usize::try_from(CAPTION_LIMIT).unwrap_or(usize::MAX);
        if text.name.is_empty() {
            return Err(Problem::new(&self.core.words, Code::Invalid, "captions-nameless"));
        }
        if text.text.is_empty() {
            return Err(Problem::new(&self.core.words, Code::Invalid, "captions-textless"));
        }
        if text.name.chars().count() > LONGEST_NAME {
            return Err(self.too_long("captions-name-long", LONGEST_NAME));
        }
        if text.text.encode_utf16().count() > limit {
            return Err(self.too_long("captions-text-long", limit));
        }
        Ok(())
    }

    fn too_long(&self, key: &str, limit: usize) -> Problem {
        let limit = grouped(u64::try_from(limit).unwrap_or(u64::MAX));
        Problem::with(&self.core.words, Code::Invalid, key, &[("limit", &limit)])
    }

    fn stored<T>(&self, result: Result<T, StoreError>) -> Result<T, Problem> {
        result.map_err(|error| self.core.store_problem(error))
    }
}
