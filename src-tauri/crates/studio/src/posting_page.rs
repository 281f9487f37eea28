//! The posting page's rules (R§13.3) as one pure function.
//!
//! `page` makes everything the window shows from the draft, the video's facts, TikTok's
//! `creator_info` and the choices; `apply` says what follows from a choice. Neither does
//! input or output, so every rule and every order of clicks is an ordinary test. When
//! something is not known for certain, nothing may be published.

mod caption;
mod choices;
mod controls;
pub mod prescribed;
mod todo;

use sha2::{Digest, Sha256};
use tiktok::CreatorInfo;

pub use choices::{Choices, apply, still_offered, video_post};

use crate::ids::{DraftId, PostId};
use crate::media::{Facts, preflight};
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
    /// What the window is told about `creator_info`.
    pub creator: CreatorView,
    /// `creator_info`, only while it is fresh.
    pub creator_info: Option<&'a CreatorInfo>,
    /// A post of this draft to this account that is still open.
    pub open_post: Option<PostId>,
}

/// Makes the page.
pub fn page(input: &Input<'_>, words: &Words) -> PostingPage {
    let info = input.creator_info.filter(|_| input.account.is_some());
    let choices = info.map_or_else(|| input.choices.clone(), |info| still_offered(input.choices, info));
    let account = input.account.clone().map(|badge| named(badge, info));
    let findings = findings(input, info, words);
    let caption = caption::control(&choices.caption, words);
    let branded = choices.disclosure && choices.branded_content;
    let open = todo::list(&todo::Known { input, choices: &choices, findings: &findings, caption: &caption }, words);
    PostingPage {
        draft: input.draft.clone(),
        revision: revision(input, &choices, info),
        title: title(&choices.caption, &input.file.name),
        file: input.file.clone(),
        privacy: controls::privacy(&choices, input.choices, info, words),
        interactions: controls::interactions(&choices, info, words),
        disclosure: controls::disclosure(&choices, words),
        ai: controls::ai(&choices, words),
        cover_ms: choices.cover_ms,
        declaration: prescribed::declaration(branded),
        processing_notice: words.say("posting-processing-notice"),
        todo_heading: todo::heading(&open, words),
        publish: controls::publish(&choices, account.as_ref(), &open, words),
        todo: open,
        account,
        accounts: input.accounts.clone(),
        creator: input.creator.clone(),
        findings,
        caption,
        open_post: input.open_post.clone(),
    }
}

/// The title of a draft: the first words of its caption, else the file's name.
pub fn title(caption: &str, file_name: &str) -> String {
    const LONGEST: usize = 60;
    let line = caption.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or(file_name);
    if line.chars().count() <= LONGEST {
        return line.to_owned();
    }
    let start: String = line.chars().take(LONGEST).collect();
    let end = start.rfind(char::is_whitespace).unwrap_or(start.len());
    format!("{}…", start[..end].trim_end())
}

/// The account under the name TikTok gives it now (rule 1).
fn named(badge: AccountBadge, info: Option<&CreatorInfo>) -> AccountBadge {
    match info {
        Some(info) => AccountBadge { nickname: info.nickname.clone(), handle: info.username.clone(), ..badge },
        None => badge,
    }
}

fn findings(input: &Input<'_>, info: Option<&CreatorInfo>, words: &Words) -> Vec<Finding> {
    let gone = input.file_problem.as_ref().map(|problem| Finding {
        check: "file".to_owned(),
        severity: Severity::Bad,
        fact: problem.clone(),
        remedy: words.say("posting-file-remedy"),
    });
    let longest = info.map(|info| info.max_video_post_duration_sec);
    gone.into_iter().chain(preflight::check(input.facts, longest, words)).collect()
}

/// Identifies everything that is shown and would be sent. Whoever presses the button
/// agrees to exactly this.
fn revision(input: &Input<'_>, choices: &Choices, info: Option<&CreatorInfo>) -> String {
    let account = input.account.as_ref().map_or("", |badge| badge.id.as_str());
    hash(&[
        input.draft.as_str(),
        account,
        &input.fingerprint,
        &serde_json::to_string(choices).unwrap_or_default(),
        &info.map(creator_info_hash).unwrap_or_default(),
    ])
}

/// SHA-256 over parts whose borders cannot be mistaken.
fn hash(parts: &[&str]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part.as_bytes());
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
