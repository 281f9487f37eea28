//! Tokens that are valid now.
//!
//! Each account has one slot, and whoever holds its lock may renew the pair:
//! so there is never more than one refresh in flight. A new pair is in the keyring
//! before anyone uses it (reference section 2.3).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tiktok::{AppKeys, Client, Failure, Secret, Sent, Tokens};

use super::entries::{self, TokenPair};
use super::standing::{Sight, Standing};
use super::{Accounts, Session};
use crate::activity::errand::Errand;
use crate::ids::AccountId;
use crate::problem::{Code, Problem};
use crate::secrets::Condition;
use crate::store::accounts::AccountRow;
use crate::view::Change;

/// The slots of all accounts.
#[derive(Default)]
pub(super) struct Wallet(Mutex<HashMap<AccountId, Arc<Slot>>>);

/// The tokens of one account.
pub(super) struct Slot {
    pub held: tokio::sync::Mutex<Option<TokenPair>>,
    sight: Mutex<Sight>,
}

impl Wallet {
    pub fn slot(&self, id: &AccountId) -> Arc<Slot> {
        let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = || {
            Arc::new(Slot {
                held: Default::default(),
                sight: Mutex::new(Sight::Unseen),
            })
        };
        slots.entry(id.clone()).or_insert_with(fresh).clone()
    }
}

impl Slot {
    /// What is known about the entry in the keyring, without asking it.
    pub fn sight(&self) -> Sight {
        *self.sight.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn see(&self, sight: Sight) {
        *self.sight.lock().unwrap_or_else(PoisonError::into_inner) = sight;
    }
}

/// Why a refresh brought nothing.
enum Refused {
    /// TikTok no longer takes the refresh token.
    SignedOut(Standing, tiktok::Error),
    /// Anything else; the pair we have may still be good.
    Failed(tiktok::Error),
}

impl Accounts {
    /// A client and a token that is valid now and is not `refused`, which TikTok
    /// did not take.
    pub(super) async fn valid(
        &self,
        id: &AccountId,
        refused: Option<Secret>,
        errand: &Errand,
    ) -> Result<Session, Problem> {
        let row = self.living(id).await?;
        if row.standing.is_signed_out() {
            return Err(self.signed_out(row.standing));
        }
        let (this, errand) = (self.clone(), errand.clone());
        // A task of its own: a caller that goes away must not take the answer of a
        // refresh with it.
        let work = tokio::spawn(async move { this.valid_pair(&row, refused, &errand).await });
        work.await
            .unwrap_or_else(|_| Err(self.problem(Code::Internal, "accounts-internal")))
    }

    async fn valid_pair(
        &self,
        row: &AccountRow,
        refused: Option<Secret>,
        errand: &Errand,
    ) -> Result<Session, Problem> {
        let place = self.place(row.kind, &row.client_key).await?;
        let slot = self.wallet.slot(&row.id);
        let mut held = slot.held.lock().await;
        self.load(row, &slot, &mut held).await?;
        let Some(pair) = held.clone() else {
            return Err(self.dark());
        };
        let session = |pair: &TokenPair| Session {
            client: self.heard(&place.client, row, errand),
            token: pair.access_token.clone(),
        };
        let is_refused = refused.as_ref() == Some(&pair.access_token);
        if !is_refused && !pair.wants_refresh(self.core.now()) {
            return Ok(session(&pair));
        }
        // A pair that cannot be kept would be lost with this session, and the old one with it.
        if self.core.config.secrets.condition() == Condition::Closed {
            return Err(self.problem(Code::Keyring, "accounts-keyring-closed"));
        }
        let renewing = self.heard(&place.client, row, &Errand::of_renewal());
        let tokens = match renew(&renewing, &place.keys, &pair.refresh_token).await {
            Ok(tokens) if tokens.open_id == row.open_id => tokens,
            Ok(_) => return Err(self.sign_out(row, Standing::Refused).await),
            Err(Refused::SignedOut(standing, error)) => {
                tracing::warn!(%error, "refresh");
                return Err(self.sign_out(row, standing).await);
            }
            // Nothing was sent, so the pair we have is as good as it was.
            Err(Refused::Failed(error))
                if !is_refused && is_unsent(&error) && pair.is_alive(self.core.now()) =>
            {
                return Ok(session(&pair));
            }
            Err(Refused::Failed(error)) => return Err(self.told(&error)),
        };
        let pair = TokenPair::of(&tokens, self.core.now());
        *held = Some(pair.clone());
        self.save(row, &slot, &pair).await?;
        self.note_refreshed(row, &tokens, &pair).await;
        Ok(session(&pair))
    }

    /// The client, each call of which goes on record as this account's.
    fn heard(&self, client: &Client, row: &AccountRow, errand: &Errand) -> Client {
        client.heard_by(self.core.record.ear(Some(&row.id), errand))
    }

    /// Brings the pair from the keyring, or one that could not be written yet into it.
    async fn load(&self, row: &AccountRow, slot: &Slot, held: &mut Option<TokenPair>) -> Result<(), Problem> {
        match held {
            Some(pair) if slot.sight() == Sight::Unsaved => self.save(row, slot, pair).await,
            Some(_) => Ok(()),
            None => {
                let name = entries::account_name(&self.core.folder_id, &row.client_key, &row.open_id);
                let text = self.core.config.secrets.read(&name).await;
                *held = text
                    .as_ref()
                    .ok()
                    .and_then(|text| text.as_ref().and_then(entries::read_pair));
                slot.see(if held.is_some() { Sight::Here } else { Sight::Dark });
                match text {
                    Err(_) => Err(self.problem(Code::Keyring, "accounts-keyring-closed")),
                    Ok(_) if held.is_none() => Err(self.dark()),
                    Ok(_) => Ok(()),
                }
            }
        }
    }

    async fn save(&self, row: &AccountRow, slot: &Slot, pair: &TokenPair) -> Result<(), Problem> {
        if self.keep_pair(&row.client_key, &row.open_id, slot, pair).await {
            return Ok(());
        }
        Err(self.problem(Code::Keyring, "accounts-keyring-closed"))
    }

    /// Writes a pair into the keyring; false when that has to wait.
    pub(super) async fn keep_pair(
        &self,
        client_key: &str,
        open_id: &str,
        slot: &Slot,
        pair: &TokenPair,
    ) -> bool {
        let name = entries::account_name(&self.core.folder_id, client_key, open_id);
        let is_kept = self
            .core
            .config
            .secrets
            .write(&name, &entries::write_pair(pair))
            .await
            .is_ok();
        slot.see(if is_kept { Sight::Here } else { Sight::Unsaved });
        is_kept
    }

    /// Looks whether the keyring holds the account's tokens, without asking TikTok.
    pub(super) async fn look(&self, row: &AccountRow) {
        let slot = self.wallet.slot(&row.id);
        let mut held = slot.held.lock().await;
        if let Err(problem) = self.load(row, &slot, &mut held).await {
            tracing::warn!(%problem, account = %row.id, "tokens");
        }
    }

    async fn note_refreshed(&self, row: &AccountRow, tokens: &Tokens, pair: &TokenPair) {
        let noted = self
            .core
            .store
            .note_refresh(&row.id, &tokens.scopes, pair.refresh_expires_at)
            .await;
        match noted {
            Ok(true) => self.core.tell(Change::Snapshot),
            Ok(false) => {}
            // Only what is shown about the account is behind; the tokens are safe.
            Err(error) => tracing::error!(%error, "refresh"),
        }
    }

    /// Notes that only a new sign-in helps, and says so.
    pub(super) async fn sign_out(&self, row: &AccountRow, standing: Standing) -> Problem {
        self.note_standing(&row.id, standing).await;
        self.signed_out(standing)
    }

    pub(super) async fn note_standing(&self, id: &AccountId, standing: Standing) {
        match self.core.store.set_standing(id, standing, self.core.now()).await {
            Ok(true) => self.core.tell(Change::Snapshot),
            Ok(false) => {}
            Err(error) => tracing::error!(%error, "standing"),
        }
    }

    fn signed_out(&self, standing: Standing) -> Problem {
        let key = match standing {
            Standing::Lost => "accounts-sign-in-lost",
            _ => "problem-sign-in-again",
        };
        self.problem(Code::SignInAgain, key)
    }

    fn dark(&self) -> Problem {
        self.problem(Code::Keyring, "accounts-no-entry")
    }
}

/// Renews a pair. A lost answer has probably spent the refresh token, so there is
/// exactly one more try with the same one.
async fn renew(client: &Client, keys: &AppKeys, token: &Secret) -> Result<Tokens, Refused> {
    let first = match client.refresh(keys, token).await {
        Ok(tokens) => return Ok(tokens),
        Err(error) => error,
    };
    if first.failure == Failure::InvalidGrant {
        return Err(Refused::SignedOut(Standing::Refused, first));
    }
    if !is_lost(&first) {
        return Err(Refused::Failed(first));
    }
    client
        .refresh(keys, token)
        .await
        .map_err(|second| match second.failure {
            Failure::InvalidGrant => Refused::SignedOut(Standing::Lost, second),
            _ => Refused::Failed(second),
        })
}

/// Whether TikTok may have renewed the pair although no answer came through.
fn is_lost(error: &tiktok::Error) -> bool {
    matches!(
        error.failure,
        Failure::Network { sent: Sent::Maybe }
            | Failure::Timeout { sent: Sent::Maybe }
            | Failure::NotTikTok
            | Failure::Server
    )
}

fn is_unsent(error: &tiktok::Error) -> bool {
    matches!(
        error.failure,
        Failure::Network { sent: Sent::No } | Failure::Timeout { sent: Sent::No }
    )
}
