//! How the file behind a draft stands.

use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use super::Draft;
use crate::media::Fingerprint;

/// How long the list waits for slow disks; a file not seen by then counts as there.
const PATIENCE: Duration = Duration::from_secs(3);

/// How the file behind a draft stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileState {
    /// Where it was, with the size and the modification time it had.
    There,
    /// Not where it was.
    Gone,
    /// Something else is there now.
    Changed,
}

/// Looks at size and modification time (blocking, cheap). The whole fingerprint is
/// compared before anything is posted.
pub(super) fn look(draft: &Draft) -> FileState {
    look_at(&draft.path, &draft.fingerprint)
}

fn look_at(path: &Path, before: &Fingerprint) -> FileState {
    let Ok(metadata) = path.metadata() else {
        return FileState::Gone;
    };
    let modified = metadata
        .modified()
        .ok()
        .and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    let is_same_time = match modified {
        Some(since) => i128::try_from(since.as_nanos()) == Ok(before.modified_ns),
        // Before 1970, or a file system that does not say.
        None => before.modified_ns <= 0,
    };
    match metadata.is_file() && metadata.len() == before.size && is_same_time {
        true => FileState::There,
        false => FileState::Changed,
    }
}

/// Looks at all files off the async threads.
pub(super) async fn look_at_all<'a>(drafts: impl Iterator<Item = &'a Draft>) -> Vec<FileState> {
    let files: Vec<_> = drafts
        .map(|draft| (draft.path.clone(), draft.fingerprint.clone()))
        .collect();
    let count = files.len();
    let look = move || files.iter().map(|(path, before)| look_at(path, before)).collect();
    match tokio::time::timeout(PATIENCE, tokio::task::spawn_blocking(look)).await {
        Ok(Ok(states)) => states,
        _ => vec![FileState::There; count],
    }
}

/// The name of a file, as shown.
pub(super) fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}
