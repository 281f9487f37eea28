//! Processes that end with the test that started them.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// A process that is killed when dropped.
pub struct Process(Child);

impl Process {
    /// Starts `command`.
    pub fn start(command: &mut Command) -> Self {
        let name = command.get_program().to_owned();
        Self(
            command
                .spawn()
                .unwrap_or_else(|error| panic!("{}: {error}", name.display())),
        )
    }

    /// Starts `command` and returns the first line it prints.
    pub fn with_first_line(command: &mut Command) -> (Self, String) {
        let mut process = Self::start(command.stdout(Stdio::piped()));
        let mut output = BufReader::new(process.0.stdout.take().expect("piped"));
        let mut line = String::new();
        output.read_line(&mut line).expect("a first line");
        // Keeps the pipe open and empty, so that the process can go on printing.
        std::thread::spawn(move || std::io::copy(&mut output, &mut std::io::sink()));
        (process, line.trim().to_owned())
    }

    /// Starts `command` and returns what it is told and what it says.
    pub fn talking(command: &mut Command) -> (Self, ChildStdin, ChildStdout) {
        let mut process = Self::start(command.stdin(Stdio::piped()).stdout(Stdio::piped()));
        let told = process.0.stdin.take().expect("piped");
        let says = process.0.stdout.take().expect("piped");
        (process, told, says)
    }

    /// Process id.
    pub fn id(&self) -> u32 {
        self.0.id()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A command with the environment of a creator's home, its session bus, and nothing else.
pub fn at_home(program: impl AsRef<OsStr>, home: &Path, bus: &str) -> Command {
    let mut command = Command::new(program);
    command
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", home)
        .env("XDG_DATA_HOME", home.join(".local/share"))
        .env("XDG_RUNTIME_DIR", home.join("run"))
        .env("DBUS_SESSION_BUS_ADDRESS", bus);
    command
}

/// Waits until `what` holds, looking every 20 ms.
///
/// # Panics
/// After `within`.
pub fn wait_for<T>(name: &str, within: Duration, mut what: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + within;
    loop {
        if let Some(value) = what() {
            return value;
        }
        assert!(Instant::now() < end, "waited {within:?} for {name}");
        std::thread::park_timeout(Duration::from_millis(20));
    }
}

/// Ends a process at once, as a power cut would.
pub fn kill_hard(pid: u32) {
    signal(pid, "-KILL");
}

/// Sends a process a signal such as `-STOP`.
pub fn signal(pid: u32, signal: &str) {
    let done = Command::new("kill").args([signal, &pid.to_string()]).status();
    assert!(done.is_ok_and(|status| status.success()), "kill {signal} {pid}");
}
