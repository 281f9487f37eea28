//! The practice TikTok as a process of its own.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use serde_json::Value;

use crate::process::Process;

/// A running `practice` program.
pub struct PracticeProgram {
    /// Its first line, parsed.
    pub line: Value,
    /// A file that holds its first line, for `--practice-program`.
    pub file: PathBuf,
    process: Mutex<Option<Process>>,
}

impl PracticeProgram {
    /// Starts it with further options; `folder` takes its state and first line.
    pub fn start(folder: &Path, options: &[&str]) -> Self {
        let mut command = Command::new(crate::programs().join("practice"));
        command
            .arg("--state")
            .arg(folder.join("practice-program.json"))
            .args(options);
        let (process, line) = Process::with_first_line(&mut command);
        let file = folder.join("practice-line.json");
        std::fs::write(&file, &line).expect("the first line in a file");
        let line = serde_json::from_str(&line).expect("one JSON object in the first line");
        Self {
            line,
            file,
            process: Mutex::new(Some(process)),
        }
    }

    /// What it counted: posts, bytes, tokens.
    pub fn state(&self) -> Value {
        let output = self.curl(&[], "/practice/state");
        serde_json::from_slice(&output).expect("its state as JSON")
    }

    /// Makes it misbehave.
    pub fn fault(&self, fault: &Value) {
        self::fault(&self.line, fault);
    }

    /// Stops it: nobody answers at its addresses any more.
    pub fn stop(&self) {
        drop(self.process.lock().expect("nobody else stops it").take());
    }

    /// The creator makes the account private or public.
    pub fn account(&self, persona: &str, is_private: bool) {
        let body = serde_json::json!({ "persona": persona, "is_private": is_private }).to_string();
        self.curl(
            &["--data", &body, "-H", "Content-Type: application/json"],
            "/practice/account",
        );
    }

    fn curl(&self, options: &[&str], path: &str) -> Vec<u8> {
        control(&self.line, options, path)
    }
}

/// Makes the practice program with this first line misbehave.
pub fn fault(line: &Value, fault: &Value) {
    let fault = fault.to_string();
    let options = ["--data", &fault, "-H", "Content-Type: application/json"];
    control(line, &options, "/practice/faults");
}

fn control(line: &Value, options: &[&str], path: &str) -> Vec<u8> {
    let base = line["api"].as_str().expect("an API address");
    let token = line["control_token"].as_str().expect("a control token");
    let output = Command::new("curl")
        .args([
            "--silent",
            "--fail-with-body",
            "-H",
            &format!("Authorization: Bearer {token}"),
        ])
        .args(options)
        .arg(format!("{base}{path}"))
        .output()
        .expect("curl");
    assert!(
        output.status.success(),
        "{path}: {}",
        String::from_utf8_lossy(&output.stdout)
    );
    output.stdout
}
