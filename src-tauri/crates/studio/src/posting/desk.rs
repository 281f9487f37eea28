//! A draft with everything its page is made from, read afresh each time.

use tiktok::{CreatorInfo, Scope};

use super::Posting;
use super::questions::Standing;
use crate::drafts::Draft;
use crate::ids::{AccountId, DraftId, PostId};
use crate::labels::LocalClock;
use crate::media::Media;
use crate::posting_page::{InboxFacts, Input, Terms, apply, page};
use crate::problem::{Code, Problem};
use crate::publishing::fit::Pace;
use crate::publishing::quotas::Sent;
use crate::view::*;

/// A draft with everything its page is made from.
pub(super) struct Desk {
    pub draft: Draft,
    pub file: FileView,
    pub file_problem: Option<String>,
    pub account: Option<AccountBadge>,
    pub accounts: Vec<AccountBadge>,
    pub standing: Standing,
    /// TikTok's answer before the one in `standing`: what the creator looked at until then.
    pub before: Option<CreatorInfo>,
    pub open_post: Option<PostId>,
    pub inbox: InboxFacts,
    pub pace: Option<Pace>,
    pub sent: Sent,
}

impl Desk {
    pub fn account_id(&self) -> Option<&AccountId> {
        self.account.as_ref().map(|badge| &badge.id)
    }

    /// Whether TikTok has to say what this creator may post (R§7); the inbox does not need it.
    pub fn is_direct(&self) -> bool {
        self.draft.choices.mode == Mode::Direct
    }

    /// `creator_info` while it is fresh.
    pub fn info(&self) -> Option<&CreatorInfo> {
        match &self.standing {
            Standing::Fresh(_, info) => Some(info),
            _ => None,
        }
    }
}

impl Posting {
    pub(super) async fn desk(&self, id: &DraftId) -> Result<Desk, Problem> {
        let mut draft = self.drafts.read(id).await?;
        let (account, accounts, is_granted) = self.whom(&mut draft).await?;
        let (standing, open_post) = match &account {
            None => (Standing::Unasked, None),
            Some(badge) => (
                self.questions.standing(id, &badge.id, self.core.now()),
                self.publishing.open_post(id, &badge.id).await?,
            ),
        };
        let before = account
            .as_ref()
            .and_then(|badge| self.questions.answer_before(id, &badge.id));
        let inbox = match &account {
            None => InboxFacts::default(),
            Some(badge) => InboxFacts {
                is_granted,
                taken: self.publishing.places_taken(&badge.id).await?,
                is_unaudited: self.is_unaudited(badge).await?,
            },
        };
        let pace = match &account {
            None => None,
            Some(badge) => self.publishing.pace(badge.kind).await?,
        };
        let sent = match &account {
            None => Sent::default(),
            Some(badge) => self.core.sent(&badge.id, draft.choices.mode).await,
        };
        let drafts = self.drafts.clone();
        let look = move || (drafts.file_view(&draft), drafts.file_problem(&draft), draft);
        let looked = tokio::task::spawn_blocking(look).await;
        let (file, file_problem, draft) = looked.map_err(|error| {
            tracing::error!(%error, "looking at a file");
            self.problem(Code::Internal, "accounts-internal")
        })?;
        Ok(Desk {
            draft,
            file,
            file_problem,
            account,
            accounts,
            standing,
            before,
            open_post,
            inbox,
            pace,
            sent,
        })
    }

    /// Whom the draft goes to, and the other accounts. When its own account is gone it
    /// is the active one, and what depended on the creator is chosen anew. With it, whether
    /// the account may send to its inbox.
    async fn whom(
        &self,
        draft: &mut Draft,
    ) -> Result<(Option<AccountBadge>, Vec<AccountBadge>, bool), Problem> {
        let views = self.accounts.list().await?;
        let granted: Vec<bool> = views.iter().map(may_send_to_inbox).collect();
        let mut badges: Vec<AccountBadge> = views.into_iter().map(|view| view.badge).collect();
        let active = self.accounts.active().await?;
        let place = |id: &Option<AccountId>| badges.iter().position(|badge| Some(&badge.id) == id.as_ref());
        let Some(place) = place(&draft.account).or_else(|| place(&active)) else {
            return Ok((None, badges, false));
        };
        let account = badges.remove(place);
        if draft.account.as_ref().is_some_and(|own| *own != account.id) {
            let changed = Choice::Account {
                id: account.id.clone(),
            };
            draft.choices = apply(&draft.choices, &changed, None);
        }
        Ok((Some(account), badges, granted[place]))
    }

    /// Whether a direct post may be refused for want of TikTok's audit. What TikTok has shown
    /// counts more than what the creator says of an app.
    async fn is_unaudited(&self, badge: &AccountBadge) -> Result<bool, Problem> {
        match self.core.audit_seen(&badge.id).await {
            Some(passed) => Ok(!passed),
            None if badge.kind == AccountKind::Practice => Ok(false),
            None => Ok(!self.accounts.tiktok_app().await?.audited),
        }
    }

    pub(super) fn show(&self, desk: &Desk) -> PostingPage {
        let fingerprint = &desk.draft.fingerprint;
        let input = Input {
            draft: desk.draft.id.clone(),
            file: desk.file.clone(),
            media: Media::Video(&desk.draft.facts),
            fingerprint: format!(
                "{}/{}/{}",
                fingerprint.size, fingerprint.modified_ns, fingerprint.ends
            ),
            file_problem: desk.file_problem.clone(),
            choices: &desk.draft.choices,
            account: desk.account.clone(),
            accounts: desk.accounts.clone(),
            creator: self.creator(desk),
            creator_info: desk.info(),
            inbox: desk.inbox,
            open_post: desk.open_post.clone(),
            pace: desk.pace,
            sent: desk.sent.clone(),
            clock: self.clock(),
        };
        page(&input, &self.core.words)
    }

    fn clock(&self) -> LocalClock {
        LocalClock {
            offset_s: self.core.config.utc_offset_s,
            now: self.core.now(),
        }
    }

    fn creator(&self, desk: &Desk) -> CreatorView {
        match &desk.standing {
            _ if desk.account.is_none() => CreatorView::NoAccount,
            _ if !desk.is_direct() => CreatorView::NotAsked {
                note: self.core.words.say("posting-inbox-not-asked"),
            },
            Standing::Unasked | Standing::Asking => CreatorView::Asking,
            Standing::Fresh(at, info) => {
                let time = self.clock().seconds(*at);
                let note = self
                    .core
                    .words
                    .say_with("posting-creator-fresh", &[("time", &time)]);
                let before = desk.before.as_ref().map(Terms::from);
                let changed = before.map(|before| before.changes(&Terms::from(&**info), &self.core.words));
                CreatorView::Fresh {
                    at: *at,
                    note,
                    changed: changed.unwrap_or_default(),
                }
            }
            Standing::Refused(problem) => CreatorView::Unavailable {
                message: problem.message.clone(),
                remedy: problem.remedy.clone(),
                retry_at: problem.retry_at,
                reached: problem.code != Code::Offline,
            },
        }
    }
}

fn may_send_to_inbox(account: &AccountView) -> bool {
    account
        .permissions
        .iter()
        .any(|permission| permission.granted && permission.scope == Scope::VideoUpload.as_str())
}
