//! The audit walkthrough: the posting page's rules (R§13.3) played one after another in the
//! real posting page, for a creator who records the screen for TikTok (R§14).
//!
//! It plays in a studio apart, with a practice TikTok of its own; both are forgotten when it
//! ends. [`script`] says what is shown, [`stage`] brings it there, [`checklist`] is what
//! TikTok asks of whoever wants a review or an audit.

mod checklist;
mod script;
mod stage;

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::core::Shared;
use crate::ids::{DraftId, PostId};
use crate::problem::{Code, Problem};
use crate::studio::Studio;
use crate::view::*;
use script::STEPS;
use stage::Stage;

/// Folder of the studio apart, within the data folder; each walkthrough has one of its own in it.
const FOLDER: &str = "walkthrough";

/// The walkthrough, while there is one, and the checklist. Cheap to clone.
#[derive(Clone)]
pub struct Walkthrough {
    core: Shared,
    /// Held by whoever brings the page to another step.
    turn: Arc<tokio::sync::Mutex<()>>,
    playing: Arc<Mutex<Option<Playing>>>,
}

#[derive(Clone)]
struct Playing {
    stage: Stage,
    at: usize,
    scene: WalkthroughScene,
}

impl Walkthrough {
    pub(crate) fn new(core: Shared) -> Self {
        Self {
            core,
            turn: Arc::default(),
            playing: Arc::default(),
        }
    }

    /// Begins at the first step; one that runs is ended first.
    ///
    /// # Errors
    /// [`Code::Configuration`] without a practice TikTok, or when the folder or the practice
    /// TikTok refuses.
    pub async fn start(&self) -> Result<(), Problem> {
        let _turn = self.turn.lock().await;
        self.end().await;
        let Some(practice) = &self.core.config.walkthrough else {
            return Err(self.problem("accounts-no-practice"));
        };
        let mut stage = Stage::open(&self.core, &self.folder(), practice()).await?;
        match stage.bring(0, 0).await {
            Ok(scene) => self.show(Some(Playing { stage, at: 0, scene })),
            Err(problem) => {
                stage.close().await;
                return Err(problem);
            }
        }
        Ok(())
    }

    /// Goes one step on or back. On from the last step ends it; back from the first does nothing.
    ///
    /// # Errors
    /// When the step cannot be shown; the one before stays.
    pub async fn turn(&self, to: WalkthroughTurn) -> Result<(), Problem> {
        let _turn = self.turn.lock().await;
        let Some(Playing { mut stage, at, .. }) = self.playing().clone() else {
            return Ok(());
        };
        let next = match to {
            WalkthroughTurn::Next => at + 1,
            WalkthroughTurn::Back => at.saturating_sub(1),
        };
        if next == STEPS.len() {
            self.end().await;
            return Ok(());
        }
        let scene = stage.bring(at, next).await?;
        self.show(Some(Playing {
            stage,
            at: next,
            scene,
        }));
        Ok(())
    }

    /// Ends it; its account, drafts and posts are gone.
    pub async fn stop(&self) {
        let _turn = self.turn.lock().await;
        self.end().await;
    }

    /// The step that is shown.
    pub fn view(&self) -> Option<WalkthroughView> {
        let playing = self.playing();
        let playing = playing.as_ref()?;
        Some(script::view(playing.at, playing.scene.clone(), &self.core.words))
    }

    /// What TikTok asks for, with the creator's ticks.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn checklist(&self) -> Result<AuditChecklist, Problem> {
        let ticks = self.ticks().await?;
        Ok(checklist::view(&ticks, &self.core.words))
    }

    /// Ticks or unticks one item; an unknown one changes nothing.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn tick(&self, item: &str, on: bool) -> Result<AuditChecklist, Problem> {
        let mut ticks = self.ticks().await?;
        ticks.set(item, on);
        let stored = self
            .core
            .store
            .set_setting(checklist::SETTING, ticks.to_text())
            .await;
        stored.map_err(|error| self.core.store_problem(error))?;
        Ok(checklist::view(&ticks, &self.core.words))
    }

    /// The checklist as text, to be kept elsewhere.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn checklist_text(&self) -> Result<String, Problem> {
        Ok(checklist::text(&self.checklist().await?))
    }

    // ---- for the studio ----

    /// The studio apart while the walkthrough plays: its lists are what the window shows then.
    pub(crate) fn studio(&self) -> Option<Studio> {
        self.playing()
            .as_ref()
            .map(|playing| playing.stage.studio.clone())
    }

    /// The studio apart, if it holds this draft.
    pub(crate) async fn studio_of_draft(&self, draft: &DraftId) -> Option<Studio> {
        let studio = self.studio()?;
        studio.drafts().read(draft).await.is_ok().then_some(studio)
    }

    /// The studio apart, if it holds this post.
    pub(crate) async fn studio_of_post(&self, post: &PostId) -> Option<Studio> {
        let studio = self.studio()?;
        studio.publishing().detail(post).await.is_ok().then_some(studio)
    }

    /// The creator pressed the page's own button: that is the step that shows the post.
    pub(crate) async fn pressed(&self, draft: &DraftId, post: &PostId) {
        let _turn = self.turn.lock().await;
        let Some(Playing { mut stage, at, .. }) = self.playing().clone() else {
            return;
        };
        let Some(next) = script::sent_after(at) else {
            return;
        };
        let scene = stage.sent(next, draft, post);
        self.show(Some(Playing {
            stage,
            at: next,
            scene,
        }));
    }

    /// Removes what a walkthrough left behind that was cut off (blocking).
    pub(crate) fn clear(data_dir: &Path) {
        let folder = data_dir.join(FOLDER);
        if folder.is_dir()
            && let Err(error) = std::fs::remove_dir_all(folder)
        {
            tracing::warn!(%error, "a walkthrough's folder stays");
        }
    }

    // ---- inside ----

    async fn end(&self) {
        let playing = self.playing().take();
        if let Some(playing) = playing {
            self.core.tell(Change::Snapshot);
            playing.stage.close().await;
        }
    }

    fn show(&self, playing: Option<Playing>) {
        *self.playing() = playing;
        self.core.tell(Change::Snapshot);
    }

    async fn ticks(&self) -> Result<checklist::Ticks, Problem> {
        let stored = self.core.store.setting(checklist::SETTING).await;
        let stored = stored.map_err(|error| self.core.store_problem(error))?;
        Ok(checklist::Ticks::from_text(stored.as_deref()))
    }

    /// A folder nobody has used: a database that was just closed touches its files once more.
    fn folder(&self) -> std::path::PathBuf {
        let name = uuid::Uuid::now_v7().to_string();
        self.core.config.data_dir.join(FOLDER).join(name)
    }

    fn problem(&self, key: &str) -> Problem {
        Problem::new(&self.core.words, Code::Configuration, key)
    }

    fn playing(&self) -> MutexGuard<'_, Option<Playing>> {
        self.playing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
