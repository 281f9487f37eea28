//! What of TikTok's quotas the posts of this studio use up (R§12.3).

use rusqlite::params;

use super::{Store, StoreError};
use crate::ids::AccountId;

/// Posts that reached the profile, or may have.
const POSTED: &str = "SELECT json_extract(state, '$.upload.issued_at') AS at FROM posts
   WHERE account_id = ?1 AND stage <> 'failed' AND json_extract(state, '$.commit') = 'done'
     AND coalesce(json_extract(state, '$.mode'), 'direct') = 'direct' AND at > ?2
   ORDER BY at";

/// Posts on their way into the inbox, or waiting there.
const IN_INBOX: &str = "SELECT json_extract(state, '$.upload.issued_at') AS at FROM posts
   WHERE account_id = ?1 AND (is_open = 1 OR stage = 'in_inbox')
     AND json_extract(state, '$.mode') = 'inbox' AND at > ?2
   ORDER BY at";

impl Store {
    /// When the direct posts of an account were opened after `since`, oldest first, in UTC
    /// milliseconds.
    pub(crate) async fn posted_since(&self, account: &AccountId, since: i64) -> Result<Vec<i64>, StoreError> {
        self.moments(POSTED, account, since).await
    }

    /// When the posts that hold a place in an account's inbox were opened after `since`, oldest
    /// first, in UTC milliseconds.
    pub(crate) async fn inbox_places_since(
        &self,
        account: &AccountId,
        since: i64,
    ) -> Result<Vec<i64>, StoreError> {
        self.moments(IN_INBOX, account, since).await
    }

    async fn moments(
        &self,
        sql: &'static str,
        account: &AccountId,
        since: i64,
    ) -> Result<Vec<i64>, StoreError> {
        let account = account.clone();
        self.read(move |db| {
            db.prepare(sql)?
                .query_map(params![account.as_str(), since], |row| row.get(0))?
                .collect()
        })
        .await
    }
}
