//! The practice TikTok that both sides are measured against, and the studio that posts to it.

use std::ffi::OsStr;
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
        Self::with_crowd(0)
    }

    /// The same where only so many of the crowd exist; of none, everyone else.
    pub fn with_crowd(creators: usize) -> Self {
        let mut command = Command::new(tests::programs().join("practice"));
        for number in 1..=creators {
            command.args(["--persona", &format!("crowd-{number}")]);
        }
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
        self.run("bench-studio", [video.as_os_str()])
    }

    /// Has a studio in a process of its own carry a line of posts, or wait with it.
    pub fn queue(&self, videos: &Path, creators: usize, what: &str) -> Value {
        let creators = creators.to_string();
        self.run(
            "bench-queue",
            [videos.as_os_str(), creators.as_ref(), what.as_ref()],
        )
    }

    fn run<'a>(&self, program: &str, arguments: impl IntoIterator<Item = &'a OsStr>) -> Value {
        let output = Command::new(tests::programs().join(program))
            .arg(self.line.to_string())
            .args(arguments)
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{program}: {errors}");
        serde_json::from_slice(&output.stdout).unwrap()
    }
}
