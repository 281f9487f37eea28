//! Everything that happened to a post, in words and in order: its own steps, and each call
//! that was made for it.

use super::Publishing;
use super::machine::{Effect, Wait};
use super::pacing::{Call, limit};
use super::runner::Runner;
use crate::activity::words::{reference, sentence};
use crate::ids::PostId;
use crate::labels::LocalClock;
use crate::problem::Problem;
use crate::view::HistoryLine;
use crate::words::Words;

/// A wait that is shorter is not worth a line (milliseconds).
const WORTH_A_LINE_MS: i64 = 1_000;

impl Publishing {
    /// The history of a post by `clock`. A call stands where it was first made; at the same
    /// moment before the step that followed from it.
    pub(super) async fn history(&self, id: &PostId, clock: LocalClock) -> Result<Vec<HistoryLine>, Problem> {
        let words = &self.core.words;
        let calls = self.stored(self.core.store.activity_of_post(id).await)?;
        let mut lines: Vec<HistoryLine> = calls
            .iter()
            .map(|run| HistoryLine {
                until: (run.count > 1).then_some(run.call.at),
                count: run.count,
                is_call: true,
                ..HistoryLine::once(run.since, sentence(run, clock, words), reference(run))
            })
            .collect();
        let steps = self.stored(self.core.store.post_history(id).await)?;
        lines.extend(steps.into_iter().map(|line| counted(line, clock, words)));
        lines.sort_by_key(|line| line.at);
        Ok(lines)
    }
}

/// A step that happened several times says so.
fn counted(line: HistoryLine, clock: LocalClock, words: &Words) -> HistoryLine {
    let Some(until) = line.until else { return line };
    let args = [
        ("line", line.text.clone()),
        ("count", line.count.to_string()),
        ("until", clock.minutes(until)),
    ];
    let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
    HistoryLine {
        text: words.say_with("posts-line-again-and-again", &args),
        ..line
    }
}

/// What a post waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Waited {
    /// A place in TikTok's minute.
    Limit(Call),
    /// Another post of the account.
    Turn,
    /// A database that refused.
    Saving,
    /// TikTok to be reached.
    Reach,
}

impl Runner {
    /// Adds to the history that the post waited from `since` until now, and for what.
    pub(super) fn note_wait(&self, id: &PostId, waited: Waited, since: i64) {
        let now = self.core.now();
        if now - since < WORTH_A_LINE_MS {
            return;
        }
        let (key, most) = match waited {
            Waited::Limit(call) => (key_of_limit(call), limit(&self.core.config.pacing, call)),
            Waited::Turn => (Some("posts-line-waited-turn"), None),
            Waited::Saving => (Some("posts-line-waited-saving"), None),
            Waited::Reach => (Some("posts-line-waited-reach"), None),
        };
        let Some(key) = key else { return };
        let words = &self.core.words;
        let time = span(words, now - since);
        let most = most.unwrap_or_default().to_string();
        let text = words.say_with(key, &[("time", &time), ("limit", &most)]);
        self.core.record.line(id, HistoryLine::once(now, text, None));
    }

    /// What follows a line that tells of trouble: how long it waits now.
    pub(super) fn next_try(&self, effects: &[Effect], due: i64, now: i64) -> Option<HistoryLine> {
        let is_told = effects.iter().any(|effect| matches!(effect, Effect::Say(_)));
        let waits = effects.iter().any(|effect| {
            matches!(
                effect,
                Effect::Wait(Wait::Retry(_) | Wait::For(_) | Wait::Tomorrow | Wait::Place)
            )
        });
        if !is_told || !waits || due - now < WORTH_A_LINE_MS {
            return None;
        }
        let time = span(&self.core.words, due - now);
        let text = self
            .core
            .words
            .say_with("posts-line-next-try", &[("time", &time)]);
        Some(HistoryLine::once(now, text, None))
    }
}

/// The status is asked in a rhythm of its own; a moment more or less is not worth a line.
fn key_of_limit(call: Call) -> Option<&'static str> {
    match call {
        Call::Init | Call::InboxInit => Some("posts-line-waited-init"),
        Call::CreatorInfo => Some("posts-line-waited-creator-info"),
        Call::Status => None,
    }
}

/// "40 s", "4 min", "6 h".
fn span(words: &Words, ms: i64) -> String {
    let seconds = (ms + 999) / 1000;
    let (key, count) = match seconds {
        ..120 => ("posts-span-seconds", seconds),
        120..7_200 => ("posts-span-minutes", (seconds + 30) / 60),
        _ => ("posts-span-hours", (seconds + 1_800) / 3_600),
    };
    words.say_with(key, &[("count", &count.to_string())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_told_in_the_unit_that_suits_it() {
        let words = Words::english();
        let told = [400, 40_000, 119_000, 240_000, 6 * 3_600_000, 86_400_000].map(|ms| span(&words, ms));
        assert_eq!(told, ["1 s", "40 s", "119 s", "4 min", "6 h", "24 h"]);
    }

    #[test]
    fn what_happened_again_and_again_is_told_once() {
        let clock = LocalClock {
            offset_s: 0,
            now: 1_795_217_400_000,
        };
        let line = HistoryLine::once(clock.now - 60_000, "You paused it".into(), None);
        let words = Words::english();
        assert_eq!(counted(line.clone(), clock, &words).text, "You paused it");
        let again = HistoryLine {
            until: Some(clock.now),
            count: 3,
            ..line
        };
        let told = counted(again, clock, &words).text;
        assert_eq!(told, "You paused it (3 times, the last at 23:30)");
    }
}
