//! The chunk rules of R§9.1, as TikTok checks them at init. No input, no output.

/// Whether MB means 10⁶ or 2²⁰ bytes is not stated: both readings pass.
const LEAST: u64 = 5_000_000;
const MOST: u64 = 64 << 20;
const MOST_CHUNKS: u64 = 1_000;
/// At most 4 GB, in the wider reading (R§13.1).
pub const LARGEST_VIDEO: u64 = 4 << 30;

/// How a video is cut, once it has been accepted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Plan {
    /// Bytes of the video.
    pub video_size: u64,
    /// Bytes of every chunk but the last.
    pub chunk_size: u64,
    /// Number of chunks.
    pub total_chunk_count: u64,
}

/// What TikTok says of a plan it refuses, and why in our words.
pub type Wrong = (&'static str, &'static str);

const SIZE: &str = "The chunk size is invalid";
const COUNT: &str = "The total chunk count is invalid";

impl Plan {
    /// Checks the numbers of an init.
    pub fn check(self) -> Result<Self, Wrong> {
        let Self {
            video_size,
            chunk_size,
            total_chunk_count,
        } = self;
        if video_size == 0 || chunk_size == 0 || chunk_size > video_size {
            return Err((SIZE, "chunk_size must lie between 1 and video_size."));
        }
        if total_chunk_count == 1 && chunk_size != video_size {
            return Err((SIZE, "With one chunk, chunk_size must equal video_size."));
        }
        if chunk_size > MOST {
            return Err((SIZE, "A chunk has at most 64 MB; a larger file must be split."));
        }
        if chunk_size < LEAST && chunk_size != video_size {
            return Err((SIZE, "A chunk has at least 5 MB; a smaller file goes whole."));
        }
        if total_chunk_count != video_size / chunk_size {
            return Err((
                COUNT,
                "The count is video_size divided by chunk_size, rounded down; the last chunk is larger.",
            ));
        }
        if total_chunk_count > MOST_CHUNKS {
            return Err((COUNT, "At most 1,000 chunks."));
        }
        Ok(self)
    }

    /// Offset behind the chunk that starts at `first`, or `None` where no chunk starts.
    pub fn end_of(self, first: u64) -> Option<u64> {
        let index = first / self.chunk_size;
        let starts_there = first.is_multiple_of(self.chunk_size) && index < self.total_chunk_count;
        let is_last = index + 1 == self.total_chunk_count;
        starts_there.then_some(if is_last {
            self.video_size
        } else {
            first + self.chunk_size
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(video_size: u64, chunk_size: u64, total_chunk_count: u64) -> Plan {
        Plan {
            video_size,
            chunk_size,
            total_chunk_count,
        }
    }

    #[test]
    fn plans_of_the_reference_pass() {
        for (size, chunk, count) in [
            (3_000_000, 3_000_000, 1),
            (5_000_000, 5_000_000, 1),
            (19_999_999, 19_999_999, 1),
            (20_000_000, 10_000_000, 2),
            (50_000_123, 10_000_000, 5),
            (64_000_000, 64_000_000, 1),
            (67_108_864, 10_000_000, 6),
            (130_000_000, 10_000_000, 13),
            (4_294_967_296, 10_000_000, 429),
        ] {
            assert_eq!(plan(size, chunk, count).check(), Ok(plan(size, chunk, count)));
        }
    }

    #[test]
    fn plans_the_reference_calls_invalid_are_refused_in_tiktoks_words() {
        for (size, chunk, count, words) in [
            (65_000_000, 64_000_000, 1, SIZE),
            (66_259_900, 64_000_000, 1, SIZE),
            (121_000_000, 64_000_000, 1, SIZE),
            (70_000_000, 70_000_000, 1, SIZE),
            (65_000_000, 10_000_000, 7, COUNT),
            (9_000_000, 3_000_000, 3, SIZE),
            (3_000_000, 5_000_000, 1, SIZE),
            (0, 0, 0, SIZE),
            (10_000_000, 10_000_000, 0, COUNT),
            (10_010_000_000, 10_000_000, 1_001, COUNT),
        ] {
            assert_eq!(
                plan(size, chunk, count).check().unwrap_err().0,
                words,
                "{size} {chunk} {count}"
            );
        }
    }

    #[test]
    fn the_last_chunk_takes_the_remainder() {
        let plan = plan(50_000_123, 10_000_000, 5);
        assert_eq!(plan.end_of(0), Some(10_000_000));
        assert_eq!(plan.end_of(40_000_000), Some(50_000_123));
        assert_eq!(plan.end_of(50_000_000), None);
        assert_eq!(plan.end_of(7), None);
    }
}
