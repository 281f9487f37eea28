//! Videos on the creator's profile: the first page, kept for when there is no network.

pub(crate) mod links;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::{StreamExt, stream};

use crate::accounts::{Accounts, CallError};
use crate::core::Shared;
use crate::ids::AccountId;
use crate::labels::{LocalClock, compact};
use crate::media::labels::duration;
use crate::problem::{Problem, from_tiktok};
use crate::publishing::tiktok_address;
use crate::store::videos::{PageRow, VideoRow};
use crate::view::*;
use links::Link;

/// The largest page TikTok gives (R§5).
const PAGE: u32 = 20;
/// Covers fetched at the same time.
const COVERS_AT_ONCE: usize = 4;
/// How long an answer counts as the present state: a video that just went live is looked for here.
const FRESH_MS: i64 = 60 * 1000;
/// Longest side of a kept cover, pixels.
const COVER_SIDE: u32 = 720;

/// The creator's videos.
#[derive(Clone)]
pub struct Videos {
    core: Shared,
    accounts: Accounts,
    asked: Arc<Mutex<Asked>>,
}

/// What is known of the questions of this session.
#[derive(Default)]
struct Asked {
    now: HashSet<AccountId>,
    problems: HashMap<AccountId, Problem>,
}

impl Videos {
    pub(crate) fn new(core: Shared, accounts: Accounts) -> Self {
        Self {
            core,
            accounts,
            asked: Arc::default(),
        }
    }

    /// The account's videos as last heard, newest first. Asks TikTok in the background
    /// when nothing was heard yet or what was heard is old.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn list(&self, account: &AccountId) -> Result<VideoList, Problem> {
        let badge = self.accounts.badge(account).await?;
        // Looked at first: whoever is told that nothing is being asked has what was answered.
        let was_asking = self.asked().now.contains(account);
        let (rows, page) = self.stored(account).await?;
        if self.is_due(account, page.as_ref().map(|page| page.asked_at)) {
            self.refresh(account).await;
        }
        let links = self.core.links(account, &rows).await?;
        let videos = rows
            .into_iter()
            .map(|row| {
                let link = links.iter().find(|link| link.video == row.id);
                let post = link.map(|link| self.post(link));
                VideoCard {
                    post,
                    ..self.card(account, row)
                }
            })
            .collect();
        let asked = self.asked();
        Ok(VideoList {
            account: Some(badge),
            videos,
            asked_at: page.map(|page| page.asked_at),
            asking: was_asking || asked.now.contains(account),
            has_more: page.is_some_and(|page| page.has_more),
            problem: asked.problems.get(account).cloned(),
        })
    }

    /// Whether to ask without being told to. A question that failed waits for the creator.
    fn is_due(&self, account: &AccountId, asked_at: Option<i64>) -> bool {
        if self.asked().problems.contains_key(account) {
            return false;
        }
        asked_at.is_none_or(|at| !(0..FRESH_MS).contains(&(self.core.now() - at)))
    }

    /// Asks TikTok in the background; says so by `Change::Videos`. Asked twice at
    /// once, it asks once.
    pub async fn refresh(&self, account: &AccountId) {
        if !self.asked().now.insert(account.clone()) {
            return;
        }
        self.tell(account);
        let (videos, account) = (self.clone(), account.clone());
        tokio::spawn(async move {
            let asking = Asking {
                videos: &videos,
                account: &account,
            };
            let heard = videos.ask(&account).await;
            match heard {
                Ok(_) => videos.asked().problems.remove(&account),
                Err(ref problem) => videos.asked().problems.insert(account.clone(), problem.clone()),
            };
            drop(asking);
            if let Ok(covers) = heard {
                videos.fetch_covers(&account, covers).await;
            }
        });
    }

    /// The address of a video on TikTok. Practice videos have none.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn address(&self, account: &AccountId, id: &str) -> Result<Option<String>, Problem> {
        let badge = self.accounts.badge(account).await?;
        let (rows, _) = self.stored(account).await?;
        Ok(rows
            .iter()
            .find(|row| row.id == id)
            .and_then(|row| tiktok_address(&badge, &row.id)))
    }

    /// Asks for the first page and stores it; returns the covers that are missing, as (id, address).
    async fn ask(&self, account: &AccountId) -> Result<Vec<(String, String)>, Problem> {
        let page = self
            .accounts
            .call(account, |session| async move {
                session.client.video_list(&session.token, None, PAGE).await
            })
            .await
            .map_err(|error| self.problem(error))?;
        self.accounts.note_use(account, tiktok::Scope::VideoList).await;
        let known: HashSet<String> = self
            .stored(account)
            .await?
            .0
            .into_iter()
            .filter(|row| row.cover.is_some())
            .map(|row| row.id)
            .collect();
        let covers = page
            .videos
            .iter()
            .filter(|video| !known.contains(&video.id))
            .filter_map(|video| Some((video.id.clone(), video.cover_image_url.clone()?)))
            .collect();
        // A page can repeat a video (R§5).
        let mut seen = HashSet::new();
        let rows = page
            .videos
            .into_iter()
            .filter(|video| seen.insert(video.id.clone()))
            .map(row)
            .collect();
        let heard = PageRow {
            asked_at: self.core.now(),
            has_more: page.has_more,
        };
        let named: Vec<String> = seen.into_iter().collect();
        let replaced = self.core.store.replace_videos(account, rows, heard).await;
        replaced.map_err(|error| self.core.store_problem(error))?;
        self.core.note_named(account, &named).await?;
        Ok(covers)
    }

    async fn fetch_covers(&self, account: &AccountId, covers: Vec<(String, String)>) {
        stream::iter(covers)
            .for_each_concurrent(COVERS_AT_ONCE, |(id, url)| async move {
                let Some(jpeg) = self.accounts.fetch_picture(account, &url, COVER_SIDE).await else {
                    return;
                };
                match self.core.store.keep_cover(account, &id, jpeg).await {
                    Ok(()) => self.tell(account),
                    Err(error) => tracing::warn!(%error, "a cover could not be kept"),
                }
            })
            .await;
    }

    async fn stored(&self, account: &AccountId) -> Result<(Vec<VideoRow>, Option<PageRow>), Problem> {
        self.core
            .store
            .videos(account)
            .await
            .map_err(|error| self.core.store_problem(error))
    }

    fn post(&self, link: &Link) -> VideoPost {
        let clock = LocalClock {
            offset_s: self.core.config.utc_offset_s,
            now: self.core.now(),
        };
        let key = match link.kind {
            LinkKind::Named => "videos-post-named",
            LinkKind::Confirmed => "videos-post-confirmed",
            LinkKind::Suggested => "videos-post-suggested",
        };
        let time = clock.minutes(link.sent_at);
        VideoPost {
            id: link.post.clone(),
            kind: link.kind,
            text: self.core.words.say_with(key, &[("time", &time)]),
        }
    }

    fn card(&self, account: &AccountId, row: VideoRow) -> VideoCard {
        let cover = self.core.cover(account, &row);
        VideoCard {
            cover,
            caption: row.caption,
            posted_at: row.posted_at,
            duration_label: row
                .duration_s
                .and_then(|s| u64::try_from(s).ok())
                .map(|s| duration(s.saturating_mul(1000))),
            views_label: row.views.map(compact),
            views: row.views,
            likes: row.likes,
            comments: row.comments,
            shares: row.shares,
            id: row.id,
            post: None,
        }
    }

    fn problem(&self, error: CallError) -> Problem {
        match error {
            CallError::Session(problem) => problem,
            CallError::Tiktok(error) => from_tiktok(&self.core.words, self.core.now(), &error),
        }
    }

    fn asked(&self) -> MutexGuard<'_, Asked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, account: &AccountId) {
        self.core.tell(Change::Videos {
            account: account.clone(),
        });
    }
}

/// Ends the question and tells so, whatever became of it.
struct Asking<'a> {
    videos: &'a Videos,
    account: &'a AccountId,
}

impl Drop for Asking<'_> {
    fn drop(&mut self) {
        self.videos.asked().now.remove(self.account);
        self.videos.tell(self.account);
    }
}

/// The caption is the description, else the title.
fn row(video: tiktok::Video) -> VideoRow {
    let caption = video
        .video_description
        .filter(|text| !text.is_empty())
        .or(video.title)
        .unwrap_or_default();
    VideoRow {
        id: video.id,
        posted_at: video.created_at_s.map(|seconds| seconds.saturating_mul(1000)),
        cover: None,
        caption,
        duration_s: video.duration_s,
        views: video.view_count,
        likes: video.like_count,
        comments: video.comment_count,
        shares: video.share_count,
    }
}
