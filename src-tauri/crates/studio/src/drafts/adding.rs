//! From dropped or picked files to drafts.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::{MutexGuard, PoisonError};

use super::{Draft, Drafts, file};
use crate::ids::{AccountId, DraftId};
use crate::media::{self, MediaError, Probed};
use crate::posting_page::Choices;
use crate::problem::Problem;
use crate::view::{Added, Change, RefusedFile};

/// Most files looked at at once, so that a slip of the hand does not fill the list.
const AT_ONCE: usize = 50;
/// Most drafts outside the bin; the list shows them all at once.
const IN_ALL: usize = 500;
/// How long a binned draft is kept, in milliseconds.
const IN_BIN_MS: i64 = 30 * 24 * 60 * 60 * 1000;

impl Drafts {
    pub(super) async fn take_files(&self, files: Vec<PathBuf>) -> Result<Added, Problem> {
        let account = self.accounts.active().await?;
        let room = IN_ALL.saturating_sub(self.count().await? as usize);
        let mut seen = HashSet::new();
        let (mut drafts, mut refused) = (Vec::new(), Vec::new());
        for path in files {
            if !seen.insert(path.clone()) {
                continue;
            }
            let name = file::name(&path);
            // One line stands for all the rest: nobody reads hundreds.
            if drafts.len() + refused.len() >= AT_ONCE {
                refused.push(self.refusal(name, "drafts-too-many-at-once"));
                break;
            }
            if drafts.len() >= room {
                refused.push(self.refusal(name, "drafts-full"));
                break;
            }
            match self.probe(path.clone()).await {
                // Taken before under another path.
                Ok(probed) if probed.path != path && !seen.insert(probed.path.clone()) => {}
                Ok(probed) => drafts.push(self.fresh(probed, account.clone())),
                Err(key) => refused.push(self.refusal(name, key)),
            }
        }
        let ids = drafts.iter().map(|draft| draft.id.clone()).collect();
        self.keep(drafts).await?;
        Ok(Added { drafts: ids, refused })
    }

    fn fresh(&self, probed: Probed, account: Option<AccountId>) -> Draft {
        Draft {
            id: DraftId::fresh(),
            account,
            choices: Choices::default(),
            file_name: file::name(&probed.path),
            path: probed.path,
            fingerprint: probed.fingerprint,
            facts: probed.facts,
            frame: None,
            edited_at: self.core.now(),
        }
    }

    /// Reads what a file is, or the key of the reason why it cannot be taken.
    pub(super) async fn probe(&self, path: PathBuf) -> Result<Probed, &'static str> {
        let probed = tokio::task::spawn_blocking(move || media::probe(&path)).await;
        let probed = probed.unwrap_or_else(|error| Err(MediaError::Unreadable(error.to_string())));
        let probed = probed.map_err(|error| error.key())?;
        // Paths are stored as text; one that is none would come back as another.
        match probed.path.to_str() {
            Some(_) => Ok(probed),
            None => Err("drafts-unreadable-name"),
        }
    }

    fn refusal(&self, name: String, key: &str) -> RefusedFile {
        let words = &self.core.words;
        let reason = format!("{} {}", words.say(key), words.attribute(key, "remedy", &[]));
        RefusedFile { name, reason }
    }

    async fn keep(&self, drafts: Vec<Draft>) -> Result<(), Problem> {
        if drafts.is_empty() {
            return Ok(());
        }
        self.stored(self.core.store.empty_bin(self.core.now() - IN_BIN_MS).await)?;
        self.stored(self.core.store.insert_drafts(drafts.clone()).await)?;
        self.take_frames(drafts);
        self.core.tell(Change::Drafts);
        self.core.tell(Change::Snapshot);
        Ok(())
    }

    /// Lets `ffmpeg`, where there is one, take the frames one after another in the
    /// background. Where it finds none, the window is asked for one.
    pub(super) fn take_frames(&self, drafts: Vec<Draft>) {
        let Some(ffmpeg) = self.core.config.ffmpeg.clone() else {
            return;
        };
        self.framing().extend(drafts.iter().map(|draft| draft.id.clone()));
        let own = self.clone();
        tokio::spawn(async move {
            for draft in drafts {
                let jpeg = media::frame(&ffmpeg, &draft.path, draft.facts.still_at_ms()).await;
                own.framing().remove(&draft.id);
                let kept = match jpeg {
                    Some(jpeg) => own.keep_frame(&draft.id, draft.path, jpeg).await,
                    None => {
                        own.tell(&draft.id);
                        Ok(())
                    }
                };
                if let Err(problem) = kept {
                    tracing::warn!(%problem, "a frame could not be kept");
                }
            }
        });
    }

    pub(super) fn framing(&self) -> MutexGuard<'_, HashSet<DraftId>> {
        self.framing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
