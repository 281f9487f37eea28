//! Small real videos, made once.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A portrait H.264 video with sound that fits TikTok's rules, `seconds` long.
pub fn fitting(folder: &Path, name: &str, seconds: u32) -> PathBuf {
    encode(folder, name, 30, seconds)
}

/// The same at 61 frames a second, one more than TikTok takes.
pub fn too_fast(folder: &Path, name: &str) -> PathBuf {
    encode(folder, name, 61, 2)
}

/// A fitting video padded to `bytes`, so that its upload takes a while.
pub fn large(folder: &Path, name: &str, bytes: u64) -> PathBuf {
    let path = fitting(folder, name, 3);
    let file = std::fs::File::options()
        .append(true)
        .open(&path)
        .expect("the clip");
    let length = file.metadata().expect("its size").len();
    // A `free` box may follow any MP4; its size stands in 64 bits after its name.
    let padding = bytes.saturating_sub(length).max(16);
    let mut header = Vec::from(1u32.to_be_bytes());
    header.extend(b"free");
    header.extend(padding.to_be_bytes());
    std::io::Write::write_all(&mut &file, &header).expect("the padding's head");
    file.set_len(length + padding).expect("the padding");
    path
}

fn encode(folder: &Path, name: &str, rate: u32, seconds: u32) -> PathBuf {
    let path = folder.join(name);
    let done = Command::new("ffmpeg")
        .args(["-v", "error", "-y", "-f", "lavfi", "-i"])
        .arg(format!("testsrc2=size=540x960:rate={rate}"))
        .args([
            "-f",
            "lavfi",
            "-i",
            "sine=frequency=330",
            "-t",
            &seconds.to_string(),
        ])
        .args([
            "-c:v",
            "libx264",
            "-preset",
            "ultrafast",
            "-pix_fmt",
            "yuv420p",
            "-c:a",
            "aac",
        ])
        .args(["-movflags", "+faststart"])
        .arg(&path)
        .status()
        .expect("ffmpeg");
    assert!(done.success(), "ffmpeg made {name}");
    path
}
