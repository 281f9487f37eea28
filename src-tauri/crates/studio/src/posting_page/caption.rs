//! The caption: counted as TikTok counts, with hashtags and mentions found as TikTok
//! finds them (R§8.1).

use crate::publishing::labels::grouped;
use crate::view::{CaptionControl, CaptionMark};
use crate::words::Words;

/// Most UTF-16 units of a video's caption (R§8.1).
pub const LIMIT: u32 = 2_200;

/// The field.
pub(super) fn control(text: &str, words: &Words) -> CaptionControl {
    let used = units(text);
    let shown = [used, LIMIT].map(|number| grouped(u64::from(number)));
    let over = used > LIMIT;
    let problem = over.then(|| words.say_with("posting-caption-over", &[("over", &(used - LIMIT).to_string())]));
    CaptionControl {
        value: text.to_owned(),
        used,
        limit: LIMIT,
        counter: words.say_with("posting-caption-counter", &[("used", &shown[0]), ("limit", &shown[1])]),
        near_limit: used * 10 >= LIMIT * 9,
        problem,
        marks: marks(text),
    }
}

fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// Words that begin with `#` or `@`, delimited by blanks or line breaks, as UTF-16 ranges.
fn marks(text: &str) -> Vec<CaptionMark> {
    let mut marks = Vec::new();
    let mut at = 0u32;
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end_matches(char::is_whitespace);
        let length = units(bare);
        if length > 1 && bare.starts_with(['#', '@']) && !bare[1..].starts_with(['#', '@']) {
            marks.push(CaptionMark { start: at, end: at + length });
        }
        at += units(word);
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_mentions_are_found_between_blanks_and_counted_in_utf16_units() {
        for (text, found) in [
            ("", vec![]),
            ("no tags", vec![]),
            ("#ramen", vec![(0, 6)]),
            ("at 2am #ramen\n@nord end", vec![(7, 13), (14, 19)]),
            ("🍜 #ramen", vec![(3, 9)]),
            ("a#b mail@host", vec![]),
            ("# @ ## #", vec![]),
            ("#拉麺\u{3000}#x", vec![(0, 3), (4, 6)]),
        ] {
            let marks: Vec<_> = marks(text).iter().map(|mark| (mark.start, mark.end)).collect();
            assert_eq!(marks, found, "{text:?}");
        }
    }

    #[test]
    fn the_limit_counts_utf16_units_and_says_by_how_much_it_is_passed() {
        let words = Words::english();
        let fits = control(&"🍜".repeat(1_100), &words);
        assert_eq!((fits.used, fits.problem, fits.near_limit), (2_200, None, true));
        assert_eq!(fits.counter, "2,200 of 2,200");
        let over = control(&"a".repeat(2_201), &words);
        assert!(over.problem.is_some_and(|problem| problem.contains('1')));
        assert!(!control(&"a".repeat(1_979), &words).near_limit);
    }
}
