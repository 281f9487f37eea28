//! Tells the window that a post changed, at most ten times a second for each.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::broadcast;
use tokio::time::Instant;

use super::runner::lock;
use crate::ids::PostId;
use crate::view::Change;

const PAUSE: Duration = Duration::from_millis(100);

/// When each post was last told of, and whether more is due.
pub(crate) struct Teller {
    changes: broadcast::Sender<Change>,
    told: Mutex<HashMap<PostId, Told>>,
}

struct Told {
    at: Instant,
    /// A task waits to tell the latest.
    owed: bool,
}

impl Teller {
    pub fn new(changes: broadcast::Sender<Change>) -> Arc<Self> {
        Arc::new(Self {
            changes,
            told: Mutex::default(),
        })
    }

    /// Tells now, or as soon as the pause is over. The latest change is never lost.
    pub fn post(self: &Arc<Self>, id: &PostId) {
        let mut told = lock(&self.told);
        let now = Instant::now();
        match told.get_mut(id) {
            Some(last) if last.owed => {}
            Some(last) if now - last.at < PAUSE => {
                last.owed = true;
                tokio::spawn(self.clone().tell_at(id.clone(), last.at + PAUSE));
            }
            _ => {
                told.retain(|_, last| last.owed || now - last.at < PAUSE);
                told.insert(id.clone(), Told { at: now, owed: false });
                self.send(id);
            }
        }
    }

    async fn tell_at(self: Arc<Self>, id: PostId, at: Instant) {
        tokio::time::sleep_until(at).await;
        lock(&self.told).insert(id.clone(), Told { at, owed: false });
        self.send(&id);
    }

    fn send(&self, id: &PostId) {
        // Nobody listening is fine.
        let _ = self.changes.send(Change::Post { id: id.clone() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_post_is_told_of_ten_times_a_second_and_its_latest_change_is_never_lost() {
        let (changes, mut heard) = broadcast::channel(256);
        let teller = Teller::new(changes);
        let id = PostId::from_text("a");
        for _ in 0..1000 {
            teller.post(&id);
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        teller.post(&id);
        tokio::time::sleep(PAUSE * 2).await;
        let mut count = 0;
        while heard.try_recv().is_ok() {
            count += 1;
        }
        assert!((10..=12).contains(&count), "{count}");
    }

    #[tokio::test(start_paused = true)]
    async fn posts_do_not_silence_each_other() {
        let (changes, mut heard) = broadcast::channel(256);
        let teller = Teller::new(changes);
        for name in ["a", "b", "c"] {
            teller.post(&PostId::from_text(name));
        }
        for name in ["a", "b", "c"] {
            assert_eq!(
                heard.try_recv().unwrap(),
                Change::Post {
                    id: PostId::from_text(name)
                }
            );
        }
    }
}
