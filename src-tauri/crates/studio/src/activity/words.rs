//! The record in words.

use tiktok::Endpoint;

use super::Run;
use super::errand::Starter;
use crate::labels::LocalClock;
use crate::words::Words;

/// TikTok's words for how far a post is (R§11), and ours.
pub(crate) const STATUSES: [(&str, &str); 5] = [
    ("PROCESSING_UPLOAD", "activity-answer-processing"),
    ("PROCESSING_DOWNLOAD", "activity-answer-processing"),
    ("SEND_TO_USER_INBOX", "activity-answer-in-inbox"),
    ("PUBLISH_COMPLETE", "activity-answer-posted"),
    ("FAILED", "activity-answer-refused"),
];

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

/// Who started it, beside other facts.
pub(crate) fn started_by(starter: Starter, words: &Words) -> String {
    words.say(&format!("activity-by-{}", starter.name()))
}

/// What TikTok answered.
pub(crate) fn answer(run: &Run, words: &Words) -> String {
    if let Some(answer) = &run.call.answer {
        return answer.clone();
    }
    let Some(status) = &run.call.status else {
        return words.say("activity-answer-done");
    };
    match STATUSES.iter().find(|(known, _)| known == status) {
        Some((_, key)) => words.say(key),
        None => words.say_with("activity-answer-other", &[("status", status)]),
    }
}

/// "14 times, 13:01 to 13:20"; nothing for a single call. Parts of a video are counted in
/// what was asked already.
pub(crate) fn times(run: &Run, clock: LocalClock, words: &Words) -> Option<String> {
    let key = match run.call.endpoint == Endpoint::PutChunk.name() {
        true => "activity-span",
        false => "activity-times",
    };
    let is_short = run.call.at - run.since < 10 * 60_000 && clock.is_today(run.since);
    let time = |at| {
        if is_short {
            clock.seconds(at)
        } else {
            clock.minutes(at)
        }
    };
    let args = [
        ("count", run.count.to_string()),
        ("since", time(run.since)),
        ("until", time(run.call.at)),
    ];
    let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
    (run.count > 1).then(|| words.say_with(key, &args))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activity::Call;

    const NOW: i64 = 1_795_217_400_000;

    fn run(endpoint: Endpoint, minutes: i64, count: i64) -> Run {
        Run {
            id: 1,
            since: NOW - minutes * 60_000,
            count,
            call: Call {
                at: NOW,
                account: None,
                endpoint: endpoint.name().into(),
                scopes: String::new(),
                starter: Starter::You,
                post: None,
                draft: None,
                status: None,
                answer: None,
                code: None,
                log_id: None,
            },
        }
    }

    fn told(run: &Run) -> String {
        let clock = LocalClock {
            offset_s: 0,
            now: NOW,
        };
        sentence(run, clock, &Words::english())
    }

    #[test]
    fn every_call_starter_and_answer_has_its_words() {
        let words = Words::english();
        for call in Endpoint::ALL {
            assert!(
                !endpoint(call.name(), 1, &words).contains("activity-"),
                "{call:?}"
            );
        }
        for one in Starter::ALL {
            assert!(!starter(one, &words).contains("activity-"), "{one:?}");
            assert!(started_by(one, &words).starts_with("started by "), "{one:?}");
        }
        for (status, answered) in [
            ("PROCESSING_UPLOAD", "TikTok is still at it"),
            ("SEND_TO_USER_INBOX", "it waits in the inbox"),
            ("PUBLISH_COMPLETE", "TikTok says it is posted"),
            ("FAILED", "TikTok refused the post"),
            ("NEWS", "TikTok said “NEWS”"),
        ] {
            let mut run = run(Endpoint::PublishStatus, 0, 1);
            run.call.status = Some(status.into());
            assert_eq!(answer(&run, &words), answered);
        }
    }

    #[test]
    fn a_run_is_told_with_its_count_and_its_time() {
        assert_eq!(
            told(&run(Endpoint::CreatorInfo, 0, 1)),
            "Asked what this account may post: OK"
        );
        assert_eq!(
            told(&run(Endpoint::VideoList, 30, 14)),
            "Read the list of videos: OK (14 times, 23:00 to 23:30)"
        );
        assert_eq!(
            told(&run(Endpoint::PutChunk, 1, 3)),
            "Sent 3 parts of the video: OK (23:29:00 to 23:30:00)"
        );
    }

    #[test]
    fn a_call_of_a_newer_version_keeps_its_name() {
        assert_eq!(endpoint("dance", 1, &Words::english()), "dance");
    }
}
