//! Accounts as the window shows them. Asks neither TikTok nor the keyring.

use super::{Accounts, permissions, picture_key, standing};
use crate::ids::AccountId;
use crate::labels::LocalClock;
use crate::problem::{Code, Problem};
use crate::secrets::Condition;
use crate::store::accounts::{AccountRow, PermissionUse};
use crate::view::{AccountBadge, AccountView};

impl Accounts {
    pub(super) async fn views(&self) -> Result<Vec<AccountView>, Problem> {
        let refused = |error| self.core.store_problem(error);
        let rows = self.core.store.accounts().await.map_err(refused)?;
        let uses = self.core.store.permission_uses().await.map_err(refused)?;
        Ok(rows.iter().map(|row| self.view(row, &uses)).collect())
    }

    pub(super) async fn shown(&self, id: &AccountId) -> Result<AccountBadge, Problem> {
        let row = self
            .core
            .store
            .account(id)
            .await
            .map_err(|error| self.core.store_problem(error))?;
        let row = row.ok_or_else(|| self.problem(Code::Stale, "accounts-unknown"))?;
        Ok(self.badge_of(&row))
    }

    pub(super) fn badge_of(&self, row: &AccountRow) -> AccountBadge {
        let avatar = row
            .avatar
            .as_deref()
            .map(|jpeg| self.core.media.picture(&picture_key(&row.id), jpeg));
        AccountBadge {
            id: row.id.clone(),
            kind: row.kind,
            nickname: row.nickname.clone(),
            handle: row.handle.clone(),
            avatar,
            gel: row.gel,
        }
    }

    fn view(&self, row: &AccountRow, uses: &[PermissionUse]) -> AccountView {
        let (words, now) = (&self.core.words, self.core.now());
        let offset_s = self.core.config.utc_offset_s;
        let clock = LocalClock { offset_s, now };
        let uses: Vec<_> = uses.iter().filter(|one| one.account == row.id).collect();
        let sight = self.wallet.slot(&row.id).sight();
        let state = standing::state(row, sight, now);
        let (state_label, state_note) = standing::in_words(row, &state, now, offset_s, words);
        let has_keyring = self.core.config.secrets.condition() != Condition::Missing;
        AccountView {
            badge: self.badge_of(row),
            state,
            state_label,
            state_note,
            permissions: permissions::in_words(&row.scopes, &uses, clock, words),
            session_only: sight == standing::Sight::Unsaved || !has_keyring,
        }
    }
}
