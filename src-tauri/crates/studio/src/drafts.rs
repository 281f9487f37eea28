//! Drafts: made from a file, written on, saved as one writes, binned with undo.

mod adding;
mod card;
mod file;

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use crate::accounts::Accounts;
use crate::core::Shared;
use crate::ids::{AccountId, DraftId};
use crate::labels::LocalClock;
use crate::media::{self, Facts, Fingerprint};
use crate::posting_page::{Choices, cover};
use crate::problem::{Code, Problem};
use crate::store::StoreError;
use crate::view::*;

pub(crate) use file::FileState;

/// Sides of a kept frame, in pixels.
const FRAME: (u32, u32) = (540, 960);
/// Largest picture the window may send as a frame, in bytes.
const LARGEST_PICTURE: usize = 16 << 20;

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

/// The creator's drafts. Cheap to clone.
#[derive(Clone)]
pub struct Drafts {
    core: Shared,
    accounts: Accounts,
    /// Drafts whose frame `ffmpeg` is taking.
    framing: Arc<Mutex<HashSet<DraftId>>>,
}

impl Drafts {
    pub(crate) fn new(core: Shared, accounts: Accounts) -> Self {
        Self {
            core,
            accounts,
            framing: Arc::default(),
        }
    }

    /// Makes a draft of each file that is a video, in the files' order, and takes
    /// their frames in the background. A file named twice is taken once.
    ///
    /// # Errors
    /// When the database refuses. A file that cannot be taken is no error; it is listed with the reason.
    pub async fn add(&self, files: Vec<PathBuf>) -> Result<Added, Problem> {
        self.take_files(files).await
    }

    /// Drafts outside the bin, last edited first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn list(&self) -> Result<Vec<DraftCard>, Problem> {
        let rows = self.stored(self.core.store.drafts().await)?;
        let states = file::look_at_all(rows.iter().map(|row| &row.draft)).await;
        let mut badges: HashMap<AccountId, Option<AccountBadge>> = HashMap::new();
        let mut cards = Vec::with_capacity(rows.len());
        for (row, state) in rows.iter().zip(states) {
            let badge = match &row.draft.account {
                None => None,
                Some(id) if badges.contains_key(id) => badges.get(id).cloned().flatten(),
                Some(id) => {
                    let badge = self.accounts.badge(id).await.ok();
                    badges.insert(id.clone(), badge.clone());
                    badge
                }
            };
            let thumbnail = self.thumbnail(&row.draft);
            cards.push(card::card(
                row,
                state,
                badge,
                thumbnail,
                self.clock(),
                &self.core.words,
            ));
        }
        Ok(cards)
    }

    /// How many.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn count(&self) -> Result<u32, Problem> {
        self.stored(self.core.store.count_drafts().await)
    }

    /// One draft, also from the bin: a post made from it may lead back to it.
    ///
    /// # Errors
    /// [`Code::Stale`] when it is gone, or when the database refuses.
    pub async fn read(&self, id: &DraftId) -> Result<Draft, Problem> {
        self.stored(self.core.store.draft(id).await)?
            .ok_or_else(|| self.gone())
    }

    /// Moves a draft to the bin.
    ///
    /// # Errors
    /// [`Code::Stale`] when it is gone, or when the database refuses.
    pub async fn bin(&self, id: &DraftId) -> Result<(), Problem> {
        self.set_binned(id, Some(self.core.now())).await
    }

    /// Takes it back.
    ///
    /// # Errors
    /// [`Code::Stale`] when it is gone, or when the database refuses.
    pub async fn restore(&self, id: &DraftId) -> Result<(), Problem> {
        self.set_binned(id, None).await
    }

    async fn set_binned(&self, id: &DraftId, at: Option<i64>) -> Result<(), Problem> {
        if !self.stored(self.core.store.set_binned(id, at).await)? {
            return Err(self.gone());
        }
        self.core.tell(Change::Drafts);
        self.core.tell(Change::Snapshot);
        Ok(())
    }

    /// A frame the window took from the video: JPEG, PNG or WebP; re-encoded.
    ///
    /// # Errors
    /// [`Code::Invalid`] when it is no picture or too large, [`Code::Stale`] when the
    /// draft is gone, or when the database refuses.
    pub async fn set_frame(&self, id: &DraftId, picture: &[u8]) -> Result<(), Problem> {
        let draft = self.read(id).await?;
        let unusable = || Problem::new(&self.core.words, Code::Invalid, "drafts-no-picture");
        if picture.len() > LARGEST_PICTURE {
            return Err(unusable());
        }
        let picture = picture.to_vec();
        let jpeg = tokio::task::spawn_blocking(move || media::reencode(&picture, FRAME.0, FRAME.1)).await;
        let jpeg = jpeg.ok().flatten().ok_or_else(unusable)?;
        self.keep_frame(id, draft.path, jpeg).await
    }

    async fn keep_frame(&self, id: &DraftId, path: PathBuf, jpeg: Vec<u8>) -> Result<(), Problem> {
        if self.stored(self.core.store.set_draft_frame(id, path, jpeg).await)? {
            self.tell(id);
        }
        Ok(())
    }

    /// Points the draft at its video in another place. Another video is taken, too:
    /// it gets its own facts and frame, and a cover that was chosen is taken back.
    ///
    /// # Errors
    /// [`Code::File`] when the file is no video that can be taken, [`Code::Stale`]
    /// when the draft is gone, or when the database refuses.
    pub async fn relocate(&self, id: &DraftId, file: &Path) -> Result<(), Problem> {
        let mut draft = self.read(id).await?;
        let probed = match self.probe(file.to_owned()).await {
            Ok(probed) => probed,
            Err(key) => return Err(Problem::new(&self.core.words, Code::File, key)),
        };
        let is_same = draft.fingerprint.ends == probed.fingerprint.ends;
        if !is_same {
            draft.frame = None;
        }
        draft.choices = cover::in_place(&draft.choices, is_same, &probed.facts);
        draft.file_name = file::name(&probed.path);
        (draft.path, draft.fingerprint, draft.facts) = (probed.path, probed.fingerprint, probed.facts);
        self.stored(self.core.store.set_draft_file(draft.clone()).await)?;
        self.tell(id);
        if draft.frame.is_none() {
            self.take_frames(vec![draft]);
        }
        Ok(())
    }

    /// Saves what the creator chose. Saving what is saved already changes nothing.
    pub(crate) async fn save_choices(
        &self,
        id: &DraftId,
        choices: &Choices,
        account: Option<&AccountId>,
    ) -> Result<(), Problem> {
        let known = self.read(id).await?;
        if known.choices == *choices && known.account.as_ref() == account {
            return Ok(());
        }
        let now = self.core.now();
        self.stored(self.core.store.set_draft_choices(id, choices, account, now).await)?;
        self.core.tell(Change::Drafts);
        Ok(())
    }

    /// The file as the window shows it (blocking: opens the video for the window).
    pub(crate) fn file_view(&self, draft: &Draft) -> FileView {
        let facts = &draft.facts;
        let is_there = file::look(draft) == FileState::There;
        let video = is_there.then(|| self.core.media.video(&format!("draft/{}", draft.id), &draft.path));
        let (size, facts_label) = (media::labels::size(facts.size), media::labels::facts(facts));
        let args = [("size", size.as_str()), ("facts", facts_label.as_str())];
        let label = self.core.words.say_with("drafts-file-label", &args);
        FileView {
            name: draft.file_name.clone(),
            size: i64::try_from(facts.size).unwrap_or(i64::MAX),
            label,
            duration_ms: i64::try_from(facts.duration_ms).ok(),
            width: Some(i64::from(facts.width)),
            height: Some(i64::from(facts.height)),
            video: video.flatten(),
            thumbnail: self.thumbnail(draft),
            wants_frame: draft.frame.is_none() && is_there && !self.framing().contains(&draft.id),
        }
    }

    /// What is wrong with the draft's file, as a sentence (blocking).
    pub(crate) fn file_problem(&self, draft: &Draft) -> Option<String> {
        match file::look(draft) {
            FileState::There => None,
            FileState::Gone => Some(self.core.words.say("drafts-file-gone")),
            FileState::Changed => Some(self.core.words.say("drafts-file-changed")),
        }
    }

    fn thumbnail(&self, draft: &Draft) -> Option<String> {
        let jpeg = draft.frame.as_deref()?;
        Some(self.core.media.picture(&format!("frame/{}", draft.id), jpeg))
    }

    fn clock(&self) -> LocalClock {
        LocalClock {
            offset_s: self.core.config.utc_offset_s,
            now: self.core.now(),
        }
    }

    fn gone(&self) -> Problem {
        Problem::new(&self.core.words, Code::Stale, "drafts-gone")
    }

    /// What is shown of a draft changed, in the list and on its page.
    fn tell(&self, id: &DraftId) {
        self.core.tell(Change::Drafts);
        self.core.tell(Change::Posting { draft: id.clone() });
    }

    fn stored<T>(&self, result: Result<T, StoreError>) -> Result<T, Problem> {
        result.map_err(|error| self.core.store_problem(error))
    }
}
