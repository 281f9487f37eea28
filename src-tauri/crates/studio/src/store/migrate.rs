//! Numbered steps from any earlier database to this one.

use std::path::Path;

use rusqlite::Connection;

use super::StoreError;

/// Step `n` brings a database of version `n - 1` to version `n`. Never edit a released one.
const STEPS: &[&str] = &[concat!(
    include_str!("migrations/0001_settings.sql"),
    include_str!("migrations/0001_accounts.sql"),
    include_str!("migrations/0001_drafts.sql"),
    include_str!("migrations/0001_posts.sql"),
    include_str!("migrations/0001_videos.sql"),
)];

/// Brings the database up to date, each step in a transaction of its own, after
/// a copy of what was there.
pub fn run(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    if found > 0 && found < known {
        keep_copy(connection, path, found)?;
    }
    for (version, step) in (1i64..).zip(STEPS).skip(usize::try_from(found).unwrap_or(0)) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", version)?;
        transaction.commit()?;
    }
    Ok(())
}

fn keep_copy(connection: &Connection, path: &Path, version: i64) -> Result<(), StoreError> {
    let copy = path.with_extension(format!("v{version}.bak"));
    if copy.exists() {
        std::fs::remove_file(&copy)?;
    }
    connection.execute("VACUUM INTO ?1", [copy.to_string_lossy()])?;
    Ok(())
}
