//! The program itself, as a process.

use std::process::{Command, Output};

use serde_json::json;

use crate::client::*;
use crate::process::Program;

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
    let client = program.signed_in().await;

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

#[tokio::test]
async fn creators_act_by_control_too() {
    let program = Program::start(&["--speed", "max"]);
    let client = program.signed_in().await;
    let publish_id = client.publish("PUBLIC_TO_EVERYONE").await;
    let state = program
        .control("GET", "/practice/state", &json!(null))
        .await
        .json();
    let video = json!({ "video_id": state["posts"][0]["video_id"] });
    assert_eq!(
        program.control("POST", "/practice/hide", &video).await.status,
        200
    );
    assert_eq!(
        program.control("POST", "/practice/hide", &video).await.status,
        409,
        "it is hidden already"
    );
    let data = client.status(&publish_id).await.json()["data"].clone();
    assert_eq!(data["publicaly_available_post_id"], json!([]));

    let private = json!({ "persona": "mara", "is_private": true });
    assert_eq!(
        program
            .control("POST", "/practice/account", &private)
            .await
            .status,
        200
    );
    let info = client.creator_info().await.json();
    assert_eq!(info["data"]["privacy_level_options"][0], "FOLLOWER_OF_CREATOR");

    let nobody = json!({ "persona": "nobody" });
    assert_eq!(
        program
            .control("POST", "/practice/withdraw", &nobody)
            .await
            .status,
        400
    );
    let mara = json!({ "persona": "mara" });
    assert_eq!(
        program.control("POST", "/practice/withdraw", &mara).await.status,
        200
    );
    assert_eq!(client.creator_info().await.code().1, "access_token_invalid");
    for path in ["hide", "account", "withdraw"] {
        let request = http()
            .post(format!("{}/practice/{path}", client.base))
            .json(&mara);
        assert_eq!(request.send().await.unwrap().status(), 401, "{path}");
    }
}

const KINDS: [&str; 26] = [
    "drop_before",
    "drop_after",
    "drop_midway",
    "delay_ms",
    "hold_ms",
    "trickle_ms",
    "half_answer",
    "status_500",
    "status_503_html",
    "html_200",
    "empty_200",
    "wrong_json",
    "truncated_json",
    "rate_limited",
    "rate_limited_ms",
    "access_token_invalid",
    "scope_not_authorized",
    "invalid_grant",
    "temporarily_unavailable",
    "wrong_range",
    "range_refused",
    "expired_url",
    "unknown_upload",
    "moved_upload_host",
    "fail",
    "refuse",
];

#[tokio::test]
async fn every_kind_of_fault_can_come_from_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("faults.json");
    let faults: Vec<_> = KINDS
        .iter()
        .map(|kind| {
            let endpoint = match *kind {
                "drop_midway" | "wrong_range" | "range_refused" | "expired_url" | "unknown_upload" => {
                    "upload"
                }
                "moved_upload_host" => "inbox_init",
                "fail" => "processing",
                "refuse" => "moderation",
                _ => "cancel",
            };
            json!({ "kind": kind, "endpoint": endpoint, "ms": 1, "count": 1 })
        })
        .collect();
    std::fs::write(&path, json!(faults).to_string()).unwrap();
    let program = Program::start(&["--faults", path.to_str().unwrap()]);
    let state = program
        .control("GET", "/practice/state", &json!(null))
        .await
        .json();
    assert_eq!(state["faults"], json!({ "armed": KINDS.len(), "struck": 0 }));
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
        "--sandbox",
        "--property",
        "--old-lifetimes",
        "--no-limits",
        "--speed",
        "--faults",
        "--state",
        "--seed",
        "/practice/faults",
        "/practice/hide",
        "/practice/withdraw",
        "/practice/account",
        "{api}/phone/?creator=HANDLE",
    ] {
        assert!(help.contains(option), "{option}");
    }
    for persona in practice::personas() {
        assert!(help.contains(&format!("  {} ", persona.name)), "{}", persona.name);
    }
    for kind in KINDS {
        assert!(help.contains(kind), "{kind}");
    }
    assert!(
        help.lines().all(|line| line.chars().count() <= 100),
        "fits a terminal"
    );
    for (arguments, says) in [
        (vec!["--prot", "1"], "--prot"),
        (vec!["--port"], "needs a value"),
        (vec!["--port", "many"], "takes a number"),
        (vec!["--unaudited=yes"], "takes no value"),
        (vec!["--platform", "phone"], "desktop or web"),
        (vec!["--speed", "0"], "above 0"),
        (vec!["--persona", "nobody"], "nobody"),
        (vec!["--sandbox", "nobody"], "nobody"),
        (vec!["--property", "http://example.com/a/"], "cannot be verified"),
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
