//! The bytes of one chunk on their way.

use std::fmt;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use bytes::{Bytes, BytesMut};
use futures_util::stream;
use tokio::fs::File;
use tokio::io::AsyncReadExt;
use tokio::sync::watch;

/// Bytes that are read and handed over at once. Measured: smaller pieces cost speed, larger ones memory.
const PIECE: usize = 256 << 10;

/// The bytes of one chunk. Those of a file are read while they are sent: memory holds a few pieces of
/// 256 KiB, never the chunk.
pub struct ChunkBody {
    source: Source,
    len: u64,
    progress: Box<dyn Fn(u64) + Send + Sync>,
    leave: Option<Leave>,
}

/// Waits until bytes may leave, and tells how many of those wanted.
type Leave = Box<dyn Fn(usize) -> Pin<Box<dyn Future<Output = usize> + Send>> + Send + Sync>;

enum Source {
    File(File),
    Bytes(Bytes),
}

/// What can be observed of a body that is being sent.
pub(super) struct Watch {
    /// Bytes handed over so far. Closes behind the last one.
    pub progress: watch::Receiver<u64>,
    file_failed: Arc<AtomicBool>,
}

impl Watch {
    /// Whether the file could not give its bytes.
    pub(super) fn file_failed(&self) -> bool {
        self.file_failed.load(Ordering::Acquire)
    }
}

impl ChunkBody {
    /// The next `len` bytes of a file that stands at the start of the chunk. `std` and `tokio` files both
    /// fit. A clone of a file shares its position, so only one chunk of it may be on its way.
    ///
    /// `progress` is told after each piece how many bytes of this chunk were handed to the connection. It
    /// must return at once.
    pub fn from_file(
        file: impl Into<File>,
        len: u64,
        progress: impl Fn(u64) + Send + Sync + 'static,
    ) -> Self {
        let mut file = file.into();
        file.set_max_buf_size(PIECE);
        Self {
            source: Source::File(file),
            len,
            progress: Box::new(progress),
            leave: None,
        }
    }

    /// Lets `leave` decide before each piece how many of the bytes wanted may leave, and when. It must
    /// not wait for as long as an upload may stand still
    /// ([`ClientOptions::upload_idle_timeout`](crate::ClientOptions::upload_idle_timeout)).
    pub fn paced<F>(mut self, leave: impl Fn(usize) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = usize> + Send + 'static,
    {
        self.leave = Some(Box::new(move |wanted| Box::pin(leave(wanted))));
        self
    }

    /// Bytes in memory, for tests and tiny files.
    pub fn from_bytes(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Self {
            len: bytes.len() as u64,
            source: Source::Bytes(bytes),
            progress: Box::new(|_| ()),
            leave: None,
        }
    }

    pub(super) fn len(&self) -> u64 {
        self.len
    }

    pub(super) fn into_parts(self) -> (reqwest::Body, Watch) {
        let (taken, progress) = watch::channel(0);
        let file_failed = Arc::new(AtomicBool::new(false));
        let sending = Sending {
            source: self.source,
            began_as: None,
            sent: 0,
            left: self.len,
            progress: self.progress,
            leave: self.leave,
            taken,
            file_failed: Arc::clone(&file_failed),
        };
        let body = reqwest::Body::wrap_stream(stream::try_unfold(sending, Sending::next_piece));
        (
            body,
            Watch {
                progress,
                file_failed,
            },
        )
    }
}

impl fmt::Debug for ChunkBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChunkBody")
            .field("len", &self.len)
            .finish_non_exhaustive()
    }
}

struct Sending {
    source: Source,
    /// The file before its first piece was read.
    began_as: Option<Stamp>,
    sent: u64,
    left: u64,
    progress: Box<dyn Fn(u64) + Send + Sync>,
    leave: Option<Leave>,
    taken: watch::Sender<u64>,
    file_failed: Arc<AtomicBool>,
}

impl Sending {
    async fn next_piece(mut self) -> io::Result<Option<(Bytes, Self)>> {
        if self.left == 0 {
            return Ok(None);
        }
        let wanted = usize::try_from(self.left).unwrap_or(PIECE).min(PIECE);
        let wanted = match &self.leave {
            Some(leave) => leave(wanted).await.clamp(1, wanted),
            None => wanted,
        };
        let piece = self.read(wanted).await;
        let piece = piece.inspect_err(|_| self.file_failed.store(true, Ordering::Release))?;
        self.sent += piece.len() as u64;
        self.left -= piece.len() as u64;
        (self.progress)(self.sent);
        self.taken.send_replace(self.sent);
        Ok(Some((piece, self)))
    }

    /// The next piece. The last one is kept back from a file that was edited since the first: a chunk
    /// of two versions would corrupt the post silently (R§9.3).
    async fn read(&mut self, wanted: usize) -> io::Result<Bytes> {
        let file = match &mut self.source {
            Source::Bytes(bytes) => return Ok(bytes.split_to(wanted.min(bytes.len()))),
            Source::File(file) => file,
        };
        let began_as = match self.began_as {
            Some(stamp) => stamp,
            None => *self.began_as.insert(stamp(file).await?),
        };
        let piece = read_piece(file, wanted).await?;
        if piece.len() as u64 == self.left && stamp(file).await? != began_as {
            return Err(io::Error::other("the file was edited while it was read"));
        }
        Ok(piece)
    }
}

/// Size and time of the latest change.
type Stamp = (u64, SystemTime);

async fn stamp(file: &File) -> io::Result<Stamp> {
    let metadata = file.metadata().await?;
    Ok((metadata.len(), metadata.modified()?))
}

/// At least one byte, at most `wanted`. The end of the file is an error: it is shorter than it was.
async fn read_piece(file: &mut File, wanted: usize) -> io::Result<Bytes> {
    let mut piece = BytesMut::with_capacity(wanted);
    let read = file.take(wanted as u64).read_buf(&mut piece).await?;
    if read == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(piece.freeze())
}
