//! When TikTok probably takes one more, learned from what this studio sent. Never more than an
//! estimate: TikTok counts what other apps send, too, and does not say how (R§12.3).

use std::time::Duration;

use serde::{Deserialize, Serialize};
use tiktok::Failure;

use super::machine::{Cure, Event, Trouble};
use super::runner::Runner;
use super::state::Said;
use crate::accounts::CallError;
use crate::core::Core;
use crate::ids::AccountId;
use crate::labels::LocalClock;
use crate::store::posts::PostRow;
use crate::view::Mode;
use crate::words::Words;

/// What was sent counts for so long (R§12.3).
pub(crate) const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// TikTok's clock is not ours.
const MARGIN_MS: i64 = 60 * 1000;

/// A refusal because a quota was used up. All times are UTC milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Refused {
    pub at: i64,
    /// How many of this studio's counted then.
    pub sent: u32,
    /// When one more will probably be taken.
    pub free_at: i64,
}

/// What of a quota this studio uses, and the latest refusal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sent {
    /// When what counts was sent, oldest first, UTC milliseconds.
    pub at: Vec<i64>,
    pub refused: Option<Refused>,
}

impl Sent {
    /// The latest refusal while nothing shows that it holds no longer: neither the time, nor
    /// something that was taken since, nor one that counts no more.
    pub fn in_force(&self, now: i64) -> Option<Refused> {
        let refused = self.refused?;
        let taken_since = self.at.last().is_some_and(|last| *last > refused.at);
        let has_room = self.at.len() < refused.sent as usize;
        let holds = (refused.at..refused.free_at).contains(&now) && !taken_since && !has_room;
        holds.then_some(refused)
    }
}

fn name(account: &AccountId, mode: Mode) -> String {
    match mode {
        Mode::Direct => format!("refused/posts/{account}"),
        Mode::Inbox => format!("refused/inbox/{account}"),
    }
}

impl Core {
    /// What this studio uses of an account's quota. Only estimates depend on it, so that a
    /// database that refuses is no error.
    pub(crate) async fn sent(&self, account: &AccountId, mode: Mode) -> Sent {
        let since = self.now() - DAY_MS;
        let at = match mode {
            Mode::Direct => self.store.posted_since(account, since).await,
            Mode::Inbox => self.store.inbox_places_since(account, since).await,
        };
        let refused = self.store.setting(name(account, mode)).await;
        let told = at.and_then(|at| Ok((at, refused?)));
        let (at, refused) = told.unwrap_or_else(|error| {
            tracing::warn!(%error, "no estimate of a quota");
            Default::default()
        });
        let refused = refused.and_then(|refused| serde_json::from_str(&refused).ok());
        Sent { at, refused }
    }

    /// Keeps that a quota is used up, and returns what that tells. A refusal that says the same
    /// again changes nothing, so that the estimate does not move away.
    pub(crate) async fn note_used_up(&self, account: &AccountId, mode: Mode) -> Refused {
        let now = self.now();
        let sent = self.sent(account, mode).await;
        let count = u32::try_from(sent.at.len()).unwrap_or(u32::MAX);
        if let Some(refused) = sent.in_force(now).filter(|refused| refused.sent == count) {
            return refused;
        }
        let refused = Refused {
            at: now,
            sent: count,
            free_at: sent.at.first().unwrap_or(&now) + DAY_MS + MARGIN_MS,
        };
        let json = serde_json::json!(refused).to_string();
        if let Err(error) = self.store.set_setting(name(account, mode), json).await {
            tracing::warn!(%error, "what a refusal has shown is not kept");
        }
        refused
    }
}

impl Runner {
    /// A call that failed before an upload was open; with a forecast where a quota is used up.
    pub(super) async fn refused(&self, row: &PostRow, error: CallError) -> Event {
        let (key, mode) = match used_up(&error) {
            Some(mode @ Mode::Direct) => ("posts-cap", mode),
            Some(mode @ Mode::Inbox) => ("posts-places", mode),
            None => return Event::Trouble(self.core.trouble(error)),
        };
        self.core.note_used_up(&row.account, mode).await;
        let sent = self.core.sent(&row.account, mode).await.at;
        let clock = LocalClock {
            offset_s: self.core.config.utc_offset_s,
            now: self.core.now(),
        };
        let trouble = self.core.trouble(error);
        Event::Trouble(with_forecast(trouble, key, &sent, clock, &self.core.words))
    }
}

/// Of which way the quota is used up, when that is why a call failed.
pub(crate) fn used_up(error: &CallError) -> Option<Mode> {
    match error {
        CallError::Tiktok(error) => match error.failure {
            Failure::TooManyPosts => Some(Mode::Direct),
            Failure::TooManyPendingShares => Some(Mode::Inbox),
            _ => None,
        },
        CallError::Session(_) => None,
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
    fn a_refusal_holds_until_time_or_tiktok_shows_otherwise() {
        let refused = Refused {
            at: NOW,
            sent: 1,
            free_at: NOW + HOUR_MS,
        };
        let cases = [
            (vec![NOW - 1], NOW, true),
            (vec![NOW - 1], NOW + HOUR_MS - 1, true),
            (vec![NOW - 1], NOW + HOUR_MS, false),
            (vec![NOW - 1], NOW - 1, false),
            (vec![NOW - 1, NOW + 1], NOW + 2, false),
            (vec![], NOW, false),
        ];
        for (at, now, holds) in cases {
            let sent = Sent {
                at: at.clone(),
                refused: Some(refused),
            };
            assert_eq!(sent.in_force(now), holds.then_some(refused), "{at:?} {now}");
        }
    }

    #[test]
    fn without_posts_of_ours_nothing_is_foreseen() {
        assert_eq!(
            foreseen(Cure::Tomorrow, "posts-cap", &[]),
            refused(Cure::Tomorrow)
        );
    }
}
