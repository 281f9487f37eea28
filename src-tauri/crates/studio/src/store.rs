//! The database: one SQLite file, one connection on a thread of its own.
//!
//! Only this module and its children know SQL. `synchronous=FULL`, because a lost
//! commit can mean a second public post. No token, secret or upload address is
//! ever stored here.

pub(crate) mod accounts;
pub(crate) mod activity;
pub(crate) mod captions;
pub(crate) mod drafts;
mod jobs;
mod known;
pub(crate) mod lines;
pub(crate) mod matches;
mod migrate;
pub(crate) mod posts;
mod quotas;
pub(crate) mod settings;
mod sightings;
pub(crate) mod sign_ins;
mod speeds;
mod ticks;
pub(crate) mod videos;

use std::fs::File;
use std::path::Path;
use std::sync::{Arc, mpsc};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode};
use tokio::sync::oneshot;

use jobs::{Awaited, Job};
use known::Known;

/// How long another program may hold the database before it is an error (milliseconds).
const BUSY_MS: u64 = 5_000;

/// Statements kept ready. What a post needs on its way must fit, or each is read anew each time.
const STATEMENTS: usize = 64;

/// A handle to the database thread.
#[derive(Clone)]
pub struct Store {
    jobs: mpsc::Sender<Job>,
    known: Arc<Known>,
}

/// Why the database could not be opened or used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Made by a newer version of the studio.
    #[error("the database is of a newer version ({found}) than this program ({known})")]
    Newer {
        /// Version of the file.
        found: i64,
        /// Version this program knows.
        known: i64,
    },
    /// SQLite refused.
    #[error("the database refused: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The copy before a migration could not be made, or the folder is not writable.
    #[error("the data folder refused: {0}")]
    Folder(#[from] std::io::Error),
    /// The database thread has ended.
    #[error("the database is closed")]
    Closed,
}

impl StoreError {
    /// Whether the disk is full.
    pub fn is_disk_full(&self) -> bool {
        self.code() == Some(ErrorCode::DiskFull)
    }

    /// Whether a unique index refused, e.g. a second open post of a draft.
    pub fn is_conflict(&self) -> bool {
        self.code() == Some(ErrorCode::ConstraintViolation)
    }

    /// Whether another program holds the database.
    pub fn is_locked(&self) -> bool {
        matches!(
            self.code(),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
        )
    }

    /// Whether the file is no database, or a broken one.
    pub fn is_damaged(&self) -> bool {
        matches!(
            self.code(),
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt)
        )
    }

    fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Sqlite(error) => error.sqlite_error_code(),
            _ => None,
        }
    }
}

impl Store {
    /// Opens and migrates the database at `path`; a copy is made before each migration.
    /// `lock` is held until the database is closed: whoever may remove the files must
    /// wait for that, because closing touches them once more.
    ///
    /// # Errors
    /// A newer database, a damaged one, or a folder that cannot be written.
    pub fn open(path: &Path, lock: Option<File>) -> Result<Self, StoreError> {
        let mut connection = Connection::open(path)?;
        configure(&connection)?;
        migrate::run(&mut connection, path)?;
        let (jobs, asked) = mpsc::channel();
        std::thread::Builder::new().name("store".into()).spawn(move || {
            jobs::serve(&connection, &asked);
            drop(connection);
            drop(lock);
        })?;
        Ok(Self {
            jobs,
            known: Arc::default(),
        })
    }

    /// Runs `look`, which writes nothing, on the database thread.
    ///
    /// # Errors
    /// What SQLite says, or [`StoreError::Closed`].
    pub(crate) async fn read<T, F>(&self, look: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let read = Box::new(move |db: &Connection| {
            let _ = reply.send(look(db));
        });
        self.jobs.send(Job::Read(read)).map_err(|_| StoreError::Closed)?;
        Ok(answer.await.map_err(|_| StoreError::Closed)??)
    }

    /// Runs `work` on the database thread, as a whole or not at all, and comes back when it is on
    /// disk. `work` may run more than once; what it wrote before has been taken back then.
    ///
    /// # Errors
    /// What SQLite says, or [`StoreError::Closed`].
    async fn write<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnMut(&Connection) -> rusqlite::Result<T> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let write = Box::new(Awaited::new(work, reply));
        self.jobs
            .send(Job::Write(write))
            .map_err(|_| StoreError::Closed)?;
        Ok(answer.await.map_err(|_| StoreError::Closed)??)
    }
}

fn configure(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(std::time::Duration::from_millis(BUSY_MS))?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // Else whatever asks a table with a partial index is compiled anew for each value it is asked with.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;",
    )
}
