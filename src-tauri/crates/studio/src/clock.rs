//! Time, brought in from outside so that tests can hold it still.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::sync::Notify;

/// Longest time without a look at the clock.
const STRETCH: Duration = Duration::from_secs(30);

/// UTC milliseconds and waiting.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The computer's clock.
    System,
    /// The computer's clock, so many milliseconds ahead, as when somebody sets it while the program runs.
    Set(Arc<AtomicI64>),
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

/// Waits in short stretches, because timers stand still while a computer sleeps, and never
/// longer than `whole`, because a clock can be set back by days.
async fn wait(due: i64, whole: Duration, now: impl Fn() -> i64) {
    let began = tokio::time::Instant::now();
    loop {
        let by_clock = milliseconds(due - now());
        let left = by_clock.min(whole.saturating_sub(began.elapsed()));
        if left.is_zero() {
            return;
        }
        tokio::time::sleep(left.min(STRETCH)).await;
    }
}

/// Nothing for what is negative.
pub(crate) fn milliseconds(ms: i64) -> Duration {
    Duration::from_millis(u64::try_from(ms).unwrap_or(0))
}

fn computers_now() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
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
            Self::System => computers_now(),
            Self::Set(ahead) => computers_now() + ahead.load(Ordering::SeqCst),
            Self::Manual(clock) => clock.now.load(Ordering::SeqCst),
        }
    }

    /// Waits until `due` (UTC milliseconds), never longer than it looks now.
    pub async fn sleep_until(&self, due: i64) {
        self.sleep_at_most(milliseconds(due - self.now()), due).await;
    }

    /// Waits until `due` (UTC milliseconds), but no longer than `whole`, however the clock was set
    /// since that was known.
    pub async fn sleep_at_most(&self, whole: Duration, due: i64) {
        match self {
            Self::System | Self::Set(_) => wait(due, whole, || self.now()).await,
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

#[cfg(test)]
mod tests {
    use tokio::time::Instant;

    use super::*;

    /// How many seconds it waits for a minute when the clock jumps by so many milliseconds on the way.
    async fn seconds_with_a_jump_of(jump: i64) -> u64 {
        let began = Instant::now();
        let elapsed = || i64::try_from(began.elapsed().as_millis()).unwrap();
        let now = || elapsed() + if elapsed() > 10_000 { jump } else { 0 };
        wait(60_000, Duration::from_secs(60), now).await;
        began.elapsed().as_secs()
    }

    #[tokio::test(start_paused = true)]
    async fn a_clock_set_back_by_days_delays_nothing_and_one_set_ahead_is_followed() {
        const DAYS: i64 = 3 * 24 * 60 * 60 * 1000;
        assert_eq!(seconds_with_a_jump_of(0).await, 60);
        assert_eq!(seconds_with_a_jump_of(-DAYS).await, 60);
        assert_eq!(seconds_with_a_jump_of(DAYS).await, 30);
    }

    #[tokio::test(start_paused = true)]
    async fn a_clock_set_back_before_the_wait_begins_makes_it_no_longer() {
        let began = Instant::now();
        let clock = Clock::Set(Arc::new(AtomicI64::new(-3 * 24 * 60 * 60 * 1000)));
        clock
            .sleep_at_most(Duration::from_secs(5), Clock::System.now() + 5_000)
            .await;
        assert_eq!(began.elapsed(), Duration::from_secs(5));
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_due_is_not_waited_for() {
        let began = Instant::now();
        wait(5, Duration::from_secs(60), || 5).await;
        wait(-5, Duration::from_secs(60), || 5).await;
        wait(5, Duration::ZERO, || 0).await;
        assert_eq!(began.elapsed(), Duration::ZERO);
    }
}
