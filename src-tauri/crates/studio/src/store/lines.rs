//! The creator's order of the posts that wait.

use rusqlite::{OptionalExtension, params};

use super::{Store, StoreError};
use crate::ids::{AccountId, PostId};

/// A post that waits.
#[derive(Debug, Clone)]
pub(crate) struct Waiting {
    pub account: AccountId,
    pub post: PostId,
    /// Larger is later; means something within the account only.
    pub place: i64,
}

impl Store {
    /// Posts that wait for their turn or their next try, in the creator's order.
    pub(crate) async fn waiting_line(&self) -> Result<Vec<Waiting>, StoreError> {
        self.read(|db| {
            db.prepare("SELECT account_id, id, place FROM posts WHERE stage = 'queued' ORDER BY place, id")?
                .query_map([], |row| {
                    Ok(Waiting {
                        account: AccountId::from_text(row.get::<_, String>(0)?),
                        post: PostId::from_text(row.get::<_, String>(1)?),
                        place: row.get(2)?,
                    })
                })?
                .collect()
        })
        .await
    }

    /// Where a post stands in its account's order.
    pub(crate) async fn place_of(&self, id: &PostId) -> Result<Option<i64>, StoreError> {
        let id = id.clone();
        self.read(move |db| {
            db.prepare_cached("SELECT place FROM posts WHERE id = ?1")?
                .query_row([id.as_str()], |row| row.get(0))
                .optional()
        })
        .await
    }

    /// Lets a waiting post change places with the one before or behind it. Returns the new
    /// places of both; nothing when it does not wait or is at that end already.
    pub(crate) async fn change_places(
        &self,
        id: &PostId,
        earlier: bool,
    ) -> Result<Vec<(PostId, i64)>, StoreError> {
        let id = id.clone();
        self.write(move |db| {
            let own: Option<(i64, String)> = db
                .query_row(
                    "SELECT place, account_id FROM posts WHERE id = ?1 AND stage = 'queued'",
                    [id.as_str()],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .optional()?;
            let Some((own, account)) = own else {
                return Ok(Vec::new());
            };
            let neighbour = if earlier {
                "SELECT place, id FROM posts WHERE account_id = ?1 AND stage = 'queued' AND place < ?2
                 ORDER BY place DESC LIMIT 1"
            } else {
                "SELECT place, id FROM posts WHERE account_id = ?1 AND stage = 'queued' AND place > ?2
                 ORDER BY place LIMIT 1"
            };
            let other: Option<(i64, String)> = db
                .query_row(neighbour, params![account, own], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .optional()?;
            let Some((place, other)) = other else {
                return Ok(Vec::new());
            };
            let changed = vec![(id.clone(), place), (PostId::from_text(other), own)];
            for (post, place) in &changed {
                db.execute(
                    "UPDATE posts SET place = ?2 WHERE id = ?1",
                    params![post.as_str(), place],
                )?;
            }
            Ok(changed)
        })
        .await
    }
}
