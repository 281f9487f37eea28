//! Whether a file is still the one that was probed.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// How much of each end is hashed. Editors that rewrite a file in place touch the
/// index, which lies at one of its ends.
const END: u64 = 64 * 1024;

/// Size, modification time and a hash of both ends: is it still the same file?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    /// Bytes.
    pub size: u64,
    /// UTC nanoseconds.
    pub modified_ns: i128,
    /// Hex SHA-256 over the first and last 64 KiB and the size.
    pub ends: String,
}

impl Fingerprint {
    /// Reads it from an open file (blocking, two small reads). Moves the file's position.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn of(file: &File) -> io::Result<Self> {
        let metadata = file.metadata()?;
        let size = metadata.len();
        let mut hash = Sha256::new();
        for start in [0, size.saturating_sub(END)] {
            hash.update(read_end(file, start)?);
        }
        hash.update(size.to_le_bytes());
        let ends = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self {
            size,
            modified_ns: nanoseconds(metadata.modified()?),
            ends,
        })
    }
}

fn read_end(mut file: &File, start: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(start))?;
    file.take(END).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Nanoseconds since 1970; before it they are negative.
fn nanoseconds(time: SystemTime) -> i128 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => after.as_nanos() as i128,
        Err(before) => -(before.duration().as_nanos() as i128),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn file_of(bytes: &[u8]) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        file
    }

    fn ends(bytes: &[u8]) -> String {
        Fingerprint::of(file_of(bytes).as_file()).unwrap().ends
    }

    #[test]
    fn a_change_at_either_end_or_of_the_size_is_seen() {
        let original = vec![7; 300_000];
        let mut first = original.clone();
        first[0] = 8;
        let mut last = original.clone();
        last[299_999] = 8;
        let seen = ends(&original);
        assert_eq!(seen.len(), 64);
        assert_eq!(seen, ends(&original));
        assert_ne!(seen, ends(&first));
        assert_ne!(seen, ends(&last));
        assert_ne!(seen, ends(&original[1..]));
    }

    #[test]
    fn times_before_1970_are_negative() {
        assert_eq!(nanoseconds(UNIX_EPOCH + Duration::from_nanos(5)), 5);
        assert_eq!(nanoseconds(UNIX_EPOCH - Duration::from_nanos(5)), -5);
    }
}
