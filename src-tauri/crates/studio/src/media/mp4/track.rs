//! One track of a movie.

use std::io::{Read, Seek};
use std::ops::Range;

use super::{Atom, each_atom, read_clock};
use crate::media::source::{Source, array_at, printable, u16_at, u32_at};
use crate::media::{Codec, MediaError};

/// Bytes of one step through a table; a multiple of every entry's length.
const STEP: usize = 48 * 1024;

/// What a track carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Kind {
    Picture,
    Sound,
    #[default]
    Else,
}

/// A track, as far as facts need it.
#[derive(Default)]
pub(super) struct Track {
    pub id: u32,
    pub kind: Kind,
    /// Clockwise degrees.
    pub rotation: u16,
    pub timescale: u32,
    /// What the header says, in `timescale`.
    pub duration: Option<u64>,
    pub codec: Option<Codec>,
    /// Pixels as stored.
    width: u32,
    height: u32,
    /// Samples, and how long they last together in `timescale`.
    pub frames: u64,
    pub ticks: u64,
    /// How long the last sample lasts, in `timescale`.
    last_delta: u64,
    /// Start of the first fragment.
    first_start: Option<u64>,
}

impl Track {
    /// Pixels after rotation.
    pub fn sides_as_shown(&self) -> (u32, u32) {
        match self.rotation {
            90 | 270 => (self.height, self.width),
            _ => (self.width, self.height),
        }
    }

    /// Mean frames a second. Frames of varying length count with their real length.
    pub fn frame_rate(&self) -> Option<f64> {
        (self.ticks > 0).then(|| self.frames as f64 * f64::from(self.timescale) / self.ticks as f64)
    }

    /// The first whole millisecond of the last frame.
    pub fn last_frame_at_ms(&self) -> Option<u64> {
        let ticks = u128::from(self.ticks.checked_sub(self.last_delta)?) * 1000;
        let scale = u128::from(self.timescale);
        let ms = (ticks + scale.saturating_sub(1)).checked_div(scale)?;
        u64::try_from(ms).ok()
    }
}

pub(super) fn read<R: Read + Seek>(source: &mut Source<R>, body: Range<u64>) -> Result<Track, MediaError> {
    let mut track = Track::default();
    each_atom(source, body, |source, atom| match &atom.kind {
        b"tkhd" => read_header(source, &atom, &mut track),
        b"mdia" => read_media(source, atom.body, &mut track),
        _ => Ok(()),
    })?;
    Ok(track)
}

fn read_header<R: Read + Seek>(
    source: &mut Source<R>,
    atom: &Atom,
    track: &mut Track,
) -> Result<(), MediaError> {
    let head = source.read_up_to(atom.body.start, atom.body.end, 96)?;
    let (id, matrix) = match head.first() {
        Some(1) => (20, 52),
        _ => (12, 40),
    };
    track.id = u32_at(&head, id)?;
    track.rotation = rotation(&head, matrix)?;
    Ok(())
}

/// Clockwise degrees of the first four numbers that matter of a matrix `a b u c d v …`.
fn rotation(head: &[u8], matrix: usize) -> Result<u16, MediaError> {
    let number = |index: usize| u32_at(head, matrix + 4 * index).map(u32::cast_signed);
    let (a, b, d) = (number(0)?, number(1)?, number(4)?);
    Ok(match (a, b, d) {
        (0, 1.., 0) => 90,
        (0, ..=-1, 0) => 270,
        (..=-1, _, ..=-1) => 180,
        _ => 0,
    })
}

fn read_media<R: Read + Seek>(
    source: &mut Source<R>,
    body: Range<u64>,
    track: &mut Track,
) -> Result<(), MediaError> {
    each_atom(source, body, |source, atom| {
        match &atom.kind {
            b"mdhd" => (track.timescale, track.duration) = read_clock(source, &atom)?,
            b"hdlr" => track.kind = read_kind(source, &atom)?,
            // A QuickTime `minf` has a `hdlr` of its own, about data and not about media.
            b"minf" => each_atom(source, atom.body, |source, atom| match &atom.kind {
                b"stbl" => read_tables(source, atom.body, track),
                _ => Ok(()),
            })?,
            _ => {}
        }
        Ok(())
    })
}

fn read_kind<R: Read + Seek>(source: &mut Source<R>, atom: &Atom) -> Result<Kind, MediaError> {
    let head = source.read_up_to(atom.body.start, atom.body.end, 12)?;
    Ok(match &array_at(&head, 8)? {
        b"vide" => Kind::Picture,
        b"soun" => Kind::Sound,
        _ => Kind::Else,
    })
}

fn read_tables<R: Read + Seek>(
    source: &mut Source<R>,
    body: Range<u64>,
    track: &mut Track,
) -> Result<(), MediaError> {
    each_atom(source, body, |source, atom| match &atom.kind {
        b"stsd" => read_description(source, &atom, track),
        b"stts" => read_times(source, &atom, track),
        _ => Ok(()),
    })
}

/// The first sample description: codec, and for pictures the sides. Tracks without
/// one keep none; only for the main picture does that matter.
fn read_description<R: Read + Seek>(
    source: &mut Source<R>,
    atom: &Atom,
    track: &mut Track,
) -> Result<(), MediaError> {
    let head = source.read_up_to(atom.body.start, atom.body.end, 44)?;
    if head.len() < 44 {
        return Ok(());
    }
    track.codec = Some(codec(&array_at(&head, 12)?));
    track.width = u16_at(&head, 40)?.into();
    track.height = u16_at(&head, 42)?.into();
    Ok(())
}

/// A codec by its four letters.
fn codec(name: &[u8; 4]) -> Codec {
    let other = |name: &str| Codec::Other(name.to_owned());
    match name {
        b"avc1" | b"avc2" | b"avc3" | b"avc4" => Codec::H264,
        // Dolby Vision is H.265 with an extra layer.
        b"hvc1" | b"hev1" | b"hvc2" | b"hev2" | b"dvh1" | b"dvhe" => Codec::H265,
        b"vp08" => Codec::Vp8,
        b"vp09" => Codec::Vp9,
        b"av01" => other("AV1"),
        b"mp4v" => other("MPEG-4 part 2"),
        b"jpeg" | b"mjpa" | b"mjpb" => other("Motion JPEG"),
        b"AVdn" | b"AVdh" => other("DNxHD"),
        b"encv" => other("encrypted video"),
        [b'a', b'p', ..] => other("ProRes"),
        _ => Codec::Other(printable(name)),
    }
}

/// Sums the table of durations: runs of (samples, ticks each).
fn read_times<R: Read + Seek>(
    source: &mut Source<R>,
    atom: &Atom,
    track: &mut Track,
) -> Result<(), MediaError> {
    let head = source.read_up_to(atom.body.start, atom.body.end, 8)?;
    let entries = u32_at(&head, 4)?;
    each_entry(source, atom.body.start + 8..atom.body.end, entries, 8, |entry| {
        let (samples, delta) = (u32_at(entry, 0)?.into(), u32_at(entry, 4)?.into());
        track.add(samples, delta);
        Ok(())
    })
}

impl Track {
    /// Counts `samples` of `delta` ticks each.
    pub fn add(&mut self, samples: u64, delta: u64) {
        self.frames = self.frames.saturating_add(samples);
        self.ticks = self.ticks.saturating_add(samples.saturating_mul(delta));
        self.last_delta = delta;
    }

    /// Goes on at `start`, the stated start of a fragment. Writers guess the length of
    /// the last frame of a fragment before they know the next; the start is right.
    pub fn start_part(&mut self, start: u64) {
        let first = *self.first_start.get_or_insert(start);
        self.ticks = start.saturating_sub(first);
    }
}

/// Calls `visit` for each of `entries` entries of `length` bytes, which must fit in `within`.
pub(super) fn each_entry<R: Read + Seek>(
    source: &mut Source<R>,
    within: Range<u64>,
    entries: u32,
    length: usize,
    mut visit: impl FnMut(&[u8]) -> Result<(), MediaError>,
) -> Result<(), MediaError> {
    let end = within
        .start
        .saturating_add(u64::from(entries).saturating_mul(length as u64));
    if end > within.end {
        return Err(MediaError::Damaged);
    }
    let mut at = within.start;
    while at < end {
        let step = source.read_up_to(at, end, STEP)?;
        step.chunks_exact(length).try_for_each(&mut visit)?;
        at += step.len() as u64;
    }
    Ok(())
}
