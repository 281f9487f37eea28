//! Fetching what an app gave an address of (R§10). Nothing is kept but length and SHA-256.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use reqwest::{Client, Response, StatusCode, redirect};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::chunks::LARGEST_VIDEO;
use crate::digest::Digest;
use crate::images::{self, LARGEST_IMAGE};
use crate::posts;
use crate::state::Pull;
use crate::world::World;

/// A pull times out one hour after it starts (R§10).
const LONGEST: i64 = 3_600_000;
/// How soon a cancelled pull lets go of its connection.
const GLANCE: Duration = Duration::from_millis(100);

/// Why a pull ended early.
enum Stopped {
    /// It was cancelled, or access was withdrawn: the state says so already.
    Unwanted,
    /// A `fail_reason` of R§11.1.
    Failed(&'static str),
}

/// Fetches whatever arrives in `wanted`, and first what the last run left open. Dropping
/// the returned future ends every connection.
pub async fn run(mut wanted: UnboundedReceiver<String>, world: Arc<World>) {
    let mut running = JoinSet::new();
    for publish_id in left_open(&world) {
        running.spawn(pull(world.clone(), publish_id));
    }
    loop {
        tokio::select! {
            Some(publish_id) = wanted.recv() => {
                running.spawn(pull(world.clone(), publish_id));
            }
            Some(_) = running.join_next() => {}
            else => return,
        }
    }
}

fn left_open(world: &World) -> Vec<String> {
    world.with(|memory, _| {
        let open = memory
            .state
            .uploads
            .iter()
            .filter(|(_, upload)| upload.is_pulling());
        open.map(|(publish_id, _)| publish_id.clone()).collect()
    })
}

async fn pull(world: Arc<World>, publish_id: String) {
    let fetching = Fetching {
        world: &world,
        publish_id: &publish_id,
    };
    let Some(wish) = fetching.begin() else {
        return;
    };
    let outcome = fetching.all(&wish).await;
    world.change(|memory, now| {
        // Between the last byte and now the pull may have been cancelled.
        let upload = memory.state.uploads.get_mut(&publish_id);
        let Some(upload) = upload.filter(|upload| upload.is_pulling()) else {
            return;
        };
        match outcome {
            Ok(digest) => {
                upload.digest = digest;
                memory.state.bytes += upload.received;
                posts::arrived(&world, memory, &publish_id, now);
            }
            Err(Stopped::Failed(reason)) => upload.fail(reason, now),
            Err(Stopped::Unwanted) => {}
        }
    });
}

/// One pull under way.
struct Fetching<'a> {
    world: &'a World,
    publish_id: &'a str,
}

impl Fetching<'_> {
    /// What to fetch. A pull that a restart interrupted begins anew.
    fn begin(&self) -> Option<Pull> {
        self.world.with(|memory, _| {
            let upload = memory.state.uploads.get_mut(self.publish_id)?;
            upload.received = 0;
            upload.pull.clone()
        })
    }

    async fn all(&self, wish: &Pull) -> Result<Digest, Stopped> {
        let mut digest = Digest::default();
        for address in &wish.addresses {
            if wish.is_photos {
                self.photo(address, &mut digest).await?;
            } else {
                self.video(address, &mut digest).await?;
            }
        }
        Ok(digest)
    }

    async fn video(&self, address: &str, digest: &mut Digest) -> Result<(), Stopped> {
        const BROKEN: &str = "video_pull_failed";
        let mut response = self.open(address, BROKEN).await?;
        let mut seen = 0;
        while let Some(piece) = self.piece(&mut response, BROKEN).await? {
            seen += piece.len() as u64;
            if seen > LARGEST_VIDEO {
                return Err(Stopped::Failed(BROKEN));
            }
            digest.update(&piece);
        }
        Ok(())
    }

    async fn photo(&self, address: &str, digest: &mut Digest) -> Result<(), Stopped> {
        const BROKEN: &str = "photo_pull_failed";
        let mut response = self.open(address, BROKEN).await?;
        let mut image = Vec::new();
        while let Some(piece) = self.piece(&mut response, BROKEN).await? {
            image.extend_from_slice(&piece);
            if image.len() as u64 > LARGEST_IMAGE {
                return Err(Stopped::Failed(BROKEN));
            }
        }
        digest.update(&image);
        images::check(&image).map_err(Stopped::Failed)
    }

    /// Asks for `address`. It has to answer itself: a redirect counts as broken (R§10).
    async fn open(&self, address: &str, broken: &'static str) -> Result<Response, Stopped> {
        let client = client(address).map_err(|_| Stopped::Failed(broken))?;
        let answer = self.patiently(client.get(address).send(), broken).await?;
        match answer {
            Ok(response) if response.status() == StatusCode::OK => Ok(response),
            _ => Err(Stopped::Failed(broken)),
        }
    }

    async fn piece(&self, response: &mut Response, broken: &'static str) -> Result<Option<Bytes>, Stopped> {
        let piece = self.patiently(response.chunk(), broken).await?;
        let piece = piece.map_err(|_| Stopped::Failed(broken))?;
        self.look(broken, piece.as_ref().map_or(0, |piece| piece.len() as u64))?;
        Ok(piece)
    }

    /// Waits for `step` while the pull is wanted and its hour is not over.
    async fn patiently<F: Future>(&self, step: F, broken: &'static str) -> Result<F::Output, Stopped> {
        let mut step = pin!(step);
        loop {
            match timeout(GLANCE, &mut step).await {
                Ok(output) => return Ok(output),
                Err(_) => self.look(broken, 0)?,
            }
        }
    }

    /// Counts bytes and looks whether the pull may go on. The count is not worth a write to
    /// the disk: after a restart it begins anew.
    fn look(&self, broken: &'static str, bytes: u64) -> Result<(), Stopped> {
        self.world.with(|memory, now| {
            let upload = memory.state.uploads.get_mut(self.publish_id);
            let upload = upload
                .filter(|upload| upload.is_pulling())
                .ok_or(Stopped::Unwanted)?;
            upload.received += bytes;
            if now >= upload.issued_at + LONGEST {
                return Err(Stopped::Failed(broken));
            }
            Ok(())
        })
    }
}

fn client(address: &str) -> reqwest::Result<Client> {
    // A second install in the same process is refused and harmless.
    let _already_installed = rustls::crypto::ring::default_provider().install_default();
    let builder = Client::builder().redirect(redirect::Policy::none());
    if address.starts_with("http://") {
        // Only loopback is pulled without TLS, and no proxy leads there.
        builder.no_proxy().build()
    } else {
        builder.build()
    }
}
