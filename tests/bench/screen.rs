//! The screen as it is, read from the memory of the X server: nobody is asked, so nobody is slowed down.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::{Duration, Instant};

/// Rows of pixels between two that are looked at; no line of text fits between them.
const EVERY: u64 = 8;
/// Sides of the middle that is looked at, in pixels.
const MIDDLE: (u64, u64) = (600, 400);
const PAUSE: Duration = Duration::from_millis(2);
const PATIENCE: Duration = Duration::from_secs(60);

/// The file in which Xvfb keeps its picture, an X window dump.
pub struct Screen {
    file: File,
    first: u64,
    row: u64,
    pixel: u64,
    size: (u64, u64),
}

impl Screen {
    /// Opens it.
    pub fn open(path: &Path) -> Self {
        let file = File::open(path).unwrap();
        // Numbers of the head by their place (XWDFile.h).
        let number = |place: u64| {
            let mut four = [0; 4];
            file.read_exact_at(&mut four, place * 4).unwrap();
            u64::from(u32::from_be_bytes(four))
        };
        let (head, colours) = (number(0), number(19));
        Self {
            first: head + colours * 12,
            row: number(12),
            pixel: number(11) / 8,
            size: (number(4), number(5)),
            file,
        }
    }

    /// Whether the middle has one colour only.
    pub fn is_empty(&self) -> bool {
        let (left, top) = ((self.size.0 - MIDDLE.0) / 2, (self.size.1 - MIDDLE.1) / 2);
        let mut row = vec![0; usize::try_from(MIDDLE.0 * self.pixel).unwrap()];
        let pixel = usize::try_from(self.pixel).unwrap();
        let mut colour: Option<Vec<u8>> = None;
        for y in (top..top + MIDDLE.1).step_by(EVERY as usize) {
            let at = self.first + y * self.row + left * self.pixel;
            self.file.read_exact_at(&mut row, at).unwrap();
            let first = colour.get_or_insert_with(|| row[..pixel].to_vec());
            if row.chunks_exact(pixel).any(|pixel| pixel != first) {
                return false;
            }
        }
        true
    }

    /// Waits until something stands in the middle, and says when. One look may fall into the middle of a
    /// filling, so it counts only if the next one sees it, too.
    pub fn first_content(&self) -> Instant {
        let end = Instant::now() + PATIENCE;
        let mut seen: Option<Instant> = None;
        loop {
            let now = Instant::now();
            assert!(now < end, "nothing was painted");
            match (!self.is_empty(), seen) {
                (true, Some(first)) => return first,
                (true, None) => seen = Some(now),
                (false, _) => seen = None,
            }
            std::thread::park_timeout(PAUSE);
        }
    }
}
