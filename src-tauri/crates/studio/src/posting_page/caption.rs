//! The texts of a post: counted as TikTok counts, with hashtags and mentions found as
//! TikTok finds them (R§8.1, R§8.3).

use super::speech::Speech;
use crate::labels::grouped;
use crate::media::Media;
use crate::view::{CaptionControl, CaptionMark};

/// Most UTF-16 units of a video's caption (R§8.1).
pub(crate) const LIMIT: u32 = 2_200;

/// Most UTF-16 units of the description of photos (R§8.3).
const DESCRIPTION_LIMIT: u32 = 4_000;

/// Most UTF-16 units of the title of photos (R§8.3).
const TITLE_LIMIT: u32 = 90;

/// Most characters of a title made from a caption.
const TITLE: usize = 60;

/// The caption of a video, or the description of photos.
pub(super) fn control(text: &str, media: Media<'_>, words: &Speech<'_>) -> CaptionControl {
    let limit = match media {
        Media::Video(_) => LIMIT,
        Media::Photos(_) => DESCRIPTION_LIMIT,
    };
    CaptionControl {
        marks: marks(text),
        ..field(text, limit, words)
    }
}

/// The title of photos. TikTok is not known to find hashtags in it.
pub(super) fn photo_title(text: &str, words: &Speech<'_>) -> CaptionControl {
    field(text, TITLE_LIMIT, words)
}

fn field(text: &str, limit: u32, words: &Speech<'_>) -> CaptionControl {
    let used = units(text);
    let [shown, most] = [used, limit].map(|number| grouped(u64::from(number)));
    let over = used.checked_sub(limit).filter(|over| *over > 0);
    let problem = over.map(|over| {
        let args = [("over", over.to_string()), ("limit", most.clone())];
        words.say_with(
            "posting-caption-over",
            &args.each_ref().map(|(name, value)| (*name, value.as_str())),
        )
    });
    CaptionControl {
        value: text.to_owned(),
        used,
        limit,
        counter: words.say_with("posting-caption-counter", &[("used", &shown), ("limit", &most)]),
        near_limit: u64::from(used) * 10 >= u64::from(limit) * 9,
        problem,
        note: text.contains('\n').then(|| words.say("posting-caption-lines")),
        marks: Vec::new(),
    }
}

/// A draft's title: the first words of its caption, else its file's name.
pub(crate) fn title(caption: &str, file_name: &str) -> String {
    let line = caption.lines().map(str::trim).find(|line| !line.is_empty());
    let line = line.unwrap_or(file_name);
    if line.chars().count() <= TITLE {
        return line.to_owned();
    }
    let start: String = line.chars().take(TITLE).collect();
    let end = start.rfind(char::is_whitespace).unwrap_or(start.len());
    format!("{}…", start[..end].trim_end())
}

/// The hashtags of a caption, each with its "#".
pub(crate) fn hashtags(caption: &str) -> impl Iterator<Item = &str> {
    caption
        .split(char::is_whitespace)
        .filter(|word| word.starts_with('#') && is_mark(word))
}

fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// Hashtags and mentions: words between blanks or line breaks that begin with `#` or `@`.
fn marks(text: &str) -> Vec<CaptionMark> {
    let mut marks = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end_matches(char::is_whitespace);
        if is_mark(bare) {
            marks.push(CaptionMark {
                start: at,
                end: at + units(bare),
            });
        }
        at += units(word);
    }
    marks
}

/// A tag ends where punctuation begins, and TikTok wants a blank there; so "#soup,"
/// is marked as little as "#" is. Handles may hold full stops.
fn is_mark(word: &str) -> bool {
    let (name, dots) = match (word.strip_prefix('#'), word.strip_prefix('@')) {
        (Some(tag), _) => (tag, false),
        (_, Some(handle)) => (handle, !handle.ends_with('.')),
        _ => return false,
    };
    let is_name =
        |c: char| c == '_' || (c == '.' && dots) || (!c.is_ascii_punctuation() && !is_punctuation(c));
    !name.is_empty() && name.chars().all(is_name)
}

/// Punctuation beyond ASCII; joiners inside words and emoji are none.
fn is_punctuation(c: char) -> bool {
    matches!(c, '\u{a1}'..='\u{bf}' | '\u{2010}'..='\u{205e}' | '\u{3001}'..='\u{3003}'
        | '\u{3008}'..='\u{3011}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Words;

    /// The page marks by the same table while it waits for us.
    #[test]
    fn tags_and_mentions_stand_between_blanks_and_are_counted_in_utf16_units() {
        let table = include_str!("../../tests/marks.json");
        let table: Vec<(String, Vec<(u32, u32)>)> = serde_json::from_str(table).unwrap();
        for (text, found) in table {
            let marks: Vec<_> = marks(&text).iter().map(|mark| (mark.start, mark.end)).collect();
            assert_eq!(marks, found, "{text:?}");
        }
    }

    #[test]
    fn hashtags_are_the_marks_that_begin_with_a_hash() {
        let found: Vec<_> = hashtags("at #2am, #ramen\n@nord #拉麺\u{3000}#a#b").collect();
        assert_eq!(found, ["#ramen", "#拉麺"]);
    }

    #[test]
    fn only_a_caption_with_line_breaks_says_that_tiktok_promises_nothing_about_them() {
        let words = Words::english();
        let note = |text| field(text, LIMIT, &Speech::of_video(&words)).note;
        assert_eq!(note("Ramen at 2am"), None);
        assert_eq!(
            note("Ramen\nat 2am").unwrap(),
            "TikTok does not say whether line breaks stay. Look at the caption there once it is posted."
        );
    }

    #[test]
    fn the_limit_counts_utf16_units_and_says_by_how_much_it_is_passed() {
        let words = Words::english();
        let words = Speech::of_video(&words);
        let control = |text: &str| field(text, LIMIT, &words);
        let fits = control(&"🍜".repeat(1_100));
        assert_eq!((fits.used, fits.problem, fits.near_limit), (2_200, None, true));
        assert_eq!(fits.counter, "2,200 of 2,200");
        let over = control(&"🍜".repeat(1_101)).problem.unwrap();
        assert_eq!(over, "2 characters too many. TikTok takes up to 2,200.");
        assert!(control(&"a".repeat(1_980)).near_limit);
        assert!(!control(&"a".repeat(1_979)).near_limit);
    }

    #[test]
    fn a_title_is_the_first_words_of_the_caption_or_the_name_of_the_file() {
        assert_eq!(title("\n  Ramen at 2am \nmore", "a.mp4"), "Ramen at 2am");
        assert_eq!(title(" \n", "a.mp4"), "a.mp4");
        let long = title(&"seven77 ".repeat(12), "a.mp4");
        assert_eq!(long, format!("{}…", ["seven77"; 7].join(" ")));
        assert_eq!(title(&"麺".repeat(70), "a.mp4"), format!("{}…", "麺".repeat(60)));
    }
}
