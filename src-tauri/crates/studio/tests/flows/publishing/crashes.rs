//! The program ends at every point of a post's way and is started again. TikTok's
//! count decides: one post from one consent.

use super::*;

/// Kills the studio once TikTok has been asked `endpoint` `count` times, while the
/// answer is held back; then opens it again and follows the post to its end.
async fn killed_while(
    size: u64,
    faults: Vec<Fault>,
    endpoint: &str,
    count: u64,
    at: &str,
) -> (Stage, PostDetail) {
    let mut stage = Stage::new(vec![]).await;
    let account = stage.connect("mara").await;
    let agreed = stage.agreed(&account, size).await;
    let asked = stage.host.0.state()["requests"][endpoint].as_u64().unwrap_or(0);
    stage.host.0.arm(faults);
    let id = stage.start(&agreed).await;
    stage.requests(endpoint, asked + count).await;
    assert_eq!(stage.detail(&id).await.card.stage, at);
    stage.kill().await;
    stage.open().await;
    let detail = stage.reaches_one_of(&id, &["live", "failed", "needs_you"]).await;
    (stage, detail)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_at_every_point_of_the_way_ends_in_exactly_one_post() {
    let held = |endpoint, after| fault(endpoint, Kind::DelayMs, after);
    let lost = |after| fault(Endpoint::Upload, Kind::DropAfter, after);
    let missed = |after| fault(Endpoint::Upload, Kind::DropBefore, after);
    let at_status = |first| vec![first, held(Endpoint::Status, 0)];
    // What is going on, the file, the faults, what TikTok is asked how often, the stage on disk.
    let points = [
        (
            "creator_info is asked",
            SMALL,
            vec![held(Endpoint::CreatorInfo, 0)],
            ("creator_info", 1),
            "checking",
        ),
        (
            "init is asked",
            SMALL,
            vec![held(Endpoint::VideoInit, 0)],
            ("video_init", 1),
            "initialising",
        ),
        (
            "the first chunk is sent",
            LARGE,
            vec![held(Endpoint::Upload, 0)],
            ("upload", 1),
            "uploading",
        ),
        (
            "the last chunk is sent",
            LARGE,
            vec![held(Endpoint::Upload, 1)],
            ("upload", 2),
            "committing",
        ),
        (
            "the only chunk is sent",
            SMALL,
            vec![held(Endpoint::Upload, 0)],
            ("upload", 1),
            "committing",
        ),
        (
            "the first chunk's answer is lost",
            LARGE,
            at_status(lost(0)),
            ("status", 1),
            "uploading",
        ),
        (
            "the last chunk's answer is lost",
            LARGE,
            at_status(lost(1)),
            ("status", 1),
            "committing",
        ),
        (
            "the last chunk never arrived",
            LARGE,
            at_status(missed(1)),
            ("status", 1),
            "committing",
        ),
        (
            "the status is asked",
            SMALL,
            vec![held(Endpoint::Status, 0)],
            ("status", 1),
            "processing",
        ),
    ];
    for (point, size, faults, (endpoint, count), at) in points {
        let (stage, detail) = killed_while(size, faults, endpoint, count, at).await;
        let end = (detail.card.stage.as_str(), stage.posted().len(), stage.uploads());
        assert_eq!(end, ("live", 1, 1), "{point}: {:?}", detail.history);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_init_whose_answer_dies_with_the_program_is_asked_anew_and_posts_once() {
    let faults = vec![
        fault(Endpoint::VideoInit, Kind::DropAfter, 0),
        fault(Endpoint::CreatorInfo, Kind::DelayMs, 1),
    ];
    let mut stage = Stage::new(vec![]).await;
    let account = stage.connect("mara").await;
    let agreed = stage.agreed(&account, SMALL).await;
    stage.host.0.arm(faults);
    let id = stage.start(&agreed).await;
    stage.requests("creator_info", 3).await;
    stage.kill().await;
    stage.open().await;
    stage.reaches(&id, "live").await;
    assert_eq!((stage.posted().len(), stage.uploads()), (1, 2));
}

/// Wherever the studio tells of a change it is killed, once for each change.
#[tokio::test(flavor = "multi_thread")]
async fn a_crash_behind_every_change_ends_in_exactly_one_post() {
    for changes in 0..14 {
        let mut stage = Stage::new(vec![]).await;
        let account = stage.connect("mara").await;
        let agreed = stage.agreed(&account, SMALL).await;
        let mut heard = stage.studio().changes();
        let id = stage.start(&agreed).await;
        for _ in 0..changes {
            // The post may be done before that many were told.
            if tokio::time::timeout(Duration::from_millis(300), heard.recv())
                .await
                .is_err()
            {
                break;
            }
        }
        stage.kill().await;
        stage.open().await;
        let detail = stage.reaches_one_of(&id, &["live", "failed", "needs_you"]).await;
        let end = (detail.card.stage.as_str(), stage.posted().len());
        assert_eq!(end, ("live", 1), "after {changes} changes: {:?}", detail.history);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_studio_at_rest_goes_on_after_it_is_opened_again() {
    let mut stage = Stage::new(vec![fault(Endpoint::Upload, Kind::DelayMs, 0)]).await;
    let id = stage.post(LARGE).await;
    stage.requests("upload", 1).await;
    stage
        .run(|studio| async move { studio.publishing().rest().await })
        .await;
    assert_eq!(stage.detail(&id).await.card.stage, "uploading");
    stage.kill().await;
    stage.open().await;
    stage.reaches(&id, "live").await;
    assert_eq!((stage.posted().len(), stage.uploads()), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_without_a_keyring_begins_the_upload_anew_but_never_past_the_commit_point() {
    for (after, at, uploads) in [(0, "uploading", 2), (1, "committing", 1)] {
        let mut stage = Stage::new(vec![]).await;
        let account = stage.connect("mara").await;
        let agreed = stage.agreed(&account, LARGE).await;
        let asked = if after == 0 {
            Kind::DelayMs
        } else {
            Kind::DropAfter
        };
        stage.host.0.arm(vec![fault(Endpoint::Upload, asked, after)]);
        if after == 1 {
            stage.host.0.arm(vec![fault(Endpoint::Status, Kind::DelayMs, 0)]);
        }
        let id = stage.start(&agreed).await;
        let (endpoint, count) = if after == 0 { ("upload", 1) } else { ("status", 1) };
        stage.requests(endpoint, count).await;
        assert_eq!(stage.detail(&id).await.card.stage, at);
        stage.kill().await;
        stage.desk.config.secrets = studio::secrets::SecretStore::memory();
        stage.open().await;
        // Without its tokens the post waits for a sign-in and then for the creator's word.
        stage.connect("mara").await;
        let detail = stage.reaches_one_of(&id, &["needs_you", "live"]).await;
        if detail.card.stage == "needs_you" {
            stage.act(&id, PostAction::Continue).await;
        }
        stage.reaches(&id, "live").await;
        assert_eq!((stage.posted().len(), stage.uploads()), (1, uploads), "{at}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_hour_that_ends_while_the_program_is_closed_is_told_with_its_cost() {
    for (after, at) in [(0, "uploading"), (1, "committing")] {
        let mut stage = Stage::with_manual_clock(vec![fault(Endpoint::Upload, Kind::DelayMs, after)]).await;
        let id = stage.post(LARGE).await;
        stage.requests("upload", u64::from(after) + 1).await;
        assert_eq!(stage.detail(&id).await.card.stage, at);
        stage.kill().await;
        stage.desk.hand.advance(Duration::from_secs(3600));
        stage.open().await;
        let card = stage.reaches(&id, "needs_you").await.card;
        assert_eq!(card.headline, "The upload address has run out");
        assert!(card.detail.contains("sends all 20 MB"), "{}", card.detail);
        assert_eq!((stage.posted().len(), stage.uploads()), (0, 1), "{at}");
        assert_eq!(stage.studio().publishing().need_you().await.unwrap(), 1);
        stage.act(&id, PostAction::TryAgain).await;
        stage.reaches(&id, "live").await;
        assert_eq!((stage.posted().len(), stage.uploads()), (1, 2), "{at}");
    }
}
