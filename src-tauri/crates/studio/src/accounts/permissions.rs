//! Permissions: what Greenroom asks for, what for, and when each was last of use.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tiktok::Scope;

use super::Accounts;
use crate::ids::AccountId;
use crate::labels::LocalClock;
use crate::problem::Problem;
use crate::store::accounts::PermissionUse;
use crate::view::{Change, PermissionView};
use crate::words::Words;

/// What Greenroom asks for (reference section 3).
pub(super) const SCOPES: [Scope; 6] = [
    Scope::UserInfoBasic,
    Scope::UserInfoProfile,
    Scope::UserInfoStats,
    Scope::VideoList,
    Scope::VideoUpload,
    Scope::VideoPublish,
];

/// The groups of permissions the creator reads about, with the word for each.
const GROUPS: [(&[Scope], &str); 4] = [
    (
        &[Scope::UserInfoBasic, Scope::UserInfoProfile, Scope::UserInfoStats],
        "accounts-permission-profile",
    ),
    (&[Scope::VideoList], "accounts-permission-videos"),
    (&[Scope::VideoUpload], "accounts-permission-inbox"),
    (&[Scope::VideoPublish], "accounts-permission-post"),
];

/// A use is noted at most this often for an account and permission.
const NOTED_EVERY_MS: i64 = 60_000;

/// Uses noted in this run, so that most of them cost no write.
#[derive(Default)]
pub(super) struct Uses(Mutex<HashMap<(AccountId, Scope), i64>>);

impl Uses {
    /// Whether a use at `now` is worth a note.
    fn claim(&self, id: &AccountId, scope: &Scope, now: i64) -> bool {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (id.clone(), scope.clone());
        let is_news = noted
            .get(&key)
            .is_none_or(|last| now.abs_diff(*last) >= NOTED_EVERY_MS.unsigned_abs());
        if is_news {
            noted.insert(key, now);
        }
        is_news
    }
}

impl Accounts {
    /// The connected accounts that gave this permission.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) async fn that_granted(&self, scope: &Scope) -> Result<Vec<AccountId>, Problem> {
        let rows = self.core.store.accounts().await;
        let rows = rows.map_err(|error| self.core.store_problem(error))?;
        let granted = rows.into_iter().filter(|row| row.scopes.contains(scope));
        Ok(granted.map(|row| row.id).collect())
    }

    /// Notes that TikTok let the account do what `scope` is for. Only what is shown
    /// depends on it, so a database that refuses is no error.
    pub async fn note_use(&self, id: &AccountId, scope: Scope) {
        let now = self.core.now();
        if !self.uses.claim(id, &scope, now) {
            return;
        }
        match self.core.store.note_use(id, &scope, now, NOTED_EVERY_MS).await {
            Ok(true) => self.core.tell(Change::Snapshot),
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, %scope, "the use of a permission was not noted"),
        }
    }
}

/// Permissions in words. `uses` are those of the account.
pub(super) fn in_words(
    granted: &[Scope],
    uses: &[&PermissionUse],
    clock: LocalClock,
    words: &Words,
) -> Vec<PermissionView> {
    GROUPS
        .iter()
        .map(|(scopes, key)| {
            let last = uses
                .iter()
                .filter(|one| scopes.contains(&one.scope))
                .map(|one| one.at)
                .max();
            PermissionView {
                scope: Scope::join(scopes),
                label: words.say(key),
                purpose: words.attribute(key, "purpose", &[]),
                last_used: last_used(last, clock, words),
                granted: is_granted(scopes, granted),
            }
        })
        .collect()
}

/// The places among the groups of those that were left out.
pub(super) fn left_out(granted: &[Scope]) -> Vec<usize> {
    (0..GROUPS.len())
        .filter(|at| !is_granted(GROUPS[*at].0, granted))
        .collect()
}

/// The words for those that were left out.
pub(super) fn left_out_in_words(granted: &[Scope], words: &Words) -> Vec<String> {
    left_out(granted)
        .into_iter()
        .map(|at| words.say(GROUPS[at].1))
        .collect()
}

fn is_granted(scopes: &[Scope], granted: &[Scope]) -> bool {
    scopes.iter().all(|scope| granted.contains(scope))
}

fn last_used(at: Option<i64>, clock: LocalClock, words: &Words) -> String {
    let Some(at) = at else {
        return words.say("accounts-not-used");
    };
    let key = match clock.is_today(at) {
        true => "accounts-used-today",
        false => "accounts-used",
    };
    words.say_with(key, &[("time", &clock.minutes(at))])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-20 14:03:00 UTC.
    const AT: i64 = 1_795_183_380_000;

    fn shown(granted: &[Scope], uses: &[PermissionUse], now: i64) -> Vec<PermissionView> {
        let clock = LocalClock { offset_s: 0, now };
        in_words(
            granted,
            &uses.iter().collect::<Vec<_>>(),
            clock,
            &Words::english(),
        )
    }

    fn used(scope: Scope, at: i64) -> PermissionUse {
        let account = AccountId::from_text("a");
        PermissionUse { account, scope, at }
    }

    #[test]
    fn the_three_profile_scopes_are_one_permission() {
        let granted = [Scope::UserInfoBasic, Scope::UserInfoProfile, Scope::VideoPublish];
        let shown = shown(&granted, &[], AT);
        let shown: Vec<_> = shown
            .iter()
            .map(|one| (one.label.as_str(), one.granted))
            .collect();
        let expected = [
            ("Profile and counts", false),
            ("Read your videos", false),
            ("Send to inbox", false),
            ("Post directly", true),
        ];
        assert_eq!(shown, expected);
        assert_eq!(left_out_in_words(&granted, &Words::english()).len(), 3);
    }

    #[test]
    fn every_permission_says_what_it_is_for() {
        for permission in shown(&[], &[], AT) {
            assert!(permission.purpose.contains(' '), "{permission:?}");
            assert_eq!(permission.last_used, "Not used yet");
        }
    }

    #[test]
    fn the_last_use_of_a_group_counts_and_its_day_is_named_unless_it_is_today() {
        let uses = [
            used(Scope::UserInfoBasic, AT - 3_600_000),
            used(Scope::UserInfoStats, AT),
            used(Scope::VideoList, AT - 86_400_000),
        ];
        let said: Vec<_> = shown(&SCOPES, &uses, AT + 60_000)
            .into_iter()
            .map(|one| one.last_used)
            .collect();
        let expected = [
            "Used today at 14:03",
            "Last used 19 Nov, 14:03",
            "Not used yet",
            "Not used yet",
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn a_use_is_noted_once_a_minute_for_each_account_and_permission() {
        let uses = Uses::default();
        let (mara, nord) = (AccountId::from_text("mara"), AccountId::from_text("nord"));
        assert!(uses.claim(&mara, &Scope::VideoList, AT));
        assert!(!uses.claim(&mara, &Scope::VideoList, AT + NOTED_EVERY_MS - 1));
        assert!(uses.claim(&mara, &Scope::VideoPublish, AT));
        assert!(uses.claim(&nord, &Scope::VideoList, AT));
        assert!(uses.claim(&mara, &Scope::VideoList, AT + NOTED_EVERY_MS));
        assert!(
            uses.claim(&mara, &Scope::VideoList, AT - NOTED_EVERY_MS),
            "a clock that was set back does not stop it"
        );
    }
}
