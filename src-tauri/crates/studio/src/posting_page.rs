//! The posting page's rules (R§13.3) as pure functions.
//!
//! [`page`] makes everything the window shows from the draft, the video's facts,
//! TikTok's `creator_info` and the choices; [`apply`] says what follows from a
//! choice; [`video_post`] is what goes to TikTok. None of them does input or output,
//! so every rule and every order of clicks is an ordinary test. What is not known
//! for certain stops the post.

mod caption;
mod choices;
mod controls;
pub(crate) mod cover;
pub(crate) mod inbox;
pub mod prescribed;
mod todo;

use sha2::{Digest, Sha256};
use tiktok::CreatorInfo;

pub(crate) use caption::title;
pub(crate) use choices::settle;
pub use choices::{Choices, apply, video_post};

use crate::ids::{DraftId, PostId};
use crate::media::Facts;
use crate::media::preflight::{self, Longest};
use crate::preview;
use crate::publishing::creator_info_hash;
use crate::view::*;
use crate::words::Words;

/// Everything the page is made from.
pub struct Input<'a> {
    /// Which draft.
    pub draft: DraftId,
    /// The file as shown.
    pub file: FileView,
    /// What the container says.
    pub facts: &'a Facts,
    /// Identity of the file's content; part of the revision.
    pub fingerprint: String,
    /// A sentence when the file is gone or changed.
    pub file_problem: Option<String>,
    /// What the creator chose.
    pub choices: &'a Choices,
    /// Whom it goes to.
    pub account: Option<AccountBadge>,
    /// The other accounts.
    pub accounts: Vec<AccountBadge>,
    /// What is known of the way into its inbox.
    pub inbox: InboxFacts,
    /// What the window is told about `creator_info`.
    pub creator: CreatorView,
    /// `creator_info`; counts only together with an account and [`CreatorView::Fresh`].
    pub creator_info: Option<&'a CreatorInfo>,
    /// A post of this draft to this account that is still open.
    pub open_post: Option<PostId>,
}

/// What is known of an account's TikTok inbox without asking TikTok.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct InboxFacts {
    /// The creator granted `video.upload`.
    pub is_granted: bool,
    /// Unfinished drafts that this studio sent there within a day.
    pub taken: u32,
    /// Nothing shows that TikTok has audited the app: its direct posts may be refused (R§12.3).
    pub is_unaudited: bool,
}

/// Makes the page.
pub fn page(input: &Input<'_>, words: &Words) -> PostingPage {
    let is_fresh = input.account.is_some() && matches!(input.creator, CreatorView::Fresh { .. });
    let info = input.creator_info.filter(|_| is_fresh);
    let direct = input.choices.mode == Mode::Direct;
    let choices = settle(input.choices, info);
    let account = input.account.clone().map(|badge| named(badge, info));
    let findings = findings(input, info, words);
    let caption = caption::control(&choices.caption, words);
    let todo = todo::list(&todo::Known {
        input,
        choices: &choices,
        info,
        findings: &findings,
        caption: &caption,
        words,
    });
    let title = title(&choices.caption, &input.file.name);
    let mut page = PostingPage {
        draft: input.draft.clone(),
        revision: String::new(),
        file_line: file_line(&title, &input.file, words),
        title,
        file: input.file.clone(),
        mode: inbox::mode(&choices, input.inbox, info, words),
        inbox: inbox::notes(&choices, input.inbox, words),
        privacy: direct.then(|| controls::privacy(&choices, info, words)),
        interactions: if direct {
            controls::interactions(&choices, info, words)
        } else {
            Vec::new()
        },
        disclosure: direct.then(|| controls::disclosure(&choices, words)),
        ai: direct.then(|| controls::ai(&choices, words)),
        cover_ms: choices.cover_ms.filter(|_| direct),
        preview: preview::view(&choices, input.facts, words),
        declaration: if direct {
            prescribed::declaration(choices.branded_content)
        } else {
            Vec::new()
        },
        processing_notice: words.say(inbox::notice(choices.mode)),
        todo_heading: todo::heading(&todo, words),
        publish: controls::publish(&choices, account.as_ref(), &todo, words),
        todo,
        account,
        accounts: input.accounts.clone(),
        creator: input.creator.clone(),
        findings,
        caption,
        open_post: input.open_post.clone(),
    };
    page.revision = revision(&page, input, &choices, info);
    page
}

fn file_line(title: &str, file: &FileView, words: &Words) -> String {
    if title == file.name {
        return file.label.clone();
    }
    let args = [("name", file.name.as_str()), ("label", file.label.as_str())];
    words.say_with("posting-file-line", &args)
}

/// The account under the name TikTok gives it now (rule 1).
fn named(badge: AccountBadge, info: Option<&CreatorInfo>) -> AccountBadge {
    match info {
        Some(info) => AccountBadge {
            nickname: info.nickname.clone(),
            handle: info.username.clone(),
            ..badge
        },
        None => badge,
    }
}

/// What stands against the video. Facts of a file that is gone say nothing any more.
fn findings(input: &Input<'_>, info: Option<&CreatorInfo>, words: &Words) -> Vec<Finding> {
    match &input.file_problem {
        Some(problem) => vec![Finding {
            check: "file".to_owned(),
            severity: Severity::Bad,
            fact: problem.clone(),
            remedy: words.say("posting-file-remedy"),
        }],
        None => preflight::check(input.facts, longest(input.choices.mode, info), words),
    }
}

fn longest(mode: Mode, info: Option<&CreatorInfo>) -> Longest {
    match (mode, info) {
        (Mode::Inbox, _) => Longest::OfInbox,
        (Mode::Direct, Some(info)) => Longest::OfCreator(info.max_video_post_duration_sec),
        (Mode::Direct, None) => Longest::Unknown,
    }
}

/// Identifies everything that is shown and would be sent; whoever presses the button
/// agrees to exactly this. Left out is what changes without meaning: clock times, and
/// the addresses of pictures and of the video.
fn revision(page: &PostingPage, input: &Input<'_>, choices: &Choices, info: Option<&CreatorInfo>) -> String {
    let account = page
        .account
        .as_ref()
        .map(|badge| (&badge.id, badge.kind, &badge.nickname, &badge.handle));
    let everything = serde_json::json!([
        [page.draft, account, info.map(creator_info_hash)],
        [input.fingerprint, page.file.name, page.findings],
        [choices, page.privacy, page.interactions, page.disclosure, page.ai],
        [page.inbox],
        [page.title, page.caption.counter, page.caption.problem],
        [page.declaration, page.processing_notice],
        [page.todo, page.publish, page.open_post],
    ]);
    let digest = Sha256::digest(everything.to_string());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
