//! Whether the video will go up within the hour TikTok gives an upload (R§9.3).

use crate::media::labels::size;
use crate::publishing::fit::{Pace, minutes_if_late};
use crate::publishing::megabytes;
use crate::view::{Finding, Severity};
use crate::words::Words;

/// Stable name of the check. Its figures follow the line, so they are no part of the consent.
pub(super) const CHECK: &str = "upload_time";

/// What is found when so many bytes will probably not fit; nothing when they do or nobody knows.
pub(super) fn finding(bytes: u64, pace: Option<Pace>, words: &Words) -> Option<Finding> {
    let pace = pace?;
    let minutes = minutes_if_late(bytes, pace)?;
    let key = if pace.is_limited {
        "media-upload-late-limit"
    } else {
        "media-upload-late"
    };
    let args = [
        ("size", size(bytes)),
        ("speed", megabytes(pace.speed)),
        ("minutes", minutes.to_string()),
    ];
    let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
    Some(Finding {
        check: CHECK.to_owned(),
        severity: Severity::Warn,
        fact: words.say_with(key, &args),
        remedy: words.attribute(key, "remedy", &args),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_video_that_is_too_large_for_the_line_is_found_and_does_not_block() {
        let words = Words::english();
        let slow = Pace {
            speed: 300_000.0,
            is_limited: false,
        };
        let found = finding(3_000_000_000, Some(slow), &words).unwrap();
        assert_eq!(found.severity, Severity::Warn);
        assert!(
            found.fact.contains("0.30 MB/s") && found.fact.contains("167 min"),
            "{}",
            found.fact
        );
        assert!(found.remedy.contains("one hour"), "{}", found.remedy);
        let own = Pace {
            is_limited: true,
            ..slow
        };
        let found = finding(3_000_000_000, Some(own), &words).unwrap();
        assert!(found.remedy.contains("settings"), "{}", found.remedy);
        assert_eq!(finding(3_000_000, Some(slow), &words), None);
        assert_eq!(finding(3_000_000_000, None, &words), None);
    }
}
