//! The studio apart in which the walkthrough plays, and what brings its page to a step. It is
//! a whole studio with accounts, drafts and posts of its own, only that its secrets stay in
//! memory and its only TikTok is the practice one it was given.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::script::{Clip, Play, STEPS, Scene, Set};
use crate::activity::recorder::Recorder;
use crate::config::{Config, Pacing, PracticeHost};
use crate::core::{Core, Shared};
use crate::ids::{AccountId, DraftId, PostId};
use crate::posting_page::Choices;
use crate::problem::{Code, Problem};
use crate::secrets::SecretStore;
use crate::store::{Store, StoreError};
use crate::studio::Studio;
use crate::view::*;

/// Longest wait for the practice TikTok's answer; then the page shows what it has.
const PATIENCE: Duration = Duration::from_secs(15);

/// The studio apart and what was played in it.
#[derive(Clone)]
pub(super) struct Stage {
    pub studio: Studio,
    core: Shared,
    accounts: HashMap<&'static str, AccountId>,
    set: Option<OnStage>,
    /// What was posted at which step, and from which draft.
    sent: HashMap<usize, (DraftId, PostId)>,
}

/// The page that stands.
#[derive(Clone, PartialEq, Eq)]
struct OnStage {
    scene: Scene,
    account: AccountId,
    draft: DraftId,
}

impl Stage {
    /// Opens the studio apart in `folder`, which must be new.
    pub async fn open(
        around: &Core,
        folder: &Path,
        practice: Arc<dyn PracticeHost>,
    ) -> Result<Self, Problem> {
        let store = prepare(folder.to_owned()).await;
        let store = store.map_err(|error| around.store_problem(error))?;
        let config = Config {
            data_dir: folder.to_owned(),
            secrets: SecretStore::memory(),
            practice: Some(practice),
            walkthrough: None,
            // Whoever turns the pages quickly must not meet limits that are not the step's.
            pacing: Pacing {
                init_per_minute: None,
                creator_info_per_minute: None,
                ..around.config.pacing.clone()
            },
            ..around.config.clone()
        };
        let core = Arc::new(Core {
            record: Recorder::new(
                store.clone(),
                around.words.clone(),
                config.clock.clone(),
                around.changes.clone(),
            ),
            config,
            store,
            words: around.words.clone(),
            media: around.media.clone(),
            folder_id: uuid::Uuid::now_v7().to_string(),
            changes: around.changes.clone(),
        });
        Ok(Self {
            studio: Studio::furnish(core.clone()),
            core,
            accounts: HashMap::new(),
            set: None,
            sent: HashMap::new(),
        })
    }

    /// Lets go of the posts and removes the folder.
    pub async fn close(self) {
        self.studio.publishing().rest().await;
        let folder = self.core.config.data_dir.clone();
        let removed = tokio::task::spawn_blocking(move || std::fs::remove_dir_all(folder)).await;
        if let Ok(Err(error)) = removed {
            tracing::warn!(%error, "the walkthrough's folder stays until the next start");
        }
    }

    /// Brings the page to the step `to`, coming from the step `from`.
    pub async fn bring(&mut self, from: usize, to: usize) -> Result<WalkthroughScene, Problem> {
        match STEPS[to].play {
            Play::Page(scene, sets) => self.page(scene, sets).await,
            Play::Sent if to < from => Ok(self.remembered(to)),
            Play::Sent => self.send(to).await,
        }
    }

    /// Notes that `draft` was sent, for the step `at` that shows it.
    pub fn sent(&mut self, at: usize, draft: &DraftId, post: &PostId) -> WalkthroughScene {
        self.sent.insert(at, (draft.clone(), post.clone()));
        WalkthroughScene::Post { post: post.clone() }
    }

    async fn page(&mut self, scene: Scene, sets: &[Set]) -> Result<WalkthroughScene, Problem> {
        let set = match self
            .set
            .take()
            .filter(|set| set.scene == scene && !self.is_sent(set))
        {
            Some(set) => set,
            None => self.build(scene).await?,
        };
        self.set = Some(set.clone());
        self.choose(&set, sets).await?;
        Ok(WalkthroughScene::Posting { draft: set.draft })
    }

    /// A new page: the account is connected, the video lies in the folder and is a draft.
    async fn build(&mut self, scene: Scene) -> Result<OnStage, Problem> {
        let account = match self.accounts.get(scene.persona) {
            Some(account) => account.clone(),
            None => self.connect(scene.persona).await?,
        };
        self.studio.accounts().activate(&account).await?;
        let video = self.video(scene.clip).await?;
        let added = self.studio.drafts().add(vec![video]).await?;
        let draft = added.drafts.into_iter().next();
        let draft = draft.ok_or_else(|| self.problem())?;
        self.ask(&draft).await?;
        Ok(OnStage {
            scene,
            account,
            draft,
        })
    }

    async fn connect(&mut self, persona: &'static str) -> Result<AccountId, Problem> {
        let request = SignInRequest::PracticeNow {
            persona: Some(persona.to_owned()),
        };
        self.studio.accounts().sign_in_start(request).await?;
        let account = self.studio.accounts().active().await?;
        let account = account.ok_or_else(|| self.problem())?;
        self.accounts.insert(persona, account.clone());
        Ok(account)
    }

    async fn video(&self, clip: Clip) -> Result<PathBuf, Problem> {
        let (name, bytes): (_, &[u8]) = match clip {
            Clip::Short => ("Practice clip.mp4", include_bytes!("clips/short.mp4")),
            Clip::Long => ("Practice clip, long.mp4", include_bytes!("clips/long.mp4")),
        };
        let path = self.core.config.data_dir.join(name);
        if !path.is_file() {
            let written = tokio::fs::write(&path, bytes).await;
            written.map_err(|error| self.core.store_problem(StoreError::Folder(error)))?;
        }
        Ok(path)
    }

    /// The page as nobody has touched it, then these choices.
    async fn choose(&self, set: &OnStage, sets: &[Set]) -> Result<(), Problem> {
        let (draft, drafts) = (&set.draft, self.studio.drafts());
        drafts
            .save_choices(draft, &Choices::default(), Some(&set.account))
            .await?;
        for one in sets {
            let choice = one.choice(&self.core.words);
            self.studio.posting().choose(draft, choice).await?;
        }
        self.core.tell(Change::Posting { draft: draft.clone() });
        Ok(())
    }

    /// Has TikTok asked about the creator and waits for the answer: nothing that depends on
    /// the creator can be chosen before.
    async fn ask(&self, draft: &DraftId) -> Result<(), Problem> {
        let mut changes = self.core.changes.subscribe();
        let mut page = self.studio.posting().open(draft).await?;
        let until = tokio::time::Instant::now() + PATIENCE;
        while page.creator == CreatorView::Asking {
            if tokio::time::timeout_at(until, changes.recv()).await.is_err() {
                return Ok(());
            }
            page = self.studio.posting().page(draft).await?;
        }
        Ok(())
    }

    /// The post of the page that stands; its button is pressed unless the creator did that.
    async fn send(&mut self, at: usize) -> Result<WalkthroughScene, Problem> {
        let Some(set) = self.set.clone() else {
            return Err(self.problem());
        };
        if let Some((draft, post)) = self.sent.get(&at)
            && *draft == set.draft
        {
            return Ok(WalkthroughScene::Post { post: post.clone() });
        }
        // The creator's own press may have come just before.
        let open = self
            .studio
            .publishing()
            .open_post(&set.draft, &set.account)
            .await?;
        if let Some(post) = open {
            return Ok(self.sent(at, &set.draft, &post));
        }
        let page = self.ready(&set, at).await?;
        let post = self.studio.posting().publish(&set.draft, &page.revision).await?;
        Ok(self.sent(at, &set.draft, &post))
    }

    /// The page before the step `at`, set anew where something on it was changed since.
    async fn ready(&self, set: &OnStage, at: usize) -> Result<PostingPage, Problem> {
        let page = self.studio.posting().page(&set.draft).await?;
        match STEPS[at - 1].play {
            Play::Page(_, sets) if !page.publish.allowed => {
                self.ask(&set.draft).await?;
                self.choose(set, sets).await?;
                self.studio.posting().page(&set.draft).await
            }
            _ => Ok(page),
        }
    }

    fn remembered(&self, at: usize) -> WalkthroughScene {
        // A step that one comes back to was shown before.
        let post = self.sent.get(&at).map(|(_, post)| post.clone());
        WalkthroughScene::Post {
            post: post.unwrap_or_else(PostId::fresh),
        }
    }

    fn is_sent(&self, set: &OnStage) -> bool {
        self.sent.values().any(|(draft, _)| *draft == set.draft)
    }

    fn problem(&self) -> Problem {
        Problem::new(&self.core.words, Code::Internal, "accounts-internal")
    }
}

/// Makes the folder and its database.
async fn prepare(folder: PathBuf) -> Result<Store, StoreError> {
    let made = tokio::task::spawn_blocking(move || {
        std::fs::create_dir_all(&folder)?;
        Store::open(&folder.join("greenroom.db"), None)
    });
    made.await.unwrap_or(Err(StoreError::Closed))
}
