//! Spelling in WebKitGTK, which checks nothing until it is told the languages. Other
//! systems check by themselves.

use tauri::{AppHandle, Manager, Runtime};
use webkit2gtk::glib::language_names;
use webkit2gtk::{WebContextExt, WebView, WebViewExt};

use crate::window::MAIN;

/// Has the window's text fields checked in the languages of the system, as far as it has
/// dictionaries for them; whether it has any. Reading one takes a sixth of a second on the
/// window's own thread: nobody should wait for that before there is something to write.
pub async fn check<R: Runtime>(app: AppHandle<R>) -> bool {
    let Some(window) = app.get_webview_window(MAIN) else {
        return false;
    };
    let (answer, reply) = tokio::sync::oneshot::channel();
    let asked = window.with_webview(move |webview| {
        let _ = answer.send(begin(&webview.inner()));
    });
    if let Err(error) = asked {
        tracing::warn!(%error, "spelling is not checked");
    }
    reply.await.unwrap_or(false)
}

fn begin(view: &WebView) -> bool {
    let Some(context) = view.context() else {
        return false;
    };
    if !context.is_spell_checking_enabled() {
        context.set_spell_checking_enabled(true);
        let names = language_names();
        let wanted = languages(names.iter().map(|name| name.as_str()));
        context.set_spell_checking_languages(&wanted);
    }
    // WebKit keeps only those it found a dictionary for.
    !context.spell_checking_languages().is_empty()
}

/// The system's names of languages as dictionaries are named: without the encoding, each
/// once. "C" stands at the end of every list and is no language; alone it means English.
fn languages<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut languages = Vec::new();
    for name in names {
        let name = name.split(['.', '@']).next().unwrap_or_default();
        if !matches!(name, "" | "C" | "POSIX") && !languages.contains(&name) {
            languages.push(name);
        }
    }
    if languages.is_empty() {
        languages.push("en_US");
    }
    languages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_systems_languages_are_named_as_dictionaries_are() {
        for (names, wanted) in [
            (
                vec!["sv_SE.UTF-8", "sv_SE", "sv.UTF-8", "sv", "C"],
                vec!["sv_SE", "sv"],
            ),
            (vec!["de_AT@euro", "de"], vec!["de_AT", "de"]),
            (vec!["C.UTF-8", "C"], vec!["en_US"]),
            (vec!["pt_BR", "en_GB", "POSIX"], vec!["pt_BR", "en_GB"]),
        ] {
            assert_eq!(languages(names.into_iter()), wanted);
        }
    }
}
