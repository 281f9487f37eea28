//! Closing the window. What was typed a moment ago may still be in the page, so the page
//! is asked for it and the window goes when it has answered.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use studio::Studio;
use studio::view::Change;
use tauri::{CloseRequestApi, Manager, Runtime, WebviewWindow};
use tokio::sync::Notify;

/// How long a page that does not answer keeps its window.
const PATIENCE: Duration = Duration::from_secs(3);

/// Whether the window is about to go.
#[derive(Default)]
pub struct Leaving {
    asked: AtomicBool,
    said: Notify,
}

impl Leaving {
    /// The page has said everything.
    pub fn done(&self) {
        self.said.notify_one();
    }
}

/// The creator closes the window. Closing it once more is not to be argued with.
pub fn close<R: Runtime>(window: &WebviewWindow<R>, api: &CloseRequestApi) {
    if window.state::<Leaving>().asked.swap(true, Ordering::SeqCst) {
        return;
    }
    api.prevent_close();
    // A studio started from now on waits for this one to end instead of showing its window.
    tauri_plugin_single_instance::destroy(window.app_handle());
    window.state::<Studio>().tell(Change::Closing);
    let window = window.clone();
    tauri::async_runtime::spawn(async move {
        let leaving = window.state::<Leaving>();
        let answer = tokio::time::timeout(PATIENCE, leaving.said.notified());
        if answer.await.is_err() {
            tracing::warn!("the page did not answer before its window closed");
        }
        if let Err(error) = window.destroy() {
            tracing::error!(%error, "the window does not close");
        }
    });
}
