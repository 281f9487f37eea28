//! Noticing that the data folder is an old copy.
//!
//! Uploads are counted before they are opened: first in the database, then in the keyring, which no
//! copy of the folder takes along. A keyring that counts further than the database has seen uploads
//! that the database forgot, so nobody here knows whether an older post was made since.

use super::machine::{Event, Trouble};
use super::runner::Runner;
use crate::accounts::CallError;
use crate::secrets::SecretError;
use crate::store::StoreError;
use crate::store::posts::PostRow;
use tiktok::Secret;

/// How many uploads were opened, on disk.
const OPENED: &str = "uploads_opened";
/// When an old copy was noticed last (UTC milliseconds).
const NOTICED: &str = "old_copy_noticed_at";

impl Runner {
    /// Counts the upload that is about to be opened for this post. An event instead when the
    /// post lay in an old copy and the creator has not looked yet, or when nothing can be counted.
    pub(super) async fn count_opening(&self, row: &PostRow) -> Result<(), Event> {
        // One count at a time: database and keyring move together.
        let _counting = self.counting.lock().await;
        let beside = self.opened_beside().await.map_err(Event::Trouble)?;
        let counted = self.count(row, beside).await;
        let next = counted.map_err(|error| Event::Trouble(self.not_counted(error)))?;
        let next = next.ok_or(Event::PutBack)?;
        let (name, next) = (self.opened_name(), Secret::new(next.to_string()));
        let written = self.core.config.secrets.write(&name, &next).await;
        written.map_err(|_| Event::Trouble(self.keyring_closed()))
    }

    /// The next number, on disk already; none for a post of an old copy.
    async fn count(&self, row: &PostRow, beside: u64) -> Result<Option<u64>, StoreError> {
        let store = &self.core.store;
        let known = number(store.setting(OPENED).await?).unwrap_or(0);
        if beside > known {
            let now = self.core.now();
            store.set_setting(NOTICED, now.to_string()).await?;
            store.set_setting(OPENED, beside.to_string()).await?;
            tracing::warn!("the data folder is an older copy");
        }
        let noticed_at: Option<i64> = number(store.setting(NOTICED).await?);
        if !row.state.looked && noticed_at.is_some_and(|at| row.created_at <= at) {
            return Ok(None);
        }
        let next = known.max(beside) + 1;
        store.set_setting(OPENED, next.to_string()).await?;
        Ok(Some(next))
    }

    /// What the keyring has counted; nothing where there is none.
    async fn opened_beside(&self) -> Result<u64, Trouble> {
        match self.core.config.secrets.read(&self.opened_name()).await {
            Ok(count) => Ok(number(count.map(|count| count.expose().to_owned())).unwrap_or(0)),
            Err(SecretError::Missing) => Ok(0),
            Err(SecretError::Closed) => Err(self.keyring_closed()),
        }
    }

    fn not_counted(&self, error: StoreError) -> Trouble {
        let problem = self.core.store_problem(error);
        self.core.trouble(CallError::Session(problem))
    }

    fn opened_name(&self) -> String {
        format!("{}/uploads_opened", self.core.folder_id)
    }
}

fn number<T: std::str::FromStr>(text: Option<String>) -> Option<T> {
    text.and_then(|text| text.parse().ok())
}
