//! What the creator has ticked off for a post that is finished on the phone.

use rusqlite::params;

use super::{Store, StoreError};
use crate::ids::PostId;

impl Store {
    /// Names of the tasks that are ticked.
    pub(crate) async fn phone_ticks(&self, post: &PostId) -> Result<Vec<String>, StoreError> {
        let post = post.clone();
        self.read(move |db| {
            db.prepare_cached("SELECT task FROM phone_ticks WHERE post_id = ?1")?
                .query_map([post.as_str()], |row| row.get(0))?
                .collect()
        })
        .await
    }

    /// Ticks a task, or takes the tick back.
    pub(crate) async fn set_phone_tick(
        &self,
        post: &PostId,
        task: &'static str,
        done: bool,
    ) -> Result<(), StoreError> {
        let post = post.clone();
        let sql = match done {
            true => "INSERT OR IGNORE INTO phone_ticks (post_id, task) VALUES (?1, ?2)",
            false => "DELETE FROM phone_ticks WHERE post_id = ?1 AND task = ?2",
        };
        self.write(move |db| db.execute(sql, params![post.as_str(), task]).map(drop))
            .await
    }
}
