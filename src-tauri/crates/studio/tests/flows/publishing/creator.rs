//! The creator's hand: pause, stop, agree again; and the file under it.

use super::*;

/// What TikTok allowed when the account was called otherwise.
fn of_yesterday(agreed: &Agreed) -> Option<Terms> {
    let mut terms = serde_json::to_value(&agreed.terms).unwrap();
    terms["nickname"] = "Name of yesterday".into();
    serde_json::from_value(terms).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pause_sends_nothing_and_goes_on_where_tiktok_is() {
    let stage = Stage::new(vec![fault(Endpoint::Upload, Kind::DelayMs, 0)]).await;
    let id = stage.post(LARGE).await;
    stage.requests("upload", 1).await;
    stage.act(&id, PostAction::Pause).await;
    let card = stage.detail(&id).await.card;
    assert_eq!((card.stage.as_str(), card.tone), ("paused", Tone::Calm));
    stage.act(&id, PostAction::Continue).await;
    stage.reaches(&id, "live").await;
    assert_eq!((stage.posted().len(), stage.uploads()), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_before_the_last_chunk_posts_nothing_and_frees_the_draft() {
    let stage = Stage::new(vec![fault(Endpoint::Upload, Kind::DelayMs, 0)]).await;
    let account = stage.connect("mara").await;
    let agreed = stage.agreed(&account, LARGE).await;
    let id = stage.start(&agreed).await;
    stage.requests("upload", 1).await;
    stage.act(&id, PostAction::Stop).await;
    let card = stage.detail(&id).await.card;
    assert_eq!(
        (card.stage.as_str(), card.detail.as_str()),
        ("cancelled", "Nothing was posted.")
    );
    assert_eq!(stage.posted(), []);
    let second = stage.start(&agreed).await;
    stage.reaches(&second, "live").await;
    assert_eq!(stage.posted().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn at_the_commit_point_a_stop_changes_nothing() {
    let stage = Stage::new(vec![fault(Endpoint::Status, Kind::DelayMs, 0)]).await;
    let id = stage.post(SMALL).await;
    stage.requests("status", 1).await;
    assert_eq!(stage.detail(&id).await.card.stage, "processing");
    for late in [PostAction::Stop, PostAction::Pause, PostAction::TryAgain] {
        stage.act(&id, late).await;
        assert_eq!(stage.detail(&id).await.card.stage, "processing", "{late:?}");
    }
    stage.act(&id, PostAction::CheckNow).await;
    stage.reaches(&id, "live").await;
    assert_eq!(stage.posted().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_no_longer_followed_says_that_tiktok_may_still_post_it() {
    let stage = Stage::new(vec![fault(Endpoint::Status, Kind::DelayMs, 0)]).await;
    let id = stage.post(SMALL).await;
    stage.requests("status", 1).await;
    stage.act(&id, PostAction::StopFollowing).await;
    let card = stage.detail(&id).await.card;
    assert_eq!(
        (card.headline.as_str(), card.actions.len()),
        ("No longer followed", 0)
    );
    assert!(card.detail.contains("may still post it"));
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_that_changed_at_tiktok_send_nothing_and_a_new_consent_takes_the_place() {
    let stage = Stage::new(vec![]).await;
    let account = stage.connect("mara").await;
    let agreed = stage.agreed(&account, SMALL).await;
    let stale = Agreed {
        terms: of_yesterday(&agreed),
        ..agreed.clone()
    };
    let mut changes = stage.studio().changes();
    let first = stage.start(&stale).await;
    let card = stage.reaches(&first, "needs_you").await.card;
    assert_eq!(card.headline, "The account is called Mara Lindqvist now.");
    assert_eq!(card.actions[0], PostAction::Review);
    assert_eq!(stage.uploads(), 0);
    hears(&mut changes, &[Change::Snapshot]).await;
    let open = stage
        .studio()
        .publishing()
        .open_post(&agreed.draft, &account)
        .await
        .unwrap();
    assert_eq!(open, None, "the posting page must not be blocked");

    let second = stage.start(&agreed).await;
    stage.reaches(&second, "live").await;
    assert_eq!(stage.detail(&first).await.card.stage, "cancelled");
    assert_eq!(stage.posted().len(), 1);
    assert_eq!(stage.studio().publishing().need_you().await.unwrap(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_choice_that_is_no_longer_offered_is_named() {
    let stage = Stage::new(vec![]).await;
    let account = stage.connect("mara").await;
    let agreed = stage.agreed(&account, SMALL).await;
    let mut stale = Agreed {
        terms: of_yesterday(&agreed),
        ..agreed
    };
    stale.choices.privacy = Some("FOLLOWER_OF_CREATOR".into());
    let id = stage.start(&stale).await;
    let card = stage.reaches(&id, "needs_you").await.card;
    assert_eq!(card.headline, "TikTok no longer offers the visibility you chose");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_no_longer_the_same_is_not_sent() {
    let stage = Stage::new(vec![fault(Endpoint::Upload, Kind::DropBefore, 1)]).await;
    let account = stage.connect("mara").await;
    let agreed = stage.agreed(&account, LARGE).await;
    stage.host.0.arm(vec![Fault {
        ms: 1,
        ..fault(Endpoint::Status, Kind::DelayMs, 0)
    }]);
    let changed = Agreed {
        fingerprint: Fingerprint {
            size: LARGE + 1,
            ..agreed.fingerprint.clone()
        },
        ..agreed
    };
    let id = stage.start(&changed).await;
    let card = stage.reaches(&id, "needs_you").await.card;
    assert_eq!(card.headline, "The video is gone or was changed");
    assert_eq!((stage.posted().len(), stage.uploads()), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_changes_under_the_upload_ends_before_the_last_chunk() {
    let stage = Stage::new(vec![fault(Endpoint::Upload, Kind::DelayMs, 0)]).await;
    let id = stage.post(LARGE).await;
    stage.requests("upload", 1).await;
    stage.act(&id, PostAction::Pause).await;
    let path = stage.video(LARGE);
    let original = std::fs::read(&path).unwrap();
    std::fs::write(&path, vec![0; LARGE as usize]).unwrap();
    stage.act(&id, PostAction::Continue).await;
    let card = stage.reaches(&id, "needs_you").await.card;
    assert_eq!(card.headline, "The video is gone or was changed");
    assert!(card.actions.contains(&PostAction::Stop));
    assert_eq!(stage.posted(), []);

    // The same bytes with another date are another file: the creator has to look.
    std::fs::write(&path, original).unwrap();
    stage.act(&id, PostAction::TryAgain).await;
    stage.reaches(&id, "needs_you").await;
    assert_eq!(stage.posted(), []);
}
