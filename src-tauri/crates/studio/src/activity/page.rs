//! The record as the window shows it.

use std::collections::HashMap;

use super::wish::Wanted;
use super::{Activity, Run, Starter, words};
use crate::ids::AccountId;
use crate::labels::grouped;
use crate::problem::Problem;
use crate::view::*;

/// Rows of a page.
const PAGE: usize = 100;

impl Activity {
    /// A page of what is wanted, newest first; with `older`, what comes after that place.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn page(
        &self,
        wish: &ActivityWish,
        older: Option<ActivityPlace>,
    ) -> Result<ActivityPage, Problem> {
        let (store, catalogue) = (&self.core.store, &self.core.words);
        let wanted = Wanted::of(wish, catalogue);
        let runs = self.stored(store.activity(&wanted, older, PAGE + 1).await)?;
        let count = self.stored(store.activity_count(&wanted).await)?;
        let accounts = self.badges().await?;
        let known: HashMap<&AccountId, &AccountBadge> =
            accounts.iter().map(|badge| (&badge.id, badge)).collect();
        let drafts = self.stored(store.draft_ids().await)?;
        let row = |run: &Run| ActivityRow {
            draft: run.call.draft.clone().filter(|draft| drafts.contains(draft)),
            ..self.row(
                run,
                run.call.account.as_ref().and_then(|id| known.get(id).copied()),
            )
        };
        let last = runs.get(PAGE).and(runs.get(PAGE - 1));
        Ok(ActivityPage {
            rows: runs.iter().take(PAGE).map(row).collect(),
            older: last.map(|run| ActivityPlace {
                until: run.call.at,
                id: run.id,
            }),
            count_label: catalogue.say_with(
                "activity-count",
                &[("count", &count.to_string()), ("shown", &grouped(count))],
            ),
            is_empty: count == 0 && self.stored(store.activity_count(&Wanted::everything()).await)? == 0,
            starters: Starter::ALL.map(|starter| self.option(starter)).into(),
            accounts,
        })
    }

    fn option(&self, starter: Starter) -> StarterOption {
        StarterOption {
            starter,
            label: words::starter(starter, &self.core.words),
        }
    }

    /// The accounts that have rows.
    pub(super) async fn badges(&self) -> Result<Vec<AccountBadge>, Problem> {
        let mut badges = Vec::new();
        for id in self.stored(self.core.store.active_accounts().await)? {
            badges.push(self.accounts.badge(&id).await?);
        }
        Ok(badges)
    }

    fn row(&self, run: &Run, account: Option<&AccountBadge>) -> ActivityRow {
        let (call, catalogue) = (&run.call, &self.core.words);
        ActivityRow {
            id: run.id,
            at: call.at,
            times: words::times(run, self.clock(), catalogue),
            text: words::endpoint(&call.endpoint, run.count, catalogue),
            answer: words::answer(run, catalogue),
            done: call.answer.is_none(),
            account: account.cloned(),
            started_by: words::started_by(call.starter, catalogue),
            scopes: scopes(&call.scopes),
            post: call.post.clone(),
            draft: call.draft.clone(),
            reference: words::reference(run),
        }
    }
}

fn scopes(list: &str) -> Vec<String> {
    tiktok::Scope::parse_list(list)
        .iter()
        .map(|scope| scope.to_string())
        .collect()
}
