//! The first page of each account's videos, as last heard.

use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::{Store, StoreError};
use crate::ids::AccountId;

/// A video as stored. A count that TikTok left out is unknown, not zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct VideoRow {
    #[serde(skip)]
    pub id: String,
    /// UTC milliseconds.
    #[serde(skip)]
    pub posted_at: Option<i64>,
    /// JPEG.
    #[serde(skip)]
    pub cover: Option<Vec<u8>>,
    pub caption: String,
    pub duration_s: Option<i64>,
    pub views: Option<i64>,
    pub likes: Option<i64>,
    pub comments: Option<i64>,
    pub shares: Option<i64>,
}

/// When an account's page was heard, and whether there is more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PageRow {
    /// UTC milliseconds.
    pub asked_at: i64,
    pub has_more: bool,
}

impl Store {
    /// Replaces an account's page. Covers of videos that stay are kept.
    pub(crate) async fn replace_videos(
        &self,
        account: &AccountId,
        videos: Vec<VideoRow>,
        page: PageRow,
    ) -> Result<(), StoreError> {
        let account = account.clone();
        self.write(move |db| {
            // Negative places mark what was there before; what is still negative afterwards is gone.
            db.execute(
                "UPDATE videos SET place = -1 WHERE account_id = ?1",
                [account.as_str()],
            )?;
            for (place, video) in (0i64..).zip(&videos) {
                let card = serde_json::to_string(video)
                    .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
                db.execute(
                    "INSERT INTO videos (account_id, id, place, posted_at, card) VALUES (?1, ?2, ?3, ?4, ?5)
                     ON CONFLICT (account_id, id) DO UPDATE
                     SET place = excluded.place, posted_at = excluded.posted_at, card = excluded.card",
                    params![account.as_str(), video.id, place, video.posted_at, card],
                )?;
            }
            db.execute(
                "DELETE FROM videos WHERE account_id = ?1 AND place < 0",
                [account.as_str()],
            )?;
            db.execute(
                "INSERT INTO video_pages (account_id, asked_at, has_more) VALUES (?1, ?2, ?3)
                 ON CONFLICT (account_id) DO UPDATE
                 SET asked_at = excluded.asked_at, has_more = excluded.has_more",
                params![account.as_str(), page.asked_at, page.has_more],
            )?;
            Ok(())
        })
        .await
    }

    /// An account's videos in TikTok's order, and when they were heard.
    pub(crate) async fn videos(
        &self,
        account: &AccountId,
    ) -> Result<(Vec<VideoRow>, Option<PageRow>), StoreError> {
        let account = account.clone();
        self.read(move |db| {
            let page = db
                .query_row(
                    "SELECT asked_at, has_more FROM video_pages WHERE account_id = ?1",
                    [account.as_str()],
                    |row| {
                        Ok(PageRow {
                            asked_at: row.get(0)?,
                            has_more: row.get(1)?,
                        })
                    },
                )
                .optional()?;
            let videos = db
                .prepare(
                    "SELECT id, posted_at, card, cover FROM videos WHERE account_id = ?1 ORDER BY place",
                )?
                .query_map([account.as_str()], read_video)?
                .collect::<Result<_, _>>()?;
            Ok((videos, page))
        })
        .await
    }

    /// Keeps a video's cover. Nothing happens when the video is gone by now.
    pub(crate) async fn keep_cover(
        &self,
        account: &AccountId,
        id: &str,
        jpeg: Vec<u8>,
    ) -> Result<(), StoreError> {
        let (account, id) = (account.clone(), id.to_owned());
        self.write(move |db| {
            db.execute(
                "UPDATE videos SET cover = ?3 WHERE account_id = ?1 AND id = ?2",
                params![account.as_str(), id, jpeg],
            )
            .map(drop)
        })
        .await
    }
}

fn read_video(row: &rusqlite::Row<'_>) -> rusqlite::Result<VideoRow> {
    let card: String = row.get(2)?;
    let video: VideoRow = serde_json::from_str(&card).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(2, rusqlite::types::Type::Text, Box::new(error))
    })?;
    Ok(VideoRow {
        id: row.get(0)?,
        posted_at: row.get(1)?,
        cover: row.get(3)?,
        ..video
    })
}
