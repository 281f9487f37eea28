//! The way of a post on which nothing goes wrong.

use practice::{Endpoint, Kind};
use studio::view::{Change, StepState, Tone};

use super::{LARGE, SMALL, Stage, fault};
use crate::support::hears;

#[tokio::test(flavor = "multi_thread")]
async fn a_post_goes_from_the_consent_to_live() {
    let stage = Stage::new(vec![]).await;
    let mut changes = stage.studio().changes();
    let id = stage.post(LARGE).await;
    let detail = stage.reaches(&id, "live").await;

    assert_eq!(detail.card.tone, Tone::Live);
    assert_eq!(detail.card.headline, "Live");
    assert!(
        detail
            .card
            .steps
            .iter()
            .all(|step| matches!(step.state, StepState::Done | StepState::Live))
    );
    assert!(detail.started.starts_with("To Mara Lindqvist, started "));
    assert_eq!(detail.card.facts, "everyone");
    let posted = stage.posted();
    assert_eq!(posted.len(), 1);
    assert_eq!(posted[0].1, LARGE);
    let steps: Vec<_> = detail.history.iter().filter(|line| !line.is_call).collect();
    let told: Vec<&str> = steps.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(told[0], "You agreed to post as shown, to Mara Lindqvist");
    assert_eq!(told[1], "TikTok confirmed the account and its settings");
    assert_eq!(told[2], "TikTok opened an upload for 20,000,001 bytes");
    assert_eq!(told.last(), Some(&"TikTok says everyone can see it"));
    assert!(steps[2].reference.as_ref().unwrap().contains(&posted[0].0));

    // A practice post has no address in the world.
    assert_eq!(stage.studio().publishing().address(&id).await.unwrap(), None);
    let draft = detail.card.draft.unwrap();
    let told = [
        Change::Posts,
        Change::Drafts,
        Change::Post { id },
        Change::Posting { draft },
        Change::Activity,
    ];
    hears(&mut changes, &told).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_report_has_every_step_and_neither_caption_nor_secret() {
    let stage = Stage::new(vec![]).await;
    let id = stage.post(SMALL).await;
    stage.reaches(&id, "live").await;
    let report = stage.studio().publishing().report(&id).await.unwrap();
    assert!(report.contains("publish_id: v_pub_file"), "{report}");
    assert!(report.contains("TikTok has every byte"), "{report}");
    for hidden in ["secretcaption", "Ramen", "upload_token", "video-300000", "act."] {
        assert!(!report.contains(hidden), "{hidden} in {report}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_upload_address_is_never_on_disk() {
    let stage = Stage::new(vec![fault(Endpoint::Upload, Kind::DelayMs, 0)]).await;
    let id = stage.post(LARGE).await;
    stage.requests("upload", 1).await;
    assert_eq!(stage.detail(&id).await.card.stage, "uploading");
    let data = stage.desk.data();
    assert!(!data.windows(12).any(|bytes| bytes == b"upload_token"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_private_post_is_live_when_tiktok_says_it_is_posted() {
    let stage = Stage::new(vec![]).await;
    let account = stage.connect("mara").await;
    let mut agreed = stage.agreed(&account, SMALL).await;
    agreed.choices.privacy = Some("SELF_ONLY".into());
    let id = stage.start(&agreed).await;
    let detail = stage.reaches(&id, "live").await;
    assert_eq!(
        (detail.card.headline.as_str(), detail.card.facts.as_str()),
        ("Posted", "only you")
    );
    assert_eq!(stage.posted().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_draft_has_one_open_post_per_account() {
    let stage = Stage::new(vec![fault(Endpoint::Upload, Kind::DelayMs, 0)]).await;
    let account = stage.connect("mara").await;
    let agreed = stage.agreed(&account, SMALL).await;
    let first = stage.start(&agreed).await;
    let again = agreed.clone();
    let second = stage
        .run(move |studio| async move { studio.publishing().start(again, None).await })
        .await;
    assert_eq!(second.unwrap_err().code, studio::problem::Code::Stale);
    let open = stage
        .studio()
        .publishing()
        .open_post(&agreed.draft, &account)
        .await
        .unwrap();
    assert_eq!(open, Some(first));
    let of_draft = stage.studio().publishing().of_draft(&agreed.draft).await.unwrap();
    assert_eq!(of_draft.len(), 1);
    assert!(of_draft[0].1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_uploads_one_video_at_a_time_and_accounts_do_not_wait_for_each_other() {
    let stage = Stage::new(vec![fault(Endpoint::Upload, Kind::DelayMs, 0)]).await;
    let mara = stage.connect("mara").await;
    let nord = stage.connect("nord").await;
    let first = stage.start(&stage.agreed(&mara, SMALL).await).await;
    stage.requests("upload", 1).await;
    let second = stage.start(&stage.agreed(&mara, SMALL).await).await;
    let other = stage.start(&stage.agreed(&nord, SMALL).await).await;
    stage.reaches(&other, "live").await;
    assert_eq!(stage.detail(&first).await.card.stage, "committing");
    let waiting = stage.detail(&second).await.card;
    assert_eq!(
        (waiting.stage.as_str(), waiting.headline.as_str()),
        ("queued", "Waiting for its turn")
    );
}
