//! Time, brought in from outside so that tests can hold it still.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::sync::Notify;

/// UTC milliseconds and waiting.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The computer's clock.
    System,
    /// A clock that moves only when told to.
    Manual(Arc<ManualClock>),
}

/// A clock for tests.
#[derive(Debug, Default)]
pub struct ManualClock {
    now: AtomicI64,
    moved: Notify,
}

impl ManualClock {
    /// Moves the clock forward and wakes everybody whose time has come.
    pub fn advance(&self, by: Duration) {
        self.now.fetch_add(
            i64::try_from(by.as_millis()).unwrap_or(i64::MAX),
            Ordering::SeqCst,
        );
        self.moved.notify_waiters();
    }
}

impl Clock {
    /// A clock that stands at `now` (UTC milliseconds).
    pub fn manual(now: i64) -> (Self, Arc<ManualClock>) {
        let clock = Arc::new(ManualClock {
            now: AtomicI64::new(now),
            moved: Notify::new(),
        });
        (Self::Manual(clock.clone()), clock)
    }

    /// UTC milliseconds.
    pub fn now(&self) -> i64 {
        match self {
            Self::System => SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX)),
            Self::Manual(clock) => clock.now.load(Ordering::SeqCst),
        }
    }

    /// Waits until `due` (UTC milliseconds).
    pub async fn sleep_until(&self, due: i64) {
        match self {
            // Waits in short stretches, because timers stand still while a computer sleeps.
            Self::System => {
                while let Ok(left) = u64::try_from(due - self.now()) {
                    if left == 0 {
                        return;
                    }
                    tokio::time::sleep(Duration::from_millis(left.min(30_000))).await;
                }
            }
            Self::Manual(clock) => loop {
                let moved = clock.moved.notified();
                if clock.now.load(Ordering::SeqCst) >= due {
                    return;
                }
                moved.await;
            },
        }
    }
}
