//! A session bus and the Secret Service on it, as a desktop has them.

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::process::{Process, wait_for};

/// Opens the keyring.
const PASSWORD: &str = "practice";
/// A request to unlock, in the protocol of the daemon's control socket, and its answer "done".
const UNLOCK: u32 = 1;
const DONE: u32 = 0;

/// The longest a program of the desktop takes to be there.
const PATIENCE: Duration = Duration::from_secs(20);

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
    std::fs::write(&password, PASSWORD).expect("a password file");
    let mut daemon = command("gnome-keyring-daemon");
    daemon
        .args(["--foreground", "--unlock", "--components=secrets"])
        .stdin(std::fs::File::open(&password).expect("the password file"))
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let daemon = Process::start(&mut daemon);
    // Asking for a secret too early would make the bus start a second, locked daemon.
    wait_for("the Secret Service", PATIENCE, || {
        has_secret_service(command("dbus-send")).then_some(())
    });
    daemon
}

/// Locks the keyring, as a creator can in the program for passwords.
pub fn lock(mut ask: Command) {
    ask.args([
        "--session",
        "--print-reply",
        "--dest=org.freedesktop.secrets",
        "/org/freedesktop/secrets",
        "org.freedesktop.Secret.Service.Lock",
        "array:objpath:/org/freedesktop/secrets/collection/login",
    ]);
    let locked = ask.stdout(Stdio::null()).status().expect("dbus-send");
    assert!(locked.success(), "the keyring cannot be locked");
}

/// Unlocks a keyring that runs already, as a sign-in to the desktop does.
pub fn unlock_again(home: &Path) {
    let socket = home.join("run/keyring/control");
    // One that has taken the place of another listens a moment after it can be asked.
    let mut daemon = wait_for("the keyring's control socket", PATIENCE, || {
        UnixStream::connect(&socket).ok()
    });
    let length = PASSWORD.len() as u32;
    let mut request = vec![0];
    for number in [12 + length, UNLOCK, length] {
        request.extend(number.to_be_bytes());
    }
    request.extend(PASSWORD.as_bytes());
    daemon.write_all(&request).expect("the keyring listens");
    let mut answer = [0; 8];
    daemon.read_exact(&mut answer).expect("the keyring answers");
    assert_eq!(answer[4..], DONE.to_be_bytes(), "the keyring stays locked");
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
