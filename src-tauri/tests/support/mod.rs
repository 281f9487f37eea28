//! A studio behind the bridge, in Tauri's mock runtime.

use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use greenroom::outside::{Answer, Outside};
use greenroom::practice_host::Inside;
use serde_json::Value;
use studio::Studio;
use studio::clock::Clock;
use studio::config::{Config, Pacing, PracticeHost};
use studio::secrets::SecretStore;
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response};
use tauri::webview::InvokeRequest;
use tauri::{WebviewWindow, WebviewWindowBuilder};
use tempfile::TempDir;

/// The bridge with a studio in a folder of its own.
pub struct Bridge {
    /// The window's end.
    pub window: WebviewWindow<MockRuntime>,
    // Only kept. The lock makes the whole shareable, which an app by itself is not.
    _app: Mutex<tauri::App<MockRuntime>>,
    _folder: TempDir,
}

/// What lies around the studio.
pub struct Around {
    /// Where the page comes from, for the media server.
    pub origin: String,
    /// The practice TikTok, unless it is the one inside the app.
    pub practice: Option<Arc<dyn PracticeHost>>,
    /// Dialogs and browser.
    pub desk: Arc<dyn Outside>,
}

impl Default for Around {
    fn default() -> Self {
        Self {
            origin: greenroom::window::ORIGIN.into(),
            practice: None,
            desk: Arc::new(NoDesktop),
        }
    }
}

struct NoDesktop;

impl Outside for NoDesktop {
    fn pick_videos(&self) -> Answer<Vec<PathBuf>> {
        Box::pin(async { vec![] })
    }

    fn save_as(&self, _: &str, _: &str) -> Answer<Option<PathBuf>> {
        Box::pin(async { None })
    }

    fn open(&self, _: &str) -> bool {
        false
    }

    fn let_close(&self) {}

    fn checks_spelling(&self) -> Answer<bool> {
        Box::pin(std::future::ready(true))
    }

    fn start_anew(&self) {}
}

impl Bridge {
    /// Opens a studio and the window's end of the bridge.
    pub fn open(around: Around) -> Self {
        tiktok::install_tls();
        let folder = tempfile::tempdir().expect("a folder");
        let inside = || Arc::new(Inside::new(folder.path().join("practice.json"))) as Arc<dyn PracticeHost>;
        let config = Config {
            data_dir: folder.path().join("data"),
            clock: Clock::System,
            secrets: SecretStore::memory(),
            pacing: Pacing::default(),
            practice: Some(around.practice.unwrap_or_else(inside)),
            walkthrough: Some(greenroom::practice_host::forgetful()),
            ffmpeg: None,
            window_origin: around.origin,
            version: "0".into(),
            utc_offset_s: 0,
        };
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let mut context = greenroom::context();
        greenroom::window::allow_media(&mut context, listener.local_addr().expect("its address").port());
        let studio = tauri::async_runtime::block_on(Studio::open(config, listener)).expect("a studio");
        let bridge = greenroom::bridge::builder::<MockRuntime>();
        let app = tauri::test::mock_builder()
            .manage(studio.clone())
            .manage(around.desk)
            .invoke_handler(bridge.invoke_handler())
            .build(context)
            .expect("an app");
        bridge.mount_events(&app);
        greenroom::bridge::forward_changes(app.handle(), &studio);
        let window = WebviewWindowBuilder::new(&app, greenroom::window::MAIN, Default::default())
            .build()
            .expect("a window");
        Self {
            window,
            _app: Mutex::new(app),
            _folder: folder,
        }
    }

    /// Calls a command as the page would.
    pub fn call(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        self.call_from("tauri://localhost", command, arguments)
    }

    /// Calls a command from a page at `url`.
    pub fn call_from(&self, url: &str, command: &str, arguments: Value) -> Result<Value, Value> {
        let request = InvokeRequest {
            cmd: command.into(),
            callback: tauri::ipc::CallbackFn(0),
            error: tauri::ipc::CallbackFn(1),
            url: url.parse().expect("an address"),
            body: tauri::ipc::InvokeBody::Json(arguments),
            headers: Default::default(),
            invoke_key: INVOKE_KEY.to_owned(),
        };
        get_ipc_response(&self.window, request).map(|body| body.deserialize().expect("JSON"))
    }
}
