//! Where a post stands, and why, in one line each.

use tiktok::FailReason;

use super::steps::percent;
use super::{Seen, possibly_sent, progress, sight};
use crate::publishing::reach::Held;
use crate::publishing::state::{FOLLOW_MS, Next, REFUSED, Said, Stage, UPLOAD_LIFE_MS, Why};
use crate::view::{Mode, Progress};

/// The state in words, and why or what to expect.
pub(super) fn sentences(seen: &Seen<'_>, progress: Option<&Progress>) -> (String, String) {
    let state = &seen.row.state;
    if let Some(unsaved) = seen.unsaved {
        let key = unsaved.key();
        return (seen.words.say(key), seen.words.attribute(key, "detail", &[]));
    }
    match &state.stage {
        Stage::Queued => queued(seen),
        Stage::Checking | Stage::Initialising if seen.is_out_of_reach() => seen.pair("posts-waiting"),
        Stage::Checking if state.mode == Mode::Inbox => seen.pair("posts-checking-file"),
        Stage::Checking => seen.pair("posts-checking"),
        Stage::Initialising => seen.pair("posts-initialising"),
        Stage::Uploading => uploading(seen, progress),
        Stage::Committing if state.doubt => seen.pair("posts-in-doubt"),
        Stage::Committing => seen.pair("posts-committing"),
        Stage::Processing => processing(seen),
        Stage::InReview if state.rested => match &state.said {
            Some(said) => (
                seen.words.say("posts-in-review-rested"),
                format!("{} {}", said.message, said.remedy),
            ),
            None => seen.pair("posts-in-review-rested"),
        },
        Stage::InReview if state.mode == Mode::Inbox => seen.pair("posts-posted-on-phone"),
        Stage::InReview => in_review(seen),
        Stage::InInbox => in_inbox(seen),
        Stage::Live { .. } => live(seen),
        Stage::Paused if state.upload.is_some() => paused(seen),
        Stage::Paused => seen.pair("posts-paused"),
        Stage::NeedsYou { why } => needs_you(seen, *why),
        Stage::Failed { why } => failed(seen, why),
        Stage::Cancelled if state.before_commit() => seen.pair("posts-stopped"),
        Stage::Cancelled => seen.pair("posts-not-followed"),
    }
}

impl Seen<'_> {
    fn pair(&self, key: &str) -> (String, String) {
        self.pair_with(key, &[])
    }

    /// `<key>` and `<key>.detail`; a wait that has a time is told instead of the detail.
    fn pair_with(&self, key: &str, args: &[(&str, &str)]) -> (String, String) {
        let headline = self.words.say_with(key, args);
        let detail = self.waits().unwrap_or_else(|| {
            let detail = self.words.attribute(key, "detail", args);
            join([Some(detail), self.next_look()])
        });
        (headline, detail)
    }

    /// What it waits for and what may help, when that is known.
    pub(super) fn waits(&self) -> Option<String> {
        if let Some(ahead) = &self.ahead {
            return Some(join([Some(ahead.clone()), self.kept_until()]));
        }
        let (said, next) = match &self.held {
            Some(Held::Minute(until)) => {
                let time = self.clock.seconds(*until);
                return Some(self.words.say_with("posts-held", &[("time", &time)]));
            }
            Some(Held::Reach(said, at)) => {
                let next = self.try_at(*at);
                (said, next.unwrap_or_else(|| self.words.say("posts-trying")))
            }
            None => (self.row.state.said.as_ref()?, self.try_at(self.row.not_before)?),
        };
        let (message, remedy) = (said.message.clone(), said.remedy.clone());
        Some(join([Some(message), Some(remedy), Some(next), self.kept_until()]))
    }

    /// "Next try at 15:47."
    fn try_at(&self, due: i64) -> Option<String> {
        let time = match due - self.clock.now {
            ..=0 => return None,
            1..60_000 => self.clock.seconds(due),
            _ => self.clock.minutes(due),
        };
        Some(self.words.say_with("posts-next-try", &[("time", &time)]))
    }

    /// "We ask TikTok again at 15:47.", unless that is at once.
    fn next_look(&self) -> Option<String> {
        let state = &self.row.state;
        let sent = matches!(
            state.stage,
            Stage::Processing | Stage::InReview | Stage::InInbox | Stage::NeedsYou { why: Why::Unclear }
        );
        let due = self.row.not_before;
        let is_far = due - self.clock.now >= 60_000;
        (sent && is_far && state.next() == Next::Ask).then(|| {
            let time = self.clock.minutes(due);
            self.words.say_with("posts-next-look", &[("time", &time)])
        })
    }

    /// Until when an upload that does not move can still be finished (R§9.3).
    fn kept_until(&self) -> Option<String> {
        let state = &self.row.state;
        let upload = state.upload.as_ref()?;
        let until = upload.issued_at + UPLOAD_LIFE_MS;
        let waits = matches!(state.stage, Stage::Uploading | Stage::Paused) && until > self.clock.now;
        let time = self.clock.minutes(until);
        waits.then(|| self.words.say_with("posts-kept-until", &[("time", &time)]))
    }

    fn is_out_of_reach(&self) -> bool {
        matches!(self.held, Some(Held::Reach(..)))
    }
}

/// Sentences one after the other.
fn join<const N: usize>(sentences: [Option<String>; N]) -> String {
    let known = sentences.into_iter().flatten();
    known.filter(|one| !one.is_empty()).collect::<Vec<_>>().join(" ")
}

fn queued(seen: &Seen<'_>) -> (String, String) {
    let key = if seen.try_at(seen.row.not_before).is_some() {
        "posts-waiting"
    } else {
        "posts-queued"
    };
    let (headline, detail) = seen.pair(key);
    (headline, join([Some(detail), seen.late.clone()]))
}

fn uploading(seen: &Seen<'_>, progress: Option<&Progress>) -> (String, String) {
    let Some(progress) = progress else {
        return seen.pair("posts-initialising");
    };
    let percent = percent(progress).to_string();
    let key = match () {
        () if seen.ahead.is_some() => "posts-uploading-turn",
        () if seen.is_out_of_reach() => "posts-uploading-offline",
        () if seen.waits().is_some() => "posts-uploading-waits",
        () => "posts-uploading",
    };
    let (headline, detail) = seen.pair_with(key, &[("percent", &percent)]);
    let speed = seen.reading.and_then(|reading| reading.speed);
    match speed.filter(|_| seen.waits().is_none()) {
        Some(speed) => {
            let left = (progress.total - progress.sent) as f64 / speed;
            (headline, progress::left(seen.words, left))
        }
        None => (headline, detail),
    }
}

fn paused(seen: &Seen<'_>) -> (String, String) {
    let (headline, detail) = seen.pair("posts-paused-upload");
    match seen.kept_until() {
        Some(kept) => (headline, join([Some(detail), Some(kept)])),
        None => (headline, seen.words.say("posts-paused-too-long")),
    }
}

fn processing(seen: &Seen<'_>) -> (String, String) {
    let seconds = seen
        .row
        .state
        .marks
        .stored
        .map_or(0, |stored| (seen.clock.now - stored) / 1000);
    let (key, count) = match seconds {
        ..120 => ("posts-processing", seconds.max(0)),
        120..7_200 => ("posts-processing-minutes", seconds / 60),
        _ => ("posts-processing-hours", seconds / 3600),
    };
    let (headline, detail) = seen.pair_with(key, &[("count", &count.to_string())]);
    (headline, detail)
}

fn live(seen: &Seen<'_>) -> (String, String) {
    if let Some(sighting) = sight::best(&seen.sightings) {
        return sight::sentences(seen, sighting);
    }
    let state = &seen.row.state;
    let time = seen
        .clock
        .minutes(state.marks.live.unwrap_or(seen.row.changed_at));
    let key = match (&state.stage, state.mode) {
        _ if state.is_named() => "posts-live",
        (_, Mode::Inbox) => "posts-posted-by-you",
        _ => "posts-posted",
    };
    seen.pair_with(key, &[("time", &time)])
}

/// What takes longer than a day is told in days.
fn in_review(seen: &Seen<'_>) -> (String, String) {
    let posted_at = seen.row.state.marks.complete.unwrap_or(seen.clock.now);
    match (seen.clock.now - posted_at) / FOLLOW_MS {
        ..=0 => seen.pair("posts-in-review"),
        days => seen.pair_with("posts-in-review-days", &[("count", &days.to_string())]),
    }
}

fn in_inbox(seen: &Seen<'_>) -> (String, String) {
    match &seen.row.state.said {
        Some(said) if seen.row.state.rested => (
            seen.words.say("posts-in-inbox"),
            format!("{} {}", said.message, said.remedy),
        ),
        _ => seen.pair("posts-in-inbox"),
    }
}

fn needs_you(seen: &Seen<'_>, why: Why) -> (String, String) {
    let state = &seen.row.state;
    let size = crate::media::labels::size(state.total);
    let own = match why {
        Why::File => Some("posts-needs-file"),
        Why::Expired if possibly_sent(state) => Some("posts-needs-expired-late"),
        Why::Expired => Some("posts-needs-expired"),
        Why::Unclear => Some("posts-needs-unclear"),
        Why::Silent => Some("posts-needs-silent"),
        Why::PutBack => Some("posts-needs-put-back"),
        Why::Review | Why::SignIn | Why::Keyring | Why::Configure | Why::Audit => None,
    };
    match (own, &state.said) {
        (Some(key), _) => {
            let args = [("size", size.as_str())];
            let detail = seen.words.attribute(key, "detail", &args);
            (
                seen.words.say_with(key, &args),
                join([Some(detail), seen.next_look()]),
            )
        }
        (None, Some(said)) => (said.message.clone(), said.remedy.clone()),
        (None, None) => seen.pair("posts-needs-review"),
    }
}

/// TikTok's `fail_reason` in words, with a way on (R§11.1).
fn failed(seen: &Seen<'_>, why: &str) -> (String, String) {
    if why == REFUSED {
        return refused(seen, seen.row.state.said.as_ref());
    }
    let key = match FailReason::from(why) {
        FailReason::FileFormat => "posts-failed-format",
        FailReason::Duration => "posts-failed-duration",
        FailReason::FrameRate => "posts-failed-frame-rate",
        FailReason::PictureSize => "posts-failed-picture-size",
        FailReason::Internal => "posts-failed-internal",
        FailReason::PublishCancelled => "posts-failed-cancelled",
        FailReason::AuthRemoved => "posts-failed-access",
        FailReason::TooManyPosts => "posts-failed-too-many",
        FailReason::Banned => "posts-failed-banned",
        FailReason::SpamText => "posts-failed-caption",
        FailReason::Spam => "posts-failed-risk",
        FailReason::Other(reason) if reason.is_empty() => "posts-failed-silent",
        // Nothing is ever pulled from an address: these would be news, too.
        FailReason::VideoPull | FailReason::PhotoPull | FailReason::Other(_) => "posts-failed-other",
    };
    (
        seen.words.say(key),
        seen.words
            .attribute(key, "detail", &[("reason", &shown_reason(why))]),
    )
}

/// A reason we do not know is shown as it came, without anything that could break the line.
fn shown_reason(why: &str) -> String {
    why.chars().filter(|c| !c.is_control()).take(80).collect()
}

fn refused(seen: &Seen<'_>, said: Option<&Said>) -> (String, String) {
    let nothing = seen.words.say("posts-nothing-posted");
    match said {
        Some(said) => (said.message.clone(), format!("{nothing} {}", said.remedy)),
        None => (seen.words.say("posts-failed-silent"), nothing),
    }
}
