//! Drafts: made from a file, written on, saved as one writes, binned with undo.

use std::path::{Path, PathBuf};

use crate::accounts::Accounts;
use crate::core::Shared;
use crate::ids::{AccountId, DraftId};
use crate::publishing::labels::LocalClock;
use crate::media::{self, Facts, Fingerprint, MediaError, Probed, preflight};
use crate::posting_page::{self, Choices};
use crate::problem::{Code, Problem};
use crate::store::drafts::DraftRow;
use crate::view::*;

/// Most files taken at once, so that a slip of the hand does not fill the list.
const MOST_AT_ONCE: usize = 50;
/// Far above TikTok's limit, so that a too long text can be shortened in place.
const LONGEST_CAPTION: usize = 20_000;
const FRAME: (u32, u32) = (540, 960);

/// A draft as the other areas see it.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Which one.
    pub id: DraftId,
    /// Whom it is meant for.
    pub account: Option<AccountId>,
    /// Caption, privacy and the rest.
    pub choices: Choices,
    /// The video.
    pub path: PathBuf,
    /// Its name.
    pub file_name: String,
    /// As it was when added.
    pub fingerprint: Fingerprint,
    /// What the container says.
    pub facts: Facts,
    /// JPEG.
    pub frame: Option<Vec<u8>>,
    /// UTC milliseconds.
    pub edited_at: i64,
}

/// How the file behind a draft stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileState {
    There,
    Gone,
    Changed,
}

/// The creator's drafts.
#[derive(Clone)]
pub struct Drafts {
    core: Shared,
    accounts: Accounts,
}

impl Drafts {
    pub(crate) fn new(core: Shared, accounts: Accounts) -> Self {
        Self { core, accounts }
    }

    /// Makes a draft of each file that is a video, in the files' order.
    ///
    /// # Errors
    /// When the database refuses. A file that cannot be taken is no error but listed.
    pub async fn add(&self, files: Vec<PathBuf>) -> Result<Added, Problem> {
        let account = self.accounts.active().await?;
        let mut added = Added { drafts: vec![], refused: vec![] };
        for (at, file) in files.iter().enumerate() {
            let name = file_name(file);
            let refused = |key: &str| RefusedFile { name: name.clone(), reason: self.core.words.say(key) };
            if at >= MOST_AT_ONCE {
                added.refused.push(refused("draft-refused-many"));
                break;
            }
            match probe(file.clone()).await {
                Err(error) => added.refused.push(refused(refusal(&error))),
                Ok(probed) => added.drafts.push(self.insert(name, probed, account.clone()).await?),
            }
        }
        if !added.drafts.is_empty() {
            self.core.tell(Change::Drafts);
            self.core.tell(Change::Snapshot);
        }
        Ok(added)
    }

    async fn insert(&self, name: String, probed: Probed, account: Option<AccountId>) -> Result<DraftId, Problem> {
        let draft = Draft {
            id: DraftId::fresh(),
            account,
            choices: Choices::default(),
            path: probed.path,
            file_name: name,
            fingerprint: probed.fingerprint,
            facts: probed.facts,
            frame: None,
            edited_at: self.core.now(),
        };
        let id = draft.id.clone();
        self.take_frame(&draft);
        self.core.store.insert_draft(draft).await.map_err(|error| self.core.store_problem(error))?;
        Ok(id)
    }

    /// Lets `ffmpeg` take a frame in the background, where there is one.
    fn take_frame(&self, draft: &Draft) {
        let Some(ffmpeg) = self.core.config.ffmpeg.clone() else { return };
        let (drafts, id, path) = (self.clone(), draft.id.clone(), draft.path.clone());
        let at = (draft.facts.duration_ms / 3).min(1_000);
        tokio::spawn(async move {
            if let Some(jpeg) = media::frame(&ffmpeg, &path, at).await {
                drafts.store_frame(&id, jpeg).await;
            }
        });
    }

    async fn store_frame(&self, id: &DraftId, jpeg: Vec<u8>) {
        match self.core.store.set_draft_frame(id, jpeg).await {
            Ok(()) => {
                self.core.tell(Change::Drafts);
                self.core.tell(Change::Posting { draft: id.clone() });
            }
            Err(error) => tracing::warn!(%error, "a frame was not kept"),
        }
    }

    /// Drafts outside the bin, last edited first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn list(&self) -> Result<Vec<DraftCard>, Problem> {
        let rows = self.core.store.drafts().await.map_err(|error| self.core.store_problem(error))?;
        let mut cards = Vec::with_capacity(rows.len());
        for row in rows {
            let badge = match &row.draft.account {
                Some(id) => self.accounts.badge(id).await.ok(),
                None => None,
            };
            let state = file_state(&row.draft, false).await;
            cards.push(self.card(&row, badge, state));
        }
        Ok(cards)
    }

    fn card(&self, row: &DraftRow, account: Option<AccountBadge>, file: FileState) -> DraftCard {
        let (draft, words) = (&row.draft, &self.core.words);
        let blocking = preflight::check(&draft.facts, None, words);
        let blocking = blocking.into_iter().find(|finding| finding.severity == Severity::Bad);
        let (condition, key) = condition(row, file, blocking.is_some());
        let note = match (condition, blocking) {
            (DraftCondition::VideoMoved, _) => words.say("draft-moved-note"),
            (DraftCondition::DoesNotFit, Some(finding)) => finding.fact,
            _ => self.edited(draft.edited_at),
        };
        DraftCard {
            id: draft.id.clone(),
            title: posting_page::title(&draft.choices.caption, &draft.file_name),
            file_name: draft.file_name.clone(),
            thumbnail: self.thumbnail(draft),
            duration_ms: i64::try_from(draft.facts.duration_ms).ok(),
            account,
            condition,
            condition_label: words.say(key),
            note,
            edited_at: draft.edited_at,
        }
    }

    /// "Edited 15:31", or "Edited 20 Nov, 15:31".
    fn edited(&self, at: i64) -> String {
        let clock = LocalClock { offset_s: self.core.config.utc_offset_s, now: self.core.now() };
        self.core.words.say_with("draft-edited", &[("when", &clock.minutes(at))])
    }

    /// How many.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn count(&self) -> Result<u32, Problem> {
        self.core.store.count_drafts().await.map_err(|error| self.core.store_problem(error))
    }

    /// One draft.
    ///
    /// # Errors
    /// When there is none of this id, or the database refuses.
    pub async fn read(&self, id: &DraftId) -> Result<Draft, Problem> {
        let draft = self.core.store.draft(id).await.map_err(|error| self.core.store_problem(error))?;
        draft.ok_or_else(|| self.unknown())
    }

    fn unknown(&self) -> Problem {
        Problem::new(&self.core.words, Code::Invalid, "draft-unknown")
    }

    /// Moves a draft to the bin.
    ///
    /// # Errors
    /// When there is none of this id, or the database refuses.
    pub async fn bin(&self, id: &DraftId) -> Result<(), Problem> {
        self.set_binned(id, Some(self.core.now())).await
    }

    /// Takes it back.
    ///
    /// # Errors
    /// When there is none of this id, or the database refuses.
    pub async fn restore(&self, id: &DraftId) -> Result<(), Problem> {
        self.set_binned(id, None).await
    }

    async fn set_binned(&self, id: &DraftId, at: Option<i64>) -> Result<(), Problem> {
        let found = self.core.store.bin_draft(id, at).await.map_err(|error| self.core.store_problem(error))?;
        self.core.tell(Change::Drafts);
        self.core.tell(Change::Snapshot);
        if found { Ok(()) } else { Err(self.unknown()) }
    }

    /// A frame the window took from the video, in any picture format. What is no
    /// picture is dropped: the draft goes on without one.
    ///
    /// # Errors
    /// When there is no draft of this id, or the database refuses.
    pub async fn set_frame(&self, id: &DraftId, picture: &[u8]) -> Result<(), Problem> {
        self.read(id).await?;
        let picture = picture.to_vec();
        let jpeg = tokio::task::spawn_blocking(move || media::reencode(&picture, FRAME.0, FRAME.1)).await;
        if let Ok(Some(jpeg)) = jpeg {
            self.store_frame(id, jpeg).await;
        }
        Ok(())
    }

    /// Points the draft at its video in another place.
    ///
    /// # Errors
    /// When the file is no video, or another one.
    pub async fn relocate(&self, id: &DraftId, file: &Path) -> Result<(), Problem> {
        let mut draft = self.read(id).await?;
        let probed = probe(file.to_owned()).await.map_err(|error| {
            let message = self.core.words.say(refusal(&error));
            Problem { code: Code::File, message, remedy: String::new(), retry_at: None, log_id: None }
        })?;
        if probed.fingerprint.ends != draft.fingerprint.ends {
            return Err(Problem::new(&self.core.words, Code::File, "draft-other-video"));
        }
        self.core.media.revoke(&video_key(id));
        draft.file_name = file_name(file);
        (draft.path, draft.fingerprint, draft.facts) = (probed.path, probed.fingerprint, probed.facts);
        self.core.store.set_draft_file(draft).await.map_err(|error| self.core.store_problem(error))?;
        self.core.tell(Change::Drafts);
        self.core.tell(Change::Posting { draft: id.clone() });
        Ok(())
    }

    /// Saves what the creator chose.
    pub(crate) async fn save_choices(
        &self,
        draft: &Draft,
        choices: &Choices,
        account: Option<&AccountId>,
    ) -> Result<Draft, Problem> {
        if choices.caption.len() > LONGEST_CAPTION {
            return Err(Problem::new(&self.core.words, Code::Invalid, "draft-caption-too-long"));
        }
        let saved = Draft {
            choices: choices.clone(),
            account: account.cloned(),
            edited_at: self.core.now(),
            ..draft.clone()
        };
        self.core.store.set_draft_choices(saved.clone()).await.map_err(|error| self.core.store_problem(error))?;
        self.core.tell(Change::Drafts);
        Ok(saved)
    }

    /// The file as the window shows it.
    pub(crate) fn file_view(&self, draft: &Draft, state: FileState) -> FileView {
        let facts = &draft.facts;
        let video = (state == FileState::There).then(|| self.core.media.video(&video_key(&draft.id), &draft.path));
        FileView {
            name: draft.file_name.clone(),
            size: i64::try_from(facts.size).unwrap_or(i64::MAX),
            size_label: media::labels::size(facts.size),
            facts_label: media::labels::facts(facts),
            duration_ms: i64::try_from(facts.duration_ms).ok(),
            width: Some(i64::from(facts.width)),
            height: Some(i64::from(facts.height)),
            video: video.flatten(),
            thumbnail: self.thumbnail(draft),
            wants_frame: draft.frame.is_none() && self.core.config.ffmpeg.is_none(),
        }
    }

    fn thumbnail(&self, draft: &Draft) -> Option<String> {
        draft.frame.as_ref().map(|jpeg| self.core.media.picture(&format!("frame/{}", draft.id), jpeg))
    }

    /// Why the file cannot be sent, in one sentence.
    pub(crate) fn file_problem(&self, state: FileState) -> Option<String> {
        match state {
            FileState::There => None,
            FileState::Gone => Some(self.core.words.say("draft-gone")),
            FileState::Changed => Some(self.core.words.say("draft-changed")),
        }
    }
}

fn video_key(id: &DraftId) -> String {
    format!("video/{id}")
}

fn file_name(file: &Path) -> String {
    file.file_name().map_or_else(|| file.display().to_string(), |name| name.to_string_lossy().into_owned())
}

async fn probe(file: PathBuf) -> Result<Probed, MediaError> {
    let probed = tokio::task::spawn_blocking(move || media::probe(&file)).await;
    probed.unwrap_or_else(|error| Err(MediaError::Unreadable(error.to_string())))
}

/// Whether the file is still the one that was added. `whole` reads both of its ends
/// too; without it only size and modification time are compared.
pub(crate) async fn file_state(draft: &Draft, whole: bool) -> FileState {
    let (path, before) = (draft.path.clone(), draft.fingerprint.clone());
    let look = tokio::task::spawn_blocking(move || look(&path, &before, whole)).await;
    look.unwrap_or(FileState::Gone)
}

fn look(path: &Path, before: &Fingerprint, whole: bool) -> FileState {
    let Ok(meta) = path.metadata() else { return FileState::Gone };
    if !meta.is_file() {
        return FileState::Gone;
    }
    if meta.len() != before.size {
        return FileState::Changed;
    }
    if !whole {
        return FileState::There;
    }
    match std::fs::File::open(path).and_then(|file| Fingerprint::of(&file)) {
        Ok(now) if now == *before => FileState::There,
        Ok(_) => FileState::Changed,
        Err(_) => FileState::Gone,
    }
}

fn condition(row: &DraftRow, file: FileState, blocked: bool) -> (DraftCondition, &'static str) {
    if file != FileState::There {
        return (DraftCondition::VideoMoved, "draft-condition-video-moved");
    }
    if row.has_open_post {
        return (DraftCondition::OnTheWay, "draft-condition-on-the-way");
    }
    if row.has_post {
        return (DraftCondition::Posted, "draft-condition-posted");
    }
    if blocked {
        return (DraftCondition::DoesNotFit, "draft-condition-does-not-fit");
    }
    match row.draft.choices == Choices::default() {
        true => (DraftCondition::New, "draft-condition-new"),
        false => (DraftCondition::InWork, "draft-condition-in-work"),
    }
}

fn refusal(error: &MediaError) -> &'static str {
    match error {
        MediaError::Unreadable(_) => "draft-refused-unreadable",
        MediaError::NotAFile => "draft-refused-not-a-file",
        MediaError::Empty => "draft-refused-empty",
        MediaError::NotAVideo => "draft-refused-not-a-video",
        MediaError::Damaged => "draft-refused-damaged",
    }
}
