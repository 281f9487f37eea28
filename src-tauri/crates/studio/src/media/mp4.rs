//! MP4 and QuickTime: the boxes that say what a video is.
//!
//! Our own walk and not a library's, for two reasons: the libraries build a list of
//! all samples, which takes megabytes for a long video and gigabytes for a file that
//! lies about their number; and they panic on tables that contradict each other.
//! Here the tables of sample sizes and places are stepped over, and every number
//! from the file is used with checked or saturating arithmetic.

mod fragment;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;
mod track;

use std::io::{Read, Seek};
use std::ops::Range;

use fragment::Defaults;
use track::{Kind, Track};

use super::source::{Source, array_at, u32_at, u64_at};
use super::{Container, Facts, MediaError};

/// One box: its four letters and where its content lies.
struct Atom {
    kind: [u8; 4],
    body: Range<u64>,
}

/// What the walk gathers.
#[derive(Default)]
struct Movie {
    timescale: u32,
    /// In `timescale`; `None` when the file does not say.
    duration: Option<u64>,
    tracks: Vec<Track>,
    /// Defaults of tracks that come in fragments.
    defaults: Vec<Defaults>,
    /// Takes the samples of tracks there are none of.
    nobody: Track,
}

impl Movie {
    fn track(&mut self, id: u32) -> &mut Track {
        self.tracks
            .iter_mut()
            .find(|track| track.id == id)
            .unwrap_or(&mut self.nobody)
    }
}

/// Reads the facts of a video.
pub(super) fn read<R: Read + Seek>(
    source: &mut Source<R>,
    container: Container,
) -> Result<Facts, MediaError> {
    let mut movie = None;
    let mut has_data = false;
    let mut fragments = Vec::new();
    let end = source.size();
    let mut at = 0;
    loop {
        let atom = match read_atom(source, at, end) {
            // Some cameras append data of their own that is no box.
            Err(MediaError::Damaged) if movie.is_some() && has_data => break,
            atom => atom?,
        };
        let Some(atom) = atom else { break };
        match &atom.kind {
            b"moov" | b"moof" | b"mdat" if atom.body.end > end => return Err(MediaError::Damaged),
            b"moov" if movie.is_none() => movie = Some(read_movie(source, atom.body.clone())?),
            b"moof" => fragments.push(atom.body.clone()),
            b"mdat" => has_data = true,
            _ => {}
        }
        at = atom.body.end;
    }
    let mut movie = movie.filter(|_| has_data).ok_or(MediaError::Damaged)?;
    for body in fragments {
        fragment::read(source, body, &mut movie)?;
    }
    facts(&movie, container, end)
}

/// The box at `at`, or `None` at the end of its parent. Its end may lie beyond the
/// parent's; callers that look inside must mind.
fn read_atom<R: Read + Seek>(source: &mut Source<R>, at: u64, end: u64) -> Result<Option<Atom>, MediaError> {
    let head = source.read_up_to(at, end, 16)?;
    // Fewer than eight bytes are padding; QuickTime ends some lists with four zeros.
    let (Ok(short), Ok(kind)) = (u32_at(&head, 0), array_at(&head, 4)) else {
        return Ok(None);
    };
    let (header, size) = match short {
        0 => (8, end - at),
        1 => (16, u64_at(&head, 8)?),
        size => (8, size.into()),
    };
    if size < header {
        return Err(MediaError::Damaged);
    }
    let end = at.checked_add(size).ok_or(MediaError::Damaged)?;
    Ok(Some(Atom {
        kind,
        body: at + header..end,
    }))
}

/// Calls `visit` for each box in `within`.
fn each_atom<R: Read + Seek>(
    source: &mut Source<R>,
    within: Range<u64>,
    mut visit: impl FnMut(&mut Source<R>, Atom) -> Result<(), MediaError>,
) -> Result<(), MediaError> {
    let mut at = within.start;
    while let Some(atom) = read_atom(source, at, within.end)? {
        if atom.body.end > within.end {
            return Err(MediaError::Damaged);
        }
        at = atom.body.end;
        visit(source, atom)?;
    }
    Ok(())
}

fn read_movie<R: Read + Seek>(source: &mut Source<R>, body: Range<u64>) -> Result<Movie, MediaError> {
    let mut movie = Movie::default();
    each_atom(source, body, |source, atom| {
        match &atom.kind {
            b"mvhd" => (movie.timescale, movie.duration) = read_clock(source, &atom)?,
            b"trak" => movie.tracks.push(track::read(source, atom.body)?),
            b"mvex" => movie.defaults = fragment::read_defaults(source, atom.body)?,
            _ => {}
        }
        Ok(())
    })?;
    Ok(movie)
}

/// Time scale and duration of `mvhd` or `mdhd`. All ones, or nothing, means unknown.
fn read_clock<R: Read + Seek>(source: &mut Source<R>, atom: &Atom) -> Result<(u32, Option<u64>), MediaError> {
    let head = source.read_up_to(atom.body.start, atom.body.end, 32)?;
    let (timescale, duration, unknown) = match head.first() {
        Some(1) => (u32_at(&head, 20)?, u64_at(&head, 24)?, u64::MAX),
        _ => (u32_at(&head, 12)?, u32_at(&head, 16)?.into(), u32::MAX.into()),
    };
    Ok((
        timescale,
        Some(duration).filter(|duration| *duration != 0 && *duration != unknown),
    ))
}

fn facts(movie: &Movie, container: Container, size: u64) -> Result<Facts, MediaError> {
    let video = main_picture(&movie.tracks).ok_or(MediaError::NotAVideo)?;
    let duration_ms = duration_ms(movie, video)
        .filter(|ms| *ms > 0)
        .ok_or(MediaError::Damaged)?;
    let (width, height) = video.sides_as_shown();
    if width == 0 || height == 0 || video.frames == 0 {
        return Err(MediaError::Damaged);
    }
    Ok(Facts {
        container,
        codec: video.codec.clone().ok_or(MediaError::Damaged)?,
        size,
        duration_ms,
        width,
        height,
        rotation: video.rotation,
        frame_rate: video.frame_rate(),
        last_frame_at_ms: video.last_frame_at_ms(),
        has_audio: movie.tracks.iter().any(|track| track.kind == Kind::Sound),
    })
}

/// The picture track with the most frames: a cover stored as a track has one.
fn main_picture(tracks: &[Track]) -> Option<&Track> {
    let pictures = tracks.iter().filter(|track| track.kind == Kind::Picture);
    // `max_by_key` takes the last of equals, players take the first.
    pictures.rev().max_by_key(|track| track.frames)
}

/// The movie's own word counts, since it knows of edits; a fragmented file says
/// nothing or only the length of its first part, and there the samples count.
fn duration_ms(movie: &Movie, video: &Track) -> Option<u64> {
    let stated = movie
        .duration
        .and_then(|ticks| milliseconds(ticks, movie.timescale));
    let counted = movie
        .tracks
        .iter()
        .filter_map(|track| milliseconds(track.ticks, track.timescale))
        .max();
    let header = video
        .duration
        .and_then(|ticks| milliseconds(ticks, video.timescale));
    match movie.defaults.is_empty() {
        true => stated.or(header).or(counted),
        false => counted.max(stated),
    }
}

/// Ticks as milliseconds, rounded to the nearest.
fn milliseconds(ticks: u64, timescale: u32) -> Option<u64> {
    let scale = u128::from(timescale);
    let ms = (u128::from(ticks) * 1000 + scale / 2).checked_div(scale)?;
    u64::try_from(ms).ok()
}
