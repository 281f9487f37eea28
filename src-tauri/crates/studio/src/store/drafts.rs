//! Drafts, and what became of the posts made from them.

use std::path::PathBuf;

use rusqlite::types::Type;
use rusqlite::{OptionalExtension, Row, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Store, StoreError};
use crate::drafts::Draft;
use crate::ids::{AccountId, DraftId};
use crate::posting_page::Choices;

const COLUMNS: &str = "id, account_id, choices, path, file_name, fingerprint, facts, frame, edited_at";

/// A draft with what became of its posts.
#[derive(Debug)]
pub(crate) struct ListedDraft {
    pub draft: Draft,
    /// A post of it is under way.
    pub has_open_post: bool,
    /// When the latest post that TikTok has was begun, UTC milliseconds.
    pub posted_at: Option<i64>,
}

impl Store {
    /// Stores new drafts, all or none.
    pub(crate) async fn insert_drafts(&self, drafts: Vec<Draft>) -> Result<(), StoreError> {
        self.write(move |db| {
            for draft in &drafts {
                db.execute(
                    "INSERT INTO drafts (id, account_id, choices, path, file_name, fingerprint, facts, frame,
                       created_at, edited_at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9)",
                    params![
                        draft.id.as_str(),
                        draft.account.as_ref().map(AccountId::as_str),
                        to_json(&draft.choices)?,
                        path_text(&draft.path)?,
                        draft.file_name,
                        to_json(&draft.fingerprint)?,
                        to_json(&draft.facts)?,
                        draft.frame,
                        draft.edited_at,
                    ],
                )?;
            }
            Ok(())
        })
        .await
    }

    /// Drafts outside the bin, last edited first.
    pub(crate) async fn drafts(&self) -> Result<Vec<ListedDraft>, StoreError> {
        self.read(|db| {
            let sql = format!(
                "SELECT {COLUMNS},
                   EXISTS (SELECT 1 FROM posts WHERE draft_id = drafts.id AND is_open = 1),
                   (SELECT max(created_at) FROM posts
                    WHERE draft_id = drafts.id AND stage IN ('in_review', 'live'))
                 FROM drafts WHERE binned_at IS NULL ORDER BY edited_at DESC, id DESC"
            );
            let listed = |row: &Row<'_>| {
                Ok(ListedDraft {
                    draft: read_draft(row)?,
                    has_open_post: row.get(9)?,
                    posted_at: row.get(10)?,
                })
            };
            db.prepare_cached(&sql)?.query_map([], listed)?.collect()
        })
        .await
    }

    /// How many drafts are outside the bin.
    pub(crate) async fn count_drafts(&self) -> Result<u32, StoreError> {
        let sql = "SELECT count(*) FROM drafts WHERE binned_at IS NULL";
        self.read(move |db| db.query_row(sql, [], |row| row.get(0))).await
    }

    /// One draft, in the bin or not.
    pub(crate) async fn draft(&self, id: &DraftId) -> Result<Option<Draft>, StoreError> {
        let id = id.clone();
        self.read(move |db| {
            let sql = format!("SELECT {COLUMNS} FROM drafts WHERE id = ?1");
            db.prepare_cached(&sql)?
                .query_row([id.as_str()], read_draft)
                .optional()
        })
        .await
    }

    /// Bins a draft at a time, or takes it back; false when there is none.
    pub(crate) async fn set_binned(&self, id: &DraftId, at: Option<i64>) -> Result<bool, StoreError> {
        let id = id.clone();
        self.write(move |db| {
            let sql = "UPDATE drafts SET binned_at = ?2 WHERE id = ?1";
            db.execute(sql, params![id.as_str(), at]).map(|rows| rows == 1)
        })
        .await
    }

    /// Removes drafts binned before `time`, unless a post of them may still need them.
    pub(crate) async fn empty_bin(&self, time: i64) -> Result<(), StoreError> {
        self.write(move |db| {
            db.execute(
                "DELETE FROM drafts WHERE binned_at < ?1 AND NOT EXISTS
                   (SELECT 1 FROM posts WHERE draft_id = drafts.id AND is_open = 1)",
                [time],
            )
            .map(drop)
        })
        .await
    }

    /// Keeps the frame of a draft's video; false when the draft is gone or its video
    /// is no longer the one at `path`.
    pub(crate) async fn set_draft_frame(
        &self,
        id: &DraftId,
        path: PathBuf,
        jpeg: Vec<u8>,
    ) -> Result<bool, StoreError> {
        let id = id.clone();
        self.write(move |db| {
            let sql = "UPDATE drafts SET frame = ?3 WHERE id = ?1 AND path = ?2";
            db.execute(sql, params![id.as_str(), path_text(&path)?, jpeg])
                .map(|rows| rows == 1)
        })
        .await
    }

    /// Stores what the creator chose and for whom.
    pub(crate) async fn set_draft_choices(
        &self,
        id: &DraftId,
        choices: &Choices,
        account: Option<&AccountId>,
        edited_at: i64,
    ) -> Result<(), StoreError> {
        let (id, choices, account) = (id.clone(), choices.clone(), account.cloned());
        self.write(move |db| {
            let account = account.as_ref().map(AccountId::as_str);
            db.execute(
                "UPDATE drafts SET choices = ?2, account_id = ?3, edited_at = ?4 WHERE id = ?1",
                params![id.as_str(), to_json(&choices)?, account, edited_at],
            )
            .map(drop)
        })
        .await
    }

    /// Stores everything about the draft's file, its frame and the choices.
    pub(crate) async fn set_draft_file(&self, draft: Draft) -> Result<(), StoreError> {
        self.write(move |db| {
            db.execute(
                "UPDATE drafts SET choices = ?2, path = ?3, file_name = ?4, fingerprint = ?5, facts = ?6, frame = ?7
                 WHERE id = ?1",
                params![
                    draft.id.as_str(),
                    to_json(&draft.choices)?,
                    path_text(&draft.path)?,
                    draft.file_name,
                    to_json(&draft.fingerprint)?,
                    to_json(&draft.facts)?,
                    draft.frame,
                ],
            )
            .map(drop)
        })
        .await
    }
}

fn read_draft(row: &Row<'_>) -> rusqlite::Result<Draft> {
    Ok(Draft {
        id: DraftId::from_text(row.get::<_, String>(0)?),
        account: row.get::<_, Option<String>>(1)?.map(AccountId::from_text),
        choices: from_json(row, 2)?,
        path: PathBuf::from(row.get::<_, String>(3)?),
        file_name: row.get(4)?,
        fingerprint: from_json(row, 5)?,
        facts: from_json(row, 6)?,
        frame: row.get(7)?,
        edited_at: row.get(8)?,
    })
}

/// Paths that are no text are refused before, so that none is stored changed.
fn path_text(path: &std::path::Path) -> rusqlite::Result<&str> {
    path.to_str()
        .ok_or_else(|| rusqlite::Error::ToSqlConversionFailure("a path that is no text".into()))
}

fn to_json(value: &impl Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
}

fn from_json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, error.into()))
}
