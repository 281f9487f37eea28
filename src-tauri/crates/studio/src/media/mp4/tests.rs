use std::io::Cursor;

use proptest::prelude::*;

use super::sample::{Sample, UPRIGHT, atom, parent, words};
use crate::media::probe::read_facts;
use crate::media::{Codec, Container, Facts, MediaError};

fn facts_of(sample: &Sample) -> Result<Facts, MediaError> {
    let bytes = sample.bytes();
    read_facts(Cursor::new(&bytes), bytes.len() as u64)
}

#[test]
fn a_plain_movie_says_what_it_is() {
    let facts = facts_of(&Sample::default()).unwrap();
    assert_eq!((facts.width, facts.height, facts.rotation), (1080, 1920, 0));
    assert_eq!(facts.duration_ms, 2000);
    assert_eq!(facts.frame_rate, Some(30.0));
    assert_eq!((facts.container, facts.codec), (Container::Mp4, Codec::H264));
    assert!(!facts.has_audio);
}

#[test]
fn a_turned_picture_swaps_its_sides() {
    let one = 1 << 16;
    let turned = |a, b, c, d| {
        let mut matrix = UPRIGHT;
        (matrix[0], matrix[1], matrix[3], matrix[4]) = (a, b, c, d);
        let facts = facts_of(&Sample {
            matrix,
            sides: (1920, 1080),
            ..Sample::default()
        })
        .unwrap();
        (facts.rotation, facts.width, facts.height)
    };
    assert_eq!(turned(0, one, -one, 0), (90, 1080, 1920));
    assert_eq!(turned(-one, 0, 0, -one), (180, 1920, 1080));
    assert_eq!(turned(0, -one, one, 0), (270, 1080, 1920));
    assert_eq!(turned(one, 0, 0, one), (0, 1920, 1080));
}

#[test]
fn frames_of_varying_length_give_the_mean_rate() {
    let facts = facts_of(&Sample {
        times: vec![30, 500, 30, 1500],
        ..Sample::default()
    })
    .unwrap();
    assert_eq!(facts.frame_rate, Some(30.0));
}

#[test]
fn the_last_frame_begins_with_its_own_length_before_the_end() {
    let last = |times: &[u32]| {
        let sample = Sample {
            times: times.to_vec(),
            movie_duration: 9000,
            ..Sample::default()
        };
        facts_of(&sample).unwrap().last_frame_at_ms
    };
    // Of 30,000 ticks a second; the first whole millisecond of a frame shows it.
    assert_eq!(last(&[60, 1000]), Some(1967));
    assert_eq!(last(&[30, 500, 30, 1500]), Some(1950));
    assert_eq!(last(&[1, 1000]), Some(0));
}

#[test]
fn codecs_are_named_as_creators_know_them() {
    let codec = |name: &[u8; 4]| {
        facts_of(&Sample {
            codec: *name,
            ..Sample::default()
        })
        .unwrap()
        .codec
    };
    assert_eq!(codec(b"hvc1"), Codec::H265);
    assert_eq!(codec(b"vp09"), Codec::Vp9);
    assert_eq!(codec(b"apch"), Codec::Other("ProRes".to_owned()));
    assert_eq!(codec(b"av01"), Codec::Other("AV1".to_owned()));
    assert_eq!(codec(b"x\n<\0"), Codec::Other("x<".to_owned()));
    assert_eq!(codec(b"\0\0\0\0"), Codec::Other("?".to_owned()));
}

#[test]
fn a_movie_without_its_own_duration_takes_the_tracks() {
    for movie_duration in [0, u32::MAX] {
        assert_eq!(
            facts_of(&Sample {
                movie_duration,
                ..Sample::default()
            })
            .unwrap()
            .duration_ms,
            2000
        );
    }
}

#[test]
fn sound_alone_is_not_a_video() {
    let sample = Sample {
        handler: *b"soun",
        ..Sample::default()
    };
    assert_eq!(facts_of(&sample), Err(MediaError::NotAVideo));
}

#[test]
fn contradictions_and_missing_parts_are_damage() {
    let damaged = |sample: Sample| assert_eq!(facts_of(&sample), Err(MediaError::Damaged));
    damaged(Sample {
        sides: (0, 1920),
        ..Sample::default()
    });
    damaged(Sample {
        times: vec![],
        ..Sample::default()
    });
    damaged(Sample {
        rest: Vec::new(),
        ..Sample::default()
    });
    damaged(Sample {
        rest: b"\0\0\0\xffmdat cut off".to_vec(),
        ..Sample::default()
    });
    damaged(Sample {
        extra: b"\0\0\0\x02trak".to_vec(),
        ..Sample::default()
    });
    damaged(Sample {
        extra: b"\0\0\0\xfftrak".to_vec(),
        ..Sample::default()
    });
    damaged(Sample {
        movie_duration: 0,
        timescale: 0,
        ..Sample::default()
    });
}

#[test]
fn numbers_at_their_limits_do_no_harm() {
    let times = vec![u32::MAX, u32::MAX, u32::MAX, u32::MAX];
    assert!(
        facts_of(&Sample {
            times,
            movie_duration: 0,
            ..Sample::default()
        })
        .is_ok()
    );
    let table = [words(&[0, u32::MAX]), words(&[1, 1])].concat();
    let extra = parent(
        b"trak",
        &[parent(
            b"mdia",
            &[parent(b"minf", &[parent(b"stbl", &[atom(b"stts", &table)])])],
        )],
    );
    assert_eq!(
        facts_of(&Sample {
            extra,
            ..Sample::default()
        }),
        Err(MediaError::Damaged)
    );
}

#[test]
fn whatever_follows_the_last_box_is_ignored() {
    for tail in [
        b"\0".as_slice(),
        b"\0\0\0\0",
        b"\0\0\0\0\0\0\0\0\0\0\0\0",
        b"\0\0\0\x03a camera",
        b"a camera's own data",
    ] {
        let rest = [atom(b"mdat", b"frames"), tail.to_vec()].concat();
        assert_eq!(
            facts_of(&Sample {
                rest,
                ..Sample::default()
            })
            .unwrap()
            .duration_ms,
            2000
        );
    }
}

/// A movie of fragments: each part has 30 samples, given by `run`.
fn fragmented(header: &[u32], run: &[u32]) -> Sample {
    let part = parent(
        b"traf",
        &[atom(b"tfhd", &words(header)), atom(b"trun", &words(run))],
    );
    let fragment = [parent(b"moof", &[part]), atom(b"mdat", b"frames")].concat();
    Sample {
        times: vec![],
        movie_duration: 0,
        extra: parent(b"mvex", &[atom(b"trex", &words(&[0, 1, 1, 1000, 0, 0]))]),
        rest: fragment.repeat(3),
        ..Sample::default()
    }
}

#[test]
fn fragments_add_up_with_default_and_with_own_durations() {
    let by_movie = facts_of(&fragmented(&[0, 1], &[0, 30])).unwrap();
    assert_eq!((by_movie.duration_ms, by_movie.frame_rate), (3000, Some(30.0)));

    let by_fragment = facts_of(&fragmented(&[0x0a, 1, 9, 500], &[0, 30])).unwrap();
    assert_eq!(
        (by_fragment.duration_ms, by_fragment.frame_rate),
        (1500, Some(60.0))
    );

    let own = facts_of(&fragmented(&[0, 1], &[0x301, 2, 99, 1000, 7, 2000, 7])).unwrap();
    assert_eq!((own.duration_ms, own.frame_rate), (300, Some(20.0)));
}

#[test]
fn a_fragments_stated_start_corrects_the_guessed_length_of_the_frame_before() {
    let part = |start: u32, last: u32| {
        let run = atom(b"trun", &words(&[0x100, 2, 1000, last]));
        let start = atom(b"tfdt", &words(&[0, start]));
        let fragment = parent(b"traf", &[atom(b"tfhd", &words(&[0, 1])), start, run]);
        [parent(b"moof", &[fragment]), atom(b"mdat", b"frames")].concat()
    };
    let rest = [part(500, 1), part(2500, 9000), part(4500, 1000)].concat();
    let facts = facts_of(&Sample {
        rest,
        ..fragmented(&[], &[])
    })
    .unwrap();
    assert_eq!((facts.duration_ms, facts.frame_rate), (200, Some(30.0)));
}

#[test]
fn a_fragment_that_claims_more_samples_than_it_has_is_damage() {
    assert_eq!(
        facts_of(&fragmented(&[0, 1], &[0x100, 3, 1000, 1000])),
        Err(MediaError::Damaged)
    );
}

proptest! {
    #[test]
    fn a_changed_or_cut_movie_never_panics(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        length in any::<prop::sample::Index>(),
    ) {
        for sample in [Sample::default(), fragmented(&[0x0a, 1, 9, 500], &[0x301, 2, 99, 1000, 7, 2000, 7])] {
            let mut bytes = sample.bytes();
            for (place, byte) in &changes {
                let place = place.index(bytes.len());
                bytes[place] = *byte;
            }
            let _ = read_facts(Cursor::new(&bytes), bytes.len() as u64);
            bytes.truncate(length.index(bytes.len()));
            let _ = read_facts(Cursor::new(&bytes), bytes.len() as u64);
        }
    }

    #[test]
    fn a_movie_cut_anywhere_is_never_taken_for_whole(length in any::<prop::sample::Index>()) {
        let mut bytes = Sample::default().bytes();
        bytes.truncate(length.index(bytes.len()));
        prop_assert!(read_facts(Cursor::new(&bytes), bytes.len() as u64).is_err());
    }
}
