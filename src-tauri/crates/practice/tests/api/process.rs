//! The `practice` program as a process of its own.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::client::*;

/// A running program.
pub struct Program {
    child: Child,
    pub line: Value,
}

impl Program {
    pub fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_practice"));
        let mut child = command.args(arguments).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        Self {
            child,
            line: serde_json::from_str(&line).unwrap(),
        }
    }

    /// Ends it as `kill -9` does.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub fn text(&self, name: &str) -> &str {
        self.line[name].as_str().unwrap()
    }

    /// A client of it, signed in as `mara` by the consent form.
    pub async fn signed_in(&self) -> Client {
        let client = Client {
            http: http(),
            base: self.text("api").to_owned(),
            key: self.text("client_key").to_owned(),
            secret: self.text("client_secret").to_owned(),
            token: String::new(),
        };
        let mut pairs = client.wish(&[]);
        pairs.extend([("persona", "mara"), ("decision", "allow")].map(|(a, b)| (a.to_owned(), b.to_owned())));
        pairs.extend(
            ALL.split(',')
                .map(|scope| ("granted".to_owned(), scope.to_owned())),
        );
        let form = client
            .http
            .post(format!("{}/v2/auth/authorize/", client.base))
            .form(&pairs)
            .send()
            .await
            .unwrap();
        let code = parameter(form.headers()["location"].to_str().unwrap(), "code");
        let tokens = client.exchange(&code, REDIRECT, Some(VERIFIER)).await.json();
        Client {
            token: tokens["access_token"].as_str().unwrap().to_owned(),
            ..client
        }
    }

    pub async fn control(&self, method: &str, path: &str, body: &Value) -> Answer {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let request = http().request(method, format!("{}{path}", self.text("api")));
        Answer::read(
            request
                .bearer_auth(self.text("control_token"))
                .json(body)
                .send()
                .await
                .unwrap(),
        )
        .await
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
