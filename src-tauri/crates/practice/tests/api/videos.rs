use practice::Practice;
use serde_json::{Value, json};

use crate::client::*;

const LIST: &str =
    "/v2/video/list/?fields=id,create_time,title,cover_image_url,share_url,view_count,like_count";

fn ids(page: &Value) -> Vec<String> {
    let videos = page["data"]["videos"].as_array().unwrap();
    videos
        .iter()
        .map(|video| video["id"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn pages_walk_back_in_time_without_gap_or_repeat() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let first = client.post(LIST, &json!({ "max_count": 20 })).await.json();
    assert_eq!(
        (ids(&first).len(), &first["data"]["has_more"]),
        (20, &true.into())
    );
    let cursor = &first["data"]["cursor"];
    assert!(cursor.as_i64().unwrap() > 1_000_000_000_000, "milliseconds");
    let second = client
        .post(LIST, &json!({ "max_count": 20, "cursor": cursor }))
        .await
        .json();
    assert_eq!(second["data"]["has_more"], false);
    let mut all = [ids(&first), ids(&second)].concat();
    let info = client.get("/v2/user/info/?fields=video_count").await.json();
    assert_eq!(info["data"]["user"]["video_count"], all.len());
    let count = all.len();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), count);
    assert_eq!(
        client.post(LIST, &json!({})).await.json()["data"]["videos"]
            .as_array()
            .unwrap()
            .len(),
        10
    );
}

#[tokio::test]
async fn a_public_post_appears_first_and_a_private_one_never() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    client.publish("SELF_ONLY").await;
    let publish_id = client.publish("PUBLIC_TO_EVERYONE").await;
    let status = client.status(&publish_id).await.json();
    let id = status["data"]["publicaly_available_post_id"][0]
        .as_u64()
        .unwrap()
        .to_string();
    let page = client.post(LIST, &json!({ "max_count": 2 })).await.json();
    assert_eq!(ids(&page)[0], id);
    assert_eq!(page["data"]["videos"][0]["title"], "Ramen at 2am #ramen");
    assert_ne!(page["data"]["videos"][1]["title"], "Ramen at 2am #ramen");
    let asked = json!({ "filters": { "video_ids": [id, "1010102020203030303"] } });
    let found = client
        .post("/v2/video/query/?fields=id,view_count", &asked)
        .await
        .json();
    assert_eq!(ids(&found), [id]);
}

#[tokio::test]
async fn counters_grow_and_never_fall() {
    let practice = Practice::start(fast()).await.unwrap();
    let before = Client::signed_in(&practice, "mara")
        .await
        .post(LIST, &json!({ "max_count": 20 }))
        .await
        .json();
    practice.advance(std::time::Duration::from_secs(86_400));
    let after = Client::signed_in(&practice, "mara")
        .await
        .post(LIST, &json!({ "max_count": 20 }))
        .await
        .json();
    assert_eq!(ids(&before), ids(&after));
    for counter in ["view_count", "like_count"] {
        let of = |page: &Value, n: usize| page["data"]["videos"][n][counter].as_u64().unwrap();
        assert!((0..20).all(|n| of(&after, n) >= of(&before, n)), "{counter}");
        assert!(of(&after, 0) > of(&before, 0), "{counter}");
    }
}

#[tokio::test]
async fn a_private_account_has_no_public_video() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "nord").await;
    let page = client.post(LIST, &json!({ "max_count": 20 })).await.json();
    assert_eq!(
        page["data"],
        json!({ "videos": [], "cursor": 0, "has_more": false })
    );
}

#[tokio::test]
async fn wrong_questions_are_invalid() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let invalid = (400, "invalid_params".to_owned());
    assert_eq!(client.post("/v2/video/list/", &json!({})).await.code(), invalid);
    assert_eq!(
        client.post("/v2/video/list/?fields=fps", &json!({})).await.code(),
        invalid
    );
    assert_eq!(
        client.post(LIST, &json!({ "max_count": 21 })).await.code(),
        invalid
    );
    assert_eq!(client.get("/v2/user/info/").await.code(), invalid);
    let many: Vec<_> = (0..21).map(|n| n.to_string()).collect();
    let body = json!({ "filters": { "video_ids": many } });
    assert_eq!(
        client.post("/v2/video/query/?fields=id", &body).await.code(),
        invalid
    );
}

#[tokio::test]
async fn avatars_and_covers_are_pictures_until_their_link_ends() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let info = client.creator_info().await.json();
    let page = client.post(LIST, &json!({ "max_count": 1 })).await.json();
    let avatar = info["data"]["creator_avatar_url"].as_str().unwrap();
    let cover = page["data"]["videos"][0]["cover_image_url"].as_str().unwrap();
    for link in [avatar, cover] {
        let answer = client.http.get(link).send().await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), &answer.headers()["content-type"]),
            (200, &"image/png".parse().unwrap())
        );
        let bytes = answer.bytes().await.unwrap();
        assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n") && bytes.ends_with(b"IEND\xae\x42\x60\x82"));
    }
    practice.advance(std::time::Duration::from_secs(2 * 3_600 + 1));
    assert_eq!(client.http.get(avatar).send().await.unwrap().status(), 403);
    assert_eq!(client.http.get(cover).send().await.unwrap().status(), 200);
}
