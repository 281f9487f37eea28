//! Somebody else came back than the account that was to sign in again.
//!
//! TikTok goes on with whoever is signed in there. Such a creator is offered as an
//! account of their own and never takes the place of the other: drafts and posts
//! belong to one `open_id`.

use super::finish::Arrived;
use super::{Accounts, avatars, picture_key};
use crate::activity::errand::Errand;
use crate::ids::AccountId;
use crate::problem::{Code, Problem};
use crate::store::accounts::AccountRow;
use crate::view::{AccountBadge, Change, SignInView};

/// A creator who is connected only if this one says so.
pub(super) struct Offer {
    arrived: Arrived,
    badge: AccountBadge,
}

/// Who came back.
pub(super) enum Somebody {
    /// The one that was wanted, or anyone where nobody was.
    Wanted,
    /// Another account that is connected already.
    Known { instead_of: Box<AccountRow> },
    /// Nobody we know.
    New { instead_of: Box<AccountRow> },
}

impl Accounts {
    /// Compares who came with who was wanted.
    pub(super) async fn somebody_else(&self, arrived: &Arrived) -> Result<Somebody, Problem> {
        let refused = |error| self.core.store_problem(error);
        let Some(wanted) = &arrived.row.wanted else {
            return Ok(Somebody::Wanted);
        };
        let wanted = self.core.store.account(wanted).await.map_err(refused)?;
        let Some(instead_of) = wanted.map(Box::new) else {
            return Ok(Somebody::Wanted);
        };
        let (client_key, open_id) = (&arrived.row.client_key, &arrived.tokens.open_id);
        if (&instead_of.client_key, &instead_of.open_id) == (client_key, open_id) {
            return Ok(Somebody::Wanted);
        }
        let accounts = self.core.store.accounts().await.map_err(refused)?;
        let is_known = accounts
            .iter()
            .any(|row| (&row.client_key, &row.open_id) == (client_key, open_id));
        Ok(match is_known {
            true => Somebody::Known { instead_of },
            false => Somebody::New { instead_of },
        })
    }

    /// Shows who came and waits for the creator. Tokens stay in memory meanwhile.
    pub(super) async fn offer(&self, arrived: Arrived, instead_of: Box<AccountRow>) -> Result<(), Problem> {
        let gel = self.core.store.next_gel().await;
        let gel = gel.map_err(|error| self.core.store_problem(error))?;
        let id = AccountId::fresh();
        let avatar = match arrived.picture() {
            Some(url) => self.picture(arrived.row.kind, url, avatars::SIDE).await,
            None => None,
        };
        let user = arrived.user.as_ref();
        let nickname = user.and_then(|user| user.display_name.clone());
        let badge = AccountBadge {
            avatar: avatar.map(|jpeg| self.core.media.picture(&picture_key(&id), &jpeg)),
            kind: arrived.row.kind,
            nickname: nickname.unwrap_or_else(|| self.core.words.say("accounts-nameless")),
            handle: user.and_then(|user| user.username.clone()).unwrap_or_default(),
            gel,
            id,
        };
        let view = SignInView::Other {
            found: badge.clone(),
            wanted: self.badge_of(&instead_of),
        };
        self.desk.offer(view, Offer { arrived, badge });
        Ok(())
    }

    /// Connects who was offered, as an account of their own.
    pub(super) async fn keep_offered(&self) -> Result<(), Problem> {
        let Some(Offer { arrived, badge }) = self.desk.take_offer() else {
            return Err(self.problem(Code::Stale, "accounts-late"));
        };
        self.core.media.revoke(&picture_key(&badge.id));
        let view = match self.settle(arrived).await {
            Ok(done) => done,
            Err(problem) => SignInView::Failed {
                problem,
                checks: Vec::new(),
            },
        };
        self.desk.show(Some(view));
        self.core.tell(Change::Snapshot);
        Ok(())
    }

    /// Gives back what nobody wanted; the creator need not wait for it.
    pub(super) fn decline_offer(&self) {
        let Some(Offer { arrived, badge }) = self.desk.take_offer() else {
            return;
        };
        self.core.media.revoke(&picture_key(&badge.id));
        let this = self.clone();
        tokio::spawn(async move {
            let row = &arrived.row;
            let Ok(place) = this.place(row.kind, &row.client_key).await else {
                return;
            };
            let ear = this.core.record.ear(None, &Errand::of_creator());
            let answer = place
                .client
                .heard_by(ear)
                .revoke(&place.keys, &arrived.tokens.access_token)
                .await;
            if let Err(error) = answer {
                tracing::warn!(%error, "a permission that was not wanted stays at TikTok");
            }
        });
    }

    /// Says that somebody came who is connected already, and who still has to sign in.
    pub(super) fn with_note_about(&self, done: SignInView, instead_of: &AccountRow) -> SignInView {
        let SignInView::Done { account, note } = done else {
            return done;
        };
        let names = [
            ("found", account.nickname.as_str()),
            ("wanted", &instead_of.nickname),
        ];
        let other = self.core.words.say_with("accounts-other-known", &names);
        let note = note.map_or_else(|| other.clone(), |note| format!("{other} {note}"));
        SignInView::Done {
            account,
            note: Some(note),
        }
    }
}
