//! Avatars and covers, drawn here and now: PNG with a palette of one gradient.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use serde::Deserialize;

use crate::ids;
use crate::personas::Creator;
use crate::world::World;

/// A link to an avatar lives 2 hours (R§7), one to a cover 6 (R§5).
const AVATAR_LIFE: i64 = 2 * 3_600;
const COVER_LIFE: i64 = 6 * 3_600;
const SHADES: u8 = 64;

/// A fresh link to the avatar of `creator`.
pub fn avatar_address(world: &World, creator: &Creator) -> String {
    let now = world.with(|_, now| now);
    format!(
        "{}/avatar/{}.png?x-expires={}",
        world.origin,
        creator.name,
        now / 1_000 + AVATAR_LIFE
    )
}

/// A fresh link to the cover of a video.
pub fn cover_address(world: &World, id: u64, now: i64) -> String {
    format!(
        "{}/cover/{id}.png?x-expires={}",
        world.origin,
        now / 1_000 + COVER_LIFE
    )
}

/// End of a link's life, Unix seconds.
#[derive(Deserialize)]
pub struct Life {
    #[serde(rename = "x-expires")]
    expires: Option<i64>,
}

impl Life {
    fn is_over(&self, world: &World) -> bool {
        world.with(|_, now| self.expires.is_some_and(|at| at <= now / 1_000))
    }
}

/// `GET /avatar/{name}.png`
pub async fn avatar(
    State(world): State<Arc<World>>,
    Path(file): Path<String>,
    Query(life): Query<Life>,
) -> Response {
    let creator = file.strip_suffix(".png").and_then(|name| world.creator(name));
    let Some(creator) = creator else {
        return StatusCode::NOT_FOUND.into_response();
    };
    if life.is_over(&world) {
        return StatusCode::FORBIDDEN.into_response();
    }
    png(&draw(168, 168, creator.colours, ids::hash(creator.name)))
}

/// `GET /cover/{id}.png`
pub async fn cover(
    State(world): State<Arc<World>>,
    Path(file): Path<String>,
    Query(life): Query<Life>,
) -> Response {
    let id = file.strip_suffix(".png").and_then(|id| id.parse::<u64>().ok());
    let Some(id) = id else {
        return StatusCode::NOT_FOUND.into_response();
    };
    if life.is_over(&world) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let many = world.creators.len().max(1) as u64;
    let colours = usize::try_from(ids::mix(id, 3) % many)
        .ok()
        .and_then(|index| world.creators.get(index));
    png(&draw(
        270,
        480,
        colours.map_or([[0x1b, 0x68, 0x4b], [0xf7, 0xf7, 0xf2]], |creator| {
            creator.colours
        }),
        id,
    ))
}

fn png(bytes: &[u8]) -> Response {
    ([(header::CONTENT_TYPE, "image/png")], bytes.to_vec()).into_response()
}

/// A gradient with two discs whose places depend on `seed`.
fn draw(width: u32, height: u32, [from, to]: [[u8; 3]; 2], seed: u64) -> Vec<u8> {
    let disc = |step: u64| {
        let place = ids::mix(seed, step);
        let spread = |bits: u64, most: u32| i64::try_from(bits % u64::from(most.max(1))).unwrap_or_default();
        (
            spread(place >> 32, width),
            spread(place & 0xffff_ffff, height),
            i64::from(width) / (3 + step.cast_signed()),
        )
    };
    let discs = [disc(0), disc(1)];
    let mut rows = Vec::with_capacity(usize::try_from((width + 1) * height).unwrap_or_default());
    for y in 0..height {
        rows.push(0);
        for x in 0..width {
            let ground = y * u32::from(SHADES - 1) / height.max(1);
            let inside = discs.iter().filter(|(cx, cy, r)| {
                let (dx, dy) = (i64::from(x) - cx, i64::from(y) - cy);
                dx * dx + dy * dy < r * r
            });
            let shade = (ground + u32::try_from(inside.count()).unwrap_or_default() * 24) % u32::from(SHADES);
            rows.push(u8::try_from(shade).unwrap_or_default());
        }
    }
    encode(width, height, &palette(from, to), &rows)
}

fn palette(from: [u8; 3], to: [u8; 3]) -> Vec<u8> {
    let between = |shade: u8, channel: usize| {
        let (a, b, n) = (u32::from(from[channel]), u32::from(to[channel]), u32::from(shade));
        let last = u32::from(SHADES - 1);
        u8::try_from((a * (last - n) + b * n) / last).unwrap_or(u8::MAX)
    };
    (0..SHADES)
        .flat_map(|shade| [0, 1, 2].map(|channel| between(shade, channel)))
        .collect()
}

/// PNG with a palette; the pixels lie in stored (uncompressed) blocks.
fn encode(width: u32, height: u32, palette: &[u8], rows: &[u8]) -> Vec<u8> {
    let mut head = Vec::new();
    head.extend_from_slice(&width.to_be_bytes());
    head.extend_from_slice(&height.to_be_bytes());
    head.extend_from_slice(&[8, 3, 0, 0, 0]);
    let mut data = vec![0x78, 0x01];
    let blocks: Vec<_> = rows.chunks(u16::MAX.into()).collect();
    for (index, block) in blocks.iter().enumerate() {
        let length = u16::try_from(block.len()).unwrap_or_default();
        data.push(u8::from(index + 1 == blocks.len()));
        data.extend_from_slice(&length.to_le_bytes());
        data.extend_from_slice(&(!length).to_le_bytes());
        data.extend_from_slice(block);
    }
    data.extend_from_slice(&adler32(rows).to_be_bytes());
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, content) in [
        (b"IHDR", head.as_slice()),
        (b"PLTE", palette),
        (b"IDAT", &data),
        (b"IEND", &[]),
    ] {
        file.extend_from_slice(&u32::try_from(content.len()).unwrap_or_default().to_be_bytes());
        let named = [name.as_slice(), content].concat();
        file.extend_from_slice(&named);
        file.extend_from_slice(&crc32(&named).to_be_bytes());
    }
    file
}

fn adler32(bytes: &[u8]) -> u32 {
    let (a, b) = bytes.iter().fold((1_u32, 0_u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    (b << 16) | a
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                (crc >> 1) ^ 0xedb8_8320
            } else {
                crc >> 1
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_those_of_the_standards() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(adler32(b"Wikipedia"), 0x11e6_0398);
    }
}
