//! The program itself, as a process.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Output, Stdio};

use serde_json::{Value, json};

use crate::client::*;

struct Program {
    child: Child,
    line: Value,
}

impl Program {
    fn start(arguments: &[&str]) -> Self {
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

    fn text(&self, name: &str) -> &str {
        self.line[name].as_str().unwrap()
    }

    async fn control(&self, method: &str, path: &str, body: &Value) -> Answer {
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

fn output(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_practice"))
        .args(arguments)
        .output()
        .unwrap()
}

#[tokio::test]
async fn the_first_line_says_where_it_is_and_the_control_token_opens_its_books() {
    let program = Program::start(&[
        "--client-key",
        "mykey",
        "--client-secret=mysecret",
        "--speed",
        "max",
    ]);
    assert_eq!(
        (program.text("client_key"), program.text("client_secret")),
        ("mykey", "mysecret")
    );
    for name in ["api", "auth", "upload"] {
        assert!(
            program.text(name).starts_with("http://127.0.0.1:"),
            "{}",
            program.line
        );
    }
    let state = program
        .control("GET", "/practice/state", &json!(null))
        .await
        .json();
    assert_eq!(
        (&state["posts"], &state["bytes"], &state["tokens_issued"]),
        (&json!([]), &json!(0), &json!(0))
    );

    let state = format!("{}/practice/state", program.text("api"));
    assert_eq!(http().get(&state).send().await.unwrap().status(), 401);
    assert_eq!(
        http()
            .get(&state)
            .bearer_auth("wrong")
            .send()
            .await
            .unwrap()
            .status(),
        401
    );
    let page = http()
        .get(&state)
        .bearer_auth(program.text("control_token"))
        .header("origin", "https://evil.example");
    assert_eq!(page.send().await.unwrap().status(), 403);
}

#[tokio::test]
async fn faults_clock_and_inbox_are_controlled_while_it_runs() {
    let program = Program::start(&["--speed", "max", "--persona", "mara"]);
    let client = Client {
        http: http(),
        base: program.text("api").to_owned(),
        key: program.text("client_key").to_owned(),
        secret: program.text("client_secret").to_owned(),
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
    let client = Client {
        token: tokens["access_token"].as_str().unwrap().to_owned(),
        ..client
    };

    let armed = program
        .control(
            "POST",
            "/practice/faults",
            &json!({ "endpoint": "creator_info", "kind": "status_500" }),
        )
        .await;
    assert_eq!(armed.json()["armed"], 1);
    assert_eq!(client.creator_info().await.status, 500);
    assert_eq!(
        program
            .control("DELETE", "/practice/faults", &json!(null))
            .await
            .json()["armed"],
        0
    );
    assert_eq!(client.creator_info().await.status, 200);
    assert_eq!(
        program
            .control("POST", "/practice/faults", &json!({ "kind": "explode" }))
            .await
            .status,
        400
    );

    let started = Started::from(&client.inbox(1_000).await);
    let from_inbox =
        json!({ "publish_id": started.publish_id, "title": "Later", "privacy_level": "PUBLIC_TO_EVERYONE" });
    assert_eq!(
        program
            .control("POST", "/practice/inbox", &from_inbox)
            .await
            .status,
        409,
        "nothing there yet"
    );
    assert_eq!(
        client.put(&started.address, &video(1_000), 0, 1_000).await.status,
        201
    );
    for _ in 0..2 {
        assert_eq!(
            program
                .control("POST", "/practice/inbox", &from_inbox)
                .await
                .status,
            200
        );
    }
    let data = client.status(&started.publish_id).await.json()["data"].clone();
    assert_eq!(data["status"], "PUBLISH_COMPLETE");
    assert_eq!(
        data["publicaly_available_post_id"].as_array().unwrap().len(),
        2,
        "one draft, two posts"
    );

    program
        .control("POST", "/practice/clock", &json!({ "seconds": 7_201 }))
        .await;
    assert_eq!(
        client.creator_info().await.code(),
        (401, "access_token_invalid".to_owned())
    );
}

#[test]
fn help_names_every_option_and_wrong_options_end_with_two() {
    let help = output(&["--help"]);
    assert!(help.status.success());
    let help = String::from_utf8(help.stdout).unwrap();
    for option in [
        "--port",
        "--platform",
        "--client-key",
        "--client-secret",
        "--redirect",
        "--persona",
        "--unaudited",
        "--no-limits",
        "--speed",
        "--faults",
        "--state",
        "--seed",
        "/practice/faults",
    ] {
        assert!(help.contains(option), "{option}");
    }
    for (arguments, says) in [
        (vec!["--prot", "1"], "--prot"),
        (vec!["--port"], "needs a value"),
        (vec!["--port", "many"], "takes a number"),
        (vec!["--unaudited=yes"], "takes no value"),
        (vec!["--platform", "phone"], "desktop or web"),
        (vec!["--speed", "0"], "above 0"),
        (vec!["--persona", "nobody"], "nobody"),
        (
            vec!["--platform", "web", "--redirect", "http://127.0.0.1:*/callback/"],
            "https addresses only",
        ),
        (vec!["--faults", "/nonexistent.json"], "/nonexistent.json"),
    ] {
        let output = output(&arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains(says), "{arguments:?}: {said}");
    }
}
