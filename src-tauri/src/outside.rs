//! What the studio needs from the desktop: file dialogs, the system browser, a new start.

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;

use tauri::Manager;
use tauri_plugin_dialog::DialogExt;
use tauri_plugin_opener::OpenerExt;

use crate::leaving::Leaving;

/// A boxed future.
pub type Answer<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// The desktop around the window. Tests of the bridge bring their own.
pub trait Outside: Send + Sync {
    /// Lets the creator choose videos; empty when nothing was chosen.
    fn pick_videos(&self) -> Answer<Vec<PathBuf>>;
    /// Lets the creator choose where to save a file, `name` being offered; `None` when nothing
    /// was chosen.
    fn save_as(&self, title: &str, name: &str) -> Answer<Option<PathBuf>>;
    /// Opens an address in the system browser; false when there is none.
    fn open(&self, address: &str) -> bool;
    /// The page has nothing left to tell: its window may close.
    fn let_close(&self);
    /// Whether the system checks the spelling of what is typed.
    fn checks_spelling(&self) -> Answer<bool>;
    /// Ends the program and starts it again.
    fn start_anew(&self);
}

/// The desktop as Tauri knows it.
pub struct Desktop {
    app: tauri::AppHandle,
    choose_title: String,
    kind_label: String,
}

impl Desktop {
    /// The desktop of `app`, with the words of its file dialog.
    pub fn new(app: tauri::AppHandle, choose_title: String, kind_label: String) -> Self {
        Self {
            app,
            choose_title,
            kind_label,
        }
    }
}

impl Outside for Desktop {
    fn pick_videos(&self) -> Answer<Vec<PathBuf>> {
        let (answer, reply) = tokio::sync::oneshot::channel();
        self.app
            .dialog()
            .file()
            .set_title(&self.choose_title)
            .add_filter(
                &self.kind_label,
                &["mp4", "mov", "webm", "m4v", "MP4", "MOV", "WEBM", "M4V"],
            )
            .pick_files(move |files| {
                let _ = answer.send(files.unwrap_or_default());
            });
        Box::pin(async move {
            let files = reply.await.unwrap_or_default();
            files
                .into_iter()
                .filter_map(|file| file.into_path().ok())
                .collect()
        })
    }

    fn save_as(&self, title: &str, name: &str) -> Answer<Option<PathBuf>> {
        let (answer, reply) = tokio::sync::oneshot::channel();
        self.app
            .dialog()
            .file()
            .set_title(title)
            .set_file_name(name)
            .save_file(move |file| {
                let _ = answer.send(file);
            });
        Box::pin(async move { reply.await.ok().flatten()?.into_path().ok() })
    }

    fn open(&self, address: &str) -> bool {
        // Only web addresses leave the studio; `file:` or a program never do.
        let is_web = address.starts_with("https://") || address.starts_with("http://127.0.0.1:");
        is_web
            && self
                .app
                .opener()
                .open_url(address, None::<&str>)
                .inspect_err(|error| tracing::warn!(%error, "the browser did not open"))
                .is_ok()
    }

    fn let_close(&self) {
        self.app.state::<Leaving>().done();
    }

    fn checks_spelling(&self) -> Answer<bool> {
        #[cfg(target_os = "linux")]
        return Box::pin(crate::spelling::check(self.app.clone()));
        #[cfg(not(target_os = "linux"))]
        Box::pin(std::future::ready(true))
    }

    fn start_anew(&self) {
        self.app.request_restart();
    }
}
