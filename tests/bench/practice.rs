//! The practice TikTok that both sides are measured against, and the studio that posts to it.

use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tests::process::Process;

/// A running `practice` program: no limits, no waiting, nothing written to disk.
pub struct Practice {
    /// Its first line.
    pub line: Value,
    _process: Process,
}

impl Practice {
    /// Starts it.
    pub fn start() -> Self {
        let mut command = Command::new(tests::programs().join("practice"));
        let (process, line) = Process::with_first_line(command.args(["--speed", "max", "--no-limits"]));
        Self {
            line: serde_json::from_str(&line).unwrap(),
            _process: process,
        }
    }

    /// An address of the first line.
    pub fn address(&self, name: &str) -> url::Url {
        url::Url::parse(self.line[name].as_str().unwrap()).unwrap()
    }

    /// Posts a video with a studio in a process of its own; its steps in milliseconds.
    pub fn post_with_the_studio(&self, video: &Path) -> Value {
        let output = Command::new(tests::programs().join("bench-studio"))
            .arg(self.line.to_string())
            .arg(video)
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "bench-studio: {errors}");
        serde_json::from_slice(&output.stdout).unwrap()
    }
}
