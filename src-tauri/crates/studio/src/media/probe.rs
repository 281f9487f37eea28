//! Opening a file and finding out what it is, by content and never by name.

use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;

use super::source::Source;
use super::{Container, Facts, Fingerprint, MediaError, Probed, mp4, webm};

/// Reads a video's index and fingerprint (blocking; a 4 GB file costs a few reads).
///
/// # Errors
/// See [`MediaError`]. Whether TikTok takes the video is [`super::preflight`]'s question.
pub fn probe(path: &Path) -> Result<Probed, MediaError> {
    let unreadable = |error: std::io::Error| MediaError::Unreadable(error.to_string());
    let path = path.canonicalize().map_err(unreadable)?;
    let (file, size) = open_regular(&path)?;
    if size == 0 {
        return Err(MediaError::Empty);
    }
    let facts = read_facts(&file, size)?;
    let fingerprint = Fingerprint::of(&file).map_err(unreadable)?;
    Ok(Probed {
        facts,
        fingerprint,
        path,
    })
}

/// Opens a regular file and says its size. Looks before it opens: opening a pipe
/// would wait for a writer, opening a device may have effects.
pub(super) fn open_regular(path: &Path) -> Result<(File, u64), MediaError> {
    let unreadable = |error: std::io::Error| MediaError::Unreadable(error.to_string());
    if !std::fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(MediaError::NotAFile);
    }
    let file = File::open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(MediaError::NotAFile);
    }
    Ok((file, metadata.len()))
}

/// Reads the facts from the index.
pub(super) fn read_facts(reader: impl Read + Seek, size: u64) -> Result<Facts, MediaError> {
    let mut source = Source::new(reader, size);
    match sniff(&mut source)? {
        Container::WebM => webm::read(&mut source),
        container => mp4::read(&mut source, container),
    }
}

/// The container by its first bytes.
pub(super) fn sniff<R: Read + Seek>(source: &mut Source<R>) -> Result<Container, MediaError> {
    let head = source.read_up_to(0, source.size(), 12)?;
    if head.starts_with(&webm::EBML) {
        return match webm::document_type(source)?.as_slice() {
            b"webm" => Ok(Container::WebM),
            // Plain Matroska: the same structure, but not on TikTok's list (reference section 13.1).
            _ => Err(MediaError::NotAVideo),
        };
    }
    let (Some(kind), brand) = (head.get(4..8), head.get(8..12).unwrap_or_default()) else {
        return Err(MediaError::NotAVideo);
    };
    match kind {
        b"ftyp" => by_brand(brand),
        // QuickTime from before brands existed starts with any of these.
        b"moov" | b"mdat" | b"wide" | b"free" | b"skip" | b"pnot" => Ok(Container::QuickTime),
        _ => Err(MediaError::NotAVideo),
    }
}

/// The container by its major brand. Pictures use the same boxes as MP4. Brands of
/// single makers (`XAVC`, `MSNV`, `dash`, …) are MP4 too.
fn by_brand(brand: &[u8]) -> Result<Container, MediaError> {
    match brand {
        b"qt  " => Ok(Container::QuickTime),
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" | b"avif" | b"avis"
        | b"jxl " | b"jp2 " | b"crx " => Err(MediaError::NotAVideo),
        _ => Ok(Container::Mp4),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::*;

    fn kind_of(bytes: &[u8]) -> Result<Container, MediaError> {
        sniff(&mut Source::new(Cursor::new(bytes), bytes.len() as u64))
    }

    #[test]
    fn a_container_is_known_by_its_first_bytes() {
        assert_eq!(kind_of(b"\0\0\0\x14ftypisom\0\0\0\0"), Ok(Container::Mp4));
        assert_eq!(kind_of(b"\0\0\0\x14ftypmp42\0\0\0\0"), Ok(Container::Mp4));
        assert_eq!(kind_of(b"\0\0\0\x14ftypqt  \0\0\0\0"), Ok(Container::QuickTime));
        assert_eq!(kind_of(b"\0\0\0\x08wide\0\0\0\x08mdat"), Ok(Container::QuickTime));
        assert_eq!(
            kind_of(b"\x1a\x45\xdf\xa3\x87\x42\x82\x84webm"),
            Ok(Container::WebM)
        );
    }

    #[test]
    fn pictures_matroska_and_everything_else_are_not_videos_tiktok_takes() {
        let matroska = b"\x1a\x45\xdf\xa3\x8b\x42\x82\x88matroska";
        for bytes in [
            matroska.as_slice(),
            b"\0\0\0\x14ftypheic\0\0\0\0",
            b"\xff\xd8\xff\xe0 JFIF",
            b"RIFF",
            b"a",
        ] {
            assert_eq!(kind_of(bytes), Err(MediaError::NotAVideo), "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_probe_panic(
            head in prop::sample::select(vec![
                b"\0\0\0\x14ftypisom\0\0\0\0isom".as_slice(),
                b"\x1a\x45\xdf\xa3\x87\x42\x82\x84webm\x18\x53\x80\x67",
                b"",
            ]),
            rest in prop::collection::vec(any::<u8>(), 0..600),
        ) {
            let bytes = [head, &rest].concat();
            let _ = read_facts(Cursor::new(&bytes), bytes.len() as u64);
        }
    }
}
