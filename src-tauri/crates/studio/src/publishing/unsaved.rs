//! A step that the database refuses: the post waits, says why, and goes on by itself.

use tokio::sync::mpsc;

use super::history::Waited;
use super::machine::Event;
use super::runner::{Post, Pressed, Runner, lock};
use crate::clock::milliseconds;
use crate::ids::PostId;
use crate::store::StoreError;

/// Without pacing, the database is still left alone for so long between two tries.
const SHORTEST_PAUSE_MS: i64 = 100;

/// Why the latest step of a post is not stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unsaved {
    DiskFull,
    /// Locked by another program, or the disk is gone.
    Refused,
}

impl Unsaved {
    fn because_of(error: &StoreError) -> Self {
        if error.is_disk_full() {
            Self::DiskFull
        } else {
            Self::Refused
        }
    }

    /// Its headline in the catalogue; `.detail` says what to do.
    pub fn key(self) -> &'static str {
        match self {
            Self::DiskFull => "posts-disk-full",
            Self::Refused => "posts-unsaved",
        }
    }
}

impl Runner {
    /// Nothing is done before what led to it is stored: a full disk waits here. A press
    /// comes after the event; while the database refuses it is a try at once, and is told
    /// why it cannot be obeyed. `false` when the post is gone or the program ends.
    pub(super) async fn apply_until_stored(
        &self,
        post: &mut Post,
        event: Event,
        mut pressed: Option<Pressed>,
        presses: &mut mpsc::UnboundedReceiver<Pressed>,
    ) -> bool {
        let since = self.core.now();
        loop {
            let before = post.row.clone();
            let refused = match self.apply(post, event.clone()).await {
                Ok(kept) => {
                    self.note_saved(&post.row.id, since);
                    let Some(pressed) = pressed.filter(|_| kept) else {
                        return kept;
                    };
                    return self.apply_press(post, pressed).await;
                }
                Err(refused) => refused,
            };
            post.row = before;
            self.note_unsaved(&post.row.id, &refused);
            if let Some(pressed) = pressed.take() {
                // Whoever pressed may be gone.
                let _ = pressed.done.send(Err(refused));
            }
            tokio::select! {
                biased;
                () = self.resting.cancelled() => return false,
                Some(next) = presses.recv() => pressed = Some(next),
                () = self.pause() => {}
            }
        }
    }

    /// Waits before the database is tried again.
    pub(super) async fn pause(&self) {
        let config = &self.core.config;
        let pause = i64::try_from(config.pacing.retry_after.as_millis()).unwrap_or(SHORTEST_PAUSE_MS);
        let pause = pause.max(SHORTEST_PAUSE_MS);
        let due = self.core.now() + pause;
        config.clock.sleep_at_most(milliseconds(pause), due).await;
    }

    fn note_unsaved(&self, id: &PostId, error: &StoreError) {
        let why = Unsaved::because_of(error);
        let before = lock(&self.unsaved).insert(id.clone(), why);
        if before != Some(why) {
            tracing::error!(%error, post = %id, "a step could not be stored");
            self.teller.post(id);
        }
    }

    fn note_saved(&self, id: &PostId, since: i64) {
        if lock(&self.unsaved).remove(id).is_some() {
            self.note_wait(id, Waited::Saving, since);
            self.teller.post(id);
        }
    }
}
