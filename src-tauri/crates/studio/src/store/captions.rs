//! What captions are written with: texts the creator keeps, and captions written before.

use rusqlite::params;

use super::{Store, StoreError};
use crate::ids::{AccountId, DraftId, SavedTextId};
use crate::view::SavedText;

/// Captions known of an account.
#[derive(Debug, Default)]
pub(crate) struct EarlierCaptions {
    /// Written here, in full. Equal ones stand once.
    pub written: Vec<String>,
    /// Of videos on the profile, as TikTok tells them; long ones may be cut (R§5).
    pub told: Vec<String>,
}

impl Store {
    /// Captions with a hashtag that were written or posted for `account`, without the one
    /// of the draft `but`. Drafts that are meant for nobody yet count for everybody.
    pub(crate) async fn earlier_captions(
        &self,
        account: Option<&AccountId>,
        but: &DraftId,
    ) -> Result<EarlierCaptions, StoreError> {
        let (account, but) = (account.cloned(), but.clone());
        self.read(move |db| {
            let account = account.as_ref().map(AccountId::as_str);
            let written = "SELECT json_extract(choices, '$.caption') AS caption FROM drafts
                 WHERE binned_at IS NULL AND id <> ?2 AND (account_id IS NULL OR account_id = ?1)
                   AND caption LIKE '%#%'
                 UNION
                 SELECT json_extract(agreed, '$.choices.caption') AS caption FROM posts
                 WHERE account_id = ?1 AND stage NOT IN ('cancelled', 'failed') AND caption LIKE '%#%'";
            let told = "SELECT json_extract(card, '$.caption') AS caption FROM videos
                 WHERE account_id = ?1 AND caption LIKE '%#%'";
            let text = |row: &rusqlite::Row<'_>| row.get(0);
            let written = db
                .prepare_cached(written)?
                .query_map(params![account, but.as_str()], text)?
                .collect::<Result<_, _>>()?;
            let told = db
                .prepare_cached(told)?
                .query_map([account], text)?
                .collect::<Result<_, _>>()?;
            Ok(EarlierCaptions { written, told })
        })
        .await
    }

    /// The texts the creator keeps, by name.
    pub(crate) async fn saved_texts(&self) -> Result<Vec<SavedText>, StoreError> {
        self.read(|db| {
            let sql = "SELECT id, name, text FROM saved_texts ORDER BY name COLLATE NOCASE, id";
            let saved = |row: &rusqlite::Row<'_>| {
                Ok(SavedText {
                    id: SavedTextId::from_text(row.get::<_, String>(0)?),
                    name: row.get(1)?,
                    text: row.get(2)?,
                })
            };
            db.prepare_cached(sql)?.query_map([], saved)?.collect()
        })
        .await
    }

    /// Keeps a text, or what it was changed to.
    pub(crate) async fn keep_text(&self, text: SavedText, at: i64) -> Result<(), StoreError> {
        self.write(move |db| {
            db.execute(
                "INSERT INTO saved_texts (id, name, text, saved_at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (id) DO UPDATE
                 SET name = excluded.name, text = excluded.text, saved_at = excluded.saved_at",
                params![text.id.as_str(), text.name, text.text, at],
            )
            .map(drop)
        })
        .await
    }

    /// Forgets a text.
    pub(crate) async fn forget_text(&self, id: &SavedTextId) -> Result<(), StoreError> {
        let id = id.clone();
        self.write(move |db| {
            db.execute("DELETE FROM saved_texts WHERE id = ?1", [id.as_str()])
                .map(drop)
        })
        .await
    }
}
