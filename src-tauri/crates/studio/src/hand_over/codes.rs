//! The caption as QR codes: the text itself, made here, so that no network and no
//! service stands between computer and phone.

use std::fmt::Write;

use qrcodegen::{QrCode as Code, QrCodeEcc, QrSegment, Version};
use unicode_segmentation::UnicodeSegmentation;

use crate::view::QrCode;
use crate::words::Words;

/// Most bytes in one code. Version 19 holds 792; with its quiet zone it is 101 modules
/// wide, the most that a narrow card shows with three pixels each, which cameras want.
const MOST: usize = 780;
const LARGEST: u8 = 19;

/// Light modules around a code, as the standard asks.
const QUIET: i32 = 4;

/// ECI number of UTF-8. Without it readers guess what the bytes mean.
const UTF_8: u32 = 26;

/// The codes of a caption, in order; none for an empty one. Their texts joined are the caption.
pub(super) fn codes(caption: &str, words: &Words) -> Vec<QrCode> {
    let parts = parts(caption);
    let count = parts.len();
    let made = parts.iter().zip(1..).filter_map(|(part, number)| {
        let code = encode(part)?;
        let label = label(number, count, words);
        Some(drawn(&code, label))
    });
    let made: Vec<QrCode> = made.collect();
    // Half a caption would be worse than none: the clipboard has all of it.
    if made.len() == count { made } else { Vec::new() }
}

/// What to do with so many codes.
pub(super) fn note(count: usize, words: &Words) -> String {
    match count {
        0 => String::new(),
        1 => words.say("handover-scan"),
        _ => words.say_with("handover-scan-many", &[("count", &count.to_string())]),
    }
}

fn label(number: usize, count: usize, words: &Words) -> String {
    if count == 1 {
        return words.say("handover-code");
    }
    let (number, count) = (number.to_string(), count.to_string());
    words.say_with("handover-code-of", &[("number", &number), ("count", &count)])
}

fn encode(text: &str) -> Option<Code> {
    let bytes = QrSegment::make_bytes(text.as_bytes());
    let segments = match text.is_ascii() {
        true => vec![bytes],
        false => vec![QrSegment::make_eci(UTF_8), bytes],
    };
    let ecc = QrCodeEcc::Low;
    let made =
        Code::encode_segments_advanced(&segments, ecc, Version::MIN, Version::new(LARGEST), None, true);
    made.inspect_err(|error| tracing::error!(%error, "a caption did not fit its code"))
        .ok()
}

fn drawn(code: &Code, label: String) -> QrCode {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count();
            let run = i32::try_from(run).unwrap_or(0);
            if run > 0 {
                // Writing to a string cannot fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    QrCode {
        label,
        size: u32::try_from(code.size() + 2 * QUIET).unwrap_or(0),
        path,
    }
}

/// Cuts a caption where a code is full: after a blank where there is one in its last
/// quarter, never within what is read as one character.
fn parts(caption: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = caption;
    while rest.len() > MOST {
        let (part, after) = rest.split_at(cut(rest));
        parts.push(part);
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(rest);
    }
    parts
}

fn cut(text: &str) -> usize {
    let window = &text[..text.floor_char_boundary(MOST)];
    let blank = window
        .char_indices()
        .rev()
        .find(|(_, c)| c.is_whitespace())
        .map(|(at, c)| at + c.len_utf8());
    let letter = text
        .grapheme_indices(true)
        .map(|(at, _)| at)
        .take_while(|at| *at <= MOST)
        .last()
        .filter(|at| *at > 0);
    blank
        .filter(|at| *at > MOST / 4 * 3)
        .or(letter)
        .unwrap_or(window.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What a phone's camera reads from the code as it is drawn.
    fn read(code: &QrCode) -> String {
        const SCALE: usize = 3;
        let size = usize::try_from(code.size).unwrap();
        let mut dark = vec![false; size * size];
        for run in code.path.split('z').filter(|run| !run.is_empty()) {
            let numbers = run.trim_start_matches('M').split([' ', 'h', 'v']);
            let numbers: Vec<usize> = numbers.take(3).map(|text| text.parse().unwrap()).collect();
            let start = numbers[1] * size + numbers[0];
            dark[start..start + numbers[2]].fill(true);
        }
        let shade = |x: usize, y: usize| {
            if dark[y / SCALE * size + x / SCALE] {
                0
            } else {
                255
            }
        };
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(size * SCALE, size * SCALE, shade);
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1, "one code is found");
        grids[0].decode().unwrap().1
    }

    fn read_all(caption: &str) -> (usize, String) {
        let codes = codes(caption, &Words::english());
        (codes.len(), codes.iter().map(read).collect())
    }

    #[test]
    fn a_caption_in_any_script_comes_back_from_its_code_as_it_was() {
        for caption in [
            "Ramen at 2am #ramen",
            "Ramen 🍜 at 2am 👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 \n\n#ramen #夜食 @nord.noodle",
            "وصفة الرامن في الثانية صباحًا #رامن #طبخ",
            "می‌خواهم #رامن",
            "क्‍ष और #रेमन",
            "2am",
            " ",
        ] {
            assert_eq!(read_all(caption), (1, caption.to_owned()), "{caption}");
        }
    }

    #[test]
    fn the_longest_captions_come_back_from_several_codes() {
        let words = "Ramen at 2am #ramen ".repeat(110);
        let family = "👩‍👩‍👧‍👦".repeat(200);
        for (caption, count) in [
            (words.as_str(), 3),
            ("麺".repeat(2_200).as_str(), 9),
            (family.as_str(), 7),
            ("a".repeat(MOST).as_str(), 1),
            ("a".repeat(MOST + 1).as_str(), 2),
        ] {
            assert_eq!(read_all(caption), (count, caption.to_owned()));
        }
    }

    #[test]
    fn a_code_is_cut_after_a_blank_and_never_within_a_character() {
        let words = "seven77 ".repeat(200);
        assert!(parts(&words).iter().all(|part| part.ends_with("seven77 ")));
        let family = "👩‍👩‍👧‍👦";
        for part in parts(&family.repeat(200)) {
            assert_eq!(part.len() % family.len(), 0);
        }
    }

    #[test]
    fn several_codes_are_numbered_and_none_stands_for_no_caption() {
        let words = Words::english();
        let labels = |caption: &str| -> Vec<String> {
            let codes = codes(caption, &words);
            codes.into_iter().map(|code| code.label).collect()
        };
        assert_eq!(labels(""), [""; 0]);
        assert_eq!(labels("a"), ["QR code with the caption"]);
        assert_eq!(labels(&"a".repeat(1_000)), ["Code 1 of 2", "Code 2 of 2"]);
        assert_eq!(note(0, &words), "");
        assert!(note(2, &words).contains("2 codes"));
    }

    proptest! {
        #[test]
        fn the_parts_joined_are_the_caption_and_each_fits(caption in "\\PC{0,2200}") {
            let parts = parts(&caption);
            prop_assert_eq!(parts.concat(), caption.as_str());
            prop_assert!(parts.iter().all(|part| (1..=MOST).contains(&part.len())));
        }
    }
}
