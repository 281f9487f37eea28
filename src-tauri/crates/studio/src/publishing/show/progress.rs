//! Bytes on the way.

use super::Seen;
use crate::labels::share;
use crate::publishing::fit::LATE_MS;
use crate::publishing::state::Stage;
use crate::view::Progress;
use crate::words::Words;

pub(super) fn progress(seen: &Seen<'_>) -> Option<Progress> {
    let state = &seen.row.state;
    let shown = matches!(state.stage, Stage::Uploading | Stage::Committing | Stage::Paused);
    let (upload, plan) = (state.upload.as_ref().filter(|_| shown)?, state.plan()?);
    let reading = seen
        .reading
        .filter(|_| state.stage != Stage::Paused && !state.doubt);
    let sent = reading
        .map_or(upload.has, |reading| reading.sent)
        .clamp(upload.has, state.total);
    let speed = reading.and_then(|reading| reading.speed);
    let left_s = speed.map(|speed| (state.total - sent) as f64 / speed);
    let chunk = (sent / plan.chunk()).min(plan.count() - 1);
    let (part, whole, unit) = share(sent, state.total);
    let late =
        left_s.is_some_and(|left| seen.clock.now - upload.issued_at + (left * 1000.0) as i64 > LATE_MS);
    Some(Progress {
        sent: i64::try_from(sent).unwrap_or(i64::MAX),
        total: i64::try_from(state.total).unwrap_or(i64::MAX),
        amount: seen.words.say_with(
            "posts-amount",
            &[("sent", &part), ("total", &whole), ("unit", unit)],
        ),
        pace: speed
            .zip(left_s)
            .map(|(speed, left)| pace(seen.words, speed, left))
            .unwrap_or_default(),
        chunk: u32::try_from(chunk).unwrap_or(u32::MAX),
        chunks: u32::try_from(plan.count()).unwrap_or(u32::MAX),
        // What it waits for is news; until when it can be stopped is not.
        hint: seen
            .waits()
            .unwrap_or_else(|| hint(seen.words, &state.stage, chunk + 1, plan.count(), late)),
    })
}

/// "4.1 MB/s, about 12 s left".
fn pace(words: &Words, speed: f64, left_s: f64) -> String {
    let speed = format!("{:.1}", speed / 1_000_000.0);
    words.say_with("posts-pace", &[("speed", &speed), ("left", &left(words, left_s))])
}

/// Rounded to 5 s above 30 s, to minutes above two.
pub(super) fn left(words: &Words, seconds: f64) -> String {
    match seconds {
        ..=30.0 => words.say_with(
            "posts-left-seconds",
            &[("count", &format!("{:.0}", seconds.max(1.0)))],
        ),
        ..=120.0 => {
            let rounded = (seconds / 5.0).ceil() * 5.0;
            words.say_with("posts-left-seconds", &[("count", &format!("{rounded:.0}"))])
        }
        _ => words.say_with(
            "posts-left-minutes",
            &[("count", &format!("{:.0}", (seconds / 60.0).ceil()))],
        ),
    }
}

fn hint(words: &Words, stage: &Stage, chunk: u64, chunks: u64, late: bool) -> String {
    let key = match stage {
        Stage::Committing => "posts-hint-last",
        _ if chunks == 1 => "posts-hint-whole",
        _ => "posts-hint-chunk",
    };
    let hint = words.say_with(
        key,
        &[("chunk", &chunk.to_string()), ("chunks", &chunks.to_string())],
    );
    if late {
        format!("{hint} {}", words.say("posts-hint-late"))
    } else {
        hint
    }
}
