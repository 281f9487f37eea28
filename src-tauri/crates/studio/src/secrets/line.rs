//! The one thread that talks to the keyring, and the line in front of it.
//!
//! A locked keyring can block for ever. So a call has a time limit, a thread that
//! is stuck is left behind at the next try, and none of them holds up the exit.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;

use tokio::sync::{oneshot, watch};

use super::{Condition, Memory, Secret, SecretError};

/// Written and removed again to find out whether a keyring can be written; this
/// is what makes a locked one ask for its password.
const TRIAL: &str = "trial";

/// A keyring as the thread sees it. Every call may block.
pub(crate) trait Ring {
    fn read(&mut self, name: &str) -> Result<Option<Secret>, RingError>;
    fn write(&mut self, name: &str, secret: &Secret) -> Result<(), RingError>;
    fn forget(&mut self, name: &str) -> Result<(), RingError>;
    /// Forgets all entries whose names begin with `start`.
    fn forget_all(&mut self, start: &str) -> Result<(), RingError>;
}

/// Why a keyring did not do what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RingError {
    /// Locked, or it refused.
    Locked,
    /// There is none.
    Missing,
    /// The connection broke; a new one may work.
    Broken,
}

/// Makes a connection; runs on the keyring's thread and may block.
pub(crate) type Connect = Arc<dyn Fn() -> Result<Box<dyn Ring>, RingError> + Send + Sync>;

enum Ask {
    Connect,
    Try,
    Read(String),
    Write(String, Secret),
    Forget(String),
    ForgetAll(String),
}

struct Job {
    ask: Ask,
    answer: oneshot::Sender<Result<Option<Secret>, RingError>>,
}

/// The line of calls that wait for the keyring.
pub(super) struct Line {
    connect: Connect,
    limit: Duration,
    jobs: Mutex<Option<mpsc::Sender<Job>>>,
    condition: Arc<watch::Sender<Condition>>,
    /// Counts the threads, so that one that was left behind has no say any more.
    current: Arc<AtomicU64>,
    session: Memory,
}

impl Line {
    pub fn new(connect: Connect, limit: Duration) -> Self {
        let condition = Arc::new(watch::Sender::new(Condition::Untried));
        let (current, session) = (Arc::default(), Memory::default());
        Self {
            connect,
            limit,
            jobs: Mutex::new(None),
            condition,
            current,
            session,
        }
    }

    pub fn condition(&self) -> Condition {
        *self.condition.borrow()
    }

    pub async fn changed_from(&self, known: Condition) {
        // Fails only when the sender is gone, and this line holds it.
        let _ = self.condition.subscribe().wait_for(|now| *now != known).await;
    }

    pub async fn probe(&self) -> Result<bool, SecretError> {
        match self.ask(Ask::Connect).await {
            Ok(_) => Ok(true),
            Err(SecretError::Missing) => Ok(false),
            Err(SecretError::Closed) => Err(SecretError::Closed),
        }
    }

    pub async fn read(&self, name: &str) -> Result<Option<Secret>, SecretError> {
        match self.ask(Ask::Read(name.to_owned())).await {
            Err(SecretError::Missing) => Ok(self.session.read(name)),
            answer => answer,
        }
    }

    pub async fn write(&self, name: &str, secret: &Secret) -> Result<(), SecretError> {
        match self.ask(Ask::Write(name.to_owned(), secret.clone())).await {
            Err(SecretError::Missing) => {
                self.session.write(name, secret);
                Ok(())
            }
            answer => answer.map(drop),
        }
    }

    pub async fn forget(&self, name: &str) -> Result<(), SecretError> {
        self.session.forget(name);
        match self.ask(Ask::Forget(name.to_owned())).await {
            Err(SecretError::Missing) => Ok(()),
            answer => answer.map(drop),
        }
    }

    pub async fn forget_all(&self, start: &str) -> Result<(), SecretError> {
        self.session.forget_all(start);
        match self.ask(Ask::ForgetAll(start.to_owned())).await {
            Err(SecretError::Missing) => Ok(()),
            answer => answer.map(drop),
        }
    }

    pub async fn retry(&self) -> Result<(), SecretError> {
        *self.jobs.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.current.fetch_add(1, Ordering::SeqCst);
        self.condition.send_replace(Condition::Untried);
        self.ask(Ask::Try).await?;
        for (name, secret) in self.session.all() {
            self.ask(Ask::Write(name.clone(), secret)).await?;
            self.session.forget(&name);
        }
        Ok(())
    }

    async fn ask(&self, ask: Ask) -> Result<Option<Secret>, SecretError> {
        match self.condition() {
            Condition::Closed => return Err(SecretError::Closed),
            Condition::Missing => return Err(SecretError::Missing),
            Condition::Untried | Condition::Works => {}
        }
        let (answer, reply) = oneshot::channel();
        self.jobs()
            .send(Job { ask, answer })
            .map_err(|_| SecretError::Closed)?;
        match tokio::time::timeout(self.limit, reply).await {
            Ok(Ok(Ok(secret))) => Ok(secret),
            Ok(Ok(Err(RingError::Missing))) => Err(SecretError::Missing),
            Ok(Ok(Err(RingError::Locked | RingError::Broken)) | Err(_)) => Err(SecretError::Closed),
            Err(_) => {
                self.condition.send_replace(Condition::Closed);
                Err(SecretError::Closed)
            }
        }
    }

    /// The way to the thread, which starts with the first call and after each retry.
    fn jobs(&self) -> mpsc::Sender<Job> {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(jobs) = &*jobs {
            return jobs.clone();
        }
        let (sender, queue) = mpsc::channel();
        let (connect, condition, current) =
            (self.connect.clone(), self.condition.clone(), self.current.clone());
        let mine = current.load(Ordering::SeqCst);
        let told = move |now| {
            if current.load(Ordering::SeqCst) == mine {
                condition.send_if_modified(|known| std::mem::replace(known, now) != now);
            }
        };
        let thread = move || serve(&connect, told, queue);
        if let Err(error) = std::thread::Builder::new().name("keyring".into()).spawn(thread) {
            tracing::error!(%error, "no thread for the keyring");
            return sender;
        }
        *jobs = Some(sender.clone());
        sender
    }
}

/// Works off the line until nobody can send any more.
fn serve(connect: &Connect, told: impl Fn(Condition), queue: mpsc::Receiver<Job>) {
    let mut ring = None;
    for job in queue {
        // Nobody waits any more: the caller was told "closed" and must not be surprised later.
        if job.answer.is_closed() {
            continue;
        }
        let answer = act(connect, &mut ring, &job.ask);
        told(match &answer {
            Ok(_) => Condition::Works,
            Err(RingError::Missing) => Condition::Missing,
            Err(RingError::Locked | RingError::Broken) => Condition::Closed,
        });
        let _ = job.answer.send(answer);
    }
}

fn act(connect: &Connect, ring: &mut Option<Box<dyn Ring>>, ask: &Ask) -> Result<Option<Secret>, RingError> {
    let is_new = ring.is_none();
    let answer = once(connected(connect, ring)?, ask);
    if is_new || answer != Err(RingError::Broken) {
        return answer;
    }
    // A keyring program may have been restarted since the last call.
    *ring = None;
    match connected(connect, ring) {
        Ok(ring) => once(ring, ask),
        // It was there before, so its entries are not gone.
        Err(_) => Err(RingError::Broken),
    }
}

fn connected<'a>(
    connect: &Connect,
    ring: &'a mut Option<Box<dyn Ring>>,
) -> Result<&'a mut Box<dyn Ring>, RingError> {
    match ring {
        Some(ring) => Ok(ring),
        None => Ok(ring.insert(connect()?)),
    }
}

fn once(ring: &mut Box<dyn Ring>, ask: &Ask) -> Result<Option<Secret>, RingError> {
    match ask {
        Ask::Connect => Ok(None),
        Ask::Try => {
            ring.write(TRIAL, &Secret::new("1"))?;
            ring.forget(TRIAL).map(|()| None)
        }
        Ask::Read(name) => ring.read(name),
        Ask::Write(name, secret) => ring.write(name, secret).map(|()| None),
        Ask::Forget(name) => ring.forget(name).map(|()| None),
        Ask::ForgetAll(start) => ring.forget_all(start).map(|()| None),
    }
}
