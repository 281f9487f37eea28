//! Accounts: signing in, tokens, and how each account stands.

mod attempt;
mod avatars;
mod desk;
mod disconnect;
mod entries;
mod finish;
mod keyring;
mod loopback;
mod offer;
mod permissions;
mod places;
mod refusals;
mod show;
mod sign_in;
mod standing;
mod tiktok_app;
mod tokens;
mod way_back;

use std::future::Future;
use std::ops::Deref;
use std::sync::{Arc, Weak};

use tiktok::Failure;

use crate::activity::errand::Errand;
use crate::core::Shared;
use crate::ids::AccountId;
use crate::problem::{Code, Problem, from_tiktok};
use crate::store::accounts::AccountRow;
use crate::view::*;
use crate::words::Words;

pub(crate) use standing::Standing;

/// Name of the setting that holds the account new work is meant for.
const ACTIVE: &str = "active_account";

/// Connected creators and the way they sign in. Cheap to clone.
#[derive(Clone)]
pub struct Accounts(Arc<Parts>);

/// What all clones share. Background tasks hold it weakly, so that a closed studio
/// takes its listener and its database with it.
#[doc(hidden)]
pub struct Parts {
    core: Shared,
    desk: desk::Desk,
    wallet: tokens::Wallet,
    places: places::Places,
    pictures: avatars::Pictures,
    uses: permissions::Uses,
}

impl Deref for Accounts {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// Accounts as a background task holds them.
struct Distant(Weak<Parts>);

impl Distant {
    /// The accounts, while the studio is open.
    fn accounts(&self) -> Option<Accounts> {
        self.0.upgrade().map(Accounts)
    }
}

/// What a call to TikTok in an account's name needs.
#[derive(Clone)]
pub struct Session {
    /// Client for this account's TikTok.
    pub client: tiktok::Client,
    /// A token that is valid now.
    pub token: tiktok::Secret,
}

/// Why a call in an account's name did not succeed.
#[derive(Debug)]
pub enum CallError {
    /// No valid token could be had; nothing was sent.
    Session(Problem),
    /// TikTok's classified answer.
    Tiktok(tiktok::Error),
}

impl CallError {
    /// The error in the creator's words, at `now` (UTC milliseconds).
    pub fn into_problem(self, words: &Words, now: i64) -> Problem {
        match self {
            Self::Session(problem) => problem,
            Self::Tiktok(error) => from_tiktok(words, now, &error),
        }
    }
}

impl Accounts {
    /// Must be called inside a Tokio runtime: looks into the keyring in the background.
    pub(crate) fn new(core: Shared) -> Self {
        let accounts = Self(Arc::new(Parts {
            core,
            desk: desk::Desk::default(),
            wallet: tokens::Wallet::default(),
            places: places::Places::default(),
            pictures: avatars::Pictures::default(),
            uses: permissions::Uses::default(),
        }));
        accounts.watch_keyring();
        accounts
    }

    // ---- for the window ----

    /// Starts a sign-in; returns the address to open in the system browser, if one is
    /// needed. An earlier one is given up. Errors of the way back show in
    /// [`Accounts::sign_in_view`].
    ///
    /// # Errors
    /// When it cannot start; for [`SignInRequest::PracticeNow`] also when it fails.
    pub async fn sign_in_start(&self, request: SignInRequest) -> Result<Option<String>, Problem> {
        self.start(request).await
    }

    /// The address of the running sign-in again, for "open the page again". `None`
    /// after a restart: the address holds a secret that is stored nowhere.
    pub async fn sign_in_address(&self) -> Option<String> {
        self.address()
    }

    /// Gives up the running sign-in, or puts away the outcome of the last one. Who was
    /// offered as another account is not connected, and the permission is given back.
    pub async fn sign_in_cancel(&self) {
        self.cancel().await;
    }

    /// Connects the creator who came back instead of the wanted one, as an account of
    /// their own. How that ends shows in [`Accounts::sign_in_view`].
    ///
    /// # Errors
    /// When nobody waits for that any more.
    pub async fn sign_in_keep(&self) -> Result<(), Problem> {
        self.keep_offered().await
    }

    /// Finishes with the address the browser ended on, pasted by the creator.
    ///
    /// # Errors
    /// When the address is not one, or belongs to another sign-in. What TikTok says
    /// about it afterwards shows in [`Accounts::sign_in_view`].
    pub async fn sign_in_paste(&self, address: &str) -> Result<(), Problem> {
        self.paste(address).await
    }

    /// Takes an OAuth callback that came by deep link (running or cold start). `query`
    /// is the raw query. What does not fit the running sign-in is counted and ignored.
    pub async fn deep_link_callback(&self, query: &str) {
        self.follow_link(query).await;
    }

    /// The running or just ended sign-in.
    pub fn sign_in_view(&self) -> Option<SignInView> {
        self.desk.view()
    }

    /// All connected accounts, oldest first. Asks neither TikTok nor the keyring.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn list(&self) -> Result<Vec<AccountView>, Problem> {
        self.views().await
    }

    /// The account new work is meant for: the chosen one, else the oldest.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn active(&self) -> Result<Option<AccountId>, Problem> {
        let refused = |error| self.core.store_problem(error);
        let chosen = self.core.store.setting(ACTIVE).await.map_err(refused)?;
        let rows = self.core.store.accounts().await.map_err(refused)?;
        let known = rows.iter().find(|row| Some(row.id.as_str()) == chosen.as_deref());
        Ok(known.or(rows.first()).map(|row| row.id.clone()))
    }

    /// Chooses it.
    ///
    /// # Errors
    /// When the account is gone or the database refuses.
    pub async fn activate(&self, id: &AccountId) -> Result<(), Problem> {
        self.living(id).await?;
        self.choose(id).await
    }

    /// Gives an account another colour.
    ///
    /// # Errors
    /// When the account is gone or the database refuses.
    pub async fn set_gel(&self, id: &AccountId, gel: Gel) -> Result<(), Problem> {
        self.living(id).await?;
        self.core
            .store
            .set_gel(id, gel)
            .await
            .map_err(|error| self.core.store_problem(error))?;
        self.core.tell(Change::Snapshot);
        Ok(())
    }

    /// Gives the permission back to TikTok and forgets the sign-in, and the account's work
    /// if the creator wants that. What stays comes back with the same creator.
    ///
    /// # Errors
    /// With [`Grant::GiveBack`] when TikTok cannot be reached or the app's secret is gone;
    /// when the keyring is closed or the database refuses. The account is connected as before.
    pub async fn disconnect(&self, id: &AccountId, leave: Leave) -> Result<(), Problem> {
        self.take_away(id, leave).await
    }

    /// The creator's own TikTok app.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn tiktok_app(&self) -> Result<TikTokAppView, Problem> {
        self.app_view().await
    }

    /// Stores the creator's own TikTok app; its secret goes to the keyring.
    ///
    /// # Errors
    /// When something does not fit, the keyring is closed or the database refuses.
    pub async fn save_tiktok_app(&self, form: TikTokAppForm) -> Result<(), Problem> {
        self.save_app(form).await
    }

    /// Standing conditions of the keyring. Does not ask it.
    pub async fn banners(&self) -> Vec<Banner> {
        self.keyring_banner().into_iter().collect()
    }

    /// Tries the keyring again; a locked one asks for its password.
    ///
    /// # Errors
    /// When it stays closed, or there is still none.
    pub async fn retry_keyring(&self) -> Result<(), Problem> {
        self.try_keyring_again().await
    }

    // ---- for the other areas ----

    /// An account's badge; also of one that was disconnected, for the history of its posts.
    ///
    /// # Errors
    /// When there never was such an account, or the database refuses.
    pub async fn badge(&self, id: &AccountId) -> Result<AccountBadge, Problem> {
        self.shown(id).await
    }

    /// Whether TikTok no longer takes an account's sign-in.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) async fn is_signed_out(&self, id: &AccountId) -> Result<bool, Problem> {
        let row = self.core.store.account(id).await;
        let row = row.map_err(|error| self.core.store_problem(error))?;
        Ok(row.is_some_and(|row| row.standing.is_signed_out()))
    }

    /// A client and a token that is valid now (refreshes ahead of time, single-flight).
    ///
    /// # Errors
    /// When only a new sign-in helps, the keyring is closed, or TikTok cannot be reached.
    pub async fn session(&self, id: &AccountId) -> Result<Session, Problem> {
        self.session_for(id, &Errand::of_creator()).await
    }

    /// Runs `call` with a valid token; on `AccessTokenInvalid` refreshes once and runs it once more.
    /// An answer of "scope not authorised" or a dead grant updates the account's state.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn call<T, F, Fut>(&self, id: &AccountId, call: F) -> Result<T, CallError>
    where
        F: Fn(Session) -> Fut + Send + Sync,
        Fut: Future<Output = Result<T, tiktok::Error>> + Send,
        T: Send,
    {
        self.call_for(id, &Errand::of_creator(), call).await
    }

    /// As [`Accounts::session`], on an errand.
    pub(crate) async fn session_for(&self, id: &AccountId, errand: &Errand) -> Result<Session, Problem> {
        self.valid(id, None, errand).await
    }

    /// As [`Accounts::call`], on an errand.
    pub(crate) async fn call_for<T, F, Fut>(
        &self,
        id: &AccountId,
        errand: &Errand,
        call: F,
    ) -> Result<T, CallError>
    where
        F: Fn(Session) -> Fut + Send + Sync,
        Fut: Future<Output = Result<T, tiktok::Error>> + Send,
        T: Send,
    {
        let session = self.session_for(id, errand).await.map_err(CallError::Session)?;
        let token = session.token.clone();
        let mut answer = call(session).await;
        if is_refused(&answer) {
            let session = self.valid(id, Some(token), errand).await;
            let session = session.map_err(CallError::Session)?;
            answer = call(session).await;
        }
        match answer {
            Ok(value) => Ok(value),
            Err(error) => {
                self.learn_from(id, &error).await;
                Err(CallError::Tiktok(error))
            }
        }
    }

    /// Takes over the nickname, handle and picture that `creator_info` just told, which
    /// only the permission to post lets an account ask (reference section 7).
    pub async fn note_profile(&self, id: &AccountId, nickname: &str, handle: &str, avatar_url: Option<&str>) {
        self.take_profile(id, nickname, handle, avatar_url).await;
    }

    /// Fetches a picture from TikTok's CDN (or from the practice TikTok), decoded with limits and
    /// re-encoded as JPEG, at most `side` pixels wide or high.
    pub async fn fetch_picture(&self, id: &AccountId, url: &str, side: u32) -> Option<Vec<u8>> {
        let row = self.living(id).await.ok()?;
        self.picture(row.kind, url, side).await
    }

    // ---- shared by the parts ----

    fn distant(&self) -> Distant {
        Distant(Arc::downgrade(&self.0))
    }

    /// The row of an account that is connected.
    async fn living(&self, id: &AccountId) -> Result<AccountRow, Problem> {
        let row = self
            .core
            .store
            .account(id)
            .await
            .map_err(|error| self.core.store_problem(error))?;
        let living = row.filter(|row| !row.is_gone);
        living.ok_or_else(|| self.problem(Code::SignInAgain, "accounts-gone"))
    }

    async fn choose(&self, id: &AccountId) -> Result<(), Problem> {
        let chosen = self.core.store.set_setting(ACTIVE, id.as_str().to_owned()).await;
        chosen.map_err(|error| self.core.store_problem(error))?;
        self.core.tell(Change::Snapshot);
        Ok(())
    }

    /// What an answer says about the account itself.
    async fn learn_from(&self, id: &AccountId, error: &tiktok::Error) {
        let standing = match error.failure {
            Failure::ScopeNotAuthorized | Failure::ScopePermissionMissed => Standing::ScopeRefused,
            // A token that was renewed a moment ago: only a new consent helps (reference section 12.1).
            Failure::AccessTokenInvalid | Failure::InvalidGrant => Standing::Refused,
            _ => return,
        };
        self.note_standing(id, standing).await;
    }
}

fn is_refused<T>(answer: &Result<T, tiktok::Error>) -> bool {
    answer
        .as_ref()
        .is_err_and(|error| error.failure == Failure::AccessTokenInvalid)
}

/// Name of an account's picture at the media server.
fn picture_key(id: &AccountId) -> String {
    format!("avatar/{id}")
}
