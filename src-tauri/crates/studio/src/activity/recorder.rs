//! The pen: hears each call as it ends and leaves it with the database.
//!
//! Nobody waits for it. What the database refuses is kept in memory and tried again with
//! the next entry, so that a full disk or a held database breaks nothing but the record.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tiktok::{Ear, Heard, Outcome, Scope};
use tokio::sync::broadcast;

use super::Call;
use super::errand::{Errand, Subject};
use crate::clock::Clock;
use crate::ids::{AccountId, PostId};
use crate::problem::from_tiktok;
use crate::store::Store;
use crate::view::{Change, HistoryLine, Mode};
use crate::words::Words;

/// Entries that wait for a database that refuses; beyond this the oldest are given up.
const MOST_WAITING: usize = 5_000;

/// Something to be kept.
#[derive(Debug, Clone)]
pub(crate) enum Entry {
    Call(Call),
    /// A line of a post's history that changes nothing about the post.
    Line(PostId, HistoryLine),
}

/// What waits to be written, oldest first, and who hears when it is.
#[derive(Debug, Clone)]
pub(crate) struct Waiting {
    entries: Arc<Mutex<VecDeque<Entry>>>,
    changes: broadcast::Sender<Change>,
}

impl Waiting {
    pub fn new(changes: broadcast::Sender<Change>) -> Self {
        let entries = Arc::default();
        Self { entries, changes }
    }

    /// Everything that waits.
    pub fn take(&self) -> VecDeque<Entry> {
        std::mem::take(&mut *self.entries.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// These can be read now.
    pub fn written(&self, entries: &VecDeque<Entry>) {
        if entries.iter().any(|entry| matches!(entry, Entry::Call(_))) {
            // Nobody listening is fine.
            let _ = self.changes.send(Change::Activity);
        }
    }

    /// Puts back what could not be written, before what came meanwhile.
    pub fn put_back(&self, mut entries: VecDeque<Entry>) {
        let mut waiting = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.append(&mut waiting);
        *waiting = entries;
        shorten(&mut waiting);
    }

    fn add(&self, entry: Entry) {
        let mut waiting = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.push_back(entry);
        shorten(&mut waiting);
    }
}

fn shorten(waiting: &mut VecDeque<Entry>) {
    let over = waiting.len().saturating_sub(MOST_WAITING);
    waiting.drain(..over);
}

/// Keeps what happens. Ears hold it weakly: a client that outlives the studio must not keep
/// its database open.
pub(crate) struct Recorder {
    store: Store,
    words: Words,
    clock: Clock,
    waiting: Waiting,
}

impl Recorder {
    pub fn new(store: Store, words: Words, clock: Clock, changes: broadcast::Sender<Change>) -> Arc<Self> {
        Arc::new(Self {
            store,
            words,
            clock,
            waiting: Waiting::new(changes),
        })
    }

    /// The ear for calls in the name of `account`.
    pub fn ear(self: &Arc<Self>, account: Option<&AccountId>, errand: &Errand) -> Arc<dyn Ear> {
        Arc::new(AccountsEar {
            recorder: Arc::downgrade(self),
            account: account.cloned(),
            errand: errand.clone(),
        })
    }

    /// The ear for a sign-in, whose account is known only at its end.
    pub fn sign_in(self: &Arc<Self>) -> Arc<SignInCalls> {
        Arc::new(SignInCalls {
            recorder: Arc::downgrade(self),
            held: Mutex::default(),
        })
    }

    /// Adds a line to a post's history.
    pub fn line(&self, post: &PostId, line: HistoryLine) {
        self.add(Entry::Line(post.clone(), line));
    }

    fn add(&self, entry: Entry) {
        self.waiting.add(entry);
        self.store.record(self.waiting.clone());
    }

    fn call(&self, heard: Heard, errand: &Errand) -> Call {
        let at = self.clock.now();
        let (post, draft) = match &errand.subject {
            Subject::Account => (None, None),
            Subject::Post(post, _) => (Some(post.clone()), None),
            Subject::Draft(draft) => (None, Some(draft.clone())),
        };
        let (answer, code) = match heard.outcome {
            Outcome::Done => (None, None),
            Outcome::GivenUp => (Some(self.words.say("activity-given-up")), None),
            Outcome::Failed(error) => {
                let sentence = from_tiktok(&self.words, at, &error).message;
                let status = error.http_status.map(|status| format!("HTTP {status}"));
                (Some(sentence), error.code.or(status))
            }
        };
        Call {
            at,
            account: None,
            endpoint: heard.endpoint.name().to_owned(),
            scopes: Scope::join(&used(heard.scopes, &errand.subject)),
            starter: errand.starter,
            post,
            draft,
            status: heard.status,
            answer,
            code,
            log_id: heard.log_id,
        }
    }
}

/// Of two permissions for the same, the one a post was opened under (R§3).
fn used(scopes: Vec<Scope>, subject: &Subject) -> Vec<Scope> {
    let opened_under = match subject {
        Subject::Post(_, Mode::Direct) => Scope::VideoPublish,
        Subject::Post(_, Mode::Inbox) => Scope::VideoUpload,
        Subject::Account | Subject::Draft(_) => return scopes,
    };
    match scopes.len() > 1 && scopes.contains(&opened_under) {
        true => vec![opened_under],
        false => scopes,
    }
}

#[derive(Debug)]
struct AccountsEar {
    recorder: Weak<Recorder>,
    account: Option<AccountId>,
    errand: Errand,
}

impl Ear for AccountsEar {
    fn heard(&self, call: Heard) {
        let Some(recorder) = self.recorder.upgrade() else {
            return;
        };
        recorder.add(Entry::Call(Call {
            account: self.account.clone(),
            ..recorder.call(call, &self.errand)
        }));
    }
}

/// The calls of a sign-in, held back until it is known whose they were. When it comes to
/// nothing they are kept without an account.
#[derive(Debug)]
pub(crate) struct SignInCalls {
    recorder: Weak<Recorder>,
    held: Mutex<Vec<Call>>,
}

impl SignInCalls {
    /// They were made in the name of this account, which is stored by now.
    pub fn belong_to(&self, account: Option<&AccountId>) {
        let Some(recorder) = self.recorder.upgrade() else {
            return;
        };
        let held = std::mem::take(&mut *self.held.lock().unwrap_or_else(PoisonError::into_inner));
        for call in held {
            recorder.add(Entry::Call(Call {
                account: account.cloned(),
                ..call
            }));
        }
    }
}

impl Ear for SignInCalls {
    fn heard(&self, call: Heard) {
        let Some(recorder) = self.recorder.upgrade() else {
            return;
        };
        let call = recorder.call(call, &Errand::of_creator());
        self.held
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(call);
    }
}

impl Drop for SignInCalls {
    fn drop(&mut self) {
        self.belong_to(None);
    }
}
