//! One creator, one computer, one TikTok: what every cell of the matrix begins with.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use tests::process::{Process, wait_for};

use crate::practice::Practice;
use crate::studio::{PATIENCE, Studio};

/// One chunk, which is the last.
pub const SMALL: u64 = 0;
/// Two chunks.
pub const LARGE: u64 = 20_000_001;
/// How often a creator presses something for one post before giving up.
const PRESSES: usize = 6;
/// Until a creator who saw nothing change presses again.
const SECOND_LOOK: Duration = Duration::from_millis(200);
/// Nothing follows by itself.
const AT_REST: [&str; 6] = ["live", "in_inbox", "failed", "cancelled", "paused", "needs_you"];

/// The keyring of the creator's desktop; it outlives the studio, as a real one does.
pub struct Desktop {
    home: TempDir,
    bus: String,
    _running: [Process; 2],
}

impl Desktop {
    /// Starts it.
    pub fn start() -> Self {
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir(home.path().join("run")).unwrap();
        let (bus, address) = tests::keyring::start_bus(home.path());
        let keyring = tests::keyring::unlock(home.path(), |program| command(program, home.path(), &address));
        Self {
            home,
            bus: address,
            _running: [keyring, bus],
        }
    }
}

fn command(program: impl AsRef<std::ffi::OsStr>, home: &Path, bus: &str) -> Command {
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

/// Where a video goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// To everyone, by its caption.
    Profile,
    /// To the creator's phone, without a word.
    Inbox,
}

/// What the creator agreed to.
pub struct Consent {
    /// Where the video goes.
    pub goal: Goal,
    /// Its caption, by which TikTok's count is told apart.
    pub caption: String,
    /// The video as it was when the creator agreed.
    pub sha256: String,
    /// Whether the studio said that it has the post.
    pub is_acknowledged: bool,
    video: PathBuf,
    draft: Value,
}

/// A creator at work.
pub struct Scene<'a> {
    /// TikTok.
    pub practice: Practice,
    /// Everything agreed to so far.
    pub consents: Vec<Consent>,
    /// How far the studio's clock is ahead; none for the computer's.
    pub ahead: Option<i64>,
    desktop: &'a Desktop,
    folder: TempDir,
    studio: Option<Studio>,
}

impl<'a> Scene<'a> {
    /// A studio with one account.
    pub fn new(desktop: &'a Desktop) -> Self {
        Self::with_clock(desktop, None)
    }

    /// The same with a clock that is ahead of the computer's by so many milliseconds.
    pub fn with_clock(desktop: &'a Desktop, ahead: Option<i64>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut scene = Self {
            practice: Practice::start(folder.path()),
            consents: Vec::new(),
            ahead,
            desktop,
            folder,
            studio: None,
        };
        scene.open();
        scene.studio().ask(&json!({ "do": "sign_in" })).unwrap();
        scene
    }

    /// Starts the studio.
    pub fn open(&mut self) {
        let mut program = command("bash", self.desktop.home.path(), &self.desktop.bus);
        program
            // A file that may not grow is an error to it and not its end.
            .args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""])
            .arg(tests::programs().join("chaos-studio"))
            .arg(self.practice.line.to_string())
            .arg(self.data())
            .args(self.ahead.map(|ahead| ahead.to_string()));
        let log = File::options()
            .create(true)
            .append(true)
            .open(self.log())
            .unwrap();
        self.studio = Some(Studio::start(&mut program, log));
    }

    /// Ends the studio as a crash would.
    pub fn kill(&mut self) {
        drop(self.studio.take());
    }

    /// The studio.
    pub fn studio(&mut self) -> &mut Studio {
        self.studio.as_mut().unwrap()
    }

    /// The studio's data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A copy of the data folder.
    pub fn copy(&self) -> PathBuf {
        self.folder.path().join("copy")
    }

    /// The video of the first consent.
    pub fn video(&self) -> PathBuf {
        self.consents[0].video.clone()
    }

    /// What the studio complained about.
    pub fn complaints(&self) -> String {
        std::fs::read_to_string(self.log()).unwrap_or_default()
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("studio.log")
    }

    /// A draft for everyone for which only the button is left to press.
    pub fn prepare(&mut self, size: u64) {
        self.prepare_for(Goal::Profile, size);
    }

    /// A draft for which only the button is left to press.
    pub fn prepare_for(&mut self, goal: Goal, size: u64) {
        let number = self.consents.len() + 1;
        let video = self.folder.path().join(format!("video-{number}.mp4"));
        write_video(&video, size);
        let caption = format!("Consent {number}");
        let choices = match goal {
            Goal::Profile => json!([
                { "choose": "caption", "text": &caption },
                { "choose": "privacy", "value": "PUBLIC_TO_EVERYONE" },
            ]),
            Goal::Inbox => json!([
                { "choose": "caption", "text": &caption },
                { "choose": "mode", "mode": "inbox" },
            ]),
        };
        let prepare = json!({ "do": "prepare", "video": &video, "choices": choices });
        let draft = self.studio().ask(&prepare).unwrap();
        self.consents.push(Consent {
            goal,
            caption,
            sha256: sha256(&video),
            is_acknowledged: false,
            video,
            draft,
        });
    }

    /// Presses the button of every draft and waits until the studio has each post.
    pub fn publish(&mut self) {
        for index in 0..self.consents.len() {
            let press = self.button(index);
            self.studio().ask(&press).unwrap();
            self.consents[index].is_acknowledged = true;
        }
    }

    /// Presses the button of every draft without waiting for anything.
    pub fn press(&mut self) {
        for index in 0..self.consents.len() {
            let press = self.button(index);
            self.studio().tell(&press);
        }
    }

    /// Notes what came back for a press: answers come in the order of the presses.
    pub fn note_answer(&mut self, line: &Value) {
        assert!(line.get("problem").is_none(), "a press was refused: {line}");
        let next = self.consents.iter_mut().find(|consent| !consent.is_acknowledged);
        if let Some(consent) = next.filter(|_| line.get("answer").is_some()) {
            consent.is_acknowledged = true;
        }
    }

    fn button(&self, index: usize) -> Value {
        let draft = &self.consents[index].draft;
        json!({ "do": "publish", "draft": draft["draft"], "revision": draft["revision"] })
    }

    /// Waits until armed faults have struck so often.
    pub fn until_struck(&self, strikes: u64) {
        wait_for("the fault to strike", PATIENCE, || {
            (self.practice.struck() >= strikes).then_some(())
        });
    }

    /// Lets every post come to rest, with a creator who does what the studio offers.
    pub fn settle(&mut self) {
        let mut presses = BTreeMap::<String, usize>::new();
        // After a start nothing has been told yet.
        self.studio().posts_in_full();
        loop {
            self.studio().until("all posts at rest", |studio| {
                studio.posts.values().all(is_at_rest)
            });
            let waiting: Vec<Value> = self.studio().posts.values().cloned().collect();
            let mut pressed = false;
            for post in waiting.iter().filter(|post| post["stage"] == "needs_you") {
                let count = presses.entry(post["id"].to_string()).or_default();
                if *count == PRESSES {
                    continue;
                }
                *count += 1;
                pressed |= self.react(post);
            }
            if !pressed {
                return;
            }
        }
    }

    /// What an ordinary creator does about a post that needs one; `false` for nothing.
    fn react(&mut self, post: &Value) -> bool {
        let id = post["id"].as_str().unwrap();
        let offered = |action: &str| {
            let actions = post["actions"].as_array().unwrap();
            actions.iter().any(|offered| offered == action)
        };
        let studio = self.studio();
        if offered("sign_in_again") {
            studio.ask(&json!({ "do": "sign_in" })).unwrap();
        }
        let may_be_posted = offered("stop_following");
        let way_on = ["try_again", "continue", "check_now"].into_iter().find(|action| {
            // Where it may be posted already the creator looks on the phone, and leaves it at that.
            offered(action) && !(may_be_posted && *action == "try_again")
        });
        let Some(action) = way_on else {
            return false;
        };
        studio.act(id, action);
        // What the press brought is heard, if it brought anything.
        let end = Instant::now() + SECOND_LOOK;
        while studio.posts[id] == *post && studio.hear(end).is_some() {}
        true
    }

    /// Another program's connection to the studio's database.
    pub fn database(&self) -> rusqlite::Connection {
        let db = rusqlite::Connection::open(self.data().join("greenroom.db")).unwrap();
        db.busy_timeout(PATIENCE).unwrap();
        db
    }

    /// Waits until the studio says that it cannot store a step.
    pub fn until_unsaved(&mut self) {
        self.studio().until("a step that cannot be stored", |studio| {
            studio
                .posts
                .values()
                .any(|post| post["tone"] == "needs_you" && post["stage"] != "needs_you")
        });
    }
}

fn is_at_rest(post: &Value) -> bool {
    let stage = post["stage"].as_str().unwrap();
    AT_REST.contains(&stage)
}

/// A fitting video, padded to `size`.
fn write_video(path: &Path, size: u64) {
    let clip = tests::repository().join("src-tauri/crates/studio/src/walkthrough/clips/short.mp4");
    std::fs::copy(clip, path).unwrap();
    if size > 0 {
        tests::clips::pad(path, size);
    }
}

/// Of a whole file.
pub fn sha256(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap();
    Sha256::digest(&bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
