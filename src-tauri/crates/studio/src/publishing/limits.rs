//! The creator's limits and order of uploads, and how fast the latest ones went.

use super::Publishing;
use super::fit::{self, Pace};
use super::history::Waited;
use super::runner::{Post, Runner, guest};
use super::state::Stage;
use crate::ids::PostId;
use crate::problem::Problem;
use crate::store::lines::Waiting;
use crate::store::posts::PostRow;
use crate::view::{AccountKind, Change, Settings};

/// Less than this tells more of the wait for an answer than of the line.
const TELLING_BYTES: u64 = 5_000_000;

impl Publishing {
    /// Obeys the creator's limits from now on, for uploads under way too.
    pub fn obey(&self, settings: &Settings) {
        let limit = settings.upload_limit_kb;
        self.runner
            .throttle
            .set(limit.map(|limit| u64::from(limit) * 1000));
        self.runner.turns.allow(settings.uploads_at_once as usize);
        self.core.tell(Change::Posts);
    }

    /// Lets a waiting post change places with the one before or behind it.
    ///
    /// # Errors
    /// When the database refuses.
    pub(super) async fn reorder(&self, id: &PostId, earlier: bool) -> Result<(), Problem> {
        let _ordering = self.runner.ordering.lock().await;
        let changed = self.stored(self.core.store.change_places(id, earlier).await)?;
        self.runner.turns.arrange(&changed);
        self.core.tell(Change::Posts);
        Ok(())
    }

    /// At which pace the next upload is expected to go; `None` while nothing is known.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) async fn pace(&self, kind: AccountKind) -> Result<Option<Pace>, Problem> {
        let measured = self.stored(self.core.store.speeds(kind).await)?;
        Ok(fit::pace(&measured, self.runner.throttle.rate()))
    }

    /// How fast the latest uploads to TikTok went, in a sentence.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn speed_in_words(&self) -> Result<String, Problem> {
        let measured = self.stored(self.core.store.speeds(AccountKind::Tiktok).await)?;
        let words = &self.core.words;
        Ok(match fit::pace(&measured, None) {
            Some(pace) => words.say_with("posts-speed-known", &[("speed", &megabytes(pace.speed))]),
            None => words.say("posts-speed-unknown"),
        })
    }
}

impl Runner {
    /// Waits for the post's turn to go up. It stays in the line when the wait is given up.
    pub(super) async fn wait_for_turn(&self, post: &mut Post) {
        if post.turn.is_none() {
            // In the line before the order may change.
            let _ordering = self.ordering.lock().await;
            let place = self.place_of(&post.row).await;
            post.turn = Some(self.turns.line_up(guest(&post.row, place)));
            self.teller.post(&post.row.id);
        }
        if let Some(turn) = &post.turn {
            let since = self.core.now();
            turn.come().await;
            self.note_wait(&post.row.id, Waited::Turn, since);
        }
    }

    async fn place_of(&self, row: &PostRow) -> i64 {
        match self.core.store.place_of(&row.id).await {
            Ok(place) => place.unwrap_or_default(),
            Err(error) => {
                tracing::error!(%error, "a post waits without the creator's order");
                i64::MAX
            }
        }
    }

    /// Keeps how fast an upload went that ends now.
    pub(super) async fn keep_speed(&self, row: &PostRow) {
        let Some(took) = self.meters.forget(&row.id) else {
            return;
        };
        if took.bytes < TELLING_BYTES {
            return;
        }
        let Ok(badge) = self.accounts.badge(&row.account).await else {
            return;
        };
        let millis = u64::try_from(took.time.as_millis()).unwrap_or(u64::MAX);
        let kept = self
            .core
            .store
            .keep_speed(badge.kind, self.core.now(), took.bytes, millis);
        if let Err(error) = kept.await {
            tracing::warn!(%error, "the speed of an upload is not kept");
        }
    }
}

/// Sorts posts as they go up: those that do not wait first, then the first of each account,
/// then the second of each.
pub(super) fn rank(line: &[Waiting], row: &PostRow) -> Option<(usize, i64)> {
    (row.state.stage == Stage::Queued).then(|| {
        let own = line.iter().filter(|waiting| waiting.account == row.account);
        let before = own.take_while(|waiting| waiting.post != row.id);
        (before.count(), row.created_at)
    })
}

/// "4.1", and for slow lines "0.25".
pub(crate) fn megabytes(speed: f64) -> String {
    let megabytes = speed / 1e6;
    if megabytes < 1.0 {
        format!("{megabytes:.2}")
    } else {
        format!("{megabytes:.1}")
    }
}
