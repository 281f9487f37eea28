//! Ids and secrets in the forms TikTok gives them.

use std::hash::{BuildHasher, RandomState};

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// `length` unguessable characters out of 64. Tokens must not be guessable even here:
/// other users of the same computer reach the loopback interface too.
pub fn secret(length: usize) -> String {
    let mut bytes = vec![0; length];
    if getrandom::fill(&mut bytes).is_err() {
        // The standard library's hash keys are random too, from a source of their own.
        let keys = RandomState::new();
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = keys.hash_one(index).to_le_bytes()[0];
        }
    }
    bytes
        .iter()
        .map(|byte| char::from(LETTERS[usize::from(byte % 64)]))
        .collect()
}

/// An authorization code. Real ones hold `*` and `!` (R§1.5).
pub fn code() -> String {
    format!("{}*0!6410", secret(44))
}

/// A user access token (R§2.1).
pub fn access_token() -> String {
    format!("act.{}*{}!5259", secret(40), secret(8))
}

/// A refresh token (R§2.1).
pub fn refresh_token() -> String {
    format!("rft.{}*{}!5294", secret(40), secret(8))
}

/// A client access token (R§2.5).
pub fn client_token() -> String {
    format!("clt.{}", secret(40))
}

/// A well mixed number for the `step`th thing of `seed` (splitmix64).
pub fn mix(seed: u64, step: u64) -> u64 {
    let mut z = seed.wrapping_add(step.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A number for a word, the same on every computer (FNV-1a).
pub fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A 19-digit id as TikTok's: seconds in the upper half. Odd, so that JavaScript rounds it.
pub fn long_id(seconds: i64, mixed: u64) -> u64 {
    (seconds.unsigned_abs() << 32) | (mixed & 0xffff_ffff) | 1
}

/// Looks like a UUID and is always the same for the same words.
pub fn stable_uuid(words: &str) -> String {
    let (a, b) = (mix(hash(words), 1), mix(hash(words), 2));
    format!(
        "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
        a >> 32,
        (a >> 16) & 0xffff,
        a & 0xfff,
        b >> 52,
        b & 0xffff_ffff_ffff
    )
}

/// UTC time and twenty hexadecimal digits, as in recorded answers.
pub fn log_id() -> String {
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    let mut bytes = [0; 10];
    // A log id names an answer and protects nothing; zeros do no harm.
    let _ = getrandom::fill(&mut bytes);
    let digits: String = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    format!("{}{digits}", stamp(now.as_secs()))
}

/// `YYYYMMDDhhmmss` of Unix seconds (civil from days, Howard Hinnant's algorithm).
fn stamp(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let z = days + 719_468;
    let (era, doe) = (z / 146_097, z % 146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let (day, month) = (
        doy - (153 * mp + 2) / 5 + 1,
        if mp < 10 { mp + 3 } else { mp - 9 },
    );
    let year = yoe + era * 400 + u64::from(month <= 2);
    format!(
        "{year:04}{month:02}{day:02}{:02}{:02}{:02}",
        rest / 3_600,
        rest / 60 % 60,
        rest % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_id_has_nineteen_digits_and_does_not_fit_javascript() {
        let id = long_id(1_795_000_000, mix(7, 1));
        assert_eq!(id.to_string().len(), 19);
        #[allow(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss
        )]
        let rounded = id as f64 as u64;
        assert_ne!(id, rounded);
    }

    #[test]
    fn a_stamp_is_the_date_in_utc() {
        assert_eq!(stamp(0), "19700101000000");
        assert_eq!(stamp(951_782_400), "20000229000000");
        assert_eq!(stamp(1_791_088_769), "20261004043929");
    }

    #[test]
    fn the_same_words_have_the_same_open_id() {
        assert_eq!(stable_uuid("a"), stable_uuid("a"));
        assert_ne!(stable_uuid("a"), stable_uuid("b"));
        assert_eq!(stable_uuid("a").len(), 36);
    }

    #[test]
    fn two_secrets_differ() {
        assert_eq!(secret(40).len(), 40);
        assert_ne!(secret(40), secret(40));
    }
}
