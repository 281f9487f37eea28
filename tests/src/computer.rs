//! A creator's computer: home, screen, session bus, keyring, window manager.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::hands::{Hands, Outage};
use crate::keyring;
use crate::practice_program::PracticeProgram;
use crate::process::{Process, wait_for};
use crate::states::Reaching;
use crate::window::Window;

/// What kind of computer.
#[derive(Clone, Copy)]
pub struct Kind {
    /// Screen size in pixels.
    pub screen: (u32, u32),
    /// `LANG`.
    pub language: &'static str,
    /// Whether there is an unlocked Secret Service.
    pub keyring: bool,
}

impl Default for Kind {
    fn default() -> Self {
        Self {
            screen: (1440, 900),
            language: "C.UTF-8",
            keyring: true,
        }
    }
}

/// A computer of its own for one test.
pub struct Computer {
    /// The creator's home folder.
    pub home: TempDir,
    kind: Kind,
    display: String,
    bus: String,
    practice: OnceLock<PracticeProgram>,
    // Ends in this order: programs first, screen last.
    _running: Vec<Process>,
}

impl Computer {
    /// Switches it on.
    pub fn start(kind: Kind) -> Self {
        let home = tempfile::Builder::new()
            .prefix("greenroom-home-")
            .tempdir()
            .expect("a home");
        let runtime = home.path().join("run");
        std::fs::create_dir(&runtime).expect("a runtime folder");
        restrict(&runtime);
        let (screen, display) = start_screen(kind.screen, home.path());
        let (bus, address) = keyring::start_bus(home.path());
        let mut computer = Self {
            home,
            kind,
            display,
            bus: address,
            practice: OnceLock::new(),
            _running: vec![],
        };
        let mut running = vec![];
        if kind.keyring {
            running.push(keyring::unlock(computer.home.path(), |program| {
                computer.command(program)
            }));
        }
        running.push(computer.start_window_manager());
        running.push(bus);
        running.push(screen);
        computer._running = running;
        computer
    }

    /// A command with this computer's environment and no other.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let home = self.home.path();
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", home)
            .env("XDG_DATA_HOME", home.join(".local/share"))
            .env("XDG_CONFIG_HOME", home.join(".config"))
            .env("XDG_CACHE_HOME", home.join(".cache"))
            .env("XDG_RUNTIME_DIR", home.join("run"))
            .env("DISPLAY", &self.display)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("GDK_BACKEND", "x11")
            .env("NO_AT_BRIDGE", "1")
            // A computer knows its media plugins from the day before; looking for them takes seconds.
            .env("GST_REGISTRY", crate::programs().join("media-plugins.bin"))
            .env("LANG", self.kind.language)
            .env("LC_ALL", self.kind.language)
            .stdin(Stdio::null());
        command
    }

    /// The practice TikTok that runs beside the app on this computer; starts it.
    pub fn practice(&self) -> &PracticeProgram {
        self.practice
            .get_or_init(|| PracticeProgram::start(self.home.path(), &["--platform", "desktop"]))
    }

    /// Where the studio keeps its data on this computer.
    pub fn data_dir(&self) -> PathBuf {
        self.home.path().join("greenroom-data")
    }

    /// The file in which its screen keeps the picture, an X window dump.
    pub fn framebuffer(&self) -> PathBuf {
        self.home.path().join("Xvfb_screen0")
    }

    /// Types into the window that has the focus.
    pub fn keys(&self, arguments: &[&str]) {
        let done = self.command("xdotool").args(arguments).status().expect("xdotool");
        assert!(done.success(), "xdotool {arguments:?}");
    }

    /// Waits for a window whose title contains `title` and brings it to the front.
    pub fn wait_for_window(&self, title: &str) -> String {
        let id = wait_for(title, Duration::from_secs(20), || self.find_window(title));
        self.keys(&["windowactivate", "--sync", &id]);
        id
    }

    fn find_window(&self, title: &str) -> Option<String> {
        let found = self
            .command("xdotool")
            .args(["search", "--onlyvisible", "--name", title])
            .output()
            .ok()?;
        String::from_utf8_lossy(&found.stdout)
            .lines()
            .next()
            .map(str::to_owned)
    }

    /// Waits until a menu of the studio, a window of its own, is open or is closed.
    pub fn wait_for_menu(&self, open: bool) {
        wait_for("the menu", Duration::from_secs(20), || {
            let mut search = self.command("xdotool");
            search.args(["search", "--onlyvisible", "--class", "greenroom"]);
            let windows = search.output().ok()?;
            let menu = String::from_utf8_lossy(&windows.stdout).lines().count() > 1;
            (menu == open).then_some(())
        });
    }

    /// Chooses `file` in the open file dialog, by keyboard as a creator could. The dialog
    /// loses keys while it still loads its folder; then the path is written once more.
    pub fn choose_in_dialog(&self, title: &str, file: &Path) {
        self.wait_for_window(title);
        wait_for("the dialog to close", Duration::from_secs(60), || {
            self.write_in_dialog(title, file);
            (0..8).find_map(|_| self.confirm_dialog(title))
        });
    }

    fn write_in_dialog(&self, title: &str, file: &Path) {
        let Some(dialog) = self.find_window(title) else {
            return;
        };
        // Opens the field for a path first, so that no letter is lost while it appears.
        self.try_keys(&["windowactivate", "--sync", &dialog]);
        self.try_keys(&["key", "--delay", "60", "ctrl+l", "ctrl+a"]);
        self.try_keys(&["type", "--delay", "8", &file.to_string_lossy()]);
    }

    /// Answers a message of the program, where it stands already.
    pub fn close_dialog(&self, title: &str) {
        if let Some(dialog) = self.find_window(title) {
            self.try_keys(&["windowactivate", "--sync", &dialog]);
            self.try_keys(&["key", "Return"]);
        }
    }

    /// Presses Return; the dialog looks at the path in its own time and ignores it until it has.
    fn confirm_dialog(&self, title: &str) -> Option<()> {
        self.try_keys(&["key", "--delay", "60", "Return"]);
        let end = Instant::now() + Duration::from_millis(400);
        while Instant::now() < end {
            if self.find_window(title).is_none() {
                return Some(());
            }
            std::thread::park_timeout(Duration::from_millis(50));
        }
        None
    }

    /// Like [`Self::keys`] for a window that may be gone by now.
    fn try_keys(&self, arguments: &[&str]) {
        let _ = self
            .command("timeout")
            .args(["10", "xdotool"])
            .args(arguments)
            .stderr(Stdio::null())
            .status();
    }

    fn start_window_manager(&self) -> Process {
        let mut manager = self.command("openbox");
        let manager = Process::start(manager.stdout(Stdio::null()).stderr(Stdio::null()));
        // Whoever asks for a window to be activated before that is refused.
        wait_for("the window manager", Duration::from_secs(20), || {
            let mut ask = self.command("xdotool");
            ask.arg("get_num_desktops")
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            ask.status().ok()?.success().then_some(())
        });
        manager
    }
}

impl Hands for Computer {
    fn home(&self) -> &Path {
        self.home.path()
    }

    fn choose_video(&self, file: &Path) {
        self.choose_in_dialog(crate::steps::DIALOG, file);
    }

    fn set_up_browser(&self) {
        crate::browser::install_browser(self);
    }

    fn practice_fails(&self, outage: Outage) {
        match outage.fault() {
            Some(fault) => self.practice().fault(&fault),
            None => self.practice().stop(),
        }
    }

    fn ask_for_shortcuts<'a>(&'a self, _: &'a Window) -> Reaching<'a> {
        self.wait_for_window("Greenroom");
        self.keys(&["key", "question"]);
        Box::pin(std::future::ready(()))
    }
}

fn start_screen((width, height): (u32, u32), home: &Path) -> (Process, String) {
    let mut screen = Command::new("Xvfb");
    // A screen that begins anew when its last program ends drops whoever comes at that moment.
    screen.arg("-noreset").arg("-fbdir").arg(home);
    // A key pressed once means once, however late a busy machine lets go of it.
    screen.arg("-r");
    screen.args([
        "-displayfd",
        "1",
        "-nolisten",
        "tcp",
        "-screen",
        "0",
        &format!("{width}x{height}x24"),
    ]);
    let (process, number) = Process::with_first_line(screen.stderr(Stdio::null()));
    (process, format!(":{number}"))
}

fn restrict(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).expect("permissions");
}
