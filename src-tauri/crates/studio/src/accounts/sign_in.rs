//! A sign-in from its start until the browser is back. One at a time.

use tiktok::{AuthorizeRequest, Pkce, Platform, Secret};
use tokio::task::AbortHandle;
use url::Url;

use super::desk::Out;
use super::loopback::{self, Answer};
use super::permissions::SCOPES;
use super::places::Place;
use super::{Accounts, attempt, entries, refusals};
use crate::ids::AccountId;
use crate::problem::{Code, Problem};
use crate::store::sign_ins::SignInRow;
use crate::view::{AccountKind, Change, SignInRequest, SignInView, SignInWay};

/// What a sign-in is to be.
struct Plan {
    kind: AccountKind,
    client_key: String,
    way: SignInWay,
    /// The https page, on the web platform.
    redirect_page: Option<String>,
    /// Shows the consent page even to someone who has granted everything before.
    ask_again: bool,
    /// The account to bring back.
    wanted: Option<AccountId>,
}

/// Why an attempt came to nothing without an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Nobody came back in time, perhaps because TikTok showed an error page.
    Late,
    /// Too many callbacks that did not fit.
    Disturbed,
}

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
                let plan = self.practice_plan(way).await?;
                self.send_out(plan).await
            }
            SignInRequest::Tiktok { another_account } => {
                let plan = self.tiktok_plan().await?;
                self.send_out(Plan {
                    ask_again: another_account,
                    ..plan
                })
                .await
            }
            SignInRequest::Again { account } => {
                let row = self.living(&account).await?;
                let plan = match row.kind {
                    AccountKind::Practice => self.practice_plan(SignInWay::Loopback).await?,
                    AccountKind::Tiktok => self.tiktok_plan().await?,
                };
                // Without the page TikTok would go on with whoever is signed in there, and
                // with what was granted before.
                self.send_out(Plan {
                    ask_again: true,
                    wanted: Some(account),
                    ..plan
                })
                .await
            }
        }
    }

    async fn tiktok_plan(&self) -> Result<Plan, Problem> {
        let app = self.stored_app().await?;
        let Some(client_key) = app.client_key else {
            return Err(self.problem(Code::Configuration, "accounts-no-app"));
        };
        Ok(Plan {
            kind: AccountKind::Tiktok,
            client_key,
            way: app.way,
            redirect_page: app.redirect_page,
            ask_again: false,
            wanted: None,
        })
    }

    async fn practice_plan(&self, way: SignInWay) -> Result<Plan, Problem> {
        let addresses = self.practice_addresses().await?;
        Ok(Plan {
            kind: AccountKind::Practice,
            redirect_page: Some(practice_redirect(&addresses.auth)),
            client_key: addresses.client_key,
            way,
            ask_again: false,
            wanted: None,
        })
    }

    /// Consents at the practice TikTok without a browser.
    async fn practice_now(&self, persona: Option<String>) -> Result<(), Problem> {
        let plan = self.practice_plan(SignInWay::DeepLink).await?;
        let place = self.place(plan.kind, &plan.client_key).await?;
        let redirect_uri = plan.redirect_page.clone().unwrap_or_default();
        let attempt = self.attempt(&place, plan, redirect_uri)?;
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
            Some(SignInView::Failed { problem, .. }) => Err(problem),
            _ => outcome,
        };
        if outcome.is_err() {
            self.cancel().await;
        }
        outcome
    }

    /// Starts an attempt; returns the address for the browser.
    async fn send_out(&self, plan: Plan) -> Result<Option<String>, Problem> {
        let place = self.place(plan.kind, &plan.client_key).await?;
        let (listener, redirect_uri) = match plan.way {
            SignInWay::Loopback => {
                let bound = loopback::bind().await;
                let (listener, address) = bound.map_err(|error| {
                    tracing::error!(%error, "loopback");
                    self.problem(Code::Internal, "accounts-no-port")
                })?;
                (Some(listener), address)
            }
            SignInWay::DeepLink => {
                let page = plan.redirect_page.clone();
                let page = page.ok_or_else(|| self.problem(Code::Configuration, "accounts-no-page"));
                (None, page?)
            }
        };
        let attempt = self.attempt(&place, plan, redirect_uri)?;
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
        let view = self.waiting(&attempt.row);
        self.begin(&attempt, view, tasks).await?;
        Ok(Some(address))
    }

    fn waiting(&self, row: &SignInRow) -> SignInView {
        SignInView::Waiting {
            way: row.way,
            kind: row.kind,
            until: row.until,
            checks: refusals::all_checks(row, &self.core.words),
        }
    }

    fn attempt(&self, place: &Place, plan: Plan, redirect_uri: String) -> Result<Attempt, Problem> {
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
            platform: match plan.way {
                SignInWay::Loopback => Platform::Desktop,
                SignInWay::DeepLink => Platform::Web,
            },
            ask_again: plan.ask_again,
        });
        let row = SignInRow {
            state_hash: attempt::hash(state.expose()),
            kind: plan.kind,
            client_key: place.keys.client_key.clone(),
            way: plan.way,
            redirect_uri,
            until: self.core.now() + attempt::LASTS_MS,
            wanted: plan.wanted,
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
            tokio::spawn(async move { accounts.end(&row, End::Late).await });
        };
        tokio::spawn(wait).abort_handle()
    }

    /// Ends an attempt that came to nothing.
    pub(super) async fn end(&self, row: &SignInRow, end: End) {
        if !self.spend(&row.state_hash).await {
            return;
        }
        let (key, checks) = match end {
            End::Late => ("accounts-late", refusals::all_checks(row, &self.core.words)),
            End::Disturbed => ("accounts-disturbed", Vec::new()),
        };
        let problem = self.problem(Code::Stale, key);
        self.desk.show(Some(SignInView::Failed { problem, checks }));
        self.core.tell(Change::Snapshot);
        self.forget_verifier(row).await;
    }

    /// True for the one caller who ended the attempt.
    pub(super) async fn spend(&self, state_hash: &str) -> bool {
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
        self.decline_offer();
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
        let view = self.waiting(&row);
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
}

/// The practice TikTok's own hand-on page, in the place of an https one.
fn practice_redirect(auth: &str) -> String {
    format!("{}/redirect/", auth.trim_end_matches('/'))
}
