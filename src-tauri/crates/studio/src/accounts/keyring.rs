//! The keyring's standing conditions, and what is done when they change.

use super::Accounts;
use crate::problem::{Code, Problem};
use crate::secrets::{Condition, SecretError};
use crate::view::{Banner, BannerKind, Change};

impl Accounts {
    /// Looks, in the background and once at the start, what the keyring holds, and
    /// tells the window whenever its condition changes.
    pub(super) fn watch_keyring(&self) {
        let (secrets, distant) = (self.core.config.secrets.clone(), self.distant());
        tokio::spawn(async move {
            let mut known = secrets.condition();
            loop {
                secrets.changed_from(known).await;
                known = secrets.condition();
                let Some(accounts) = distant.accounts() else {
                    return;
                };
                accounts.core.tell(Change::Snapshot);
                // Opened by itself: a password was entered after we had stopped waiting.
                if known == Condition::Works {
                    accounts.look_around().await;
                }
            }
        });
        let this = self.clone();
        tokio::spawn(async move {
            this.restored().await;
            let lasts = this.core.config.secrets.lasts().await;
            tracing::info!(?lasts, "keyring");
            this.look_around().await;
        });
    }

    /// Reads the entries of all accounts and of the app.
    async fn look_around(&self) {
        if let Ok(app) = self.stored_app().await
            && let Some(client_key) = app.client_key
        {
            let _ = self.app_keys(&client_key).await;
        }
        let rows = self.core.store.accounts().await;
        let rows = rows
            .inspect_err(|error| tracing::error!(%error, "accounts"))
            .unwrap_or_default();
        for row in &rows {
            self.look(row).await;
        }
        self.core.tell(Change::Snapshot);
    }

    pub(super) async fn try_keyring_again(&self) -> Result<(), Problem> {
        let answer = self.core.config.secrets.retry().await;
        self.look_around().await;
        answer.map_err(|error| match error {
            SecretError::Closed => self.problem(Code::Keyring, "accounts-keyring-closed"),
            SecretError::Missing => self.problem(Code::Keyring, "accounts-keyring-missing"),
        })
    }

    pub(super) fn keyring_banner(&self) -> Option<Banner> {
        let (kind, key) = match self.core.config.secrets.condition() {
            Condition::Closed => (BannerKind::KeyringLocked, "accounts-banner-keyring-locked"),
            Condition::Missing => (BannerKind::KeyringMissing, "accounts-banner-keyring-missing"),
            Condition::Untried | Condition::Works => return None,
        };
        let words = &self.core.words;
        let action = Some(words.attribute(key, "action", &[]));
        Some(Banner {
            kind,
            message: words.say(key),
            action,
        })
    }
}
