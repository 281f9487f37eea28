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
    let first = client.draft().await;
    for _ in 1..5 {
        client.draft().await;
    }
    let full = (403, "spam_risk_too_many_pending_share".to_owned());
    assert_eq!(client.inbox(1_000).await.code(), full);
    let data = client.status(&first).await.json()["data"].clone();
    assert_eq!(data["status"], "SEND_TO_USER_INBOX");
    assert_eq!(
        practice.state()["posts"],
        serde_json::json!([]),
        "a draft is no post"
    );
}

#[tokio::test]
async fn a_place_in_the_inbox_is_free_when_the_creator_posts_discards_or_a_day_has_passed() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let mut drafts = vec![];
    for _ in 0..5 {
        drafts.push(client.draft().await);
    }
    practice.advance(Duration::from_secs(60));
    for act in ["post", "discard"] {
        assert_eq!(client.inbox(1_000).await.code().0, 403, "full before {act}");
        let draft = drafts.pop().unwrap();
        let form = [
            ("creator", "mara.cooks"),
            ("act", act),
            ("publish_id", &draft),
            ("privacy_level", "SELF_ONLY"),
        ];
        let request = client.http.post(format!("{}/phone/", client.base)).form(&form);
        assert_eq!(request.send().await.unwrap().status(), 303);
        client.draft().await;
    }
    assert_eq!(client.inbox(1_000).await.code().0, 403, "full again");
    practice.advance(Duration::from_secs(86_400));
    let next_day = Client::signed_in(&practice, "mara").await;
    assert_eq!(next_day.inbox(1_000).await.code().0, 200);
}

#[tokio::test]
async fn a_crowded_inbox_takes_nothing_and_a_direct_post_all_the_same() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "crowded").await;
    assert_eq!(
        client.inbox(1_000).await.code(),
        (403, "spam_risk_too_many_pending_share".to_owned())
    );
    client.publish("SELF_ONLY").await;
}

#[tokio::test]
async fn what_the_creator_posts_from_the_inbox_is_no_post_of_the_app() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let draft = client.draft().await;
    for _ in 0..16 {
        let form = [
            ("creator", "mara.cooks"),
            ("act", "post"),
            ("publish_id", &draft),
            ("privacy_level", "SELF_ONLY"),
        ];
        let request = client.http.post(format!("{}/phone/", client.base)).form(&form);
        assert_eq!(request.send().await.unwrap().status(), 303);
    }
    assert_eq!(client.creator_info().await.code(), (200, "ok".to_owned()));
}
