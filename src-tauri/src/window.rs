//! The one window, its walls and its door.

use studio::Studio;
use studio::view::{Change, Route};
use tauri::utils::config::{Csp, CspDirectiveSources};
use tauri::webview::{NewWindowResponse, WebviewWindowBuilder};
use tauri::{
    AppHandle, Context, DragDropEvent, Manager, Runtime, Url, WebviewUrl, WebviewWindow, WindowEvent,
};

use crate::leaving;

/// Label of the window.
pub const MAIN: &str = "main";

/// Origin of the page on this system.
pub const ORIGIN: &str = if cfg!(any(windows, target_os = "android")) {
    "http://tauri.localhost"
} else {
    "tauri://localhost"
};

const PORT_MARK: &str = "MEDIA_PORT";

/// Writes the media server's real port into the page's policy, before any page exists.
pub fn allow_media<R: Runtime>(context: &mut Context<R>, port: u16) {
    let Some(Csp::DirectiveMap(directives)) = &mut context.config_mut().app.security.csp else {
        return;
    };
    let port = port.to_string();
    for sources in directives.values_mut() {
        match sources {
            CspDirectiveSources::Inline(text) => *text = text.replace(PORT_MARK, &port),
            CspDirectiveSources::List(list) => list
                .iter_mut()
                .for_each(|text| *text = text.replace(PORT_MARK, &port)),
        }
    }
}

/// Whether the page may go to `url`: the app's own address, nothing else.
pub fn may_navigate(url: &Url) -> bool {
    let own = match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" | "https" => cfg!(windows) && url.host_str() == Some("tauri.localhost"),
        _ => false,
    };
    own && url.port().is_none() && url.username().is_empty()
}

/// Opens the window.
///
/// # Errors
/// When the system's web view cannot be made.
pub fn open<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<WebviewWindow<R>> {
    let window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::App("index.html".into()))
        .title("Greenroom")
        .inner_size(1280.0, 832.0)
        .min_inner_size(720.0, 480.0)
        .center()
        .zoom_hotkeys_enabled(true)
        .on_navigation(may_navigate)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    let (app, closing) = (app.clone(), window.clone());
    window.on_window_event(move |event| match event {
        WindowEvent::DragDrop(event) => drag(&app, event),
        WindowEvent::CloseRequested { api, .. } => leaving::close(&closing, api),
        _ => {}
    });
    Ok(window)
}

fn drag<R: Runtime>(app: &AppHandle<R>, event: &DragDropEvent) {
    let studio = app.state::<Studio>().inner().clone();
    match event {
        DragDropEvent::Enter { .. } => studio.tell(Change::Dragging { over: true }),
        DragDropEvent::Leave => studio.tell(Change::Dragging { over: false }),
        DragDropEvent::Drop { paths, .. } => {
            let paths = paths.clone();
            tauri::async_runtime::spawn(async move {
                studio.tell(Change::Dragging { over: false });
                take(&studio, paths).await;
            });
        }
        _ => {}
    }
}

/// Makes drafts of dropped files and shows what became of them.
async fn take(studio: &Studio, paths: Vec<std::path::PathBuf>) {
    match studio.drafts().add(paths).await {
        Err(problem) => studio.tell(Change::Toast {
            message: problem.to_string(),
        }),
        Ok(added) => {
            if !added.refused.is_empty() {
                studio.tell(Change::Refused { files: added.refused });
            }
            match added.drafts.as_slice() {
                [] => {}
                [only] => studio.go(Route::Draft { id: only.clone() }),
                _ => studio.go(Route::Drafts),
            }
        }
    }
}

/// Brings the window back from behind or below.
pub fn bring_to_front<R: Runtime>(app: &AppHandle<R>) {
    let Some(window) = app.get_webview_window(MAIN) else {
        return;
    };
    let shown = window
        .unminimize()
        .and_then(|()| window.show())
        .and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::debug!(%error, "the window stayed where it was");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(not(windows))]
    fn the_page_stays_at_home() {
        let url = |text: &str| Url::parse(text).unwrap();
        assert!(may_navigate(&url("tauri://localhost/index.html")));
        for foreign in [
            "https://www.tiktok.com/",
            "http://127.0.0.1:8080/",
            "http://localhost/",
            "tauri://evil/",
            "asset://localhost/x",
            "file:///etc/passwd",
            "data:text/html,x",
            "about:blank",
            "javascript:1",
        ] {
            assert!(!may_navigate(&url(foreign)), "{foreign}");
        }
    }
}
