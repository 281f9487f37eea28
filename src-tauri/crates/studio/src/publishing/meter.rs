//! How fast bytes leave, measured while they do.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::time::Instant;

use super::runner::lock;
use crate::ids::PostId;

/// The speed is that of the last seconds, so that it follows the line.
const WINDOW: Duration = Duration::from_secs(8);
/// Samples closer than this add nothing.
const APART: Duration = Duration::from_millis(250);

/// Bytes on the wire of each running upload.
#[derive(Debug, Clone, Default)]
pub(crate) struct Meters(Arc<Mutex<HashMap<PostId, Meter>>>);

#[derive(Debug, Default)]
struct Meter {
    sent: u64,
    stored: Took,
    samples: VecDeque<(Instant, u64)>,
}

/// Bytes that TikTok took, and how long they were on their way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Took {
    pub bytes: u64,
    pub time: Duration,
}

/// What a meter shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Reading {
    /// Bytes handed over, counted from the start of the file.
    pub sent: u64,
    /// Bytes a second; `None` while too little was measured.
    pub speed: Option<f64>,
}

impl Meters {
    /// `sent` bytes of the post's file are on the wire or stored.
    pub fn note(&self, id: &PostId, sent: u64) {
        let mut meters = lock(&self.0);
        let meter = meters.entry(id.clone()).or_default();
        if sent < meter.sent {
            meter.samples.clear();
        }
        meter.sent = sent;
        let now = Instant::now();
        if meter.samples.back().is_none_or(|(at, _)| now - *at >= APART) {
            meter.samples.push_back((now, sent));
        }
        while meter.samples.front().is_some_and(|(at, _)| now - *at > WINDOW) {
            meter.samples.pop_front();
        }
    }

    /// What the post's meter shows, if bytes were on the way.
    pub fn read(&self, id: &PostId) -> Option<Reading> {
        let meters = lock(&self.0);
        let meter = meters.get(id)?;
        let speed = meter
            .samples
            .front()
            .zip(meter.samples.back())
            .and_then(|(first, last)| {
                let seconds = (last.0 - first.0).as_secs_f64();
                (seconds >= 1.0).then(|| last.1.saturating_sub(first.1) as f64 / seconds)
            });
        Some(Reading {
            sent: meter.sent,
            speed: speed.filter(|speed| *speed > 0.0),
        })
    }

    /// TikTok took a chunk after this time.
    pub fn took(&self, id: &PostId, bytes: u64, time: Duration) {
        let mut meters = lock(&self.0);
        let stored = &mut meters.entry(id.clone()).or_default().stored;
        stored.bytes += bytes;
        stored.time += time;
    }

    /// No bytes are on the way any more. What was measured, if it was.
    pub fn forget(&self, id: &PostId) -> Option<Took> {
        lock(&self.0).remove(id).map(|meter| meter.stored)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn the_speed_is_that_of_the_last_seconds() {
        let (meters, id) = (Meters::default(), PostId::from_text("a"));
        meters.note(&id, 0);
        assert_eq!(meters.read(&id), Some(Reading { sent: 0, speed: None }));
        for second in 1..=20 {
            tokio::time::advance(Duration::from_secs(1)).await;
            meters.note(
                &id,
                if second <= 10 {
                    second * 1_000_000
                } else {
                    10_000_000 + (second - 10) * 500_000
                },
            );
        }
        assert_eq!(
            meters.read(&id),
            Some(Reading {
                sent: 15_000_000,
                speed: Some(500_000.0)
            })
        );
    }

    #[tokio::test(start_paused = true)]
    async fn going_back_starts_the_measurement_anew() {
        let (meters, id) = (Meters::default(), PostId::from_text("a"));
        meters.note(&id, 0);
        tokio::time::advance(Duration::from_secs(2)).await;
        meters.note(&id, 9_000_000);
        meters.note(&id, 0);
        assert_eq!(meters.read(&id), Some(Reading { sent: 0, speed: None }));
    }
}
