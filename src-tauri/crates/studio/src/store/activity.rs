//! The record of calls, and lines that belong to a post but not to its state.

use std::collections::{HashSet, VecDeque};

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};

use super::accounts::named;
use super::jobs::{Job, Write};
use super::posts::insert_line;
use super::{Store, StoreError};
use crate::activity::recorder::{Entry, Waiting};
use crate::activity::wish::{Term, Wanted};
use crate::activity::{Call, Run};
use crate::ids::{AccountId, DraftId, PostId};
use crate::view::ActivityPlace;

/// Equal calls that belong to no post are one row when they are no further apart (milliseconds).
const APART_MS: i64 = 10 * 60_000;

const COLUMNS: &str = "id, account_id, since, until, count, endpoint, scopes, starter, post_id, draft_id, \
                       status, answer, code, log_id";

impl Store {
    /// Leaves what waits with the database thread; nobody waits for it.
    pub(crate) fn record(&self, waiting: Waiting) {
        let entries = VecDeque::new();
        let _ = self.jobs.send(Job::Write(Box::new(Record { waiting, entries })));
    }

    /// At most `most` rows of what is wanted, newest first, those after `older`.
    pub(crate) async fn activity(
        &self,
        wanted: &Wanted,
        older: Option<ActivityPlace>,
        most: usize,
    ) -> Result<Vec<Run>, StoreError> {
        let mut filter = Filter::of(wanted);
        if let Some(place) = older {
            filter.and("(until, id) < (?, ?)", [place.until, place.id]);
        }
        let limit = i64::try_from(most).unwrap_or(i64::MAX);
        self.read(move |db| {
            let sql = format!(
                "SELECT {COLUMNS} FROM activity WHERE {} ORDER BY until DESC, id DESC LIMIT {limit}",
                filter.sql
            );
            db.prepare_cached(&sql)?
                .query_map(params_from_iter(filter.values), read)?
                .collect()
        })
        .await
    }

    /// How many rows there are of what is wanted.
    pub(crate) async fn activity_count(&self, wanted: &Wanted) -> Result<u64, StoreError> {
        let filter = Filter::of(wanted);
        self.read(move |db| {
            let sql = format!("SELECT count(*) FROM activity WHERE {}", filter.sql);
            let count: i64 = db.query_row(&sql, params_from_iter(filter.values), |row| row.get(0))?;
            Ok(count.unsigned_abs())
        })
        .await
    }

    /// The calls that were made for a post, in order.
    pub(crate) async fn activity_of_post(&self, post: &PostId) -> Result<Vec<Run>, StoreError> {
        let post = post.clone();
        self.read(move |db| {
            let sql = format!("SELECT {COLUMNS} FROM activity WHERE post_id = ?1 ORDER BY id");
            db.prepare_cached(&sql)?
                .query_map([post.as_str()], read)?
                .collect()
        })
        .await
    }

    /// Accounts that something was done for, also disconnected ones, oldest first.
    pub(crate) async fn active_accounts(&self) -> Result<Vec<AccountId>, StoreError> {
        self.read(|db| {
            let sql = "SELECT id FROM accounts WHERE EXISTS
                         (SELECT 1 FROM activity WHERE account_id = accounts.id) ORDER BY id";
            db.prepare_cached(sql)?
                .query_map([], |row| row.get::<_, String>(0).map(AccountId::from_text))?
                .collect()
        })
        .await
    }

    /// Drafts outside the bin.
    pub(crate) async fn draft_ids(&self) -> Result<HashSet<DraftId>, StoreError> {
        self.read(|db| {
            db.prepare_cached("SELECT id FROM drafts WHERE binned_at IS NULL")?
                .query_map([], |row| row.get::<_, String>(0).map(DraftId::from_text))?
                .collect()
        })
        .await
    }

    /// About how many bytes the record and the histories of posts take.
    pub(crate) async fn record_size(&self) -> Result<i64, StoreError> {
        self.read(|db| {
            db.query_row(
                "SELECT (SELECT coalesce(sum(100 + length(endpoint) + length(scopes) + 2 * length(coalesce(post_id, ''))
                           + 2 * length(account_id) + length(coalesce(answer, '')) + length(coalesce(log_id, ''))), 0)
                         FROM activity)
                      + (SELECT coalesce(sum(60 + length(text) + length(coalesce(reference, ''))), 0)
                         FROM post_history)",
                [],
                |row| row.get(0),
            )
        })
        .await
    }
}

/// What waits for the record. A lost line of it posts nothing twice.
struct Record {
    waiting: Waiting,
    entries: VecDeque<Entry>,
}

impl Write for Record {
    fn is_forced(&self) -> bool {
        false
    }

    fn write(&mut self, db: &Connection) -> rusqlite::Result<()> {
        if self.entries.is_empty() {
            self.entries = self.waiting.take();
        }
        for entry in &self.entries {
            match entry {
                Entry::Call(call) => write_call(db, call)?,
                Entry::Line(post, line) if post_is_there(db, post)? => insert_line(db, post, line)?,
                Entry::Line(..) => {}
            }
        }
        Ok(())
    }

    fn end(self: Box<Self>, kept: rusqlite::Result<()>) {
        let Err(error) = kept else {
            return self.waiting.written(&self.entries);
        };
        if !self.entries.is_empty() {
            tracing::warn!(%error, count = self.entries.len(), "the record waits for the database");
            self.waiting.put_back(self.entries);
        }
    }
}

fn post_is_there(db: &Connection, post: &PostId) -> rusqlite::Result<bool> {
    db.prepare_cached("SELECT 1 FROM posts WHERE id = ?1")?
        .exists([post.as_str()])
}

fn write_call(db: &Connection, call: &Call) -> rusqlite::Result<()> {
    if let Some(run) = latest(db, call)?.filter(|run| goes_on(run, call)) {
        let broken = db
            .prepare_cached(
                "SELECT at > ?2 FROM post_history WHERE post_id = ?1 ORDER BY rowid DESC LIMIT 1",
            )?
            .query_row(
                params![call.post.as_ref().map(PostId::as_str), run.call.at],
                |row| row.get(0),
            )
            .optional()?;
        if broken != Some(true) {
            let sql = "UPDATE activity SET until = ?2, count = count + 1, log_id = coalesce(?3, log_id)
                       WHERE id = ?1";
            return db
                .prepare_cached(sql)?
                .execute(params![run.id, call.at, call.log_id])
                .map(drop);
        }
    }
    // An account that went meanwhile took its record with it.
    let sql = "INSERT INTO activity (account_id, since, until, count, endpoint, scopes, starter, post_id,
                 draft_id, status, answer, code, log_id)
               SELECT ?1, ?2, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11
               WHERE ?1 IS NULL OR EXISTS (SELECT 1 FROM accounts WHERE id = ?1)";
    db.prepare_cached(sql)?
        .execute(params![
            call.account.as_ref().map(AccountId::as_str),
            call.at,
            call.endpoint,
            call.scopes,
            call.starter.name(),
            call.post.as_ref().map(PostId::as_str),
            call.draft.as_ref().map(DraftId::as_str),
            call.status,
            call.answer,
            call.code,
            call.log_id,
        ])
        .map(drop)
}

/// The latest row about the same post, or about the same account and no post.
fn latest(db: &Connection, call: &Call) -> rusqlite::Result<Option<Run>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM activity WHERE post_id IS ?1 AND account_id IS ?2 ORDER BY id DESC LIMIT 1"
    );
    let subject = params![
        call.post.as_ref().map(PostId::as_str),
        call.account.as_ref().map(AccountId::as_str)
    ];
    db.prepare_cached(&sql)?.query_row(subject, read).optional()
}

/// Whether `call` is only one more of the same.
fn goes_on(run: &Run, call: &Call) -> bool {
    let as_before = Call {
        at: run.call.at,
        log_id: run.call.log_id.clone(),
        ..call.clone()
    };
    let is_near = call.post.is_some() || (0..=APART_MS).contains(&(call.at - run.call.at));
    as_before == run.call && is_near
}

/// The conditions of a wish, and their values in order.
struct Filter {
    sql: String,
    values: Vec<Value>,
}

impl Filter {
    fn of(wanted: &Wanted) -> Self {
        let mut filter = Self {
            sql: "1".to_owned(),
            values: Vec::new(),
        };
        if let Some(account) = &wanted.account {
            filter.and("account_id = ?", [account.as_str().to_owned()]);
        }
        if let Some(starter) = wanted.starter {
            filter.and("starter = ?", [starter.name().to_owned()]);
        }
        for term in &wanted.terms {
            filter.term(term);
        }
        filter
    }

    fn and<T: Into<Value>>(&mut self, condition: &str, values: impl IntoIterator<Item = T>) {
        self.sql.push_str(" AND ");
        self.sql.push_str(condition);
        self.values.extend(values.into_iter().map(Into::into));
    }

    fn term(&mut self, term: &Term) {
        const SHOWN: &str = "concat_ws(' ', scopes, status, answer, code, log_id, post_id)";
        let like = format!("%{}%", escaped(&term.text));
        let marks = |count: usize| vec!["?"; count].join(", ");
        let condition = format!(
            "({SHOWN} LIKE ? ESCAPE '\\' OR endpoint IN ({}) OR starter IN ({}) OR status IN ({})
               OR ({} AND answer IS NULL AND status IS NULL) OR account_id IN
               (SELECT id FROM accounts WHERE concat_ws(' ', nickname, '@' || handle) LIKE ? ESCAPE '\\'))",
            marks(term.endpoints.len()),
            marks(term.starters.len()),
            marks(term.statuses.len()),
            term.done,
        );
        let names = term.endpoints.iter().chain(&term.starters).chain(&term.statuses);
        let names = names.map(|name| (*name).to_owned());
        self.and(
            &condition,
            std::iter::once(like.clone()).chain(names).chain([like]),
        );
    }
}

/// A text in which nothing stands for anything else.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

fn read(row: &Row<'_>) -> rusqlite::Result<Run> {
    Ok(Run {
        id: row.get(0)?,
        since: row.get(2)?,
        count: row.get(4)?,
        call: Call {
            account: row.get::<_, Option<String>>(1)?.map(AccountId::from_text),
            at: row.get(3)?,
            endpoint: row.get(5)?,
            scopes: row.get(6)?,
            starter: named(row, 7)?,
            post: row.get::<_, Option<String>>(8)?.map(PostId::from_text),
            draft: row.get::<_, Option<String>>(9)?.map(DraftId::from_text),
            status: row.get(10)?,
            answer: row.get(11)?,
            code: row.get(12)?,
            log_id: row.get(13)?,
        },
    })
}

#[cfg(test)]
mod tests;
