//! The record in words.

use tiktok::Endpoint;

use super::Run;
use super::errand::Starter;
use crate::labels::LocalClock;
use crate::words::Words;

/// What was asked, `count` times.
pub(crate) fn endpoint(name: &str, count: i64, words: &Words) -> String {
    match Endpoint::ALL.into_iter().any(|known| known.name() == name) {
        true => words.say_with(&format!("activity-call-{name}"), &[("count", &count.to_string())]),
        // Kept by a newer version.
        false => name.to_owned(),
    }
}

/// Who started it.
pub(crate) fn starter(starter: Starter, words: &Words) -> String {
    words.say(&format!("activity-starter-{}", starter.name()))
}

/// What TikTok answered.
pub(crate) fn answer(run: &Run, words: &Words) -> String {
    if let Some(answer) = &run.call.answer {
        return answer.clone();
    }
    let Some(status) = &run.call.status else {
        return words.say("activity-answer-done");
    };
    let key = match status.as_str() {
        "PROCESSING_UPLOAD" | "PROCESSING_DOWNLOAD" => "activity-answer-processing",
        "SEND_TO_USER_INBOX" => "activity-answer-in-inbox",
        "PUBLISH_COMPLETE" => "activity-answer-posted",
        "FAILED" => "activity-answer-refused",
        _ => return words.say_with("activity-answer-other", &[("status", status)]),
    };
    words.say(key)
}

/// "14 times, 13:01 to 13:20"; nothing for a single call.
pub(crate) fn times(run: &Run, clock: LocalClock, words: &Words) -> Option<String> {
    let args = [
        ("count", run.count.to_string()),
        ("since", clock.minutes(run.since)),
        ("until", clock.minutes(run.call.at)),
    ];
    let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
    (run.count > 1).then(|| words.say_with("activity-times", &args))
}

/// The call as a line of a post's history.
pub(crate) fn sentence(run: &Run, clock: LocalClock, words: &Words) -> String {
    let asked = endpoint(&run.call.endpoint, run.count, words);
    let answer = answer(run, words);
    let line = words.say_with("activity-sentence", &[("asked", &asked), ("answer", &answer)]);
    match times(run, clock, words) {
        Some(times) => format!("{line} ({times})"),
        None => line,
    }
}

/// TikTok's code and the number of its answer.
pub(crate) fn reference(run: &Run) -> Option<String> {
    let log_id = run.call.log_id.as_ref().map(|id| format!("log id {id}"));
    let parts: Vec<String> = [run.call.code.clone(), log_id].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// "1.2 MB", in steps that make sense for text.
pub(crate) fn size(bytes: i64) -> String {
    match bytes {
        ..1_000_000 => format!("{} kB", (bytes + 999) / 1000),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
