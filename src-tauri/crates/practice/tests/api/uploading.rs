use practice::{Options, Practice};

use crate::client::*;

const TOTAL: u64 = 10_000_123;
const CHUNK: u64 = 5_000_000;

async fn started(practice: &Practice) -> (Client, Started) {
    let client = Client::signed_in(practice, "mara").await;
    let started = Started::from(&client.init("SELF_ONLY", TOTAL, CHUNK, 2).await);
    (client, started)
}

fn parts(bytes: &[u8]) -> (&[u8], &[u8]) {
    bytes.split_at(usize::try_from(CHUNK).unwrap())
}

#[tokio::test]
async fn chunks_in_order_are_stored_and_the_last_takes_the_remainder() {
    let practice = Practice::start(fast()).await.unwrap();
    let (client, started) = started(&practice).await;
    let bytes = video(usize::try_from(TOTAL).unwrap());
    let (first, last) = parts(&bytes);
    let stored = client.put(&started.address, first, 0, TOTAL).await;
    assert_eq!(
        (stored.status.as_u16(), stored.header("content-range")),
        (206, "bytes 0-4999999/10000123")
    );
    let status = client.status(&started.publish_id).await.json();
    assert_eq!(status["data"]["status"], "PROCESSING_UPLOAD");
    assert_eq!(status["data"]["uploaded_bytes"], CHUNK);
    let done = client.put(&started.address, last, CHUNK, TOTAL).await;
    assert_eq!(
        (done.status.as_u16(), done.header("content-range")),
        (201, "bytes 0-10000122/10000123")
    );
    assert_eq!(done.text, "");
    let state = practice.state();
    assert_eq!(state["posts"][0]["sha256"], sha256(&bytes));
    assert_eq!(state["bytes"], TOTAL);
}

#[tokio::test]
async fn a_chunk_out_of_order_is_told_the_real_progress() {
    let practice = Practice::start(fast()).await.unwrap();
    let (client, started) = started(&practice).await;
    let bytes = video(usize::try_from(TOTAL).unwrap());
    let (first, last) = parts(&bytes);
    let early = client.put(&started.address, last, CHUNK, TOTAL).await;
    assert_eq!(
        (early.status.as_u16(), early.header("content-range")),
        (416, "bytes */10000123")
    );
    client.put(&started.address, first, 0, TOTAL).await;
    let again = client.put(&started.address, first, 0, TOTAL).await;
    assert_eq!(
        (again.status.as_u16(), again.header("content-range")),
        (416, "bytes 0-4999999/10000123")
    );
    let odd = client.put(&started.address, &last[..1_000], CHUNK, TOTAL).await;
    assert_eq!(odd.status, 416, "a chunk is as long as announced");
    assert_eq!(client.put(&started.address, last, CHUNK, TOTAL).await.status, 201);
    let after = client.put(&started.address, last, CHUNK, TOTAL).await;
    assert_eq!(
        (after.status.as_u16(), after.header("content-range")),
        (416, "bytes 0-10000122/10000123")
    );
    assert_eq!(
        practice.state()["posts"].as_array().unwrap().len(),
        1,
        "posted once"
    );
}

#[tokio::test]
async fn wrong_headers_are_a_bad_request_and_store_nothing() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let started = Started::from(&client.init("SELF_ONLY", 1_000, 1_000, 1).await);
    for (kind, range, length) in [
        ("application/octet-stream", "bytes 0-999/1000", 1_000),
        ("video/mp4", "0-999/1000", 1_000),
        ("video/mp4", "bytes 0-999/*", 1_000),
        ("video/mp4", "bytes 0-1000/1000", 1_001),
        ("video/mp4", "bytes 0-999/1000", 999),
        ("video/mp4", "bytes 0-999/2000", 1_000),
    ] {
        let request = client
            .http
            .put(&started.address)
            .header("content-type", kind)
            .header("content-range", range);
        let answer = request.body(video(length)).send().await.unwrap();
        assert_eq!(answer.status(), 400, "{kind} {range} {length}");
    }
    assert_eq!(
        client.status(&started.publish_id).await.json()["data"]["uploaded_bytes"],
        0
    );
    assert_eq!(
        client.put(&started.address, &video(1_000), 0, 1_000).await.status,
        201
    );
}

#[tokio::test]
async fn an_unknown_upload_meets_the_edges_page_and_a_wrong_token_is_not_found() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let started = Started::from(&client.init("SELF_ONLY", 1_000, 1_000, 1).await);
    let unknown = format!("{}/upload/?upload_id=67890&upload_token=Xza123", client.base);
    let answer = client.put(&unknown, &video(1_000), 0, 1_000).await;
    assert_eq!((answer.status.as_u16(), answer.header("server")), (405, "TLB"));
    assert!(answer.text.contains("405 Not Allowed"));
    let wrong = format!("{}x", started.address);
    assert_eq!(client.put(&wrong, &video(1_000), 0, 1_000).await.status, 404);
}

#[tokio::test]
async fn a_refusal_of_a_large_chunk_reaches_the_client_and_keeps_the_connection() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let started = Started::from(&client.init("SELF_ONLY", 120_000_000, 60_000_000, 2).await);
    let bytes = vec![7; 60_000_000];
    let early = client
        .put(&started.address, &bytes, 60_000_000, 120_000_000)
        .await;
    assert_eq!(
        (early.status.as_u16(), early.header("content-range")),
        (416, "bytes */120000000")
    );
    assert_ne!(early.header("connection"), "close");
}

#[tokio::test]
async fn a_revoked_upload_takes_no_more_and_stays_failed() {
    let practice = Practice::start(fast()).await.unwrap();
    let (client, started) = started(&practice).await;
    let bytes = video(usize::try_from(TOTAL).unwrap());
    let (first, last) = parts(&bytes);
    assert_eq!(client.put(&started.address, first, 0, TOTAL).await.status, 206);
    client.oauth("revoke", &[("token", &client.token)]).await;
    assert_eq!(client.put(&started.address, last, CHUNK, TOTAL).await.status, 404);
    let back = Client::signed_in(&practice, "mara").await;
    assert_eq!(
        back.status(&started.publish_id).await.json()["data"]["fail_reason"],
        "auth_removed"
    );
}

#[tokio::test]
async fn an_upload_address_ends_after_one_hour() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let started = Started::from(&client.init("SELF_ONLY", 1_000, 1_000, 1).await);
    practice.advance(std::time::Duration::from_secs(3_601));
    assert_eq!(
        client.put(&started.address, &video(1_000), 0, 1_000).await.status,
        403
    );
}

#[tokio::test]
async fn a_post_is_processed_then_in_moderation_then_public_with_an_id_javascript_would_round() {
    let practice = Practice::start(Options::default()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let publish_id = client.publish("PUBLIC_TO_EVERYONE").await;
    let told = || async { client.status(&publish_id).await };
    assert_eq!(told().await.json()["data"]["status"], "PROCESSING_UPLOAD");
    practice.advance(std::time::Duration::from_millis(3_100));
    let in_moderation = told().await.json();
    assert_eq!(in_moderation["data"]["status"], "PUBLISH_COMPLETE");
    assert_eq!(
        in_moderation["data"]["publicaly_available_post_id"],
        serde_json::json!([])
    );
    practice.advance(std::time::Duration::from_secs(5));
    let public = told().await;
    let id = public.json()["data"]["publicaly_available_post_id"][0]
        .as_u64()
        .expect("a number");
    assert_eq!(id.to_string().len(), 19);
    assert!(
        public.text.contains(&format!("[{id}]")),
        "a bare number: {}",
        public.text
    );
}

#[tokio::test]
async fn a_post_that_is_not_public_never_gets_an_id() {
    let practice = Practice::start(fast()).await.unwrap();
    for (persona, level) in [
        ("mara", "SELF_ONLY"),
        ("mara", "MUTUAL_FOLLOW_FRIENDS"),
        ("nord", "FOLLOWER_OF_CREATOR"),
    ] {
        let client = Client::signed_in(&practice, persona).await;
        let publish_id = client.publish(level).await;
        practice.advance(std::time::Duration::from_secs(86_400));
        let client = Client::signed_in(&practice, persona).await;
        let data = client.status(&publish_id).await.json()["data"].clone();
        assert_eq!(data["status"], "PUBLISH_COMPLETE", "{level}");
        assert_eq!(
            data["publicaly_available_post_id"],
            serde_json::json!([]),
            "{level}"
        );
    }
}

#[tokio::test]
async fn at_full_speed_a_public_post_is_live_at_once() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let publish_id = client.publish("PUBLIC_TO_EVERYONE").await;
    let data = client.status(&publish_id).await.json()["data"].clone();
    assert!(data["publicaly_available_post_id"][0].is_u64(), "{data}");
}
