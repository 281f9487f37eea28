//! How a file is cut into chunks.

use std::ops::Range;

/// Files below this many bytes go whole (R§9.1).
const SPLIT_FROM: u64 = 20_000_000;
/// Bytes of every chunk of a file that is split; the last one carries the remainder as well (R§9.1).
const CHUNK: u64 = 10_000_000;
/// The largest file: the 4 GB of R§13.1 in the wider of its two readings, 2³² bytes. The narrower one
/// (4·10⁹) would refuse files that TikTok may take; R§9.1 plans 4 GiB as well.
const LARGEST: u64 = 1 << 32;

/// The cut of one file into chunks: all of one size, the last one with the remainder (R§9.1).
///
/// ```
/// # fn main() -> Result<(), tiktok::ChunkPlanError> {
/// let plan = tiktok::ChunkPlan::for_size(50_000_123)?;
/// assert_eq!((plan.chunk(), plan.count(), plan.last()), (10_000_000, 5, 10_000_123));
/// assert_eq!(plan.range(4), Some(40_000_000..50_000_123));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ChunkPlan {
    total: u64,
    chunk: u64,
    count: u64,
}

/// Why a file of some size cannot be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum ChunkPlanError {
    /// It has no bytes.
    #[error("the file is empty")]
    Empty,
    /// It is larger than TikTok takes (R§13.1).
    #[error("the file has {size} bytes, TikTok takes at most {largest}")]
    TooLarge {
        /// Bytes of the file.
        size: u64,
        /// Bytes of the largest file.
        largest: u64,
    },
}

impl ChunkPlan {
    /// Bytes of the largest file that can be planned: 4 GiB.
    pub const LARGEST: u64 = LARGEST;

    /// The plan for a file of this many bytes: whole below 20 MB, otherwise chunks of 10 MB.
    ///
    /// # Errors
    /// An empty file, or one of more than 4 GiB.
    pub fn for_size(total: u64) -> Result<Self, ChunkPlanError> {
        match total {
            0 => Err(ChunkPlanError::Empty),
            1..SPLIT_FROM => Ok(Self {
                total,
                chunk: total,
                count: 1,
            }),
            SPLIT_FROM..=LARGEST => Ok(Self {
                total,
                chunk: CHUNK,
                count: total / CHUNK,
            }),
            _ => Err(ChunkPlanError::TooLarge {
                size: total,
                largest: LARGEST,
            }),
        }
    }

    /// Bytes of the file: `video_size`.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// Bytes of every chunk but the last: `chunk_size`.
    pub fn chunk(&self) -> u64 {
        self.chunk
    }

    /// Number of chunks: `total_chunk_count`.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Bytes of the last chunk.
    pub fn last(&self) -> u64 {
        self.total - (self.count - 1) * self.chunk
    }

    /// The bytes of the chunk with this index, counted from 0. `None` behind the last.
    pub fn range(&self, index: u64) -> Option<Range<u64>> {
        if index >= self.count {
            return None;
        }
        let start = index * self.chunk;
        let end = if index + 1 == self.count {
            self.total
        } else {
            start + self.chunk
        };
        Some(start..end)
    }

    /// The bytes of every chunk, in the order of sending.
    pub fn ranges(&self) -> impl Iterator<Item = Range<u64>> + use<> {
        let plan = *self;
        (0..plan.count).filter_map(move |index| plan.range(index))
    }

    /// The index of the chunk that starts at this byte. The end of the file gives the number of chunks:
    /// nothing is left to send. `None` if the offset is not a boundary.
    pub fn index_at(&self, offset: u64) -> Option<u64> {
        if offset == self.total {
            return Some(self.count);
        }
        let index = offset / self.chunk;
        (offset.is_multiple_of(self.chunk) && index < self.count).then_some(index)
    }

    /// The number of chunks TikTok has when the `Content-Range` of its answer ends in `reported`. Whether
    /// that number is a count or a last index is not documented (R§9.2), so both are tried. `None` if it
    /// fits neither, or both as it does for a file of one byte.
    pub fn stored(&self, reported: u64) -> Option<u64> {
        let as_count = self.index_at(reported);
        let as_last_index = reported.checked_add(1).and_then(|count| self.index_at(count));
        as_count.xor(as_last_index)
    }
}

#[cfg(test)]
mod tests;
