//! Where and when it was measured.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

/// Above this other work was in the way.
const QUIET: f64 = 1.0;

/// A computer at the start of a run.
pub struct Machine {
    cores: usize,
    /// Mean number of waiting and running tasks over the last minute.
    load: f64,
    /// UTC seconds.
    at: u64,
}

impl Machine {
    /// Looks at it now.
    pub fn look() -> Self {
        let load = std::fs::read_to_string("/proc/loadavg").unwrap();
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        Self {
            cores: std::thread::available_parallelism().unwrap().get(),
            load: load.split(' ').next().unwrap().parse().unwrap(),
            at: since.as_secs(),
        }
    }

    /// One or two lines about it.
    pub fn told(&self) -> String {
        let (cores, load) = (self.cores, self.load);
        let line = format!("{cores} cores, load average {load} at the start");
        if load > QUIET {
            return format!("{line}: the computer has other work, so THE FIGURES ARE UNRELIABLE");
        }
        line
    }

    /// The same as data.
    pub fn json(&self) -> Value {
        json!({ "cores": self.cores, "load": self.load, "quiet": self.load <= QUIET, "at": self.at })
    }

    /// Where the results of this run belong.
    pub fn file(&self) -> PathBuf {
        let name = format!("tests/bench/results/{}.json", self.at);
        tests::repository().join(name)
    }
}
