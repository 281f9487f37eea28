//! Where tokens and secrets lie: the system's keyring, or memory for this session.
//!
//! Never a file of ours. Where the computer has no keyring, everything works for
//! this session and the studio says so; where it is locked or silent, nothing is
//! deleted and the creator may try again.

mod line;
mod system;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

pub use tiktok::Secret;

use line::Line;

/// How long the keyring may take, including the time in which it asks for its password.
const LIMIT: Duration = Duration::from_secs(30);

/// Why the keyring did not do what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// Locked, or silent past the time limit.
    #[error("the keyring is locked or does not answer")]
    Closed,
    /// There is none on this computer.
    #[error("there is no keyring")]
    Missing,
}

/// What is known about the keyring, without asking it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// Not asked yet.
    Untried,
    /// Answers.
    Works,
    /// Locked or silent; nobody asks it again before [`SecretStore::retry`].
    Closed,
    /// There is none: secrets lie in memory, for this session.
    Missing,
}

/// Where secrets are kept. Cheap to clone; clones see the same secrets.
#[derive(Clone)]
pub struct SecretStore(Inner);

#[derive(Clone)]
enum Inner {
    Keyring(Arc<Line>),
    Memory(Arc<Memory>),
}

impl SecretStore {
    /// The system's keyring. Nothing is asked before the first use.
    pub fn keyring() -> Self {
        Self::keyring_within(LIMIT)
    }

    /// The same, taken for closed when it is silent for `limit`.
    pub fn keyring_within(limit: Duration) -> Self {
        Self::with(Arc::new(system::connect), limit)
    }

    /// Memory, gone with the process.
    pub fn memory() -> Self {
        Self(Inner::Memory(Arc::default()))
    }

    pub(crate) fn with(connect: line::Connect, limit: Duration) -> Self {
        Self(Inner::Keyring(Arc::new(Line::new(connect, limit))))
    }

    /// Whether secrets survive this session. Asks the keyring if nobody has yet.
    ///
    /// # Errors
    /// [`SecretError::Closed`] when it cannot be told.
    pub async fn lasts(&self) -> Result<bool, SecretError> {
        match &self.0 {
            Inner::Keyring(line) => line.probe().await,
            Inner::Memory(_) => Ok(false),
        }
    }

    /// The secret under `name`. `None` means that there is no entry, which is not
    /// the same as "signed out": a locked keyring may answer so, too.
    ///
    /// # Errors
    /// [`SecretError::Closed`].
    pub async fn read(&self, name: &str) -> Result<Option<Secret>, SecretError> {
        match &self.0 {
            Inner::Keyring(line) => line.read(name).await,
            Inner::Memory(memory) => Ok(memory.read(name)),
        }
    }

    /// Stores `secret` under `name`; durable when it returns (memory apart).
    ///
    /// # Errors
    /// [`SecretError::Closed`].
    pub async fn write(&self, name: &str, secret: &Secret) -> Result<(), SecretError> {
        match &self.0 {
            Inner::Keyring(line) => line.write(name, secret).await,
            Inner::Memory(memory) => {
                memory.write(name, secret);
                Ok(())
            }
        }
    }

    /// Forgets the secret under `name`; nothing there is fine.
    ///
    /// # Errors
    /// [`SecretError::Closed`].
    pub async fn forget(&self, name: &str) -> Result<(), SecretError> {
        match &self.0 {
            Inner::Keyring(line) => line.forget(name).await,
            Inner::Memory(memory) => {
                memory.forget(name);
                Ok(())
            }
        }
    }

    /// Forgets every secret of the folder `folder`, whose names begin with it and a slash.
    ///
    /// # Errors
    /// [`SecretError::Closed`].
    pub async fn forget_all(&self, folder: &str) -> Result<(), SecretError> {
        let start = format!("{folder}/");
        match &self.0 {
            Inner::Keyring(line) => line.forget_all(&start).await,
            Inner::Memory(memory) => {
                memory.forget_all(&start);
                Ok(())
            }
        }
    }

    /// What is known about the keyring now.
    pub fn condition(&self) -> Condition {
        match &self.0 {
            Inner::Keyring(line) => line.condition(),
            Inner::Memory(_) => Condition::Missing,
        }
    }

    /// Returns when [`SecretStore::condition`] is no longer `known`; never for memory.
    pub async fn changed_from(&self, known: Condition) {
        match &self.0 {
            Inner::Keyring(line) => line.changed_from(known).await,
            Inner::Memory(_) => std::future::pending().await,
        }
    }

    /// Connects afresh, even past a call that is stuck, and makes the keyring ask
    /// for its password if it is locked. What this session kept in memory moves in.
    ///
    /// # Errors
    /// [`SecretError::Closed`] while it stays locked, [`SecretError::Missing`] while there is none.
    pub async fn retry(&self) -> Result<(), SecretError> {
        match &self.0 {
            Inner::Keyring(line) => line.retry().await,
            Inner::Memory(_) => Err(SecretError::Missing),
        }
    }
}

/// Secrets of this session.
#[derive(Default)]
struct Memory(Mutex<HashMap<String, Secret>>);

impl Memory {
    fn with<T>(&self, act: impl FnOnce(&mut HashMap<String, Secret>) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn read(&self, name: &str) -> Option<Secret> {
        self.with(|secrets| secrets.get(name).cloned())
    }

    fn write(&self, name: &str, secret: &Secret) {
        self.with(|secrets| secrets.insert(name.to_owned(), secret.clone()));
    }

    fn forget(&self, name: &str) {
        self.with(|secrets| secrets.remove(name));
    }

    fn forget_all(&self, start: &str) {
        self.with(|secrets| secrets.retain(|name, _| !name.starts_with(start)));
    }

    fn all(&self) -> Vec<(String, Secret)> {
        self.with(|secrets| {
            secrets
                .iter()
                .map(|(name, secret)| (name.clone(), secret.clone()))
                .collect()
        })
    }
}

#[cfg(test)]
mod tests;
