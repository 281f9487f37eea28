//! Which video a post without an id became, as far as the creator has said.

use rusqlite::params;

use super::posts::{COLUMNS, PostRow, read_post};
use super::{Store, StoreError};
use crate::ids::{AccountId, PostId};

/// How many posts without an id are looked at for an account.
const LATEST: i64 = 100;

/// What the creator has said about a post and a video.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Match {
    pub post: PostId,
    pub video: String,
    /// Else it is another one.
    pub confirmed: bool,
}

impl Store {
    /// Posts of an account that TikTok has, or may have, and has not named; newest first.
    pub(crate) async fn unnamed_posts(&self, account: &AccountId) -> Result<Vec<PostRow>, StoreError> {
        let account = account.clone();
        self.read(move |db| {
            let sql = format!(
                "SELECT {COLUMNS} FROM posts
                 WHERE account_id = ?1 AND stage IN ('live', 'in_review', 'needs_you', 'cancelled')
                   AND json_extract(state, '$.commit') IN ('sent', 'done')
                   AND id NOT IN (SELECT post_id FROM sightings)
                 ORDER BY id DESC LIMIT ?2"
            );
            db.prepare(&sql)?
                .query_map(params![account.as_str(), LATEST], read_post)?
                .collect()
        })
        .await
    }

    /// What the creator has said about the posts of an account.
    pub(crate) async fn matches(&self, account: &AccountId) -> Result<Vec<Match>, StoreError> {
        let account = account.clone();
        self.read(move |db| {
            db.prepare(
                "SELECT m.post_id, m.video_id, m.confirmed FROM matches m JOIN posts p ON p.id = m.post_id
                 WHERE p.account_id = ?1",
            )?
            .query_map([account.as_str()], |row| {
                Ok(Match {
                    post: PostId::from_text(row.get::<_, String>(0)?),
                    video: row.get(1)?,
                    confirmed: row.get(2)?,
                })
            })?
            .collect()
        })
        .await
    }

    /// Keeps what the creator says at `at` (UTC milliseconds). A post is one video at most, and a
    /// video one post: the latest word counts.
    pub(crate) async fn keep_match(&self, said: &Match, at: i64) -> Result<(), StoreError> {
        let said = said.clone();
        self.write(move |db| {
            let (post, video) = (said.post.as_str(), said.video.as_str());
            if said.confirmed {
                db.execute(
                    "DELETE FROM matches WHERE confirmed = 1 AND (post_id = ?1 OR video_id = ?2)",
                    [post, video],
                )?;
            }
            db.execute(
                "INSERT INTO matches (post_id, video_id, confirmed, at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (post_id, video_id) DO UPDATE
                 SET confirmed = excluded.confirmed, at = excluded.at",
                params![post, video, said.confirmed, at],
            )?;
            Ok(())
        })
        .await
    }
}
