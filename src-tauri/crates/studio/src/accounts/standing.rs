//! How an account stands, as a value and in words. Pure.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::macros::format_description;

use super::permissions::{self, SCOPES};
use crate::store::accounts::AccountRow;
use crate::view::{AccountKind, AccountState};
use crate::words::Words;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// From here on the end of a sign-in is worth a word.
const EXPIRING_MS: i64 = 14 * DAY_MS;

/// What TikTok last said about an account's tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Standing {
    /// Nothing bad.
    Fine,
    /// It no longer takes them.
    Refused,
    /// It no longer takes them after the answer to a refresh was lost (reference section 2.3).
    Lost,
    /// It refused a call for want of a permission that it had granted (reference section 3).
    ScopeRefused,
}

impl Standing {
    /// Whether only a new sign-in helps.
    pub fn is_signed_out(self) -> bool {
        matches!(self, Self::Refused | Self::Lost)
    }
}

/// What is known about an account's entry in the keyring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sight {
    /// Not looked yet.
    Unseen,
    /// There.
    Here,
    /// In memory only: it could not be written yet.
    Unsaved,
    /// No entry, or no answer: cannot tell.
    Dark,
}

/// How the account stands at `now` (UTC milliseconds).
pub(super) fn state(row: &AccountRow, sight: Sight, now: i64) -> AccountState {
    match row.standing {
        Standing::Refused | Standing::Lost => AccountState::SignInAgain,
        _ if row.refresh_expires_at <= now => AccountState::SignInAgain,
        _ if sight == Sight::Dark => AccountState::Unknown,
        Standing::ScopeRefused => AccountState::MissingScope,
        Standing::Fine if !SCOPES.iter().all(|scope| row.scopes.contains(scope)) => {
            AccountState::MissingScope
        }
        Standing::Fine if row.refresh_expires_at - now <= EXPIRING_MS => AccountState::Expiring {
            when: row.refresh_expires_at,
        },
        Standing::Fine => AccountState::Connected,
    }
}

/// The state in a word or two, and what to say about it.
pub(super) fn in_words(
    row: &AccountRow,
    state: &AccountState,
    now: i64,
    offset_s: i32,
    words: &Words,
) -> (String, Option<String>) {
    match state {
        AccountState::Connected if row.kind == AccountKind::Practice => (
            words.say("accounts-state-practice"),
            Some(words.say("accounts-note-practice")),
        ),
        AccountState::Connected => (words.say("accounts-state-connected"), None),
        AccountState::Expiring { when } => {
            let days = ((when - now).max(0) / DAY_MS).to_string();
            let note = words.say_with("accounts-note-expiring", &[("day", &day(*when, offset_s))]);
            (
                words.say_with("accounts-state-expiring", &[("days", &days)]),
                Some(note),
            )
        }
        AccountState::SignInAgain => {
            let (label, note, since) = match row.standing {
                Standing::Lost => ("accounts-state-lost", "accounts-note-lost", row.standing_at),
                Standing::Refused => (
                    "accounts-state-signed-out",
                    "accounts-note-signed-out",
                    row.standing_at,
                ),
                _ => (
                    "accounts-state-ended",
                    "accounts-note-ended",
                    row.refresh_expires_at,
                ),
            };
            let note = words.say_with(note, &[("day", &day(since, offset_s))]);
            (words.say(label), Some(note))
        }
        AccountState::MissingScope => missing(row, words),
        AccountState::Unknown => (
            words.say("accounts-state-unknown"),
            Some(words.say("accounts-note-unknown")),
        ),
    }
}

fn missing(row: &AccountRow, words: &Words) -> (String, Option<String>) {
    let left_out = permissions::left_out(&row.scopes);
    let note = match left_out.as_slice() {
        [] => "accounts-note-scope-refused",
        [0] => "accounts-note-no-profile",
        [1] => "accounts-note-no-videos",
        [2] => "accounts-note-no-inbox",
        [3] => "accounts-note-no-post",
        _ => "accounts-note-no-several",
    };
    let count = left_out.len().max(1).to_string();
    (
        words.say_with("accounts-state-missing-scope", &[("count", &count)]),
        Some(words.say(note)),
    )
}

/// "20 November", at the creator's place.
fn day(at: i64, offset_s: i32) -> String {
    let local = at / 1000 + i64::from(offset_s);
    let day = OffsetDateTime::from_unix_timestamp(local).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    day.format(format_description!("[day padding:none] [month repr:long]"))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use tiktok::Scope;

    use super::*;
    use crate::ids::AccountId;
    use crate::view::Gel;

    const NOW: i64 = 1_795_000_000_000;

    fn row() -> AccountRow {
        AccountRow {
            id: AccountId::fresh(),
            kind: AccountKind::Tiktok,
            client_key: "key".into(),
            open_id: "open".into(),
            nickname: "Mara".into(),
            handle: "mara".into(),
            gel: Gel::Plum,
            scopes: SCOPES.to_vec(),
            standing: Standing::Fine,
            standing_at: NOW,
            refresh_expires_at: NOW + 180 * DAY_MS,
            avatar: None,
            avatar_source: None,
            is_gone: false,
        }
    }

    fn shown(row: &AccountRow, sight: Sight) -> (AccountState, String, Option<String>) {
        let state = state(row, sight, NOW);
        let (label, note) = in_words(row, &state, NOW, 0, &Words::english());
        (state, label, note)
    }

    #[test]
    fn an_account_with_everything_is_connected_and_says_no_more() {
        for sight in [Sight::Here, Sight::Unseen, Sight::Unsaved] {
            let expected = (AccountState::Connected, "Connected".to_owned(), None);
            assert_eq!(shown(&row(), sight), expected);
        }
    }

    #[test]
    fn the_end_of_a_sign_in_is_announced_two_weeks_ahead() {
        let when = NOW + 12 * DAY_MS + 1;
        let row = AccountRow {
            refresh_expires_at: when,
            ..row()
        };
        let (state, label, note) = shown(&row, Sight::Here);
        assert_eq!(state, AccountState::Expiring { when });
        assert_eq!(label, "Sign-in ends in 12 days");
        assert!(note.unwrap().contains("Sign in before 30 November"));
        let later = AccountRow {
            refresh_expires_at: NOW + 15 * DAY_MS,
            ..row
        };
        assert_eq!(shown(&later, Sight::Here).0, AccountState::Connected);
    }

    #[test]
    fn an_account_signed_out_by_tiktok_says_when_whatever_the_keyring_holds() {
        let row = AccountRow {
            standing: Standing::Refused,
            ..row()
        };
        for sight in [Sight::Here, Sight::Dark] {
            let (state, label, note) = shown(&row, sight);
            assert_eq!(state, AccountState::SignInAgain);
            assert_eq!(label, "Signed out by TikTok");
            assert!(note.unwrap().contains("18 November"));
        }
    }

    #[test]
    fn a_missing_entry_means_cannot_tell_and_never_signed_out() {
        assert_eq!(shown(&row(), Sight::Dark).0, AccountState::Unknown);
    }

    #[test]
    fn permissions_that_are_missing_are_named() {
        let without = |scopes: &[Scope]| {
            let scopes = SCOPES
                .iter()
                .filter(|scope| !scopes.contains(scope))
                .cloned()
                .collect();
            shown(&AccountRow { scopes, ..row() }, Sight::Here)
        };
        let (state, label, note) = without(&[Scope::VideoList]);
        assert_eq!(
            (state, label.as_str()),
            (AccountState::MissingScope, "One permission missing")
        );
        assert!(note.unwrap().contains("cannot show videos"));
        assert_eq!(without(&[Scope::UserInfoStats]).1, "One permission missing");
        assert_eq!(
            without(&[Scope::VideoList, Scope::VideoPublish]).1,
            "2 permissions missing"
        );
        let refused = AccountRow {
            standing: Standing::ScopeRefused,
            ..row()
        };
        assert_eq!(shown(&refused, Sight::Here).1, "One permission missing");
    }

    #[test]
    fn a_sign_in_that_ran_out_says_so_without_blaming_anyone() {
        let row = AccountRow {
            refresh_expires_at: NOW,
            ..row()
        };
        let (state, label, note) = shown(&row, Sight::Here);
        assert_eq!(
            (state, label.as_str()),
            (AccountState::SignInAgain, "Sign-in has ended")
        );
        assert!(note.unwrap().contains("18 November"));
    }

    #[test]
    fn days_are_those_of_the_creators_place() {
        let last_minute_of_the_month = 1_796_083_140_000;
        assert_eq!(day(last_minute_of_the_month, 0), "30 November");
        assert_eq!(day(last_minute_of_the_month, 3600), "1 December");
    }
}
