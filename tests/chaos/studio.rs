//! The headless studio in the hands of the harness.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::process::{ChildStdin, Command};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tests::process::Process;

/// Longer than anything takes on a busy computer; what has not come by then never does.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// A running `chaos-studio`. Dropping it is a SIGKILL.
pub struct Studio {
    process: Process,
    told: ChildStdin,
    lines: Receiver<Value>,
    /// What it said last about each post, by id.
    pub posts: BTreeMap<String, Value>,
    /// How often it said something about a post.
    pub told_of_posts: usize,
}

impl Studio {
    /// Starts it; whatever it has to complain about goes to `log`.
    pub fn start(command: &mut Command, log: File) -> Self {
        let (process, told, says) = Process::talking(command.stderr(log));
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(says).lines().map_while(Result::ok) {
                // A line that a kill cut in two is none.
                let Ok(line) = serde_json::from_str(&line) else {
                    return;
                };
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Self {
            process,
            told,
            lines,
            posts: BTreeMap::new(),
            told_of_posts: 0,
        }
    }

    /// Tells it something without waiting for the answer.
    pub fn tell(&mut self, command: &Value) {
        writeln!(self.told, "{command}").unwrap();
    }

    /// Tells it something and waits for its answer, or its problem.
    pub fn ask(&mut self, command: &Value) -> Result<Value, String> {
        self.tell(command);
        let end = Instant::now() + PATIENCE;
        loop {
            let line = self.hear(end).unwrap_or_else(|| panic!("no answer to {command}"));
            if let Some(problem) = line["problem"].as_str() {
                return Err(problem.to_owned());
            }
            if let Some(answer) = line.get("answer") {
                return Ok(answer.clone());
            }
        }
    }

    /// The next line, unless `end` comes first.
    pub fn hear(&mut self, end: Instant) -> Option<Value> {
        let left = end.saturating_duration_since(Instant::now());
        match self.lines.recv_timeout(left) {
            Ok(line) => {
                self.note(&line);
                Some(line)
            }
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => panic!("the studio ended by itself"),
        }
    }

    fn note(&mut self, line: &Value) {
        if let Some(post) = line.get("post") {
            let id = post["id"].as_str().unwrap().to_owned();
            self.posts.insert(id, post.clone());
            self.told_of_posts += 1;
        }
    }

    /// Waits until `holds` of what it said about posts.
    pub fn until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !holds(self) {
            let heard = self.hear(end);
            assert!(heard.is_some(), "never {what}: {:#?}", self.posts);
        }
    }

    /// Presses a button of a post.
    pub fn act(&mut self, post: &str, action: &str) {
        // A press that comes too late is refused, and that is right.
        let _refused = self.ask(&json!({ "do": "act", "post": post, "action": action }));
    }

    /// Every post with its history.
    pub fn posts_in_full(&mut self) -> Vec<Value> {
        let told = self.ask(&json!({ "do": "posts" })).unwrap();
        let all = told.as_array().unwrap().clone();
        for post in &all {
            let id = post["id"].as_str().unwrap().to_owned();
            self.posts.entry(id).or_insert_with(|| post.clone());
        }
        all
    }

    /// Process id.
    pub fn id(&self) -> u32 {
        self.process.id()
    }
}
