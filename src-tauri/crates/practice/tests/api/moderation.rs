use std::time::Duration;

use practice::{Fault, Options, Practice};
use serde_json::{Value, json};

use crate::client::*;

fn ids(data: &Value) -> usize {
    data["publicaly_available_post_id"].as_array().unwrap().len()
}

async fn told(client: &Client, publish_id: &str) -> Value {
    client.status(publish_id).await.json()["data"].clone()
}

async fn listed(client: &Client) -> usize {
    let page = client
        .post("/v2/video/list/?fields=id", &json!({ "max_count": 20 }))
        .await
        .json();
    page["data"]["videos"].as_array().unwrap().len()
}

#[tokio::test]
async fn moderation_takes_time_and_half_of_it_at_twice_the_speed() {
    // Slow, so that a busy computer changes nothing: 3 s of processing and 4 of moderation.
    for (factor, milliseconds) in [(0.05, 140_000), (0.1, 70_000)] {
        let options = Options {
            speed: practice::Speed::Factor(factor),
            ..Options::default()
        };
        let practice = Practice::start(options).await.unwrap();
        let client = Client::signed_in(&practice, "mara").await;
        let publish_id = client.publish("PUBLIC_TO_EVERYONE").await;
        let most = milliseconds / 10 * 9;
        practice.advance(Duration::from_millis(most));
        assert_eq!(ids(&told(&client, &publish_id).await), 0, "at speed {factor}");
        practice.advance(Duration::from_millis(milliseconds - most));
        assert_eq!(ids(&told(&client, &publish_id).await), 1, "at speed {factor}");
    }
}

#[tokio::test]
async fn what_moderation_refuses_is_complete_and_never_gets_an_id() {
    let practice = Practice::start(fast()).await.unwrap();
    let refuse = json!({ "endpoint": "moderation", "kind": "refuse", "count": 1 });
    practice.arm(Fault::parse(refuse.to_string().as_bytes()).unwrap());
    for persona in ["mara", "refused"] {
        let client = Client::signed_in(&practice, persona).await;
        let before = listed(&client).await;
        let publish_id = client.publish("PUBLIC_TO_EVERYONE").await;
        practice.advance(Duration::from_secs(7_000));
        let data = told(&client, &publish_id).await;
        assert_eq!(
            (&data["status"], ids(&data)),
            (&json!("PUBLISH_COMPLETE"), 0),
            "{persona}"
        );
        assert_eq!(listed(&client).await, before, "{persona}");
    }
    let mara = Client::signed_in(&practice, "mara").await;
    let next = mara.publish("PUBLIC_TO_EVERYONE").await;
    assert_eq!(ids(&told(&mara, &next).await), 1, "the fault is spent");
}

#[tokio::test]
async fn a_post_that_fades_is_public_for_a_minute() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "fading").await;
    let before = listed(&client).await;
    let publish_id = client.publish("PUBLIC_TO_EVERYONE").await;
    assert_eq!(
        (ids(&told(&client, &publish_id).await), listed(&client).await),
        (1, before + 1)
    );
    practice.advance(Duration::from_secs(60));
    let data = told(&client, &publish_id).await;
    assert_eq!((&data["status"], ids(&data)), (&json!("PUBLISH_COMPLETE"), 0));
    assert_eq!(listed(&client).await, before);
}

#[tokio::test]
async fn a_creator_who_leaves_while_a_post_is_processed_fails_it() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "leaver").await;
    let publish_id = client.publish("PUBLIC_TO_EVERYONE").await;
    assert_eq!(
        client.status(&publish_id).await.code(),
        (401, "access_token_invalid".to_owned())
    );
    let back = Client::signed_in(&practice, "leaver").await;
    let data = told(&back, &publish_id).await;
    assert_eq!(
        (&data["status"], &data["fail_reason"]),
        (&json!("FAILED"), &json!("auth_removed"))
    );
    assert_eq!(practice.state()["posts"], json!([]));
}

#[tokio::test]
async fn counters_of_a_new_post_grow() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    client.publish("PUBLIC_TO_EVERYONE").await;
    let id = practice.state()["posts"][0]["video_id"].clone();
    let mut last = [0, 0];
    for hours in [1, 6, 24] {
        practice.advance(Duration::from_secs(hours * 3_600));
        let client = Client::signed_in(&practice, "mara").await;
        let asked = json!({ "filters": { "video_ids": [id] } });
        let path = "/v2/video/query/?fields=view_count,like_count";
        let video = client.post(path, &asked).await.json()["data"]["videos"][0].clone();
        let now = ["view_count", "like_count"].map(|counter| video[counter].as_u64().unwrap());
        assert!(
            now[0] > last[0] && now[1] >= last[1],
            "{hours} hours: {last:?} {now:?}"
        );
        last = now;
    }
    assert!(last[1] > 0);
}
