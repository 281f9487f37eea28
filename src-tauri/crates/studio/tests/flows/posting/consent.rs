//! The posting page in use, up to the press of the button.

use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::time::Duration;

use practice::{Endpoint, Kind};
use studio::problem::Code;
use studio::view::*;

use super::Stage;
use crate::support::{Desk, connect, eventually, hears};

#[tokio::test(flavor = "multi_thread")]
async fn tiktok_is_asked_each_time_the_page_is_shown_and_nothing_is_sent_before_the_consent() {
    let stage = Stage::new().await;
    connect(&stage.studio, "mara").await;
    let id = stage.draft().await;
    stage.arm(Endpoint::CreatorInfo, Kind::DelayMs);
    let page = stage.studio.posting().open(&id).await.unwrap();
    assert_eq!(page.creator, CreatorView::Asking);
    assert!(!page.publish.allowed);
    stage.let_go();
    let page = stage.answered(&id).await;
    let CreatorView::Fresh { note, .. } = &page.creator else {
        panic!("{:?}", page.creator)
    };
    assert!(note.starts_with("TikTok answered for this account at "));
    assert_eq!(page.account.unwrap().nickname, "Mara Lindqvist");
    assert_eq!(page.privacy.as_ref().unwrap().value.clone(), None);
    assert_eq!(stage.requests("creator_info"), 1);

    stage.page(&id).await;
    stage.choose_everyone(&id).await;
    assert_eq!(stage.requests("creator_info"), 1);
    stage.show(&id).await;
    assert_eq!(stage.requests("creator_info"), 2);
    assert_eq!(stage.requests("video_init") + stage.requests("upload"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_shown_too_often_within_a_minute_says_when_tiktok_may_be_asked_again() {
    let mut desk = Desk::new();
    desk.config.pacing.creator_info_per_minute = Some(2);
    let stage = Stage::of(desk).await;
    connect(&stage.studio, "mara").await;
    let id = stage.draft().await;
    let before = stage.requests("creator_info");
    for _ in 0..2 {
        let page = stage.show(&id).await;
        assert!(
            matches!(page.creator, CreatorView::Fresh { .. }),
            "{:?}",
            page.creator
        );
    }
    let page = stage.show(&id).await;
    let CreatorView::Unavailable {
        message, retry_at, ..
    } = &page.creator
    else {
        panic!("{:?}", page.creator)
    };
    assert!(message.starts_with("TikTok asks for a pause"), "{message}");
    assert!(retry_at.is_some() && !page.publish.allowed);
    assert_eq!(stage.requests("creator_info") - before, 2);
    stage.desk.hand.advance(Duration::from_secs(60));
    let page = stage.show(&id).await;
    assert!(
        matches!(page.creator, CreatorView::Fresh { .. }),
        "{:?}",
        page.creator
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_shown_is_what_is_posted() {
    let stage = Stage::new().await;
    connect(&stage.studio, "mara").await;
    let id = stage.draft().await;
    stage.show(&id).await;
    let text = "Ramen at 2am\n#ramen 🍜".to_owned();
    stage.choose(&id, Choice::Caption { text: text.clone() }).await;
    let value = Some("MUTUAL_FOLLOW_FRIENDS".to_owned());
    let page = stage.choose(&id, Choice::Privacy { value }).await;
    assert_eq!(page.publish.subtitle, "@mara.cooks, friends can view it");
    let post = stage.studio.posting().publish(&id, &page.revision).await.unwrap();
    eventually(&stage.studio, "live", || async {
        stage.desk.hand.advance(Duration::from_secs(1));
        let detail = stage.studio.publishing().detail(&post).await.unwrap();
        (detail.card.stage == "live").then_some(())
    })
    .await;
    let posts = stage.host.0.state()["posts"].clone();
    assert_eq!(posts.as_array().unwrap().len(), 1);
    assert_eq!(posts[0]["title"], text);
    assert_eq!(posts[0]["privacy_level"], "MUTUAL_FOLLOW_FRIENDS");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_under_something_else_is_refused_and_shown_again() {
    let stage = Stage::new().await;
    connect(&stage.studio, "mara").await;
    let id = stage.draft().await;
    let unready = stage.show(&id).await;
    let refused = stage.studio.posting().publish(&id, &unready.revision).await;
    assert_eq!(refused.unwrap_err().code, Code::Stale);

    let shown = stage.choose_everyone(&id).await;
    stage
        .choose(
            &id,
            Choice::Caption {
                text: "Changed meanwhile".into(),
            },
        )
        .await;
    let mut changes = stage.studio.changes();
    let refused = stage
        .studio
        .posting()
        .publish(&id, &shown.revision)
        .await
        .unwrap_err();
    assert_eq!(refused.code, Code::Stale);
    assert!(refused.message.ends_with("Nothing was posted."));
    hears(&mut changes, &[Change::Posting { draft: id.clone() }]).await;
    assert_eq!(stage.requests("video_init"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_presses_at_once_make_one_post() {
    let stage = Stage::new().await;
    connect(&stage.studio, "mara").await;
    let id = stage.draft().await;
    stage.show(&id).await;
    let page = stage.choose_everyone(&id).await;
    let (one, two) = tokio::join!(
        stage.studio.posting().publish(&id, &page.revision),
        stage.studio.posting().publish(&id, &page.revision),
    );
    let refused = match (one, two) {
        (Ok(_), Err(problem)) | (Err(problem), Ok(_)) => problem,
        both => panic!("{both:?}"),
    };
    assert_eq!(refused.code, Code::Stale);
    let page = stage.page(&id).await;
    assert!(page.open_post.is_some() && !page.publish.allowed);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_file_under_the_same_name_size_and_time_is_not_posted() {
    let stage = Stage::new().await;
    connect(&stage.studio, "mara").await;
    let id = stage.draft().await;
    stage.show(&id).await;
    let page = stage.choose_everyone(&id).await;
    let path = stage.studio.drafts().read(&id).await.unwrap().path;
    let before = path.metadata().unwrap().modified().unwrap();
    let mut file = File::options().write(true).open(&path).unwrap();
    file.seek(SeekFrom::End(-1)).unwrap();
    file.write_all(b"x").unwrap();
    file.set_modified(before).unwrap();
    drop(file);
    assert!(
        stage.page(&id).await.publish.allowed,
        "size and time tell nothing"
    );
    let refused = stage
        .studio
        .posting()
        .publish(&id, &page.revision)
        .await
        .unwrap_err();
    assert_eq!(refused.code, Code::File);
    assert_eq!(stage.requests("video_init"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_creator_who_cannot_post_is_told_so_and_when_to_try_again() {
    let stage = Stage::new().await;
    for persona in ["capped", "banned"] {
        let account = connect(&stage.studio, persona).await;
        stage.studio.accounts().activate(&account).await.unwrap();
        let id = stage.draft().await;
        let page = stage.show(&id).await;
        let CreatorView::Unavailable {
            message,
            remedy,
            retry_at,
            ..
        } = page.creator
        else {
            panic!("{persona}: {:?}", page.creator)
        };
        assert!(message.starts_with("TikTok ") && !remedy.is_empty());
        assert_eq!(retry_at.is_some(), persona == "capped");
        assert!(!page.publish.allowed && page.privacy.as_ref().unwrap().options.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_connection_stops_the_page_until_tiktok_is_asked_again() {
    let stage = Stage::new().await;
    connect(&stage.studio, "mara").await;
    let id = stage.draft().await;
    stage.arm(Endpoint::CreatorInfo, Kind::DropBefore);
    let page = stage.show(&id).await;
    assert!(
        matches!(page.creator, CreatorView::Unavailable { .. }),
        "{:?}",
        page.creator
    );
    assert!(!page.publish.allowed);
    // Looking again asks nothing by itself.
    assert_eq!(stage.page(&id).await.creator, page.creator);
    let page = stage.show(&id).await;
    assert!(
        matches!(page.creator, CreatorView::Fresh { .. }),
        "{:?}",
        page.creator
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_grown_old_is_asked_for_again() {
    let stage = Stage::new().await;
    connect(&stage.studio, "mara").await;
    let id = stage.draft().await;
    stage.show(&id).await;
    stage.choose_everyone(&id).await;
    stage.desk.hand.advance(Duration::from_secs(300));
    stage.arm(Endpoint::CreatorInfo, Kind::DelayMs);
    let page = stage.page(&id).await;
    assert_eq!((page.creator, page.publish.allowed), (CreatorView::Asking, false));
    stage.let_go();
    assert!(stage.answered(&id).await.publish.allowed);
    assert_eq!(stage.requests("creator_info"), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_press_under_an_old_answer_counts_only_when_tiktok_says_the_same_again() {
    let stage = Stage::new().await;
    connect(&stage.studio, "mara").await;
    let id = stage.draft().await;
    stage.show(&id).await;
    let page = stage.choose_everyone(&id).await;

    stage.desk.hand.advance(Duration::from_secs(300));
    stage.arm(Endpoint::CreatorInfo, Kind::DropBefore);
    let refused = stage
        .studio
        .posting()
        .publish(&id, &page.revision)
        .await
        .unwrap_err();
    assert_eq!(refused.code, Code::Stale);
    assert_eq!(stage.requests("video_init"), 0);

    let page = stage.show(&id).await;
    stage.desk.hand.advance(Duration::from_secs(300));
    let asked = stage.requests("creator_info");
    stage.studio.posting().publish(&id, &page.revision).await.unwrap();
    assert!(stage.requests("creator_info") > asked);
}
