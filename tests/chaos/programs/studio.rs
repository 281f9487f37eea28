//! The studio without its window, in a process of its own that can be killed: it obeys one line of
//! JSON at a time and tells where its posts stand whenever that changes.
//!
//!     chaos-studio FIRST_LINE_OF_PRACTICE DATA_FOLDER MILLISECONDS_THE_CLOCK_IS_AHEAD
//!
//! `KEYRING_PATIENCE` in its environment is how long it waits for the keyring, in seconds.
//!
//! Each line it is told gets one line `{"answer": …}` or `{"problem": …}`; lines `{"post": …}`
//! come in between.

#![expect(clippy::unwrap_used, reason = "a program that cannot be driven has failed")]

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use studio::Studio;
use studio::clock::Clock;
use studio::ids::{DraftId, PostId};
use studio::problem::Problem;
use studio::secrets::SecretStore;
use studio::view::{Choice, PostCard, SignInRequest};
use tests::headless;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc;

#[tokio::main]
async fn main() {
    tiktok::install_tls();
    let mut arguments = std::env::args().skip(1);
    let practice = serde_json::from_str(&arguments.next().unwrap()).unwrap();
    let data_dir = PathBuf::from(arguments.next().unwrap());
    let ahead = Arc::new(AtomicI64::new(arguments.next().unwrap().parse().unwrap()));
    let clock = Clock::Set(ahead.clone());
    let pacing = headless::unpaced(Duration::from_millis(30), Duration::from_millis(20));
    let patience = std::env::var("KEYRING_PATIENCE").unwrap().parse().unwrap();
    let secrets = SecretStore::keyring_within(Duration::from_secs(patience));
    let studio = headless::open(data_dir, practice, clock, secrets, pacing);
    let studio = studio.await.unwrap();
    tokio::spawn(tell(studio.clone()));
    let mut lines = lines();
    while let Some(line) = lines.recv().await {
        let told: Value = serde_json::from_str(&line).unwrap();
        let said = match obey(&studio, &ahead, &told).await {
            Ok(answer) => json!({ "answer": answer }),
            Err(problem) => json!({ "problem": problem.to_string() }),
        };
        say(&said);
    }
    studio.publishing().rest().await;
}

/// What the program is told, as it comes.
fn lines() -> mpsc::UnboundedReceiver<String> {
    let (sender, lines) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    lines
}

/// Whole lines, however many tasks have something to say.
fn say(line: &Value) {
    let mut out = std::io::stdout().lock();
    // Nobody listens any more only when the harness is gone.
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// Tells of each post whenever what the creator sees of it is another.
async fn tell(studio: Studio) {
    let mut changes = studio.changes();
    let mut told: Vec<Value> = Vec::new();
    loop {
        for post in posts(&studio).await.unwrap_or_default() {
            if !told.contains(&post) {
                told.retain(|old| old["id"] != post["id"]);
                say(&json!({ "post": &post }));
                told.push(post);
            }
        }
        if let Err(RecvError::Closed) = changes.recv().await {
            return;
        }
    }
}

async fn posts(studio: &Studio) -> Result<Vec<Value>, Problem> {
    let list = studio.publishing().list().await?;
    let cards = list.groups.into_iter().flat_map(|group| group.posts);
    Ok(cards.map(|card| seen(&card)).collect())
}

fn seen(card: &PostCard) -> Value {
    json!({
        "id": card.id,
        "title": card.title,
        "handle": card.account.handle,
        "stage": card.stage,
        "headline": card.headline,
        "detail": card.detail,
        "tone": card.tone,
        "actions": card.actions,
    })
}

async fn obey(studio: &Studio, ahead: &AtomicI64, told: &Value) -> Result<Value, Problem> {
    let text = |name: &str| told[name].as_str().unwrap_or_default().to_owned();
    match text("do").as_str() {
        "sign_in" => {
            let persona = Some(text("persona"));
            let request = SignInRequest::PracticeNow { persona };
            studio.accounts().sign_in_start(request).await?;
            Ok(Value::Null)
        }
        "prepare" => {
            activate(studio, &text("handle")).await?;
            prepare(studio, PathBuf::from(text("video")), told["choices"].clone()).await
        }
        "publish" => {
            let draft = DraftId::from_text(text("draft"));
            Ok(json!(studio.publish(&draft, &text("revision")).await?))
        }
        "act" => {
            let action = serde_json::from_value(told["action"].clone()).unwrap();
            let post = PostId::from_text(text("post"));
            studio.publishing().act(&post, action).await?;
            Ok(Value::Null)
        }
        "posts" => told_in_full(studio).await,
        "jump" => {
            ahead.fetch_add(told["ms"].as_i64().unwrap(), Ordering::SeqCst);
            Ok(Value::Null)
        }
        "keyring" => {
            studio.accounts().retry_keyring().await?;
            Ok(Value::Null)
        }
        other => unreachable!("no command {other}"),
    }
}

/// New drafts are for this account.
async fn activate(studio: &Studio, handle: &str) -> Result<(), Problem> {
    let accounts = studio.accounts().list().await?;
    let account = accounts.iter().find(|account| account.badge.handle == handle);
    studio.accounts().activate(&account.unwrap().badge.id).await
}

/// A draft with these choices, agreed to but for the button.
async fn prepare(studio: &Studio, video: PathBuf, choices: Value) -> Result<Value, Problem> {
    let added = studio.drafts().add(vec![video]).await?;
    let draft = added.drafts.first().unwrap();
    studio.posting().open(draft).await?;
    let mut page = headless::answered(studio, draft).await?;
    let choices: Vec<Choice> = serde_json::from_value(choices).unwrap();
    for choice in choices {
        page = studio.posting().choose(draft, choice).await?;
    }
    Ok(json!({ "draft": draft, "revision": page.revision }))
}

/// Every post with its history, for the judgement.
async fn told_in_full(studio: &Studio) -> Result<Value, Problem> {
    let mut all = Vec::new();
    for mut post in posts(studio).await? {
        let id = PostId::from_text(post["id"].as_str().unwrap());
        let detail = studio.publishing().detail(&id).await?;
        post["history"] = detail.history.iter().map(|line| line.text.clone()).collect();
        all.push(post);
    }
    Ok(json!(all))
}
