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

impl Runner {
    /// Counts the upload that is about to be opened for this post. An event instead when the
    /// post lay in an old copy and the creator has not looked yet, or when nothing can be counted.
    pub(super) async fn count_opening(&self, row: &PostRow) -> Result<(), Event> {
        // One count at a time: database and keyring move together.
        let _counting = self.counting.lock().await;
        let beside = self.opened_beside().await.map_err(Event::Trouble)?;
        let counted = self
            .core
            .store
            .count_opening(beside, self.core.now(), row.created_at, row.state.looked)
            .await;
        let counted = counted.map_err(|error| Event::Trouble(self.not_counted(error)))?;
        if beside > counted.known {
            tracing::warn!("the data folder is an older copy");
        }
        let next = counted.next.ok_or(Event::PutBack)?;
        let (name, next) = (self.opened_name(), Secret::new(next.to_string()));
        let written = self.core.config.secrets.write(&name, &next).await;
        written.map_err(|_| Event::Trouble(self.keyring_closed()))
    }

    /// What the keyring has counted; nothing where there is none.
    async fn opened_beside(&self) -> Result<u64, Trouble> {
        match self.core.config.secrets.read(&self.opened_name()).await {
            Ok(count) => Ok(count.and_then(|count| count.expose().parse().ok()).unwrap_or(0)),
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
