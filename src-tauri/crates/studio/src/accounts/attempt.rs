//! One attempt to sign in: its secrets, and which callbacks finish it. Pure.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use tiktok::{Callback, CallbackError, Scope, Secret};

use crate::store::sign_ins::SignInRow;

/// How long an attempt waits, milliseconds.
pub(super) const LASTS_MS: i64 = 5 * 60 * 1000;

/// So many callbacks that do not fit end the attempt.
pub(super) const MOST_REFUSED: u32 = 50;

/// Longest query that is looked at, bytes. Longer than a deep link may be.
const LONGEST_QUERY: usize = 8 * 1024;

/// What a callback that fits brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Brought {
    /// A code to exchange, and what the creator granted.
    Code(Secret, Vec<Scope>),
    /// TikTok's or the creator's no.
    No {
        /// TikTok's `error`.
        error: String,
        /// The undocumented reason, such as `non_sandbox_target` (reference section 1.5).
        reason: Option<String>,
    },
}

/// Why a callback is not taken. The attempt goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotTaken {
    /// Nobody is signing in.
    NoAttempt,
    /// The attempt is over.
    Late,
    /// Another state, none, or no answer of TikTok at all. These are counted.
    Foreign,
}

/// 32 random bytes as base64url.
pub(super) fn fresh_state() -> Result<Secret, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(Secret::new(URL_SAFE_NO_PAD.encode(bytes)))
}

/// What the database keeps of a state: SHA-256 as hex.
pub(super) fn hash(state: &str) -> String {
    Sha256::digest(state.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Whether the raw query of a callback finishes `attempt` at `now` (UTC milliseconds).
pub(super) fn judge(query: &str, attempt: Option<&SignInRow>, now: i64) -> Result<Brought, NotTaken> {
    let attempt = attempt.ok_or(NotTaken::NoAttempt)?;
    if now >= attempt.until {
        return Err(NotTaken::Late);
    }
    let (state, brought) = read(query).ok_or(NotTaken::Foreign)?;
    // `Secret` compares in constant time.
    if Secret::new(hash(&state)) != Secret::new(attempt.state_hash.as_str()) {
        return Err(NotTaken::Foreign);
    }
    Ok(brought)
}

fn read(query: &str) -> Option<(String, Brought)> {
    if query.len() > LONGEST_QUERY {
        return None;
    }
    let callback: Result<Callback, CallbackError> = tiktok::parse_callback(query);
    match callback.ok()? {
        Callback::Granted { code, state, scopes } => Some((state, Brought::Code(code, scopes))),
        Callback::Refused {
            error,
            error_type,
            state,
            ..
        } => Some((
            state?,
            Brought::No {
                error,
                reason: error_type,
            },
        )),
    }
}

/// The query of an address the creator pasted, or of what looks like one.
pub(super) fn query_of(pasted: &str) -> Option<&str> {
    let pasted = pasted.trim();
    let (_, query) = pasted.split_once('?')?;
    let query = query.split_once('#').map_or(query, |(query, _)| query);
    (!query.is_empty() && pasted.len() <= LONGEST_QUERY).then_some(query)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{AccountKind, SignInWay};

    const NOW: i64 = 1_000_000;
    const STATE: &str = "right";

    fn attempt() -> SignInRow {
        SignInRow {
            state_hash: hash(STATE),
            kind: AccountKind::Tiktok,
            client_key: "key".into(),
            way: SignInWay::Loopback,
            redirect_uri: "http://127.0.0.1:1/callback/".into(),
            until: NOW + 1,
            wanted: None,
        }
    }

    #[test]
    fn states_are_long_and_never_the_same() {
        let (one, two) = (fresh_state().unwrap(), fresh_state().unwrap());
        assert_ne!(one, two);
        assert_eq!(URL_SAFE_NO_PAD.decode(one.expose()).unwrap().len(), 32);
    }

    #[test]
    fn only_the_hash_of_a_state_is_kept() {
        assert_ne!(hash("state"), hash("State"));
        assert_eq!(
            hash(""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }

    #[test]
    fn the_table_of_callbacks() {
        let code = |code: &str, scopes: &str| Ok(Brought::Code(Secret::new(code), Scope::parse_list(scopes)));
        let no = |reason: Option<&str>| {
            Ok(Brought::No {
                error: "access_denied".into(),
                reason: reason.map(str::to_owned),
            })
        };
        let table = [
            // A code is decoded exactly once.
            (
                "code=a%2A%21b%252F&scopes=video.list&state=right",
                code("a*!b%2F", "video.list"),
            ),
            ("?code=a&scopes=&state=right", code("a", "")),
            ("error=access_denied&state=right", no(None)),
            (
                "error=access_denied&error_type=non_sandbox_target&state=right",
                no(Some("non_sandbox_target")),
            ),
            ("code=a&state=wrong", Err(NotTaken::Foreign)),
            ("code=a&state=righ", Err(NotTaken::Foreign)),
            ("code=a&state=right%20", Err(NotTaken::Foreign)),
            ("code=a&state=", Err(NotTaken::Foreign)),
            ("code=a", Err(NotTaken::Foreign)),
            ("code=&state=right", Err(NotTaken::Foreign)),
            ("state=right", Err(NotTaken::Foreign)),
            ("code=a&state=right&state=wrong", Err(NotTaken::Foreign)),
            ("code=a&code=b&state=right", Err(NotTaken::Foreign)),
            ("error=access_denied", Err(NotTaken::Foreign)),
            ("", Err(NotTaken::Foreign)),
        ];
        for (query, expected) in table {
            assert_eq!(judge(query, Some(&attempt()), NOW), expected, "{query}");
        }
        let long = format!("state=right&code={}", "a".repeat(LONGEST_QUERY));
        assert_eq!(judge(&long, Some(&attempt()), NOW), Err(NotTaken::Foreign));
    }

    #[test]
    fn a_callback_needs_an_attempt_that_is_not_over() {
        let query = "code=a&state=right";
        assert_eq!(judge(query, None, NOW), Err(NotTaken::NoAttempt));
        assert_eq!(judge(query, Some(&attempt()), NOW + 1), Err(NotTaken::Late));
    }

    #[test]
    fn a_pasted_address_of_any_way_back_is_understood() {
        for address in [
            "http://127.0.0.1:4711/callback/?code=a&state=b",
            "  https://me.example/greenroom/?code=a&state=b#_ \n",
            "studio.greenroom://oauth/callback?code=a&state=b",
            "?code=a&state=b",
        ] {
            assert_eq!(query_of(address), Some("code=a&state=b"), "{address}");
        }
        for address in [
            "",
            "https://www.tiktok.com/",
            "https://me.example/?",
            "code=a&state=b",
        ] {
            assert_eq!(query_of(address), None, "{address}");
        }
    }
}
