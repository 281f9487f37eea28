//! Accounts and what their permissions were last of use for.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tiktok::Scope;

use super::{Store, StoreError};
use crate::accounts::Standing;
use crate::ids::{AccountId, PostId};
use crate::view::{AccountKind, Gel};

/// A connected account as stored. Times are UTC milliseconds.
#[derive(Debug, Clone)]
pub(crate) struct AccountRow {
    pub id: AccountId,
    pub kind: AccountKind,
    pub client_key: String,
    pub open_id: String,
    pub nickname: String,
    pub handle: String,
    pub gel: Gel,
    pub scopes: Vec<Scope>,
    pub standing: Standing,
    pub standing_at: i64,
    pub refresh_expires_at: i64,
    pub avatar: Option<Vec<u8>>,
    pub avatar_source: Option<String>,
    pub is_gone: bool,
}

/// What a finished sign-in tells about an account.
#[derive(Debug, Clone)]
pub(crate) struct Connected {
    pub kind: AccountKind,
    pub client_key: String,
    pub open_id: String,
    /// `None` keeps what is known.
    pub nickname: Option<String>,
    /// `None` keeps what is known.
    pub handle: Option<String>,
    pub scopes: Vec<Scope>,
    pub refresh_expires_at: i64,
    pub at: i64,
}

/// A permission that was of use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PermissionUse {
    pub account: AccountId,
    pub scope: Scope,
    /// UTC milliseconds.
    pub at: i64,
}

const GELS: [Gel; 8] = [
    Gel::Plum,
    Gel::Lagoon,
    Gel::Straw,
    Gel::Cobalt,
    Gel::Persimmon,
    Gel::Moss,
    Gel::Raspberry,
    Gel::Slate,
];

const COLUMNS: &str = "id, kind, client_key, open_id, nickname, handle, gel, scopes, standing, standing_at,
    refresh_expires_at, avatar, avatar_source, gone_at IS NOT NULL";

impl Store {
    /// Accounts that are not disconnected, oldest first.
    pub(crate) async fn accounts(&self) -> Result<Vec<AccountRow>, StoreError> {
        self.read(|db| {
            let sql =
                format!("SELECT {COLUMNS} FROM accounts WHERE gone_at IS NULL ORDER BY connected_at, id");
            db.prepare_cached(&sql)?.query_map([], account)?.collect()
        })
        .await
    }

    /// One account, disconnected or not.
    pub(crate) async fn account(&self, id: &AccountId) -> Result<Option<AccountRow>, StoreError> {
        let asked = match self.known.row(id) {
            Ok(row) => return Ok(Some(row)),
            Err(asked) => asked,
        };
        let id = id.clone();
        let read = self.read(move |db| {
            let sql = format!("SELECT {COLUMNS} FROM accounts WHERE id = ?1");
            db.prepare_cached(&sql)?
                .query_row([id.as_str()], account)
                .optional()
        });
        let row = read.await?;
        if let Some(row) = &row {
            self.known.keep(row, asked);
        }
        Ok(row)
    }

    /// Writes into the table of accounts; only this may.
    async fn write_account<T, F>(&self, mut work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnMut(&Connection) -> rusqlite::Result<T> + Send + 'static,
    {
        let known = self.known.clone();
        self.write(move |db| {
            known.forget();
            work(db)
        })
        .await
    }

    /// The account of a creator in an app, disconnected or not.
    pub(crate) async fn account_of(
        &self,
        client_key: &str,
        open_id: &str,
    ) -> Result<Option<AccountId>, StoreError> {
        let (client_key, open_id) = (client_key.to_owned(), open_id.to_owned());
        self.read(move |db| {
            let sql = "SELECT id FROM accounts WHERE client_key = ?1 AND open_id = ?2";
            db.query_row(sql, [client_key, open_id], |row| row.get(0))
                .optional()
        })
        .await
        .map(|id| id.map(|id: String| AccountId::from_text(id)))
    }

    /// Stores a finished sign-in under `id`: a new account with the next unused
    /// colour, or one that is known, which lives again.
    pub(crate) async fn connect_account(&self, id: &AccountId, told: Connected) -> Result<(), StoreError> {
        let id = id.clone();
        self.write_account(move |db| {
            let gel = next_gel(db)?;
            db.execute(
                "INSERT INTO accounts (id, kind, client_key, open_id, nickname, handle, gel, scopes, standing,
                   standing_at, refresh_expires_at, connected_at)
                 VALUES (?1, ?2, ?3, ?4, ifnull(?5, ''), ifnull(?6, ''), ?7, ?8, ?9, ?10, ?11, ?10)
                 ON CONFLICT (client_key, open_id) DO UPDATE SET
                   nickname = ifnull(?5, nickname), handle = ifnull(?6, handle), scopes = excluded.scopes,
                   standing = excluded.standing, standing_at = excluded.standing_at,
                   refresh_expires_at = excluded.refresh_expires_at,
                   gel = CASE WHEN gone_at IS NULL THEN gel ELSE excluded.gel END,
                   connected_at = CASE WHEN gone_at IS NULL THEN connected_at ELSE excluded.connected_at END,
                   gone_at = NULL",
                params![
                    id.as_str(),
                    text(&told.kind),
                    told.client_key,
                    told.open_id,
                    told.nickname,
                    told.handle,
                    text(&gel),
                    Scope::join(&told.scopes),
                    text(&Standing::Fine),
                    told.at,
                    told.refresh_expires_at,
                ],
            )?;
            Ok(())
        })
        .await
    }

    /// Notes how TikTok stands to an account; true when that is news.
    pub(crate) async fn set_standing(
        &self,
        id: &AccountId,
        standing: Standing,
        at: i64,
    ) -> Result<bool, StoreError> {
        let id = id.clone();
        self.write_account(move |db| {
            let sql = "UPDATE accounts SET standing = ?2, standing_at = ?3 WHERE id = ?1 AND standing <> ?2";
            db.execute(sql, params![id.as_str(), text(&standing), at])
                .map(|rows| rows > 0)
        })
        .await
    }

    /// Notes what a refresh told; true when the permissions changed.
    pub(crate) async fn note_refresh(
        &self,
        id: &AccountId,
        scopes: &[Scope],
        refresh_expires_at: i64,
    ) -> Result<bool, StoreError> {
        let (id, scopes) = (id.clone(), Scope::join(scopes));
        self.write_account(move |db| {
            let sql = "UPDATE accounts SET refresh_expires_at = ?2 WHERE id = ?1";
            db.execute(sql, params![id.as_str(), refresh_expires_at])?;
            // TikTok may leave the list out; that is not a withdrawal.
            let sql = "UPDATE accounts SET scopes = ?2 WHERE id = ?1 AND ?2 <> '' AND scopes <> ?2";
            db.execute(sql, params![id.as_str(), scopes]).map(|rows| rows > 0)
        })
        .await
    }

    /// Notes name and handle.
    pub(crate) async fn set_profile(
        &self,
        id: &AccountId,
        nickname: &str,
        handle: &str,
    ) -> Result<(), StoreError> {
        let (id, nickname, handle) = (id.clone(), nickname.to_owned(), handle.to_owned());
        self.write_account(move |db| {
            let sql = "UPDATE accounts SET nickname = ?2, handle = ?3 WHERE id = ?1";
            db.execute(sql, params![id.as_str(), nickname, handle]).map(drop)
        })
        .await
    }

    /// Keeps the picture of an account and where it came from.
    pub(crate) async fn set_avatar(
        &self,
        id: &AccountId,
        jpeg: Vec<u8>,
        source: String,
    ) -> Result<(), StoreError> {
        let id = id.clone();
        self.write_account(move |db| {
            let sql = "UPDATE accounts SET avatar = ?2, avatar_source = ?3 WHERE id = ?1";
            db.execute(sql, params![id.as_str(), jpeg, source]).map(drop)
        })
        .await
    }

    /// Gives an account another colour.
    pub(crate) async fn set_gel(&self, id: &AccountId, gel: Gel) -> Result<(), StoreError> {
        let id = id.clone();
        self.write_account(move |db| {
            let sql = "UPDATE accounts SET gel = ?2 WHERE id = ?1";
            db.execute(sql, params![id.as_str(), text(&gel)]).map(drop)
        })
        .await
    }

    /// The colour a new account would get.
    pub(crate) async fn next_gel(&self) -> Result<Gel, StoreError> {
        self.read(next_gel).await
    }

    /// Notes that a permission was of use; true unless that was noted within `at_least` milliseconds before.
    pub(crate) async fn note_use(
        &self,
        id: &AccountId,
        scope: &Scope,
        at: i64,
        at_least: i64,
    ) -> Result<bool, StoreError> {
        let (id, scope) = (id.clone(), scope.to_string());
        self.write(move |db| {
            let sql = "INSERT INTO permission_uses (account_id, scope, used_at) VALUES (?1, ?2, ?3)
                       ON CONFLICT DO UPDATE SET used_at = excluded.used_at
                       WHERE abs(excluded.used_at - used_at) >= ?4";
            db.execute(sql, params![id.as_str(), scope, at, at_least])
                .map(|rows| rows > 0)
        })
        .await
    }

    /// When each permission of each account was last of use.
    pub(crate) async fn permission_uses(&self) -> Result<Vec<PermissionUse>, StoreError> {
        self.read(|db| {
            let read = |row: &Row<'_>| {
                Ok(PermissionUse {
                    account: AccountId::from_text(row.get::<_, String>(0)?),
                    scope: Scope::from(row.get::<_, String>(1)?.as_str()),
                    at: row.get(2)?,
                })
            };
            db.prepare_cached("SELECT account_id, scope, used_at FROM permission_uses")?
                .query_map([], read)?
                .collect()
        })
        .await
    }

    /// Marks an account as disconnected. Drafts and the history of its posts stay.
    pub(crate) async fn disconnect_account(&self, id: &AccountId, at: i64) -> Result<(), StoreError> {
        let id = id.clone();
        self.write_account(move |db| {
            let sql = "UPDATE accounts SET gone_at = ?2, scopes = '' WHERE id = ?1";
            db.execute(sql, params![id.as_str(), at]).map(drop)
        })
        .await
    }

    /// Removes an account with its drafts, posts, their history and its videos; returns
    /// which posts there were.
    pub(crate) async fn forget_account(&self, id: &AccountId) -> Result<Vec<PostId>, StoreError> {
        let id = id.clone();
        self.write_account(move |db| {
            let posts = db
                .prepare("SELECT id FROM posts WHERE account_id = ?1")?
                .query_map([id.as_str()], |row| {
                    row.get::<_, String>(0).map(PostId::from_text)
                })?
                .collect::<rusqlite::Result<_>>()?;
            db.execute("DELETE FROM drafts WHERE account_id = ?1", [id.as_str()])?;
            db.execute("DELETE FROM accounts WHERE id = ?1", [id.as_str()])?;
            Ok(posts)
        })
        .await
    }
}

/// The first colour no connected account has; when all are taken they go round.
fn next_gel(db: &Connection) -> rusqlite::Result<Gel> {
    let mut query = db.prepare("SELECT gel FROM accounts WHERE gone_at IS NULL")?;
    let used = query
        .query_map([], |row| named::<Gel>(row, 0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let unused = GELS.iter().find(|gel| !used.contains(gel));
    Ok(*unused.unwrap_or(&GELS[used.len() % GELS.len()]))
}

fn account(row: &Row<'_>) -> rusqlite::Result<AccountRow> {
    Ok(AccountRow {
        id: AccountId::from_text(row.get::<_, String>(0)?),
        kind: named(row, 1)?,
        client_key: row.get(2)?,
        open_id: row.get(3)?,
        nickname: row.get(4)?,
        handle: row.get(5)?,
        gel: named(row, 6)?,
        scopes: Scope::parse_list(&row.get::<_, String>(7)?),
        standing: named(row, 8)?,
        standing_at: row.get(9)?,
        refresh_expires_at: row.get(10)?,
        avatar: row.get(11)?,
        avatar_source: row.get(12)?,
        is_gone: row.get(13)?,
    })
}

/// The name of a value of a closed set.
pub(super) fn text<T: Serialize>(value: &T) -> Option<String> {
    serde_json::to_value(value).ok()?.as_str().map(str::to_owned)
}

/// A value of a closed set by its name.
pub(super) fn named<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let name: String = row.get(column)?;
    serde_json::from_value(name.into()).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}
