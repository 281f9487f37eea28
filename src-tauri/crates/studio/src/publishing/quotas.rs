//! When TikTok probably takes one more, learned from what this studio sent. Never more than an
//! estimate: TikTok counts what other apps send, too, and does not say how (R§12.3).

use std::time::Duration;

use tiktok::Failure;

use super::machine::{Cure, Event, Trouble};
use super::runner::Runner;
use super::state::Said;
use crate::accounts::CallError;
use crate::labels::LocalClock;
use crate::store::posts::PostRow;
use crate::words::Words;

/// What was sent counts for so long (R§12.3).
pub(super) const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// TikTok's clock is not ours.
const MARGIN_MS: i64 = 60 * 1000;

impl Runner {
    /// A call that failed before an upload was open; with a forecast where a quota is used up.
    pub(super) async fn refused(&self, row: &PostRow, error: CallError) -> Event {
        let since = self.core.now() - DAY_MS;
        let store = &self.core.store;
        let failure = match &error {
            CallError::Tiktok(error) => Some(error.failure),
            CallError::Session(_) => None,
        };
        let (key, sent) = match failure {
            Some(Failure::TooManyPosts) => ("posts-cap", store.posted_since(&row.account, since).await),
            Some(Failure::TooManyPendingShares) => (
                "posts-places",
                store.inbox_places_since(&row.account, since).await,
            ),
            _ => return Event::Trouble(self.core.trouble(error)),
        };
        let sent = sent.unwrap_or_else(|error| {
            tracing::error!(%error, "no forecast for a quota");
            Vec::new()
        });
        let clock = LocalClock {
            offset_s: self.core.config.utc_offset_s,
            now: self.core.now(),
        };
        let trouble = self.core.trouble(error);
        Event::Trouble(with_forecast(trouble, key, &sent, clock, &self.core.words))
    }
}

/// `sent` in UTC milliseconds, oldest first. Without any of ours nothing can be foreseen.
fn with_forecast(trouble: Trouble, key: &str, sent: &[i64], clock: LocalClock, words: &Words) -> Trouble {
    let Some(oldest) = sent.first() else {
        return trouble;
    };
    let free_at = oldest + DAY_MS + MARGIN_MS;
    let args = [
        ("count", sent.len().to_string()),
        ("time", clock.minutes(free_at)),
    ];
    let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
    let pause = Duration::from_millis(u64::try_from(free_at - clock.now).unwrap_or_default());
    let (cure, remedy) = match trouble.cure {
        Cure::Tomorrow => (Cure::Retry(Some(pause)), words.say_with(key, &args)),
        cure => (
            cure,
            format!("{} {}", trouble.said.remedy, words.say_with(key, &args)),
        ),
    };
    Trouble {
        cure,
        said: Said {
            remedy,
            ..trouble.said
        },
        ..trouble
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_795_217_400_000;
    const HOUR_MS: i64 = 60 * 60 * 1000;

    fn refused(cure: Cure) -> Trouble {
        Trouble {
            cure,
            said: Said {
                message: "TikTok takes no more.".into(),
                remedy: "Wait.".into(),
            },
            reference: None,
        }
    }

    fn foreseen(cure: Cure, key: &str, sent: &[i64]) -> Trouble {
        let clock = LocalClock {
            offset_s: 0,
            now: NOW,
        };
        with_forecast(refused(cure), key, sent, clock, &Words::english())
    }

    #[test]
    fn the_daily_cap_is_tried_again_when_the_first_of_ours_is_a_day_old() {
        let trouble = foreseen(Cure::Tomorrow, "posts-cap", &[NOW - 20 * HOUR_MS, NOW - HOUR_MS]);
        let pause = Duration::from_secs(4 * 3600 + 60);
        assert_eq!(trouble.cure, Cure::Retry(Some(pause)));
        let said = trouble.said.remedy;
        assert!(
            said.contains("sent 2 in") && said.contains("03:31") && said.contains("estimate"),
            "{said}"
        );
    }

    #[test]
    fn of_the_inbox_only_the_words_change_because_a_place_can_be_free_at_once() {
        let trouble = foreseen(Cure::Place, "posts-places", &[NOW - 23 * HOUR_MS]);
        assert_eq!(trouble.cure, Cure::Place);
        let said = trouble.said.remedy;
        assert!(
            said.starts_with("Wait. One place is held") && said.contains("00:31"),
            "{said}"
        );
    }

    #[test]
    fn without_posts_of_ours_nothing_is_foreseen() {
        assert_eq!(
            foreseen(Cure::Tomorrow, "posts-cap", &[]),
            refused(Cure::Tomorrow)
        );
    }
}
