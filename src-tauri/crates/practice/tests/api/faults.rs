use practice::{Fault, Practice};
use serde_json::json;

use crate::client::*;

fn fault(practice: &Practice, fault: serde_json::Value) {
    practice.arm(Fault::parse(fault.to_string().as_bytes()).unwrap());
}

fn inits(practice: &Practice) -> usize {
    practice.state()["uploads"].as_array().unwrap().len()
}

#[tokio::test]
async fn a_drop_closes_the_connection_before_or_after_the_effect() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let body = init_body("SELF_ONLY", 1_000, 1_000, 1);
    for (kind, expected) in [("drop_before", 0), ("drop_after", 1)] {
        fault(
            &practice,
            json!({ "endpoint": "video_init", "kind": kind, "count": 1 }),
        );
        let lost = client.try_post("/v2/post/publish/video/init/", &body).await;
        assert!(lost.is_err(), "{kind} answered {lost:?}");
        assert_eq!(inits(&practice), expected, "{kind}");
    }
    assert_eq!(
        client.post("/v2/post/publish/video/init/", &body).await.code().0,
        200,
        "spent"
    );
}

#[tokio::test]
async fn a_lost_refresh_has_spent_the_old_token() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::of(&practice);
    let redirect = practice
        .allow(&client.authorize(&[]), "mara", None)
        .await
        .unwrap();
    let tokens = client
        .exchange(&parameter(&redirect, "code"), REDIRECT, Some(VERIFIER))
        .await
        .json();
    let refresh = tokens["refresh_token"].as_str().unwrap();
    fault(
        &practice,
        json!({ "endpoint": "token", "kind": "truncated_json", "count": 1 }),
    );
    let broken = client.refresh(refresh).await;
    assert!(serde_json::from_str::<serde_json::Value>(&broken.text).is_err() && !broken.text.is_empty());
    assert_eq!(client.refresh(refresh).await.oauth().1, "invalid_grant");
}

#[tokio::test]
async fn answers_can_be_replaced_with_and_without_the_effect() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    for (kind, status, text) in [
        ("status_500", 500, "internal_error"),
        ("status_503_html", 503, "<html>"),
        ("html_200", 200, "<html>"),
        ("empty_200", 200, ""),
        ("wrong_json", 200, "[7]"),
        ("rate_limited", 429, "rate_limit_exceeded"),
        ("access_token_invalid", 401, "access_token_invalid"),
        ("scope_not_authorized", 401, "scope_not_authorized"),
    ] {
        fault(
            &practice,
            json!({ "endpoint": "video_init", "kind": kind, "count": 1 }),
        );
        let answer = client.init("SELF_ONLY", 1_000, 1_000, 1).await;
        assert_eq!(answer.status, status, "{kind}");
        assert!(answer.text.contains(text), "{kind}: {}", answer.text);
    }
    assert_eq!(inits(&practice), 0);
    fault(
        &practice,
        json!({ "endpoint": "video_init", "kind": "status_500", "effect": true, "count": 1 }),
    );
    assert_eq!(client.init("SELF_ONLY", 1_000, 1_000, 1).await.status, 500);
    assert_eq!(inits(&practice), 1);
}

#[tokio::test]
async fn oauth_faults_are_flat() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::of(&practice);
    for (kind, error) in [
        ("temporarily_unavailable", "temporarily_unavailable"),
        ("invalid_grant", "invalid_grant"),
    ] {
        fault(
            &practice,
            json!({ "endpoint": "token", "kind": kind, "count": 1 }),
        );
        assert_eq!(client.refresh("rft.x").await.oauth().1, error);
    }
    fault(
        &practice,
        json!({ "endpoint": "token", "kind": "status_500", "count": 1 }),
    );
    let broken = client.refresh("rft.x").await.oauth();
    assert_eq!((broken.0, broken.1.as_str()), (500, "server_error"));
}

#[tokio::test]
async fn a_chunk_that_breaks_off_leaves_no_trace() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let started = Started::from(&client.init("SELF_ONLY", 4_000_000, 4_000_000, 1).await);
    let bytes = video(4_000_000);
    fault(
        &practice,
        json!({ "endpoint": "upload", "kind": "drop_midway", "count": 1 }),
    );
    assert!(
        client
            .try_put(&started.address, &bytes, 0, 4_000_000)
            .await
            .is_err()
    );
    assert_eq!(
        client.status(&started.publish_id).await.json()["data"]["uploaded_bytes"],
        0
    );
    assert_eq!(
        client.put(&started.address, &bytes, 0, 4_000_000).await.status,
        201
    );
    assert_eq!(practice.state()["posts"][0]["sha256"], sha256(&bytes));
}

#[tokio::test]
async fn upload_faults_lie_expire_and_forget() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let bytes = video(1_000);
    let started = Started::from(&client.init("SELF_ONLY", 1_000, 1_000, 1).await);
    fault(
        &practice,
        json!({ "endpoint": "upload", "kind": "unknown_upload", "count": 1 }),
    );
    assert_eq!(client.put(&started.address, &bytes, 0, 1_000).await.status, 405);
    fault(
        &practice,
        json!({ "endpoint": "upload", "kind": "wrong_range", "count": 1 }),
    );
    let told = client.put(&started.address, &bytes, 0, 1_000).await;
    assert_eq!(
        (told.status.as_u16(), told.header("content-range")),
        (201, "bytes 0-499/1000")
    );

    let started = Started::from(&client.init("SELF_ONLY", 1_000, 1_000, 1).await);
    fault(
        &practice,
        json!({ "endpoint": "upload", "kind": "expired_url", "count": 1 }),
    );
    for _ in 0..2 {
        assert_eq!(
            client.put(&started.address, &bytes, 0, 1_000).await.status,
            403,
            "dead for good"
        );
    }
}

#[tokio::test]
async fn processing_can_fail_for_a_reason() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    fault(
        &practice,
        json!({ "endpoint": "processing", "kind": "fail", "reason": "spam_risk_text", "count": 1 }),
    );
    let publish_id = client.publish("PUBLIC_TO_EVERYONE").await;
    let data = client.status(&publish_id).await.json()["data"].clone();
    assert_eq!(
        (&data["status"], &data["fail_reason"]),
        (&"FAILED".into(), &"spam_risk_text".into())
    );
    assert_eq!(practice.state()["posts"], json!([]));
}

#[tokio::test]
async fn a_delayed_answer_is_right_but_late() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    fault(
        &practice,
        json!({ "endpoint": "creator_info", "kind": "delay_ms", "ms": 120, "count": 1 }),
    );
    let begun = std::time::Instant::now();
    assert_eq!(client.creator_info().await.code().0, 200);
    assert!(begun.elapsed().as_millis() >= 120);
}

#[tokio::test]
async fn a_delayed_answer_comes_when_the_faults_are_disarmed() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    fault(
        &practice,
        json!({ "endpoint": "creator_info", "kind": "delay_ms", "ms": 600_000 }),
    );
    let asking = client.clone();
    let answer = tokio::spawn(async move { asking.creator_info().await.code().0 });
    while practice.state()["requests"]["creator_info"] != 1 {
        tokio::task::yield_now().await;
    }
    assert!(!answer.is_finished());
    practice.disarm();
    assert_eq!(answer.await.unwrap(), 200);
    assert_eq!(client.creator_info().await.code().0, 200);
}

#[tokio::test]
async fn a_held_answer_comes_after_its_effect_when_the_faults_are_disarmed() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    fault(
        &practice,
        json!({ "endpoint": "video_init", "kind": "hold_ms", "ms": 600_000 }),
    );
    let asking = client.clone();
    let answer = tokio::spawn(async move { asking.init("SELF_ONLY", 1_000, 1_000, 1).await.status });
    while inits(&practice) == 0 {
        tokio::task::yield_now().await;
    }
    assert!(!answer.is_finished());
    practice.disarm();
    assert_eq!(answer.await.unwrap(), 200);
    assert_eq!(inits(&practice), 1);
}

#[tokio::test]
async fn an_answer_that_trickles_is_whole_and_one_that_breaks_off_is_none() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    fault(
        &practice,
        json!({ "endpoint": "video_init", "kind": "trickle_ms", "ms": 60, "count": 1 }),
    );
    assert_eq!(client.init("SELF_ONLY", 1_000, 1_000, 1).await.code().0, 200);
    fault(
        &practice,
        json!({ "endpoint": "video_init", "kind": "half_answer", "count": 1 }),
    );
    let body = init_body("SELF_ONLY", 1_000, 1_000, 1);
    let begun = client
        .try_post("/v2/post/publish/video/init/", &body)
        .await
        .unwrap();
    assert_eq!(begun.status(), 200, "its head arrives");
    assert!(begun.text().await.is_err(), "its body breaks off");
    assert_eq!(inits(&practice), 2, "both happened");
}

#[tokio::test]
async fn a_limit_can_name_its_pause() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    fault(
        &practice,
        json!({ "endpoint": "status", "kind": "rate_limited_ms", "ms": 1_500, "count": 1 }),
    );
    let refused = client.status("any").await;
    assert_eq!(
        (refused.status.as_u16(), refused.header("retry-after")),
        (429, "2")
    );
}

#[tokio::test]
async fn a_refused_range_names_what_is_stored_before_or_after_its_effect() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let bytes = video(1_000);
    for (effect, stored, posts) in [(false, "bytes */1000", 0), (true, "bytes 0-999/1000", 1)] {
        let started = Started::from(&client.init("SELF_ONLY", 1_000, 1_000, 1).await);
        fault(
            &practice,
            json!({ "endpoint": "upload", "kind": "range_refused", "effect": effect, "count": 1 }),
        );
        let refused = client.put(&started.address, &bytes, 0, 1_000).await;
        let told = (refused.status.as_u16(), refused.header("content-range"));
        assert_eq!(told, (416, stored));
        assert_eq!(practice.state()["posts"].as_array().unwrap().len(), posts);
    }
}

#[tokio::test]
async fn an_upload_host_can_move() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    for endpoint in ["video_init", "inbox_init"] {
        let kind = "moved_upload_host";
        fault(
            &practice,
            json!({ "endpoint": endpoint, "kind": kind, "count": 1 }),
        );
    }
    for answer in [
        client.init("SELF_ONLY", 1_000, 1_000, 1).await,
        client.inbox(1_000).await,
    ] {
        let started = Started::from(&answer);
        assert!(
            started.address.starts_with("http://localhost:"),
            "{}",
            started.address
        );
        let stored = client.put(&started.address, &video(1_000), 0, 1_000).await;
        assert_eq!(stored.status, 201, "it answers there too");
    }
    let usual = Started::from(&client.inbox(1_000).await);
    assert!(usual.address.starts_with(&client.base));
}

#[tokio::test]
async fn chances_repeat_with_the_seed_over_http() {
    let broken = || async {
        let options = practice::Options {
            seed: 7,
            limits: false,
            ..fast()
        };
        let practice = Practice::start(options).await.unwrap();
        let client = Client::signed_in(&practice, "mara").await;
        let half = json!({ "endpoint": "creator_info", "kind": "status_500", "probability": 0.5 });
        fault(&practice, half);
        let mut seen = vec![];
        for _ in 0..24 {
            seen.push(client.creator_info().await.status == 500);
        }
        seen
    };
    let first = broken().await;
    assert!(first.contains(&true) && first.contains(&false));
    assert_eq!(first, broken().await);
}
