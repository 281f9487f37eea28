//! The posting page in use: asks `creator_info` each time it is shown, applies
//! choices, saves them, and turns the press of the button into a consent.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tiktok::CreatorInfo;

use crate::accounts::{Accounts, CallError};
use crate::core::Shared;
use crate::drafts::{Draft, Drafts, FileState, file_state};
use crate::ids::{AccountId, DraftId, PostId};
use crate::publishing::labels::LocalClock;
use crate::media::Fingerprint;
use crate::posting_page::{Input, apply, page, still_offered};
use crate::problem::{Code, Problem, from_tiktok};
use crate::publishing::{Agreed, Publishing, creator_info_hash};
use crate::view::*;

/// How long an answer of TikTok counts as fresh. The page asks each time it is
/// shown; a page left open asks again after this.
const FRESH_MS: i64 = 5 * 60_000;

/// What is known of the creator a draft is meant for.
#[derive(Clone)]
struct Asked {
    account: AccountId,
    /// Tells this question from an earlier one whose answer may still come.
    number: u64,
    answer: Option<Result<CreatorInfo, Problem>>,
    at: i64,
}

/// Open posting pages.
#[derive(Clone)]
pub struct Posting {
    core: Shared,
    accounts: Accounts,
    drafts: Drafts,
    publishing: Publishing,
    asked: Arc<Mutex<HashMap<DraftId, Asked>>>,
    questions: Arc<AtomicU64>,
}

/// A draft with everything its page is made from.
struct Ready {
    draft: Draft,
    file: FileState,
    account: Option<AccountBadge>,
    accounts: Vec<AccountBadge>,
    creator: CreatorView,
    info: Option<CreatorInfo>,
    open_post: Option<PostId>,
}

impl Posting {
    pub(crate) fn new(core: Shared, accounts: Accounts, drafts: Drafts, publishing: Publishing) -> Self {
        Self { core, accounts, drafts, publishing, asked: Arc::default(), questions: Arc::default() }
    }

    /// Shows the page: asks TikTok afresh in the background and says so by `Change::Posting`.
    ///
    /// # Errors
    /// When there is no such draft, or the database refuses.
    pub async fn open(&self, draft: &DraftId) -> Result<PostingPage, Problem> {
        self.asked().remove(draft);
        self.page(draft).await
    }

    /// The page as it stands; asks TikTok again when the last answer is no longer fresh.
    ///
    /// # Errors
    /// When there is no such draft, or the database refuses.
    pub async fn page(&self, draft: &DraftId) -> Result<PostingPage, Problem> {
        let draft = self.drafts.read(draft).await?;
        let ready = self.ready(draft).await?;
        Ok(self.show(&ready))
    }

    /// Applies one choice, saves it, and returns the page.
    ///
    /// # Errors
    /// When there is no such draft, the text is absurdly long, or the database refuses.
    pub async fn choose(&self, draft: &DraftId, choice: Choice) -> Result<PostingPage, Problem> {
        let draft = self.drafts.read(draft).await?;
        let mut ready = self.ready(draft).await?;
        let choices = apply(&ready.draft.choices, &choice, ready.info.as_ref());
        let account = match &choice {
            Choice::Account { id } => Some(id.clone()),
            _ => ready.account.as_ref().map(|badge| badge.id.clone()),
        };
        let draft = self.drafts.save_choices(&ready.draft, &choices, account.as_ref()).await?;
        match &choice {
            Choice::Account { .. } => {
                self.asked().remove(&draft.id);
                ready = self.ready(draft).await?;
            }
            _ => ready.draft = draft,
        }
        Ok(self.show(&ready))
    }

    /// The creator pressed the button under what `revision` shows.
    ///
    /// # Errors
    /// When what was shown is no longer true, something is missing, or the database refuses.
    pub async fn publish(&self, draft: &DraftId, revision: &str) -> Result<PostId, Problem> {
        let ready = self.ready(self.drafts.read(draft).await?).await?;
        let page = self.show(&ready);
        let problem = |key| Problem::new(&self.core.words, Code::Stale, key);
        if page.revision != revision {
            self.core.tell(Change::Posting { draft: draft.clone() });
            return Err(problem("posting-stale"));
        }
        let (Some(info), Some(account), true) = (&ready.info, &ready.account, page.publish.allowed) else {
            self.core.tell(Change::Posting { draft: draft.clone() });
            return Err(problem("posting-not-ready"));
        };
        let agreed = Agreed {
            draft: draft.clone(),
            account: account.id.clone(),
            title: page.title.clone(),
            choices: still_offered(&ready.draft.choices, info),
            path: ready.draft.path.clone(),
            fingerprint: ready.draft.fingerprint.clone(),
            container: ready.draft.facts.container,
            revision: page.revision.clone(),
            creator_info: creator_info_hash(info),
            duration_ms: ready.draft.facts.duration_ms,
        };
        self.publishing.start(agreed, ready.draft.frame.clone()).await
    }

    async fn ready(&self, draft: Draft) -> Result<Ready, Problem> {
        let all: Vec<AccountBadge> = self.accounts.list().await?.into_iter().map(|account| account.badge).collect();
        let active = self.accounts.active().await?;
        let wanted = draft.account.as_ref().filter(|id| all.iter().any(|badge| badge.id == **id)).or(active.as_ref());
        let account = wanted.and_then(|id| all.iter().find(|badge| badge.id == *id)).cloned();
        let (creator, info) = match &account {
            None => (CreatorView::NoAccount, None),
            Some(badge) => self.creator(&draft.id, &badge.id),
        };
        let open_post = match &account {
            Some(badge) => self.publishing.open_post(&draft.id, &badge.id).await?,
            None => None,
        };
        let accounts = all.into_iter().filter(|badge| Some(&badge.id) != account.as_ref().map(|own| &own.id)).collect();
        let file = file_state(&draft, true).await;
        Ok(Ready { file, account, accounts, creator, info, open_post, draft })
    }

    fn show(&self, ready: &Ready) -> PostingPage {
        let input = Input {
            draft: ready.draft.id.clone(),
            file: self.drafts.file_view(&ready.draft, ready.file),
            facts: &ready.draft.facts,
            fingerprint: identity(&ready.draft.fingerprint),
            file_problem: self.drafts.file_problem(ready.file),
            choices: &ready.draft.choices,
            account: ready.account.clone(),
            accounts: ready.accounts.clone(),
            creator: ready.creator.clone(),
            creator_info: ready.info.as_ref(),
            open_post: ready.open_post.clone(),
        };
        page(&input, &self.core.words)
    }

    /// What is known of the creator; starts a question when nothing fresh is.
    fn creator(&self, draft: &DraftId, account: &AccountId) -> (CreatorView, Option<CreatorInfo>) {
        let now = self.core.now();
        let known = self.asked().get(draft).filter(|asked| asked.account == *account).cloned();
        match known {
            Some(Asked { answer: None, .. }) => (CreatorView::Asking, None),
            Some(Asked { answer: Some(Ok(info)), at, .. }) if now - at < FRESH_MS => {
                (CreatorView::Fresh { at, note: self.fresh_note(at) }, Some(info))
            }
            Some(Asked { answer: Some(Err(problem)), .. }) => {
                let Problem { message, remedy, retry_at, .. } = problem;
                (CreatorView::Unavailable { message, remedy, retry_at }, None)
            }
            _ => {
                self.ask(draft.clone(), account.clone());
                (CreatorView::Asking, None)
            }
        }
    }

    fn fresh_note(&self, at: i64) -> String {
        let clock = LocalClock { offset_s: self.core.config.utc_offset_s, now: self.core.now() };
        self.core.words.say_with("posting-creator-fresh", &[("time", &clock.seconds(at))])
    }

    fn ask(&self, draft: DraftId, account: AccountId) {
        let number = self.questions.fetch_add(1, Ordering::Relaxed);
        let at = self.core.now();
        self.asked().insert(draft.clone(), Asked { account: account.clone(), number, answer: None, at });
        let posting = self.clone();
        tokio::spawn(async move {
            let answer = posting.creator_info(&account).await;
            posting.answered(&draft, &account, number, answer);
        });
    }

    async fn creator_info(&self, account: &AccountId) -> Result<CreatorInfo, Problem> {
        let words = &self.core.words;
        let answer = self.accounts.call(account, |session| async move {
            session.client.creator_info(&session.token).await
        });
        let info = match answer.await {
            Ok(info) => info,
            Err(CallError::Session(problem)) => return Err(problem),
            Err(CallError::Tiktok(error)) => return Err(from_tiktok(words, self.core.now(), &error)),
        };
        if info.nickname.trim().is_empty() {
            return Err(Problem::new(words, Code::Refused, "posting-creator-no-nickname"));
        }
        let picture = info.avatar_url.as_deref();
        self.accounts.note_profile(account, &info.nickname, &info.username, picture).await;
        Ok(info)
    }

    fn answered(&self, draft: &DraftId, account: &AccountId, number: u64, answer: Result<CreatorInfo, Problem>) {
        let mut asked = self.asked();
        let current = asked.get_mut(draft).filter(|asked| asked.number == number && asked.account == *account);
        let Some(current) = current else { return };
        current.answer = Some(answer);
        current.at = self.core.now();
        drop(asked);
        self.core.tell(Change::Posting { draft: draft.clone() });
    }

    fn asked(&self) -> MutexGuard<'_, HashMap<DraftId, Asked>> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The file's identity for the revision.
fn identity(fingerprint: &Fingerprint) -> String {
    format!("{}/{}/{}", fingerprint.size, fingerprint.modified_ns, fingerprint.ends)
}
