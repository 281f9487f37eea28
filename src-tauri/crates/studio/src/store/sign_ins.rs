//! Sign-ins under way.

use rusqlite::{OptionalExtension, Row, params};

use super::accounts::{named, text};
use super::{Store, StoreError};
use crate::ids::AccountId;
use crate::view::{AccountKind, SignInWay};

/// A sign-in under way as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SignInRow {
    pub state_hash: String,
    pub kind: AccountKind,
    pub client_key: String,
    pub way: SignInWay,
    pub redirect_uri: String,
    pub until: i64,
    /// The account it is meant to bring back; `None` for a new one.
    pub wanted: Option<AccountId>,
}

impl Store {
    /// Stores a sign-in that starts. There is one at a time.
    pub(crate) async fn begin_sign_in(&self, row: &SignInRow) -> Result<(), StoreError> {
        let row = row.clone();
        self.write(move |db| {
            db.execute("DELETE FROM sign_ins", [])?;
            db.execute(
                "INSERT INTO sign_ins (state_hash, kind, client_key, way, redirect_uri, until, account_id)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![
                    row.state_hash,
                    text(&row.kind),
                    row.client_key,
                    text(&row.way),
                    row.redirect_uri,
                    row.until,
                    row.wanted.as_ref().map(AccountId::as_str),
                ],
            )?;
            Ok(())
        })
        .await
    }

    /// The sign-in under way.
    pub(crate) async fn running_sign_in(&self) -> Result<Option<SignInRow>, StoreError> {
        self.read(|db| {
            let sql =
                "SELECT state_hash, kind, client_key, way, redirect_uri, until, account_id FROM sign_ins";
            db.query_row(sql, [], sign_in).optional()
        })
        .await
    }

    /// Counts a callback that did not fit; returns how many there were.
    pub(crate) async fn refuse_callback(&self, state_hash: &str) -> Result<u32, StoreError> {
        let state_hash = state_hash.to_owned();
        self.write(move |db| {
            let sql = "UPDATE sign_ins SET refused = refused + 1 WHERE state_hash = ?1 RETURNING refused";
            db.query_row(sql, [&state_hash], |row| row.get(0)).optional()
        })
        .await
        .map(Option::unwrap_or_default)
    }

    /// Ends a sign-in; true for the one caller who ended it.
    pub(crate) async fn spend_sign_in(&self, state_hash: &str) -> Result<bool, StoreError> {
        let state_hash = state_hash.to_owned();
        self.write(move |db| {
            db.execute("DELETE FROM sign_ins WHERE state_hash = ?1", [&state_hash])
                .map(|rows| rows > 0)
        })
        .await
    }
}

fn sign_in(row: &Row<'_>) -> rusqlite::Result<SignInRow> {
    Ok(SignInRow {
        state_hash: row.get(0)?,
        kind: named(row, 1)?,
        client_key: row.get(2)?,
        way: named(row, 3)?,
        redirect_uri: row.get(4)?,
        until: row.get(5)?,
        wanted: row.get::<_, Option<String>>(6)?.map(AccountId::from_text),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::accounts::Connected;

    #[tokio::test]
    async fn whom_a_sign_in_is_meant_for_is_kept_until_that_account_is_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("greenroom.db"), None).unwrap();
        let account = AccountId::fresh();
        let connected = Connected {
            kind: AccountKind::Tiktok,
            client_key: "key".into(),
            open_id: "open".into(),
            nickname: None,
            handle: None,
            scopes: Vec::new(),
            refresh_expires_at: 0,
            at: 0,
        };
        store.connect_account(&account, connected).await.unwrap();
        let row = SignInRow {
            state_hash: "hash".into(),
            kind: AccountKind::Tiktok,
            client_key: "key".into(),
            way: SignInWay::DeepLink,
            redirect_uri: "https://me.example/".into(),
            until: 1,
            wanted: Some(account.clone()),
        };
        store.begin_sign_in(&row).await.unwrap();
        assert_eq!(store.running_sign_in().await.unwrap(), Some(row.clone()));
        store.forget_account(&account).await.unwrap();
        let row = SignInRow { wanted: None, ..row };
        assert_eq!(store.running_sign_in().await.unwrap(), Some(row));
    }
}
