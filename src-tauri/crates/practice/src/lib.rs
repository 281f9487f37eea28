//! A TikTok that runs on this computer: the same API over loopback, for practising and
//! for tests. Written from our reference of TikTok's API (R§n is its section n) and
//! independent of our client, so that one can prove the other wrong.
//!
//! What it does not do: it sends nothing anywhere, keeps no video and no photo (only length
//! and SHA-256), and pulls from no address but those of properties it was started with.
//! What TikTok documents or has been seen to
//! do is done as it does it; where nobody knows, the answer carries an `x-practice-hint`
//! that says why. TikTok takes only https redirects on the web platform; here the page
//! at `/redirect/` of this server stands for one. What the creator does in the TikTok app
//! is done at `/phone/?creator=<handle>`, an address that does not change.
//!
//! ```no_run
//! # async fn run() -> Result<(), practice::Error> {
//! let practice = practice::Practice::start(practice::Options::default()).await?;
//! println!("{}", practice.addresses().api);
//! practice.stop().await;
//! # Ok(())
//! # }
//! ```

mod access;
mod authorize;
mod chunks;
mod control;
mod creator;
mod digest;
mod endpoint;
mod envelope;
mod faults;
mod ids;
mod images;
mod limits;
mod mischief;
mod oauth;
mod options;
mod pages;
mod personas;
mod pictures;
mod posts;
mod properties;
mod publish;
mod pull;
mod quotas;
mod redirects;
mod server;
mod state;
mod status;
mod upload;
mod videos;
mod world;

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinHandle;

pub use endpoint::Endpoint;
pub use faults::{Fault, Kind};
pub use options::{
    Addresses, CLIENT_KEY, CLIENT_SECRET, Error, Options, Platform, SANDBOX_CLIENT_KEY, Speed,
};
pub use personas::{Persona, personas};

use crate::authorize::Wish;
use crate::world::World;

/// A running practice TikTok. Dropping it ends it and every connection.
pub struct Practice {
    world: Arc<World>,
    task: JoinHandle<()>,
}

impl Practice {
    /// Starts one on the running tokio runtime.
    ///
    /// # Errors
    /// When the port is taken, the state file cannot be used or an option makes no sense.
    pub async fn start(options: Options) -> Result<Self, Error> {
        let (listener, port) = server::bind(options.port).await?;
        let (sender, pulls) = tokio::sync::mpsc::unbounded_channel();
        let world = Arc::new(World::new(options, port, sender)?);
        let (serving, pulling) = (
            server::serve(listener, world.clone()),
            pull::run(pulls, world.clone()),
        );
        let task = tokio::spawn(async {
            tokio::join!(serving, pulling);
        });
        Ok(Self { world, task })
    }

    /// Where it is and how an app is known there.
    pub fn addresses(&self) -> Addresses {
        let World {
            origin,
            client_key,
            client_secret,
            control_token,
            ..
        } = &*self.world;
        Addresses {
            api: origin.clone(),
            auth: origin.clone(),
            upload: format!("{origin}/upload/"),
            client_key: client_key.clone(),
            client_secret: client_secret.clone(),
            control_token: control_token.clone(),
        }
    }

    /// Allows what `authorize_url` asks for as `persona`, exactly as submitting the consent
    /// page would, and returns the redirect. `scopes` narrows what is granted; `None`
    /// grants all that was asked.
    ///
    /// # Errors
    /// When TikTok would show its error page (R§1.5), or there is no such creator.
    pub async fn allow(
        &self,
        authorize_url: &str,
        persona: &str,
        scopes: Option<&[&str]>,
    ) -> Result<String, Error> {
        let wish = Wish::read(&self.world, &authorize::pairs(authorize_url)?)?;
        let creator = self
            .world
            .creator(persona)
            .ok_or_else(|| Error::NoSuchPersona(persona.to_owned()))?;
        let granted = match scopes {
            Some(scopes) => scopes.iter().map(|scope| (*scope).to_owned()).collect(),
            None => wish.scopes.clone(),
        };
        Ok(wish.allow(&self.world, creator, &granted))
    }

    /// Refuses what `authorize_url` asks for, and returns the redirect.
    ///
    /// # Errors
    /// When TikTok would show its error page (R§1.5).
    pub async fn deny(&self, authorize_url: &str) -> Result<String, Error> {
        Ok(Wish::read(&self.world, &authorize::pairs(authorize_url)?)?.deny())
    }

    /// Arms faults on top of those armed before.
    pub fn arm(&self, faults: Vec<Fault>) {
        self.world.with(|memory, _| memory.faults.arm(faults));
    }

    /// Disarms all faults; an answer that is being delayed comes at once.
    pub fn disarm(&self) {
        self.world.disarm();
    }

    /// Puts the practice clock ahead: tokens, codes, links, upload addresses and the
    /// windows of the limits end that much sooner, processing and moderation too.
    pub fn advance(&self, by: Duration) {
        self.world.advance(by);
    }

    /// What it counted, as `/practice/state` of the program tells it: posts, uploads,
    /// bytes, tokens issued, requests. No token and no upload address is in it.
    pub fn state(&self) -> serde_json::Value {
        self.world.with(|memory, now| control::overview(memory, now))
    }

    /// Stops; the port is free and every connection closed when this returns.
    pub async fn stop(mut self) {
        self.task.abort();
        let _ = (&mut self.task).await;
    }
}

impl Drop for Practice {
    fn drop(&mut self) {
        self.task.abort();
    }
}
