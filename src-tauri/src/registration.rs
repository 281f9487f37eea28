//! Tells a Linux desktop that `studio.greenroom://` addresses are ours.
//!
//! An installed package brings its own entry. A program started from where it was
//! built writes one for this user, with an unquoted `Exec` line, because the plain
//! `xdg-open` of bare systems cannot parse a quoted one.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::arguments::Arguments;

const ENTRY: &str = "studio.greenroom.desktop";
const SCHEME_TYPE: &str = "x-scheme-handler/studio.greenroom";

/// Writes the entry if this program has none yet or was started otherwise. A link must
/// reach the same studio, so the options that make it another one go along.
pub fn register(arguments: &Arguments) -> io::Result<()> {
    let program = std::env::current_exe()?;
    if program.starts_with("/usr") || program.to_string_lossy().contains(char::is_whitespace) {
        return Ok(());
    }
    let Some(folder) = applications() else {
        return Ok(());
    };
    let path = folder.join(ENTRY);
    let text = entry(&program, arguments);
    if std::fs::read_to_string(&path).is_ok_and(|present| present == text) {
        return Ok(());
    }
    std::fs::create_dir_all(&folder)?;
    std::fs::write(&path, text)?;
    // Both only speed the desktop up; without them it reads the entry itself.
    run("update-desktop-database", &[folder.as_os_str()]);
    run(
        "xdg-mime",
        &["default".as_ref(), ENTRY.as_ref(), SCHEME_TYPE.as_ref()],
    );
    Ok(())
}

fn entry(program: &Path, arguments: &Arguments) -> String {
    let option = |name: &str, path: &Option<PathBuf>| {
        path.as_ref()
            .map(|path| format!(" {name} {}", path.display()))
            .unwrap_or_default()
    };
    let options = option("--data-dir", &arguments.data_dir)
        + &option("--practice-program", &arguments.practice_program);
    format!(
        "[Desktop Entry]\nType=Application\nName=Greenroom\nComment=Desktop studio for TikTok creators\n\
         Exec={}{options} %u\nTerminal=false\nCategories=AudioVideo;Video;\nMimeType={SCHEME_TYPE};\n",
        program.display()
    )
}

fn applications() -> Option<PathBuf> {
    let data = std::env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute());
    let data =
        data.or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/share")))?;
    Some(data.join("applications"))
}

fn run(program: &str, arguments: &[&std::ffi::OsStr]) {
    if let Err(error) = Command::new(program).args(arguments).output() {
        tracing::debug!(%error, program, "not there");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entry_passes_the_address_on_without_quotes() {
        let arguments = Arguments {
            data_dir: Some("/tmp/data".into()),
            ..Arguments::default()
        };
        let text = entry(Path::new("/opt/greenroom"), &arguments);
        assert!(
            text.contains("Exec=/opt/greenroom --data-dir /tmp/data %u\n"),
            "{text}"
        );
        assert!(
            text.contains("MimeType=x-scheme-handler/studio.greenroom;\n"),
            "{text}"
        );
    }
}
