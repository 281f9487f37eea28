//! What a file says about itself, and what is no video.

use std::io::Write;
use std::path::Path;
use std::process::Command;

use proptest::prelude::*;
use studio::media::{Codec, Container, Fingerprint, MediaError, probe};

use super::clips;

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
