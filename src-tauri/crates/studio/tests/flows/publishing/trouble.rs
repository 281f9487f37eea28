//! Trouble on the way: whatever is lost, TikTok ends with one post or none.

use super::*;

/// Posts with these faults; returns the stage at the end.
async fn ends(size: u64, faults: Vec<Fault>) -> (Stage, PostId, String) {
    let stage = Stage::new(vec![]).await;
    let account = stage.connect("mara").await;
    let agreed = stage.agreed(&account, size).await;
    stage.host.0.arm(faults);
    let id = stage.start(&agreed).await;
    let detail = stage.reaches_one_of(&id, &["live", "failed", "needs_you"]).await;
    (stage, id, detail.card.stage)
}

#[tokio::test(flavor = "multi_thread")]
async fn passing_trouble_anywhere_ends_in_exactly_one_post() {
    let passing = [
        Kind::DropBefore,
        Kind::DropAfter,
        Kind::Status500,
        Kind::Status503Html,
        Kind::RateLimited,
        Kind::AccessTokenInvalid,
    ];
    let cut_off = [Kind::Html200, Kind::Empty200, Kind::TruncatedJson];
    for endpoint in [Endpoint::CreatorInfo, Endpoint::VideoInit, Endpoint::Status] {
        for kind in passing.into_iter().chain(cut_off) {
            let (stage, id, end) = ends(SMALL, vec![fault(endpoint, kind, 0)]).await;
            let history = stage.detail(&id).await.history;
            assert_eq!(
                (end.as_str(), stage.posted().len()),
                ("live", 1),
                "{endpoint:?} {kind:?} {history:?}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_last_chunk_whose_answer_is_lost_is_never_followed_by_a_new_init() {
    for kind in [
        Kind::DropBefore,
        Kind::DropMidway,
        Kind::DropAfter,
        Kind::Status500,
        Kind::Status503Html,
        Kind::RateLimited,
    ] {
        let (stage, id, end) = ends(SMALL, vec![fault(Endpoint::Upload, kind, 0)]).await;
        let history = stage.detail(&id).await.history;
        assert_eq!(
            (end.as_str(), stage.posted().len(), stage.uploads()),
            ("live", 1, 1),
            "{kind:?} {history:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_last_chunk_that_took_effect_behind_an_error_is_found_by_asking() {
    let hidden = Fault {
        effect: true,
        ..fault(Endpoint::Upload, Kind::Status500, 0)
    };
    let (stage, _, end) = ends(SMALL, vec![hidden]).await;
    assert_eq!(
        (end.as_str(), stage.posted().len(), stage.uploads()),
        ("live", 1, 1)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_earlier_chunk_that_breaks_goes_on_where_tiktok_is() {
    for kind in [
        Kind::DropBefore,
        Kind::DropMidway,
        Kind::DropAfter,
        Kind::WrongRange,
    ] {
        let (stage, id, end) = ends(LARGE, vec![fault(Endpoint::Upload, kind, 0)]).await;
        let history = stage.detail(&id).await.history;
        assert_eq!(
            (end.as_str(), stage.posted().len(), stage.uploads()),
            ("live", 1, 1),
            "{kind:?} {history:?}"
        );
        assert_eq!(stage.posted()[0].1, LARGE);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_tiktok_does_not_know_still_ends_in_one_post() {
    // Whether the answer arrives before the connection breaks decides how it goes on.
    for after in [0, 1] {
        let (stage, id, end) = ends(LARGE, vec![fault(Endpoint::Upload, Kind::UnknownUpload, after)]).await;
        if end == "needs_you" {
            stage.act(&id, PostAction::TryAgain).await;
            stage.reaches(&id, "live").await;
        }
        assert_eq!(stage.posted().len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_after_processing_is_told_with_its_reason_and_nothing_is_posted() {
    let refused = Fault {
        reason: Some("frame_rate_check_failed".into()),
        ..fault(Endpoint::Processing, Kind::Fail, 0)
    };
    let (stage, id, end) = ends(SMALL, vec![refused]).await;
    let card = stage.detail(&id).await.card;
    assert_eq!((end.as_str(), stage.posted().len()), ("failed", 0));
    assert_eq!(
        (card.headline.as_str(), card.tone),
        ("TikTok refused the frame rate", Tone::Bad)
    );
    assert_eq!(card.actions, [PostAction::Review]);
}

#[tokio::test(flavor = "multi_thread")]
async fn tiktoks_own_trouble_can_be_tried_again_with_the_same_history() {
    let internal = Fault {
        reason: Some("internal".into()),
        ..fault(Endpoint::Processing, Kind::Fail, 0)
    };
    let (stage, id, end) = ends(SMALL, vec![internal]).await;
    assert_eq!(end, "failed");
    let lines = stage.detail(&id).await.history.len();
    stage.act(&id, PostAction::TryAgain).await;
    let detail = stage.reaches(&id, "live").await;
    assert!(detail.history.len() > lines);
    assert_eq!(stage.posted().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_permission_asks_to_sign_in_and_sends_nothing() {
    let refused = Fault {
        count: None,
        ..fault(Endpoint::VideoInit, Kind::ScopeNotAuthorized, 0)
    };
    let (stage, id, end) = ends(SMALL, vec![refused]).await;
    assert_eq!((end.as_str(), stage.uploads()), ("needs_you", 0));
    assert_eq!(stage.detail(&id).await.card.actions[0], PostAction::SignInAgain);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_creator_who_may_not_post_now_waits_or_is_told() {
    for (persona, stages, said) in [
        ("capped", "queued", "Next try at"),
        ("banned", "failed", "Nothing was posted."),
    ] {
        let stage = Stage::new(vec![]).await;
        let account = stage.connect("mara").await;
        let mut agreed = stage.agreed(&account, SMALL).await;
        agreed.account = stage.connect(persona).await;
        let id = stage.start(&agreed).await;
        let detail = eventually(stage.studio(), persona, || async {
            let detail = stage.detail(&id).await;
            (detail.card.stage == stages && detail.card.detail.contains(said)).then_some(detail)
        })
        .await;
        assert_eq!(stage.uploads(), 0, "{detail:?}");
    }
}
