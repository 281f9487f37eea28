//! Real videos, made by ffmpeg, and the media server over a socket.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use proptest::prelude::*;
use studio::media::{Codec, Container, Fingerprint, MediaError, MediaServer, frame, probe, reencode};

const FFMPEG: &str = "ffmpeg";
const ORIGIN: &str = "tauri://localhost";

/// The clips, made once for all tests.
struct Clips(tempfile::TempDir);

impl Clips {
    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs ffmpeg on a moving picture (input 0) and a tone (input 1), one second each.
    fn make(&self, name: &str, size: &str, rate: &str, arguments: &str) {
        let picture = format!("testsrc2=size={size}:rate={rate}:duration=1");
        self.run(
            &[
                "-f",
                "lavfi",
                "-i",
                &picture,
                "-f",
                "lavfi",
                "-i",
                "sine=duration=1",
            ],
            arguments,
            name,
        );
    }

    fn run(&self, inputs: &[&str], arguments: &str, name: &str) {
        let output = Command::new(FFMPEG)
            .args(["-nostdin", "-loglevel", "error", "-y"])
            .args(inputs)
            .args(arguments.split_whitespace())
            .arg(self.path(name))
            .output()
            .expect("these tests need ffmpeg");
        assert!(
            output.status.success(),
            "{name}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    fn cut(&self, whole: &str, part: &str, keep: fn(usize) -> usize) {
        let bytes = std::fs::read(self.path(whole)).unwrap();
        std::fs::write(self.path(part), &bytes[..keep(bytes.len())]).unwrap();
    }
}

fn clips() -> &'static Clips {
    static CLIPS: OnceLock<Clips> = OnceLock::new();
    CLIPS.get_or_init(|| {
        let clips = Clips(tempfile::tempdir().unwrap());
        let h264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";
        let portrait = "360x640";
        clips.make(
            "plain.mp4",
            portrait,
            "30",
            &format!("{h264} -c:a aac -movflags +faststart"),
        );
        clips.make("index-last.mp4", portrait, "30", &format!("{h264} -an"));
        clips.make(
            "film.mov",
            portrait,
            "30000/1001",
            &format!("{h264} -c:a pcm_s16le"),
        );
        clips.make("fast.mp4", portrait, "61", &format!("{h264} -an"));
        clips.make(
            "varying.mp4",
            portrait,
            "30",
            &format!("{h264} -an -vf select='lt(n,15)+not(mod(n,3))' -vsync vfr"),
        );
        clips.make(
            "fragments.mp4",
            portrait,
            "30",
            &format!("{h264} -c:a aac -g 10 -movflags frag_keyframe+empty_moov"),
        );
        clips.make("prores.mov", portrait, "25", "-c:v prores_ks -profile:v 0 -an");
        clips.make(
            "vp9.webm",
            portrait,
            "25",
            "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -c:a libopus",
        );
        clips.make(
            "vp8.webm",
            portrait,
            "25",
            "-c:v libvpx -deadline realtime -cpu-used 8 -an -live 1",
        );
        clips.make("matroska.mkv", portrait, "25", &format!("{h264} -an"));
        clips.make("sound.m4a", portrait, "25", "-map 1 -c:a aac");
        clips.make("landscape.mp4", "640x360", "30", &format!("{h264} -an"));
        let landscape = clips.path("landscape.mp4");
        clips.run(
            &["-i", landscape.to_str().unwrap()],
            "-c copy -metadata:s:v:0 rotate=90",
            "turned.mp4",
        );
        clips.cut("plain.mp4", "cut.mp4", |length| length / 2);
        clips.cut("index-last.mp4", "cut-index.mp4", |length| length - 100);
        clips.cut("fragments.mp4", "cut-fragments.mp4", |length| length / 2);
        clips.cut("vp9.webm", "cut.webm", |length| length / 2);
        clips
    })
}

fn facts_of(name: &str) -> studio::media::Facts {
    probe(&clips().path(name))
        .unwrap_or_else(|error| panic!("{name}: {error}"))
        .facts
}

fn error_of(path: &Path) -> MediaError {
    probe(path)
        .err()
        .unwrap_or_else(|| panic!("{} was taken", path.display()))
}

/// Asserts two rates are the same to a hundredth.
fn assert_rate(name: &str, expected: f64) {
    let rate = facts_of(name).frame_rate.unwrap();
    assert!(
        (rate - expected).abs() < 0.01,
        "{name}: {rate} instead of {expected}"
    );
}

#[test]
fn an_mp4_says_what_it_is_wherever_its_index_lies() {
    for (name, has_audio) in [("plain.mp4", true), ("index-last.mp4", false)] {
        let facts = facts_of(name);
        assert_eq!(
            (facts.container, &facts.codec),
            (Container::Mp4, &Codec::H264),
            "{name}"
        );
        assert_eq!(
            (facts.width, facts.height, facts.rotation),
            (360, 640, 0),
            "{name}"
        );
        assert_eq!(facts.has_audio, has_audio, "{name}");
        assert!(
            (950..=1100).contains(&facts.duration_ms),
            "{name}: {}",
            facts.duration_ms
        );
        assert_eq!(facts.size, std::fs::metadata(clips().path(name)).unwrap().len());
        assert_rate(name, 30.0);
    }
}

#[test]
fn a_quicktime_movie_at_television_speed_is_known() {
    let facts = facts_of("film.mov");
    assert_eq!(
        (facts.container, facts.codec),
        (Container::QuickTime, Codec::H264)
    );
    assert!(facts.has_audio);
    assert_rate("film.mov", 29.97);
}

#[test]
fn a_video_filmed_sideways_has_the_sides_it_is_shown_with() {
    let facts = facts_of("turned.mp4");
    assert_eq!((facts.width, facts.height), (360, 640));
    assert!(facts.rotation == 90 || facts.rotation == 270);
}

#[test]
fn frame_rates_are_counted_and_not_believed() {
    assert_rate("fast.mp4", 61.0);
    // 15 frames in the first half second, 5 in the second.
    let rate = facts_of("varying.mp4").frame_rate.unwrap();
    assert!((19.0..=21.5).contains(&rate), "{rate}");
}

#[test]
fn a_fragmented_recording_has_its_whole_length() {
    let facts = facts_of("fragments.mp4");
    assert!((950..=1100).contains(&facts.duration_ms), "{}", facts.duration_ms);
    assert!(facts.has_audio);
    // ffmpeg shows the first frame longer, until the sound starts.
    let rate = facts.frame_rate.unwrap();
    assert!((29.0..=30.0).contains(&rate), "{rate}");
}

#[test]
fn webm_is_known_with_and_without_a_stated_length() {
    let vp9 = facts_of("vp9.webm");
    assert_eq!(
        (vp9.container, vp9.codec, vp9.has_audio),
        (Container::WebM, Codec::Vp9, true)
    );
    let vp8 = facts_of("vp8.webm");
    assert_eq!((vp8.codec, vp8.has_audio), (Codec::Vp8, false));
    for facts in [facts_of("vp9.webm"), facts_of("vp8.webm")] {
        assert_eq!((facts.width, facts.height), (360, 640));
        assert!((950..=1100).contains(&facts.duration_ms), "{}", facts.duration_ms);
        assert!((facts.frame_rate.unwrap() - 25.0).abs() < 0.1);
    }
}

#[test]
fn an_editing_codec_is_named() {
    assert_eq!(facts_of("prores.mov").codec, Codec::Other("ProRes".to_owned()));
}

#[test]
fn the_content_counts_and_not_the_name() {
    let folder = tempfile::tempdir().unwrap();
    let disguised = folder.path().join("holiday.webm");
    std::fs::copy(clips().path("plain.mp4"), &disguised).unwrap();
    assert_eq!(probe(&disguised).unwrap().facts.container, Container::Mp4);
    let text = folder.path().join("text.mp4");
    std::fs::write(&text, "This is not a video, whatever its name says.").unwrap();
    assert_eq!(error_of(&text), MediaError::NotAVideo);
}

#[test]
fn matroska_and_sound_are_not_videos_tiktok_takes() {
    assert_eq!(error_of(&clips().path("matroska.mkv")), MediaError::NotAVideo);
    assert_eq!(error_of(&clips().path("sound.m4a")), MediaError::NotAVideo);
}

#[test]
fn a_video_cut_off_is_damaged() {
    for name in ["cut.mp4", "cut-index.mp4", "cut-fragments.mp4", "cut.webm"] {
        assert_eq!(error_of(&clips().path(name)), MediaError::Damaged, "{name}");
    }
}

#[test]
fn folders_empty_and_missing_files_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(error_of(folder.path()), MediaError::NotAFile);
    assert!(matches!(
        error_of(&folder.path().join("missing.mp4")),
        MediaError::Unreadable(_)
    ));
    let empty = folder.path().join("empty.mp4");
    std::fs::write(&empty, "").unwrap();
    assert_eq!(error_of(&empty), MediaError::Empty);
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_refused_without_waiting_and_links_are_followed() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe.mp4");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    assert_eq!(error_of(&pipe), MediaError::NotAFile);
    assert_eq!(error_of(Path::new("/dev/zero")), MediaError::NotAFile);

    let link = folder.path().join("link.mp4");
    std::os::unix::fs::symlink(clips().path("plain.mp4"), &link).unwrap();
    assert_eq!(
        probe(&link).unwrap().path,
        clips().path("plain.mp4").canonicalize().unwrap()
    );
}

#[test]
fn a_huge_file_costs_no_more_than_its_index() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("huge.mp4");
    std::fs::copy(clips().path("plain.mp4"), &path).unwrap();
    let mut file = std::fs::File::options().append(true).open(&path).unwrap();
    // A box of free space of 5 GB; the file is sparse and takes no room.
    file.write_all(&[b"\0\0\0\x01free".as_slice(), &5_000_000_016_u64.to_be_bytes()].concat())
        .unwrap();
    let size = file.metadata().unwrap().len() + 5_000_000_000;
    file.set_len(size).unwrap();
    let facts = probe(&path).unwrap().facts;
    assert_eq!((facts.size, facts.width), (size, 360));
}

#[test]
fn a_fingerprint_is_kept_as_json_and_knows_an_edited_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("video.mp4");
    std::fs::copy(clips().path("plain.mp4"), &path).unwrap();
    let first = probe(&path).unwrap().fingerprint;
    let text = serde_json::to_string(&first).unwrap();
    assert_eq!(serde_json::from_str::<Fingerprint>(&text).unwrap(), first);
    std::fs::File::options()
        .append(true)
        .open(&path)
        .unwrap()
        .write_all(b"x")
        .unwrap();
    let second = Fingerprint::of(&std::fs::File::open(&path).unwrap()).unwrap();
    assert_ne!((first.size, first.ends), (second.size, second.ends));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_real_video_with_any_damage_never_panics(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..30),
        length in any::<prop::sample::Index>(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("video");
        for name in ["plain.mp4", "fragments.mp4", "vp8.webm"] {
            let mut bytes = std::fs::read(clips().path(name)).unwrap();
            // The index lies within these bytes, at one end or the other.
            let reach = bytes.len().min(3000);
            for (place, byte) in &changes {
                let place = place.index(reach);
                bytes[place] = *byte;
            }
            std::fs::write(&path, &bytes).unwrap();
            let _ = probe(&path);
            std::fs::write(&path, &bytes[..length.index(bytes.len())]).unwrap();
            let _ = probe(&path);
        }
    }
}

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
    // Well before the time limit: it is the length that ends it.
    let ended = tokio::time::timeout(Duration::from_secs(8), frame(&endless, &video, 0)).await;
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
    assert_eq!(told.recv_timeout(Duration::from_secs(10)), Ok(0), "it still runs");
}

/// An answer, taken apart.
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .find(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}

fn connect(server: &MediaServer) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", server.port())).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    stream
}

/// Sends lines and reads the answer to its end.
fn exchange(server: &MediaServer, lines: &[&str]) -> Answer {
    let mut stream = connect(server);
    stream
        .write_all(format!("{}\r\nConnection: close\r\n\r\n", lines.join("\r\n")).as_bytes())
        .unwrap();
    let mut bytes = Vec::new();
    // A stream that breaks off counts as far as it came.
    let _ = stream.read_to_end(&mut bytes);
    let split = bytes
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .expect("an answer")
        + 4;
    let head = String::from_utf8(bytes[..split].to_vec()).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer {
        status,
        head,
        body: bytes[split..].to_vec(),
    }
}

fn ask(server: &MediaServer, method: &str, address: &str, more: &[&str]) -> Answer {
    let (_, path) = address.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let request = format!("{method} /{path} HTTP/1.1");
    let host = format!("Host: 127.0.0.1:{}", server.port());
    exchange(server, &[&[request.as_str(), host.as_str()], more].concat())
}

fn get(server: &MediaServer, address: &str, more: &[&str]) -> Answer {
    ask(server, "GET", address, more)
}

async fn server() -> MediaServer {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    MediaServer::start(listener, ORIGIN).await.unwrap()
}

#[tokio::test]
async fn a_socket_others_can_reach_is_refused() {
    for address in ["0.0.0.0:0", "127.0.0.2:0"] {
        // Not every system has more than one loopback address.
        let Ok(listener) = TcpListener::bind(address) else {
            continue;
        };
        assert!(MediaServer::start(listener, ORIGIN).await.is_err(), "{address}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_video_is_served_whole_and_in_parts() {
    let server = server().await;
    let path = clips().path("plain.mp4");
    let bytes = std::fs::read(&path).unwrap();
    let size = bytes.len();
    let address = server.video("draft", &path).unwrap();

    let whole = get(&server, &address, &[]);
    assert_eq!((whole.status, whole.body.as_slice()), (200, bytes.as_slice()));
    assert_eq!(whole.header("content-type"), Some("video/mp4"));
    assert_eq!(whole.header("content-length"), Some(size.to_string().as_str()));
    assert_eq!(whole.header("accept-ranges"), Some("bytes"));
    assert_eq!(whole.header("cache-control"), Some("no-store"));
    assert_eq!(whole.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(whole.header("cross-origin-resource-policy"), Some("cross-origin"));

    let part = get(&server, &address, &["Range: bytes=100-299"]);
    assert_eq!((part.status, part.body.as_slice()), (206, &bytes[100..300]));
    assert_eq!(
        part.header("content-range"),
        Some(format!("bytes 100-299/{size}").as_str())
    );
    assert_eq!(part.header("content-length"), Some("200"));

    let outside = get(&server, &address, &[&format!("Range: bytes={size}-")]);
    assert_eq!((outside.status, outside.body.len()), (416, 0));
    assert_eq!(
        outside.header("content-range"),
        Some(format!("bytes */{size}").as_str())
    );

    let conditional = get(&server, &address, &["Range: bytes=0-1", "If-Range: \"old\""]);
    assert_eq!((conditional.status, conditional.body.len()), (200, size));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_request_gets_the_headers_alone_and_other_methods_nothing() {
    let server = server().await;
    let address = server.video("draft", &clips().path("film.mov")).unwrap();
    let head = ask(&server, "HEAD", &address, &["Range: bytes=0-9"]);
    assert_eq!((head.status, head.body.len()), (206, 0));
    assert_eq!(head.header("content-length"), Some("10"));
    assert_eq!(head.header("content-type"), Some("video/quicktime"));
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let answer = ask(&server, method, &address, &["Content-Length: 0"]);
        assert_eq!(
            (answer.status, answer.header("allow")),
            (405, Some("GET, HEAD")),
            "{method}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_windows_own_origin_may_read() {
    let server = server().await;
    let address = server.video("draft", &clips().path("vp9.webm")).unwrap();
    let own = get(&server, &address, &[&format!("Origin: {ORIGIN}")]);
    assert_eq!(own.header("access-control-allow-origin"), Some(ORIGIN));
    assert_eq!(own.header("vary"), Some("Origin"));
    assert_eq!(own.header("content-type"), Some("video/webm"));
    for origin in [
        "https://example.com",
        "null",
        "tauri://localhost.example.com",
        "TAURI://localhost",
    ] {
        let other = get(&server, &address, &[&format!("Origin: {origin}")]);
        assert_eq!(other.header("access-control-allow-origin"), None, "{origin}");
        assert_eq!(other.header("vary"), Some("Origin"));
    }
    assert_eq!(
        get(&server, &address, &[]).header("access-control-allow-origin"),
        None
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn another_host_or_an_unknown_path_gets_nothing() {
    let server = server().await;
    let address = server.video("draft", &clips().path("plain.mp4")).unwrap();
    let path = address
        .strip_prefix(&format!("http://127.0.0.1:{}", server.port()))
        .unwrap();
    let request = format!("GET {path} HTTP/1.1");
    for host in ["evil.example", "localhost", "127.0.0.1", "127.0.0.1:1"] {
        let answer = exchange(&server, &[&request, &format!("Host: {host}")]);
        assert_eq!((answer.status, answer.body.len()), (421, 0), "{host}");
    }
    let base = format!("http://127.0.0.1:{}", server.port());
    let name = path.strip_prefix("/v/").unwrap();
    for unknown in [
        "/",
        "/v/",
        "/v",
        "/v/../v",
        "/v/draft",
        "//etc/passwd",
        &format!("/p/{name}"),
        &format!("{path}/"),
    ] {
        assert_eq!(
            get(&server, &format!("{base}{unknown}"), &[]).status,
            404,
            "{unknown}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_lasts_until_it_is_revoked() {
    let server = server().await;
    let path = clips().path("plain.mp4");
    let address = server.video("draft", &path).unwrap();
    assert_eq!(server.video("draft", &path).unwrap(), address);
    assert_ne!(server.video("other", &path).unwrap(), address);
    server.revoke("draft");
    assert_eq!(get(&server, &address, &[]).status, 404);
    assert_ne!(server.video("draft", &path).unwrap(), address);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_file_plays_on_and_a_changed_one_gets_a_new_address() {
    let server = server().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("video.mp4");
    std::fs::copy(clips().path("plain.mp4"), &path).unwrap();
    let address = server.video("draft", &path).unwrap();
    let bytes = std::fs::read(&path).unwrap();

    std::fs::remove_file(&path).unwrap();
    assert_eq!(get(&server, &address, &[]).body, bytes);
    assert_eq!(server.video("draft", &path), None);
    assert_eq!(get(&server, &address, &[]).status, 404);

    std::fs::copy(clips().path("fast.mp4"), &path).unwrap();
    let changed = server.video("draft", &path).unwrap();
    assert_ne!(changed, address);
    assert_eq!(get(&server, &changed, &[]).body, std::fs::read(&path).unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn only_videos_have_addresses() {
    let server = server().await;
    assert_eq!(server.video("a", Path::new("/etc/passwd")), None);
    assert_eq!(server.video("b", Path::new("/dev/zero")), None);
    assert_eq!(server.video("c", clips().0.path()), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn revoking_breaks_off_what_is_being_read() {
    let server = server().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.mp4");
    std::fs::copy(clips().path("plain.mp4"), &path).unwrap();
    let file = std::fs::File::options().append(true).open(&path).unwrap();
    // Larger than all buffers between the server and us.
    file.set_len(512 << 20).unwrap();
    let address = server.video("draft", &path).unwrap();
    let name = address.rsplit_once(':').unwrap().1.split_once('/').unwrap().1;

    let mut stream = connect(&server);
    let request = format!(
        "GET /{name} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n",
        server.port()
    );
    stream.write_all(request.as_bytes()).unwrap();
    stream.read_exact(&mut [0; 1000]).unwrap();
    server.revoke("draft");
    let mut buffer = vec![0; 1 << 20];
    let mut rest = 0;
    while let Ok(count @ 1..) = stream.read(&mut buffer) {
        rest += count;
    }
    assert!(rest < 256 << 20, "{rest} bytes came after revoking");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_keeps_its_address_until_it_changes() {
    let server = server().await;
    let first = server.picture("draft", b"first");
    assert_eq!(server.picture("draft", b"first"), first);
    let answer = get(&server, &first, &[]);
    assert_eq!(
        (answer.status, answer.body.as_slice()),
        (200, b"first".as_slice())
    );
    assert_eq!(answer.header("content-type"), Some("image/jpeg"));

    let second = server.picture("draft", b"second");
    assert_ne!(second, first);
    assert_eq!(get(&server, &first, &[]).status, 404);
    assert_eq!(get(&server, &second, &[]).body, b"second");
    server.revoke("draft");
    assert_eq!(get(&server, &second, &[]).status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_too_many_waits_until_another_ends() {
    let server = server().await;
    let address = server.picture("draft", b"picture");
    let path = address.rsplit_once(':').unwrap().1.split_once('/').unwrap().1;
    let request = format!(
        "GET /{path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n",
        server.port()
    );
    let send = |stream: &mut TcpStream| stream.write_all(request.as_bytes()).unwrap();
    let mut held: Vec<TcpStream> = (0..32).map(|_| connect(&server)).collect();
    let mut waiting = connect(&server);
    send(&mut waiting);
    for stream in &mut held {
        send(stream);
        stream.read_exact(&mut [0; 12]).unwrap();
    }
    waiting.set_nonblocking(true).unwrap();
    let early = waiting.read(&mut [0; 1]).unwrap_err();
    assert_eq!(early.kind(), std::io::ErrorKind::WouldBlock);
    waiting.set_nonblocking(false).unwrap();
    held.clear();
    let mut status = [0; 12];
    waiting.read_exact(&mut status).unwrap();
    assert_eq!(&status, b"HTTP/1.1 200");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_clone_takes_the_server_with_it() {
    let server = server().await;
    let address = server.picture("draft", b"picture");
    let port = server.port();
    let clone = server.clone();
    drop(server);
    assert_eq!(get(&clone, &address, &[]).status, 200);
    // A connection open before the end gets its end.
    let mut open = connect(&clone);
    drop(clone);
    assert_eq!(open.read(&mut [0; 1]).unwrap_or(0), 0, "port {port}");
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
