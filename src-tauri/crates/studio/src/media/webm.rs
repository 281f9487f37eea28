//! WebM: the elements that say what a video is.
//!
//! Our own walk and not a library's: the library stops at the index and so knows
//! neither length nor frame rate of what a browser has recorded, it takes plain
//! Matroska too, and it asserts where a file contradicts itself. Unlike MP4, a WebM
//! need not say its length or frame rate; then the blocks are counted, each by its
//! header alone.

#[cfg(test)]
mod tests;

use std::io::{Read, Seek};

use super::source::{Source, printable};
use super::{Codec, Container, Facts, MediaError};

/// First bytes of every EBML file.
pub(super) const EBML: [u8; 4] = 0x1a45_dfa3_u32.to_be_bytes();

/// Most bytes of the two elements that are read whole.
const MOST: u64 = 1 << 20;

/// Enough frames for a mean rate when only that is missing.
const ENOUGH_FRAMES: u64 = 1000;

mod id {
    pub const DOCUMENT_TYPE: u32 = 0x4282;
    pub const SEGMENT: u32 = 0x1853_8067;
    pub const INFO: u32 = 0x1549_a966;
    pub const TIMESTAMP_SCALE: u32 = 0x2a_d7b1;
    pub const DURATION: u32 = 0x4489;
    pub const TRACKS: u32 = 0x1654_ae6b;
    pub const TRACK: u32 = 0xae;
    pub const TRACK_NUMBER: u32 = 0xd7;
    pub const TRACK_TYPE: u32 = 0x83;
    pub const CODEC: u32 = 0x86;
    pub const DEFAULT_DURATION: u32 = 0x23_e383;
    pub const VIDEO: u32 = 0xe0;
    pub const WIDTH: u32 = 0xb0;
    pub const HEIGHT: u32 = 0xba;
    pub const CLUSTER: u32 = 0x1f43_b675;
    pub const TIMESTAMP: u32 = 0xe7;
    pub const BLOCK_GROUP: u32 = 0xa0;
    pub const BLOCK: u32 = 0xa1;
    pub const SIMPLE_BLOCK: u32 = 0xa3;
}

/// Head of an element. `size` is `None` where the writer did not know it.
struct Element {
    id: u32,
    body: u64,
    size: Option<u64>,
}

impl Element {
    fn end(&self) -> Result<u64, MediaError> {
        self.size
            .and_then(|size| self.body.checked_add(size))
            .ok_or(MediaError::Damaged)
    }
}

#[derive(Default)]
struct Track {
    number: u64,
    kind: u64,
    codec: Vec<u8>,
    width: u32,
    height: u32,
    /// Nanoseconds of one frame.
    frame_ns: Option<u64>,
}

/// What the walk gathers. Times are in units of `scale` nanoseconds.
struct Walk {
    scale: u64,
    duration: Option<f64>,
    tracks: Vec<Track>,
    cluster: u64,
    /// Picture blocks.
    frames: u64,
    first_frame: Option<u64>,
    last_frame: u64,
    /// Start of the last block of any track.
    last: u64,
}

/// The document type of an EBML file: `webm` or `matroska`.
pub(super) fn document_type<R: Read + Seek>(source: &mut Source<R>) -> Result<Vec<u8>, MediaError> {
    let header = read_element(source, 0)?;
    let bytes = read_whole(source, &header)?;
    let fields = children(&bytes);
    Ok(fields
        .into_iter()
        .find(|(id, _)| *id == id::DOCUMENT_TYPE)
        .map(|(_, name)| name.to_vec())
        .unwrap_or_default())
}

/// Reads the facts of a video.
pub(super) fn read<R: Read + Seek>(source: &mut Source<R>) -> Result<Facts, MediaError> {
    let mut at = read_element(source, 0)?.end()?;
    let segment = loop {
        let element = read_element(source, at)?;
        if element.id == id::SEGMENT {
            break element;
        }
        at = element.end()?;
    };
    let end = match segment.size {
        Some(_) => segment.end()?,
        None => source.size(),
    };
    if end > source.size() {
        return Err(MediaError::Damaged);
    }
    let walk = walk(source, segment.body, end)?;
    walk.facts(source.size())
}

/// Walks the segment's elements. Clusters and block groups are stepped into and not
/// over, so that it does not matter whether their size is known.
fn walk<R: Read + Seek>(source: &mut Source<R>, start: u64, end: u64) -> Result<Walk, MediaError> {
    let mut walk = Walk {
        scale: 1_000_000,
        duration: None,
        tracks: Vec::new(),
        cluster: 0,
        frames: 0,
        first_frame: None,
        last_frame: 0,
        last: 0,
    };
    let mut at = start;
    while at < end {
        let element = read_element(source, at)?;
        if element.id == id::CLUSTER && walk.knows_enough() {
            break;
        }
        if matches!(element.id, id::CLUSTER | id::BLOCK_GROUP) {
            at = element.body;
            continue;
        }
        at = element.end()?;
        if at > end {
            return Err(MediaError::Damaged);
        }
        walk.take(source, &element)?;
    }
    Ok(walk)
}

impl Walk {
    fn take<R: Read + Seek>(&mut self, source: &mut Source<R>, element: &Element) -> Result<(), MediaError> {
        match element.id {
            id::INFO => self.take_info(&read_whole(source, element)?),
            id::TRACKS => self.take_tracks(&read_whole(source, element)?),
            id::TIMESTAMP => self.cluster = unsigned(&read_whole(source, element)?),
            id::SIMPLE_BLOCK | id::BLOCK => {
                let head = source.read_up_to(element.body, element.end()?, 10)?;
                self.take_block(&head)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn take_info(&mut self, bytes: &[u8]) {
        for (id, value) in children(bytes) {
            match id {
                id::TIMESTAMP_SCALE => self.scale = unsigned(value),
                id::DURATION => {
                    self.duration = float(value).filter(|length| length.is_finite() && *length > 0.0)
                }
                _ => {}
            }
        }
    }

    fn take_tracks(&mut self, bytes: &[u8]) {
        let tracks = children(bytes).into_iter().filter(|(id, _)| *id == id::TRACK);
        self.tracks = tracks.map(|(_, track)| read_track(track)).collect();
    }

    fn take_block(&mut self, head: &[u8]) -> Result<(), MediaError> {
        let (number, length) = variable(head).ok_or(MediaError::Damaged)?;
        let offset = head
            .get(length..)
            .and_then(|rest| rest.first_chunk())
            .ok_or(MediaError::Damaged)?;
        let time = self
            .cluster
            .saturating_add_signed(i16::from_be_bytes(*offset).into());
        self.last = self.last.max(time);
        if self.picture().is_some_and(|track| track.number == number) {
            self.frames += 1;
            self.first_frame.get_or_insert(time);
            self.last_frame = self.last_frame.max(time);
        }
        Ok(())
    }

    fn picture(&self) -> Option<&Track> {
        self.tracks.iter().find(|track| track.kind == 1)
    }

    fn knows_enough(&self) -> bool {
        let Some(picture) = self.picture() else {
            return false;
        };
        let knows_rate = picture.frame_ns.is_some() || self.frames >= ENOUGH_FRAMES;
        knows_rate && self.duration.is_some()
    }

    fn facts(&self, size: u64) -> Result<Facts, MediaError> {
        if self.tracks.is_empty() {
            return Err(MediaError::Damaged);
        }
        let picture = self.picture().ok_or(MediaError::NotAVideo)?;
        let frame_rate = self.frame_rate(picture);
        let duration_ms = self.duration_ms(frame_rate);
        if duration_ms == 0 || picture.width == 0 || picture.height == 0 {
            return Err(MediaError::Damaged);
        }
        Ok(Facts {
            container: Container::WebM,
            codec: codec(&picture.codec),
            size,
            duration_ms,
            width: picture.width,
            height: picture.height,
            rotation: 0,
            frame_rate,
            // The blocks are read only until they tell the rate.
            last_frame_at_ms: None,
            has_audio: self.tracks.iter().any(|track| track.kind == 2),
        })
    }

    fn duration_ms(&self, frame_rate: Option<f64>) -> u64 {
        let ms = |units: f64| units * self.scale as f64 / 1e6;
        let counted = || ms(self.last as f64) + frame_rate.map_or(0.0, |rate| 1000.0 / rate);
        // The cast saturates, which is right for nonsense.
        self.duration.map_or_else(counted, ms).round() as u64
    }

    /// What the track says, else the mean of the counted frames.
    fn frame_rate(&self, picture: &Track) -> Option<f64> {
        if let Some(nanoseconds) = picture.frame_ns {
            return Some(1e9 / nanoseconds as f64);
        }
        let units = self.last_frame.checked_sub(self.first_frame?)? as f64;
        let seconds = units * self.scale as f64 / 1e9;
        (seconds > 0.0).then(|| (self.frames - 1) as f64 / seconds)
    }
}

fn read_track(bytes: &[u8]) -> Track {
    let mut track = Track::default();
    for (id, value) in children(bytes) {
        match id {
            id::TRACK_NUMBER => track.number = unsigned(value),
            id::TRACK_TYPE => track.kind = unsigned(value),
            id::CODEC => track.codec = value.to_vec(),
            id::DEFAULT_DURATION => track.frame_ns = Some(unsigned(value)).filter(|length| *length > 0),
            id::VIDEO => (track.width, track.height) = sides(value),
            _ => {}
        }
    }
    track
}

fn sides(bytes: &[u8]) -> (u32, u32) {
    let fields = children(bytes);
    let side = |wanted: u32| {
        let value = fields
            .iter()
            .find(|(id, _)| *id == wanted)
            .map_or(0, |(_, value)| unsigned(value));
        u32::try_from(value).unwrap_or(u32::MAX)
    };
    (side(id::WIDTH), side(id::HEIGHT))
}

fn codec(name: &[u8]) -> Codec {
    match name {
        b"V_VP8" => Codec::Vp8,
        b"V_VP9" => Codec::Vp9,
        b"V_MPEG4/ISO/AVC" => Codec::H264,
        b"V_MPEGH/ISO/HEVC" => Codec::H265,
        b"V_AV1" => Codec::Other("AV1".to_owned()),
        _ => Codec::Other(printable(name)),
    }
}

fn read_element<R: Read + Seek>(source: &mut Source<R>, at: u64) -> Result<Element, MediaError> {
    let head = source.read_up_to(at, source.size(), 12)?;
    let (id, size, length) = element_head(&head).ok_or(MediaError::Damaged)?;
    Ok(Element {
        id,
        body: at + length as u64,
        size,
    })
}

fn read_whole<R: Read + Seek>(source: &mut Source<R>, element: &Element) -> Result<Vec<u8>, MediaError> {
    let size = element
        .size
        .filter(|size| *size <= MOST)
        .ok_or(MediaError::Damaged)?;
    let mut bytes = vec![0; usize::try_from(size).map_err(|_| MediaError::Damaged)?];
    source.read(element.body, &mut bytes)?;
    Ok(bytes)
}

/// The elements inside a whole one, as far as they can be read.
fn children(mut bytes: &[u8]) -> Vec<(u32, &[u8])> {
    let mut found = Vec::new();
    while let Some((id, Some(size), length)) = element_head(bytes) {
        let Some((value, rest)) = usize::try_from(size)
            .ok()
            .and_then(|size| bytes.get(length..)?.split_at_checked(size))
        else {
            break;
        };
        found.push((id, value));
        bytes = rest;
    }
    found
}

/// Id, size and length of an element's head.
fn element_head(bytes: &[u8]) -> Option<(u32, Option<u64>, usize)> {
    let id_length = bytes.first()?.leading_zeros() as usize + 1;
    if id_length > 4 {
        return None;
    }
    let id = bytes
        .get(..id_length)?
        .iter()
        .fold(0, |id, byte| id << 8 | u32::from(*byte));
    let (size, size_length) = variable(bytes.get(id_length..)?)?;
    // All ones is the mark of an unknown size.
    let unknown = (1_u64 << (7 * size_length)) - 1;
    Some((
        id,
        Some(size).filter(|size| *size != unknown),
        id_length + size_length,
    ))
}

/// A number whose first byte tells its length, and that length.
fn variable(bytes: &[u8]) -> Option<(u64, usize)> {
    let first = *bytes.first()?;
    let length = first.leading_zeros() as usize + 1;
    if length > 8 {
        return None;
    }
    let mask = 0xff_u64 >> length;
    let rest = bytes.get(1..length)?;
    Some((
        rest.iter().fold(u64::from(first) & mask, |value, byte| {
            value << 8 | u64::from(*byte)
        }),
        length,
    ))
}

/// A number of up to eight bytes.
fn unsigned(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .take(8)
        .fold(0, |value, byte| value << 8 | u64::from(*byte))
}

fn float(bytes: &[u8]) -> Option<f64> {
    match bytes.len() {
        4 => bytes.first_chunk().map(|bytes| f32::from_be_bytes(*bytes).into()),
        8 => bytes.first_chunk().map(|bytes| f64::from_be_bytes(*bytes)),
        _ => None,
    }
}
