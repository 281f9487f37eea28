//! The videos that are sent.

use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use tests::clips;
use tiktok::ChunkPlan;

/// A playable video of exactly `bytes` (less than 4 GiB), nearly all of them as good as random and on the
/// disk, so that no layer can save itself the work.
pub fn full(folder: &Path, name: &str, bytes: u64) -> PathBuf {
    let path = clips::fitting(folder, name, 3);
    let file = File::options().append(true).open(&path).unwrap();
    let room = bytes - file.metadata().unwrap().len();
    let mut writer = BufWriter::with_capacity(1 << 20, &file);
    // A `free` box may follow any MP4; its size and name are eight bytes of it.
    writer
        .write_all(&u32::try_from(room).unwrap().to_be_bytes())
        .unwrap();
    writer.write_all(b"free").unwrap();
    std::io::copy(&mut Noise(1).take(room - 8), &mut writer).unwrap();
    writer.flush().unwrap();
    drop(writer);
    file.sync_all().unwrap();
    path
}

/// A playable video of exactly `bytes`, nearly all of them a hole.
pub fn sparse(folder: &Path, name: &str, bytes: u64) -> PathBuf {
    clips::large(folder, name, bytes)
}

/// The chunks of a video, each in a file of its own.
pub fn pieces(folder: &Path, video: &Path, plan: &ChunkPlan) -> Vec<PathBuf> {
    let whole = File::open(video).unwrap();
    let cut = |index| {
        let range = plan.range(index)?;
        let path = folder.join(format!("piece-{index}"));
        let mut piece = File::create(&path).unwrap();
        let mut chunk = (&whole).take(range.end - range.start);
        std::io::copy(&mut chunk, &mut piece).unwrap();
        piece.sync_all().unwrap();
        Some(path)
    };
    (0..plan.count()).map_while(cut).collect()
}

/// Bytes without a pattern: xorshift (Marsaglia, 2003), the same each time.
struct Noise(u64);

impl Read for Noise {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        for eight in buffer.chunks_mut(8) {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            eight.copy_from_slice(&self.0.to_le_bytes()[..eight.len()]);
        }
        Ok(buffer.len())
    }
}
