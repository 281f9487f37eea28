//! Stills of videos, and pictures from elsewhere.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use studio::media::{frame, reencode};

use super::{FFMPEG, clips};

#[tokio::test]
async fn a_still_is_upright_and_fits() {
    for (name, width, height) in [
        ("plain.mp4", 360, 640),
        ("turned.mp4", 360, 640),
        ("vp9.webm", 360, 640),
    ] {
        let jpeg = frame(Path::new(FFMPEG), &clips().path(name), 300).await.unwrap();
        let picture = image::load_from_memory(&jpeg).unwrap();
        assert_eq!((picture.width(), picture.height()), (width, height), "{name}");
    }
}

#[tokio::test]
async fn a_still_past_the_end_is_the_first_frame() {
    let video = clips().path("plain.mp4");
    let past = frame(Path::new(FFMPEG), &video, 90_000).await.unwrap();
    assert_eq!(past, frame(Path::new(FFMPEG), &video, 0).await.unwrap());
}

#[tokio::test]
async fn what_is_no_video_has_no_still() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("playlist.mp4");
    std::fs::write(&path, "#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/secret.ts\n").unwrap();
    assert_eq!(frame(Path::new(FFMPEG), &path, 0).await, None);
    assert_eq!(frame(Path::new(FFMPEG), Path::new("plain.mp4"), 0).await, None);
}

/// A program in place of ffmpeg. Another process writes it: a program that is open
/// for writing anywhere, be it in a child another test starts just now, cannot run.
#[cfg(unix)]
fn script(folder: &Path, lines: &str) -> PathBuf {
    let path = folder.join("ffmpeg");
    let write = r#"printf '#!/bin/sh\n%s\n' "$2" > "$1" && chmod 755 "$1""#;
    let status = Command::new("sh")
        .args(["-c", write, "sh"])
        .arg(&path)
        .arg(lines)
        .status()
        .unwrap();
    assert!(status.success());
    path
}

#[cfg(unix)]
#[tokio::test]
async fn output_without_end_is_cut_off() {
    let folder = tempfile::tempdir().unwrap();
    let endless = script(folder.path(), r"printf '\377\330\377'; exec cat /dev/zero");
    let video = clips().path("plain.mp4");
    // Before the time limit: it is the length that ends it.
    let ended = tokio::time::timeout(Duration::from_secs(14), frame(&endless, &video, 0)).await;
    assert_eq!(ended, Ok(None));
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_still_nobody_waits_for_ends_ffmpeg() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    // It keeps the pipe open for as long as it lives.
    let stuck = script(
        folder.path(),
        &format!("exec 3> '{}'; exec sleep 60", pipe.display()),
    );
    let video = clips().path("plain.mp4");
    let opened = tokio::task::spawn_blocking(move || std::fs::File::open(pipe).unwrap());
    let mut started = tokio::select! {
        frame = frame(&stuck, &video, 0) => panic!("it ended by itself: {frame:?}"),
        started = opened => started.unwrap(),
    };
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || tell.send(started.read(&mut [0; 1]).unwrap()));
    assert_eq!(told.recv_timeout(Duration::from_secs(60)), Ok(0), "it still runs");
}

#[test]
fn pictures_from_elsewhere_come_out_as_jpeg() {
    let mut png = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgba8(300, 300)
        .write_to(&mut png, image::ImageFormat::Png)
        .unwrap();
    let jpeg = reencode(png.get_ref(), 100, 100).unwrap();
    assert_eq!(image::guess_format(&jpeg).unwrap(), image::ImageFormat::Jpeg);
}
