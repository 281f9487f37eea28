//! What all handlers share: the app as TikTok knows it, the creators, and what is remembered.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::watch;

use crate::endpoint::Endpoint;
use crate::faults::{Fault, Faults};
use crate::ids;
use crate::limits::Limits;
use crate::options::{CLIENT_KEY, Error, Options, SANDBOX_CLIENT_KEY, Speed};
use crate::personas::{self, Creator, Trouble};
use crate::properties::Properties;
use crate::redirects::Redirects;
use crate::state::{State, StateFile};

/// Target users a sandbox has at most (R§14).
const MOST_TARGETS: usize = 10;

/// A practice TikTok without its socket.
pub struct World {
    /// Key of the app.
    pub client_key: String,
    /// Secret of the app.
    pub client_secret: String,
    /// Where the app may be sent back to.
    pub redirects: Redirects,
    /// Creators that exist.
    pub creators: Vec<&'static Creator>,
    /// `http://127.0.0.1:port`.
    pub origin: String,
    /// Port listened on.
    pub port: u16,
    /// The app has not been audited.
    pub unaudited: bool,
    /// Names of the sandbox's target users; none in production.
    pub sandbox: Vec<String>,
    /// Where the app may have things pulled from.
    pub properties: Properties,
    /// Lifetimes and refreshes of before November 2026.
    pub old_lifetimes: bool,
    /// Limits and quotas hold.
    pub limits: bool,
    /// Speed of processing and moderation.
    pub speed: Speed,
    /// Token of `/practice/…`.
    pub control_token: Option<String>,
    seed: u64,
    file: Option<StateFile>,
    pulls: UnboundedSender<String>,
    memory: Mutex<Memory>,
    /// Told when the faults are disarmed.
    disarmed: watch::Sender<()>,
}

/// What changes.
pub struct Memory {
    /// What is kept in the file.
    pub state: State,
    /// Requests of the last minute.
    pub limits: Limits,
    /// Armed faults.
    pub faults: Faults,
    /// Requests since the start.
    pub requests: BTreeMap<Endpoint, u64>,
}

impl World {
    /// Builds it from `options` for a socket that is bound to `port`. What is to be pulled
    /// goes to `pulls`.
    pub fn new(options: Options, port: u16, pulls: UnboundedSender<String>) -> Result<Self, Error> {
        let creators = creators(&options.personas)?;
        let properties = Properties::new(&options.properties)?;
        check_sandbox(&options.sandbox)?;
        let redirects = Redirects::new(options.platform, &options.redirects)?;
        let now = real_now();
        let (file, state) = match &options.state {
            Some(path) => StateFile::open(path, now).map(|(file, state)| (Some(file), state))?,
            None => (None, State::new(now)),
        };
        let memory = Memory {
            state,
            limits: Limits::default(),
            faults: Faults::new(options.seed, options.faults),
            requests: BTreeMap::new(),
        };
        let is_sandbox = !options.sandbox.is_empty();
        Ok(Self {
            client_key: if is_sandbox && options.client_key == CLIENT_KEY {
                SANDBOX_CLIENT_KEY.to_owned()
            } else {
                options.client_key
            },
            client_secret: options.client_secret,
            redirects,
            creators,
            origin: format!("http://127.0.0.1:{port}"),
            port,
            unaudited: options.unaudited || is_sandbox,
            sandbox: options.sandbox,
            properties,
            old_lifetimes: options.old_lifetimes,
            limits: options.limits,
            speed: options.speed,
            control_token: options.control.then(|| ids::secret(40)),
            seed: options.seed,
            file,
            pulls,
            memory: Mutex::new(memory),
            disarmed: watch::Sender::new(()),
        })
    }

    /// Looks at, or changes what needs no keeping. `now` is the practice clock's.
    pub fn with<T>(&self, look: impl FnOnce(&mut Memory, i64) -> T) -> T {
        let mut memory = self.lock();
        let now = real_now() + memory.state.ahead;
        look(&mut memory, now)
    }

    /// Changes what is remembered. It is in the file before this returns, so that an
    /// answer is never given about something a kill would undo.
    pub fn change<T>(&self, change: impl FnOnce(&mut Memory, i64) -> T) -> T {
        let mut memory = self.lock();
        let now = real_now() + memory.state.ahead;
        let result = change(&mut memory, now);
        memory.state.forget_the_expired(now);
        if let Some(Err(error)) = self.file.as_ref().map(|file| file.save(&memory.state)) {
            tracing::error!("{error}");
        }
        result
    }

    /// The next id.
    pub fn next_id(&self, state: &mut State, now: i64) -> u64 {
        state.ids += 1;
        ids::long_id(now / 1_000, ids::mix(self.seed, state.ids))
    }

    /// Puts the practice clock ahead.
    pub fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.change(|memory, _| memory.state.ahead = memory.state.ahead.saturating_add(by));
    }

    /// The creator called `name`, if they exist here.
    pub fn creator(&self, name: &str) -> Option<&'static Creator> {
        self.creators.iter().copied().find(|creator| creator.name == name)
    }

    /// The creator with this handle, if they exist here.
    pub fn creator_with_handle(&self, handle: &str) -> Option<&'static Creator> {
        self.creators
            .iter()
            .copied()
            .find(|creator| creator.handle == handle)
    }

    /// Whether the app's sandbox, if it lives in one, lets `creator` connect (R§1.5).
    pub fn may_connect(&self, creator: &Creator) -> bool {
        let is_target = self.sandbox.iter().any(|name| name == creator.name);
        creator.trouble != Trouble::Outsider && (self.sandbox.is_empty() || is_target)
    }

    /// Whether only followers see the account of `creator` now.
    pub fn is_private(&self, creator: &Creator) -> bool {
        self.with(|memory, _| memory.state.is_private(creator))
    }

    /// Begins to fetch what `publish_id` asked for.
    pub fn pull(&self, publish_id: &str) {
        // Nobody listens any more when the server has stopped.
        let _ = self.pulls.send(publish_id.to_owned());
    }

    /// The creator's id within this app (R§4).
    pub fn open_id(&self, creator: &Creator) -> String {
        ids::stable_uuid(&format!("{} {}", self.client_key, creator.name))
    }

    /// Counts a request and says how it goes wrong, if it does.
    pub fn strike(&self, endpoint: Endpoint) -> Option<Fault> {
        self.with(|memory, _| {
            *memory.requests.entry(endpoint).or_default() += 1;
            memory.faults.strike(endpoint)
        })
    }

    /// Disarms all faults, and lets go of the answers they delay.
    pub fn disarm(&self) {
        self.with(|memory, _| memory.faults.clear());
        self.disarmed.send_replace(());
    }

    /// Hears of the next disarming from now on.
    pub fn disarming(&self) -> watch::Receiver<()> {
        self.disarmed.subscribe()
    }

    fn lock(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn creators(names: &[String]) -> Result<Vec<&'static Creator>, Error> {
    if names.is_empty() {
        return Ok(personas::CREATORS.iter().collect());
    }
    names
        .iter()
        .map(|name| personas::find(name).ok_or_else(|| Error::NoSuchPersona(name.clone())))
        .collect()
}

fn check_sandbox(targets: &[String]) -> Result<(), Error> {
    if targets.len() > MOST_TARGETS {
        let reason = format!("TikTok takes at most {MOST_TARGETS} target users for a sandbox.");
        return Err(Error::Option(reason));
    }
    let unknown = targets.iter().find(|name| personas::find(name).is_none());
    match unknown {
        Some(name) => Err(Error::NoSuchPersona(name.clone())),
        None => Ok(()),
    }
}

/// Unix milliseconds of this computer's clock.
fn real_now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
