//! What every area of the studio shares.

use std::sync::Arc;

use tokio::sync::broadcast;

use crate::activity::recorder::Recorder;
use crate::config::Config;
use crate::media::MediaServer;
use crate::problem::{Code, Problem};
use crate::store::{Store, StoreError};
use crate::view::Change;
use crate::words::Words;

/// Shared by all areas; cheap to clone by `Arc`.
pub(crate) struct Core {
    pub config: Config,
    pub store: Store,
    pub words: Words,
    /// Keeps what TikTok is asked.
    pub record: Arc<Recorder>,
    pub media: MediaServer,
    /// Names this data folder's entries in the keyring.
    pub folder_id: String,
    pub changes: broadcast::Sender<Change>,
}

pub(crate) type Shared = Arc<Core>;

impl Core {
    /// UTC milliseconds.
    pub fn now(&self) -> i64 {
        self.config.clock.now()
    }

    /// Tells the window what changed. Nobody listening is fine.
    pub fn tell(&self, change: Change) {
        let _ = self.changes.send(change);
    }

    /// A database error in the creator's words.
    pub fn store_problem(&self, error: StoreError) -> Problem {
        tracing::error!(%error, "store");
        let key = match &error {
            error if error.is_disk_full() => "problem-disk-full",
            error if error.is_locked() => "problem-store-locked",
            _ => "problem-store",
        };
        Problem::new(&self.words, Code::Store, key)
    }
}
