//! Posts that wait in a line, in a studio without its window: agreed to while it rests, one for each video,
//! by turns for each creator of a crowd. Then it is opened again, and prints one JSON object.
//!
//!     bench-queue FIRST_LINE_OF_PRACTICE FOLDER_OF_VIDEOS CREATORS carry|wait|steps
//!
//! `carry`: how long until all are live, and when the first byte and the last one went. `wait`: TikTok
//! answers nothing for an hour; how often the process woke in ten seconds. `steps`: how long durable steps
//! take of a post that waits for its turn.

#![expect(clippy::unwrap_used, reason = "a run that fails has no figures")]

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use studio::Studio;
use studio::clock::Clock;
use studio::ids::{DraftId, PostId};
use studio::secrets::SecretStore;
use studio::view::{Choice, PostAction, Settings, SignInRequest};
use tests::{headless, practice_program};

/// As many as the creator can choose (Settings → Uploads).
const AT_ONCE: u32 = 8;
/// Steps whose time is taken; each lasts before it is answered.
const STEPS: usize = 400;
const WATCHED: Duration = Duration::from_secs(10);
const SETTLED: Duration = Duration::from_secs(5);
const HOUR_MS: u32 = 3_600_000;

#[tokio::main]
async fn main() {
    tiktok::install_tls();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [line, videos, creators, what] = arguments.try_into().unwrap();
    let practice: Value = serde_json::from_str(&line).unwrap();
    let videos = listed(Path::new(&videos));
    let folder = tempfile::tempdir().unwrap();
    let secrets = SecretStore::memory();

    let studio = open(folder.path(), &practice, &secrets).await;
    let posts = agree(&studio, videos, creators.parse().unwrap()).await;
    drop(studio);
    let told = match what.as_str() {
        "carry" => carry(folder.path(), &practice, &secrets, &posts).await,
        "wait" => wait(folder.path(), &practice, &secrets).await,
        "steps" => steps(folder.path(), &practice, &secrets, &posts).await,
        other => unreachable!("{other}"),
    };
    println!("{told}");
}

/// A post and what it was made of.
struct Post {
    id: PostId,
    draft: DraftId,
}

fn listed(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

async fn open(data_dir: &Path, practice: &Value, secrets: &SecretStore) -> Studio {
    loop {
        let pacing = headless::unpaced(Duration::ZERO, Duration::ZERO);
        let (data_dir, practice) = (data_dir.join("data"), practice.clone());
        match headless::open(data_dir, practice, Clock::System, secrets.clone(), pacing).await {
            Ok(studio) => return studio,
            // The one before still closes its database.
            Err(studio::OpenError::InUse) => tokio::time::sleep(Duration::from_millis(5)).await,
            Err(error) => unreachable!("{error}"),
        }
    }
}

/// Leaves one agreed post for each video. A studio that rests stores posts and carries none.
async fn agree(studio: &Studio, videos: Vec<PathBuf>, creators: usize) -> Vec<Post> {
    let settings = Settings {
        uploads_at_once: AT_ONCE,
        ..Settings::default()
    };
    studio.save_settings(&settings).await.unwrap();
    for number in 1..=creators {
        let persona = Some(format!("crowd-{number}"));
        let request = SignInRequest::PracticeNow { persona };
        studio.accounts().sign_in_start(request).await.unwrap();
    }
    studio.publishing().rest().await;
    let mut posts = Vec::new();
    let accounts = studio.accounts().list().await.unwrap();
    assert_eq!(accounts.len(), creators);
    for (index, account) in accounts.iter().enumerate() {
        studio.accounts().activate(&account.badge.id).await.unwrap();
        let theirs = videos.iter().skip(index).step_by(creators).cloned().collect();
        for draft in studio.drafts().add(theirs).await.unwrap().drafts {
            let id = agree_to(studio, &draft).await;
            // Five hundred drafts are the most there may be.
            studio.drafts().bin(&draft).await.unwrap();
            posts.push(Post { id, draft });
        }
    }
    assert_eq!(posts.len(), videos.len());
    posts
}

async fn agree_to(studio: &Studio, draft: &DraftId) -> PostId {
    studio.posting().open(draft).await.unwrap();
    headless::answered(studio, draft).await.unwrap();
    let value = Some("PUBLIC_TO_EVERYONE".to_owned());
    let page = studio
        .posting()
        .choose(draft, Choice::Privacy { value })
        .await
        .unwrap();
    studio.publish(draft, &page.revision).await.unwrap()
}

async fn carry(folder: &Path, practice: &Value, secrets: &SecretStore, posts: &[Post]) -> Value {
    forget_peak();
    let idle_kb = memory_kb("VmRSS:");
    let start = Instant::now();
    let studio = open(folder, practice, secrets).await;
    // Whoever asks about each of a thousand posts would be a part of what is measured.
    let creators = studio.accounts().list().await.unwrap().len();
    for last in lasts(posts, creators) {
        until_over(&studio, last).await;
    }
    futures_util::future::join_all(posts.iter().map(|post| until_over(&studio, post))).await;
    let ms = milliseconds(start);
    let peak_kb = memory_kb("VmHWM:");
    let (mut first, mut last) = (i64::MAX, i64::MIN);
    for post in posts {
        let detail = studio.publishing().detail(&post.id).await.unwrap();
        assert_eq!(detail.card.stage, "live", "{:#?}", detail.history);
        let at = |text: &str| {
            let line = detail.history.iter().find(|line| line.text.starts_with(text));
            line.unwrap().at
        };
        first = first.min(at("TikTok opened"));
        last = last.max(at("TikTok has every byte"));
    }
    studio.publishing().rest().await;
    json!({ "ms": ms, "upload_ms": last - first, "idle_kb": idle_kb, "peak_kb": peak_kb })
}

/// The last post of each creator.
fn lasts(posts: &[Post], creators: usize) -> Vec<&Post> {
    let of_each = posts.chunks(posts.len() / creators);
    of_each.filter_map(<[Post]>::last).collect()
}

/// Looks now and then: who hears of every change would be a part of what is measured.
async fn until_over(studio: &Studio, post: &Post) {
    let of_draft = async || studio.publishing().of_draft(&post.draft).await.unwrap();
    while of_draft().await.iter().any(|(_, is_open)| *is_open) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

async fn wait(folder: &Path, practice: &Value, secrets: &SecretStore) -> Value {
    let busy = json!({ "endpoint": "creator_info", "kind": "rate_limited_ms", "ms": HOUR_MS });
    practice_program::fault(practice, &busy);
    let studio = open(folder, practice, secrets).await;
    // Threads of the runtime that have nothing to do end after ten seconds.
    tokio::time::sleep(SETTLED + Duration::from_secs(10)).await;
    let before = wake_ups();
    // This thread carries nothing, and a timer of the runtime would wake those that do.
    std::thread::sleep(WATCHED);
    let woken = woken_since(&before);
    studio.publishing().rest().await;
    json!({ "woken": woken })
}

/// The last post of each creator waits for a turn that never comes, so that each press is one step and
/// nothing follows from it.
async fn steps(folder: &Path, practice: &Value, secrets: &SecretStore, posts: &[Post]) -> Value {
    let late = json!({ "endpoint": "video_init", "kind": "delay_ms", "ms": HOUR_MS });
    practice_program::fault(practice, &late);
    let studio = open(folder, practice, secrets).await;
    tokio::time::sleep(SETTLED).await;
    let creators = studio.accounts().list().await.unwrap().len();
    let lasts = lasts(posts, creators);
    let press = async |action| {
        let presses = lasts.iter().map(|post| studio.publishing().act(&post.id, action));
        futures_util::future::try_join_all(presses).await.unwrap();
    };
    let lines = async || {
        let details = lasts.iter().map(|post| studio.publishing().detail(&post.id));
        let details = futures_util::future::try_join_all(details).await.unwrap();
        details.iter().map(|detail| detail.history.len()).sum::<usize>()
    };
    let before = lines().await;
    let start = Instant::now();
    for _ in 0..STEPS / 2 / creators {
        press(PostAction::Pause).await;
        press(PostAction::Continue).await;
    }
    let steps_ms = milliseconds(start);
    assert_eq!(lines().await - before, STEPS);
    studio.publishing().rest().await;
    json!({ "steps_ms": steps_ms, "commits_ms": commits(folder) })
}

/// As many bare commits beside it: one row of a post's size each.
fn commits(folder: &Path) -> f64 {
    let db = rusqlite::Connection::open(folder.join("bare.db")).unwrap();
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE steps (id INTEGER PRIMARY KEY, state BLOB) STRICT;",
    )
    .unwrap();
    let start = Instant::now();
    for _ in 0..STEPS {
        db.execute("INSERT INTO steps (state) VALUES (randomblob(1000))", [])
            .unwrap();
    }
    milliseconds(start)
}

/// How often each thread of this process but this one went to sleep and was woken again.
fn wake_ups() -> HashMap<PathBuf, u64> {
    let tasks = std::fs::read_dir("/proc/self/task").unwrap();
    let task = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.unwrap().path();
        let count = number(&path.join("status"), "voluntary_ctxt_switches:");
        (path, count)
    };
    let own = std::process::id().to_string();
    let others = tasks.map(task).filter(|(path, _)| !path.ends_with(&own));
    others.collect()
}

/// The same since then; a thread that has ended meanwhile no longer counts.
fn woken_since(before: &HashMap<PathBuf, u64>) -> u64 {
    let now = wake_ups().into_iter();
    now.map(|(task, count)| count - before.get(&task).copied().unwrap_or(0))
        .sum()
}

fn memory_kb(what: &str) -> u64 {
    number(Path::new("/proc/self/status"), what)
}

/// Begins the peak anew (proc(5), clear_refs).
fn forget_peak() {
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
}

fn number(file: &Path, what: &str) -> u64 {
    let status = std::fs::read_to_string(file).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(what)).unwrap();
    line.split_whitespace().next().unwrap().parse().unwrap()
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}
