//! One task for each post that is not over: it does what the state asks for,
//! stores what follows, and only then goes on.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{mpsc, oneshot, watch};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::asking::still_due;
use super::machine::{Event, Press};
use super::meter::Meters;
use super::pacing::{Buckets, put_off};
use super::reach::{Held, Reach};
use super::state::Next;
use super::tell::Teller;
use super::throttle::Throttle;
use super::turns::{Guest, Turn, Turns};
use super::unsaved::Unsaved;
use super::upload::Ready;
use crate::accounts::Accounts;
use crate::activity::errand::Starter;
use crate::core::Shared;
use crate::ids::PostId;
use crate::problem::Problem;
use crate::store::StoreError;
use crate::store::posts::PostRow;

/// Carries all posts of this data folder.
pub(crate) struct Runner {
    pub(super) core: Shared,
    pub(super) accounts: Accounts,
    pub(super) buckets: Buckets,
    pub(super) meters: Meters,
    /// Uploads whose address is at hand. On disk it lies in the keyring only.
    pub(super) uploads: Mutex<HashMap<PostId, Ready>>,
    /// Posts whose next step is due and cannot be made yet.
    pub(super) held: Mutex<HashMap<PostId, Held>>,
    pub(super) reach: Reach,
    /// Posts whose latest step is not stored yet, and why.
    pub(super) unsaved: Mutex<HashMap<PostId, Unsaved>>,
    pub(super) teller: Arc<Teller>,
    pub(super) resting: CancellationToken,
    /// Held while an upload is counted.
    pub(super) counting: tokio::sync::Mutex<()>,
    pub(super) turns: Turns,
    pub(super) throttle: Throttle,
    /// Held while the creator's order is read for the line or changed, so that both see the same.
    pub(super) ordering: tokio::sync::Mutex<()>,
    /// When a post went live last, UTC milliseconds; it is looked for from then on.
    pub(super) went_live: watch::Sender<i64>,
    carried: Mutex<HashMap<PostId, mpsc::UnboundedSender<Pressed>>>,
    pub(super) tasks: TaskTracker,
}

/// A press and where to say what became of it.
pub(super) struct Pressed {
    pub press: Press,
    pub done: oneshot::Sender<Result<(), StoreError>>,
}

/// A post in the hands of its task.
pub(super) struct Post {
    pub row: PostRow,
    /// Its turn among the uploads, while it has one.
    pub turn: Option<Turn>,
    /// Who wants what is done next.
    pub starter: Starter,
    /// When its state was last written, UTC milliseconds.
    pub stored_at: i64,
    /// The clock when it was decided until when the next step is put off.
    pub put_off_at: i64,
}

/// What woke a task.
enum Woken {
    Work(Event),
    Pressed(Option<Pressed>),
    Rest,
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Runner {
    pub fn new(core: Shared, accounts: Accounts) -> Arc<Self> {
        Arc::new(Self {
            teller: Teller::new(core.changes.clone()),
            core,
            accounts,
            buckets: Buckets::default(),
            meters: Meters::default(),
            uploads: Mutex::default(),
            held: Mutex::default(),
            reach: Reach::default(),
            unsaved: Mutex::default(),
            resting: CancellationToken::new(),
            counting: tokio::sync::Mutex::default(),
            turns: Turns::default(),
            throttle: Throttle::default(),
            ordering: tokio::sync::Mutex::default(),
            went_live: watch::Sender::default(),
            carried: Mutex::default(),
            tasks: TaskTracker::new(),
        })
    }

    /// Gives a new post a task.
    pub fn carry(self: &Arc<Self>, row: PostRow) {
        self.carry_on(row, None, None, None);
    }

    /// Gives a post a task, with its place in the line or its turn. `first` is what it begins with.
    pub fn carry_in_line(self: &Arc<Self>, row: PostRow, first: Event, turn: Option<Turn>) {
        self.carry_on(row, Some(first), None, turn);
    }

    /// Hands a press to the post's task, or to a new one, and waits until it is stored.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn press(self: &Arc<Self>, row: PostRow, press: Press) -> Result<(), Problem> {
        let (done, answer) = oneshot::channel();
        self.carry_on(row, None, Some(Pressed { press, done }), None);
        match answer.await {
            Ok(result) => result.map_err(|error| self.core.store_problem(error)),
            Err(_rested) => Ok(()),
        }
    }

    /// A task ends under the same lock, so that no press falls between two tasks.
    fn carry_on(
        self: &Arc<Self>,
        row: PostRow,
        first: Option<Event>,
        mut pressed: Option<Pressed>,
        turn: Option<Turn>,
    ) {
        let mut carried = lock(&self.carried);
        if let Some(presses) = carried.get(&row.id) {
            let Some(press) = pressed.take() else { return };
            let Err(mpsc::error::SendError(unheard)) = presses.send(press) else {
                return;
            };
            pressed = Some(unheard);
        }
        if self.resting.is_cancelled() {
            return;
        }
        let (presses, queue) = mpsc::unbounded_channel();
        // The queue is open: it is in our hands.
        let _ = pressed.map(|pressed| presses.send(pressed));
        carried.insert(row.id.clone(), presses);
        let post = Post {
            row,
            turn,
            starter: Starter::You,
            stored_at: 0,
            put_off_at: 0,
        };
        self.tasks.spawn(self.clone().run(post, first, queue));
    }

    /// Stops all tasks. What they were doing is as durable as after a crash.
    pub async fn rest(&self) {
        self.resting.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }

    async fn run(
        self: Arc<Self>,
        mut post: Post,
        first: Option<Event>,
        mut presses: mpsc::UnboundedReceiver<Pressed>,
    ) {
        if !self.begin(&mut post, first, &mut presses).await {
            lock(&self.carried).remove(&post.row.id);
            return;
        }
        loop {
            if self.may_end(&post, &presses) {
                return;
            }
            let (next, now) = (post.row.state.next(), self.core.now());
            post.row.not_before = put_off(post.row.not_before, post.put_off_at, now);
            post.put_off_at = now;
            let is_next = next == Next::Turn && post.row.not_before <= now;
            if !post.row.state.uses_lane() && !is_next {
                post.turn = None;
            }
            let woken = tokio::select! {
                biased;
                () = self.resting.cancelled() => Woken::Rest,
                // The last chunk is not interrupted: too late to change anything but our knowledge.
                pressed = presses.recv(), if !matches!(next, Next::SendLast(_)) => Woken::Pressed(pressed),
                event = self.work(&mut post, next) => Woken::Work(event),
            };
            let goes_on = match woken {
                Woken::Rest | Woken::Pressed(None) => false,
                Woken::Work(event) => {
                    self.apply_until_stored(&mut post, event, None, &mut presses)
                        .await
                }
                // What was in the middle of its work is dropped, and may have had its effect.
                Woken::Pressed(pressed) => {
                    self.apply_until_stored(&mut post, Event::Interrupted, pressed, &mut presses)
                        .await
                }
            };
            if !goes_on {
                lock(&self.carried).remove(&post.row.id);
                return;
            }
        }
    }

    /// Begins with what is stored now: the task before may have gone on since the
    /// post was read. `false` when the post is gone or the program ends.
    async fn begin(
        &self,
        post: &mut Post,
        first: Option<Event>,
        presses: &mut mpsc::UnboundedReceiver<Pressed>,
    ) -> bool {
        loop {
            match self.core.store.post(&post.row.id).await {
                Ok(None) => return false,
                Ok(Some(row)) => {
                    post.row = PostRow {
                        not_before: still_due(row.not_before, row.changed_at, self.core.now()),
                        ..row
                    };
                    break;
                }
                Err(error) => tracing::error!(%error, post = %post.row.id, "a post could not be read"),
            }
            tokio::select! {
                () = self.resting.cancelled() => return false,
                () = self.pause() => {}
            }
        }
        match first {
            Some(event) => self.apply_until_stored(post, event, None, presses).await,
            None => true,
        }
    }

    /// Whether nothing follows any more and nobody has pressed anything meanwhile.
    fn may_end(&self, post: &Post, presses: &mpsc::UnboundedReceiver<Pressed>) -> bool {
        let mut carried = lock(&self.carried);
        let over = post.row.state.is_over() && presses.is_empty();
        if over {
            carried.remove(&post.row.id);
            self.meters.forget(&post.row.id);
        }
        over
    }
}

/// A post in the line for its turn.
pub(super) fn guest(row: &PostRow, place: i64) -> Guest {
    Guest {
        post: row.id.clone(),
        account: row.account.clone(),
        title: row.title.clone(),
        begun: row.state.upload.is_some(),
        place,
    }
}
