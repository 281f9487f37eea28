//! Whether everyone can still see a post that TikTok named. Pure: no clock, no disk, no network.
//!
//! TikTok tells nobody without a server that a post stopped being public (R§15). What it answers
//! tells: a question for the video leaves out what was removed or is not public (R§6), and the
//! post's own status lists only ids that are public (R§11). One of them alone may be late or
//! broken, so that a post counts as gone only when both say so, or when the first says so again
//! an hour later, each time with other videos in its answer.

use tiktok::{PublishState, PublishStatus};

use crate::ids::{AccountId, PostId};
use crate::view::Mode;

const HOUR_MS: i64 = 60 * 60 * 1000;
const QUARTER_MS: i64 = 6 * HOUR_MS;
const DAY_MS: i64 = 24 * HOUR_MS;
const WEEK_MS: i64 = 7 * DAY_MS;
/// A post is looked for by itself for so long after it went live; then the creator asks, or
/// looks at the videos.
const WATCHED_MS: i64 = 30 * DAY_MS;

/// What is known of a video that a post became, since TikTok named it. All times are UTC
/// milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sighting {
    pub post: PostId,
    pub account: AccountId,
    /// TikTok's id of the video.
    pub video: String,
    pub publish_id: Option<String>,
    pub mode: Mode,
    /// TikTok named it first.
    pub since: i64,
    /// And last.
    pub seen_at: i64,
    /// TikTok first left it out after that, and it is not certain yet.
    pub missed_at: Option<i64>,
    /// It is certain since then that not everyone can see it.
    pub gone_at: Option<i64>,
    /// TikTok last answered whether they can.
    pub looked_at: i64,
}

/// What one look told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// TikTok named it.
    Seen,
    /// TikTok left it out and named others; its status is not to be had.
    LeftOut,
    /// TikTok left it out, and its status no longer lists it either.
    Gone,
    /// The answers do not agree, or say nothing.
    Nothing,
}

/// When a post that went live at `live_at` is looked for first, UTC milliseconds.
pub(crate) fn first_look(live_at: i64) -> i64 {
    live_at + HOUR_MS
}

/// Videos that the status of a post lists at `now` and that are not among those `known` of it: a
/// draft in the inbox can be posted again, each time as a video of its own.
pub(crate) fn posted_again(known: &[Sighting], status: &PublishStatus, now: i64) -> Vec<Sighting> {
    let Some(first) = known.first() else {
        return Vec::new();
    };
    let is_new = |id: &&String| known.iter().all(|sighting| sighting.video != **id);
    let sighting = |id: &String| Sighting {
        video: id.clone(),
        since: now,
        seen_at: now,
        missed_at: None,
        gone_at: None,
        looked_at: now,
        ..first.clone()
    };
    status
        .public_post_ids
        .iter()
        .filter(is_new)
        .map(sighting)
        .collect()
}

/// What is worth a line of the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum News {
    LeftOut,
    Gone,
    Back,
}

/// What TikTok's answers tell about one video: those it `named`, and the status of the post where
/// it could be had.
pub(crate) fn judge(video: &str, named: &[String], status: Option<&PublishStatus>) -> Look {
    if named.iter().any(|name| name == video) {
        return Look::Seen;
    }
    match status {
        Some(status) if status.public_post_ids.iter().any(|id| id == video) => Look::Nothing,
        Some(status) if status.state == PublishState::Complete => Look::Gone,
        // Any other status is no word about a post that was live.
        _ if named.is_empty() => Look::Nothing,
        _ => Look::LeftOut,
    }
}

impl Sighting {
    /// What is known after a look at `now`, and whether it is news.
    pub fn after(&self, look: Look, now: i64) -> (Self, Option<News>) {
        let mut next = Self {
            looked_at: now,
            ..self.clone()
        };
        let is_certain = match look {
            Look::Nothing => return (next, None),
            Look::Seen => {
                next.seen_at = now;
                (next.missed_at, next.gone_at) = (None, None);
                return (next, self.gone_at.map(|_| News::Back));
            }
            Look::Gone => true,
            Look::LeftOut => self.missed_at.is_some_and(|missed| now - missed >= HOUR_MS),
        };
        if self.gone_at.is_some() {
            return (next, None);
        }
        if is_certain {
            next.gone_at = Some(now);
            return (next, Some(News::Gone));
        }
        next.missed_at.get_or_insert(now);
        (next, self.missed_at.is_none().then_some(News::LeftOut))
    }

    /// When it is looked for next by itself: every hour at first and while it is uncertain, then
    /// less and less often. `None` when only the creator asks.
    pub fn next_look(&self, now: i64) -> Option<i64> {
        // Stored under a clock that ran ahead.
        if self.looked_at > now {
            return Some(now);
        }
        let age = self.looked_at - self.since;
        let pause = match age {
            _ if self.is_uncertain() => HOUR_MS,
            ..QUARTER_MS => HOUR_MS,
            QUARTER_MS..DAY_MS => QUARTER_MS,
            DAY_MS..WEEK_MS => DAY_MS,
            WEEK_MS..WATCHED_MS => WEEK_MS,
            _ => return None,
        };
        Some(self.looked_at + pause)
    }

    /// Left out, and not yet for certain. TikTok is not hurried for ever about it.
    fn is_uncertain(&self) -> bool {
        let missed = self.missed_at.filter(|_| self.gone_at.is_none());
        missed.is_some_and(|missed| self.looked_at - missed < DAY_MS)
    }
}

#[cfg(test)]
mod tests;
