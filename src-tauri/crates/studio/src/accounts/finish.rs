//! A sign-in from the code to the connected account.

use std::sync::Arc;

use tiktok::{AppKeys, Client, Scope, Secret, Tokens, User};

use super::attempt::Brought;
use super::entries::{self, TokenPair};
use super::offer::Somebody;
use super::refusals::{self, Refusal};
use super::{Accounts, avatars, permissions};
use crate::activity::recorder::SignInCalls;
use crate::ids::AccountId;
use crate::problem::{Code, Problem};
use crate::store::accounts::{AccountRow, Connected};
use crate::store::sign_ins::SignInRow;
use crate::view::{Change, SignInCheck, SignInView};

/// A callback that fitted and spent its attempt.
pub(super) struct Accepted {
    pub row: SignInRow,
    pub brought: Brought,
    /// From memory; after a restart it is read from the keyring.
    pub verifier: Option<Secret>,
}

/// A creator who came back from TikTok, with tokens that lie nowhere yet.
pub(super) struct Arrived {
    pub row: SignInRow,
    pub tokens: Tokens,
    /// `None` when the profile could not be read.
    pub user: Option<User>,
    /// What TikTok was asked about them so far.
    pub calls: Arc<SignInCalls>,
}

impl Arrived {
    /// Address of the picture.
    pub fn picture(&self) -> Option<&str> {
        let user = self.user.as_ref()?;
        user.avatar_url_100.as_deref().or(user.avatar_url.as_deref())
    }
}

/// A failure with what to compare at TikTok.
struct Failed {
    problem: Problem,
    checks: Vec<SignInCheck>,
}

impl From<Problem> for Failed {
    fn from(problem: Problem) -> Self {
        let checks = Vec::new();
        Self { problem, checks }
    }
}

impl Accounts {
    /// Fetches the tokens, stores the account or offers it, and shows the outcome.
    pub(super) async fn finish(&self, accepted: Accepted) {
        let row = accepted.row.clone();
        match self.connect(accepted).await {
            Ok(Some(done)) => self.desk.show(Some(done)),
            Ok(None) => {}
            Err(Failed { problem, checks }) => self.desk.show(Some(SignInView::Failed { problem, checks })),
        }
        self.forget_verifier(&row).await;
        self.core.tell(Change::Snapshot);
    }

    /// `None` when the creator has to decide first.
    async fn connect(&self, accepted: Accepted) -> Result<Option<SignInView>, Failed> {
        let Accepted {
            row,
            brought,
            verifier,
        } = accepted;
        let (code, granted) = match brought {
            Brought::Code(code, granted) => (code, granted),
            Brought::No { error, reason } => {
                tracing::warn!(error, reason, "sign-in declined");
                let refusal = refusals::of_callback(&error, reason.as_deref());
                return Err(self.refused(&refusal, &row));
            }
        };
        let verifier = match verifier {
            Some(verifier) => verifier,
            None => self.kept_verifier(&row).await?,
        };
        let place = self.place(row.kind, &row.client_key).await?;
        let calls = self.core.record.sign_in();
        let client = place.client.heard_by(calls.clone());
        let tokens = self
            .exchange(&client, &place.keys, &row, &code, &verifier)
            .await?;
        let tokens = with_scopes(tokens, granted);
        // A profile that cannot be read is no reason to fail: the tokens are here (reference section 4).
        let user = client.user_info(&tokens.access_token, &tokens.scopes).await;
        let user = user.inspect_err(|error| tracing::warn!(%error, "profile")).ok();
        let arrived = Arrived {
            row,
            tokens,
            user,
            calls,
        };
        match self.somebody_else(&arrived).await? {
            Somebody::Wanted => Ok(Some(self.settle(arrived).await?)),
            Somebody::Known { instead_of } => {
                let done = self.settle(arrived).await?;
                Ok(Some(self.with_note_about(done, &instead_of)))
            }
            Somebody::New { instead_of } => {
                self.offer(arrived, instead_of).await?;
                Ok(None)
            }
        }
    }

    /// Stores the account and makes it the one that new work is meant for.
    pub(super) async fn settle(&self, arrived: Arrived) -> Result<SignInView, Problem> {
        let id = self.store_account(&arrived).await?;
        arrived.calls.belong_to(Some(&id));
        self.choose(&id).await?;
        if let Some(user) = &arrived.user {
            self.note_profile_uses(&id, user).await;
        }
        let row = self.core.store.account(&id).await;
        if let (Some(url), Ok(Some(row))) = (arrived.picture(), row) {
            self.keep_avatar(&row, url).await;
        }
        Ok(SignInView::Done {
            account: self.shown(&id).await?,
            note: self.note_about(&arrived.tokens.scopes),
        })
    }

    async fn note_profile_uses(&self, id: &AccountId, user: &User) {
        self.note_use(id, Scope::UserInfoBasic).await;
        if user.username.is_some() {
            self.note_use(id, Scope::UserInfoProfile).await;
        }
        if user.follower_count.is_some() {
            self.note_use(id, Scope::UserInfoStats).await;
        }
    }

    async fn exchange(
        &self,
        client: &Client,
        keys: &AppKeys,
        row: &SignInRow,
        code: &Secret,
        verifier: &Secret,
    ) -> Result<Tokens, Failed> {
        let answer = client
            .exchange_code(keys, code, &row.redirect_uri, Some(verifier))
            .await;
        answer.map_err(|error| match refusals::of_exchange(&error) {
            Some(refusal) => {
                tracing::warn!(%error, "code");
                let mut failed = self.refused(&refusal, row);
                failed.problem.log_id = error.log_id;
                failed
            }
            None => self.told(&error).into(),
        })
    }

    fn refused(&self, refusal: &Refusal, row: &SignInRow) -> Failed {
        let words = &self.core.words;
        let problem = match &refusal.reason {
            Some(reason) => Problem::with(
                words,
                refusal.code,
                "accounts-declined-because",
                &[("reason", reason)],
            ),
            None => Problem::new(words, refusal.code, refusal.key),
        };
        let checks = refusal.checks(row, words);
        Failed { problem, checks }
    }

    async fn kept_verifier(&self, row: &SignInRow) -> Result<Secret, Problem> {
        let name = entries::sign_in_name(&self.core.folder_id, &row.state_hash);
        let kept = self.core.config.secrets.read(&name).await.ok().flatten();
        kept.ok_or_else(|| self.problem(Code::Keyring, "accounts-restarted-without-keyring"))
    }

    /// The keyring first, the database second, so that a known account has its entry.
    async fn store_account(&self, arrived: &Arrived) -> Result<AccountId, Problem> {
        let Arrived {
            row, tokens, user, ..
        } = arrived;
        let user = user.as_ref();
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

    fn note_about(&self, granted: &[Scope]) -> Option<String> {
        let words = &self.core.words;
        let left_out = permissions::left_out_in_words(granted, words);
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
        self.note_use(id, Scope::VideoPublish).await;
        let row = match self.core.store.account(id).await {
            Ok(Some(row)) => row,
            Ok(None) => return,
            Err(error) => return tracing::error!(%error, "profile"),
        };
        if row.nickname != nickname || row.handle != handle {
            match self.core.store.set_profile(id, nickname, handle).await {
                Ok(()) => self.core.tell(Change::Snapshot),
                Err(error) => tracing::error!(%error, "profile"),
            }
        }
        if let Some(url) = avatar_url {
            self.keep_avatar(&row, url).await;
        }
    }

    /// Fetches and keeps an account's picture if it is another than the kept one.
    async fn keep_avatar(&self, row: &AccountRow, url: &str) {
        let Some(source) = avatars::source(url) else {
            return;
        };
        if row.avatar.is_some() && row.avatar_source.as_ref() == Some(&source) {
            return;
        }
        let Some(jpeg) = self.picture(row.kind, url, avatars::SIDE).await else {
            return;
        };
        match self.core.store.set_avatar(&row.id, jpeg, source).await {
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
