//! The practice TikTok as the harness sees it: what it counted, and what it is made to do.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use tests::process::{Process, wait_for};

use crate::studio::PATIENCE;

/// A creator whose account is public.
#[derive(Clone, Copy)]
pub struct Creator {
    /// As practice calls them.
    pub name: &'static str,
    /// As TikTok calls the account.
    pub handle: &'static str,
}

/// Who posts where there is one account.
pub const MARA: Creator = Creator {
    name: "mara",
    handle: "mara.cooks",
};
/// Another account.
pub const IDA: Creator = Creator {
    name: "quiet",
    handle: "ida.quist",
};
/// And another, whose phone takes videos but no photos.
pub const HEIKKI: Creator = Creator {
    name: "oldphone",
    handle: "heikki.birds",
};

/// A `practice` program that remembers everything over a kill, at one port.
pub struct Practice {
    /// Its first line.
    pub line: Value,
    file: PathBuf,
    address: SocketAddr,
    process: Option<Process>,
}

impl Practice {
    /// Starts it with its state in `folder`.
    pub fn start(folder: &Path) -> Self {
        let file = folder.join("practice.json");
        let (process, line) = start(&file, None);
        let api = line["api"].as_str().unwrap();
        let address = api.strip_prefix("http://").unwrap().parse().unwrap();
        Self {
            line,
            file,
            address,
            process: Some(process),
        }
    }

    /// Nobody answers any more.
    pub fn stop(&mut self) {
        drop(self.process.take());
    }

    /// Answers again, at the same port and with the same memory.
    pub fn start_again(&mut self) {
        let (process, line) = start(&self.file, Some(self.address.port()));
        self.line = line;
        self.process = Some(process);
    }

    /// What it counted.
    pub fn state(&self) -> Value {
        self.ask("GET", "/practice/state", "")
    }

    /// Makes it misbehave.
    pub fn fault(&self, fault: &Value) {
        self.ask("POST", "/practice/faults", &fault.to_string());
    }

    /// Ends all faults; answers that are held back come.
    pub fn disarm(&self) {
        self.ask("DELETE", "/practice/faults", "");
    }

    /// How often a fault struck.
    pub fn struck(&self) -> u64 {
        self.state()["faults"]["struck"].as_u64().unwrap()
    }

    /// Puts its clock ahead: tokens and upload addresses end.
    pub fn advance(&self, seconds: u32) {
        let body = json!({ "seconds": seconds });
        self.ask("POST", "/practice/clock", &body.to_string());
    }

    /// The creator removes the app.
    pub fn withdraw(&self) {
        let body = json!({ "persona": MARA.name });
        self.ask("POST", "/practice/withdraw", &body.to_string());
    }

    /// The creator makes the account private.
    pub fn make_private(&self) {
        let body = json!({ "persona": MARA.name, "is_private": true });
        self.ask("POST", "/practice/account", &body.to_string());
    }

    /// The creator posts the video from the inbox to everyone, once it is there.
    pub fn post_on_phone(&self) {
        let state = self.state();
        let mut uploads = state["uploads"].as_array().unwrap().iter();
        let upload = uploads.find(|upload| upload["sha256"].is_string()).unwrap();
        let post = json!({
            "publish_id": upload["publish_id"],
            "privacy_level": "PUBLIC_TO_EVERYONE",
        });
        wait_for("the video in the inbox", PATIENCE, || {
            let (status, _) = self.send("POST", "/practice/inbox", &post.to_string());
            (status == "200").then_some(())
        });
    }

    fn ask(&self, method: &str, path: &str, body: &str) -> Value {
        let (status, answer) = self.send(method, path, body);
        assert_eq!(status, "200", "{method} {path}: {answer}");
        serde_json::from_str(&answer).unwrap()
    }

    /// The status and the body of its answer.
    fn send(&self, method: &str, path: &str, body: &str) -> (String, String) {
        let mut stream = TcpStream::connect(self.address).unwrap();
        let token = self.line["control_token"].as_str().unwrap();
        let request = format!(
            "{method} {path} HTTP/1.0\r\nHost: {}\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap();
        (status.to_owned(), body.to_owned())
    }
}

fn start(file: &Path, port: Option<u16>) -> (Process, Value) {
    let mut command = Command::new(tests::programs().join("practice"));
    for creator in [MARA, IDA, HEIKKI] {
        command.args(["--persona", creator.name]);
    }
    command
        .args(["--no-limits", "--speed", "40", "--state"])
        .arg(file);
    if let Some(port) = port {
        command.args(["--port", &port.to_string()]);
    }
    let (process, line) = Process::with_first_line(&mut command);
    (process, serde_json::from_str(&line).unwrap())
}
