//! A sign-in from the code to the connected account.

use tiktok::{AppKeys, Client, Failure, Scope, Secret, Tokens, User};

use super::attempt::Brought;
use super::entries::{self, TokenPair};
use super::standing;
use super::{Accounts, avatars};
use crate::ids::AccountId;
use crate::problem::{Code, Problem};
use crate::store::accounts::{Connected, SignInRow};
use crate::view::{AccountBadge, Change, SignInView};

/// A callback that fitted and spent its attempt.
pub(super) struct Accepted {
    pub row: SignInRow,
    pub brought: Brought,
    /// From memory; after a restart it is read from the keyring.
    pub verifier: Option<Secret>,
}

impl Accounts {
    /// Fetches the tokens, stores the account and shows the outcome.
    pub(super) async fn finish(&self, accepted: Accepted) {
        let row = accepted.row.clone();
        let view = match self.connect(accepted).await {
            Ok((account, note)) => SignInView::Done { account, note },
            Err(problem) => SignInView::Failed { problem },
        };
        self.forget_verifier(&row).await;
        self.desk.show(Some(view));
        self.core.tell(Change::Snapshot);
    }

    async fn connect(&self, accepted: Accepted) -> Result<(AccountBadge, Option<String>), Problem> {
        let Accepted {
            row,
            brought,
            verifier,
        } = accepted;
        let (code, granted) = match brought {
            Brought::Code(code, granted) => (code, granted),
            Brought::No { error, reason } => return Err(self.declined(&error, reason.as_deref())),
        };
        let verifier = match verifier {
            Some(verifier) => verifier,
            None => self.kept_verifier(&row).await?,
        };
        let place = self.place(row.kind, &row.client_key).await?;
        let (client, keys) = (place.client, place.keys);
        let tokens = self.exchange(&client, &keys, &row, &code, &verifier).await?;
        let tokens = with_scopes(tokens, granted);
        // A profile that cannot be read is no reason to fail: the tokens are here (reference section 4).
        let user = client.user_info(&tokens.access_token, &tokens.scopes).await;
        let user = user.inspect_err(|error| tracing::warn!(%error, "profile")).ok();
        let id = self.store_account(&row, &tokens, user.as_ref()).await?;
        self.choose(&id).await?;
        let picture = user
            .as_ref()
            .and_then(|user| user.avatar_url_100.as_ref().or(user.avatar_url.as_ref()));
        if let Some(url) = picture {
            self.keep_avatar(&id, url).await;
        }
        Ok((self.shown(&id).await?, self.note_about(&tokens.scopes)))
    }

    async fn exchange(
        &self,
        client: &Client,
        keys: &AppKeys,
        row: &SignInRow,
        code: &Secret,
        verifier: &Secret,
    ) -> Result<Tokens, Problem> {
        let answer = client
            .exchange_code(keys, code, &row.redirect_uri, Some(verifier))
            .await;
        answer.map_err(|error| match error.failure {
            Failure::InvalidGrant => {
                tracing::warn!(%error, "code");
                let problem = self.problem(Code::Refused, "accounts-code-refused");
                Problem {
                    log_id: error.log_id,
                    ..problem
                }
            }
            _ => self.told(&error),
        })
    }

    async fn kept_verifier(&self, row: &SignInRow) -> Result<Secret, Problem> {
        let name = entries::sign_in_name(&self.core.folder_id, &row.state_hash);
        let kept = self.core.config.secrets.read(&name).await.ok().flatten();
        kept.ok_or_else(|| self.problem(Code::Keyring, "accounts-restarted-without-keyring"))
    }

    /// The keyring first, the database second, so that a known account has its entry.
    async fn store_account(
        &self,
        row: &SignInRow,
        tokens: &Tokens,
        user: Option<&User>,
    ) -> Result<AccountId, Problem> {
        let refused = |error| self.core.store_problem(error);
        let known = self
            .core
            .store
            .account_of(&row.client_key, &tokens.open_id)
            .await
            .map_err(refused)?;
        let is_new = known.is_none();
        let id = known.unwrap_or_else(AccountId::fresh);
        let now = self.core.now();
        let slot = self.wallet.slot(&id);
        // Held until the account is stored, so that no refresh of an older pair comes between.
        let mut held = slot.held.lock().await;
        let pair = TokenPair::of(tokens, now);
        self.keep_pair(&row.client_key, &tokens.open_id, &slot, &pair)
            .await;
        let nickname = user.and_then(|user| user.display_name.clone());
        let connected = Connected {
            kind: row.kind,
            client_key: row.client_key.clone(),
            open_id: tokens.open_id.clone(),
            nickname: nickname.or_else(|| is_new.then(|| self.core.words.say("accounts-nameless"))),
            handle: user.and_then(|user| user.username.clone()),
            scopes: tokens.scopes.clone(),
            refresh_expires_at: pair.refresh_expires_at,
            at: now,
        };
        *held = Some(pair);
        self.core
            .store
            .connect_account(&id, connected)
            .await
            .map_err(refused)?;
        Ok(id)
    }

    fn declined(&self, error: &str, reason: Option<&str>) -> Problem {
        tracing::warn!(error, reason, "sign-in declined");
        // The names TikTok uses where the set-up of the app is at fault (reference section 1.5).
        let (code, key) = match (error, reason) {
            (_, Some("non_sandbox_target")) => (Code::Configuration, "accounts-not-a-sandbox-target"),
            (_, Some("client_key")) | ("unauthorized_client", _) => {
                (Code::Configuration, "problem-app-not-allowed")
            }
            (_, Some("redirect_uri")) => (Code::Configuration, "problem-sign-in-refused"),
            (_, Some("scope")) | ("invalid_scope", _) => (Code::Configuration, "problem-unknown-permission"),
            ("access_denied", None) => (Code::Refused, "problem-access-denied"),
            _ => (Code::Refused, "accounts-declined"),
        };
        self.problem(code, key)
    }

    fn note_about(&self, granted: &[Scope]) -> Option<String> {
        let words = &self.core.words;
        let left_out = standing::left_out(granted, words);
        let list = left_out.join(", ");
        let count = left_out.len().to_string();
        (!left_out.is_empty())
            .then(|| words.say_with("accounts-left-out", &[("count", &count), ("list", &list)]))
    }

    /// Takes over what TikTok told about a creator.
    pub(super) async fn take_profile(
        &self,
        id: &AccountId,
        nickname: &str,
        handle: &str,
        avatar_url: Option<&str>,
    ) {
        match self.core.store.set_profile(id, nickname, handle).await {
            Ok(true) => self.core.tell(Change::Snapshot),
            Ok(false) => {}
            Err(error) => tracing::error!(%error, "profile"),
        }
        if let Some(url) = avatar_url {
            self.keep_avatar(id, url).await;
        }
    }

    /// Fetches and keeps an account's picture if it is another than the kept one.
    async fn keep_avatar(&self, id: &AccountId, url: &str) {
        let Ok(Some(row)) = self.core.store.account(id).await else {
            return;
        };
        let Some(source) = avatars::source(url) else {
            return;
        };
        if row.avatar.is_some() && row.avatar_source.as_ref() == Some(&source) {
            return;
        }
        let Some(jpeg) = self.picture(row.kind, url, avatars::SIDE).await else {
            return;
        };
        match self.core.store.set_avatar(id, jpeg, source).await {
            Ok(()) => self.core.tell(Change::Snapshot),
            Err(error) => tracing::error!(%error, "avatar"),
        }
    }
}

/// The token answer names what was granted; where it leaves that out, the callback did.
fn with_scopes(tokens: Tokens, granted: Vec<Scope>) -> Tokens {
    match tokens.scopes.is_empty() {
        true => Tokens {
            scopes: granted,
            ..tokens
        },
        false => tokens,
    }
}
