use tokio::sync::broadcast;

use super::*;
use crate::activity::errand::Starter;
use crate::activity::recorder::Recorder;
use crate::clock::Clock;
use crate::view::{ActivityWish, HistoryLine};
use crate::words::Words;

const NOON: i64 = 1_795_176_000_000;
const MINUTE: i64 = 60_000;
const ACCOUNT: &str = "0198f0a2-0000-7000-8000-00000000000a";
const POST: &str = "0198f0a2-0000-7000-8000-00000000000b";

struct Record {
    store: Store,
    _folder: tempfile::TempDir,
}

impl Record {
    /// An account with one post.
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("greenroom.db"), None).unwrap();
        let rows = "INSERT INTO accounts (id, kind, client_key, open_id, nickname, handle, gel, scopes, standing,
                      standing_at, refresh_expires_at, connected_at)
                    VALUES ('0198f0a2-0000-7000-8000-00000000000a', 'practice', 'k', 'o', 'Mara Lindqvist', 'mara.cooks', 'plum', '', 'fine', 0, 0, 0);
                    INSERT INTO posts (id, account_id, title, agreed, stage, state, is_open, not_before, created_at,
                      changed_at)
                    VALUES ('0198f0a2-0000-7000-8000-00000000000b', '0198f0a2-0000-7000-8000-00000000000a', 't', '{}', 'in_review', '{}', 0, 0, 0, 0);";
        store.write(move |db| db.execute_batch(rows)).await.unwrap();
        Self {
            store,
            _folder: folder,
        }
    }

    async fn keep(&self, entries: impl IntoIterator<Item = Entry>) {
        let waiting = Waiting::new(broadcast::Sender::new(1));
        waiting.put_back(entries.into_iter().collect());
        self.store.record(waiting.clone());
        self.store.read(|_| Ok(())).await.unwrap();
        assert!(waiting.take().is_empty());
    }

    async fn found(&self, search: &str) -> Vec<Run> {
        let wish = ActivityWish {
            search: search.into(),
            ..ActivityWish::default()
        };
        let wanted = Wanted::of(&wish, &Words::english());
        self.store.activity(&wanted, None, 100).await.unwrap()
    }
}

fn asked(at: i64) -> Call {
    Call {
        at,
        account: Some(AccountId::from_text(ACCOUNT)),
        endpoint: "publish-status".into(),
        scopes: "video.publish".into(),
        starter: Starter::Following,
        post: Some(PostId::from_text(POST)),
        draft: None,
        status: Some("PUBLISH_COMPLETE".into()),
        answer: None,
        code: None,
        log_id: Some(format!("2026{at}")),
    }
}

fn of_account(at: i64) -> Call {
    Call {
        endpoint: "video-list".into(),
        scopes: "video.list".into(),
        starter: Starter::You,
        post: None,
        status: None,
        ..asked(at)
    }
}

fn line(at: i64, text: &str) -> Entry {
    Entry::Line(PostId::from_text(POST), HistoryLine::once(at, text.into(), None))
}

#[tokio::test]
async fn equal_questions_in_a_row_are_one_row_until_something_happens() {
    let record = Record::new().await;
    let looks = (0..14).map(|look| Entry::Call(asked(NOON + look * MINUTE)));
    record.keep(looks).await;
    let runs = record.found("").await;
    assert_eq!(runs.len(), 1);
    assert_eq!((runs[0].since, runs[0].count), (NOON, 14));
    assert_eq!(
        runs[0].call,
        asked(NOON + 13 * MINUTE),
        "the latest, with its log id"
    );

    let news = Call {
        status: Some("FAILED".into()),
        ..asked(NOON + 14 * MINUTE)
    };
    record.keep([Entry::Call(news)]).await;
    assert_eq!(record.found("").await.len(), 2, "another answer");
    let last = asked(NOON + 15 * MINUTE);
    record
        .keep([
            Entry::Call(last.clone()),
            line(last.at + 1, "You asked to check now"),
        ])
        .await;
    record.keep([Entry::Call(asked(NOON + 16 * MINUTE))]).await;
    assert_eq!(record.found("").await.len(), 4, "the creator came between");
}

#[tokio::test]
async fn questions_about_an_account_are_one_row_only_while_they_are_close() {
    let record = Record::new().await;
    for at in [0, 5, 10, 40].map(|minutes| NOON + minutes * MINUTE) {
        record.keep([Entry::Call(of_account(at))]).await;
    }
    let counts: Vec<i64> = record.found("").await.iter().map(|run| run.count).collect();
    assert_eq!(counts, [1, 3]);
}

#[tokio::test]
async fn a_week_in_review_with_a_restart_each_day_takes_a_few_kilobytes() {
    let record = Record::new().await;
    for day in 0..7 {
        let morning = NOON + day * 1440 * MINUTE;
        let restarted = line(morning, "Greenroom was started again and keeps asking");
        let first = Call {
            starter: Starter::Restart,
            ..asked(morning)
        };
        record.keep([restarted, Entry::Call(first)]).await;
        let looks = (1..96).map(|look| Entry::Call(asked(morning + look * 15 * MINUTE)));
        record.keep(looks).await;
    }
    let runs = record.found("").await;
    assert_eq!(runs.iter().map(|run| run.count).sum::<i64>(), 7 * 96);
    let lines = record.store.post_history(&PostId::from_text(POST)).await.unwrap();
    assert_eq!(lines.len(), 1, "{lines:?}");
    let size = record.store.record_size().await.unwrap();
    assert!((1_000..8_000).contains(&size), "{size}");
}

#[tokio::test]
async fn every_word_of_a_search_must_be_found_wherever_it_stands() {
    let record = Record::new().await;
    let refused = Call {
        endpoint: "refresh".into(),
        answer: Some("TikTok cannot be reached.".into()),
        code: Some("100%_sure".into()),
        starter: Starter::Renewing,
        ..of_account(NOON + MINUTE)
    };
    record
        .keep([Entry::Call(asked(NOON)), Entry::Call(refused)])
        .await;
    for (search, found) in [
        ("", 2),
        ("RENEWED", 1),
        ("stay signed", 1),
        ("mara", 2),
        ("@mara.cooks how", 1),
        ("video.publish", 1),
        ("reached renewed", 1),
        ("renewed video.publish", 0),
        ("2026", 2),
        ("says posted", 1),
        ("0%_s", 1),
        ("%%", 0),
        ("'; --", 0),
    ] {
        assert_eq!(record.found(search).await.len(), found, "{search}");
    }
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repetition() {
    let record = Record::new().await;
    // Three at each moment, so that the moment alone does not tell where a page ends.
    let calls = (0..30).map(|n| Call {
        code: Some(n.to_string()),
        ..of_account(NOON + n / 3)
    });
    record.keep(calls.map(Entry::Call)).await;
    let everything = Wanted::everything();
    let (mut seen, mut older) = (Vec::new(), None);
    loop {
        let page = record.store.activity(&everything, older, 7).await.unwrap();
        let Some(last) = page.last() else { break };
        older = Some(ActivityPlace {
            until: last.call.at,
            id: last.id,
        });
        seen.extend(page.iter().map(|run| run.id));
    }
    assert_eq!(seen, (1..=30).rev().collect::<Vec<i64>>());
}

#[tokio::test]
async fn the_record_of_an_account_goes_with_its_work_and_nothing_comes_after() {
    let record = Record::new().await;
    record
        .keep([Entry::Call(asked(NOON)), Entry::Call(of_account(NOON))])
        .await;
    record
        .store
        .forget_account(&AccountId::from_text(ACCOUNT))
        .await
        .unwrap();
    record
        .keep([Entry::Call(asked(NOON + 1)), line(NOON, "late")])
        .await;
    assert!(record.found("").await.is_empty());
    let lines = record.store.post_history(&PostId::from_text(POST)).await.unwrap();
    assert!(lines.is_empty(), "{lines:?}");
}

#[tokio::test]
async fn the_record_never_weakens_what_posts_rely_on() {
    let record = Record::new().await;
    record.keep([Entry::Call(asked(NOON))]).await;
    let settings = record.store.read(|db| {
        let number = |pragma| db.query_row(pragma, [], |row| row.get::<_, i64>(0));
        Ok((number("PRAGMA synchronous")?, number("PRAGMA busy_timeout")?))
    });
    assert_eq!(settings.await.unwrap(), (2, 5_000));
}

#[tokio::test]
async fn what_a_held_database_refuses_is_kept_with_the_next_line() {
    let record = Record::new().await;
    let other = rusqlite::Connection::open(record._folder.path().join("greenroom.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let changes = broadcast::Sender::new(1);
    let mut heard = changes.subscribe();
    let recorder = Recorder::new(record.store.clone(), Words::english(), Clock::System, changes);
    let post = PostId::from_text(POST);
    recorder.line(&post, HistoryLine::once(1, "first".into(), None));
    // Answered after the first was tried, and at once: nobody waits for whoever holds it.
    assert!(record.store.post_history(&post).await.unwrap().is_empty());
    other.execute_batch("COMMIT").unwrap();
    recorder.line(&post, HistoryLine::once(2, "second".into(), None));
    let lines = record.store.post_history(&post).await.unwrap();
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(texts, ["first", "second"]);
    // Lines of a post's history are told of with the post.
    assert!(heard.try_recv().is_err());
}
