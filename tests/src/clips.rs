//! Small real videos. Encoding one takes up to seconds, so each is made once and kept beside the programs.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Of a drawn video. More pixels than the window shows of it are only decoded for nothing.
const WIDTH: u32 = 720;
const HEIGHT: u32 = 1280;

/// A portrait H.264 video with sound that fits TikTok's rules, `seconds` long.
pub fn fitting(folder: &Path, name: &str, seconds: u32) -> PathBuf {
    pattern(folder, name, 30, seconds)
}

/// A fitting video that is wider than high.
pub fn landscape(folder: &Path, name: &str) -> PathBuf {
    let source = "testsrc2=size=960x540:rate=30";
    copy(folder, name, "landscape.mp4", |aside| {
        encode(aside, &["-f", "lavfi", "-i", source], 2)
    })
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
    pattern(folder, name, 61, 2)
}

/// A fitting video that shows a drawing of the window's, for pictures.
pub fn drawn(folder: &Path, name: &str, drawing: &str, rate: u32) -> PathBuf {
    copy(folder, name, &format!("{drawing}-{rate}-{HEIGHT}.mp4"), |aside| {
        draw(aside, drawing, rate)
    })
}

/// The bowl of ramen that most pictures show.
pub fn ramen(folder: &Path) -> PathBuf {
    drawn(folder, "Ramen at 2am.mp4", "ramen", 30)
}

fn draw(aside: &Path, drawing: &str, rate: u32) -> PathBuf {
    let art = crate::repository()
        .join("ui/src/art")
        .join(drawing)
        .with_extension("svg");
    let still = aside.join("still.png");
    let done = Command::new("rsvg-convert")
        .args(["--width", &WIDTH.to_string(), "--height", &HEIGHT.to_string()])
        .arg("--output")
        .args([&still, &art])
        .status()
        .expect("rsvg-convert");
    assert!(done.success(), "rsvg-convert drew {drawing}");
    // A slow zoom, so that the frames under the preview differ.
    let zoom = format!(
        "zoompan=z='1+0.002*on':x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2':d=1:s={WIDTH}x{HEIGHT}:fps={rate}"
    );
    let still = still.to_string_lossy();
    encode(aside, &["-loop", "1", "-i", &still, "-vf", &zoom], 4)
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
    pad(&path, bytes);
    path
}

/// Pads an MP4 to `bytes`.
pub fn pad(path: &Path, bytes: u64) {
    let file = std::fs::File::options()
        .append(true)
        .open(path)
        .expect("the clip");
    let length = file.metadata().expect("its size").len();
    // A `free` box may follow any MP4; its size stands in 64 bits after its name.
    let padding = bytes.saturating_sub(length).max(16);
    let mut header = Vec::from(1u32.to_be_bytes());
    header.extend(b"free");
    header.extend(padding.to_be_bytes());
    std::io::Write::write_all(&mut &file, &header).expect("the padding's head");
    file.set_len(length + padding).expect("the padding");
}

fn pattern(folder: &Path, name: &str, rate: u32, seconds: u32) -> PathBuf {
    let source = format!("testsrc2=size=540x960:rate={rate}");
    copy(folder, name, &format!("pattern-{rate}-{seconds}.mp4"), |aside| {
        encode(aside, &["-f", "lavfi", "-i", &source], seconds)
    })
}

/// A copy of the clip that is kept as `kept`; the first who wants it has it made.
fn copy(folder: &Path, name: &str, kept: &str, make: impl FnOnce(&Path) -> PathBuf) -> PathBuf {
    let shelf = crate::programs().join("clips");
    let kept = shelf.join(kept);
    if !kept.is_file() {
        std::fs::create_dir_all(&shelf).expect("the shelf");
        // Made aside and moved into place whole, because two tests may make it at once.
        let aside = tempfile::tempdir_in(&shelf).expect("a folder aside");
        std::fs::rename(make(aside.path()), &kept).expect("the clip on the shelf");
    }
    let path = folder.join(name);
    std::fs::copy(&kept, &path).expect("a copy of the clip");
    path
}

fn encode(folder: &Path, picture: &[&str], seconds: u32) -> PathBuf {
    let path = folder.join("clip.mp4");
    let done = Command::new("ffmpeg")
        .args(["-v", "error", "-y"])
        .args(["-f", "lavfi", "-i", "sine=frequency=330"])
        .args(picture)
        .args(["-t", &seconds.to_string()])
        .args(["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"])
        // Two key frames a second, so that a look into the middle decodes little.
        .args(["-g", "15", "-c:a", "aac", "-movflags", "+faststart"])
        .arg(&path)
        .status()
        .expect("ffmpeg");
    assert!(done.success(), "ffmpeg made a clip");
    path
}
