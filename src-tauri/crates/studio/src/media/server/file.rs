//! A video held open.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Weak;
use std::time::SystemTime;

use bytes::Bytes;
use futures_util::stream::{Stream, try_unfold};

use crate::media::Container;
use crate::media::probe::{open_regular, sniff};
use crate::media::source::Source;

/// Bytes of one read.
const STEP: u64 = 256 * 1024;

/// A video held open: its address keeps meaning this file, whatever happens at its path.
pub(super) struct OpenVideo {
    file: File,
    path: PathBuf,
    modified: Option<SystemTime>,
    pub size: u64,
    pub container: Container,
}

impl OpenVideo {
    /// Opens a video; `None` when it is none.
    pub fn open(path: &Path) -> Option<Self> {
        let path = path.canonicalize().ok()?;
        let (file, size) = open_regular(&path).ok()?;
        let container = sniff(&mut Source::new(&file, size)).ok()?;
        let modified = file.metadata().ok()?.modified().ok();
        Some(Self {
            file,
            path,
            modified,
            size,
            container,
        })
    }

    /// Whether the file at `path` is still this one, as far as its metadata tells.
    pub fn is_still_at(&self, path: &Path) -> bool {
        let Ok(metadata) = std::fs::metadata(path) else {
            return false;
        };
        path.canonicalize().is_ok_and(|path| path == self.path)
            && metadata.len() == self.size
            && metadata.modified().ok() == self.modified
    }

    fn read(&self, start: u64, length: u64) -> io::Result<Bytes> {
        let mut bytes = vec![0; usize::try_from(length).unwrap_or(0)];
        let read = read_at(&self.file, &mut bytes, start)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        bytes.truncate(read);
        Ok(bytes.into())
    }
}

/// The bytes `start..end`. Holds the video weakly: once its address is revoked, the
/// stream breaks off, and a player that does not read on holds no file open.
pub(super) fn stream(
    video: Weak<OpenVideo>,
    start: u64,
    end: u64,
) -> impl Stream<Item = io::Result<Bytes>> + Send {
    try_unfold(start, move |start| {
        let video = video.clone();
        async move {
            if start >= end {
                return Ok(None);
            }
            let bytes = tokio::task::spawn_blocking(move || {
                let video = video.upgrade().ok_or(io::ErrorKind::NotFound)?;
                video.read(start, STEP.min(end - start))
            })
            .await??;
            let next = start + bytes.len() as u64;
            Ok(Some((bytes, next)))
        }
    })
}

/// Reads at a position without moving it for others who read the same file.
#[cfg(unix)]
fn read_at(file: &File, buffer: &mut [u8], start: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, start)
}

/// Reads at a position, whatever others do.
#[cfg(windows)]
fn read_at(file: &File, buffer: &mut [u8], start: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, start)
}
