//! The one file everything is kept in.

use std::path::{Path, PathBuf};

use super::{LAYOUT, State};
use crate::options::Error;

/// The file.
pub struct StateFile(PathBuf);

impl StateFile {
    /// Reads `path`, or begins anew where there is none.
    pub fn open(path: &Path, now: i64) -> Result<(Self, State), Error> {
        let broken = |reason: String| Error::State {
            path: path.to_owned(),
            reason,
        };
        let state = match std::fs::read(path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| broken(error.to_string()))?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => State::new(now),
            Err(error) => return Err(broken(error.to_string())),
        };
        if state.layout != LAYOUT {
            return Err(broken(format!(
                "it has layout {}, this program knows {LAYOUT}",
                state.layout
            )));
        }
        let file = Self(path.to_owned());
        file.save(&state)?;
        Ok((file, state))
    }

    /// Replaces the file as a whole and waits until the disk has it: whoever reads it, a kill
    /// or a power cut later too, sees the old or the new one.
    pub fn save(&self, state: &State) -> Result<(), Error> {
        let broken = |error: &dyn std::fmt::Display| Error::State {
            path: self.0.clone(),
            reason: error.to_string(),
        };
        let bytes = serde_json::to_vec_pretty(state).map_err(|error| broken(&error))?;
        let beside = self.0.with_extension("json.new");
        write_private(&beside, &bytes).map_err(|error| broken(&error))?;
        std::fs::rename(&beside, &self.0).map_err(|error| broken(&error))?;
        sync_folder(&self.0).map_err(|error| broken(&error))
    }
}

/// Tokens lie in it; nobody else on this computer needs to read them.
fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    // Before the rename: after a power cut the new name must not stand for an empty file.
    file.sync_all()
}

/// Makes the rename itself last. Only Unix lets a folder be synced.
fn sync_folder(path: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        let parent = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        std::fs::File::open(parent.unwrap_or(Path::new(".")))?.sync_all()
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        Ok(())
    }
}
