//! Publishing: draft → preflight → consent → init → chunks → status → live.
//!
//! Read it in this order: [`state`] is where a post stands, [`machine`] is what
//! follows from an event, [`runner`] does it ([`asking`], [`upload`]): in its turn
//! ([`turns`]), while TikTok is in [`reach`], within TikTok's limits ([`pacing`],
//! [`quotas`]) and the creator's ([`limits`], [`throttle`]). It obeys TikTok's failures
//! ([`answers`]); [`recover`] goes on after a crash, [`put_back`] notices an old copy.
//! Once TikTok has named a post, [`watch`] looks for it now and then, and [`sighting`] says what
//! that tells. [`fit`] foresees whether an upload is done within its hour; [`show`], [`history`] and
//! [`report`] tell the creator.

pub(crate) mod answers;
mod apply;
mod asking;
mod audit;
pub(crate) mod fit;
mod history;
mod limits;
pub(crate) mod machine;
mod meter;
mod pacing;
mod put_back;
pub(crate) mod quotas;
mod reach;
mod recover;
mod reference;
mod report;
mod runner;
mod show;
pub(crate) mod sighting;
pub(crate) mod state;
mod tell;
mod throttle;
mod turns;
mod unsaved;
mod upload;
mod watch;

use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::accounts::Accounts;
use crate::core::Shared;
use crate::ids::{AccountId, DraftId, PostId};
use crate::labels::LocalClock;
use crate::media::Fingerprint;
use crate::posting_page::Terms;
use crate::problem::{Code, Problem};
use crate::store::StoreError;
use crate::store::posts::PostRow;
use crate::view::*;
pub(crate) use limits::megabytes;
use machine::Press;
use runner::Runner;
use state::{Stage, State};

/// What the creator agreed to by pressing the button; used once.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Agreed {
    /// From which draft.
    pub draft: DraftId,
    /// Whose account.
    pub account: AccountId,
    /// First words of the caption, else the file's name.
    pub title: String,
    /// What goes to TikTok.
    pub choices: crate::posting_page::Choices,
    /// The video.
    pub path: PathBuf,
    /// Must be the same file at every step.
    pub fingerprint: Fingerprint,
    /// MIME by container.
    pub container: crate::media::Container,
    /// Revision of the page that was shown.
    pub revision: String,
    /// What TikTok allowed when that was shown; asked again before init. The inbox needs none,
    /// and a direct post without them is asked about again.
    #[serde(default)]
    pub terms: Option<Terms>,
    /// Length of the video, milliseconds.
    pub duration_ms: u64,
}

/// Posts and the runner that carries them.
#[derive(Clone)]
pub struct Publishing {
    core: Shared,
    accounts: Accounts,
    runner: Arc<Runner>,
}

impl Publishing {
    pub(crate) fn new(core: Shared, accounts: Accounts) -> Self {
        Self {
            runner: Runner::new(core.clone(), accounts.clone()),
            core,
            accounts,
        }
    }

    /// Resolves what an earlier run left open and starts carrying posts.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn resume(&self) -> Result<(), Problem> {
        self.obey(&self.core.settings().await?);
        self.stored(self.runner.resume().await)
    }

    /// Stops carrying at the next safe point; used before the program ends.
    pub async fn rest(&self) {
        self.runner.rest().await;
    }

    /// Queues a post. A second open post of the same draft and account is refused,
    /// unless the first waits for the creator with nothing posted: then this consent
    /// takes its place.
    ///
    /// # Errors
    /// [`Code::Stale`] for a second open post, or when the database refuses.
    pub async fn start(&self, agreed: Agreed, frame: Option<Vec<u8>>) -> Result<PostId, Problem> {
        let nickname = self.accounts.badge(&agreed.account).await?.nickname;
        let open = self.stored(self.core.store.open_post(&agreed.draft, &agreed.account).await)?;
        if let Some(open) = open.filter(|open| open.state.may_be_replaced()) {
            self.runner.press(open, Press::Replaced).await?;
        }
        let row = self.new_row(agreed);
        let key = match row.state.mode {
            Mode::Direct => "posts-line-agreed",
            Mode::Inbox => "posts-line-agreed-inbox",
        };
        let text = self.core.words.say_with(key, &[("name", &nickname)]);
        let line = HistoryLine::once(row.created_at, text, None);
        match self.core.store.insert_post(row.clone(), frame, line).await {
            Ok(()) => {}
            Err(error) if error.is_conflict() => return Err(self.already_open()),
            Err(error) => return Err(self.core.store_problem(error)),
        }
        let id = row.id.clone();
        self.runner.carry(row);
        self.core.tell(Change::Posts);
        self.core.tell(Change::Drafts);
        Ok(id)
    }

    fn new_row(&self, agreed: Agreed) -> PostRow {
        let now = self.core.now();
        let public =
            agreed.choices.privacy.as_deref() == Some(tiktok::PrivacyLevel::PublicToEveryone.as_str());
        PostRow {
            id: PostId::fresh(),
            draft: Some(agreed.draft.clone()),
            account: agreed.account.clone(),
            title: agreed.title.clone(),
            state: State::new(agreed.fingerprint.size, public, agreed.choices.mode),
            agreed,
            not_before: now,
            created_at: now,
            changed_at: now,
        }
    }

    fn already_open(&self) -> Problem {
        Problem::new(&self.core.words, Code::Stale, "posts-already-open")
    }

    /// The open post of this draft and account; none when a new consent may take its place.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn open_post(&self, draft: &DraftId, account: &AccountId) -> Result<Option<PostId>, Problem> {
        let open = self.stored(self.core.store.open_post(draft, account).await)?;
        Ok(open.filter(|row| !row.state.may_be_replaced()).map(|row| row.id))
    }

    /// Takes a place among the account's questions about `creator_info` in a minute, which
    /// posting pages and posts share, or tells when one is free (UTC milliseconds).
    pub(crate) fn may_ask_creator_info(&self, account: &AccountId) -> Result<(), i64> {
        self.runner.place(account, pacing::Call::CreatorInfo)
    }

    /// Places in the account's TikTok inbox that posts of this studio hold, as far as known (R§12.3).
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) async fn places_taken(&self, account: &AccountId) -> Result<u32, Problem> {
        let since = self.core.now() - quotas::DAY_MS;
        let places = self.stored(self.core.store.inbox_places_since(account, since).await)?;
        Ok(u32::try_from(places.len()).unwrap_or(u32::MAX))
    }

    /// The posts screen.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn list(&self) -> Result<PostList, Problem> {
        let mut rows = self.stored(self.core.store.shown_posts().await)?;
        let line = self.stored(self.core.store.waiting_line().await)?;
        // Those that wait come behind those that move, in the order in which they will go.
        rows.sort_by_key(|row| limits::rank(&line, row));
        let mut cards = Vec::with_capacity(rows.len());
        for row in rows {
            let stage = row.state.stage.clone();
            cards.push((stage, self.card(&row).await?));
        }
        Ok(show::grouped_list(cards, &self.core.words, self.clock()))
    }

    /// One post.
    ///
    /// # Errors
    /// [`Code::Stale`] when it is gone, or when the database refuses.
    pub async fn detail(&self, id: &PostId) -> Result<PostDetail, Problem> {
        let row = self.row(id).await?;
        let card = self.card(&row).await?;
        let time = self.clock().seconds(row.created_at);
        let started = self.core.words.say_with(
            "posts-started",
            &[("name", &card.account.nickname), ("time", &time)],
        );
        let history = self.history(id, self.clock()).await?;
        let ticked = self.stored(self.core.store.phone_ticks(id).await)?;
        Ok(PostDetail {
            hand_over: show::hand_over(&row, &ticked, &self.core.words),
            video: self.video(&row).await?,
            card,
            started,
            history,
        })
    }

    /// Ticks a task of the phone's list, or takes the tick back.
    ///
    /// # Errors
    /// [`Code::Stale`] when the post is gone, or when the database refuses.
    pub async fn tick(&self, id: &PostId, task: PhoneTaskKind, done: bool) -> Result<(), Problem> {
        self.row(id).await?;
        let task = crate::hand_over::name(task);
        self.stored(self.core.store.set_phone_tick(id, task, done).await)?;
        self.core.tell(Change::Post { id: id.clone() });
        Ok(())
    }

    /// How many wait for the creator.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn need_you(&self) -> Result<u32, Problem> {
        self.stored(self.core.store.posts_that_need_you().await)
    }

    /// Posts of a draft, newest first, as (stage, is_open).
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn of_draft(&self, draft: &DraftId) -> Result<Vec<(String, bool)>, Problem> {
        self.stored(self.core.store.posts_of_draft(draft).await)
    }

    /// Pause, continue, check now, stop, … A press that makes no sense any more changes nothing.
    ///
    /// # Errors
    /// [`Code::Stale`] when trying again would open a second post of the draft, or
    /// when the database refuses.
    pub async fn act(&self, id: &PostId, action: PostAction) -> Result<(), Problem> {
        let row = self.row(id).await?;
        if let PostAction::Earlier | PostAction::Later = action {
            return self.reorder(id, action == PostAction::Earlier).await;
        }
        if action == PostAction::CheckNow && row.state.is_named() {
            return self.runner.look_for(id).await;
        }
        let Some(press) = press(action).filter(|_| show::actions(&row.state).contains(&action)) else {
            return Ok(());
        };
        if press == Press::TryAgain && !row.state.is_open() {
            let open = match &row.draft {
                Some(draft) => self.stored(self.core.store.open_post(draft, &row.account).await)?,
                None => None,
            };
            if open.is_some() {
                return Err(self.already_open());
            }
        }
        self.runner.press(row, press).await
    }

    /// The address of a live post on TikTok, or of the practice phone with a video in its inbox.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn address(&self, id: &PostId) -> Result<Option<String>, Problem> {
        let row = self.row(id).await?;
        let badge = self.accounts.badge(&row.account).await?;
        Ok(match &row.state.stage {
            Stage::Live { .. } => {
                let known = self.sightings(&row).await?;
                show::best(&known).and_then(|sighting| tiktok_address(&badge, &sighting.video))
            }
            Stage::InInbox if badge.kind == AccountKind::Practice => self.phone_address(&badge).await,
            _ => None,
        })
    }

    async fn phone_address(&self, badge: &AccountBadge) -> Option<String> {
        let practice = self.core.config.practice.as_ref()?.addresses().await.ok()?;
        let mut address = url::Url::parse(&practice.api).ok()?.join("/phone/").ok()?;
        address.query_pairs_mut().append_pair("creator", &badge.handle);
        Some(address.into())
    }

    /// A report of what happened, without secrets and captions.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn report(&self, id: &PostId) -> Result<String, Problem> {
        let row = self.row(id).await?;
        let utc = LocalClock {
            offset_s: 0,
            now: self.core.now(),
        };
        let history = self.history(id, utc).await?;
        let kind = self.accounts.badge(&row.account).await?.kind;
        Ok(report::report(&row, kind, &history, &self.core.config.version))
    }

    async fn row(&self, id: &PostId) -> Result<PostRow, Problem> {
        let row = self.stored(self.core.store.post(id).await)?;
        row.ok_or_else(|| Problem::new(&self.core.words, Code::Stale, "posts-gone"))
    }

    fn stored<T>(&self, result: Result<T, StoreError>) -> Result<T, Problem> {
        result.map_err(|error| self.core.store_problem(error))
    }
}

fn press(action: PostAction) -> Option<Press> {
    match action {
        PostAction::Pause => Some(Press::Pause),
        PostAction::Continue => Some(Press::Continue),
        PostAction::CheckNow => Some(Press::CheckNow),
        PostAction::Stop => Some(Press::Stop),
        PostAction::StopFollowing => Some(Press::StopFollowing),
        PostAction::TryAgain => Some(Press::TryAgain),
        // The first two change an order and no post; the others lead elsewhere.
        PostAction::Earlier
        | PostAction::Later
        | PostAction::OpenOnTiktok
        | PostAction::OpenPhone
        | PostAction::ToInbox
        | PostAction::Review
        | PostAction::SignInAgain => None,
    }
}

/// The address of a video, made from parts that cannot lead anywhere else (R§4).
/// TikTok's own `share_url` is not used: it is untrusted and carries tracking.
pub(crate) fn tiktok_address(badge: &AccountBadge, video: &str) -> Option<String> {
    let is_handle = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    let sound = badge.kind == AccountKind::Tiktok
        && !badge.handle.is_empty()
        && badge.handle.chars().all(is_handle)
        && !video.is_empty()
        && video.chars().all(|c| c.is_ascii_digit());
    sound.then(|| format!("https://www.tiktok.com/@{}/video/{video}", badge.handle))
}

#[cfg(test)]
mod tests;
