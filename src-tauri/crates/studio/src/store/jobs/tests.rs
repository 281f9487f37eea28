use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use proptest::prelude::*;

use super::*;

type Work = Box<dyn FnMut(&Connection) -> Result<i64> + Send>;

/// A table in which `1` stands already, in a file that has little room.
fn notes(folder: &Path) -> Connection {
    let db = beside(folder);
    db.execute_batch(
        "PRAGMA journal_mode = WAL;
         CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT) STRICT;
         INSERT INTO notes VALUES (1, 'there');
         PRAGMA max_page_count = 6;",
    )
    .unwrap();
    db
}

fn beside(folder: &Path) -> Connection {
    Connection::open(folder.join("notes.db")).unwrap()
}

fn kept(db: &Connection) -> Vec<i64> {
    let mut notes = db.prepare("SELECT id FROM notes ORDER BY id").unwrap();
    let ids = notes.query_map([], |row| row.get(0)).unwrap();
    ids.collect::<Result<_>>().unwrap()
}

fn note(id: i64, text: String) -> Work {
    Box::new(move |db| {
        db.execute("INSERT INTO notes VALUES (?1, ?2)", (id, &text))?;
        Ok(id)
    })
}

/// What each is told.
fn write(db: &Connection, works: Vec<Work>) -> Vec<Result<i64>> {
    let ask = |work| {
        let (reply, answer) = oneshot::channel();
        (Box::new(Awaited::new(work, reply)) as Box<dyn Write>, answer)
    };
    let (writes, answers): (_, Vec<_>) = works.into_iter().map(ask).unzip();
    write_all(db, writes);
    let told = answers.into_iter().map(|mut answer| answer.try_recv());
    told.collect::<std::result::Result<_, _>>().unwrap()
}

#[test]
fn what_waits_together_is_committed_together() {
    let folder = tempfile::tempdir().unwrap();
    let db = notes(folder.path());
    let seen = Arc::new(Mutex::new(Vec::new()));
    let look = |id| {
        let (seen, beside) = (seen.clone(), beside(folder.path()));
        let mut write = note(id, String::new());
        let work = move |db: &Connection| {
            let id = write(db)?;
            seen.lock().unwrap().push((kept(db).len(), kept(&beside).len()));
            Ok(id)
        };
        Box::new(work) as Work
    };
    let told = write(&db, vec![look(2), look(3), look(4)]);
    assert_eq!(told.into_iter().flatten().collect::<Vec<_>>(), [2, 3, 4]);
    assert_eq!(*seen.lock().unwrap(), [(2, 1), (3, 1), (4, 1)]);
    assert_eq!(kept(&beside(folder.path())), [1, 2, 3, 4]);
}

#[test]
fn another_program_is_waited_for_once() {
    static WAITED: AtomicU32 = AtomicU32::new(0);
    let folder = tempfile::tempdir().unwrap();
    let mut db = notes(folder.path());
    let give_up = |_| {
        WAITED.fetch_add(1, Ordering::Relaxed);
        false
    };
    db.busy_handler(Some(give_up)).unwrap();
    let other = beside(folder.path());
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    for told in write(&db, vec![note(2, String::new()), note(3, String::new())]) {
        let code = told.unwrap_err().sqlite_error_code();
        assert_eq!(code, Some(ErrorCode::DatabaseBusy));
    }
    assert_eq!(WAITED.load(Ordering::Relaxed), 1);
    drop(other);
    assert_eq!(kept(&db), [1]);
}

/// A write as it may come.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Fits,
    /// Stands there already, after something was written.
    Refused,
    /// SQLite takes back the whole transaction.
    TooLarge,
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn each_is_kept_or_refused_for_itself(
        kinds in prop::collection::vec(
            prop::sample::select(vec![Kind::Fits, Kind::Refused, Kind::TooLarge]), 1..12,
        ),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let db = notes(folder.path());
        let work = |(id, kind): (i64, &Kind)| match kind {
            Kind::Fits => note(id, String::new()),
            Kind::TooLarge => note(id, "a".repeat(100_000)),
            Kind::Refused => {
                let (mut first, mut again) = (note(id, String::new()), note(1, String::new()));
                Box::new(move |db: &Connection| first(db).and_then(|_| again(db)))
            }
        };
        let told = write(&db, (2..).zip(&kinds).map(work).collect());
        let mut fitting = vec![1];
        for ((id, kind), told) in (2..).zip(&kinds).zip(told) {
            let code = told.as_ref().err().and_then(Error::sqlite_error_code);
            match kind {
                Kind::Fits => prop_assert_eq!(told, Ok(id)),
                Kind::Refused => prop_assert_eq!(code, Some(ErrorCode::ConstraintViolation)),
                Kind::TooLarge => prop_assert_eq!(code, Some(ErrorCode::DiskFull)),
            }
            if matches!(kind, Kind::Fits) {
                fitting.push(id);
            }
        }
        prop_assert_eq!(kept(&beside(folder.path())), fitting);
    }
}
