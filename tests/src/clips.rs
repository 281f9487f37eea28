//! Small real videos, made once.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A portrait H.264 video with sound that fits TikTok's rules, `seconds` long.
pub fn fitting(folder: &Path, name: &str, seconds: u32) -> PathBuf {
    encode(folder, name, &pattern(30), seconds)
}

/// A fitting video that is wider than high.
pub fn landscape(folder: &Path, name: &str) -> PathBuf {
    let source = "testsrc2=size=960x540:rate=30";
    encode(folder, name, &["-f", "lavfi", "-i", source], 2)
}

/// A video of a kind that no player here knows: a fitting one under the name of another codec.
pub fn unplayable(folder: &Path, name: &str) -> PathBuf {
    let path = fitting(folder, name, 2);
    let mut bytes = std::fs::read(&path).expect("the clip");
    let table = bytes
        .windows(4)
        .position(|four| four == b"stsd")
        .expect("its codec");
    // The name of the codec follows the table's name, version and count, and its own length.
    bytes[table + 16..table + 20].copy_from_slice(b"zzzz");
    std::fs::write(&path, bytes).expect("the clip");
    path
}

/// The same at 61 frames a second, one more than TikTok takes.
pub fn too_fast(folder: &Path, name: &str) -> PathBuf {
    encode(folder, name, &pattern(61), 2)
}

/// A fitting video that shows a drawing of the window's, for pictures. Encoding one takes
/// seconds, so each is kept beside the programs.
pub fn drawn(folder: &Path, name: &str, drawing: &str, rate: u32) -> PathBuf {
    let kept = crate::programs()
        .join("clips")
        .join(format!("{drawing}-{rate}.mp4"));
    if !kept.is_file() {
        draw(&kept, drawing, rate);
    }
    let path = folder.join(name);
    std::fs::copy(&kept, &path).expect("a copy of the clip");
    path
}

/// The bowl of ramen that most pictures show.
pub fn ramen(folder: &Path) -> PathBuf {
    drawn(folder, "Ramen at 2am.mp4", "ramen", 30)
}

fn draw(kept: &Path, drawing: &str, rate: u32) {
    let art = crate::repository()
        .join("ui/src/art")
        .join(drawing)
        .with_extension("svg");
    let shelf = kept.parent().expect("the shelf");
    std::fs::create_dir_all(shelf).expect("the shelf");
    // Made aside and moved into place whole, because two tests may draw at once.
    let aside = tempfile::tempdir_in(shelf).expect("a folder aside");
    let still = aside.path().join("still.png");
    let done = Command::new("rsvg-convert")
        .args(["--width", "1080", "--height", "1920", "--output"])
        .args([&still, &art])
        .status()
        .expect("rsvg-convert");
    assert!(done.success(), "rsvg-convert drew {drawing}");
    // A slow zoom, so that the frames under the preview differ.
    let zoom =
        format!("zoompan=z='1+0.002*on':x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2':d=1:s=1080x1920:fps={rate}");
    let still = still.to_string_lossy();
    let clip = encode(
        aside.path(),
        "clip.mp4",
        &["-loop", "1", "-i", &still, "-vf", &zoom],
        4,
    );
    std::fs::rename(clip, kept).expect("the clip on the shelf");
}

/// A drawn video of 184 seconds, four more than every account may post.
pub fn long(folder: &Path, name: &str, drawing: &str) -> PathBuf {
    let clip = drawn(folder, "once.mp4", drawing, 30);
    let path = folder.join(name);
    let done = Command::new("ffmpeg")
        .args(["-v", "error", "-y", "-stream_loop", "45", "-i"])
        .arg(&clip)
        .args(["-c", "copy", "-movflags", "+faststart"])
        .arg(&path)
        .status()
        .expect("ffmpeg");
    assert!(done.success(), "ffmpeg made {name}");
    path
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

fn pattern(rate: u32) -> [String; 4] {
    let source = format!("testsrc2=size=540x960:rate={rate}");
    ["-f".into(), "lavfi".into(), "-i".into(), source]
}

fn encode(folder: &Path, name: &str, picture: &[impl AsRef<std::ffi::OsStr>], seconds: u32) -> PathBuf {
    let path = folder.join(name);
    let done = Command::new("ffmpeg")
        .args(["-v", "error", "-y"])
        .args(["-f", "lavfi", "-i", "sine=frequency=330"])
        .args(picture)
        .args(["-t", &seconds.to_string()])
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
