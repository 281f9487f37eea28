//! A session bus and the Secret Service on it, as a desktop has them.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::process::{Process, wait_for};

/// Starts a session bus for a home with a runtime folder `run`; returns its address too.
pub fn start_bus(home: &Path) -> (Process, String) {
    let mut bus = Command::new("dbus-daemon");
    bus.args(["--session", "--nofork", "--print-address"])
        .env("HOME", home)
        .env("XDG_RUNTIME_DIR", home.join("run"));
    Process::with_first_line(bus.stderr(Stdio::null()))
}

/// Starts an unlocked keyring; `command` makes commands with the environment of the home.
pub fn unlock(home: &Path, command: impl Fn(&str) -> Command) -> Process {
    let password = home.join("keyring-password");
    std::fs::write(&password, "practice").expect("a password file");
    let mut daemon = command("gnome-keyring-daemon");
    daemon
        .args(["--foreground", "--unlock", "--components=secrets"])
        .stdin(std::fs::File::open(&password).expect("the password file"))
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let daemon = Process::start(&mut daemon);
    // Asking for a secret too early would make the bus start a second, locked daemon.
    wait_for("the Secret Service", Duration::from_secs(20), || {
        has_secret_service(command("dbus-send")).then_some(())
    });
    daemon
}

fn has_secret_service(mut ask: Command) -> bool {
    ask.args([
        "--session",
        "--print-reply",
        "--dest=org.freedesktop.DBus",
        "/org/freedesktop/DBus",
        "org.freedesktop.DBus.NameHasOwner",
        "string:org.freedesktop.secrets",
    ]);
    ask.output()
        .is_ok_and(|answer| String::from_utf8_lossy(&answer.stdout).contains("true"))
}
