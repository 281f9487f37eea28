//! Preferences and facts about this data folder.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Store, StoreError};

/// How many uploads were opened.
const OPENED: &str = "uploads_opened";
/// When an old copy was noticed last (UTC milliseconds).
const NOTICED: &str = "old_copy_noticed_at";

/// Uploads counted in this folder.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Opened {
    /// As many were known before.
    pub known: u64,
    /// The number of the next one; none for a post that lay in an old copy.
    pub next: Option<u64>,
}

impl Store {
    /// The value stored under `name`.
    pub(crate) async fn setting(&self, name: impl Into<String>) -> Result<Option<String>, StoreError> {
        let name = name.into();
        self.read(move |db| read(db, &name)).await
    }

    /// Stores `value` under `name`. One that stands there already is not written again.
    pub(crate) async fn set_setting(&self, name: impl Into<String>, value: String) -> Result<(), StoreError> {
        let name = name.into();
        self.write(move |db| write(db, &name, &value)).await
    }

    /// Counts the upload that is about to be opened, in one transaction. `beside` is what is counted
    /// outside of this folder: if that is more, the folder is an old copy. A post of `created_at`
    /// that lay in one is not counted, unless somebody has looked after it.
    pub(crate) async fn count_opening(
        &self,
        beside: u64,
        now: i64,
        created_at: i64,
        looked: bool,
    ) -> Result<Opened, StoreError> {
        self.write(move |db| {
            let known = number(read(db, OPENED)?).unwrap_or(0);
            if beside > known {
                write(db, NOTICED, &now.to_string())?;
            }
            let noticed_at: Option<i64> = number(read(db, NOTICED)?);
            let lay_in_copy = !looked && noticed_at.is_some_and(|at| created_at <= at);
            let count = known.max(beside);
            let next = (!lay_in_copy).then_some(count + 1);
            write(db, OPENED, &next.unwrap_or(count).to_string())?;
            Ok(Opened { known, next })
        })
        .await
    }
}

fn read(db: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    db.prepare_cached("SELECT value FROM settings WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()
}

fn write(db: &Connection, name: &str, value: &str) -> rusqlite::Result<()> {
    let sql = "INSERT INTO settings (name, value) VALUES (?1, ?2)
               ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value";
    db.prepare_cached(sql)?.execute(params![name, value]).map(drop)
}

fn number<T: std::str::FromStr>(text: Option<String>) -> Option<T> {
    text.and_then(|text| text.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_post_that_lay_in_an_old_copy_is_not_counted_before_somebody_looked() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("studio.db"), None).unwrap();
        // What is counted beside, now, when the post was made, whether somebody looked; what is
        // known, and the number of the upload.
        let uploads = [
            (0, 10, 5, false, 0, Some(1)),
            (1, 20, 15, false, 1, Some(2)),
            // The keyring could not be written after the last count.
            (1, 30, 25, false, 2, Some(3)),
            // Three uploads that this folder knows nothing of.
            (6, 40, 35, false, 3, None),
            // Counted as known from now on, and still the post lay in the copy.
            (6, 50, 35, false, 6, None),
            (6, 60, 40, false, 6, None),
            (6, 70, 35, true, 6, Some(7)),
            (7, 80, 41, false, 7, Some(8)),
        ];
        for (beside, now, created_at, looked, known, next) in uploads {
            let opened = store
                .count_opening(beside, now, created_at, looked)
                .await
                .unwrap();
            assert_eq!((opened.known, opened.next), (known, next), "at {now}");
        }
    }
}
