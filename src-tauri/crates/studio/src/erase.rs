//! Deleting everything the studio keeps in its data folder.
//!
//! A mark is made first and the files go when the folder is next opened, before
//! anything is read: so a power cut in the middle is finished later, and no database
//! is removed under a running studio. Only files of ours are touched, by name: the
//! folder may be one of the creator's, with other things in it.

use std::fs::File;
use std::io;
use std::path::Path;

/// While it is there, the folder is to be emptied.
const MARK: &str = "erase";

/// What the studio and its shell write, pictures included, which lie in the database.
const FILES: [&str; 6] = [
    "greenroom.db",
    "greenroom.db-wal",
    "greenroom.db-shm",
    "greenroom.log",
    "greenroom.log.1",
    "practice.json",
];

/// Marks `folder`; durable when it returns.
pub(crate) fn begin(folder: &Path) -> io::Result<()> {
    File::create(folder.join(MARK))?.sync_all()?;
    sync(folder)
}

/// Removes the studio's files from a marked `folder`, the mark last. Nothing happens
/// without a mark.
pub(crate) fn finish(folder: &Path) -> io::Result<()> {
    if !folder.join(MARK).is_file() {
        return Ok(());
    }
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if is_ours(&entry.file_name().to_string_lossy()) && entry.file_type()?.is_file() {
            std::fs::remove_file(entry.path())?;
        }
    }
    // The mark must not be gone on disk before they are.
    sync(folder)?;
    std::fs::remove_file(folder.join(MARK))
}

fn is_ours(name: &str) -> bool {
    // A copy from before a migration.
    let is_copy = name.starts_with("greenroom.v") && name.ends_with(".bak");
    is_copy || FILES.contains(&name)
}

#[cfg(unix)]
fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Elsewhere a folder cannot be opened as a file.
#[cfg(not(unix))]
fn sync(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in FILES {
            std::fs::write(folder.path().join(name), "ours").unwrap();
        }
        for name in ["greenroom.v1.bak", "lock", "holiday.mp4", "greenroom.txt"] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        std::fs::create_dir(folder.path().join("greenroom.v2.bak")).unwrap();
        folder
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn only_our_files_go_and_everything_else_stays() {
        let folder = folder();
        begin(folder.path()).unwrap();
        finish(folder.path()).unwrap();
        assert_eq!(
            names(folder.path()),
            ["greenroom.txt", "greenroom.v2.bak", "holiday.mp4", "lock"]
        );
    }

    #[test]
    fn without_a_mark_nothing_goes() {
        let folder = folder();
        let before = names(folder.path());
        finish(folder.path()).unwrap();
        assert_eq!(names(folder.path()), before);
    }

    #[test]
    fn what_a_power_cut_left_over_goes_at_the_next_start() {
        let folder = folder();
        begin(folder.path()).unwrap();
        std::fs::remove_file(folder.path().join("greenroom.db")).unwrap();
        finish(folder.path()).unwrap();
        assert!(!folder.path().join("practice.json").exists());
        assert!(!folder.path().join(MARK).exists());
    }
}
