//! The creator's speed limit: all uploads together leave at most so many bytes a second.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Mutex, watch};
use tokio::time::{Instant, sleep_until};

/// No piece takes longer than this, so that a changed limit is obeyed at once and the line is
/// free for others in between.
const STRETCHES_PER_SECOND: u64 = 8;

/// Shared by all uploads. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Throttle(Arc<Gate>);

#[derive(Debug)]
struct Gate {
    /// Bytes a second.
    rate: watch::Sender<Option<u64>>,
    /// When the bytes let out so far are paid for. Uploads queue here, each in its turn.
    paid_at: Mutex<Instant>,
}

impl Default for Throttle {
    fn default() -> Self {
        Self(Arc::new(Gate {
            rate: watch::Sender::new(None),
            paid_at: Mutex::new(Instant::now()),
        }))
    }
}

impl Throttle {
    /// Limits uploads, those under way too, to so many bytes a second.
    pub fn set(&self, rate: Option<u64>) {
        self.0.rate.send_replace(rate.map(|rate| rate.max(1)));
    }

    /// Bytes a second.
    pub fn rate(&self) -> Option<u64> {
        *self.0.rate.borrow()
    }

    /// Waits until bytes may leave, and tells how many of those `wanted`; at least one.
    pub async fn leave(&self, wanted: usize) -> usize {
        if self.rate().is_none() {
            return wanted;
        }
        let mut paid_at = self.0.paid_at.lock().await;
        let mut rates = self.0.rate.subscribe();
        while *paid_at > Instant::now() && self.rate().is_some() {
            tokio::select! {
                () = sleep_until(*paid_at) => {}
                _ = rates.changed() => {}
            }
        }
        let Some(rate) = self.rate() else {
            return wanted;
        };
        let stretch = usize::try_from(rate / STRETCHES_PER_SECOND).unwrap_or(wanted);
        let let_out = wanted.min(stretch.max(1));
        *paid_at = Instant::now() + Duration::from_secs_f64(let_out as f64 / rate as f64);
        let_out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MB: usize = 1_000_000;

    async fn send(throttle: &Throttle, bytes: usize) -> f64 {
        let began = Instant::now();
        let mut left = bytes;
        while left > 0 {
            left -= throttle.leave(left.min(256 << 10)).await;
        }
        began.elapsed().as_secs_f64()
    }

    #[tokio::test(start_paused = true)]
    async fn uploads_together_keep_to_the_limit() {
        let throttle = Throttle::default();
        throttle.set(Some(2_000_000));
        let began = Instant::now();
        tokio::join!(send(&throttle, 10 * MB), send(&throttle, 10 * MB));
        let seconds = began.elapsed().as_secs_f64();
        assert!((9.5..10.5).contains(&seconds), "{seconds}");
    }

    #[tokio::test(start_paused = true)]
    async fn no_limit_waits_for_nobody() {
        assert!(send(&Throttle::default(), 100 * MB).await < 0.001);
    }

    #[tokio::test(start_paused = true)]
    async fn a_limit_that_is_lifted_frees_uploads_under_way_at_once() {
        let throttle = Throttle::default();
        throttle.set(Some(1_000));
        let running = tokio::spawn({
            let throttle = throttle.clone();
            async move { send(&throttle, 10 * MB).await }
        });
        tokio::time::sleep(Duration::from_secs(5)).await;
        throttle.set(None);
        let seconds = running.await.unwrap();
        assert!((5.0..5.1).contains(&seconds), "{seconds}");
    }

    #[tokio::test(start_paused = true)]
    async fn time_without_an_upload_is_not_saved_up() {
        let throttle = Throttle::default();
        throttle.set(Some(1_000_000));
        send(&throttle, MB).await;
        tokio::time::sleep(Duration::from_secs(600)).await;
        let seconds = send(&throttle, 4 * MB).await;
        assert!((3.5..4.5).contains(&seconds), "{seconds}");
    }
}
