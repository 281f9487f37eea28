//! Limits wait instead of failing (R§12.2): how often each account is asked.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::clock::milliseconds;
use crate::config::Pacing;
use crate::ids::AccountId;
use crate::publishing::machine::Wait;

/// TikTok counts in sliding minutes.
const WINDOW_MS: i64 = 60_000;
/// Pauses after passing failures double up to this.
const LONGEST_RETRY_MS: i64 = 5 * 60_000;
const DAY_MS: i64 = 24 * 60 * 60_000;
/// TikTok does not say when a place in the inbox is free again.
const PLACE_MS: i64 = 10 * 60_000;
/// Nobody waits at the screen for a video that has been in the inbox, or in review, for a day.
const RARELY_MS: i64 = 6 * 60 * 60_000;

/// A call with a limit of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Call {
    CreatorInfo,
    Init,
    InboxInit,
    Status,
}

/// When each account was asked what, within the last minute.
#[derive(Debug, Default)]
pub(crate) struct Buckets(Mutex<HashMap<(AccountId, Call), VecDeque<i64>>>);

impl Buckets {
    /// Takes a place for a call at `now`, or tells when one is free (UTC milliseconds).
    pub fn take(&self, pacing: &Pacing, account: &AccountId, call: Call, now: i64) -> Result<(), i64> {
        let Some(limit) = limit(pacing, call).map(|limit| limit.max(1)) else {
            return Ok(());
        };
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = all.entry((account.clone(), call)).or_default();
        // A clock set back must not hold an account for longer than a minute.
        taken.retain(|at| (now - WINDOW_MS..=now).contains(at) && *at > now - WINDOW_MS);
        if taken.len() < limit as usize {
            taken.push_back(now);
            return Ok(());
        }
        Err(taken.front().map_or(now, |first| first + WINDOW_MS))
    }
}

/// How many of these calls fit into a minute; `None` without a limit of ours.
pub(super) fn limit(pacing: &Pacing, call: Call) -> Option<u32> {
    match call {
        Call::CreatorInfo => pacing.creator_info_per_minute,
        Call::Init | Call::InboxInit => pacing.init_per_minute,
        Call::Status => pacing.status_per_minute,
    }
}

/// When the next step is due, in UTC milliseconds.
pub(crate) fn due(pacing: &Pacing, wait: Wait, now: i64) -> i64 {
    let pause = match wait {
        Wait::For(pause) => i64::try_from(pause.as_millis()).unwrap_or(DAY_MS),
        Wait::Tomorrow => DAY_MS,
        Wait::Place => PLACE_MS,
        Wait::Rarely => RARELY_MS,
        Wait::Look(looks) => {
            let last = pacing.status_rhythm.len().saturating_sub(1);
            let pause = pacing
                .status_rhythm
                .get((looks as usize).min(last))
                .copied()
                .unwrap_or_default();
            i64::try_from(pause.as_millis()).unwrap_or(DAY_MS)
        }
        Wait::Retry(tries) => {
            let first = i64::try_from(pacing.retry_after.as_millis()).unwrap_or(LONGEST_RETRY_MS);
            first
                .saturating_mul(1 << tries.saturating_sub(1).min(20))
                .min(LONGEST_RETRY_MS)
        }
    };
    now.saturating_add(pause)
}

/// When a step is due that was put off until `not_before` at `since`: a clock set back since then
/// makes no pause longer.
pub(super) fn put_off(not_before: i64, since: i64, now: i64) -> i64 {
    if now < since {
        now.saturating_add((not_before - since).max(0))
    } else {
        not_before
    }
}

/// How long a step that was put off at `since` may be waited for, however the clock is set meanwhile.
pub(super) fn pause(not_before: i64, since: i64) -> Duration {
    milliseconds((not_before - since).min(DAY_MS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_default_six_inits_thirty_looks_and_twenty_questions_fit_into_a_minute() {
        let pacing = Pacing::default();
        let limits = [
            (Call::Init, 6),
            (Call::InboxInit, 6),
            (Call::Status, 30),
            (Call::CreatorInfo, 20),
        ];
        for (call, limit) in limits {
            let buckets = Buckets::default();
            let account = AccountId::from_text("a");
            for at in 0..limit {
                assert_eq!(buckets.take(&pacing, &account, call, at), Ok(()));
            }
            assert_eq!(
                buckets.take(&pacing, &account, call, limit),
                Err(60_000),
                "{call:?}"
            );
            assert_eq!(buckets.take(&pacing, &account, call, 59_999), Err(60_000));
            assert_eq!(buckets.take(&pacing, &account, call, 60_000), Ok(()));
            assert_eq!(buckets.take(&pacing, &account, call, 60_000), Err(60_001));
        }
    }

    #[test]
    fn accounts_and_calls_do_not_take_each_others_places() {
        let pacing = Pacing {
            init_per_minute: Some(1),
            ..Pacing::default()
        };
        let buckets = Buckets::default();
        let [one, two] = ["a", "b"].map(AccountId::from_text);
        assert_eq!(buckets.take(&pacing, &one, Call::Init, 0), Ok(()));
        assert_eq!(buckets.take(&pacing, &two, Call::Init, 0), Ok(()));
        assert_eq!(buckets.take(&pacing, &one, Call::Status, 0), Ok(()));
        assert_eq!(buckets.take(&pacing, &one, Call::Init, 0), Err(60_000));
    }

    #[test]
    fn a_clock_set_back_makes_no_pause_longer() {
        let (since, not_before) = (1_000_000, 1_005_000);
        for (now, due) in [
            (since, not_before),
            (2_000_000, not_before),
            (900_000, 905_000),
            (999_999, 1_004_999),
        ] {
            assert_eq!(put_off(not_before, since, now), due, "at {now}");
        }
        assert_eq!(put_off(1_000, since, 900_000), 900_000, "it was due already");
        assert_eq!(pause(not_before, since), Duration::from_secs(5));
        assert_eq!(pause(1_000, since), Duration::ZERO);
        assert_eq!(pause(i64::MAX, since), Duration::from_secs(24 * 60 * 60));
    }

    #[test]
    fn a_clock_set_back_holds_nobody() {
        let pacing = Pacing {
            init_per_minute: Some(1),
            ..Pacing::default()
        };
        let buckets = Buckets::default();
        let account = AccountId::from_text("a");
        assert_eq!(buckets.take(&pacing, &account, Call::Init, 10_000_000), Ok(()));
        assert_eq!(buckets.take(&pacing, &account, Call::Init, 0), Ok(()));
    }

    #[test]
    fn no_pacing_means_no_waiting() {
        let pacing = Pacing {
            init_per_minute: None,
            ..Pacing::default()
        };
        let buckets = Buckets::default();
        assert!((0..1000).all(|_| {
            buckets
                .take(&pacing, &AccountId::from_text("a"), Call::Init, 0)
                .is_ok()
        }));
    }

    #[test]
    fn looks_follow_the_rhythm_of_the_reference_and_then_its_last_pause() {
        let pacing = Pacing::default();
        let seconds: Vec<i64> = (0..18)
            .map(|look| due(&pacing, Wait::Look(look), 0) / 1000)
            .collect();
        let mut expected = vec![3, 5, 10, 20, 30];
        expected.extend([60; 10]);
        expected.extend([900; 3]);
        assert_eq!(seconds, expected);
    }

    #[test]
    fn retries_double_up_to_five_minutes() {
        let pacing = Pacing::default();
        let seconds: Vec<i64> = [1, 2, 3, 8, 9, u32::MAX]
            .map(|n| due(&pacing, Wait::Retry(n), 0) / 1000)
            .into();
        assert_eq!(seconds, [2, 4, 8, 256, 300, 300]);
        assert_eq!(due(&pacing, Wait::For(Duration::from_secs(7)), 1_000), 8_000);
    }
}
