//! The bytes: the same file, its chunks, and the address they go to.

use std::fs::File;
use std::io::{Seek, SeekFrom};

use tiktok::{ChunkAnswer, ChunkBody, ChunkPlan, Client, Failure, Secret, UploadUrl, VideoType};

use super::Agreed;
use super::machine::{Cure, Event, Trouble};
use super::runner::{Runner, lock};
use super::state::{Said, UPLOAD_LIFE_MS};
use crate::activity::errand::Errand;
use crate::ids::PostId;
use crate::media::{Container, Fingerprint};
use crate::secrets::SecretError;
use crate::store::posts::PostRow;

/// An upload whose address is at hand. Needs no token: the address is the secret (R§9).
#[derive(Clone)]
pub(crate) struct Ready {
    client: Client,
    url: UploadUrl,
}

impl Runner {
    /// Sends one chunk of the file that was agreed to.
    pub(super) async fn send(&self, row: &PostRow, index: u64, errand: &Errand) -> Event {
        let (Some(upload), Some(plan)) = (&row.state.upload, row.state.plan()) else {
            return Event::UrlGone;
        };
        let Some(range) = plan.range(index) else {
            return Event::AllStored;
        };
        if self.core.now() >= upload.issued_at + UPLOAD_LIFE_MS {
            return Event::HourOver;
        }
        let ready = match self.ready(row, errand).await {
            Ok(Some(ready)) => ready,
            Ok(None) => return Event::UrlGone,
            // The last chunk did not leave; that is as good as waiting for its answer.
            Err(trouble) => return Event::Trouble(trouble),
        };
        let Some(mut file) = self.same_file(&row.agreed).await else {
            return Event::FileChanged;
        };
        if file.seek(SeekFrom::Start(range.start)).is_err() {
            return Event::FileChanged;
        }
        let body = self.body(&row.id, file, range.start, range.end - range.start);
        let kind = video_type(row.agreed.container);
        let began = tokio::time::Instant::now();
        let limit = self.throttle.rate();
        let ear = self.core.record.ear(Some(&row.account), errand);
        match ready
            .client
            .heard_by(ear)
            .put_chunk(&ready.url, kind, range.clone(), plan.total(), body)
            .await
        {
            Ok(answer) => {
                // Under the creator's limit nothing is learned about the line.
                if limit.or(self.throttle.rate()).is_none() {
                    self.meters
                        .took(&row.id, range.end - range.start, began.elapsed());
                }
                stored(answer, &plan, index, range.end)
            }
            Err(error) => Event::Trouble(self.chunk_trouble(&error, &plan, row).await),
        }
    }

    fn body(&self, id: &PostId, file: File, start: u64, length: u64) -> ChunkBody {
        let (meters, teller, id) = (self.meters.clone(), self.teller.clone(), id.clone());
        meters.note(&id, start);
        let throttle = self.throttle.clone();
        let body = ChunkBody::from_file(file, length, move |sent| {
            meters.note(&id, start + sent);
            teller.post(&id);
        });
        body.paced(move |wanted| {
            let throttle = throttle.clone();
            async move { throttle.leave(wanted).await }
        })
    }

    async fn chunk_trouble(&self, error: &tiktok::Error, plan: &ChunkPlan, row: &PostRow) -> Trouble {
        let trouble = self.core.trouble_of(error);
        let cure = match error.failure {
            Failure::RangeMismatch { reported } => {
                let chunks = reported.and_then(|reported| plan.stored(reported));
                Cure::Resync(
                    chunks.map(|chunks| plan.range(chunks).map_or(plan.total(), |range| range.start)),
                )
            }
            // A disk that stuttered, or a file that is no longer the same: a second look tells.
            Failure::FileRead if self.same_file(&row.agreed).await.is_some() => Cure::Retry(None),
            // Chunks go to a host of their own: whether TikTok itself can be reached is asked next.
            _ if trouble.cure == Cure::Reach => Cure::Retry(None),
            _ => trouble.cure,
        };
        Trouble { cure, ..trouble }
    }

    /// The agreed file, open, if it is still the same one.
    pub(super) async fn same_file(&self, agreed: &Agreed) -> Option<File> {
        let (path, fingerprint) = (agreed.path.clone(), agreed.fingerprint.clone());
        let opened = tokio::task::spawn_blocking(move || {
            let file = File::open(path).ok()?;
            (Fingerprint::of(&file).ok()? == fingerprint).then_some(file)
        });
        match opened.await {
            Ok(file) => file,
            // The program ends: that says nothing about the file.
            Err(_) => std::future::pending().await,
        }
    }

    /// The upload's client and address; `None` when the address is lost.
    pub(super) async fn ready(&self, row: &PostRow, errand: &Errand) -> Result<Option<Ready>, Trouble> {
        if let Some(ready) = lock(&self.uploads).get(&row.id).cloned() {
            return Ok(Some(ready));
        }
        let session = self.accounts.session_for(&row.account, errand).await;
        let session =
            session.map_err(|problem| self.core.trouble(crate::accounts::CallError::Session(problem)))?;
        let kept = match self.core.config.secrets.read(&self.url_name(&row.id)).await {
            Ok(kept) => kept,
            Err(SecretError::Closed) => return Err(self.keyring_closed()),
            Err(SecretError::Missing) => None,
        };
        let url = kept.and_then(|url| UploadUrl::parse(url.expose(), session.client.endpoints()).ok());
        let ready = url.map(|url| Ready {
            client: session.client,
            url,
        });
        if let Some(ready) = &ready {
            lock(&self.uploads).insert(row.id.clone(), ready.clone());
        }
        Ok(ready)
    }

    /// Keeps the address at hand, and in the keyring for after a restart. Without
    /// a keyring a restart begins the upload anew, as long as nothing can be posted.
    pub(super) async fn keep_url(&self, id: &PostId, client: Client, url: UploadUrl) {
        let secret = Secret::new(url.expose());
        lock(&self.uploads).insert(id.clone(), Ready { client, url });
        if let Err(error) = self.core.config.secrets.write(&self.url_name(id), &secret).await {
            tracing::warn!(%error, "an upload address is kept for this session only");
        }
    }

    /// Forgets the address everywhere.
    pub(super) async fn forget_url(&self, id: &PostId) {
        lock(&self.uploads).remove(id);
        self.meters.forget(id);
        if let Err(error) = self.core.config.secrets.forget(&self.url_name(id)).await {
            tracing::warn!(%error, "an upload address stays in the keyring; it ends within the hour");
        }
    }

    pub(super) fn keyring_closed(&self) -> Trouble {
        let words = &self.core.words;
        let key = "posts-keyring-closed";
        let said = Said {
            message: words.say(key),
            remedy: words.attribute(key, "remedy", &[]),
        };
        Trouble {
            cure: Cure::Keyring,
            said,
            reference: None,
        }
    }

    fn url_name(&self, id: &PostId) -> String {
        format!("{}/upload/{id}", self.core.folder_id)
    }
}

/// What an accepted chunk means. Where TikTok names another boundary than ours, its word wins.
fn stored(answer: ChunkAnswer, plan: &ChunkPlan, index: u64, end: u64) -> Event {
    let reported = match answer {
        ChunkAnswer::Complete => return Event::AllStored,
        ChunkAnswer::Stored { reported } => reported.and_then(|reported| plan.stored(reported)),
    };
    match reported
        .filter(|chunks| *chunks != index + 1)
        .and_then(|chunks| plan.range(chunks))
    {
        Some(range) => Event::Stored { has: range.start },
        None => Event::Stored { has: end },
    }
}

fn video_type(container: Container) -> VideoType {
    match container {
        Container::Mp4 => VideoType::Mp4,
        Container::QuickTime => VideoType::QuickTime,
        Container::WebM => VideoType::WebM,
    }
}
