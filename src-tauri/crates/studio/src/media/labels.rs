//! Facts as short labels: "0:47", "130 MB", "0:47 · 1080 × 1920 · 30 fps · H.264".

use super::{Codec, Facts};

/// Length of a video as minutes and seconds, hours only where there are any.
/// Rounded to the nearest second, but never "0:00".
pub(crate) fn duration(duration_ms: u64) -> String {
    let seconds = (duration_ms.saturating_add(500) / 1000).max(1);
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

/// Size of a file in decimal units, as file managers and TikTok count them.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        1_000_000..9_950_000 => format!("{} MB", decimal(bytes as f64 / 1e6, 1)),
        9_950_000..999_500_000 => format!("{} MB", (bytes + 500_000) / 1_000_000),
        _ => format!("{} GB", decimal(bytes as f64 / 1e9, 1)),
    }
}

/// Mean frame rate with two places at most: "30", "29.97".
pub(crate) fn frame_rate(rate: f64) -> String {
    decimal(rate, 2)
}

/// Name of a codec as editors write it.
pub(crate) fn codec(codec: &Codec) -> &str {
    match codec {
        Codec::H264 => "H.264",
        Codec::H265 => "H.265",
        Codec::Vp8 => "VP8",
        Codec::Vp9 => "VP9",
        Codec::Other(name) => name,
    }
}

/// Everything worth a glance in one line.
pub(crate) fn facts(facts: &Facts) -> String {
    let mut parts = vec![
        duration(facts.duration_ms),
        format!("{} × {}", facts.width, facts.height),
    ];
    if let Some(rate) = facts.frame_rate {
        parts.push(format!("{} fps", frame_rate(rate)));
    }
    parts.push(codec(&facts.codec).to_owned());
    parts.join(" · ")
}

/// At most `places` decimals, without trailing zeros.
fn decimal(value: f64, places: usize) -> String {
    let text = format!("{value:.places$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::Container;

    #[test]
    fn a_length_reads_as_minutes_and_seconds() {
        assert_eq!(duration(47_000), "0:47");
        assert_eq!(duration(59_500), "1:00");
        assert_eq!(duration(3_600_000), "1:00:00");
        assert_eq!(duration(40), "0:01");
        assert_eq!(duration(u64::MAX), "5124095576030:25:51");
    }

    #[test]
    fn a_size_reads_in_decimal_units() {
        assert_eq!(size(12), "12 bytes");
        assert_eq!(size(999_999), "999 kB");
        assert_eq!(size(4_200_000), "4.2 MB");
        assert_eq!(size(130_000_000), "130 MB");
        assert_eq!(size(999_499_999), "999 MB");
        assert_eq!(size(999_500_000), "1 GB");
        assert_eq!(size(1_240_000_000), "1.2 GB");
    }

    #[test]
    fn the_facts_stand_in_one_line_and_leave_out_what_is_not_known() {
        let mut video = Facts {
            container: Container::Mp4,
            codec: Codec::H264,
            size: 1,
            duration_ms: 47_000,
            width: 1080,
            height: 1920,
            rotation: 0,
            frame_rate: Some(30_000.0 / 1001.0),
            last_frame_at_ms: None,
            has_audio: true,
        };
        assert_eq!(facts(&video), "0:47 · 1080 × 1920 · 29.97 fps · H.264");
        video.frame_rate = Some(30.0);
        assert_eq!(facts(&video), "0:47 · 1080 × 1920 · 30 fps · H.264");
        video.frame_rate = None;
        assert_eq!(facts(&video), "0:47 · 1080 × 1920 · H.264");
    }
}
