//! What TikTok said about the creators of the posting pages that are shown.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tiktok::CreatorInfo;

use crate::ids::{AccountId, DraftId};
use crate::problem::Problem;

/// How long an answer counts as fresh, in milliseconds. Each showing of a page asks
/// anew (R§7); a page left open asks again after this.
pub(super) const FRESH_MS: i64 = 5 * 60_000;
/// A question younger than this is waited for when the page is shown again.
const PATIENCE_MS: i64 = 10_000;
/// Most pages remembered; more than anyone has open.
const PAGES: usize = 32;

/// What TikTok said about whom, by draft.
#[derive(Default)]
pub(super) struct Questions(Mutex<Pages>);

#[derive(Default)]
struct Pages {
    by_draft: HashMap<DraftId, Question>,
    /// Tells a question from an earlier one whose answer may still come.
    last: u64,
}

struct Question {
    account: AccountId,
    number: u64,
    asked_at: i64,
    /// With the time of the answer.
    answer: Option<(i64, Result<CreatorInfo, Problem>)>,
    /// The last answer to an earlier question about the same account.
    before: Option<CreatorInfo>,
}

impl Question {
    /// The last thing TikTok allowed, whether it answered this question or an earlier one.
    fn last_answer(&self) -> Option<&CreatorInfo> {
        match &self.answer {
            Some((_, Ok(info))) => Some(info),
            _ => self.before.as_ref(),
        }
    }
}

/// How a page's question stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Standing {
    /// TikTok was not asked, or too long ago.
    Unasked,
    /// TikTok is being asked.
    Asking,
    /// TikTok answered at this time (UTC milliseconds).
    Fresh(i64, Box<CreatorInfo>),
    /// TikTok refused, or could not be asked.
    Refused(Problem),
}

impl Questions {
    /// How the question of a page stands at `now`.
    pub fn standing(&self, draft: &DraftId, account: &AccountId, now: i64) -> Standing {
        let pages = self.pages();
        let question = pages.question(draft, account);
        match question.map(|question| &question.answer) {
            None => Standing::Unasked,
            Some(None) => Standing::Asking,
            // A clock set back makes no answer fresh.
            Some(Some((at, Ok(_)))) if !(0..FRESH_MS).contains(&(now - at)) => Standing::Unasked,
            Some(Some((at, Ok(info)))) => Standing::Fresh(*at, Box::new(info.clone())),
            Some(Some((_, Err(problem)))) if problem.retry_at.is_some_and(|at| at <= now) => {
                Standing::Unasked
            }
            Some(Some((_, Err(problem)))) => Standing::Refused(problem.clone()),
        }
    }

    /// The last answer, however old: what the creator is looking at.
    pub fn last_answer(&self, draft: &DraftId, account: &AccountId) -> Option<CreatorInfo> {
        let pages = self.pages();
        let (_, answer) = pages.question(draft, account)?.answer.as_ref()?;
        answer.as_ref().ok().cloned()
    }

    /// What TikTok answered before the question that stands now.
    pub fn answer_before(&self, draft: &DraftId, account: &AccountId) -> Option<CreatorInfo> {
        let pages = self.pages();
        pages.question(draft, account)?.before.clone()
    }

    /// Begins a question and returns its number, unless one for the same account has
    /// just begun.
    pub fn begin(&self, draft: &DraftId, account: &AccountId, now: i64) -> Option<u64> {
        let mut pages = self.pages();
        let earlier = pages.question(draft, account);
        let under_way = earlier.is_some_and(|question| {
            question.answer.is_none() && (0..PATIENCE_MS).contains(&(now - question.asked_at))
        });
        if under_way {
            return None;
        }
        let before = earlier.and_then(Question::last_answer).cloned();
        pages.last += 1;
        let question = Question {
            account: account.clone(),
            number: pages.last,
            asked_at: now,
            answer: None,
            before,
        };
        pages.by_draft.insert(draft.clone(), question);
        pages.forget_oldest();
        Some(pages.last)
    }

    /// Takes an answer; false when another question has taken its place.
    pub fn answered(
        &self,
        draft: &DraftId,
        number: u64,
        answer: Result<CreatorInfo, Problem>,
        now: i64,
    ) -> bool {
        let mut pages = self.pages();
        let question = pages
            .by_draft
            .get_mut(draft)
            .filter(|question| question.number == number);
        let Some(question) = question else { return false };
        question.answer = Some((now, answer));
        true
    }

    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pages {
    /// The last question about `account` on the page of `draft`.
    fn question(&self, draft: &DraftId, account: &AccountId) -> Option<&Question> {
        let question = self.by_draft.get(draft);
        question.filter(|question| question.account == *account)
    }

    fn forget_oldest(&mut self) {
        if self.by_draft.len() <= PAGES {
            return;
        }
        let oldest = self.by_draft.iter().min_by_key(|(_, question)| question.number);
        if let Some(draft) = oldest.map(|(draft, _)| draft.clone()) {
            self.by_draft.remove(&draft);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Code;

    fn info() -> CreatorInfo {
        CreatorInfo {
            avatar_url: None,
            username: "mara".into(),
            nickname: "Mara".into(),
            privacy_level_options: vec![],
            comment_disabled: false,
            duet_disabled: false,
            stitch_disabled: false,
            max_video_post_duration_sec: 600,
        }
    }

    fn problem(retry_at: Option<i64>) -> Problem {
        Problem {
            code: Code::Wait,
            message: "no".into(),
            remedy: "later".into(),
            retry_at,
            log_id: None,
        }
    }

    fn ids() -> (DraftId, AccountId) {
        (DraftId::from_text("d"), AccountId::from_text("a"))
    }

    #[test]
    fn an_answer_is_fresh_for_five_minutes_and_for_its_own_account_only() {
        let (questions, (draft, account)) = (Questions::default(), ids());
        assert_eq!(questions.standing(&draft, &account, 0), Standing::Unasked);
        let number = questions.begin(&draft, &account, 0).unwrap();
        assert_eq!(questions.standing(&draft, &account, 0), Standing::Asking);
        assert!(questions.answered(&draft, number, Ok(info()), 1_000));
        let fresh = Standing::Fresh(1_000, Box::new(info()));
        assert_eq!(questions.standing(&draft, &account, 1_000), fresh);
        assert_eq!(questions.standing(&draft, &account, FRESH_MS + 999), fresh);
        assert_eq!(
            questions.standing(&draft, &account, FRESH_MS + 1_000),
            Standing::Unasked
        );
        assert_eq!(questions.standing(&draft, &account, 999), Standing::Unasked);
        let other = AccountId::from_text("b");
        assert_eq!(questions.standing(&draft, &other, 1_000), Standing::Unasked);
        assert_eq!(questions.last_answer(&draft, &account), Some(info()));
        assert_eq!(questions.last_answer(&draft, &other), None);
    }

    #[test]
    fn a_question_just_begun_is_not_asked_twice_but_a_hanging_one_is() {
        let (questions, (draft, account)) = (Questions::default(), ids());
        let first = questions.begin(&draft, &account, 0).unwrap();
        assert_eq!(questions.begin(&draft, &account, PATIENCE_MS - 1), None);
        let second = questions.begin(&draft, &account, PATIENCE_MS).unwrap();
        assert!(!questions.answered(&draft, first, Ok(info()), PATIENCE_MS));
        assert_eq!(
            questions.standing(&draft, &account, PATIENCE_MS),
            Standing::Asking
        );
        assert!(questions.answered(&draft, second, Ok(info()), PATIENCE_MS));
        assert!(questions.begin(&draft, &account, PATIENCE_MS).is_some());
    }

    #[test]
    fn a_refusal_stands_until_its_time_is_over() {
        let (questions, (draft, account)) = (Questions::default(), ids());
        let number = questions.begin(&draft, &account, 0).unwrap();
        questions.answered(&draft, number, Err(problem(Some(500))), 0);
        let refused = Standing::Refused(problem(Some(500)));
        assert_eq!(questions.standing(&draft, &account, 499), refused);
        assert_eq!(questions.standing(&draft, &account, 500), Standing::Unasked);
        let number = questions.begin(&draft, &account, 500).unwrap();
        questions.answered(&draft, number, Err(problem(None)), 500);
        assert_eq!(
            questions.standing(&draft, &account, i64::MAX),
            Standing::Refused(problem(None))
        );
    }

    #[test]
    fn only_so_many_pages_are_remembered() {
        let (questions, (_, account)) = (Questions::default(), ids());
        for page in 0..=PAGES {
            questions.begin(&DraftId::from_text(page.to_string()), &account, 0);
        }
        let standing = |page: usize| questions.standing(&DraftId::from_text(page.to_string()), &account, 0);
        assert_eq!(standing(0), Standing::Unasked);
        assert_eq!(standing(1), Standing::Asking);
        assert_eq!(standing(PAGES), Standing::Asking);
    }
}
