//! A draft in the grid.

use super::FileState;
use crate::labels::LocalClock;
use crate::media::preflight::{self, Longest};
use crate::posting_page::{Choices, title};
use crate::store::drafts::ListedDraft;
use crate::view::{AccountBadge, DraftCard, DraftCondition, Severity};
use crate::words::Words;

/// Makes the card.
pub(super) fn card(
    row: &ListedDraft,
    file: FileState,
    account: Option<AccountBadge>,
    thumbnail: Option<String>,
    clock: LocalClock,
    words: &Words,
) -> DraftCard {
    let draft = &row.draft;
    let (condition, note) = condition(row, file, clock, words);
    DraftCard {
        id: draft.id.clone(),
        title: title(&draft.choices.caption, &draft.file_name),
        file_name: draft.file_name.clone(),
        thumbnail,
        duration_ms: i64::try_from(draft.facts.duration_ms).ok(),
        account,
        condition,
        condition_label: words.say(label(condition)),
        note,
        edited_at: draft.edited_at,
    }
}

/// Where the draft stands, and one line about it. What happens at TikTok comes first:
/// a posted video may well be gone from the disk.
fn condition(
    row: &ListedDraft,
    file: FileState,
    clock: LocalClock,
    words: &Words,
) -> (DraftCondition, String) {
    let draft = &row.draft;
    if row.has_open_post {
        return (DraftCondition::OnTheWay, words.say("drafts-note-on-the-way"));
    }
    if let Some(at) = row.posted_at {
        let note = words.say_with("drafts-note-posted", &[("time", &clock.minutes(at))]);
        return (DraftCondition::Posted, note);
    }
    match file {
        FileState::There => {}
        FileState::Changed => return (DraftCondition::VideoMoved, words.say("drafts-file-changed")),
        FileState::Gone => return (DraftCondition::VideoMoved, last_seen(row, words)),
    }
    let findings = preflight::check(&draft.facts, Longest::Unknown, words);
    if let Some(bad) = findings
        .into_iter()
        .find(|finding| finding.severity == Severity::Bad)
    {
        return (DraftCondition::DoesNotFit, bad.fact);
    }
    let (condition, key) = match draft.choices == Choices::default() {
        true => (DraftCondition::New, "drafts-note-added"),
        false => (DraftCondition::InWork, "drafts-note-edited"),
    };
    (
        condition,
        words.say_with(key, &[("time", &clock.minutes(draft.edited_at))]),
    )
}

/// The name of the folder is enough to know where to look; whole paths stay here.
fn last_seen(row: &ListedDraft, words: &Words) -> String {
    let folder = row.draft.path.parent().and_then(|folder| folder.file_name());
    match folder.and_then(|name| name.to_str()) {
        Some(name) => words.say_with("drafts-note-last-seen", &[("folder", name)]),
        None => words.say("drafts-file-gone"),
    }
}

fn label(condition: DraftCondition) -> &'static str {
    match condition {
        DraftCondition::New => "drafts-condition-new",
        DraftCondition::InWork => "drafts-condition-in-work",
        DraftCondition::OnTheWay => "drafts-condition-on-the-way",
        DraftCondition::Posted => "drafts-condition-posted",
        DraftCondition::DoesNotFit => "drafts-condition-does-not-fit",
        DraftCondition::VideoMoved => "drafts-condition-video-moved",
    }
}
