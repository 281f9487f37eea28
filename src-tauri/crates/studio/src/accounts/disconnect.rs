//! Taking an account away again.

use tiktok::Failure;

use super::standing::Sight;
use super::{Accounts, entries};
use crate::ids::AccountId;
use crate::problem::{Code, Problem};
use crate::store::accounts::AccountRow;
use crate::view::Change;

impl Accounts {
    /// Revokes at TikTok, then forgets the tokens. Without an answer of TikTok nothing
    /// is forgotten: the grant would live on, and nobody could take it back from here.
    pub(super) async fn take_away(&self, id: &AccountId) -> Result<(), Problem> {
        let row = self.living(id).await?;
        self.revoke(&row).await?;
        let name = entries::account_name(&self.core.folder_id, &row.client_key, &row.open_id);
        let forgotten = self.core.config.secrets.forget(&name).await;
        forgotten.map_err(|_| self.problem(Code::Keyring, "accounts-keyring-closed"))?;
        let slot = self.wallet.slot(id);
        *slot.held.lock().await = None;
        slot.see(Sight::Unseen);
        let gone = self.core.store.disconnect_account(id, self.core.now()).await;
        gone.map_err(|error| self.core.store_problem(error))?;
        self.core.media.revoke(&super::picture_key(id));
        self.core.tell(Change::Snapshot);
        Ok(())
    }

    async fn revoke(&self, row: &AccountRow) -> Result<(), Problem> {
        // Nothing is left to take back, or there is nobody to ask.
        if row.standing.is_signed_out() || self.wallet.slot(&row.id).sight() == Sight::Dark {
            return Ok(());
        }
        // A dead access token would be answered like a revoked one and leave the grant
        // alive (reference section 2.4), so this refreshes first if needed.
        let session = match self.valid(&row.id, None).await {
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
