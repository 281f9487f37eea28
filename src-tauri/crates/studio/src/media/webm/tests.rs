use std::io::Cursor;

use proptest::prelude::*;

use crate::media::probe::read_facts;
use crate::media::{Codec, Container, Facts, MediaError};

/// An element of known size.
fn element(id: u32, body: &[u8]) -> Vec<u8> {
    let size = (1_u64 << 56 | body.len() as u64).to_be_bytes();
    [head(id), size.to_vec(), body.to_vec()].concat()
}

/// An element whose writer did not know its size.
fn open_element(id: u32, body: &[u8]) -> Vec<u8> {
    [head(id), vec![0xff], body.to_vec()].concat()
}

fn head(id: u32) -> Vec<u8> {
    id.to_be_bytes()
        .into_iter()
        .skip_while(|byte| *byte == 0)
        .collect()
}

fn header() -> Vec<u8> {
    element(0x1a45_dfa3, &element(0x4282, b"webm"))
}

fn info(duration_ms: f64) -> Vec<u8> {
    element(0x1549_a966, &element(0x4489, &duration_ms.to_be_bytes()))
}

/// Picture track 1 and sound track 2.
fn tracks(frame_ns: Option<u32>) -> Vec<u8> {
    let sides = [
        element(0xb0, &1080_u16.to_be_bytes()),
        element(0xba, &1920_u16.to_be_bytes()),
    ]
    .concat();
    let mut picture = [
        element(0xd7, &[1]),
        element(0x83, &[1]),
        element(0x86, b"V_VP9"),
        element(0xe0, &sides),
    ]
    .concat();
    if let Some(length) = frame_ns {
        picture.extend(element(0x23_e383, &length.to_be_bytes()));
    }
    let sound = [element(0xd7, &[2]), element(0x83, &[2]), element(0x86, b"A_OPUS")].concat();
    element(
        0x1654_ae6b,
        &[element(0xae, &picture), element(0xae, &sound)].concat(),
    )
}

/// A second of 25 frames from `start` in milliseconds.
fn cluster(start: u16) -> Vec<u8> {
    let blocks = (0..25_u16).flat_map(|index| {
        let offset = (index * 40).to_be_bytes();
        element(0xa3, &[0x81, offset[0], offset[1], 0x80, 1, 2, 3])
    });
    [element(0xe7, &start.to_be_bytes()), blocks.collect()].concat()
}

fn facts_of(bytes: &[u8]) -> Result<Facts, MediaError> {
    read_facts(Cursor::new(bytes), bytes.len() as u64)
}

fn finished() -> Vec<u8> {
    let segment = [
        info(2000.0),
        tracks(Some(40_000_000)),
        element(0x1f43_b675, &cluster(0)),
    ]
    .concat();
    [header(), element(0x1853_8067, &segment)].concat()
}

fn recorded() -> Vec<u8> {
    let clusters = [
        open_element(0x1f43_b675, &cluster(0)),
        open_element(0x1f43_b675, &cluster(1000)),
    ];
    [
        header(),
        open_element(0x1853_8067, &[tracks(None), clusters.concat()].concat()),
    ]
    .concat()
}

#[test]
fn a_finished_file_says_what_it_is() {
    let facts = facts_of(&finished()).unwrap();
    assert_eq!((facts.container, facts.codec), (Container::WebM, Codec::Vp9));
    assert_eq!((facts.width, facts.height, facts.duration_ms), (1080, 1920, 2000));
    assert_eq!(facts.frame_rate, Some(25.0));
    assert!(facts.has_audio);
}

#[test]
fn a_browsers_recording_says_neither_length_nor_rate_so_its_blocks_are_counted() {
    let facts = facts_of(&recorded()).unwrap();
    assert_eq!(facts.duration_ms, 2000);
    assert_eq!(facts.frame_rate, Some(25.0));
}

#[test]
fn a_length_that_is_no_number_is_counted_too() {
    for length in [f64::NAN, f64::INFINITY, -1.0, 0.0] {
        let segment = [info(length), tracks(None), element(0x1f43_b675, &cluster(0))].concat();
        let bytes = [header(), element(0x1853_8067, &segment)].concat();
        assert_eq!(facts_of(&bytes).unwrap().duration_ms, 1000, "{length}");
    }
}

#[test]
fn a_file_cut_off_is_damaged_even_when_its_index_is_whole() {
    let bytes = finished();
    assert_eq!(facts_of(&bytes[..bytes.len() - 1]), Err(MediaError::Damaged));
    let bytes = recorded();
    assert_eq!(facts_of(&bytes[..bytes.len() - 1]), Err(MediaError::Damaged));
}

#[test]
fn sound_alone_is_not_a_video() {
    let sound = element(0xae, &[element(0xd7, &[1]), element(0x83, &[2])].concat());
    let segment = [info(2000.0), element(0x1654_ae6b, &sound)].concat();
    assert_eq!(
        facts_of(&[header(), element(0x1853_8067, &segment)].concat()),
        Err(MediaError::NotAVideo)
    );
}

proptest! {
    #[test]
    fn a_changed_or_cut_file_never_panics(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        length in any::<prop::sample::Index>(),
    ) {
        for mut bytes in [finished(), recorded()] {
            for (place, byte) in &changes {
                let place = place.index(bytes.len());
                bytes[place] = *byte;
            }
            let _ = facts_of(&bytes);
            bytes.truncate(length.index(bytes.len()));
            let _ = facts_of(&bytes);
        }
    }
}
