//! When each video of a public post was last seen among those of its account.

use rusqlite::{Connection, Row, params};

use super::posts::{PostRow, insert_line};
use super::{Store, StoreError};
use crate::ids::{AccountId, PostId};
use crate::publishing::sighting::Sighting;
use crate::view::{HistoryLine, Mode};

const COLUMNS: &str = "s.post_id, s.account_id, s.video_id, p.publish_id,
   coalesce(json_extract(p.state, '$.mode'), 'direct') = 'inbox',
   s.since, s.seen_at, s.missed_at, s.gone_at, s.looked_at
   FROM sightings s JOIN posts p ON p.id = s.post_id";

impl Store {
    /// What is known of the videos a post became, in the order in which TikTok named them.
    pub(crate) async fn sightings_of(&self, post: &PostId) -> Result<Vec<Sighting>, StoreError> {
        let post = post.clone();
        self.read(move |db| {
            let sql = format!("SELECT {COLUMNS} WHERE s.post_id = ?1 ORDER BY s.rowid");
            db.prepare_cached(&sql)?
                .query_map([post.as_str()], read)?
                .collect()
        })
        .await
    }

    /// What is known of all videos of an account's posts that TikTok named, newest first.
    pub(crate) async fn sightings(&self, account: &AccountId) -> Result<Vec<Sighting>, StoreError> {
        let account = account.clone();
        self.read(move |db| {
            let sql = format!("SELECT {COLUMNS} WHERE s.account_id = ?1 ORDER BY s.since DESC");
            db.prepare(&sql)?.query_map([account.as_str()], read)?.collect()
        })
        .await
    }

    /// The posts of an account that TikTok has named: the post, the id of its video, and when it was
    /// sent (UTC milliseconds). Of several videos of a post the one everyone can see comes first.
    pub(crate) async fn named_posts(
        &self,
        account: &AccountId,
    ) -> Result<Vec<(PostId, String, i64)>, StoreError> {
        let account = account.clone();
        self.read(move |db| {
            db.prepare(
                "SELECT p.id, s.video_id, coalesce(json_extract(p.state, '$.upload.issued_at'), p.created_at)
                 FROM sightings s JOIN posts p ON p.id = s.post_id WHERE s.account_id = ?1
                 ORDER BY s.gone_at IS NOT NULL, s.since DESC",
            )?
            .query_map([account.as_str()], |row| {
                Ok((
                    PostId::from_text(row.get::<_, String>(0)?),
                    row.get(1)?,
                    row.get(2)?,
                ))
            })?
            .collect()
        })
        .await
    }

    /// Stores what looks told and the videos they `found`, each with its line of history, in one
    /// transaction. Posts that are gone with their account are left out.
    pub(crate) async fn save_sightings(
        &self,
        looks: Vec<(Sighting, Option<HistoryLine>)>,
        found: Vec<(Sighting, HistoryLine)>,
    ) -> Result<(), StoreError> {
        self.write(move |db| {
            for (sighting, line) in &looks {
                let changed = db.execute(
                    "UPDATE sightings SET seen_at = ?2, missed_at = ?3, gone_at = ?4, looked_at = ?5
                     WHERE post_id = ?1 AND video_id = ?6",
                    params![
                        sighting.post.as_str(),
                        sighting.seen_at,
                        sighting.missed_at,
                        sighting.gone_at,
                        sighting.looked_at,
                        sighting.video,
                    ],
                )?;
                if let Some(line) = line.as_ref().filter(|_| changed > 0) {
                    insert_line(db, &sighting.post, line)?;
                }
            }
            for (sighting, line) in &found {
                let sql = "INSERT OR IGNORE INTO sightings (post_id, account_id, video_id, since, seen_at, looked_at)
                           SELECT id, account_id, ?2, ?3, ?3, ?3 FROM posts WHERE id = ?1";
                let values = params![sighting.post.as_str(), sighting.video, sighting.since];
                if db.execute(sql, values)? > 0 {
                    insert_line(db, &sighting.post, line)?;
                }
            }
            Ok(())
        })
        .await
    }
}

/// Keeps that TikTok named a video of a post; what is known of it already stays.
pub(super) fn insert_sighting(db: &Connection, row: &PostRow, video: &str) -> rusqlite::Result<()> {
    let at = row.state.marks.live.unwrap_or(row.changed_at);
    let sql = "INSERT OR IGNORE INTO sightings (post_id, account_id, video_id, since, seen_at, looked_at)
               VALUES (?1, ?2, ?3, ?4, ?4, ?4)";
    db.prepare_cached(sql)?
        .execute(params![row.id.as_str(), row.account.as_str(), video, at])
        .map(drop)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Sighting> {
    let mode = match row.get(4)? {
        true => Mode::Inbox,
        false => Mode::Direct,
    };
    Ok(Sighting {
        post: PostId::from_text(row.get::<_, String>(0)?),
        account: AccountId::from_text(row.get::<_, String>(1)?),
        video: row.get(2)?,
        publish_id: row.get(3)?,
        mode,
        since: row.get(5)?,
        seen_at: row.get(6)?,
        missed_at: row.get(7)?,
        gone_at: row.get(8)?,
        looked_at: row.get(9)?,
    })
}
