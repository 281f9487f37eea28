//! The whole journey against the practice program, and what it leaves lying about.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tests::browser::{allow, between, curl, install_browser, opened, start_in_browser};
use tests::clips;
use tests::computer::{Computer, Kind};
use tests::practice_program::PracticeProgram;
use tests::window::{Start, Window};

use tests::steps::*;

/// Length of the verifiers the app makes.
const VERIFIER: usize = 64;

/// What only the core and the keyring may hold.
struct Secrets {
    texts: BTreeSet<String>,
    /// Hexadecimal SHA-256 of the verifier, which itself never leaves the app but once.
    challenge: String,
}

impl Secrets {
    fn is_in(&self, text: &str) -> bool {
        self.texts.iter().any(|secret| text.contains(secret)) || self.has_verifier(text)
    }

    fn has_verifier(&self, text: &str) -> bool {
        text.split(|c: char| !c.is_ascii_alphanumeric())
            .flat_map(|run| run.as_bytes().windows(VERIFIER))
            .any(|window| hex(&Sha256::digest(window)) == self.challenge)
    }

    /// Files below `folder` that hold one.
    fn leaks_in(&self, folder: &Path, leaks: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                self.leaks_in(&path, leaks);
            } else if kind.is_file() && !is_allowed(&path) {
                let bytes = std::fs::read(&path).unwrap_or_default();
                if self.is_in(&String::from_utf8_lossy(&bytes)) {
                    leaks.push(path.display().to_string());
                }
            }
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What the practice program keeps for itself, and the keyring, where secrets belong.
fn is_allowed(path: &Path) -> bool {
    path.ends_with("practice-program.json")
        || path.ends_with("practice-line.json")
        || path.components().any(|part| part.as_os_str() == "keyrings")
}

/// Tokens and upload tokens in the practice program's state.
fn handed_out(state: &Value, found: &mut BTreeSet<String>) {
    match state {
        Value::String(text) if is_token(text) => {
            found.insert(text.clone());
        }
        Value::Array(values) => values.iter().for_each(|value| handed_out(value, found)),
        Value::Object(fields) => {
            found.extend(fields.keys().filter(|name| is_token(name)).cloned());
            found.extend(
                fields
                    .get("upload_token")
                    .and_then(Value::as_str)
                    .map(str::to_owned),
            );
            fields.values().for_each(|value| handed_out(value, found));
        }
        _ => {}
    }
}

fn is_token(text: &str) -> bool {
    text.starts_with("act.") || text.starts_with("rft.")
}

/// Everything the page knows and the report a creator would send.
async fn known_to_page(window: &Window) -> String {
    const PAGE: &str = "return document.documentElement.outerHTML + JSON.stringify({...localStorage}) + JSON.stringify({...sessionStorage}) + document.cookie";
    const REPORT: &str = "const done = arguments[arguments.length - 1];
        const invoke = window.__TAURI_INTERNALS__.invoke;
        const card = (list) => JSON.stringify(list).match(/\"id\":\"([^\"]+)\"/)[1];
        invoke('posts_list').then((list) => invoke('post_report', { id: card(list) })).then(done, (e) => done('refused: ' + JSON.stringify(e)))";
    let page = window.script(PAGE, json!([])).await;
    let report = window.client.execute_async(REPORT, vec![]).await.unwrap();
    let report = report.as_str().unwrap_or_default();
    assert!(report.contains("v_pub_"), "a report: {report}");
    format!("{}{report}", page.as_str().unwrap_or_default())
}

#[tokio::test]
async fn a_post_to_the_practice_program_arrives_whole_and_leaves_no_secret_behind() {
    let computer = Computer::start(Kind::default());
    install_browser(&computer);
    let practice = PracticeProgram::start(computer.home.path(), &["--platform", "desktop"]);
    let start = Start {
        practice: Some(practice.file.clone()),
        ..Start::default()
    };
    let clip = clips::fitting(computer.home.path(), "Quiet.mp4", 2);
    let window = Window::open(&computer, start).await;
    start_in_browser(&window, "Desktop").await;
    let authorize = opened(&computer);
    let callback = allow(&authorize);
    curl(&[&callback]);
    window.wait_for_words("is connected").await;
    window.press("Go on").await;
    add(&window, &computer, &clip).await;
    write_caption(&window, "Quiet #evening").await;
    choose_privacy(&window, "SELF_ONLY").await;
    publish(&window).await;
    window
        .wait_for_words("TikTok says it is there for those you chose")
        .await;
    let page = known_to_page(&window).await;
    window.close().await;

    let posts = practice.state()["posts"].clone();
    assert_eq!(posts.as_array().map(Vec::len), Some(1), "{posts}");
    assert_eq!(posts[0]["title"], "Quiet #evening");
    assert_eq!(posts[0]["privacy_level"], "SELF_ONLY");
    assert_eq!(
        posts[0]["sha256"],
        hex(&Sha256::digest(std::fs::read(&clip).unwrap()))
    );

    let mut texts = BTreeSet::new();
    let state = std::fs::read_to_string(computer.home.path().join("practice-program.json")).unwrap();
    handed_out(&serde_json::from_str(&state).unwrap(), &mut texts);
    assert!(
        texts.len() >= 3,
        "access token, refresh token, upload token: {}",
        texts.len()
    );
    let code = between(&callback, "code=", "&").unwrap();
    texts.insert(code.to_owned());
    texts.insert(practice.line["client_secret"].as_str().unwrap().to_owned());
    let challenge = between(&authorize, "code_challenge=", "&").unwrap().to_owned();
    let secrets = Secrets { texts, challenge };
    assert!(!secrets.is_in(&page), "the page knows a secret");
    let mut leaks = vec![];
    secrets.leaks_in(computer.home.path(), &mut leaks);
    assert_eq!(leaks, Vec::<String>::new());
}

#[test]
fn the_search_finds_what_it_looks_for() {
    let verifier = "a1B2".repeat(VERIFIER / 4);
    let secrets = Secrets {
        texts: BTreeSet::from(["act.example".to_owned()]),
        challenge: hex(&Sha256::digest(&verifier)),
    };
    assert!(secrets.is_in("in a row: act.example!"));
    assert!(secrets.is_in(&format!("glued{verifier}together")));
    assert!(!secrets.is_in(&"b".repeat(200)));
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("log"), &verifier).unwrap();
    let mut leaks = vec![];
    secrets.leaks_in(folder.path(), &mut leaks);
    assert_eq!(leaks.len(), 1);
}

#[test]
fn what_the_practice_program_tells_of_itself_holds_no_token_either() {
    let folder = tempfile::tempdir().unwrap();
    let practice = PracticeProgram::start(folder.path(), &[]);
    let mut secrets = BTreeSet::new();
    handed_out(&practice.state(), &mut secrets);
    assert!(secrets.is_empty(), "{secrets:?}");
}
