//! What the database thread is asked for, and how those who write share a commit.
//!
//! A forced commit takes as long as the disk does, whatever is in it. So all that waits to be
//! written while one goes on is committed together by the next. Nobody is answered before what they
//! wrote is on disk, and nobody fails for another: if a shared commit fails, each write of it is
//! tried alone. Whoever reads comes after the writes that waited with them.

use std::slice;
use std::sync::mpsc;
use std::time::Duration;

use rusqlite::{Connection, Error, ErrorCode, Result};
use tokio::sync::oneshot;

use super::BUSY_MS;

/// What the database thread is asked for.
pub(super) enum Job {
    Read(Box<dyn FnOnce(&Connection) + Send>),
    Write(Box<dyn Write>),
}

/// Something to be written as a whole or not at all.
pub(super) trait Write: Send {
    /// Whether it must be on disk before anybody is told.
    fn is_forced(&self) -> bool;

    /// Writes within a transaction; once more if that comes to nothing.
    fn write(&mut self, db: &Connection) -> Result<()>;

    /// Tells how it ended.
    fn end(self: Box<Self>, kept: Result<()>);
}

/// A write somebody waits for.
pub(super) struct Awaited<T, F> {
    work: F,
    said: Option<T>,
    reply: oneshot::Sender<Result<T>>,
}

impl<T, F> Awaited<T, F> {
    pub fn new(work: F, reply: oneshot::Sender<Result<T>>) -> Self {
        Self {
            work,
            said: None,
            reply,
        }
    }
}

impl<T, F> Write for Awaited<T, F>
where
    T: Send,
    F: FnMut(&Connection) -> Result<T> + Send,
{
    fn is_forced(&self) -> bool {
        true
    }

    fn write(&mut self, db: &Connection) -> Result<()> {
        self.said = Some((self.work)(db)?);
        Ok(())
    }

    fn end(self: Box<Self>, kept: Result<()>) {
        let told = match (kept, self.said) {
            (Ok(()), Some(said)) => Ok(said),
            (Ok(()), None) => return,
            (Err(error), _) => Err(error),
        };
        // Whoever asked may be gone.
        let _ = self.reply.send(told);
    }
}

/// Does what the database thread is asked for, until nobody is left who could ask.
pub(super) fn serve(db: &Connection, asked: &mpsc::Receiver<Job>) {
    while let Ok(first) = asked.recv() {
        let (mut reads, mut writes) = (Vec::new(), Vec::new());
        for job in std::iter::once(first).chain(asked.try_iter()) {
            match job {
                Job::Read(read) => reads.push(read),
                Job::Write(write) => writes.push(write),
            }
        }
        write_all(db, writes);
        for read in reads {
            read(db);
        }
    }
}

fn write_all(db: &Connection, mut writes: Vec<Box<dyn Write>>) {
    let kept = match writes.iter().any(|write| write.is_forced()) {
        true => each(db, &mut writes),
        false => unforced(db, &mut writes),
    };
    for (write, kept) in writes.into_iter().zip(kept) {
        write.end(kept);
    }
}

/// The next commit that is forced takes these along. Nor do they wait for another program that holds
/// the database, because those that are forced would wait behind them.
fn unforced(db: &Connection, writes: &mut [Box<dyn Write>]) -> Vec<Result<()>> {
    if writes.is_empty() {
        return Vec::new();
    }
    let eased = force(db, "NORMAL", Duration::ZERO);
    let kept = each(db, writes);
    let forced = force(db, "FULL", Duration::from_millis(BUSY_MS));
    if let Err(error) = eased.and(forced) {
        tracing::error!(%error, "the database");
    }
    kept
}

fn force(db: &Connection, synchronous: &str, patience: Duration) -> Result<()> {
    db.busy_timeout(patience)?;
    db.pragma_update(None, "synchronous", synchronous)
}

/// How each ended.
fn each(db: &Connection, writes: &mut [Box<dyn Write>]) -> Vec<Result<()>> {
    match together(db, writes) {
        Ok(kept) => kept,
        Err(refused) if writes.len() == 1 => vec![Err(refused)],
        // Each alone would wait for the other program once more.
        Err(Error::SqliteFailure(held, text)) if held.code == ErrorCode::DatabaseBusy => {
            let held = || Error::SqliteFailure(held, text.clone());
            writes.iter().map(|_| Err(held())).collect()
        }
        Err(_) => writes
            .iter_mut()
            .flat_map(|write| each(db, slice::from_mut(write)))
            .collect(),
    }
}

/// All in one transaction. An error means that nothing of it is kept.
fn together(db: &Connection, writes: &mut [Box<dyn Write>]) -> Result<Vec<Result<()>>> {
    db.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
    let kept: Result<Vec<_>> = writes.iter_mut().map(|write| step(db, write.as_mut())).collect();
    let kept = kept.and_then(|kept| db.prepare_cached("COMMIT")?.execute([]).map(|_| kept));
    if !db.is_autocommit() {
        db.execute_batch("ROLLBACK")?;
    }
    kept
}

/// One of them, taken back alone if it fails. An error takes back all of them, as SQLite does by
/// itself when the disk is full.
fn step(db: &Connection, write: &mut dyn Write) -> Result<Result<()>> {
    db.prepare_cached("SAVEPOINT step")?.execute([])?;
    let kept = write.write(db);
    if db.is_autocommit() {
        return kept.map(Ok);
    }
    if kept.is_err() {
        db.prepare_cached("ROLLBACK TO step")?.execute([])?;
    }
    db.prepare_cached("RELEASE step")?.execute([])?;
    Ok(kept)
}

#[cfg(test)]
mod tests;
