//! Spelling in WebKitGTK, which checks nothing until it is told the languages. Other
//! systems check by themselves.

use tauri::{AppHandle, Manager, Runtime, WebviewWindow};
use webkit2gtk::glib::language_names;
use webkit2gtk::{WebContextExt, WebViewExt};

/// Whether there is a dictionary for one of the creator's languages.
struct Checked(bool);

/// Has the window's text fields checked in the languages of the system, as far as it has
/// dictionaries for them.
pub fn check<R: Runtime>(window: &WebviewWindow<R>) {
    let app = window.app_handle().clone();
    let asked = window.with_webview(move |webview| {
        let Some(context) = webview.inner().context() else {
            return;
        };
        context.set_spell_checking_enabled(true);
        let names = language_names();
        let wanted = languages(names.iter().map(|name| name.as_str()));
        context.set_spell_checking_languages(&wanted);
        // WebKit keeps only those it found a dictionary for.
        let found = context.spell_checking_languages();
        tracing::debug!(?wanted, ?found, "dictionaries");
        app.manage(Checked(!found.is_empty()));
    });
    if let Err(error) = asked {
        tracing::warn!(%error, "spelling is not checked");
    }
}

/// Whether what is typed is checked.
pub fn is_checked<R: Runtime>(app: &AppHandle<R>) -> bool {
    app.try_state::<Checked>().is_some_and(|checked| checked.0)
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
