//! Taking accounts away again.

use tiktok::Failure;

use super::standing::Sight;
use super::{Accounts, entries};
use crate::activity::errand::Errand;
use crate::ids::AccountId;
use crate::problem::{Code, Problem};
use crate::store::accounts::AccountRow;
use crate::view::{Change, Grant, Keep, Leave};

impl Accounts {
    /// Revokes at TikTok, then forgets the tokens and what the creator does not keep.
    pub(super) async fn take_away(&self, id: &AccountId, leave: Leave) -> Result<(), Problem> {
        let row = self.living(id).await?;
        if let Err(problem) = self.revoke(&row).await {
            // The grant would live on, and nobody could take it back from here.
            if leave.grant == Grant::GiveBack {
                return Err(problem);
            }
            tracing::warn!(%problem, "forgotten without being revoked");
        }
        let name = entries::account_name(&self.core.folder_id, &row.client_key, &row.open_id);
        self.forget_entry(&name).await?;
        let slot = self.wallet.slot(id);
        *slot.held.lock().await = None;
        slot.see(Sight::Unseen);
        match leave.keep {
            Keep::Work => {
                let gone = self.core.store.disconnect_account(id, self.core.now()).await;
                gone.map_err(|error| self.core.store_problem(error))?;
            }
            Keep::Nothing => self.forget_work(id).await?,
        }
        self.core.media.revoke(&super::picture_key(id));
        // Drafts and posts show whose they are.
        self.core.tell(Change::Everything);
        Ok(())
    }

    /// Takes every account away and leaves no secret of this data folder in the keyring.
    /// Their work goes with the database.
    ///
    /// # Errors
    /// As [`Accounts::disconnect`]; accounts before the one that failed are gone then.
    pub(crate) async fn take_all_away(&self, grant: Grant) -> Result<(), Problem> {
        let rows = self.core.store.accounts().await;
        let rows = rows.map_err(|error| self.core.store_problem(error))?;
        let keep = Keep::Work;
        for row in rows {
            self.take_away(&row.id, Leave { keep, grant }).await?;
        }
        self.cancel().await;
        if let Some(client_key) = self.stored_app().await?.client_key {
            self.forget_entry(&entries::app_name(&self.core.folder_id, &client_key))
                .await?;
        }
        let forgotten = self.core.config.secrets.forget_all(&self.core.folder_id).await;
        forgotten.map_err(|_| self.problem(Code::Keyring, "accounts-keyring-closed"))
    }

    /// Removes drafts, posts, history and videos of an account, and the upload
    /// addresses of its posts. The posts' tasks end at their next step.
    async fn forget_work(&self, id: &AccountId) -> Result<(), Problem> {
        let posts = self.core.store.forget_account(id).await;
        let posts = posts.map_err(|error| self.core.store_problem(error))?;
        for post in posts {
            let name = entries::upload_name(&self.core.folder_id, &post);
            self.forget_entry(&name).await?;
        }
        Ok(())
    }

    async fn forget_entry(&self, name: &str) -> Result<(), Problem> {
        let forgotten = self.core.config.secrets.forget(name).await;
        forgotten.map_err(|_| self.problem(Code::Keyring, "accounts-keyring-closed"))
    }

    async fn revoke(&self, row: &AccountRow) -> Result<(), Problem> {
        // Nothing is left to take back, or there is nobody to ask.
        if row.standing.is_signed_out() || self.wallet.slot(&row.id).sight() == Sight::Dark {
            return Ok(());
        }
        // A dead access token would be answered like a revoked one and leave the grant
        // alive (reference section 2.4), so this refreshes first if needed.
        let session = match self.session_for(&row.id, &Errand::of_creator()).await {
            Ok(session) => session,
            Err(problem) if problem.code == Code::SignInAgain => return Ok(()),
            Err(problem) if self.wallet.slot(&row.id).sight() == Sight::Dark => {
                tracing::warn!(%problem, "forgotten without being revoked");
                return Ok(());
            }
            Err(problem) => return Err(problem),
        };
        let place = self.place(row.kind, &row.client_key).await?;
        match session.client.revoke(&place.keys, &session.token).await {
            Ok(()) => Ok(()),
            Err(error) if matches!(error.failure, Failure::InvalidGrant | Failure::AccessTokenInvalid) => {
                Ok(())
            }
            Err(error) => Err(self.told(&error)),
        }
    }
}
