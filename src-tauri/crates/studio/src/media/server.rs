//! Serves videos and pictures to the window from 127.0.0.1.
//!
//! WebKitGTK plays no video from a custom scheme, so there is a small web server,
//! reachable by everything that runs on this machine, web pages in a browser among
//! it. It therefore gives away nothing by asking: there are no names and no lists,
//! each file has an address of 128 bits nobody can guess, it only answers to its own
//! `Host` (which stops a web page that points its own name at us), and only the
//! window's origin may read what it gets. It must never take a path from a request.

mod answer;
mod capped;
mod file;
mod range;
mod shelf;

use std::io;
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::http::HeaderValue;
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

use answer::Door;
use capped::Capped;
use shelf::Shelf;

/// Serves videos and pictures to the window from 127.0.0.1. Cheap to clone; ends
/// with its last clone, and so do all its addresses and open files.
#[derive(Clone)]
pub struct MediaServer(Arc<Running>);

struct Running {
    port: u16,
    shelf: Arc<Shelf>,
    _stop: DropGuard,
}

impl MediaServer {
    /// Serves on `listener`, a loopback socket bound before the window's policy was
    /// written, until dropped. Only a page of `window_origin` may read what is served.
    ///
    /// # Errors
    /// When the socket is not on 127.0.0.1, the system has no randomness, or the
    /// origin cannot stand in a header.
    pub async fn start(listener: std::net::TcpListener, window_origin: &str) -> io::Result<Self> {
        let invalid = |what: &str| io::Error::new(io::ErrorKind::InvalidInput, what);
        let origin = HeaderValue::from_str(window_origin).map_err(|_| invalid("not an origin"))?;
        let address = listener.local_addr()?;
        if address.ip() != Ipv4Addr::LOCALHOST {
            return Err(invalid("not a socket on 127.0.0.1"));
        }
        listener.set_nonblocking(true)?;
        let listener = TcpListener::from_std(listener)?;
        let port = address.port();
        let shelf = Arc::new(Shelf::new()?);
        // The door holds the shelf weakly, so that a connection kept open by a client
        // keeps no file open once the server is gone.
        let door = Door {
            shelf: Arc::downgrade(&shelf),
            host: format!("127.0.0.1:{port}"),
            origin,
        };
        let router = Router::new().fallback(answer::answer).with_state(Arc::new(door));
        let stop = CancellationToken::new();
        let serving =
            axum::serve(Capped::new(listener), router).with_graceful_shutdown(stop.clone().cancelled_owned());
        tokio::spawn(async move {
            if let Err(error) = serving.await {
                tracing::error!(%error, "media server ended");
            }
        });
        Ok(Self(Arc::new(Running {
            port,
            shelf,
            _stop: stop.drop_guard(),
        })))
    }

    /// Its port, for the window's CSP.
    pub fn port(&self) -> u16 {
        self.0.port
    }

    /// Address of a video, which is held open until revoked: deleting or replacing
    /// the file disturbs no player. The same for the same key as long as the file at
    /// `path` is unchanged; a changed file gets a new address and ends the old one.
    /// `None` when there is no MP4, MOV or WebM at `path` (blocking, a few reads).
    pub fn video(&self, key: &str, path: &Path) -> Option<String> {
        self.0.shelf.video(key, path).map(|name| self.address("v", &name))
    }

    /// Address of a JPEG; the same for the same key and bytes. Pictures live in
    /// memory, and the ones not seen for longest give way.
    pub fn picture(&self, key: &str, jpeg: &[u8]) -> String {
        self.address("p", &self.0.shelf.picture(key, jpeg))
    }

    /// Ends the addresses of `key` and whatever is being read through them.
    pub fn revoke(&self, key: &str) {
        self.0.shelf.revoke(key);
    }

    fn address(&self, kind: &str, name: &str) -> String {
        format!("http://127.0.0.1:{}/{kind}/{name}", self.0.port)
    }
}
