//! Opening a studio, and the one picture of everything around the desk.

use std::fs::File;
use std::net::TcpListener;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::broadcast;

use crate::accounts::Accounts;
use crate::activity::Activity;
use crate::activity::recorder::Recorder;
use crate::captions::Captions;
use crate::config::Config;
use crate::core::{Core, Shared};
use crate::drafts::Drafts;
use crate::erase;
use crate::ids::{DraftId, PostId};
use crate::media::MediaServer;
use crate::posting::Posting;
use crate::problem::{Code, Problem};
use crate::publishing::Publishing;
use crate::store::{Store, StoreError};
use crate::videos::Videos;
use crate::view::{Change, Grant, Route, Settings, Snapshot};
use crate::walkthrough::Walkthrough;
use crate::words::Words;

/// The whole studio. Cheap to clone.
#[derive(Clone)]
pub struct Studio {
    core: Shared,
    accounts: Accounts,
    activity: Activity,
    captions: Captions,
    drafts: Drafts,
    posting: Posting,
    publishing: Publishing,
    videos: Videos,
    walkthrough: Walkthrough,
    route: Arc<Mutex<Option<Route>>>,
}

/// Why a studio could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another studio has this data folder open.
    #[error("another Greenroom is using this data folder")]
    InUse,
    /// The folder cannot be made or written.
    #[error("the data folder cannot be used: {0}")]
    Folder(#[from] std::io::Error),
    /// The database cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Studio {
    /// Opens the data folder, the database and the media server, and goes on with
    /// the posts that an earlier run left open. `listener` is a loopback socket for
    /// the media server; its port stands in the window's policy.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub async fn open(config: Config, listener: TcpListener) -> Result<Self, OpenError> {
        make_private_folder(&config.data_dir)?;
        let lock = lock_folder(&config.data_dir)?;
        erase::finish(&config.data_dir)?;
        Walkthrough::clear(&config.data_dir);
        let store = Store::open(&config.data_dir.join("greenroom.db"), Some(lock))?;
        let folder_id = folder_id(&store).await?;
        let media = MediaServer::start(listener, &config.window_origin).await?;
        let (changes, _) = broadcast::channel(256);
        let words = Words::english();
        let core = Arc::new(Core {
            record: Recorder::new(
                store.clone(),
                words.clone(),
                config.clock.clone(),
                changes.clone(),
            ),
            config,
            store,
            words,
            media,
            folder_id,
            changes,
        });
        let studio = Self::furnish(core);
        if let Err(problem) = studio.publishing.resume().await {
            tracing::error!(%problem, "open posts could not be resumed");
        }
        Ok(studio)
    }

    /// All areas around what they share.
    pub(crate) fn furnish(core: Shared) -> Self {
        let accounts = Accounts::new(core.clone());
        let publishing = Publishing::new(core.clone(), accounts.clone());
        let drafts = Drafts::new(core.clone(), accounts.clone());
        Self {
            posting: Posting::new(core.clone(), accounts.clone(), drafts.clone(), publishing.clone()),
            activity: Activity::new(core.clone(), accounts.clone()),
            captions: Captions::new(core.clone(), accounts.clone(), drafts.clone()),
            videos: Videos::new(core.clone(), accounts.clone()),
            walkthrough: Walkthrough::new(core.clone()),
            core,
            accounts,
            drafts,
            publishing,
            route: Arc::default(),
        }
    }

    /// Accounts and sign-in.
    pub fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    /// The record of what TikTok was asked.
    pub fn activity(&self) -> &Activity {
        &self.activity
    }

    /// What captions are written with.
    pub fn captions(&self) -> &Captions {
        &self.captions
    }

    /// Drafts.
    pub fn drafts(&self) -> &Drafts {
        &self.drafts
    }

    /// The posting page.
    pub fn posting(&self) -> &Posting {
        &self.posting
    }

    /// Posts.
    pub fn publishing(&self) -> &Publishing {
        &self.publishing
    }

    /// Videos.
    pub fn videos(&self) -> &Videos {
        &self.videos
    }

    /// The audit walkthrough and its checklist.
    pub fn walkthrough(&self) -> &Walkthrough {
        &self.walkthrough
    }

    /// The studio whose lists the window shows: the walkthrough's while it plays.
    pub fn shown(&self) -> Self {
        self.walkthrough.studio().unwrap_or_else(|| self.clone())
    }

    /// The studio that holds this draft: the walkthrough's, or this one.
    pub async fn with_draft(&self, draft: &DraftId) -> Self {
        let apart = self.walkthrough.studio_of_draft(draft).await;
        apart.unwrap_or_else(|| self.clone())
    }

    /// The studio that holds this post: the walkthrough's, or this one.
    pub async fn with_post(&self, post: &PostId) -> Self {
        let apart = self.walkthrough.studio_of_post(post).await;
        apart.unwrap_or_else(|| self.clone())
    }

    /// The creator pressed the button of the page that shows `revision`; a walkthrough follows.
    ///
    /// # Errors
    /// As [`Posting::publish`].
    pub async fn publish(&self, draft: &DraftId, revision: &str) -> Result<PostId, Problem> {
        let Some(apart) = self.walkthrough.studio_of_draft(draft).await else {
            return self.posting.publish(draft, revision).await;
        };
        let post = apart.posting.publish(draft, revision).await?;
        self.walkthrough.pressed(draft, &post).await;
        Ok(post)
    }

    /// The words of the studio.
    pub fn words(&self) -> &Words {
        &self.core.words
    }

    /// What changes from now on. A receiver that lags should ask for everything again.
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.core.changes.subscribe()
    }

    /// Tells the window something that happened around the studio.
    pub fn tell(&self, change: Change) {
        self.core.tell(change);
    }

    /// Asks the window to go somewhere; kept until it has.
    pub fn go(&self, route: Route) {
        *self.route.lock().unwrap_or_else(PoisonError::into_inner) = Some(route);
        self.core.tell(Change::Snapshot);
    }

    /// The window has gone where it was asked to.
    pub fn arrived(&self) {
        *self.route.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Stores preferences.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn save_settings(&self, settings: &Settings) -> Result<(), Problem> {
        self.core.save_settings(settings).await?;
        self.publishing.obey(&self.core.settings().await?);
        Ok(())
    }

    /// Prepares the end of everything this studio knows: gives back permissions, empties
    /// the keyring of this data folder, puts posts to rest. The files go when the folder is
    /// next opened, which has to follow; media files are the creator's and stay.
    ///
    /// # Errors
    /// With [`Grant::GiveBack`] when TikTok cannot be reached; when the keyring is closed or
    /// the folder refuses. Nothing but the connection of some accounts is gone then.
    pub async fn erase(&self, grant: Grant) -> Result<(), Problem> {
        self.accounts.take_all_away(grant).await?;
        self.publishing.rest().await;
        erase::begin(&self.core.config.data_dir).map_err(|error| {
            tracing::error!(%error, "erase");
            Problem::new(&self.core.words, Code::Store, "problem-store")
        })
    }

    /// Everything around the desk.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn snapshot(&self) -> Result<Snapshot, Problem> {
        let config = &self.core.config;
        Ok(Snapshot {
            accounts: self.accounts.list().await?,
            active_account: self.accounts.active().await?,
            draft_count: self.drafts.count().await?,
            posts_need_you: self.publishing.need_you().await?,
            sign_in: self.accounts.sign_in_view(),
            tiktok_app: self.accounts.tiktok_app().await?,
            personas: config
                .practice
                .as_ref()
                .map(|practice| practice.personas())
                .unwrap_or_default(),
            banners: self.accounts.banners().await,
            settings: self.core.settings().await?,
            upload_speed: self.publishing.speed_in_words().await?,
            route: self.route.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            walkthrough: self.walkthrough.view(),
            version: config.version.clone(),
            data_folder: config.data_dir.display().to_string(),
        })
    }
}

async fn folder_id(store: &Store) -> Result<String, StoreError> {
    if let Some(id) = store.setting("folder_id").await? {
        return Ok(id);
    }
    let id = uuid::Uuid::now_v7().to_string();
    store.set_setting("folder_id", id.clone()).await?;
    Ok(id)
}

fn make_private_folder(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    #[cfg(unix)]
    std::fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
}

/// Two studios must never carry the same posts.
fn lock_folder(folder: &Path) -> Result<File, OpenError> {
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(folder.join("lock"))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(std::fs::TryLockError::WouldBlock) => Err(OpenError::InUse),
        Err(std::fs::TryLockError::Error(error)) => Err(error.into()),
    }
}

#[cfg(test)]
mod full_disk;
