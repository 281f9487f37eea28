//! Pictures: a still of a video, and pictures from elsewhere made safe to show.

use std::io::Cursor;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};
use tokio::io::AsyncReadExt;
use tokio::process::Command;

/// A still needs half a second on a slow machine; a file that keeps `ffmpeg` busy
/// for longer shows no still.
const FRAME_TIME: Duration = Duration::from_secs(15);

/// Far more than a JPEG of 540 x 960 takes.
const FRAME_BYTES: u64 = 4 << 20;

/// Fits a picture in 540 x 960 without enlarging it. `ffmpeg` turns it upright before.
const FRAME_SIZE: &str = "scale=w='min(540,iw)':h='min(960,ih)':force_original_aspect_ratio=decrease";

/// Most pixels of one side of a picture from elsewhere.
const SIDE: u32 = 8192;

/// Most memory for decoding one.
const MEMORY: u64 = 256 << 20;

const QUALITY: u8 = 85;

/// A frame as JPEG of at most 540 x 960, by `ffmpeg`. Takes the first frame when
/// there is none at `at_ms`; `None` when there is no frame to be had.
pub async fn frame(ffmpeg: &Path, video: &Path, at_ms: u64) -> Option<Vec<u8>> {
    match frame_at(ffmpeg, video, at_ms).await {
        None if at_ms > 0 => frame_at(ffmpeg, video, 0).await,
        frame => frame,
    }
}

async fn frame_at(ffmpeg: &Path, video: &Path, at_ms: u64) -> Option<Vec<u8>> {
    // A relative path could be read as an option or as one of ffmpeg's protocols.
    if !video.is_absolute() {
        return None;
    }
    let mut child = Command::new(ffmpeg)
        .args(["-nostdin", "-hide_banner", "-loglevel", "error", "-threads", "1"])
        .args(["-protocol_whitelist", "file,pipe", "-ss", &seconds(at_ms), "-i"])
        .arg(video)
        .args(["-map", "0:v:0", "-frames:v", "1", "-vf", FRAME_SIZE])
        .args([
            "-c:v",
            "mjpeg",
            "-pix_fmt",
            "yuvj420p",
            "-q:v",
            "4",
            "-f",
            "image2pipe",
            "pipe:1",
        ])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .inspect_err(|error| tracing::warn!(%error, "ffmpeg does not start"))
        .ok()?;
    let mut output = child.stdout.take()?.take(FRAME_BYTES);
    let mut jpeg = Vec::new();
    // Leaving early drops the child, which ends it.
    tokio::time::timeout(FRAME_TIME, output.read_to_end(&mut jpeg))
        .await
        .ok()?
        .ok()?;
    is_jpeg(&jpeg).then_some(jpeg)
}

/// "1.5" for 1,500 milliseconds.
fn seconds(ms: u64) -> String {
    format!("{}.{:03}", ms / 1000, ms % 1000)
}

/// Whole, from its first marker to its last.
fn is_jpeg(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xd8, 0xff]) && bytes.ends_with(&[0xff, 0xd9])
}

/// Decodes a picture (JPEG, PNG or WebP) with limits and re-encodes it as JPEG
/// within `width` x `height`, upright and never enlarged. `None` when it is no
/// picture or too large. Takes up to a second: keep it off the async threads.
pub fn reencode(bytes: &[u8], width: u32, height: u32) -> Option<Vec<u8>> {
    let picture = decode(bytes)
        .inspect_err(|error| tracing::debug!(%error, "picture refused"))
        .ok()?;
    let fits = picture.width() <= width && picture.height() <= height;
    let picture = if fits {
        picture
    } else {
        picture.thumbnail(width.max(1), height.max(1))
    };
    let mut jpeg = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, QUALITY);
    picture.to_rgb8().write_with_encoder(encoder).ok()?;
    Some(jpeg)
}

fn decode(bytes: &[u8]) -> image::ImageResult<DynamicImage> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE);
    limits.max_image_height = Some(SIDE);
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

#[cfg(test)]
mod tests {
    use image::ImageFormat;

    use super::*;

    fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::new_rgb8(width, height)
            .write_to(&mut bytes, format)
            .unwrap();
        bytes.into_inner()
    }

    fn sides(jpeg: &[u8]) -> (u32, u32) {
        let picture = image::load_from_memory_with_format(jpeg, ImageFormat::Jpeg).unwrap();
        (picture.width(), picture.height())
    }

    #[test]
    fn a_large_picture_is_made_to_fit_and_a_small_one_keeps_its_size() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            let large = picture(400, 800, format);
            assert_eq!(sides(&reencode(&large, 100, 100).unwrap()), (50, 100));
            assert_eq!(sides(&reencode(&large, 500, 900).unwrap()), (400, 800));
        }
    }

    #[test]
    fn what_is_no_picture_or_too_large_is_refused() {
        assert_eq!(reencode(b"<svg/>", 100, 100), None);
        assert_eq!(reencode(&[], 100, 100), None);
        let whole = picture(40, 40, ImageFormat::Png);
        assert_eq!(reencode(&whole[..whole.len() / 2], 100, 100), None);
        assert_eq!(reencode(&picture(SIDE + 1, 1, ImageFormat::Png), 100, 100), None);
    }

    #[test]
    fn a_time_is_written_in_seconds() {
        assert_eq!(seconds(1_005), "1.005");
        assert_eq!(seconds(0), "0.000");
    }

    #[tokio::test]
    async fn without_ffmpeg_there_is_no_frame() {
        assert_eq!(
            frame(Path::new("/nowhere/ffmpeg"), Path::new("/nowhere/video.mp4"), 0).await,
            None
        );
    }
}
