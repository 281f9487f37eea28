//! Rows of accounts that were read and not written since: each call to TikTok asks for one, and
//! would wait behind what posts write.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::accounts::AccountRow;
use crate::ids::AccountId;

/// What is known without asking the database.
#[derive(Debug, Default)]
pub(super) struct Known(Mutex<Rows>);

#[derive(Debug, Default)]
struct Rows {
    by_id: HashMap<AccountId, AccountRow>,
    /// How often they were forgotten.
    age: u64,
}

/// When a row was asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked(u64);

impl Known {
    /// A known row, or when it is asked for.
    pub fn row(&self, id: &AccountId) -> Result<AccountRow, Asked> {
        let rows = self.lock();
        rows.by_id.get(id).cloned().ok_or(Asked(rows.age))
    }

    /// Keeps what was read, unless something was written since it was asked for.
    pub fn keep(&self, row: &AccountRow, asked: Asked) {
        let mut rows = self.lock();
        if rows.age == asked.0 {
            rows.by_id.insert(row.id.clone(), row.clone());
        }
    }

    /// Something is being written. To be called on the database thread, where nothing is read before
    /// that has been committed or taken back.
    pub fn forget(&self) {
        let mut rows = self.lock();
        rows.by_id.clear();
        rows.age += 1;
    }

    fn lock(&self) -> MutexGuard<'_, Rows> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;
    use tiktok::Scope;

    use super::*;
    use crate::accounts::Standing;
    use crate::store::Store;
    use crate::store::accounts::Connected;
    use crate::view::{AccountKind, Gel};

    /// A database with one account.
    async fn store() -> (tempfile::TempDir, Store, AccountId) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("greenroom.db"), None).unwrap();
        let id = AccountId::fresh();
        let told = Connected {
            kind: AccountKind::Practice,
            client_key: "key".into(),
            open_id: "open".into(),
            nickname: Some("Mara".into()),
            handle: None,
            scopes: Vec::new(),
            refresh_expires_at: 0,
            at: 0,
        };
        store.connect_account(&id, told).await.unwrap();
        (folder, store, id)
    }

    #[tokio::test]
    async fn whatever_is_written_is_read() {
        let (_folder, store, id) = store().await;
        let row = async || store.account(&id).await.unwrap().unwrap();
        assert_eq!(row().await.nickname, "Mara");
        store.set_profile(&id, "Ana", "ana").await.unwrap();
        assert_eq!(
            (row().await.nickname.as_str(), row().await.handle.as_str()),
            ("Ana", "ana")
        );
        store.set_gel(&id, Gel::Moss).await.unwrap();
        assert_eq!(row().await.gel, Gel::Moss);
        store.set_standing(&id, Standing::Refused, 5).await.unwrap();
        assert_eq!(row().await.standing, Standing::Refused);
        store.note_refresh(&id, &[Scope::VideoList], 7).await.unwrap();
        assert_eq!(row().await.scopes, [Scope::VideoList]);
        store.set_avatar(&id, vec![1], "url".into()).await.unwrap();
        assert_eq!(row().await.avatar, Some(vec![1]));
        store.disconnect_account(&id, 9).await.unwrap();
        assert!(row().await.is_gone);
        store.forget_account(&id).await.unwrap();
        assert!(store.account(&id).await.unwrap().is_none());
    }

    #[tokio::test]
    async fn what_is_written_counts_although_nobody_waits_for_it() {
        let (_folder, store, id) = store().await;
        store.account(&id).await.unwrap();
        assert!(store.set_gel(&id, Gel::Moss).now_or_never().is_none());
        store.read(|_| Ok(())).await.unwrap();
        assert_eq!(store.account(&id).await.unwrap().unwrap().gel, Gel::Moss);
    }

    #[tokio::test]
    async fn a_row_is_not_kept_when_something_was_written_since_it_was_asked_for() {
        let (_folder, store, id) = store().await;
        let row = store.account(&id).await.unwrap().unwrap();
        let known = Known::default();
        let asked = known.row(&id).unwrap_err();
        known.forget();
        known.keep(&row, asked);
        assert!(known.row(&id).is_err());
        known.keep(&row, known.row(&id).unwrap_err());
        assert!(known.row(&id).is_ok());
    }
}
