//! The ways back from the browser: loopback, deep link, pasted address. All of them
//! end in [`Accounts::deliver`], and only a callback that fits spends the attempt.

use super::Accounts;
use super::attempt::{self, Brought, NotTaken};
use super::finish::Accepted;
use super::loopback::{Answer, PageWords};
use super::sign_in::End;
use crate::problem::{Code, Problem};
use crate::store::sign_ins::SignInRow;
use crate::view::{Change, SignInView};

impl Accounts {
    /// A callback by the loopback listener: the browser is answered at once, the
    /// tokens are fetched meanwhile.
    pub(super) async fn answer_browser(&self, query: &str) -> Answer {
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
                self.end(row, End::Disturbed).await;
            }
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "sign-in"),
        }
    }

    pub(super) fn page_words(&self) -> PageWords {
        let words = &self.core.words;
        let pair = |key: &str| (words.say(key), words.attribute(key, "text", &[]));
        PageWords {
            taken: pair("accounts-page-taken"),
            declined: pair("accounts-page-declined"),
            not_taken: pair("accounts-page-not-taken"),
        }
    }
}
