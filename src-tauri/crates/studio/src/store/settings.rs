//! Preferences and facts about this data folder.

use rusqlite::{OptionalExtension, params};

use super::{Store, StoreError};

impl Store {
    /// The value stored under `name`.
    pub(crate) async fn setting(&self, name: impl Into<String>) -> Result<Option<String>, StoreError> {
        let name = name.into();
        self.run(move |db| {
            db.prepare_cached("SELECT value FROM settings WHERE name = ?1")?
                .query_row([name], |row| row.get(0))
                .optional()
        })
        .await
    }

    /// Stores `value` under `name`. One that stands there already is not written again.
    pub(crate) async fn set_setting(&self, name: impl Into<String>, value: String) -> Result<(), StoreError> {
        let name = name.into();
        self.run(move |db| {
            let sql = "INSERT INTO settings (name, value) VALUES (?1, ?2)
                       ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value";
            db.prepare_cached(sql)?.execute(params![name, value]).map(drop)
        })
        .await
    }
}
