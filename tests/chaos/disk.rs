//! A small disk for one studio, really full when it is filled: a file system in memory, in a namespace
//! of its own, so that neither the rest of the computer nor an administrator is needed.

use std::io::Write;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};

use tests::process::Process;

/// Enough for a studio, little to fill.
const SIZE: &str = "size=8m";
const FILLER: &str = "filler";

/// It ends with the process that holds its namespace.
pub struct Disk {
    holder: Process,
    folder: PathBuf,
    // The holder ends when nobody can tell it anything any more.
    _told: ChildStdin,
}

/// Whether this computer lets an ordinary program mount something for itself.
pub fn is_possible() -> bool {
    let folder = tempfile::tempdir().unwrap();
    Disk::mount(folder.path()).is_some()
}

impl Disk {
    /// Mounts it at `folder`; nothing where that is forbidden.
    pub fn mount(folder: &Path) -> Option<Self> {
        const MOUNT: &str = "mount -t tmpfs -o $0 greenroom $1 && echo mounted && exec cat";
        let mut holder = Command::new("unshare");
        holder
            .args(["--user", "--map-root-user", "--mount", "sh", "-c", MOUNT, SIZE])
            .arg(folder)
            .stderr(Stdio::null());
        let (holder, told, says) = Process::talking(&mut holder);
        let mut first = String::new();
        std::io::BufRead::read_line(&mut std::io::BufReader::new(says), &mut first).ok()?;
        (first == "mounted\n").then(|| Self {
            holder,
            folder: folder.to_owned(),
            _told: told,
        })
    }

    /// Arguments of `nsenter` before those of a program: it sees the disk and is who it was.
    pub fn way_in(&self) -> Vec<String> {
        let owner = std::fs::metadata("/proc/self").unwrap();
        let (user, group) = (owner.uid(), owner.gid());
        vec![
            format!("--target={}", self.holder.id()),
            "--user".into(),
            "--mount".into(),
            "--preserve-credentials".into(),
            "unshare".into(),
            "--user".into(),
            format!("--map-user={user}"),
            format!("--map-group={group}"),
        ]
    }

    /// Leaves not a byte.
    pub fn fill(&self) {
        let mut filler = std::fs::File::create(self.filler()).unwrap();
        let page = [1; 4096];
        while filler.write_all(&page).is_ok() {}
    }

    /// There is room again.
    pub fn make_room(&self) {
        std::fs::remove_file(self.filler()).unwrap();
    }

    /// The filler as it is seen from outside.
    fn filler(&self) -> PathBuf {
        let inside = self.folder.join(FILLER);
        let inside = inside.strip_prefix("/").unwrap();
        Path::new("/proc")
            .join(self.holder.id().to_string())
            .join("root")
            .join(inside)
    }
}
