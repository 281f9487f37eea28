//! Whether an upload fits into the hour TikTok gives it (R§9.3). Pure.

use crate::publishing::state::UPLOAD_LIFE_MS;

/// Warned of the hour when the estimate passes 55 minutes (R§9.3).
pub(crate) const LATE_MS: i64 = UPLOAD_LIFE_MS - 5 * 60 * 1000;

/// At which speed an upload is expected to go.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Pace {
    /// Bytes a second.
    pub speed: f64,
    /// Whether the creator's own limit is what makes it slow.
    pub is_limited: bool,
}

/// The pace of the next upload, from the speeds of the latest ones and the creator's limit, both
/// bytes a second. The middle one counts, so that a single bad hour or a quick burst does not.
pub(crate) fn pace(measured: &[f64], limit: Option<u64>) -> Option<Pace> {
    let mut speeds: Vec<f64> = measured.iter().copied().filter(|speed| *speed > 0.0).collect();
    speeds.sort_by(f64::total_cmp);
    let line = speeds.get(speeds.len() / 2).copied();
    let limit = limit.map(|limit| limit as f64);
    match (line, limit) {
        (Some(line), Some(limit)) => Some(Pace {
            speed: line.min(limit),
            is_limited: limit < line,
        }),
        (Some(speed), None) => Some(Pace {
            speed,
            is_limited: false,
        }),
        (None, Some(speed)) => Some(Pace {
            speed,
            is_limited: true,
        }),
        (None, None) => None,
    }
}

/// How many minutes the upload of so many bytes takes, when that is probably too long.
pub(crate) fn minutes_if_late(bytes: u64, pace: Pace) -> Option<u64> {
    let seconds = bytes as f64 / pace.speed;
    // Any size at any speed fits: a float becomes the nearest whole number there is.
    (seconds * 1000.0 > LATE_MS as f64).then(|| (seconds / 60.0).ceil() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_one_of_the_latest_speeds_counts_and_the_limit_caps_it() {
        let pace_of =
            |measured: &[f64], limit| pace(measured, limit).map(|pace| (pace.speed, pace.is_limited));
        assert_eq!(pace_of(&[], None), None);
        assert_eq!(pace_of(&[0.0], None), None);
        assert_eq!(pace_of(&[9e6, 1e6, 2e6], None), Some((2e6, false)));
        assert_eq!(pace_of(&[9e6, 1e6, 2e6], Some(500_000)), Some((5e5, true)));
        assert_eq!(pace_of(&[2e6], Some(5_000_000)), Some((2e6, false)));
        assert_eq!(pace_of(&[], Some(500_000)), Some((5e5, true)));
    }

    #[test]
    fn what_takes_more_than_55_minutes_is_late() {
        let pace = Pace {
            speed: 1e6,
            is_limited: false,
        };
        assert_eq!(minutes_if_late(3_300_000_000, pace), None);
        assert_eq!(minutes_if_late(3_300_000_001, pace), Some(56));
        assert_eq!(minutes_if_late(4_000_000_000, pace), Some(67));
        assert_eq!(minutes_if_late(u64::MAX, pace), Some(307_445_734_562));
    }
}
