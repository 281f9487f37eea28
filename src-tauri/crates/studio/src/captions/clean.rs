//! Pasted text as it goes into a caption: without what nobody sees, which breaks
//! hashtags and costs characters, and with everything that scripts and emoji need.

use crate::view::CleanText;
use crate::words::Words;

const JOINER: char = '\u{200d}';
const NON_JOINER: char = '\u{200c}';

/// What becomes of one character.
#[derive(Debug, PartialEq, Eq)]
enum Fate {
    Stays,
    Becomes(char),
    /// It was to be seen as a blank; now it is one.
    BecomesBlank,
    /// Nobody sees it.
    Goes,
}

/// The text with what was left out or changed. Line ends are made the same silently:
/// that changes nothing anybody sees.
pub(super) fn clean(text: &str, words: &Words) -> CleanText {
    let signs: Vec<char> = text.replace("\r\n", "\n").chars().collect();
    let mut kept = String::with_capacity(text.len());
    let (mut gone, mut blanks) = (0_usize, 0_usize);
    for (at, sign) in signs.iter().enumerate() {
        match fate(*sign, kept.chars().next_back(), signs.get(at + 1).copied()) {
            Fate::Stays => kept.push(*sign),
            Fate::Becomes(other) => kept.push(other),
            Fate::BecomesBlank => {
                kept.push(' ');
                blanks += 1;
            }
            Fate::Goes => gone += 1,
        }
    }
    CleanText {
        text: kept,
        note: note(gone, blanks, words),
    }
}

fn note(gone: usize, blanks: usize, words: &Words) -> Option<String> {
    let said: Vec<String> = [(gone, "captions-left-out"), (blanks, "captions-blanks")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, key)| words.say_with(key, &[("count", &count.to_string())]))
        .collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// `before` is what stands before it in the result, `after` what follows in the source.
fn fate(sign: char, before: Option<char>, after: Option<char>) -> Fate {
    match sign {
        '\n' => Fate::Stays,
        '\t' => Fate::Becomes(' '),
        // Line ends of other systems, of word processors and of the standard.
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::Becomes('\n'),
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => Fate::BecomesBlank,
        JOINER | NON_JOINER if is_joined(before, after) => Fate::Stays,
        // A flag such as Scotland's is a black flag with invisible letters.
        '\u{e0020}'..='\u{e007f}' if before.is_some_and(carries_tags) => Fate::Stays,
        _ if is_unseen(sign) => Fate::Goes,
        _ => Fate::Stays,
    }
}

/// Whether a joiner is part of an emoji, or of a script that writes with joiners.
fn is_joined(before: Option<char>, after: Option<char>) -> bool {
    let between = before.is_some_and(is_pictorial) && after.is_some_and(is_pictorial);
    between || before.is_some_and(writes_with_joiners) || after.is_some_and(writes_with_joiners)
}

/// Arabic and its kin, the scripts of India and around it, Mongolian, Adlam.
fn writes_with_joiners(sign: char) -> bool {
    matches!(sign, '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{f00}'..='\u{109f}'
        | '\u{1780}'..='\u{18af}' | '\u{1900}'..='\u{1cff}' | '\u{a800}'..='\u{abff}'
        | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10a00}'..='\u{11fff}'
        | '\u{1e900}'..='\u{1e95f}')
}

/// Emoji, their variation selectors and the signs that take part in sequences.
fn is_pictorial(sign: char) -> bool {
    matches!(sign, '\u{a9}' | '\u{ae}' | '\u{203c}'..='\u{3299}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

fn carries_tags(sign: char) -> bool {
    matches!(sign, '\u{1f3f4}' | '\u{e0020}'..='\u{e007e}')
}

/// Controls, fillers, marks of byte order and of hidden direction. The marks that
/// right-to-left writing needs beside figures and signs (U+200E, U+200F, U+061C) are seen
/// by what they do and stay.
fn is_unseen(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200d}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffc}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cleaned(text: &str) -> (String, Option<String>) {
        let clean = clean(text, &Words::english());
        (clean.text, clean.note)
    }

    #[test]
    fn what_nobody_sees_goes_and_the_creator_is_told() {
        let one = "1 invisible character of the pasted text was left out.";
        let two = "2 invisible characters of the pasted text were left out.";
        let blank = "1 unusual blank became an ordinary one.";
        for (pasted, text, note) in [
            ("Ramen\u{200b} #ramen", "Ramen #ramen", one),
            ("\u{feff}Ramen", "Ramen", one),
            ("ra\u{ad}men", "ramen", one),
            ("\u{2068}#ramen\u{2069}", "#ramen", two),
            ("\u{202e}nemar\u{202c}", "nemar", two),
            ("a\u{0}b\u{7f}", "ab", two),
            ("#ra\u{200d}men", "#ramen", one),
            ("#ramen\u{200c}", "#ramen", one),
            ("a\u{e0061}b", "ab", one),
            ("at\u{a0}2am", "at 2am", blank),
            ("2\u{202f}am\u{200b}", "2 am", &format!("{one} {blank}")),
        ] {
            assert_eq!(
                cleaned(pasted),
                (text.to_owned(), Some(note.to_owned())),
                "{pasted:?}"
            );
        }
    }

    #[test]
    fn line_ends_become_line_breaks_without_a_word() {
        let lines = "a\r\nb\rc\u{2028}d\u{2029}e\u{85}f\u{b}g\n\nh\ti";
        assert_eq!(cleaned(lines), ("a\nb\nc\nd\ne\nf\ng\n\nh i".to_owned(), None));
    }

    #[test]
    fn what_emoji_and_scripts_need_stays() {
        for text in [
            "👩‍👩‍👧‍👦 👩🏽‍🍳 ❤️‍🔥 🏳️‍🌈 🏴‍☠️ 1️⃣ 🇸🇪",
            "🏴󠁧󠁢󠁳󠁣󠁴󠁿 Scotland",
            "می‌خواهم کتاب‌ها",
            "ه‍ ‍ه",
            "क्‍ष न्‌न ক্‌ক",
            "ශ්‍රී ලංකා",
            "שלום \u{200f}2am!\u{200e}",
            "#拉麺\u{3000}#夜食",
            "ㅤ and ⠀ and e\u{301}",
        ] {
            assert_eq!(cleaned(text), (text.to_owned(), None), "{text}");
        }
    }

    #[test]
    fn an_unfinished_emoji_loses_its_joiner() {
        assert_eq!(cleaned("👩\u{200d}").0, "👩");
        assert_eq!(cleaned("👩\u{200d}\u{200d}🍳").0, "👩\u{200d}🍳");
    }

    proptest! {
        #[test]
        fn clean_text_is_clean_and_nothing_that_is_seen_is_lost(text in "(\\PC|[\u{a0}\u{200b}-\u{200f}\r\n\u{2028}\u{feff}👩🍳क्ه]){0,80}") {
            let once = cleaned(&text).0;
            prop_assert_eq!(&cleaned(&once), &(once.clone(), None));
            let seen = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            prop_assert_eq!(seen(&once), seen(&text));
        }
    }
}
