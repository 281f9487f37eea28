//! The `Range` header: which part of a file is asked for.

use std::ops::Range;

/// What a request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asked {
    /// All of it.
    Whole,
    /// These bytes.
    Part(Range<u64>),
    /// Nothing that is there.
    Outside,
}

/// Reads the header. Several ranges at once, other units and nonsense count as no
/// range at all, which the standard allows and every player understands.
pub(super) fn asked(header: Option<&str>, size: u64) -> Asked {
    let Some((first, last)) = header.and_then(single_range) else {
        return Asked::Whole;
    };
    let range = match (first, last) {
        (Some(first), Some(last)) if last < first => return Asked::Whole,
        (Some(first), last) => first..last.map_or(size, |last| last.saturating_add(1).min(size)),
        (None, Some(length)) => size.saturating_sub(length)..size,
        (None, None) => return Asked::Whole,
    };
    match range.is_empty() {
        true => Asked::Outside,
        false => Asked::Part(range),
    }
}

/// Both ends of `bytes=first-last`, either of which may be missing.
fn single_range(header: &str) -> Option<(Option<u64>, Option<u64>)> {
    let (first, last) = header.trim().strip_prefix("bytes=")?.split_once('-')?;
    Some((end(first)?, end(last)?))
}

fn end(text: &str) -> Option<Option<u64>> {
    let text = text.trim();
    match text.is_empty() {
        true => Some(None),
        // `parse` would also take a plus sign.
        false if text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok().map(Some),
        false => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part_of_ten(header: &str) -> Asked {
        asked(Some(header), 10)
    }

    #[test]
    fn a_range_has_two_ends_or_one() {
        assert_eq!(part_of_ten("bytes=0-0"), Asked::Part(0..1));
        assert_eq!(part_of_ten("bytes=2-5"), Asked::Part(2..6));
        assert_eq!(part_of_ten("bytes=2-"), Asked::Part(2..10));
        assert_eq!(part_of_ten("bytes=-3"), Asked::Part(7..10));
    }

    #[test]
    fn a_range_is_cut_at_the_end_of_the_file() {
        assert_eq!(part_of_ten("bytes=5-99"), Asked::Part(5..10));
        assert_eq!(part_of_ten("bytes=5-18446744073709551615"), Asked::Part(5..10));
        assert_eq!(part_of_ten("bytes=-99"), Asked::Part(0..10));
    }

    #[test]
    fn a_range_past_the_end_is_outside() {
        assert_eq!(part_of_ten("bytes=10-"), Asked::Outside);
        assert_eq!(part_of_ten("bytes=10-12"), Asked::Outside);
        assert_eq!(part_of_ten("bytes=-0"), Asked::Outside);
        assert_eq!(asked(Some("bytes=0-"), 0), Asked::Outside);
    }

    #[test]
    fn what_is_not_a_single_range_asks_for_the_whole() {
        assert_eq!(asked(None, 10), Asked::Whole);
        for header in [
            "bytes=0-1,4-5",
            "lines=0-1",
            "bytes=-",
            "bytes=5-2",
            "bytes=+1-2",
            "bytes=a-b",
            "bytes",
        ] {
            assert_eq!(part_of_ten(header), Asked::Whole, "{header}");
        }
        assert_eq!(part_of_ten("bytes=99999999999999999999-"), Asked::Whole);
    }
}
