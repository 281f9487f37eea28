//! A file as the probes read it: by position, and never more than an index is worth.

use std::io::{BufReader, ErrorKind, Read, Seek, SeekFrom};

use super::MediaError;

/// Bytes a probe may read. The index of an hour-long video takes a few hundred
/// kilobytes of what is read here (the tables of sample sizes and places are
/// skipped), so whoever needs more than this is misleading us.
const BUDGET: u64 = 64 << 20;

/// Reads by position within a budget.
pub(super) struct Source<R> {
    reader: BufReader<R>,
    /// Where the reader stands; `None` after an error.
    position: Option<u64>,
    size: u64,
    budget: u64,
}

impl<R: Read + Seek> Source<R> {
    pub fn new(reader: R, size: u64) -> Self {
        Self {
            reader: BufReader::new(reader),
            position: None,
            size,
            budget: BUDGET,
        }
    }

    /// Bytes in the file.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Fills `buffer` from `at`. Past the end, or past the budget, the file counts as damaged.
    pub fn read(&mut self, at: u64, buffer: &mut [u8]) -> Result<(), MediaError> {
        let length = buffer.len() as u64;
        let end = at.checked_add(length).ok_or(MediaError::Damaged)?;
        if end > self.size {
            return Err(MediaError::Damaged);
        }
        self.budget = self.budget.checked_sub(length).ok_or(MediaError::Damaged)?;
        self.go_to(at)?;
        self.reader.read_exact(buffer).map_err(reading)?;
        self.position = Some(end);
        Ok(())
    }

    /// The first `most` bytes from `at`, or what there is before `end`.
    pub fn read_up_to(&mut self, at: u64, end: u64, most: usize) -> Result<Vec<u8>, MediaError> {
        let there = usize::try_from(end.min(self.size).saturating_sub(at)).unwrap_or(most);
        let mut bytes = vec![0; there.min(most)];
        if !bytes.is_empty() {
            self.read(at, &mut bytes)?;
        }
        Ok(bytes)
    }

    /// Steps ahead within what is buffered already, where that is possible.
    fn go_to(&mut self, at: u64) -> Result<(), MediaError> {
        let step = self
            .position
            .take()
            .and_then(|position| at.checked_signed_diff(position));
        match step {
            Some(step) => self.reader.seek_relative(step).map_err(reading),
            None => self.reader.seek(SeekFrom::Start(at)).map(|_| ()).map_err(reading),
        }
    }
}

/// A read error in our terms. A file that ends early was cut off meanwhile.
fn reading(error: std::io::Error) -> MediaError {
    match error.kind() {
        ErrorKind::UnexpectedEof => MediaError::Damaged,
        _ => MediaError::Unreadable(error.to_string()),
    }
}

/// The big-endian number of four bytes at `at`.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Result<u32, MediaError> {
    array_at(bytes, at).map(u32::from_be_bytes)
}

/// The big-endian number of eight bytes at `at`.
pub(super) fn u64_at(bytes: &[u8], at: usize) -> Result<u64, MediaError> {
    array_at(bytes, at).map(u64::from_be_bytes)
}

/// The big-endian number of two bytes at `at`.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Result<u16, MediaError> {
    array_at(bytes, at).map(u16::from_be_bytes)
}

/// `N` bytes at `at`.
pub(super) fn array_at<const N: usize>(bytes: &[u8], at: usize) -> Result<[u8; N], MediaError> {
    bytes
        .get(at..)
        .and_then(|rest| rest.first_chunk())
        .copied()
        .ok_or(MediaError::Damaged)
}

/// A codec's name from a file, fit to be shown: short and printable.
pub(super) fn printable(name: &[u8]) -> String {
    let text: String = name
        .iter()
        .filter(|byte| byte.is_ascii_graphic())
        .take(24)
        .map(|byte| char::from(*byte))
        .collect();
    if text.is_empty() { "?".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn it_reads_forwards_and_backwards() {
        let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
        let mut source = Source::new(Cursor::new(bytes.clone()), 100_000);
        for at in [0, 90_000, 5, 6, 99_996, 50_000] {
            let mut four = [0; 4];
            source.read(at, &mut four).unwrap();
            assert_eq!(four, bytes[at as usize..at as usize + 4]);
        }
    }

    #[test]
    fn it_refuses_to_read_past_the_end_and_past_the_budget() {
        let mut source = Source::new(Cursor::new(vec![0; 10]), 10);
        assert_eq!(source.read(8, &mut [0; 4]), Err(MediaError::Damaged));
        assert_eq!(source.read(u64::MAX, &mut [0; 4]), Err(MediaError::Damaged));
        source.budget = 4;
        assert_eq!(source.read(0, &mut [0; 4]), Ok(()));
        assert_eq!(source.read(0, &mut [0; 1]), Err(MediaError::Damaged));
    }

    #[test]
    fn a_file_that_became_shorter_counts_as_damaged() {
        let mut source = Source::new(Cursor::new(vec![0; 4]), 10);
        assert_eq!(source.read(2, &mut [0; 4]), Err(MediaError::Damaged));
        assert_eq!(source.read(0, &mut [0; 4]), Ok(()));
    }
}
