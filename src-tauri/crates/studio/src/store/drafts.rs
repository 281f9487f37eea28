//! Drafts in the database.

use std::path::PathBuf;

use rusqlite::{OptionalExtension, Row, params};

use super::{Store, StoreError};
use crate::drafts::Draft;
use crate::ids::{AccountId, DraftId};

/// A draft in the list, with what became of its posts.
pub(crate) struct DraftRow {
    pub draft: Draft,
    pub has_open_post: bool,
    pub has_post: bool,
}

const COLUMNS: &str = "id, account_id, choices, path, file_name, fingerprint, facts, frame, edited_at";

fn draft(row: &Row<'_>) -> rusqlite::Result<Draft> {
    Ok(Draft {
        id: DraftId::from_text(row.get::<_, String>(0)?),
        account: row.get::<_, Option<String>>(1)?.map(AccountId::from_text),
        choices: json(row, 2)?,
        path: PathBuf::from(row.get::<_, String>(3)?),
        file_name: row.get(4)?,
        fingerprint: json(row, 5)?,
        facts: json(row, 6)?,
        frame: row.get(7)?,
        edited_at: row.get(8)?,
    })
}

fn json<T: serde::de::DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, error.into()))
}

fn text<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

impl Store {
    pub(crate) async fn insert_draft(&self, draft: Draft) -> Result<(), StoreError> {
        self.run(move |db| {
            db.execute(
                "INSERT INTO drafts (id, account_id, choices, path, file_name, fingerprint, facts, frame, created_at, edited_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9)",
                params![
                    draft.id.as_str(),
                    draft.account.as_ref().map(AccountId::as_str),
                    text(&draft.choices),
                    draft.path.to_string_lossy(),
                    draft.file_name,
                    text(&draft.fingerprint),
                    text(&draft.facts),
                    draft.frame,
                    draft.edited_at,
                ],
            )
            .map(drop)
        })
        .await
    }

    /// Drafts outside the bin, last edited first.
    pub(crate) async fn drafts(&self) -> Result<Vec<DraftRow>, StoreError> {
        self.run(|db| {
            let mut statement = db.prepare(&format!(
                "SELECT {COLUMNS},
                   EXISTS (SELECT 1 FROM posts WHERE draft_id = drafts.id AND is_open = 1),
                   EXISTS (SELECT 1 FROM posts WHERE draft_id = drafts.id AND stage IN ('in_review', 'live'))
                 FROM drafts WHERE binned_at IS NULL ORDER BY edited_at DESC, id DESC LIMIT 500"
            ))?;
            let rows = statement.query_map([], |row| {
                Ok(DraftRow { draft: draft(row)?, has_open_post: row.get(9)?, has_post: row.get(10)? })
            })?;
            rows.collect()
        })
        .await
    }

    pub(crate) async fn count_drafts(&self) -> Result<u32, StoreError> {
        self.run(|db| db.query_row("SELECT count(*) FROM drafts WHERE binned_at IS NULL", [], |row| row.get(0))).await
    }

    pub(crate) async fn draft(&self, id: &DraftId) -> Result<Option<Draft>, StoreError> {
        let id = id.as_str().to_owned();
        self.run(move |db| {
            db.query_row(&format!("SELECT {COLUMNS} FROM drafts WHERE id = ?1"), [id], draft).optional()
        })
        .await
    }

    /// Bins (`Some`) or restores (`None`); false when there is no such draft.
    pub(crate) async fn bin_draft(&self, id: &DraftId, at: Option<i64>) -> Result<bool, StoreError> {
        let id = id.as_str().to_owned();
        self.run(move |db| {
            db.execute("UPDATE drafts SET binned_at = ?2 WHERE id = ?1", params![id, at]).map(|changed| changed == 1)
        })
        .await
    }

    pub(crate) async fn set_draft_frame(&self, id: &DraftId, jpeg: Vec<u8>) -> Result<(), StoreError> {
        let id = id.as_str().to_owned();
        self.run(move |db| {
            db.execute("UPDATE drafts SET frame = ?2 WHERE id = ?1", params![id, jpeg]).map(drop)
        })
        .await
    }

    pub(crate) async fn set_draft_choices(&self, draft: Draft) -> Result<(), StoreError> {
        self.run(move |db| {
            db.execute(
                "UPDATE drafts SET choices = ?2, account_id = ?3, edited_at = ?4 WHERE id = ?1",
                params![
                    draft.id.as_str(),
                    text(&draft.choices),
                    draft.account.as_ref().map(AccountId::as_str),
                    draft.edited_at
                ],
            )
            .map(drop)
        })
        .await
    }

    pub(crate) async fn set_draft_file(&self, draft: Draft) -> Result<(), StoreError> {
        self.run(move |db| {
            db.execute(
                "UPDATE drafts SET path = ?2, file_name = ?3, fingerprint = ?4, facts = ?5 WHERE id = ?1",
                params![
                    draft.id.as_str(),
                    draft.path.to_string_lossy(),
                    draft.file_name,
                    text(&draft.fingerprint),
                    text(&draft.facts)
                ],
            )
            .map(drop)
        })
        .await
    }
}
