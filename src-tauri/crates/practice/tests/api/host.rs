//! A web host of files, as an app's own that TikTok pulls from.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use futures_util::stream;
use http::StatusCode;
use tokio::sync::watch;

/// What lies at an address.
#[derive(Clone)]
pub enum File {
    /// Sent at once.
    Whole(Vec<u8>),
    /// One half is sent; the other when the host is let go.
    Halves(Vec<u8>),
    /// Lies elsewhere.
    Moved(String),
    /// The connection ends before the announced length.
    Cut(Vec<u8>),
}

type Files = Arc<Mutex<HashMap<String, File>>>;

#[derive(Clone)]
struct Shelf {
    files: Files,
    go: watch::Receiver<bool>,
    asked: Arc<Mutex<Vec<String>>>,
}

/// A running host; its files lie under `base`, which ends in a slash.
pub struct Host {
    pub base: String,
    shelf: Shelf,
    go: watch::Sender<bool>,
    task: tokio::task::JoinHandle<()>,
}

impl Host {
    pub async fn with(files: &[(&str, File)]) -> Self {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let base = format!("http://{}/media/", listener.local_addr().unwrap());
        let (go, waiting) = watch::channel(false);
        let shelf = Shelf {
            files: Arc::default(),
            go: waiting,
            asked: Arc::default(),
        };
        for (name, file) in files {
            shelf
                .files
                .lock()
                .unwrap()
                .insert((*name).to_owned(), file.clone());
        }
        let router = Router::new()
            .route("/media/{name}", axum::routing::get(give))
            .with_state(shelf.clone());
        let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self {
            base,
            shelf,
            go,
            task,
        }
    }

    /// The address of a file.
    pub fn at(&self, name: &str) -> String {
        format!("{}{name}", self.base)
    }

    /// Sends the second halves.
    pub fn let_go(&self) {
        self.go.send(true).unwrap();
    }

    /// What was asked for, in order.
    pub fn asked(&self) -> Vec<String> {
        self.shelf.asked.lock().unwrap().clone()
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn give(State(shelf): State<Shelf>, Path(name): Path<String>) -> Response {
    shelf.asked.lock().unwrap().push(name.clone());
    let file = shelf.files.lock().unwrap().get(&name).cloned();
    match file {
        Some(File::Whole(bytes)) => bytes.into_response(),
        Some(File::Moved(address)) => Redirect::temporary(&address).into_response(),
        Some(File::Halves(bytes)) => halves(bytes, shelf.go),
        Some(File::Cut(bytes)) => cut(&bytes),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn halves(bytes: Vec<u8>, go: watch::Receiver<bool>) -> Response {
    let bytes = Bytes::from(bytes);
    let half = bytes.len() / 2;
    let (first, second) = (bytes.slice(..half), bytes.slice(half..));
    let parts = stream::unfold(0, move |part| {
        let (first, second, mut go) = (first.clone(), second.clone(), go.clone());
        async move {
            let piece = match part {
                0 => first,
                1 => {
                    go.wait_for(|go| *go).await.ok()?;
                    second
                }
                _ => return None,
            };
            Some((Ok::<_, std::io::Error>(piece), part + 1))
        }
    });
    Body::from_stream(parts).into_response()
}

fn cut(bytes: &[u8]) -> Response {
    let pieces = [
        Ok(Bytes::copy_from_slice(bytes)),
        Err(std::io::Error::other("cut")),
    ];
    let body = Body::from_stream(stream::iter(pieces));
    let length = (bytes.len() * 2).to_string();
    ([(http::header::CONTENT_LENGTH, length)], body).into_response()
}
