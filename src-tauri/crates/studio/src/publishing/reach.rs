//! Whether TikTok can be reached, known once for all posts: while it cannot, one of them tries
//! now and then for all, and all go on when it can again.

use std::collections::HashMap;
use std::sync::Mutex;

use tokio::sync::Notify;

use super::history::Waited;
use super::machine::{Cure, Event, Wait};
use super::pacing::due;
use super::runner::{Runner, lock};
use super::state::{Said, Stage, UPLOAD_LIFE_MS};
use crate::clock::milliseconds;
use crate::ids::PostId;
use crate::store::posts::PostRow;
use crate::view::{AccountKind, Mode};

/// However long TikTok cannot be reached, it is tried so often.
const LONGEST_PAUSE_MS: i64 = 30_000;

/// What is known of the way to TikTok and to the practice TikTok.
#[derive(Default)]
pub(crate) struct Reach {
    gone: Mutex<HashMap<AccountKind, Gone>>,
    changed: Notify,
}

/// TikTok could not be reached when it was last tried.
struct Gone {
    said: Said,
    tries: u32,
    since: i64,
    next_at: i64,
    /// One post tries for all.
    trying: bool,
}

/// Why a post waits although its next step is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Held {
    /// For a place in the account's minute, until then (UTC milliseconds).
    Minute(i64),
    /// For TikTok to be reached; the next try is at this time.
    Reach(Said, i64),
}

/// A post that tries for all, until it is dropped.
struct Trying<'a> {
    reach: &'a Reach,
    kind: AccountKind,
}

impl Drop for Trying<'_> {
    fn drop(&mut self) {
        if let Some(gone) = lock(&self.reach.gone).get_mut(&self.kind) {
            gone.trying = false;
        }
        self.reach.changed.notify_waiters();
    }
}

impl Reach {
    /// Whether a post may ask TikTok at `now`: freely, as the one that tries, or not before
    /// some time.
    fn may_ask(&self, kind: AccountKind, now: i64) -> Result<Option<Trying<'_>>, (Said, i64)> {
        let mut all = lock(&self.gone);
        let Some(gone) = all.get_mut(&kind) else {
            return Ok(None);
        };
        // A clock set back since says nothing about the pause.
        if gone.trying || (gone.since..gone.next_at).contains(&now) {
            return Err((gone.said.clone(), gone.next_at));
        }
        gone.trying = true;
        Ok(Some(Trying { reach: self, kind }))
    }

    /// What was on its way when the line broke says nothing new; only who tried counts.
    /// `pause` is in milliseconds, after so many tries.
    fn lost(&self, kind: AccountKind, said: Said, tried: bool, now: i64, pause: impl Fn(u32) -> i64) {
        let mut all = lock(&self.gone);
        let before = all.get(&kind).map(|gone| gone.tries);
        if before.is_some() && !tried {
            return;
        }
        let tries = before.unwrap_or(0).saturating_add(1);
        let gone = Gone {
            said,
            tries,
            since: now,
            next_at: now.saturating_add(pause(tries)),
            trying: false,
        };
        all.insert(kind, gone);
        drop(all);
        self.changed.notify_waiters();
    }

    fn found(&self, kind: AccountKind) {
        if lock(&self.gone).remove(&kind).is_some() {
            self.changed.notify_waiters();
        }
    }

    /// The creator does not want to wait for the next try.
    pub fn hurry(&self, now: i64) {
        for gone in lock(&self.gone).values_mut() {
            gone.next_at = now;
        }
        self.changed.notify_waiters();
    }
}

impl Runner {
    /// Does work that asks TikTok, once TikTok can be reached, and learns from it whether it can.
    pub(super) async fn reaching(&self, row: &PostRow, work: impl Future<Output = Event>) -> Event {
        let kind = self.kind_of(row).await;
        let since = self.core.now();
        let trying = loop {
            let mut changed = std::pin::pin!(self.reach.changed.notified());
            changed.as_mut().enable();
            match self.reach.may_ask(kind, self.core.now()) {
                Ok(trying) => break trying,
                // An upload whose hour is over is told so without TikTok.
                Err(_) if self.hour_left(row) == Some(0) => break None,
                Err(held) => self.wait_for_reach(row, held, changed).await,
            }
        };
        if trying.is_none() {
            self.note_wait(&row.id, Waited::Reach, since);
        }
        let event = work.await;
        let verdict = verdict(&event, row.state.mode);
        // A try that failed has a line of its own.
        if trying.is_some() && verdict == Some(Ok(())) {
            self.note_wait(&row.id, Waited::Reach, since);
        }
        match verdict {
            Some(Err(said)) => {
                let pacing = &self.core.config.pacing;
                let pause = |tries| due(pacing, Wait::Retry(tries), 0).min(LONGEST_PAUSE_MS);
                let (tried, now) = (trying.is_some(), self.core.now());
                self.reach.lost(kind, said, tried, now, pause);
            }
            Some(Ok(())) => self.reach.found(kind),
            None => {}
        }
        event
    }

    /// The window is told why and until when.
    async fn wait_for_reach(
        &self,
        row: &PostRow,
        (said, next_at): (Said, i64),
        changed: impl Future<Output = ()>,
    ) {
        let now = self.core.now();
        // While another one tries, its outcome is what is waited for.
        let wake = if next_at > now {
            next_at
        } else {
            now + LONGEST_PAUSE_MS
        };
        let wake = self.hour_left(row).map_or(wake, |left| wake.min(now + left));
        let _shown = self.show_held(&row.id, Held::Reach(said, next_at));
        let whole = milliseconds(wake - now);
        tokio::select! {
            () = self.core.config.clock.sleep_at_most(whole, wake) => {}
            () = changed => {}
        }
    }

    /// Milliseconds left to an upload of which TikTok certainly lacks bytes.
    fn hour_left(&self, row: &PostRow) -> Option<i64> {
        let upload = row.state.upload.as_ref()?;
        let left = upload.issued_at + UPLOAD_LIFE_MS - self.core.now();
        (row.state.stage == Stage::Uploading).then(|| left.max(0))
    }

    async fn kind_of(&self, row: &PostRow) -> AccountKind {
        let badge = self.accounts.badge(&row.account).await;
        badge.map_or(AccountKind::Tiktok, |badge| badge.kind)
    }

    /// Tells the window why the post waits, until the answer is dropped.
    pub(super) fn show_held(&self, id: &PostId, held: Held) -> HeldShown<'_> {
        let before = lock(&self.held).insert(id.clone(), held.clone());
        if before != Some(held) {
            self.teller.post(id);
        }
        HeldShown {
            runner: self,
            id: id.clone(),
        }
    }
}

/// Takes the post off the list of held ones, also when the wait is given up.
pub(super) struct HeldShown<'a> {
    runner: &'a Runner,
    id: PostId,
}

impl Drop for HeldShown<'_> {
    fn drop(&mut self) {
        if lock(&self.runner.held).remove(&self.id).is_some() {
            self.runner.teller.post(&self.id);
        }
    }
}

/// Whether the work shows that TikTok can be reached, or cannot and why; nothing when it
/// did not ask.
fn verdict(event: &Event, mode: Mode) -> Option<Result<(), Said>> {
    match event {
        Event::Trouble(trouble) if trouble.cure == Cure::Reach => Some(Err(trouble.said.clone())),
        // The question may never have left this computer, or a broken connection says nothing.
        Event::Trouble(trouble)
            if matches!(
                trouble.cure,
                Cure::Keyring | Cure::SignIn | Cure::Configure | Cure::Retry(None)
            ) =>
        {
            None
        }
        Event::Same if mode == Mode::Inbox => None,
        Event::Same | Event::Differs(_) | Event::Initiated { .. } | Event::Told(_) | Event::Trouble(_) => {
            Some(Ok(()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publishing::machine::Trouble;

    const KIND: AccountKind = AccountKind::Tiktok;

    fn said() -> Said {
        Said {
            message: "TikTok cannot be reached.".into(),
            remedy: String::new(),
        }
    }

    #[test]
    fn while_tiktok_is_gone_one_tries_at_a_time_and_only_when_it_is_due() {
        let reach = Reach::default();
        assert!(reach.may_ask(KIND, 0).is_ok_and(|trying| trying.is_none()));
        reach.lost(KIND, said(), false, 0, |tries| i64::from(tries) * 1_000);
        assert!(reach.may_ask(KIND, 999).is_err());
        let trying = reach.may_ask(KIND, 1_000).ok().flatten().expect("one may try");
        assert!(reach.may_ask(KIND, 1_000).is_err(), "and only one");
        // Its failure makes the pause longer, that of others does not.
        reach.lost(KIND, said(), true, 1_000, |tries| i64::from(tries) * 1_000);
        drop(trying);
        reach.lost(KIND, said(), false, 1_000, |_| 0);
        assert!(reach.may_ask(KIND, 2_999).is_err());
        assert!(reach.may_ask(KIND, 3_000).is_ok());
    }

    #[test]
    fn a_clock_set_back_makes_nobody_wait_longer() {
        let reach = Reach::default();
        reach.lost(KIND, said(), false, 100_000, |_| 30_000);
        assert!(reach.may_ask(KIND, 129_999).is_err());
        assert!(reach.may_ask(KIND, 99_999).is_ok());
    }

    #[test]
    fn when_it_is_back_everybody_goes_on_and_who_gave_up_trying_stops_nobody() {
        let reach = Reach::default();
        reach.lost(KIND, said(), false, 0, |_| 0);
        drop(reach.may_ask(KIND, 0));
        assert!(reach.may_ask(KIND, 0).is_ok());
        reach.lost(KIND, said(), false, 0, |_| 5_000);
        assert!(
            reach.may_ask(AccountKind::Practice, 0).is_ok(),
            "practice has a line of its own"
        );
        reach.found(KIND);
        assert!(reach.may_ask(KIND, 0).is_ok_and(|trying| trying.is_none()));
    }

    #[test]
    fn only_an_answer_of_tiktok_shows_that_it_is_there() {
        let trouble = |cure| {
            Event::Trouble(Trouble {
                cure,
                said: said(),
                reference: None,
            })
        };
        let cases = [
            (trouble(Cure::Reach), Mode::Direct, Some(Err(said()))),
            (trouble(Cure::Retry(None)), Mode::Direct, None),
            (trouble(Cure::Keyring), Mode::Direct, None),
            (trouble(Cure::Place), Mode::Inbox, Some(Ok(()))),
            (Event::Same, Mode::Direct, Some(Ok(()))),
            (Event::Same, Mode::Inbox, None),
            (Event::HourOver, Mode::Direct, None),
        ];
        for (event, mode, expected) in cases {
            assert_eq!(verdict(&event, mode), expected, "{event:?}");
        }
    }

    #[test]
    fn the_creator_need_not_wait_for_the_next_try() {
        let reach = Reach::default();
        reach.lost(KIND, said(), false, 0, |_| 30_000);
        reach.hurry(10);
        assert!(reach.may_ask(KIND, 10).is_ok());
    }
}
