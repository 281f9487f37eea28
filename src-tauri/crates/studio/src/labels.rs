//! Figures and clock times as the creator reads them.

use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

use crate::words::Words;

/// "130,000,000".
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// How much of a whole, in the decimal unit that suits the whole: "83.4", "130.0", "MB".
/// The places stay the same while the part grows, so that the line does not jump.
pub(crate) fn share(part: u64, whole: u64) -> (String, String, &'static str) {
    let (unit, places, name) = match whole {
        ..1_000_000_000 => (1e6, 1, "MB"),
        _ => (1e9, 2, "GB"),
    };
    let figure = |bytes: u64| format!("{:.places$}", bytes as f64 / unit);
    (figure(part), figure(whole), name)
}

/// "12.4K", as short as on a profile; always rounded down, so it never promises more than there is.
pub(crate) fn compact(number: i64) -> String {
    let (unit, name) = match number {
        ..1_000 => return number.to_string(),
        1_000..1_000_000 => (1_000, "K"),
        1_000_000..1_000_000_000 => (1_000_000, "M"),
        _ => (1_000_000_000, "B"),
    };
    let tenths = number / (unit / 10);
    if tenths >= 1_000 || tenths % 10 == 0 {
        format!("{}{name}", tenths / 10)
    } else {
        format!("{}.{}{name}", tenths / 10, tenths % 10)
    }
}

/// "0:12.4": a moment in a video.
pub(crate) fn moment(ms: i64) -> String {
    let tenths = ms.max(0) / 100;
    let (minutes, tenths) = (tenths / 600, tenths % 600);
    format!("{minutes}:{:02}.{}", tenths / 10, tenths % 10)
}

/// "Mara, Bo and Juno"; nothing of nobody.
pub(crate) fn listed(names: &[String], words: &Words) -> Option<String> {
    match names {
        [] => None,
        [one] => Some(one.clone()),
        [first @ .., last] => {
            Some(words.say_with("posts-names", &[("first", &first.join(", ")), ("last", last)]))
        }
    }
}

/// "2026-11-20T13:01:00.25Z".
pub(crate) fn utc(at: i64) -> String {
    let at = OffsetDateTime::from_unix_timestamp_nanos(i128::from(at) * 1_000_000);
    at.ok()
        .and_then(|at| at.format(&Rfc3339).ok())
        .unwrap_or_default()
}

/// A moment on the creator's clock.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LocalClock {
    /// Seconds east of UTC.
    pub offset_s: i32,
    /// UTC milliseconds.
    pub now: i64,
}

impl LocalClock {
    /// "15:46:20".
    pub fn seconds(self, at: i64) -> String {
        let at = self.local(at);
        format!("{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second())
    }

    /// "15:46", with the date in front when it is not today.
    pub fn minutes(self, at: i64) -> String {
        let local = self.local(at);
        let time = format!("{:02}:{:02}", local.hour(), local.minute());
        if self.is_today(at) {
            return time;
        }
        let month = local.month().to_string();
        format!("{} {}, {time}", local.day(), month.get(..3).unwrap_or(&month))
    }

    /// Whether it is the creator's today.
    pub fn is_today(self, at: i64) -> bool {
        self.local(at).date() == self.local(self.now).date()
    }

    fn local(self, at: i64) -> OffsetDateTime {
        let offset = UtcOffset::from_whole_seconds(self.offset_s).unwrap_or(UtcOffset::UTC);
        OffsetDateTime::from_unix_timestamp(at.div_euclid(1000))
            .unwrap_or(OffsetDateTime::UNIX_EPOCH)
            .to_offset(offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_grouped_by_thousands() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(130_000_000), "130,000,000");
    }

    #[test]
    fn a_share_and_its_whole_have_one_unit() {
        let text = |part, whole| {
            let (part, whole, unit) = share(part, whole);
            format!("{part} of {whole} {unit}")
        };
        assert_eq!(text(83_449_999, 130_000_000), "83.4 of 130.0 MB");
        assert_eq!(text(10_000_000, 3_000_000_000), "0.01 of 3.00 GB");
        assert_eq!(text(0, 900_000), "0.0 of 0.9 MB");
    }

    #[test]
    fn counts_are_short_and_never_rounded_up() {
        let counts = [
            0,
            999,
            1_000,
            1_099,
            12_449,
            12_499,
            999_999,
            1_000_000,
            1_250_000,
            2_000_000_000,
        ];
        let labels = counts.map(compact);
        assert_eq!(
            labels,
            [
                "0", "999", "1K", "1K", "12.4K", "12.4K", "999K", "1M", "1.2M", "2B"
            ]
        );
    }

    #[test]
    fn clock_times_are_local_and_name_the_day_unless_it_is_today() {
        // 2026-11-20 23:30:05 UTC is the 21st one hour further east.
        let at = 1_795_217_405_000;
        let clock = LocalClock {
            offset_s: 3600,
            now: at,
        };
        assert_eq!(clock.seconds(at), "00:30:05");
        assert_eq!(clock.minutes(at), "00:30");
        assert_eq!(clock.minutes(at + 86_400_000), "22 Nov, 00:30");
        assert_eq!(
            LocalClock { offset_s: 0, now: at }.minutes(at + 3_600_000),
            "21 Nov, 00:30"
        );
    }
}
