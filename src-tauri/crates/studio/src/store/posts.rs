//! Posts and their history.

use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::sightings::insert_sighting;
use super::{Store, StoreError};
use crate::ids::{AccountId, DraftId, PostId};
use crate::publishing::Agreed;
use crate::publishing::state::{Stage, State};
use crate::view::HistoryLine;

/// How many posts that are over the posts screen shows.
const SHOWN: i64 = 100;

pub(super) const COLUMNS: &str =
    "id, draft_id, account_id, title, agreed, state, not_before, created_at, changed_at";

/// A post as stored.
#[derive(Debug, Clone)]
pub(crate) struct PostRow {
    pub id: PostId,
    pub draft: Option<DraftId>,
    pub account: AccountId,
    pub title: String,
    pub agreed: Agreed,
    pub state: State,
    /// UTC milliseconds: when the next step is due.
    pub not_before: i64,
    pub created_at: i64,
    pub changed_at: i64,
}

impl Store {
    /// Stores a new post and its first line of history in one transaction. A
    /// conflict means that the draft has an open post at this account.
    pub(crate) async fn insert_post(
        &self,
        row: PostRow,
        frame: Option<Vec<u8>>,
        line: HistoryLine,
    ) -> Result<(), StoreError> {
        self.write(move |db| {
            db.execute(
                "INSERT INTO posts (id, draft_id, account_id, title, agreed, stage, state, is_open,
                   not_before, created_at, changed_at, place)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,
                   (SELECT coalesce(max(place), 0) + 1 FROM posts))",
                params![
                    row.id.as_str(),
                    row.draft.as_ref().map(DraftId::as_str),
                    row.account.as_str(),
                    row.title,
                    to_json(&row.agreed)?,
                    row.state.stage.name(),
                    to_json(&row.state)?,
                    row.state.is_open(),
                    row.not_before,
                    row.created_at,
                    row.changed_at,
                ],
            )?;
            if let Some(jpeg) = &frame {
                let sql = "INSERT INTO post_frames (post_id, jpeg) VALUES (?1, ?2)";
                db.execute(sql, params![row.id.as_str(), jpeg])?;
            }
            insert_line(db, &row.id, &line)
        })
        .await
    }

    /// Stores where a post stands now, with new lines of history, in one
    /// transaction. `false` when the post is gone with its account.
    pub(crate) async fn save_post(&self, row: &PostRow, lines: Vec<HistoryLine>) -> Result<bool, StoreError> {
        let row = row.clone();
        self.write(move |db| {
            let publish_id = row.state.upload.as_ref().map(|upload| upload.publish_id.as_str());
            let sql = "UPDATE posts SET stage = ?2, state = ?3, is_open = ?4, publish_id = ?5,
                         not_before = ?6, changed_at = ?7
                       WHERE id = ?1";
            let changed = db.prepare_cached(sql)?.execute(params![
                row.id.as_str(),
                row.state.stage.name(),
                to_json(&row.state)?,
                row.state.is_open(),
                publish_id,
                row.not_before,
                row.changed_at,
            ])?;
            if changed == 0 {
                return Ok(false);
            }
            for line in &lines {
                insert_line(db, &row.id, line)?;
            }
            if let Stage::Live { ids } = &row.state.stage {
                for video in ids {
                    insert_sighting(db, &row, video)?;
                }
            }
            Ok(true)
        })
        .await
    }

    /// One post.
    pub(crate) async fn post(&self, id: &PostId) -> Result<Option<PostRow>, StoreError> {
        let id = id.clone();
        self.read(move |db| {
            let sql = format!("SELECT {COLUMNS} FROM posts WHERE id = ?1");
            db.prepare_cached(&sql)?
                .query_row([id.as_str()], read_post)
                .optional()
        })
        .await
    }

    /// Posts that are not over, oldest first.
    pub(crate) async fn unfinished_posts(&self) -> Result<Vec<PostRow>, StoreError> {
        self.read(|db| {
            let sql = format!(
                "SELECT {COLUMNS} FROM posts WHERE stage NOT IN ('live', 'failed', 'cancelled') ORDER BY id"
            );
            db.prepare(&sql)?.query_map([], read_post)?.collect()
        })
        .await
    }

    /// Posts that are not over and the latest of the others, newest first.
    pub(crate) async fn shown_posts(&self) -> Result<Vec<PostRow>, StoreError> {
        self.read(|db| {
            let sql = format!(
                "SELECT {COLUMNS} FROM posts
                 WHERE stage NOT IN ('live', 'failed', 'cancelled')
                    OR id IN (SELECT id FROM posts WHERE stage IN ('live', 'failed', 'cancelled')
                              ORDER BY id DESC LIMIT ?1)
                 ORDER BY id DESC"
            );
            db.prepare(&sql)?.query_map([SHOWN], read_post)?.collect()
        })
        .await
    }

    /// The open post of a draft and account.
    pub(crate) async fn open_post(
        &self,
        draft: &DraftId,
        account: &AccountId,
    ) -> Result<Option<PostRow>, StoreError> {
        let (draft, account) = (draft.clone(), account.clone());
        self.read(move |db| {
            let sql = format!(
                "SELECT {COLUMNS} FROM posts WHERE draft_id = ?1 AND account_id = ?2 AND is_open = 1"
            );
            db.query_row(&sql, [draft.as_str(), account.as_str()], read_post)
                .optional()
        })
        .await
    }

    /// Stage and openness of a draft's posts, newest first.
    pub(crate) async fn posts_of_draft(&self, draft: &DraftId) -> Result<Vec<(String, bool)>, StoreError> {
        let draft = draft.clone();
        self.read(move |db| {
            db.prepare_cached("SELECT stage, is_open FROM posts WHERE draft_id = ?1 ORDER BY id DESC")?
                .query_map([draft.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect()
        })
        .await
    }

    /// How many posts wait for the creator.
    pub(crate) async fn posts_that_need_you(&self) -> Result<u32, StoreError> {
        self.read(|db| {
            db.query_row(
                "SELECT count(*) FROM posts WHERE stage = 'needs_you'",
                [],
                |row| row.get(0),
            )
        })
        .await
    }

    /// The frame of a post, as JPEG.
    pub(crate) async fn post_frame(&self, id: &PostId) -> Result<Option<Vec<u8>>, StoreError> {
        let id = id.clone();
        self.read(move |db| {
            let sql = "SELECT jpeg FROM post_frames WHERE post_id = ?1";
            db.prepare_cached(sql)?
                .query_row([id.as_str()], |row| row.get(0))
                .optional()
        })
        .await
    }

    /// Everything that happened to a post, in order.
    pub(crate) async fn post_history(&self, id: &PostId) -> Result<Vec<HistoryLine>, StoreError> {
        let id = id.clone();
        self.read(move |db| {
            let sql = "SELECT at, text, reference, until, count FROM post_history WHERE post_id = ?1 ORDER BY rowid";
            db.prepare(sql)?
                .query_map([id.as_str()], |row| {
                    Ok(HistoryLine {
                        at: row.get(0)?,
                        text: row.get(1)?,
                        reference: row.get(2)?,
                        until: row.get(3)?,
                        count: row.get(4)?,
                        is_call: false,
                    })
                })?
                .collect()
        })
        .await
    }
}

/// Adds a line, or counts it with the one before when it says the same.
pub(super) fn insert_line(db: &Connection, id: &PostId, line: &HistoryLine) -> rusqlite::Result<()> {
    let words = params![id.as_str(), line.at, line.text, line.reference];
    let said_again = db
        .prepare_cached(
            "UPDATE post_history SET until = ?2, count = count + 1
             WHERE rowid = (SELECT max(rowid) FROM post_history WHERE post_id = ?1)
               AND text = ?3 AND reference IS ?4",
        )?
        .execute(words)?;
    if said_again > 0 {
        return Ok(());
    }
    db.prepare_cached("INSERT INTO post_history (post_id, at, text, reference) VALUES (?1, ?2, ?3, ?4)")?
        .execute(words)
        .map(drop)
}

pub(super) fn read_post(row: &Row<'_>) -> rusqlite::Result<PostRow> {
    Ok(PostRow {
        id: PostId::from_text(row.get::<_, String>(0)?),
        draft: row.get::<_, Option<String>>(1)?.map(DraftId::from_text),
        account: AccountId::from_text(row.get::<_, String>(2)?),
        title: row.get(3)?,
        agreed: from_json(row, 4)?,
        state: from_json(row, 5)?,
        not_before: row.get(6)?,
        created_at: row.get(7)?,
        changed_at: row.get(8)?,
    })
}

fn to_json(value: &impl serde::Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

fn from_json<T: serde::de::DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error)))
}
