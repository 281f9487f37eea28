//! Photos of a post, and what a post can be made of.

use super::Facts;

/// What is known of one photo. Sides in pixels as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// How it is coded.
    pub format: PhotoFormat,
    /// Bytes.
    pub size: u64,
    /// Pixels, rotation applied.
    pub width: u32,
    /// Pixels, rotation applied.
    pub height: u32,
}

/// Formats of photos we know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "names")]
pub enum PhotoFormat {
    Jpeg,
    WebP,
    /// Any other; TikTok takes none of them (R§13.2).
    Other,
}

/// What a post is made of.
#[derive(Debug, Clone, Copy)]
pub enum Media<'a> {
    /// One video.
    Video(&'a Facts),
    /// Photos, in the order they are shown.
    Photos(&'a [Photo]),
}
