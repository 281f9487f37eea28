//! Looks for public posts again, so that none is called public that is not: one task for all of
//! them, one question for up to twenty of an account, and only where the creator has allowed to
//! read the videos. What a look tells is decided in [`sighting`](super::sighting).

use std::collections::HashMap;
use std::sync::Arc;

use tiktok::{PublishStatus, Scope};

use super::pacing::Call;
use super::runner::Runner;
use super::sighting::{Look, News, Sighting, first_look, judge, posted_again};
use crate::accounts::CallError;
use crate::activity::errand::{Errand, Starter, Subject};
use crate::core::Core;
use crate::ids::{AccountId, PostId};
use crate::problem::{Code, Problem};
use crate::view::{Change, HistoryLine, Mode};

/// As many as TikTok answers about at once (R§6).
const AT_ONCE: usize = 20;
/// An account whose question failed is left alone for so long.
const PAUSE_MS: i64 = 15 * 60 * 1000;
/// Nothing is due for longer than this without a look at the database.
const LONGEST_MS: i64 = 24 * 60 * 60 * 1000;

/// Until when accounts are left alone, UTC milliseconds.
type Paused = HashMap<AccountId, i64>;

impl Runner {
    /// Gives posts that are live somebody who looks for them as they come due, until the program
    /// ends. Between looks it holds nothing, so that a closed studio takes its database with it.
    pub(super) fn look_out(self: &Arc<Self>) {
        let (clock, resting) = (self.core.config.clock.clone(), self.resting.clone());
        let (runner, mut went_live) = (Arc::downgrade(self), self.went_live.subscribe());
        self.tasks.spawn(async move {
            let mut paused = Paused::new();
            while let Some(runner) = runner.upgrade() {
                let mut due = tokio::select! {
                    () = resting.cancelled() => return,
                    due = runner.round(&mut paused) => due,
                };
                drop(runner);
                // One more post does not make all the others due.
                loop {
                    tokio::select! {
                        () = resting.cancelled() => return,
                        () = clock.sleep_until(due) => break,
                        heard = went_live.changed() => match heard {
                            Ok(()) => due = due.min(first_look(*went_live.borrow_and_update())),
                            Err(_over) => return,
                        },
                    }
                }
            }
        });
    }

    /// Looks for everything that is due; returns when the next is (UTC milliseconds).
    async fn round(&self, paused: &mut Paused) -> i64 {
        let now = self.core.now();
        let accounts = self.accounts.that_granted(&Scope::VideoList).await;
        let accounts = accounts.unwrap_or_else(|problem| {
            tracing::error!(%problem, "nobody's public posts are looked for");
            Vec::new()
        });
        let mut next = now + LONGEST_MS;
        for account in accounts {
            let free_at = paused.get(&account).copied().unwrap_or(now);
            // A clock set back must not leave it alone for longer.
            let free_at = free_at.min(now + PAUSE_MS);
            let due = match free_at > now {
                true => free_at,
                false => self.round_of(&account, now).await.unwrap_or_else(|problem| {
                    tracing::warn!(%problem, %account, "public posts could not be looked for");
                    paused.insert(account.clone(), now + PAUSE_MS);
                    now + PAUSE_MS
                }),
            };
            next = next.min(due);
        }
        next
    }

    /// The same for one account.
    async fn round_of(&self, account: &AccountId, now: i64) -> Result<i64, Problem> {
        loop {
            let watched = self.core.sightings(account).await?;
            let first = watched
                .iter()
                .filter_map(|sighting| sighting.next_look(now))
                .min();
            match first {
                None => return Ok(now + LONGEST_MS),
                Some(due) if due > now => return Ok(due),
                Some(_) => {
                    self.look(account, in_turn(watched, now), Starter::Following)
                        .await?
                }
            }
        }
    }

    /// Looks for a post at once, because the creator wants to know.
    ///
    /// # Errors
    /// [`Code::MissingScope`] when the account does not let its videos be read, or what TikTok
    /// answered; when the database refuses.
    pub(super) async fn look_for(&self, post: &PostId) -> Result<(), Problem> {
        let known = self.core.store.sightings_of(post).await;
        let wanted = known.map_err(|error| self.core.store_problem(error))?;
        let Some(account) = wanted.first().map(|one| one.account.clone()) else {
            return Ok(());
        };
        let granted = self.accounts.that_granted(&Scope::VideoList).await?;
        if !granted.contains(&account) {
            let words = &self.core.words;
            return Err(Problem::new(words, Code::MissingScope, "posts-look-not-allowed"));
        }
        let others = self.core.sightings(&account).await?;
        let others = others.into_iter().filter(|other| other.post != *post);
        let batch = wanted.into_iter().chain(others).collect();
        self.look(&account, batch, Starter::You).await
    }

    /// Asks about the first posts of `batch` and stores what the answers tell. Those that are not
    /// due are asked about for nothing: others in an answer show that it is a whole one.
    async fn look(
        &self,
        account: &AccountId,
        mut batch: Vec<Sighting>,
        starter: Starter,
    ) -> Result<(), Problem> {
        batch.truncate(AT_ONCE);
        let named = self.named(account, &batch, starter).await;
        let named = named.map_err(|error| error.into_problem(&self.core.words, self.core.now()))?;
        self.accounts.note_use(account, Scope::VideoList).await;
        let statuses = self.statuses(&batch, &named, starter).await;
        let now = self.core.now();
        let mut found = Vec::new();
        for (post, status) in &statuses {
            let known = self.core.store.sightings_of(post).await;
            let known = known.map_err(|error| self.core.store_problem(error))?;
            found.extend(posted_again(&known, status, now));
        }
        let told = batch.into_iter().map(|sighting| {
            let look = judge(&sighting.video, &named, statuses.get(&sighting.post));
            (sighting, look)
        });
        let is_found = !found.is_empty();
        self.core.keep_looks(told.collect(), found).await?;
        if is_found {
            self.went_live.send_replace(now);
        }
        Ok(())
    }

    /// The status of each post of `batch` that has to be asked for it: because TikTok left a video
    /// out, or because the creator may have posted a draft from the inbox again.
    async fn statuses(
        &self,
        batch: &[Sighting],
        named: &[String],
        starter: Starter,
    ) -> HashMap<PostId, PublishStatus> {
        let now = self.core.now();
        let is_due = |sighting: &Sighting| match starter {
            Starter::You => batch.first().is_some_and(|wanted| wanted.post == sighting.post),
            _ => sighting.next_look(now).is_some_and(|due| due <= now),
        };
        let mut asked = HashMap::new();
        for sighting in batch {
            let is_left_out = !named.contains(&sighting.video);
            let may_be_more = sighting.mode == Mode::Inbox && is_due(sighting);
            if (is_left_out || may_be_more) && !asked.contains_key(&sighting.post) {
                let status = self.status_of(sighting, starter).await;
                asked.insert(sighting.post.clone(), status);
            }
        }
        let known = |(post, status): (PostId, Option<PublishStatus>)| Some((post, status?));
        asked.into_iter().filter_map(known).collect()
    }

    /// Which of these TikTok names among the videos everyone can see.
    async fn named(
        &self,
        account: &AccountId,
        batch: &[Sighting],
        starter: Starter,
    ) -> Result<Vec<String>, CallError> {
        let errand = match batch {
            [one, ..] if starter == Starter::You => Errand::for_post(&one.post, one.mode, starter),
            _ => Errand {
                starter,
                subject: Subject::Account,
            },
        };
        let ids: Vec<String> = batch.iter().map(|sighting| sighting.video.clone()).collect();
        let ids = ids.as_slice();
        let videos = self
            .accounts
            .call_for(account, &errand, |session| async move {
                session.client.video_query(&session.token, ids).await
            })
            .await?;
        Ok(videos.into_iter().map(|video| video.id).collect())
    }

    /// The post's own status; a call that fails tells nothing.
    async fn status_of(&self, sighting: &Sighting, starter: Starter) -> Option<PublishStatus> {
        let publish_id = sighting.publish_id.as_deref()?;
        while let Err(until) = self.place(&sighting.account, Call::Status) {
            self.core.config.clock.sleep_until(until).await;
        }
        let errand = Errand::for_post(&sighting.post, sighting.mode, starter);
        let asked = self
            .accounts
            .call_for(&sighting.account, &errand, |session| async move {
                session.client.publish_status(&session.token, publish_id).await
            })
            .await;
        asked.ok()
    }
}

impl Core {
    /// TikTok named these videos in its list: whatever else was thought of them, everyone can see
    /// them now.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) async fn note_named(&self, account: &AccountId, named: &[String]) -> Result<(), Problem> {
        let known = self.sightings(account).await?.into_iter();
        let seen = known.filter(|sighting| named.contains(&sighting.video));
        let seen = seen.map(|sighting| (sighting, Look::Seen)).collect();
        self.keep_looks(seen, Vec::new()).await
    }

    async fn sightings(&self, account: &AccountId) -> Result<Vec<Sighting>, Problem> {
        let known = self.store.sightings(account).await;
        known.map_err(|error| self.store_problem(error))
    }

    async fn keep_looks(&self, told: Vec<(Sighting, Look)>, found: Vec<Sighting>) -> Result<(), Problem> {
        let now = self.now();
        let mut changed = Vec::with_capacity(told.len());
        let mut is_news = !found.is_empty();
        for (sighting, look) in told {
            let (next, news) = sighting.after(look, now);
            is_news |= news.is_some();
            let line = news.map(|news| self.line_about(&sighting, key(news), now));
            changed.push((next, line));
        }
        let posts: Vec<PostId> = changed
            .iter()
            .map(|(sighting, _)| sighting.post.clone())
            .collect();
        let found = found.into_iter().map(|sighting| {
            let line = self.line_about(&sighting, "posts-line-posted-again", now);
            (sighting, line)
        });
        let saved = self.store.save_sightings(changed, found.collect()).await;
        saved.map_err(|error| self.store_problem(error))?;
        for id in posts {
            self.tell(Change::Post { id });
        }
        if is_news {
            self.tell(Change::Posts);
        }
        Ok(())
    }

    fn line_about(&self, sighting: &Sighting, key: &str, at: i64) -> HistoryLine {
        HistoryLine::once(at, self.words.say(key), Some(sighting.video.clone()))
    }
}

/// Those that are due first.
fn in_turn(mut watched: Vec<Sighting>, now: i64) -> Vec<Sighting> {
    watched.sort_by_key(|sighting| sighting.next_look(now).unwrap_or(i64::MAX));
    watched
}

fn key(news: News) -> &'static str {
    match news {
        News::LeftOut => "posts-line-left-out",
        News::Gone => "posts-line-gone",
        News::Back => "posts-line-back",
    }
}
