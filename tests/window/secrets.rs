use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Value, json};
use tests::clips;
use tests::computer::{Computer, Kind};
use tests::practice_program::PracticeProgram;
use tests::window::{Start, Window};

use tests::steps::*;

/// Everything the practice TikTok handed out that only the core and the keyring may hold.
fn handed_out(state: &Value, found: &mut BTreeSet<String>) {
    match state {
        Value::String(text) if is_secret(text) => {
            found.insert(text.clone());
        }
        Value::Array(values) => values.iter().for_each(|value| handed_out(value, found)),
        Value::Object(fields) => {
            found.extend(fields.keys().filter(|name| is_secret(name)).cloned());
            fields.values().for_each(|value| handed_out(value, found));
        }
        _ => {}
    }
}

fn is_secret(text: &str) -> bool {
    text.starts_with("act.") || text.starts_with("rft.")
}

fn scan(folder: &Path, secrets: &BTreeSet<String>, leaks: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            scan(&path, secrets, leaks);
        } else if kind.is_file() && !is_allowed(&path) {
            let bytes = std::fs::read(&path).unwrap_or_default();
            let text = String::from_utf8_lossy(&bytes);
            leaks.extend(
                secrets
                    .iter()
                    .filter(|secret| text.contains(*secret))
                    .map(|_| path.display().to_string()),
            );
        }
    }
}

/// The practice TikTok's own state, and the keyring, which is where they belong.
fn is_allowed(path: &Path) -> bool {
    path.ends_with("practice.json") || path.components().any(|part| part.as_os_str() == "keyrings")
}

#[tokio::test]
async fn no_token_is_found_in_database_log_page_storage_or_report() {
    let computer = Computer::start(Kind::default());
    let clip = clips::fitting(computer.home.path(), "Quiet.mp4", 2);
    let window = Window::open(&computer, Start::default()).await;
    practise(&window).await;
    add(&window, &computer, &clip).await;
    choose_privacy(&window, "SELF_ONLY").await;
    publish(&window).await;
    window.wait_for_words("Live").await;
    let page = window.script("return document.documentElement.outerHTML + JSON.stringify({...localStorage}) + JSON.stringify({...sessionStorage})", json!([])).await;
    window.close().await;

    let state = std::fs::read_to_string(computer.data_dir().join("practice.json")).unwrap();
    let mut secrets = BTreeSet::new();
    handed_out(&serde_json::from_str(&state).unwrap(), &mut secrets);
    assert!(secrets.len() >= 2, "the practice TikTok handed out tokens");
    let page = page.as_str().unwrap_or_default();
    assert!(
        !secrets.iter().any(|secret| page.contains(secret)),
        "the page knows a token"
    );
    let mut leaks = vec![];
    scan(computer.home.path(), &secrets, &mut leaks);
    assert_eq!(leaks, Vec::<String>::new());
}

#[tokio::test]
async fn what_the_practice_program_tells_of_itself_holds_no_token_either() {
    let folder = tempfile::tempdir().unwrap();
    let practice = PracticeProgram::start(folder.path(), &[]);
    let mut secrets = BTreeSet::new();
    handed_out(&practice.state(), &mut secrets);
    assert!(secrets.is_empty(), "{secrets:?}");
}
