//! Fragmented MP4: phones and recorders that write while they film put the samples'
//! durations into many small boxes instead of one table.

use std::io::{Read, Seek};
use std::ops::Range;

use super::track::{Track, each_entry};
use super::{Atom, Movie, each_atom};
use crate::media::MediaError;
use crate::media::source::{Source, u32_at, u64_at};

/// What holds for samples of a track that say nothing else.
pub(super) struct Defaults {
    track: u32,
    /// Ticks of one sample.
    duration: u32,
}

/// Reads `mvex`.
pub(super) fn read_defaults<R: Read + Seek>(
    source: &mut Source<R>,
    body: Range<u64>,
) -> Result<Vec<Defaults>, MediaError> {
    let mut defaults = Vec::new();
    each_atom(source, body, |source, atom| {
        if &atom.kind == b"trex" {
            let head = source.read_up_to(atom.body.start, atom.body.end, 16)?;
            defaults.push(Defaults {
                track: u32_at(&head, 4)?,
                duration: u32_at(&head, 12)?,
            });
        }
        Ok(())
    })?;
    Ok(defaults)
}

/// Adds the samples of one `moof` to the movie's tracks.
pub(super) fn read<R: Read + Seek>(
    source: &mut Source<R>,
    body: Range<u64>,
    movie: &mut Movie,
) -> Result<(), MediaError> {
    each_atom(source, body, |source, atom| match &atom.kind {
        b"traf" => read_track_part(source, atom.body, movie),
        _ => Ok(()),
    })
}

/// One `traf`: `tfhd` names the track and always comes before the runs.
fn read_track_part<R: Read + Seek>(
    source: &mut Source<R>,
    body: Range<u64>,
    movie: &mut Movie,
) -> Result<(), MediaError> {
    let mut header = None;
    each_atom(source, body, |source, atom| {
        match (&atom.kind, &header) {
            (b"tfhd", _) => header = Some(read_header(source, &atom, &movie.defaults)?),
            (b"tfdt", Some((id, _))) => movie.track(*id).start_part(read_start(source, &atom)?),
            (b"trun", Some((id, duration))) => read_run(source, &atom, *duration, movie.track(*id))?,
            _ => {}
        }
        Ok(())
    })
}

/// Track and default duration of `tfhd`.
fn read_header<R: Read + Seek>(
    source: &mut Source<R>,
    atom: &Atom,
    defaults: &[Defaults],
) -> Result<(u32, u32), MediaError> {
    let head = source.read_up_to(atom.body.start, atom.body.end, 24)?;
    let (flags, track) = (u32_at(&head, 0)?, u32_at(&head, 4)?);
    let has = |flag: u32| flags & flag != 0;
    // The default duration follows two fields that may be missing.
    let at = 8 + if has(0x01) { 8 } else { 0 } + if has(0x02) { 4 } else { 0 };
    let duration = match has(0x08) {
        true => u32_at(&head, at)?,
        false => defaults
            .iter()
            .find(|found| found.track == track)
            .map_or(0, |found| found.duration),
    };
    Ok((track, duration))
}

/// Where the samples of this part start, by `tfdt`.
fn read_start<R: Read + Seek>(source: &mut Source<R>, atom: &Atom) -> Result<u64, MediaError> {
    let head = source.read_up_to(atom.body.start, atom.body.end, 12)?;
    match head.first() {
        Some(1) => u64_at(&head, 4),
        _ => u32_at(&head, 4).map(u64::from),
    }
}

/// Adds the samples of one `trun`.
fn read_run<R: Read + Seek>(
    source: &mut Source<R>,
    atom: &Atom,
    default_duration: u32,
    track: &mut Track,
) -> Result<(), MediaError> {
    let head = source.read_up_to(atom.body.start, atom.body.end, 8)?;
    let (flags, samples) = (u32_at(&head, 0)?, u32_at(&head, 4)?);
    if flags & 0x100 == 0 {
        track.add(samples.into(), default_duration.into());
        return Ok(());
    }
    let optional = (flags & 0x05).count_ones();
    let entry = 4 * (flags & 0xf00).count_ones() as usize;
    let start = atom.body.start + 8 + u64::from(4 * optional);
    // The duration is the first field of an entry.
    each_entry(source, start..atom.body.end, samples, entry, |entry| {
        track.add(1, u32_at(entry, 0)?.into());
        Ok(())
    })
}
