//! All checks before a byte leaves: facts against TikTok's rules.
//!
//! TikTok checks the same after the upload, when a refusal costs the creator the
//! whole way; here it costs nothing. Every finding names the fact and the way on.

pub mod photos;

use super::{Codec, Container, Facts, labels};
use crate::view::{Finding, Severity};
use crate::words::Words;

/// TikTok's rules for a video (reference section 13.1) and for photos (reference sections 8.3
/// and 13.2). They stand here and nowhere else.
pub mod rules {
    /// Fewest frames a second.
    pub const MIN_FRAME_RATE: f64 = 23.0;
    /// Most frames a second.
    pub const MAX_FRAME_RATE: f64 = 60.0;
    /// Fewest pixels of each side.
    pub const MIN_SIDE: u32 = 360;
    /// Most pixels of each side.
    pub const MAX_SIDE: u32 = 4096;
    /// Most bytes. TikTok says "4 GB" and not how it counts; of the two readings,
    /// 10⁹ and 2³⁰, a file under this one fits both.
    pub const MAX_SIZE: u64 = 4_000_000_000;
    /// Seconds every creator may post.
    pub const EVERYONES_DURATION_S: u32 = 180;
    /// Seconds TikTok names as the most through its API. `creator_info` has been seen
    /// to say more; whether the API then takes more is not known.
    pub const API_DURATION_S: u32 = 600;
    /// Most photos of a post.
    pub const MAX_PHOTOS: usize = 35;
    /// Most bytes of a photo: "20 MB", in the reading that fits both ways to count.
    pub const MAX_PHOTO_SIZE: u64 = 20_000_000;
    /// Most pixels of a photo's shorter side: "1080p".
    pub const PHOTO_SHORT_SIDE: u32 = 1080;
    /// Most pixels of a photo's longer side: "1080p".
    pub const PHOTO_LONG_SIDE: u32 = 1920;
}

/// How long a video may be, where it is to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Longest {
    /// TikTok has not said yet.
    Unknown,
    /// So many seconds, for a direct post of this creator.
    OfCreator(u32),
    /// What the inbox takes; whoever posts it can trim it there.
    OfInbox,
}

/// Compares a video with TikTok's rules. Blocking findings come first, fine ones last;
/// each check appears once.
pub fn check(facts: &Facts, longest: Longest, words: &Words) -> Vec<Finding> {
    let mut findings = vec![
        container(facts, words),
        codec(facts, words),
        frame_rate(facts, words),
        side("width", facts.width, words),
        side("height", facts.height, words),
        duration(facts.duration_ms, longest, words),
        size(facts.size, words),
    ];
    findings.sort_by_key(|finding| finding.severity);
    findings
}

/// Whether any finding blocks.
pub fn blocks(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Bad)
}

/// A finding whose sentences are the catalogue's `<key>` and `<key>.remedy`.
fn finding(check: &str, severity: Severity, key: &str, words: &Words, args: &[(&str, &str)]) -> Finding {
    Finding {
        check: check.to_owned(),
        severity,
        fact: words.say_with(key, args),
        remedy: words.attribute(key, "remedy", args),
    }
}

fn container(facts: &Facts, words: &Words) -> Finding {
    let name = match facts.container {
        Container::Mp4 => "MP4",
        Container::QuickTime => "MOV",
        Container::WebM => "WebM",
    };
    finding(
        "container",
        Severity::Fine,
        "media-container-fits",
        words,
        &[("container", name)],
    )
}

fn codec(facts: &Facts, words: &Words) -> Finding {
    let (severity, key) = match facts.codec {
        Codec::Other(_) => (Severity::Bad, "media-codec-not-taken"),
        _ => (Severity::Fine, "media-codec-fits"),
    };
    finding(
        "codec",
        severity,
        key,
        words,
        &[("codec", labels::codec(&facts.codec))],
    )
}

fn frame_rate(facts: &Facts, words: &Words) -> Finding {
    let Some(rate) = facts.frame_rate else {
        return finding(
            "frame_rate",
            Severity::Warn,
            "media-frame-rate-unknown",
            words,
            &[],
        );
    };
    // Times in a file are whole ticks, so 60 frames a second can come out as 60.02.
    let counted = (rate * 10.0).round() / 10.0;
    let (severity, key) = if counted < rules::MIN_FRAME_RATE {
        (Severity::Bad, "media-frame-rate-low")
    } else if counted <= rules::MAX_FRAME_RATE {
        (Severity::Fine, "media-frame-rate-fits")
    } else if counted == rules::MAX_FRAME_RATE + 1.0 {
        (Severity::Bad, "media-frame-rate-one-too-many")
    } else {
        (Severity::Bad, "media-frame-rate-high")
    };
    finding(
        "frame_rate",
        severity,
        key,
        words,
        &[("rate", &labels::frame_rate(rate))],
    )
}

/// `check` is `width` or `height`.
fn side(check: &str, pixels: u32, words: &Words) -> Finding {
    let (severity, outcome) = match pixels {
        0..rules::MIN_SIDE => (Severity::Bad, "low"),
        rules::MIN_SIDE..=rules::MAX_SIDE => (Severity::Fine, "fits"),
        _ => (Severity::Bad, "high"),
    };
    let key = format!("media-{check}-{outcome}");
    finding(check, severity, &key, words, &[("pixels", &pixels.to_string())])
}

fn duration(duration_ms: u64, longest: Longest, words: &Words) -> Finding {
    let exceeds = |seconds: u32| duration_ms > u64::from(seconds) * 1000;
    let max_ms = match longest {
        Longest::Unknown => 0,
        Longest::OfCreator(seconds) => u64::from(seconds) * 1000,
        Longest::OfInbox => u64::from(rules::API_DURATION_S) * 1000,
    };
    let over_ms = duration_ms.saturating_sub(max_ms);
    let (severity, key) = match longest {
        Longest::OfCreator(max) if exceeds(max) && over_ms < 1000 => {
            (Severity::Bad, "media-duration-a-moment-over")
        }
        Longest::OfCreator(max) if exceeds(max) => (Severity::Bad, "media-duration-over"),
        Longest::OfCreator(_) if exceeds(rules::API_DURATION_S) => {
            (Severity::Warn, "media-duration-over-api")
        }
        Longest::OfCreator(_) => (Severity::Fine, "media-duration-fits"),
        Longest::OfInbox if exceeds(rules::API_DURATION_S) => (Severity::Bad, "media-duration-over-inbox"),
        Longest::OfInbox => (Severity::Fine, "media-duration-fits-inbox"),
        Longest::Unknown if exceeds(rules::API_DURATION_S) => (Severity::Warn, "media-duration-long"),
        Longest::Unknown if exceeds(rules::EVERYONES_DURATION_S) => {
            (Severity::Warn, "media-duration-not-for-all")
        }
        Longest::Unknown => (Severity::Fine, "media-duration-fits-all"),
    };
    // Rounded up: "3:00 is longer than 3 minutes" would puzzle, and cutting what we
    // name must be enough.
    let rounded_up = |ms: u64| labels::duration(ms.div_ceil(1000).saturating_mul(1000));
    let args = [
        (
            "duration",
            if severity == Severity::Fine {
                labels::duration(duration_ms)
            } else {
                rounded_up(duration_ms)
            },
        ),
        ("max", labels::duration(max_ms)),
        ("over", rounded_up(over_ms)),
    ];
    finding(
        "duration",
        severity,
        key,
        words,
        &args.each_ref().map(|(name, value)| (*name, value.as_str())),
    )
}

fn size(bytes: u64, words: &Words) -> Finding {
    let (severity, key) = match bytes {
        0..=rules::MAX_SIZE => (Severity::Fine, "media-size-fits"),
        _ => (Severity::Bad, "media-size-over"),
    };
    finding("size", severity, key, words, &[("size", &labels::size(bytes))])
}

#[cfg(test)]
mod tests;
