//! The creator's videos: asked, kept, shown without a network.

use practice::{Endpoint, Fault, Kind};
use studio::Studio;
use studio::ids::AccountId;
use studio::view::VideoList;

use crate::support::{Desk, connect, eventually};

async fn asked(studio: &Studio, account: &AccountId) -> VideoList {
    studio.videos().refresh(account).await;
    eventually(studio, "TikTok's answer", || async {
        let list = studio.videos().list(account).await.unwrap();
        (!list.asking && (list.asked_at.is_some() || list.problem.is_some())).then_some(list)
    })
    .await
}

#[tokio::test]
async fn the_first_page_is_asked_once_and_kept_for_when_there_is_no_network() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let account = connect(&studio, "mara").await;
    let before = studio.videos().list(&account).await.unwrap();
    assert!(before.videos.is_empty() && before.asked_at.is_none());

    let list = asked(&studio, &account).await;
    assert!(!list.videos.is_empty() && list.videos.len() <= 20);
    assert!(list.problem.is_none());
    let newest_first = list
        .videos
        .windows(2)
        .all(|pair| pair[0].posted_at >= pair[1].posted_at);
    assert!(newest_first);
    let video = &list.videos[0];
    assert!(
        video.id.len() == 19 && video.id.chars().all(|c| c.is_ascii_digit()),
        "{}",
        video.id
    );
    assert!(video.duration_label.is_some() && video.views_label.is_some());

    desk.host.set_unreachable(true);
    desk.host.stop().await;
    let kept = studio.videos().list(&account).await.unwrap();
    assert_eq!(kept.videos.len(), list.videos.len());
}

#[tokio::test]
async fn looking_at_the_list_asks_by_itself_but_not_again_at_once() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let account = connect(&studio, "mara").await;
    assert!(studio.videos().list(&account).await.unwrap().asking);
    let heard = eventually(&studio, "TikTok's answer", || async {
        let list = studio.videos().list(&account).await.unwrap();
        (!list.asking && !list.videos.is_empty()).then_some(list)
    })
    .await;
    let again = studio.videos().list(&account).await.unwrap();
    assert!(!again.asking && again.asked_at == heard.asked_at);
}

#[tokio::test]
async fn covers_are_fetched_and_served_by_the_studio() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let account = connect(&studio, "mara").await;
    asked(&studio, &account).await;
    let cover = eventually(&studio, "every cover", || async {
        let list = studio.videos().list(&account).await.unwrap();
        list.videos
            .iter()
            .map(|video| video.cover.clone())
            .collect::<Option<Vec<_>>>()
    })
    .await
    .remove(0);
    assert!(cover.starts_with("http://127.0.0.1:"), "{cover}");
}

#[tokio::test]
async fn a_failed_question_keeps_the_list_and_says_what_happened() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let account = connect(&studio, "mara").await;
    let list = asked(&studio, &account).await;
    let broken = Fault {
        endpoint: Some(Endpoint::VideoList),
        kind: Kind::Status500,
        count: None,
        after: 0,
        probability: 1.0,
        ms: 0,
        reason: None,
        effect: false,
    };
    desk.host.restart_with(vec![broken]).await;
    studio.videos().refresh(&account).await;
    let after = eventually(&studio, "a problem", || async {
        let list = studio.videos().list(&account).await.unwrap();
        list.problem.is_some().then_some(list)
    })
    .await;
    assert_eq!(after.videos.len(), list.videos.len());
    assert_eq!(after.asked_at, list.asked_at);
}

#[tokio::test]
async fn a_practice_video_has_no_address_in_the_world() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let account = connect(&studio, "mara").await;
    let list = asked(&studio, &account).await;
    let address = studio
        .videos()
        .address(&account, &list.videos[0].id)
        .await
        .unwrap();
    assert_eq!(address, None);
    assert_eq!(studio.videos().address(&account, "../evil").await.unwrap(), None);
}
