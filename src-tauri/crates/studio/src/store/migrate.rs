//! Numbered steps from any earlier database to this one.

use std::path::Path;

use rusqlite::Connection;

use super::StoreError;

/// Step `n` brings a database of version `n - 1` to version `n`. Never edit a released one.
const STEPS: &[&str] = &[
    concat!(
        include_str!("migrations/0001_settings.sql"),
        include_str!("migrations/0001_accounts.sql"),
        include_str!("migrations/0001_drafts.sql"),
        include_str!("migrations/0001_posts.sql"),
        include_str!("migrations/0001_videos.sql"),
    ),
    include_str!("migrations/0002_accounts.sql"),
    include_str!("migrations/0003_captions.sql"),
    include_str!("migrations/0004_uploads.sql"),
    include_str!("migrations/0005_activity.sql"),
    include_str!("migrations/0006_following.sql"),
    include_str!("migrations/0007_posts.sql"),
    include_str!("migrations/0008_sightings.sql"),
];

/// Brings the database up to date, each step in a transaction of its own, after
/// a copy of what was there.
pub fn run(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    migrate(connection, path, STEPS)
}

fn migrate(connection: &mut Connection, path: &Path, steps: &[&str]) -> Result<(), StoreError> {
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let known = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    if found > 0 && found < known {
        keep_copy(connection, path, found)?;
    }
    for (version, step) in (1i64..).zip(steps).skip(usize::try_from(found).unwrap_or(0)) {
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

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use tempfile::TempDir;

    use super::*;
    use crate::ids::PostId;
    use crate::store::Store;

    const FIRST: &str = "CREATE TABLE notes (text TEXT) STRICT; INSERT INTO notes VALUES ('kept');";

    fn folder() -> (TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("greenroom.db");
        (folder, path)
    }

    fn version(connection: &Connection) -> i64 {
        connection
            .query_row("PRAGMA user_version", [], |row| row.get(0))
            .unwrap()
    }

    fn notes(path: &Path) -> Vec<String> {
        let connection = Connection::open(path).unwrap();
        let mut statement = connection.prepare("SELECT text FROM notes").unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    }

    #[test]
    fn a_new_database_gets_every_step_and_opening_it_again_changes_nothing() {
        let (_folder, path) = folder();
        for _ in 0..2 {
            Store::open(&path, None).unwrap();
        }
        let connection = Connection::open(&path).unwrap();
        assert_eq!(version(&connection), i64::try_from(STEPS.len()).unwrap());
        let journal: String = connection
            .query_row("PRAGMA journal_mode", [], |row| row.get(0))
            .unwrap();
        assert_eq!(journal, "wal");
    }

    #[tokio::test]
    async fn a_commit_reaches_the_disk_before_it_counts() {
        let (_folder, path) = folder();
        let store = Store::open(&path, None).unwrap();
        let synchronous: i64 = store
            .read(|db| db.query_row("PRAGMA synchronous", [], |row| row.get(0)))
            .await
            .unwrap();
        assert_eq!(synchronous, 2, "FULL");
    }

    #[test]
    fn a_newer_database_is_refused_and_left_alone() {
        let (_folder, path) = folder();
        let connection = Connection::open(&path).unwrap();
        connection.execute_batch(FIRST).unwrap();
        connection.pragma_update(None, "user_version", 99).unwrap();
        drop(connection);
        let refused = Store::open(&path, None).err();
        assert!(
            matches!(refused, Some(StoreError::Newer { found: 99, .. })),
            "{refused:?}"
        );
        assert_eq!(notes(&path), ["kept"]);
    }

    #[test]
    fn a_file_that_is_no_database_is_refused_and_left_alone() {
        let (_folder, path) = folder();
        let garbage = "not a database ".repeat(500);
        std::fs::write(&path, &garbage).unwrap();
        let refused = Store::open(&path, None).err();
        assert!(matches!(refused, Some(StoreError::Sqlite(_))), "{refused:?}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), garbage);
    }

    #[test]
    fn an_upgrade_keeps_a_copy_of_what_was_there() {
        let (_folder, path) = folder();
        let mut connection = Connection::open(&path).unwrap();
        migrate(&mut connection, &path, &[FIRST]).unwrap();
        migrate(
            &mut connection,
            &path,
            &[FIRST, "UPDATE notes SET text = 'changed'"],
        )
        .unwrap();
        assert_eq!(version(&connection), 2);
        assert_eq!(notes(&path), ["changed"]);
        assert_eq!(notes(&path.with_extension("v1.bak")), ["kept"]);
    }

    #[tokio::test]
    async fn the_frame_of_a_post_stays_with_it_and_goes_with_it() {
        let (_folder, path) = folder();
        let mut connection = Connection::open(&path).unwrap();
        migrate(&mut connection, &path, &STEPS[..6]).unwrap();
        connection
            .execute_batch(
                "INSERT INTO accounts (id, kind, client_key, open_id, nickname, handle, gel, scopes, standing,
                   standing_at, refresh_expires_at, connected_at)
                 VALUES ('a', 'practice', 'k', 'o', '', '', 'plum', '', 'fine', 0, 0, 0);
                 INSERT INTO posts (id, account_id, title, agreed, frame, stage, state, is_open, not_before,
                   created_at, changed_at)
                 VALUES ('drawn', 'a', '', '', x'FFD8', 'queued', '', 0, 0, 0, 0),
                        ('bare', 'a', '', '', NULL, 'queued', '', 0, 0, 0, 0);",
            )
            .unwrap();
        drop(connection);
        let store = Store::open(&path, None).unwrap();
        let frame = async |post: &str| store.post_frame(&PostId::from_text(post)).await.unwrap();
        assert_eq!(frame("drawn").await, Some(vec![0xFF, 0xD8]));
        assert_eq!(frame("bare").await, None);
        let gone = store.write(|db| db.execute("DELETE FROM posts", []));
        assert_eq!(gone.await.unwrap(), 2);
        assert_eq!(frame("drawn").await, None);
    }

    #[tokio::test]
    async fn what_is_known_of_live_posts_stays_known_when_each_may_have_several_videos() {
        let (_folder, path) = folder();
        let mut connection = Connection::open(&path).unwrap();
        migrate(&mut connection, &path, &STEPS[..7]).unwrap();
        connection
            .execute_batch(
                r#"INSERT INTO accounts (id, kind, client_key, open_id, nickname, handle, gel, scopes, standing,
                     standing_at, refresh_expires_at, connected_at)
                   VALUES ('a', 'practice', 'k', 'o', '', '', 'plum', '', 'fine', 0, 0, 0);
                   INSERT INTO posts (id, account_id, title, agreed, stage, state, is_open, not_before,
                     created_at, changed_at)
                   VALUES ('public', 'a', '', '', 'live', '{"total":9,"stage":{"live":{"id":"7512345678901234567"}}}',
                           0, 0, 0, 0),
                          ('friends', 'a', '', '', 'live', '{"stage":{"live":{"id":null}}}', 0, 0, 0, 0),
                          ('waits', 'a', '', '', 'queued', '{"stage":"queued"}', 1, 0, 0, 0);
                   INSERT INTO sightings VALUES ('public', 'a', '7512345678901234567', 1, 2, 3, 4, 5);"#,
            )
            .unwrap();
        drop(connection);
        let store = Store::open(&path, None).unwrap();
        let known = store.sightings_of(&PostId::from_text("public")).await.unwrap();
        let [known] = known.as_slice() else {
            panic!("{known:?}")
        };
        assert_eq!(known.video, "7512345678901234567");
        let times = (
            known.since,
            known.seen_at,
            known.missed_at,
            known.gone_at,
            known.looked_at,
        );
        assert_eq!(times, (1, 2, Some(3), Some(4), 5));
        let stages = store.read(|db| {
            let sql = "SELECT json_extract(state, '$.stage') FROM posts ORDER BY id";
            db.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
        });
        let stages: Vec<String> = stages.await.unwrap();
        let expected = [
            r#"{"live":{"ids":[]}}"#,
            r#"{"live":{"ids":["7512345678901234567"]}}"#,
            "queued",
        ];
        assert_eq!(stages, expected);
    }

    #[test]
    fn a_step_that_fails_leaves_the_database_as_it_was() {
        let (_folder, path) = folder();
        let mut connection = Connection::open(&path).unwrap();
        migrate(&mut connection, &path, &[FIRST]).unwrap();
        let broken = "DELETE FROM notes; INSERT INTO nowhere VALUES (1);";
        assert!(migrate(&mut connection, &path, &[FIRST, broken]).is_err());
        assert_eq!(version(&connection), 1);
        assert_eq!(notes(&path), ["kept"]);
    }
}
