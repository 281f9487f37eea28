//! The posting page's rules (R§13.3) as pure functions.
//!
//! [`page`] makes everything the window shows from the draft, the video's facts,
//! TikTok's `creator_info` and the choices; [`apply`] says what follows from a
//! choice; [`video_post`] and [`photo_post`] are what goes to TikTok. None of them does
//! input or output, so every rule and every order of clicks is an ordinary test. What is not known
//! for certain stops the post.

mod caption;
mod choices;
mod controls;
pub(crate) mod cover;
mod hour;
mod inbox;
mod photos;
pub mod prescribed;
mod quota;
pub(crate) mod speech;
mod terms;
mod todo;

use sha2::{Digest, Sha256};
use tiktok::CreatorInfo;

pub(crate) use caption::{LIMIT as CAPTION_LIMIT, hashtags, title};
pub(crate) use choices::settle;
pub use choices::{Choices, apply, video_post};
pub(crate) use controls::privacy_label;
pub use photos::photo_post;
pub use terms::Terms;

use crate::ids::{DraftId, PostId};
use crate::labels::LocalClock;
use crate::media::Media;
use crate::media::preflight::{self, Longest};
use crate::preview;
use crate::publishing::fit::Pace;
use crate::publishing::quotas::Sent;
use crate::view::*;
use crate::words::Words;
use speech::Speech;

/// Everything the page is made from.
pub struct Input<'a> {
    /// Which draft.
    pub draft: DraftId,
    /// The file as shown.
    pub file: FileView,
    /// What is posted, as its files say.
    pub media: Media<'a>,
    /// Identity of the content of the file or files; part of the revision.
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
    /// At which pace uploads go, as far as known.
    pub(crate) pace: Option<Pace>,
    /// What of the account's quota for this way is used, as far as known.
    pub(crate) sent: Sent,
    /// The creator's clock, for what is told of a quota; never part of the consent.
    pub(crate) clock: LocalClock,
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
    let words = &Speech::of(&input.media, words);
    let account = input.account.clone().map(|badge| named(badge, info));
    let findings = findings(input, info, words);
    let caption = caption::control(&choices.caption, input.media, words);
    let photos = photos::controls(&choices, input.media, words);
    let todo = todo::list(&todo::Known {
        input,
        choices: &choices,
        info,
        findings: &findings,
        caption: &caption,
        photos: photos.as_ref(),
        words: *words,
    });
    let title = page_title(input, &choices);
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
            controls::interactions(&choices, input.media, info, words)
        } else {
            Vec::new()
        },
        disclosure: direct.then(|| controls::disclosure(&choices, words)),
        // The inbox takes the label of photos only (R§8.2, R§8.3).
        ai: (direct || photos.is_some()).then(|| controls::ai(&choices, words)),
        cover_ms: choices.cover_ms.filter(|_| direct && photos.is_none()),
        preview: preview::view(&choices, input.media, words.words),
        photos,
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
        quota: quota::note(&choices, input, words.words),
        findings,
        caption,
        open_post: input.open_post.clone(),
    };
    page.revision = revision(&page, input, &choices, info);
    page
}

fn file_line(title: &str, file: &FileView, words: &Speech<'_>) -> String {
    if title == file.name {
        return file.label.clone();
    }
    let args = [("name", file.name.as_str()), ("label", file.label.as_str())];
    words.say_with("posting-file-line", &args)
}

/// First words of what is written, else the file's name.
fn page_title(input: &Input<'_>, choices: &Choices) -> String {
    match input.media {
        Media::Video(_) => title(&choices.caption, &input.file.name),
        Media::Photos(_) => title(&photos::words_of(choices), &input.file.name),
    }
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

/// What stands against the video or the photos. Facts of a file that is gone say nothing
/// any more.
fn findings(input: &Input<'_>, info: Option<&CreatorInfo>, words: &Speech<'_>) -> Vec<Finding> {
    match (&input.file_problem, input.media) {
        (Some(problem), _) => vec![Finding {
            check: "file".to_owned(),
            severity: Severity::Bad,
            fact: problem.clone(),
            remedy: words.say("posting-file-remedy"),
        }],
        (None, Media::Video(facts)) => {
            let mut findings = preflight::check(facts, longest(input.choices.mode, info), words.words);
            findings.extend(hour::finding(facts.size, input.pace, words.words));
            findings.sort_by_key(|finding| finding.severity);
            findings
        }
        (None, Media::Photos(photos)) => preflight::photos::check(photos, words.words),
    }
}

fn longest(mode: Mode, info: Option<&CreatorInfo>) -> Longest {
    match (mode, info) {
        (Mode::Inbox, _) => Longest::OfInbox,
        (Mode::Direct, Some(info)) => Longest::OfCreator(info.max_video_post_duration_sec),
        (Mode::Direct, None) => Longest::Unknown,
    }
}

/// None for a video.
fn photo_count(media: Media<'_>) -> Option<usize> {
    match media {
        Media::Video(_) => None,
        Media::Photos(photos) => Some(photos.len()),
    }
}

/// Identifies everything that is shown and would be sent; whoever presses the button
/// agrees to exactly this. Left out is what changes without meaning: clock times, how long
/// the upload may take, what is guessed of a quota, and the addresses of pictures and of the video.
fn revision(page: &PostingPage, input: &Input<'_>, choices: &Choices, info: Option<&CreatorInfo>) -> String {
    let account = page
        .account
        .as_ref()
        .map(|badge| (&badge.id, badge.kind, &badge.nickname, &badge.handle));
    let findings: Vec<_> = page
        .findings
        .iter()
        .filter(|one| one.check != hour::CHECK)
        .collect();
    let everything = serde_json::json!([
        [page.draft, account, info.map(Terms::from)],
        [
            input.fingerprint,
            page.file.name,
            findings,
            photo_count(input.media)
        ],
        [choices, page.privacy, page.interactions, page.disclosure, page.ai],
        [page.inbox],
        [
            page.title,
            page.caption.counter,
            page.caption.problem,
            page.photos
        ],
        [page.declaration, page.processing_notice],
        [page.todo, page.publish, page.open_post],
    ]);
    let digest = Sha256::digest(everything.to_string());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
