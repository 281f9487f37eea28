//! What lies in the keyring for accounts: names of the entries and their texts.
//!
//! One entry holds a token pair with its ends, so that a refresh is one write;
//! one holds an app's key and secret; one the verifier of a running sign-in.

use serde::{Deserialize, Serialize};
use tiktok::{AppKeys, Secret, Tokens};

use crate::ids::PostId;

/// A token pair with its ends, UTC milliseconds, counted from TikTok's own lifetimes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TokenPair {
    pub access_token: Secret,
    pub issued_at: i64,
    pub expires_at: i64,
    pub refresh_token: Secret,
    pub refresh_expires_at: i64,
}

/// A pair is renewed with this much of its life left.
const AHEAD_MS: i64 = 10 * 60 * 1000;

impl TokenPair {
    /// The pair TikTok answered with at `now`.
    pub fn of(tokens: &Tokens, now: i64) -> Self {
        let after = |life: std::time::Duration| {
            now.saturating_add(i64::try_from(life.as_millis()).unwrap_or(i64::MAX))
        };
        Self {
            access_token: tokens.access_token.clone(),
            issued_at: now,
            expires_at: after(tokens.expires_in),
            refresh_token: tokens.refresh_token.clone(),
            refresh_expires_at: after(tokens.refresh_expires_in),
        }
    }

    /// Whether the pair should be renewed before it is used: ten minutes before its
    /// end, or in the second half of a life that is shorter than twice that.
    pub fn wants_refresh(&self, now: i64) -> bool {
        let life = self.expires_at.saturating_sub(self.issued_at);
        now >= self.expires_at.saturating_sub(AHEAD_MS.min(life / 2))
    }

    /// Whether TikTok may still take the access token.
    pub fn is_alive(&self, now: i64) -> bool {
        now < self.expires_at
    }
}

#[derive(Serialize, Deserialize)]
struct StoredPair {
    access_token: String,
    issued_at: i64,
    expires_at: i64,
    refresh_token: String,
    refresh_expires_at: i64,
}

#[derive(Serialize, Deserialize)]
struct StoredKeys {
    client_key: String,
    client_secret: String,
}

/// Name of an account's entry.
pub(super) fn account_name(folder: &str, client_key: &str, open_id: &str) -> String {
    format!("{folder}/account/{client_key}/{open_id}")
}

/// Name of an app's entry.
pub(super) fn app_name(folder: &str, client_key: &str) -> String {
    format!("{folder}/app/{client_key}")
}

/// Name of the entry of a running sign-in.
pub(super) fn sign_in_name(folder: &str, state_hash: &str) -> String {
    format!("{folder}/sign-in/{state_hash}")
}

/// Name of the entry of a post's upload address, as publishing names it.
pub(super) fn upload_name(folder: &str, post: &PostId) -> String {
    format!("{folder}/upload/{post}")
}

/// The text of an account's entry.
pub(super) fn write_pair(pair: &TokenPair) -> Secret {
    seal(&StoredPair {
        access_token: pair.access_token.expose().to_owned(),
        issued_at: pair.issued_at,
        expires_at: pair.expires_at,
        refresh_token: pair.refresh_token.expose().to_owned(),
        refresh_expires_at: pair.refresh_expires_at,
    })
}

/// Reads an account's entry; `None` when it is not ours.
pub(super) fn read_pair(text: &Secret) -> Option<TokenPair> {
    let stored: StoredPair = serde_json::from_str(text.expose()).ok()?;
    Some(TokenPair {
        access_token: Secret::new(stored.access_token),
        issued_at: stored.issued_at,
        expires_at: stored.expires_at,
        refresh_token: Secret::new(stored.refresh_token),
        refresh_expires_at: stored.refresh_expires_at,
    })
}

/// The text of an app's entry.
pub(super) fn write_keys(keys: &AppKeys) -> Secret {
    seal(&StoredKeys {
        client_key: keys.client_key.clone(),
        client_secret: keys.client_secret.expose().to_owned(),
    })
}

/// Reads an app's entry; `None` when it is not ours.
pub(super) fn read_keys(text: &Secret) -> Option<AppKeys> {
    let stored: StoredKeys = serde_json::from_str(text.expose()).ok()?;
    Some(AppKeys {
        client_key: stored.client_key,
        client_secret: Secret::new(stored.client_secret),
    })
}

fn seal<T: Serialize>(value: &T) -> Secret {
    // A struct of texts and numbers always serialises.
    Secret::new(serde_json::to_string(value).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::clock::Clock;

    fn tokens(life_s: u64) -> Tokens {
        Tokens {
            open_id: "open".into(),
            scopes: Vec::new(),
            access_token: Secret::new("act.1"),
            expires_in: Duration::from_secs(life_s),
            refresh_token: Secret::new("rft.1"),
            refresh_expires_in: Duration::from_secs(15_552_000),
        }
    }

    #[test]
    fn a_pair_survives_the_keyring() {
        let pair = TokenPair::of(&tokens(7_200), 1_000);
        assert_eq!(read_pair(&write_pair(&pair)), Some(pair));
        assert_eq!(read_pair(&Secret::new("something else")), None);
        let keys = AppKeys {
            client_key: "key".into(),
            client_secret: Secret::new("\"s\\"),
        };
        assert_eq!(read_keys(&write_keys(&keys)), Some(keys));
    }

    #[test]
    fn a_two_hour_token_is_renewed_ten_minutes_before_its_end() {
        let (clock, hand) = Clock::manual(1_000);
        let pair = TokenPair::of(&tokens(7_200), clock.now());
        assert!(!pair.wants_refresh(clock.now()));
        hand.advance(Duration::from_secs(110 * 60 - 1));
        assert!(!pair.wants_refresh(clock.now()));
        hand.advance(Duration::from_secs(1));
        assert!(pair.wants_refresh(clock.now()));
        assert!(pair.is_alive(clock.now()));
        hand.advance(Duration::from_secs(600));
        assert!(!pair.is_alive(clock.now()));
    }

    #[test]
    fn a_short_lived_token_is_used_for_half_of_its_life() {
        let (clock, hand) = Clock::manual(1_000);
        let pair = TokenPair::of(&tokens(60), clock.now());
        assert!(!pair.wants_refresh(clock.now()), "a fresh pair must be usable");
        hand.advance(Duration::from_secs(30));
        assert!(pair.wants_refresh(clock.now()));
    }

    #[test]
    fn a_computer_that_slept_through_the_end_notices() {
        let (clock, hand) = Clock::manual(1_000);
        let pair = TokenPair::of(&tokens(7_200), clock.now());
        hand.advance(Duration::from_secs(3 * 24 * 3600));
        assert!(pair.wants_refresh(clock.now()));
        assert!(!pair.is_alive(clock.now()));
    }
}
