use std::time::Duration;

use practice::{Options, Practice};

use crate::client::*;

#[tokio::test]
async fn the_seventh_init_of_a_minute_waits_for_the_next() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    for _ in 0..6 {
        assert_eq!(client.init("SELF_ONLY", 1_000, 1_000, 1).await.code().0, 200);
    }
    let refused = client.init("SELF_ONLY", 1_000, 1_000, 1).await;
    assert_eq!(refused.code(), (429, "rate_limit_exceeded".to_owned()));
    assert_eq!(
        refused.message(),
        "The API rate limit was exceeded. Please try again later."
    );
    practice.advance(Duration::from_secs(60));
    assert_eq!(client.init("SELF_ONLY", 1_000, 1_000, 1).await.code().0, 200);
}

#[tokio::test]
async fn creator_info_and_status_have_their_own_minutes() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    for _ in 0..20 {
        assert_eq!(client.creator_info().await.code().0, 200);
    }
    assert_eq!(client.creator_info().await.code().0, 429);
    for _ in 0..30 {
        assert_eq!(client.status("v_pub_file~v2-1.1").await.code().0, 400);
    }
    assert_eq!(client.status("v_pub_file~v2-1.1").await.code().0, 429);
}

#[tokio::test]
async fn the_sixteenth_post_of_a_day_is_one_too_many() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    for post in 0..15 {
        if post % 6 == 0 {
            practice.advance(Duration::from_secs(60));
        }
        client.publish("SELF_ONLY").await;
    }
    practice.advance(Duration::from_secs(60));
    let code = "spam_risk_too_many_posts".to_owned();
    assert_eq!(client.creator_info().await.code(), (200, code.clone()));
    assert_eq!(
        client.init("SELF_ONLY", 1_000, 1_000, 1).await.code(),
        (403, code)
    );
    practice.advance(Duration::from_secs(86_400));
    let next_day = Client::signed_in(&practice, "mara").await;
    assert_eq!(next_day.creator_info().await.code(), (200, "ok".to_owned()));
}

#[tokio::test]
async fn without_limits_nothing_is_counted() {
    let practice = Practice::start(Options {
        limits: false,
        ..fast()
    })
    .await
    .unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    for _ in 0..20 {
        client.publish("SELF_ONLY").await;
    }
    assert_eq!(client.creator_info().await.code(), (200, "ok".to_owned()));
}

#[tokio::test]
async fn the_inbox_takes_five_drafts_that_nobody_has_posted() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let mut first = None;
    for _ in 0..5 {
        let started = Started::from(&client.inbox(1_000).await);
        assert_eq!(
            client.put(&started.address, &video(1_000), 0, 1_000).await.status,
            201
        );
        first.get_or_insert(started.publish_id);
    }
    assert_eq!(
        client.inbox(1_000).await.code(),
        (403, "spam_risk_too_many_pending_share".to_owned())
    );
    let data = client.status(&first.unwrap()).await.json()["data"].clone();
    assert_eq!(data["status"], "SEND_TO_USER_INBOX");
    assert_eq!(
        practice.state()["posts"],
        serde_json::json!([]),
        "a draft is no post"
    );
}
