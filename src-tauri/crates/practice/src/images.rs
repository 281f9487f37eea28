//! What TikTok takes as a photo (R§13.2). Reads the head of a file only, no input or output.

/// At most 20 MB each; whether MB means 10⁶ or 2²⁰ bytes is not stated, both readings pass.
pub const LARGEST_IMAGE: u64 = 20 << 20;
/// "1080p" is not explained for upright pictures: 1080 × 1920 either way passes.
const MOST_PIXELS: (u32, u32) = (1_080, 1_920);

/// Checks a photo; the error is a `fail_reason` of R§11.1.
pub fn check(bytes: &[u8]) -> Result<(), &'static str> {
    let (width, height) = jpeg(bytes)
        .or_else(|| webp(bytes))
        .ok_or("file_format_check_failed")?;
    let (short, long) = (width.min(height), width.max(height));
    let fits = short > 0 && short <= MOST_PIXELS.0 && long <= MOST_PIXELS.1;
    fits.then_some(()).ok_or("picture_size_check_failed")
}

/// Width and height of a JPEG: they lie in its frame header, behind other segments.
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    loop {
        let marker = rest.strip_prefix(b"\xff")?;
        let kind = *marker.first()?;
        if kind == 0xff {
            // Fill bytes may stand before any marker.
            rest = marker;
            continue;
        }
        let segment = &marker[1..];
        let length = usize::from(big(segment.get(..2)?));
        match kind {
            0xc4 | 0xc8 | 0xcc => {}
            0xc0..=0xcf => {
                let size = segment.get(3..7)?;
                return Some((big(&size[2..]).into(), big(&size[..2]).into()));
            }
            // The picture itself or its end, and no frame header before it.
            0xd9 | 0xda => return None,
            _ => {}
        }
        rest = segment.get(length.max(2)..)?;
    }
}

/// Width and height of a WebP, in each of its three layouts.
fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    let chunk = bytes.strip_prefix(b"RIFF")?.get(4..)?.strip_prefix(b"WEBP")?;
    let (name, data) = (chunk.get(..4)?, chunk.get(8..18)?);
    match name {
        b"VP8 " if data[3..6] == [0x9d, 0x01, 0x2a] => {
            Some((little(&data[6..8]) & 0x3fff, little(&data[8..10]) & 0x3fff))
        }
        b"VP8L" if data[0] == 0x2f => {
            let bits = little(&data[1..5]);
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        b"VP8X" => Some((little(&data[4..7]) + 1, little(&data[7..10]) + 1)),
        _ => None,
    }
}

fn big(bytes: &[u8]) -> u16 {
    bytes
        .iter()
        .fold(0, |number, byte| number << 8 | u16::from(*byte))
}

fn little(bytes: &[u8]) -> u32 {
    let reversed = bytes.iter().rev();
    reversed.fold(0, |number, byte| number << 8 | u32::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Written by an encoder, 300 × 534 pixels.
    const JPEG: &[u8] = include_bytes!("../tests/api/photos/small.jpg");
    const LOSSY: &[u8] = include_bytes!("../tests/api/photos/lossy.webp");
    const LOSSLESS: &[u8] = include_bytes!("../tests/api/photos/lossless.webp");

    #[test]
    fn the_size_is_read_from_real_files() {
        assert_eq!(jpeg(JPEG), Some((300, 534)));
        assert_eq!(webp(LOSSY), Some((300, 534)));
        assert_eq!(webp(LOSSLESS), Some((300, 534)));
    }

    #[test]
    fn the_extended_layout_names_its_canvas() {
        let head = b"RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x10\x00\x00\x00\x37\x04\x00\x7f\x07\x00";
        assert_eq!(webp(head), Some((1_080, 1_920)));
        assert_eq!(check(head), Ok(()));
        let wider = b"RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x10\x00\x00\x00\x38\x04\x00\x7f\x07\x00";
        assert_eq!(check(wider), Err("picture_size_check_failed"));
    }

    #[test]
    fn other_formats_and_broken_heads_are_no_photos() {
        for bytes in [
            b"".as_slice(),
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00",
            b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
            b"GIF89a\x10\x00\x10\x00",
            b"\xff\xd8",
            b"\xff\xd8\xff",
            b"\xff\xd8\xff\xff\xff",
            b"\xff\xd8\xff\xe0\x00\x00\xff\xd9",
            b"\xff\xd8\xff\xc0\x00\x11\x08\x00",
            b"RIFF\x00\x00\x00\x00WEBPVP8L\x00\x00\x00\x00\x2f",
            b"<html>404</html>",
        ] {
            assert_eq!(check(bytes), Err("file_format_check_failed"), "{bytes:?}");
        }
    }
}
