//! What a post leaves in its history and in the record of calls.

use std::time::Duration;

use practice::{Endpoint, Kind};
use studio::view::{ActivityRow, ActivityWish, ExportFormat, HistoryLine, PostAction};

use super::{LARGE, SMALL, Stage, fault};
use crate::support::Desk;

async fn rows(stage: &Stage) -> Vec<ActivityRow> {
    let everything = ActivityWish::default();
    let page = stage.studio().activity().page(&everything, None);
    let mut rows = page.await.unwrap().rows;
    rows.reverse();
    rows
}

fn texts(history: &[HistoryLine]) -> Vec<&str> {
    history.iter().map(|line| line.text.as_str()).collect()
}

fn position(texts: &[&str], start: &str) -> usize {
    texts
        .iter()
        .position(|text| text.starts_with(start))
        .unwrap_or_else(|| panic!("{start}: {texts:#?}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_leaves_each_call_with_its_permission_and_who_started_it() {
    let stage = Stage::new(vec![]).await;
    let id = stage.post(LARGE).await;
    stage.reaches(&id, "live").await;
    let rows = rows(&stage).await;
    let of_post: Vec<_> = rows
        .iter()
        .filter(|row| row.post.as_ref() == Some(&id))
        .map(|row| (row.text.as_str(), row.scopes.join(" "), row.started_by.as_str()))
        .collect();
    let publish = || "video.publish".to_owned();
    assert_eq!(
        of_post[..3],
        [
            ("Asked what this account may post", publish(), "started by you"),
            ("Asked to open an upload for a post", publish(), "started by you"),
            ("Sent 2 parts of the video", String::new(), "started by you"),
        ]
    );
    let follows = (
        "Asked how the post is doing",
        publish(),
        "started by Greenroom, for a post",
    );
    assert!(of_post[3..].iter().all(|row| *row == follows), "{of_post:?}");
    assert!(of_post.len() > 3);
    assert!(rows.iter().all(|row| row.account.is_some() && row.done));
    let asked = rows.iter().filter(|row| row.text.starts_with("Asked"));
    for row in asked {
        assert!(
            row.reference.as_ref().is_some_and(|id| id.starts_with("log id ")),
            "{row:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_history_has_each_call_before_the_step_that_followed_from_it() {
    let stage = Stage::new(vec![]).await;
    let id = stage.post(LARGE).await;
    let history = stage.reaches(&id, "live").await.history;
    let texts = texts(&history);
    let order = [
        "You agreed to post as shown",
        "Asked what this account may post: OK",
        "TikTok confirmed the account",
        "Asked to open an upload for a post: OK",
        "TikTok opened an upload",
        "Sent 2 parts of the video: OK (",
        "TikTok has every byte",
        "Asked how the post is doing",
        "TikTok says everyone can see it",
    ]
    .map(|start| position(&texts, start));
    assert!(order.is_sorted(), "{texts:#?}");
    assert!(
        history
            .iter()
            .all(|line| line.is_call == line.text.contains(": "))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn trouble_is_told_with_the_wait_that_follows_and_who_went_on() {
    let mut desk = Desk::new().with_system_clock();
    desk.config.pacing.retry_after = Duration::from_millis(1_200);
    let faults = vec![fault(Endpoint::VideoInit, Kind::Status503Html, 0)];
    let mut stage = Stage::beside(desk, faults).await;
    let id = stage.post(SMALL).await;
    stage.reaches(&id, "live").await;
    let history = stage.detail(&id).await.history;
    let texts = texts(&history);
    let failed = position(&texts, "Asked to open an upload for a post: TikTok has trouble");
    let waits = position(&texts, "We wait 2 s and go on by ourselves");
    assert!(failed < waits, "{texts:#?}");
    let again = &texts[waits..];
    position(again, "Asked to open an upload for a post: OK");

    stage.kill().await;
    stage.open().await;
    assert_eq!(
        stage.detail(&id).await.history.len(),
        history.len(),
        "kept, and nothing new"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_creator_and_what_the_studio_did_is_told_apart() {
    let mut stage = Stage::new(vec![fault(Endpoint::Upload, Kind::DelayMs, 0)]).await;
    let id = stage.post(LARGE).await;
    stage.requests("upload", 1).await;
    stage.kill().await;
    stage.open().await;
    let history = stage.reaches(&id, "live").await.history;
    position(&texts(&history), "Greenroom was started again");
    let starters: Vec<String> = rows(&stage).await.into_iter().map(|row| row.started_by).collect();
    assert!(
        starters.contains(&"started by Greenroom, after a restart".to_owned()),
        "{starters:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_is_told_and_ends_the_call_it_interrupted() {
    let stage = Stage::new(vec![fault(Endpoint::Upload, Kind::DelayMs, 0)]).await;
    let id = stage.post(LARGE).await;
    stage.requests("upload", 1).await;
    stage.act(&id, PostAction::Pause).await;
    let history = stage.reaches(&id, "paused").await.history;
    let texts = texts(&history);
    position(&texts, "Sent a part of the video: Nobody waited for the answer");
    position(&texts, "You paused it");
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_record_nor_export_holds_a_secret_a_caption_or_a_file() {
    let stage = Stage::new(vec![]).await;
    let id = stage.post(SMALL).await;
    stage.reaches(&id, "live").await;
    let mut all = stage.studio().publishing().report(&id).await.unwrap();
    let everything = ActivityWish::default();
    for format in [ExportFormat::Csv, ExportFormat::Json] {
        let path = stage.desk.file(format.extension());
        let saved = stage.studio().activity().export(&everything, format, &path);
        assert!(saved.await.unwrap().starts_with("Saved "));
        let text = std::fs::read_to_string(path).unwrap();
        assert!(
            text.contains("publish-status") && text.contains(id.as_str()),
            "{text}"
        );
        all.push_str(&text);
    }
    let account = rows(&stage).await[0].account.clone().unwrap().id;
    let session = stage.studio().accounts().session(&account).await.unwrap();
    let token = session.token.expose();
    for hidden in ["secretcaption", "Ramen", "upload_token", "video-300000", token] {
        assert!(!all.contains(hidden), "{hidden} in {all}");
    }
}
