//! The creator's limits and order: how many go up, how fast, and which comes next.

use studio::view::Settings;

use super::*;

async fn limit(stage: &Stage, settings: Settings) {
    stage
        .run(move |studio| async move { studio.save_settings(&settings).await })
        .await
        .unwrap();
}

fn at_once(uploads_at_once: u32) -> Settings {
    Settings {
        uploads_at_once,
        ..Settings::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn over_all_accounts_so_many_go_up_and_the_others_say_whom_they_wait_for() {
    let stage = Stage::new(vec![fault(Endpoint::Upload, Kind::DelayMs, 0)]).await;
    limit(&stage, at_once(1)).await;
    let mara = stage.connect("mara").await;
    let nord = stage.connect("nord").await;
    stage.start(&stage.agreed(&mara, SMALL).await).await;
    stage.requests("upload", 1).await;
    let other = stage.start(&stage.agreed(&nord, SMALL).await).await;
    let said =
        "Waits for the video of Mara Lindqvist to finish. Only one goes up at a time over all accounts.";
    eventually(stage.studio(), "the wait in words", || async {
        (stage.detail(&other).await.card.detail == said).then_some(())
    })
    .await;
    limit(&stage, at_once(2)).await;
    stage.reaches(&other, "live").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_creators_order_is_obeyed_and_survives_the_end_of_the_program() {
    let mut stage = Stage::new(vec![fault(Endpoint::Upload, Kind::DelayMs, 0)]).await;
    let mara = stage.connect("mara").await;
    let first = stage.start(&stage.agreed(&mara, LARGE).await).await;
    stage.requests("upload", 1).await;
    let mut waiting = Vec::new();
    for more in 0..3 {
        waiting.push(stage.start(&stage.agreed(&mara, SMALL + more).await).await);
    }
    let line = |detail: PostDetail| detail.card.line.map(|line| line.text);
    let place = line(stage.detail(&waiting[2]).await);
    assert_eq!(place.as_deref(), Some("3 of 3 that wait for Mara Lindqvist"));
    stage.act(&waiting[2], PostAction::Earlier).await;
    stage.act(&waiting[0], PostAction::Later).await;
    stage.act(&waiting[0], PostAction::Later).await;
    let place = line(stage.detail(&waiting[0]).await);
    assert_eq!(place.as_deref(), Some("3 of 3 that wait for Mara Lindqvist"));
    stage.act(&first, PostAction::Pause).await;
    stage.kill().await;
    stage.open().await;
    for id in &waiting {
        stage.reaches(id, "live").await;
    }
    let sizes: Vec<u64> = stage.posted().iter().map(|(_, bytes)| *bytes).collect();
    assert_eq!(sizes, [SMALL + 2, SMALL + 1, SMALL]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_shows_what_waits_in_the_order_in_which_it_will_go() {
    let stage = Stage::new(vec![fault(Endpoint::Upload, Kind::DelayMs, 0)]).await;
    let mara = stage.connect("mara").await;
    let first = stage.start(&stage.agreed(&mara, LARGE).await).await;
    stage.requests("upload", 1).await;
    let second = stage.start(&stage.agreed(&mara, SMALL).await).await;
    let third = stage.start(&stage.agreed(&mara, SMALL).await).await;
    stage.act(&third, PostAction::Earlier).await;
    let list = stage.studio().publishing().list().await.unwrap();
    let ids: Vec<_> = list.groups[0].posts.iter().map(|card| card.id.clone()).collect();
    assert_eq!(ids, [first, third, second]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_speed_limit_holds_back_an_upload_under_way_and_its_end_frees_it() {
    let stage = Stage::new(vec![]).await;
    let slow = Settings {
        upload_limit_kb: Some(100),
        ..Settings::default()
    };
    limit(&stage, slow).await;
    let id = stage.post(LARGE).await;
    stage.reaches(&id, "uploading").await;
    // At this speed the first chunk alone takes a minute and a half.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let progress = stage
        .detail(&id)
        .await
        .card
        .progress
        .expect("bytes are on the way");
    assert!(progress.sent < 2_000_000, "{}", progress.sent);
    limit(&stage, Settings::default()).await;
    stage.reaches(&id, "live").await;
}
