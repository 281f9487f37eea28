//! The posting page in use: asks `creator_info` each time it is shown, applies
//! choices, saves them, and turns the press of the button into a consent.

mod desk;
mod questions;

use std::fs::File;
use std::sync::Arc;

use tiktok::CreatorInfo;
use tokio::sync::Mutex;

use crate::accounts::Accounts;
use crate::activity::errand::Errand;
use crate::core::Shared;
use crate::drafts::{Draft, Drafts};
use crate::ids::{AccountId, DraftId, PostId};
use crate::media::Fingerprint;
use crate::posting_page::{Terms, apply, cover, settle};
use crate::problem::{Code, Problem};
use crate::publishing::quotas::used_up;
use crate::publishing::{Agreed, Publishing};
use crate::view::*;
use desk::Desk;
use questions::{Questions, Standing};

/// Most UTF-16 units taken for a caption: far above TikTok's limit, so that a text
/// that is too long can be shortened in place.
const LONGEST_CAPTION: usize = 20_000;

/// Open posting pages. Cheap to clone.
#[derive(Clone)]
pub struct Posting {
    core: Shared,
    accounts: Accounts,
    drafts: Drafts,
    publishing: Publishing,
    questions: Arc<Questions>,
    /// Held from reading a draft until what follows from it is stored.
    turn: Arc<Mutex<()>>,
}

impl Posting {
    pub(crate) fn new(core: Shared, accounts: Accounts, drafts: Drafts, publishing: Publishing) -> Self {
        Self {
            core,
            accounts,
            drafts,
            publishing,
            questions: Arc::default(),
            turn: Arc::default(),
        }
    }

    /// Shows the page: asks TikTok afresh in the background and says so by `Change::Posting`.
    ///
    /// # Errors
    /// [`Code::Stale`] when the draft is gone, or when the database refuses.
    pub async fn open(&self, draft: &DraftId) -> Result<PostingPage, Problem> {
        let mut desk = self.desk(draft).await?;
        self.ask_for(&mut desk);
        Ok(self.show(&desk))
    }

    /// The page as it stands. Asks TikTok again when the last answer is no longer fresh.
    ///
    /// # Errors
    /// [`Code::Stale`] when the draft is gone, or when the database refuses.
    pub async fn page(&self, draft: &DraftId) -> Result<PostingPage, Problem> {
        let mut desk = self.desk(draft).await?;
        if desk.standing == Standing::Unasked {
            self.ask_for(&mut desk);
        }
        Ok(self.show(&desk))
    }

    /// Applies one choice, saves it, and returns the page. A choice the page does not
    /// offer changes nothing.
    ///
    /// # Errors
    /// [`Code::Invalid`] for an absurdly long caption, [`Code::Stale`] when the draft
    /// or the chosen account is gone, or when the database refuses.
    pub async fn choose(&self, draft: &DraftId, choice: Choice) -> Result<PostingPage, Problem> {
        self.check_length(&choice)?;
        {
            let _turn = self.turn.lock().await;
            self.save(draft, choice).await?;
        }
        self.page(draft).await
    }

    /// The creator pressed the button under what `revision` shows. That is the consent:
    /// it holds for exactly what was shown, and once.
    ///
    /// # Errors
    /// [`Code::Stale`] when the page shows something else by now or is not ready,
    /// [`Code::File`] when the video is another one, or when the database refuses.
    pub async fn publish(&self, draft: &DraftId, revision: &str) -> Result<PostId, Problem> {
        self.renew(draft).await?;
        let _turn = self.turn.lock().await;
        let desk = self.desk(draft).await?;
        let agreed = match self.consent(&desk, revision).await {
            Ok(agreed) => agreed,
            Err(problem) => {
                self.tell(draft);
                return Err(problem);
            }
        };
        let post = self.publishing.start(agreed, desk.draft.frame.clone()).await;
        self.tell(draft);
        post
    }

    /// What the creator agrees to by pressing the button now.
    async fn consent(&self, desk: &Desk, revision: &str) -> Result<Agreed, Problem> {
        let page = self.show(desk);
        if page.revision != revision {
            return Err(self.problem(Code::Stale, "posting-stale"));
        }
        let shown = desk.info().filter(|_| desk.is_direct());
        let (true, Some(account), true) = (
            shown.is_some() || !desk.is_direct(),
            &desk.account,
            page.publish.allowed,
        ) else {
            return Err(self.problem(Code::Stale, "posting-not-ready"));
        };
        if !is_same_file(&desk.draft).await {
            return Err(self.problem(Code::File, "posting-file-changed"));
        }
        Ok(Agreed {
            draft: desk.draft.id.clone(),
            account: account.id.clone(),
            title: page.title,
            choices: settle(&desk.draft.choices, shown),
            path: desk.draft.path.clone(),
            fingerprint: desk.draft.fingerprint.clone(),
            container: desk.draft.facts.container,
            revision: page.revision,
            terms: shown.map(Terms::from),
            duration_ms: desk.draft.facts.duration_ms,
        })
    }

    async fn save(&self, id: &DraftId, choice: Choice) -> Result<(), Problem> {
        let desk = self.desk(id).await?;
        let draft = &desk.draft;
        if let Choice::Account { id: chosen } = &choice {
            if desk.accounts.iter().any(|badge| badge.id == *chosen) {
                let choices = apply(&draft.choices, &choice, None);
                return self.drafts.save_choices(id, &choices, Some(chosen)).await;
            }
            if desk.account_id() != Some(chosen) {
                return Err(self.problem(Code::Stale, "posting-account-gone"));
            }
            return self.drafts.save_choices(id, &draft.choices, Some(chosen)).await;
        }
        let account = desk.account_id();
        // What the creator looked at, even when it grew old meanwhile; the next
        // answer takes back what is no longer offered.
        let info = account.and_then(|account| self.questions.last_answer(id, account));
        let choice = cover::within(choice, &draft.facts);
        let choices = apply(&draft.choices, &choice, info.as_ref());
        self.drafts.save_choices(id, &choices, account).await
    }

    fn check_length(&self, choice: &Choice) -> Result<(), Problem> {
        match choice {
            Choice::Caption { text } | Choice::PhotoTitle { text }
                if text.encode_utf16().count() > LONGEST_CAPTION =>
            {
                Err(self.problem(Code::Invalid, "posting-caption-too-long"))
            }
            _ => Ok(()),
        }
    }

    // ---- asking TikTok ----

    /// Asks in the background. The answer may be here at once; whoever shows the page
    /// must not say "asking" after it was told that there is one.
    fn ask_for(&self, desk: &mut Desk) {
        let (draft, now) = (&desk.draft.id, self.core.now());
        let Some(account) = desk.account_id().filter(|_| desk.is_direct()) else {
            return;
        };
        if let Some(number) = self.questions.begin(draft, account, now) {
            let (posting, draft, account) = (self.clone(), draft.clone(), account.clone());
            tokio::spawn(async move {
                posting.ask(&draft, &account, number).await;
                posting.tell(&draft);
            });
        }
        desk.standing = self.questions.standing(draft, account, now);
    }

    /// Asks at once when the answer under the button has grown too old; the press
    /// still counts when TikTok says the same again.
    async fn renew(&self, draft: &DraftId) -> Result<(), Problem> {
        let desk = self.desk(draft).await?;
        let is_due = desk.is_direct() && desk.standing == Standing::Unasked;
        let Some(account) = desk.account_id().filter(|_| is_due) else {
            return Ok(());
        };
        if let Some(number) = self.questions.begin(draft, account, self.core.now()) {
            self.ask(draft, account, number).await;
        }
        Ok(())
    }

    async fn ask(&self, draft: &DraftId, account: &AccountId, number: u64) {
        let answer = self.creator_info(draft, account).await;
        if let Ok(info) = &answer {
            let avatar = info.avatar_url.as_deref();
            self.accounts
                .note_profile(account, &info.nickname, &info.username, avatar)
                .await;
        }
        let info = answer.as_ref().ok().cloned();
        let is_current = self.questions.answered(draft, number, answer, self.core.now());
        if let Some(info) = info.filter(|_| is_current) {
            self.take_back(draft, account, &info).await;
        }
    }

    /// TikTok's answer; where its minute is used up, when to ask again.
    async fn creator_info(&self, draft: &DraftId, account: &AccountId) -> Result<CreatorInfo, Problem> {
        if let Err(until) = self.publishing.may_ask_creator_info(account) {
            return Err(Problem {
                retry_at: Some(until),
                ..self.problem(Code::Wait, "problem-too-fast")
            });
        }
        let asked = self
            .accounts
            .call_for(account, &Errand::for_draft(draft), |session| async move {
                session.client.creator_info(&session.token).await
            })
            .await;
        let refused = match asked.as_ref().err().and_then(used_up) {
            Some(mode) => Some(self.core.note_used_up(account, mode).await),
            None => None,
        };
        asked.map_err(|error| {
            let problem = error.into_problem(&self.core.words, self.core.now());
            Problem {
                retry_at: refused.map(|refused| refused.free_at).or(problem.retry_at),
                ..problem
            }
        })
    }

    /// Stores that TikTok no longer offers something, so that it is not chosen again by itself.
    async fn take_back(&self, id: &DraftId, account: &AccountId, info: &CreatorInfo) {
        let _turn = self.turn.lock().await;
        let Ok(draft) = self.drafts.read(id).await else {
            return;
        };
        let settled = settle(&draft.choices, Some(info));
        if draft.account.as_ref() != Some(account) || settled == draft.choices {
            return;
        }
        if let Err(problem) = self.drafts.save_choices(id, &settled, Some(account)).await {
            tracing::warn!(%problem, "choices that are no longer offered stay stored");
        }
    }

    fn tell(&self, draft: &DraftId) {
        self.core.tell(Change::Posting { draft: draft.clone() });
    }

    fn problem(&self, code: Code, key: &str) -> Problem {
        Problem::new(&self.core.words, code, key)
    }
}

/// The whole fingerprint, both ends read.
async fn is_same_file(draft: &Draft) -> bool {
    let (path, before) = (draft.path.clone(), draft.fingerprint.clone());
    let compared = tokio::task::spawn_blocking(move || {
        let now = File::open(path).and_then(|file| Fingerprint::of(&file));
        now.is_ok_and(|now| now == before)
    });
    compared.await.unwrap_or(false)
}
