//! How fast the latest uploads went.

use rusqlite::params;

use super::{Store, StoreError};
use crate::view::AccountKind;

/// So many of the latest uploads of a kind are remembered.
const REMEMBERED: i64 = 5;

fn name(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Tiktok => "tiktok",
        AccountKind::Practice => "practice",
    }
}

impl Store {
    /// Keeps how long an upload took for its bytes, `at` and `took` in milliseconds.
    pub(crate) async fn keep_speed(
        &self,
        kind: AccountKind,
        at: i64,
        bytes: u64,
        took: u64,
    ) -> Result<(), StoreError> {
        let whole = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        let (bytes, took) = (whole(bytes), whole(took));
        self.write(move |db| {
            db.execute(
                "INSERT INTO upload_speeds (kind, at, bytes, took) VALUES (?1, ?2, ?3, ?4)",
                params![name(kind), at, bytes, took],
            )?;
            db.execute(
                "DELETE FROM upload_speeds WHERE kind = ?1 AND id NOT IN
                   (SELECT id FROM upload_speeds WHERE kind = ?1 ORDER BY id DESC LIMIT ?2)",
                params![name(kind), REMEMBERED],
            )?;
            Ok(())
        })
        .await
    }

    /// Bytes a second of the latest uploads, newest first.
    pub(crate) async fn speeds(&self, kind: AccountKind) -> Result<Vec<f64>, StoreError> {
        self.read(move |db| {
            db.prepare(
                "SELECT bytes * 1000.0 / took FROM upload_speeds WHERE kind = ?1 AND took > 0 ORDER BY id DESC",
            )?
            .query_map([name(kind)], |row| row.get(0))?
            .collect()
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_latest_five_of_each_kind_are_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("greenroom.db"), None).unwrap();
        for second in 1..=7 {
            let kept = store.keep_speed(AccountKind::Tiktok, second, 1_000_000 * second as u64, 1_000);
            kept.await.unwrap();
        }
        let practice = store.keep_speed(AccountKind::Practice, 8, 90_000_000, 500);
        practice.await.unwrap();
        assert_eq!(
            store.speeds(AccountKind::Tiktok).await.unwrap(),
            [7e6, 6e6, 5e6, 4e6, 3e6]
        );
        assert_eq!(store.speeds(AccountKind::Practice).await.unwrap(), [1.8e8]);
    }
}
