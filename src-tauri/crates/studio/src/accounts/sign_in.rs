//! A sign-in from its start until the browser is back.
//!
//! One at a time. Three ways back (loopback, deep link, pasted address) and the
//! practice host's at-once consent all end in [`Accounts::deliver`].

use tiktok::{AuthorizeRequest, Pkce, Platform, Secret};
use tokio::task::AbortHandle;
use url::Url;

use super::attempt::{self, Brought, NotTaken};
use super::desk::Out;
use super::finish::Accepted;
use super::loopback::{self, Answer, PageWords};
use super::places::Place;
use super::standing::SCOPES;
use super::{Accounts, entries};
use crate::problem::{Code, Problem};
use crate::store::accounts::SignInRow;
use crate::view::{AccountKind, Change, SignInRequest, SignInView, SignInWay};

/// Everything a new attempt starts with.
struct Attempt {
    row: SignInRow,
    verifier: Secret,
    address: Url,
}

impl Accounts {
    pub(super) async fn start(&self, request: SignInRequest) -> Result<Option<String>, Problem> {
        self.cancel().await;
        match request {
            SignInRequest::PracticeNow { persona } => {
                self.practice_now(persona).await?;
                Ok(None)
            }
            SignInRequest::PracticeInBrowser { way } => {
                let addresses = self.practice_addresses().await?;
                let page = practice_redirect(&addresses.auth);
                self.send_out(
                    AccountKind::Practice,
                    &addresses.client_key,
                    way,
                    Some(page),
                    false,
                )
                .await
            }
            SignInRequest::Tiktok { another_account } => {
                let app = self.stored_app().await?;
                let Some(client_key) = app.client_key else {
                    return Err(self.problem(Code::Configuration, "accounts-no-app"));
                };
                self.send_out(
                    AccountKind::Tiktok,
                    &client_key,
                    app.way,
                    app.redirect_page,
                    another_account,
                )
                .await
            }
        }
    }

    /// Consents at the practice TikTok without a browser.
    async fn practice_now(&self, persona: Option<String>) -> Result<(), Problem> {
        let addresses = self.practice_addresses().await?;
        let place = self.place(AccountKind::Practice, &addresses.client_key).await?;
        let way = SignInWay::DeepLink;
        let redirect_uri = practice_redirect(&addresses.auth);
        let attempt = self.attempt(&place, AccountKind::Practice, way, redirect_uri, false)?;
        self.begin(&attempt, SignInView::Finishing, Vec::new()).await?;
        let Some(host) = self.core.config.practice.clone() else {
            return Err(self.problem(Code::Configuration, "accounts-no-practice"));
        };
        let address = match host.allow(attempt.address.into(), persona).await {
            Ok(address) => address,
            Err(error) => {
                tracing::error!(error, "practice");
                self.cancel().await;
                return Err(self.problem(Code::Refused, "accounts-practice-refused"));
            }
        };
        let outcome = self.paste(&address).await;
        let outcome = match self.desk.view() {
            Some(SignInView::Failed { problem }) => Err(problem),
            _ => outcome,
        };
        if outcome.is_err() {
            self.cancel().await;
        }
        outcome
    }

    /// Starts an attempt; returns the address for the browser.
    async fn send_out(
        &self,
        kind: AccountKind,
        client_key: &str,
        way: SignInWay,
        redirect_page: Option<String>,
        ask_again: bool,
    ) -> Result<Option<String>, Problem> {
        let place = self.place(kind, client_key).await?;
        let (listener, redirect_uri) = match way {
            SignInWay::Loopback => {
                let bound = loopback::bind().await;
                let (listener, address) = bound.map_err(|error| {
                    tracing::error!(%error, "loopback");
                    self.problem(Code::Internal, "accounts-no-port")
                })?;
                (Some(listener), address)
            }
            SignInWay::DeepLink => {
                let page = redirect_page.ok_or_else(|| self.problem(Code::Configuration, "accounts-no-page"));
                (None, page?)
            }
        };
        let attempt = self.attempt(&place, kind, way, redirect_uri, ask_again)?;
        let mut tasks = Vec::new();
        if let Some(listener) = listener {
            let distant = self.distant();
            let serve = loopback::serve(listener, self.page_words(), move |query| {
                let accounts = distant.accounts();
                async move {
                    match accounts {
                        Some(accounts) => accounts.answer_browser(&query).await,
                        None => Answer::NotTaken,
                    }
                }
            });
            tasks.push(tokio::spawn(serve).abort_handle());
        }
        let address = attempt.address.to_string();
        let row = &attempt.row;
        let view = SignInView::Waiting {
            way: row.way,
            kind: row.kind,
            until: row.until,
        };
        self.begin(&attempt, view, tasks).await?;
        Ok(Some(address))
    }

    fn attempt(
        &self,
        place: &Place,
        kind: AccountKind,
        way: SignInWay,
        redirect_uri: String,
        ask_again: bool,
    ) -> Result<Attempt, Problem> {
        let state = attempt::fresh_state().map_err(|error| {
            tracing::error!(%error, "no randomness");
            self.problem(Code::Internal, "accounts-internal")
        })?;
        let pkce = Pkce::generate();
        let address = place.client.authorize_url(&AuthorizeRequest {
            client_key: &place.keys.client_key,
            scopes: &SCOPES,
            redirect_uri: &redirect_uri,
            state: state.expose(),
            challenge: &pkce.challenge,
            platform: match way {
                SignInWay::Loopback => Platform::Desktop,
                SignInWay::DeepLink => Platform::Web,
            },
            ask_again,
        });
        let row = SignInRow {
            state_hash: attempt::hash(state.expose()),
            kind,
            client_key: place.keys.client_key.clone(),
            way,
            redirect_uri,
            until: self.core.now() + attempt::LASTS_MS,
        };
        Ok(Attempt {
            row,
            verifier: pkce.verifier,
            address,
        })
    }

    /// Makes the attempt durable and shows it.
    async fn begin(
        &self,
        attempt: &Attempt,
        view: SignInView,
        mut tasks: Vec<AbortHandle>,
    ) -> Result<(), Problem> {
        let row = &attempt.row;
        if row.way == SignInWay::DeepLink {
            // For a link that starts the program anew. Without a keyring only that fails.
            let name = entries::sign_in_name(&self.core.folder_id, &row.state_hash);
            if let Err(error) = self.core.config.secrets.write(&name, &attempt.verifier).await {
                tracing::warn!(%error, "a sign-in that outlives the program could not be prepared");
            }
        }
        self.core
            .store
            .begin_sign_in(row)
            .await
            .map_err(|error| self.core.store_problem(error))?;
        tasks.push(self.time_out_later(row));
        let out = Out {
            state_hash: row.state_hash.clone(),
            address: Some(attempt.address.to_string()),
            verifier: Some(attempt.verifier.clone()),
            tasks,
        };
        self.desk.send_out(view, out);
        self.core.tell(Change::Snapshot);
        Ok(())
    }

    fn time_out_later(&self, row: &SignInRow) -> AbortHandle {
        let (distant, clock, row) = (self.distant(), self.core.config.clock.clone(), row.clone());
        let wait = async move {
            clock.sleep_until(row.until).await;
            let Some(accounts) = distant.accounts() else {
                return;
            };
            // A task of its own, because ending the attempt ends this one.
            tokio::spawn(async move { accounts.end(&row, "accounts-late").await });
        };
        tokio::spawn(wait).abort_handle()
    }

    /// Ends an attempt that came to nothing.
    async fn end(&self, row: &SignInRow, key: &str) {
        if self.spend(&row.state_hash).await {
            let problem = self.problem(Code::Stale, key);
            self.desk.show(Some(SignInView::Failed { problem }));
            self.core.tell(Change::Snapshot);
            self.forget_verifier(row).await;
        }
    }

    /// True for the one caller who ended the attempt.
    async fn spend(&self, state_hash: &str) -> bool {
        let spent = self.core.store.spend_sign_in(state_hash).await;
        spent
            .inspect_err(|error| tracing::error!(%error, "sign-in"))
            .unwrap_or(false)
    }

    /// The address of the running sign-in.
    pub(super) fn address(&self) -> Option<String> {
        self.desk.address()
    }

    /// Gives up the running sign-in, or puts away what the last one showed.
    pub(super) async fn cancel(&self) {
        self.restored().await;
        if let Ok(Some(row)) = self.core.store.running_sign_in().await
            && self.spend(&row.state_hash).await
        {
            self.forget_verifier(&row).await;
        }
        self.desk.show(None);
        self.core.tell(Change::Snapshot);
    }

    pub(super) async fn forget_verifier(&self, row: &SignInRow) {
        if row.way == SignInWay::DeepLink {
            let name = entries::sign_in_name(&self.core.folder_id, &row.state_hash);
            let _ = self.core.config.secrets.forget(&name).await;
        }
    }

    /// Returns once the sign-in that an earlier run left behind was looked after, which
    /// must come before anything else is done with sign-ins.
    pub(super) async fn restored(&self) {
        self.desk.restored.get_or_init(|| self.restore()).await;
    }

    /// Shows a sign-in again that a deep link may still finish; ends any other.
    async fn restore(&self) {
        let Ok(Some(row)) = self.core.store.running_sign_in().await else {
            return;
        };
        if row.way == SignInWay::Loopback || row.until <= self.core.now() {
            if self.spend(&row.state_hash).await {
                self.forget_verifier(&row).await;
            }
            return;
        }
        let tasks = vec![self.time_out_later(&row)];
        let state_hash = row.state_hash.clone();
        let view = SignInView::Waiting {
            way: row.way,
            kind: row.kind,
            until: row.until,
        };
        self.desk.send_out(
            view,
            Out {
                state_hash,
                address: None,
                verifier: None,
                tasks,
            },
        );
        self.core.tell(Change::Snapshot);
    }

    /// A callback by the loopback listener: the browser is answered at once, the
    /// tokens are fetched meanwhile.
    async fn answer_browser(&self, query: &str) -> Answer {
        match self.deliver(query).await {
            Ok(accepted) => {
                let answer = match accepted.brought {
                    Brought::Code(..) => Answer::Taken,
                    Brought::No { .. } => Answer::Declined,
                };
                let this = self.clone();
                tokio::spawn(async move { this.finish(accepted).await });
                answer
            }
            Err(_) => Answer::NotTaken,
        }
    }

    /// A callback by deep link. What does not fit is counted and otherwise ignored.
    pub(super) async fn follow_link(&self, query: &str) {
        match self.deliver(query).await {
            Ok(accepted) => self.finish(accepted).await,
            Err(reason) => tracing::warn!(?reason, "a sign-in link was ignored"),
        }
    }

    /// The address the browser ended on, pasted by the creator.
    pub(super) async fn paste(&self, address: &str) -> Result<(), Problem> {
        let query = attempt::query_of(address);
        let query = query.ok_or_else(|| self.problem(Code::Invalid, "accounts-paste-unreadable"))?;
        match self.deliver(query).await {
            Ok(accepted) => {
                self.finish(accepted).await;
                Ok(())
            }
            Err(NotTaken::Foreign) => Err(self.problem(Code::Invalid, "accounts-paste-foreign")),
            Err(NotTaken::NoAttempt | NotTaken::Late) => Err(self.problem(Code::Stale, "accounts-late")),
        }
    }

    /// Takes a callback if it fits, which spends the attempt; counts it if it does not.
    async fn deliver(&self, query: &str) -> Result<Accepted, NotTaken> {
        self.restored().await;
        let row = self.core.store.running_sign_in().await.unwrap_or_else(|error| {
            tracing::error!(%error, "sign-in");
            None
        });
        let brought = match attempt::judge(query, row.as_ref(), self.core.now()) {
            Ok(brought) => brought,
            Err(reason) => {
                self.count(reason, row.as_ref()).await;
                return Err(reason);
            }
        };
        let row = row.ok_or(NotTaken::NoAttempt)?;
        let verifier = self.desk.verifier(&row.state_hash);
        if !self.spend(&row.state_hash).await {
            return Err(NotTaken::NoAttempt);
        }
        self.desk.show(Some(SignInView::Finishing));
        self.core.tell(Change::Snapshot);
        Ok(Accepted {
            row,
            brought,
            verifier,
        })
    }

    async fn count(&self, reason: NotTaken, row: Option<&SignInRow>) {
        let (NotTaken::Foreign, Some(row)) = (reason, row) else {
            return;
        };
        match self.core.store.refuse_callback(&row.state_hash).await {
            Ok(refused) if refused >= attempt::MOST_REFUSED => {
                self.end(row, "accounts-disturbed").await;
            }
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "sign-in"),
        }
    }

    fn page_words(&self) -> PageWords {
        let words = &self.core.words;
        let pair = |key: &str| (words.say(key), words.attribute(key, "text", &[]));
        PageWords {
            taken: pair("accounts-page-taken"),
            declined: pair("accounts-page-declined"),
            not_taken: pair("accounts-page-not-taken"),
        }
    }
}

/// The practice TikTok's own hand-on page, in the place of an https one.
fn practice_redirect(auth: &str) -> String {
    format!("{}/redirect/", auth.trim_end_matches('/'))
}
