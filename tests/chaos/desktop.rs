//! The creator's desktop: a session bus and a keyring, which outlive the studio as real ones do.

use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use tempfile::TempDir;
use tests::process::{Process, at_home, signal};

const MEMORY: &str = "/dev/shm";

/// A folder for what one cell writes, in memory where there is room for that: a SIGKILL loses nothing of
/// what was written, so that a disk would add nothing but waiting.
pub fn folder() -> TempDir {
    static IN_MEMORY: LazyLock<bool> = LazyLock::new(has_room_in_memory);
    match *IN_MEMORY {
        true => tempfile::tempdir_in(MEMORY).unwrap(),
        false => tempfile::tempdir().unwrap(),
    }
}

/// A container may have this folder and hardly any room in it.
fn has_room_in_memory() -> bool {
    const ENOUGH_MB: u64 = 2_000;
    let mut asked = Command::new("df");
    asked.args(["--block-size=1M", "--output=avail", MEMORY]);
    let told = asked.output().map(|output| output.stdout).unwrap_or_default();
    let told = String::from_utf8_lossy(&told);
    let free = told
        .lines()
        .last()
        .and_then(|line| line.trim().parse::<u64>().ok());
    free.is_some_and(|free| free >= ENOUGH_MB)
}

/// A home with a session bus and an unlocked keyring.
pub struct Desktop {
    home: TempDir,
    address: String,
    keyring: Process,
    /// For how long the studio waits for the keyring (seconds).
    patience_s: u32,
    // After the keyring, which has a last word for it.
    _bus: Process,
}

impl Desktop {
    /// Starts it.
    pub fn start() -> Self {
        Self::with_patience(30)
    }

    /// Starts it for a studio that soon takes a silent keyring for closed.
    pub fn in_a_hurry() -> Self {
        Self::with_patience(4)
    }

    fn with_patience(patience_s: u32) -> Self {
        let home = folder();
        std::fs::create_dir(home.path().join("run")).unwrap();
        let (bus, address) = tests::keyring::start_bus(home.path());
        let at_home = |program: &str| at_home(program, home.path(), &address);
        let keyring = tests::keyring::unlock(home.path(), at_home);
        Self {
            home,
            address,
            keyring,
            patience_s,
            _bus: bus,
        }
    }

    /// A command with this desktop's environment.
    pub fn command(&self, program: &str) -> Command {
        let mut command = at_home(program, self.home.path(), &self.address);
        command.env("KEYRING_PATIENCE", self.patience_s.to_string());
        command
    }

    /// The creator's home.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Locks the keyring.
    pub fn lock_keyring(&self) {
        tests::keyring::lock(self.command("dbus-send"));
    }

    /// Unlocks the keyring, whichever program offers it by now.
    pub fn unlock_keyring(&self) {
        tests::keyring::unlock_again(self.home());
    }

    /// Stops the keyring that was there first, or lets it go on.
    pub fn signal_keyring(&self, name: &str) {
        signal(self.keyring_id(), name);
    }

    /// Process id of the keyring that was there first.
    pub fn keyring_id(&self) -> u32 {
        self.keyring.id()
    }
}
