//! The built page, served with the app's own policy, and the real commands over HTTP.

use std::convert::Infallible;
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use futures_util::{Stream, stream};
use greenroom::outside::{Answer, Outside};
use serde_json::{Value, json};
use studio::config::PracticeHost;
use tauri::async_runtime::{JoinHandle, spawn, spawn_blocking};
use tauri::{Listener, Manager};
use tauri_specta::Event as _;
use tempfile::TempDir;
use tests::hands::{Hands, Outage};
use tests::states::{Practice, Reaching};
use tests::window::Window;
use tokio::sync::{broadcast, mpsc};

use crate::beside::Beside;
use crate::support::{Around, Bridge};

/// A studio of its own behind a page of its own.
pub struct Served {
    /// Where the page is.
    pub origin: String,
    home: TempDir,
    choices: mpsc::UnboundedSender<PathBuf>,
    beside: Option<Arc<Beside>>,
    server: JoinHandle<()>,
}

/// What the server needs to answer.
#[derive(Clone)]
struct Page {
    bridge: Arc<Bridge>,
    events: broadcast::Sender<String>,
    edit: fn(String) -> String,
}

/// The desktop of a creator whose hands are a test.
struct Desktop {
    choices: Arc<tokio::sync::Mutex<mpsc::UnboundedReceiver<PathBuf>>>,
    /// Where the browser notes what it was asked to open.
    opened: PathBuf,
}

impl Outside for Desktop {
    fn pick_videos(&self) -> Answer<Vec<PathBuf>> {
        let choices = self.choices.clone();
        Box::pin(async move { choices.lock().await.recv().await.into_iter().collect() })
    }

    fn save_as(&self, _: &str, name: &str) -> Answer<Option<PathBuf>> {
        let place = self.opened.with_file_name(name);
        Box::pin(async move { Some(place) })
    }

    fn open(&self, address: &str) -> bool {
        std::fs::write(&self.opened, format!("{address}\n")).is_ok()
    }

    fn let_close(&self) {}

    fn checks_spelling(&self) -> Answer<bool> {
        Box::pin(std::future::ready(true))
    }

    fn start_anew(&self) {}
}

impl Served {
    /// Serves the page as it was built.
    pub fn start() -> Self {
        Self::with(Practice::Inside)
    }

    /// Serves the page as it was built, to a studio with such a practice TikTok.
    pub fn with(practice: Practice) -> Self {
        let beside = (practice == Practice::Beside).then(Beside::start);
        Self::made(|page| page, beside)
    }

    /// Serves the page with `edit` made to its `index.html`.
    pub fn edited(edit: fn(String) -> String) -> Self {
        Self::made(edit, None)
    }

    fn made(edit: fn(String) -> String, beside: Option<Arc<Beside>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let origin = format!("http://{}", listener.local_addr().expect("its address"));
        let (choices, chosen) = mpsc::unbounded_channel();
        let home = tempfile::tempdir().expect("a home");
        let bridge = Bridge::open(Around {
            origin: origin.clone(),
            practice: beside.clone().map(|beside| beside as Arc<dyn PracticeHost>),
            desk: Arc::new(Desktop {
                choices: Arc::new(tokio::sync::Mutex::new(chosen)),
                opened: home.path().join(tests::browser::OPENED),
            }),
        });
        let (events, _) = broadcast::channel(256);
        let heard = events.clone();
        // Nobody may be listening yet; then nobody has asked for anything either.
        bridge
            .window
            .listen_any(greenroom::bridge::Changed::NAME, move |event| {
                drop(heard.send(event.payload().to_owned()));
            });
        let page = Page {
            bridge: Arc::new(bridge),
            events,
            edit,
        };
        Self {
            origin,
            home,
            choices,
            beside,
            server: spawn(serve(listener, page)),
        }
    }

    /// Shows the page in `window` and waits until it stands.
    pub async fn show(&self, window: &Window) {
        window.client.goto(&self.origin).await.expect("the page");
        window.wait_for("h1").await;
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Hands for Served {
    fn home(&self) -> &std::path::Path {
        self.home.path()
    }

    fn choose_video(&self, file: &std::path::Path) {
        self.choices.send(file.to_owned()).expect("an open studio");
    }

    fn set_up_browser(&self) {}

    fn practice_fails(&self, outage: Outage) {
        let beside = self.beside.as_ref().expect("a practice TikTok beside the app");
        beside.fails(outage);
    }

    fn ask_for_shortcuts<'a>(&'a self, window: &'a Window) -> Reaching<'a> {
        Box::pin(crate::keys::press(window, '?'))
    }
}

async fn serve(listener: TcpListener, page: Page) {
    let routes = Router::new()
        .route("/__ipc/{command}", post(call))
        .route("/__events", get(hear))
        .fallback(get(file))
        .with_state(page);
    listener.set_nonblocking(true).expect("a socket for tokio");
    let listener = tokio::net::TcpListener::from_std(listener).expect("a socket of tokio");
    axum::serve(listener, routes).await.expect("a server");
}

/// One call of the page, through Tauri's own checks and back.
async fn call(State(page): State<Page>, Path(command): Path<String>, body: String) -> Response {
    let arguments: Value = serde_json::from_str(&body).expect("JSON from the page");
    let answered = spawn_blocking(move || page.bridge.call(&command, arguments)).await;
    let answer = match answered.expect("an answer") {
        Ok(value) => json!({ "ok": value }),
        Err(error) => json!({ "error": error }),
    };
    axum::Json(answer).into_response()
}

/// Passes the studio's one event on, as it happens.
async fn hear(State(page): State<Page>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let heard = stream::unfold(page.events.subscribe(), async |mut events| {
        let payload = events.recv().await.ok()?;
        let event = Event::default()
            .event(greenroom::bridge::Changed::NAME)
            .data(payload);
        Some((Ok(event), events))
    });
    Sse::new(heard)
}

/// A file of the page, as the program carries it, with the program's policy.
async fn file(State(page): State<Page>, at: Uri) -> Response {
    let path = match at.path() {
        "/" => "index.html",
        path => path.trim_start_matches('/'),
    };
    // Tauri answers an unknown address with the page itself; a browser asks for an icon by itself.
    if path == "favicon.ico" {
        return StatusCode::NO_CONTENT.into_response();
    }
    let Some(asset) = page
        .bridge
        .window
        .app_handle()
        .asset_resolver()
        .get(path.to_owned())
    else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = (header::CONTENT_TYPE, asset.mime_type);
    match asset.csp_header {
        None => ([kind], asset.bytes).into_response(),
        Some(policy) => {
            let text = String::from_utf8(asset.bytes).expect("a page of text");
            let policy = (header::CONTENT_SECURITY_POLICY, with_own_server(&policy));
            ([kind, policy], (page.edit)(text)).into_response()
        }
    }
}

/// The policy with this server in the place of `ipc:`, and otherwise as it is.
fn with_own_server(policy: &str) -> String {
    assert!(policy.contains("connect-src ipc: "), "{policy}");
    policy.replace("connect-src ipc: ", "connect-src 'self' ")
}
