//! One computer, one TikTok, a studio with accounts: what every cell of the matrix begins with.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use tests::process::wait_for;

use crate::calls::{Call, Goal};
use crate::desktop::{Desktop, folder};
use crate::disk::Disk;
use crate::practice::{Creator, MARA, Practice};
use crate::studio::{PATIENCE, Studio};

/// One chunk, which is the last.
pub const SMALL: u64 = 0;
/// Two chunks.
pub const LARGE: u64 = 20_000_001;
/// A box of its own in the video.
const LEAST_PADDING: u64 = 16;
/// Holds a call before its effect.
pub const BEFORE: &str = "delay_ms";
/// Holds the answer to a call after its effect.
pub const AFTER: &str = "hold_ms";
/// Longer than any cell takes.
const HELD_MS: u64 = 600_000;
/// How often a creator presses something for one post before giving up.
const PRESSES: usize = 12;
/// Until a creator who saw nothing change presses again.
const SECOND_LOOK: Duration = Duration::from_millis(200);
/// Nothing follows by itself.
const AT_REST: [&str; 5] = ["live", "in_inbox", "failed", "cancelled", "paused"];

/// What the creator agreed to.
pub struct Consent {
    /// Whose account.
    pub creator: Creator,
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
    /// The creator's desktop.
    pub desktop: &'a Desktop,
    /// How far the studio's clock is ahead (milliseconds).
    ahead: i64,
    studio: Option<Studio>,
    disk: Option<Disk>,
    folder: TempDir,
    videos: TempDir,
}

impl<'a> Scene<'a> {
    /// A studio with one account.
    pub fn new(desktop: &'a Desktop) -> Self {
        Self::with_accounts(desktop, &[MARA])
    }

    /// A studio with these accounts.
    pub fn with_accounts(desktop: &'a Desktop, creators: &[Creator]) -> Self {
        let mut scene = Self::unopened(desktop);
        scene.begin(creators);
        scene
    }

    /// A studio with one account, on a small disk of its own.
    pub fn on_a_small_disk(desktop: &'a Desktop) -> Self {
        let mut scene = Self::unopened(desktop);
        std::fs::create_dir(scene.data()).unwrap();
        scene.disk = Disk::mount(&scene.data());
        assert!(scene.disk.is_some(), "a disk of its own");
        scene.begin(&[MARA]);
        scene
    }

    fn unopened(desktop: &'a Desktop) -> Self {
        let folder = folder();
        Self {
            practice: Practice::start(folder.path()),
            consents: Vec::new(),
            desktop,
            ahead: 0,
            studio: None,
            disk: None,
            folder,
            videos: tempfile::tempdir().unwrap(),
        }
    }

    fn begin(&mut self, creators: &[Creator]) {
        self.open();
        for creator in creators {
            self.sign_in(*creator).unwrap();
        }
    }

    fn sign_in(&mut self, creator: Creator) -> Result<Value, String> {
        let sign_in = json!({ "do": "sign_in", "persona": creator.name });
        self.studio().ask(&sign_in)
    }

    /// Starts the studio.
    pub fn open(&mut self) {
        let mut program = self.shell();
        program
            // A file that may not grow is an error to it and not its end.
            .args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""])
            .arg(tests::programs().join("chaos-studio"))
            .arg(self.practice.line.to_string())
            .arg(self.data())
            .arg(self.ahead.to_string());
        let log = File::options()
            .create(true)
            .append(true)
            .open(self.log())
            .unwrap();
        self.studio = Some(Studio::start(&mut program, log));
    }

    fn shell(&self) -> Command {
        let Some(disk) = &self.disk else {
            return self.desktop.command("bash");
        };
        let mut program = self.desktop.command("nsenter");
        program.args(disk.way_in()).arg("bash");
        program
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

    /// The small disk under the data folder.
    pub fn disk(&self) -> &Disk {
        self.disk.as_ref().unwrap()
    }

    /// Sets the studio's clock while it runs, or for the next start.
    pub fn jump(&mut self, ms: i64) {
        self.ahead += ms;
        if let Some(studio) = &mut self.studio {
            studio.ask(&json!({ "do": "jump", "ms": ms })).unwrap();
        }
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
        self.prepare_for(MARA, Goal::Profile, size);
    }

    /// A draft for which only the button is left to press.
    pub fn prepare_for(&mut self, creator: Creator, goal: Goal, size: u64) {
        let number = self.consents.len() + 1;
        let video = self.videos.path().join(format!("video-{number}.mp4"));
        write_video(&video, size, number);
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
        let prepare = json!({
            "do": "prepare",
            "handle": creator.handle,
            "video": &video,
            "choices": choices,
        });
        let draft = self.studio().ask(&prepare).unwrap();
        self.consents.push(Consent {
            creator,
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

    /// Holds `call` when it comes, [`BEFORE`] its effect or [`AFTER`] it. It is there after so many strikes.
    pub fn hold(&self, goal: Goal, call: Call, held_by: &str) -> u64 {
        let cause = goal.cause(call);
        cause.iter().for_each(|cause| self.practice.fault(cause));
        self.practice.fault(&held(call, held_by));
        1 + u64::from(cause.is_some())
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
        loop {
            self.until_at_rest();
            let waiting: Vec<Value> = self.studio().posts.values().cloned().collect();
            let mut pressed = false;
            for post in waiting.iter().filter(|post| needs_creator(post)) {
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

    /// Waits until no post goes on by itself.
    pub fn until_at_rest(&mut self) {
        // After a start nothing has been told yet.
        self.studio().posts_in_full();
        let is_quiet = |studio: &Studio| studio.posts.values().all(is_at_rest);
        self.studio().until("all posts at rest", is_quiet);
    }

    /// What an ordinary creator does about a post that needs one; `false` for nothing.
    fn react(&mut self, post: &Value) -> bool {
        let id = post["id"].as_str().unwrap();
        if offers(post, "sign_in_again") {
            let whose = |consent: &&Consent| post["handle"] == consent.creator.handle;
            let creator = self.consents.iter().find(whose).unwrap().creator;
            self.sign_in(creator).unwrap();
        }
        let studio = self.studio();
        let may_be_posted = offers(post, "stop_following");
        let way_on = ["try_again", "continue", "check_now"].into_iter().find(|action| {
            // Where it may be posted already the creator looks on the phone, and leaves it at that.
            offers(post, action) && !(may_be_posted && *action == "try_again")
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

    /// Waits for something about a post that is new since the studio had told of posts so often.
    pub fn until_told_since(&mut self, told: usize) {
        let is_told = |studio: &Studio| studio.told_of_posts > told;
        self.studio().until("a word about it", is_told);
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

/// What holds `call` once.
pub fn held(call: Call, held_by: &str) -> Value {
    let mut held = call.fault(held_by);
    held["ms"] = json!(HELD_MS);
    held
}

fn is_at_rest(post: &Value) -> bool {
    let stage = post["stage"].as_str().unwrap();
    AT_REST.contains(&stage) || needs_creator(post)
}

/// TikTok may also have said nothing for so long, by a clock that was set, that it is asked rarely or no more.
fn needs_creator(post: &Value) -> bool {
    let detail = post["detail"].as_str().unwrap();
    let is_rested = || {
        ["Check now", "We ask TikTok again at"]
            .iter()
            .any(|words| detail.contains(words))
    };
    let is_stuck = || is_rested() || offers(post, "sign_in_again");
    post["stage"] == "needs_you" || (post["stage"] == "in_review" && is_stuck())
}

fn offers(post: &Value, action: &str) -> bool {
    let actions = post["actions"].as_array().unwrap();
    actions.iter().any(|offered| offered == action)
}

/// A fitting video of at least `size`, like no other of its cell.
fn write_video(path: &Path, size: u64, number: usize) {
    let clip = tests::repository().join("src-tauri/crates/studio/src/walkthrough/clips/short.mp4");
    let length = std::fs::copy(clip, path).unwrap();
    tests::clips::pad(path, size.max(length) + LEAST_PADDING + number as u64);
}

/// Of a whole file.
pub fn sha256(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap();
    Sha256::digest(&bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
