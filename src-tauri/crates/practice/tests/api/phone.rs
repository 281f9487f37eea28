use practice::Practice;
use serde_json::{Value, json};

use crate::client::*;

const PHONE: &str = "/phone/?creator=mara.cooks";

/// Presses a button of the phone, as a browser on the page would.
async fn press(client: &Client, act: &str, fields: &[(&str, &str)]) -> Answer {
    press_from(client, act, fields, Some(&client.base)).await
}

async fn press_from(client: &Client, act: &str, fields: &[(&str, &str)], origin: Option<&str>) -> Answer {
    let mut pairs = vec![("act", act)];
    pairs.extend_from_slice(fields);
    if !fields.iter().any(|(name, _)| *name == "creator") {
        pairs.push(("creator", "mara.cooks"));
    }
    let mut request = client.http.post(format!("{}/phone/", client.base)).form(&pairs);
    if let Some(origin) = origin {
        request = request.header("origin", origin);
    }
    Answer::read(request.send().await.unwrap()).await
}

async fn post_draft(client: &Client, publish_id: &str, level: &str) -> Answer {
    let fields = [
        ("publish_id", publish_id),
        ("title", "Later\r\nthat day"),
        ("privacy_level", level),
    ];
    press(client, "post", &fields).await
}

fn posts(practice: &Practice) -> Vec<Value> {
    practice.state()["posts"].as_array().unwrap().clone()
}

#[tokio::test]
async fn the_phone_lists_drafts_and_posts_them_as_often_as_the_creator_likes() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    assert!(client.get(PHONE).await.text.contains("No drafts."));
    let publish_id = client.draft().await;
    let page = client.get(PHONE).await;
    for expected in [
        "The phone of Mara Lindqvist",
        "A video, 1.0 kB",
        "not posted yet",
        "<option value=\"\">Choose</option>",
        publish_id.as_str(),
    ] {
        assert!(page.text.contains(expected), "{expected} in {}", page.text);
    }
    assert!(!page.text.contains("<script"), "works without a script");
    let status = || async { client.status(&publish_id).await.json()["data"].clone() };
    assert_eq!(status().await["status"], "SEND_TO_USER_INBOX");
    for times in 1..=2 {
        let answer = post_draft(&client, &publish_id, "PUBLIC_TO_EVERYONE").await;
        assert_eq!(
            (answer.status.as_u16(), answer.location()),
            (303, "/phone/?creator=mara.cooks&done=post")
        );
        let data = status().await;
        assert_eq!(data["status"], "PUBLISH_COMPLETE");
        assert_eq!(
            data["publicaly_available_post_id"].as_array().unwrap().len(),
            times
        );
    }
    let page = client.get("/phone/?creator=mara.cooks&done=post").await;
    assert!(page.text.contains("posted 2 times") && page.text.contains("Everyone sees it"));
    assert_eq!(posts(&practice)[0]["title"], "Later\nthat day");
}

#[tokio::test]
async fn a_draft_can_be_posted_to_fewer_people_and_only_with_a_choice() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let publish_id = client.draft().await;
    for level in ["", "FOLLOWER_OF_CREATOR", "NOBODY"] {
        assert_eq!(
            post_draft(&client, &publish_id, level).await.status,
            409,
            "{level:?}"
        );
    }
    assert_eq!(post_draft(&client, &publish_id, "SELF_ONLY").await.status, 303);
    let data = client.status(&publish_id).await.json()["data"].clone();
    assert_eq!(
        (&data["status"], &data["publicaly_available_post_id"]),
        (&json!("PUBLISH_COMPLETE"), &json!([]))
    );
}

#[tokio::test]
async fn a_discarded_draft_is_gone_but_its_status_says_nothing_new() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let publish_id = client.draft().await;
    let discarded = press(&client, "discard", &[("publish_id", &publish_id)]).await;
    assert_eq!(discarded.status, 303);
    let page = client.get(PHONE).await;
    assert!(!page.text.contains(&publish_id), "{}", page.text);
    assert_eq!(post_draft(&client, &publish_id, "SELF_ONLY").await.status, 409);
    let status = client.status(&publish_id).await.json();
    assert_eq!(status["data"]["status"], "SEND_TO_USER_INBOX");
}

#[tokio::test]
async fn forms_of_other_origins_and_phones_of_others_do_nothing() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let publish_id = client.draft().await;
    let fields = [
        ("publish_id", publish_id.as_str()),
        ("privacy_level", "PUBLIC_TO_EVERYONE"),
    ];
    for origin in ["https://evil.example", "null", "http://127.0.0.1:1"] {
        let answer = press_from(&client, "post", &fields, Some(origin)).await;
        assert_eq!(answer.status, 403, "{origin}");
    }
    let other = [fields[0], fields[1], ("creator", "ida.quist")];
    for act in ["post", "discard"] {
        assert_eq!(press(&client, act, &other).await.status, 409, "{act}");
    }
    assert_eq!(press(&client, "post", &[("creator", "nobody")]).await.status, 404);
    assert_eq!(posts(&practice), Vec::<Value>::new());
    let policy = client.get(PHONE).await;
    let policy = policy.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
}

#[tokio::test]
async fn what_a_caption_says_cannot_become_markup_on_the_phone() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let publish_id = client.draft().await;
    let evil = "\"><script>alert(1)</script>{drafts}{handle}";
    let fields = [
        ("publish_id", publish_id.as_str()),
        ("title", evil),
        ("privacy_level", "SELF_ONLY"),
    ];
    assert_eq!(press(&client, "post", &fields).await.status, 303);
    let page = client.get(&format!("{PHONE}&done=%3Cscript%3E")).await;
    assert!(!page.text.contains("<script"), "{}", page.text);
    assert!(
        page.text
            .contains("&lt;script&gt;alert(1)&lt;/script&gt;&#123;drafts&#125;")
    );
}

#[tokio::test]
async fn every_creator_has_a_phone_and_the_home_page_leads_there() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::of(&practice);
    let (home, all) = (client.get("/").await.text, client.get("/phone/").await.text);
    for persona in practice::personas() {
        let link = format!("/phone/?creator={}", persona.handle);
        assert!(home.contains(&link) && all.contains(&link), "{link}");
        let page = client.get(&link).await;
        assert_eq!(page.status, 200);
        assert!(page.text.contains("No app has access"), "{link}");
    }
    assert_eq!(client.get("/phone/?creator=nobody").await.status, 404);
}

#[tokio::test]
async fn a_post_that_is_taken_back_loses_its_id_and_its_place_in_the_list() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let publish_id = client.publish("PUBLIC_TO_EVERYONE").await;
    let id = posts(&practice)[0]["video_id"].as_str().unwrap().to_owned();
    let query = json!({ "filters": { "video_ids": [id] } });
    let found = || async {
        let answer = client.post("/v2/video/query/?fields=id", &query).await;
        answer.json()["data"]["videos"].as_array().unwrap().len()
    };
    assert_eq!(found().await, 1);
    let foreign = [("video_id", id.as_str()), ("creator", "ida.quist")];
    assert_eq!(press(&client, "hide", &foreign).await.status, 409);
    assert_eq!(press(&client, "hide", &[("video_id", &id)]).await.status, 303);
    assert_eq!(found().await, 0);
    let data = client.status(&publish_id).await.json()["data"].clone();
    assert_eq!(
        (&data["status"], &data["publicaly_available_post_id"]),
        (&json!("PUBLISH_COMPLETE"), &json!([]))
    );
    assert_eq!(
        press(&client, "hide", &[("video_id", &id)]).await.status,
        409,
        "once"
    );
    assert!(client.get(PHONE).await.text.contains("Not public any more"));
}

#[tokio::test]
async fn an_account_made_private_changes_the_options_and_hides_every_post() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let publish_id = client.publish("PUBLIC_TO_EVERYONE").await;
    assert_eq!(press(&client, "private", &[]).await.status, 303);
    let info = client.creator_info().await.json()["data"].clone();
    assert_eq!(info["privacy_level_options"][0], "FOLLOWER_OF_CREATOR");
    assert_eq!(
        (&info["duet_disabled"], &info["stitch_disabled"]),
        (&json!(true), &json!(true))
    );
    assert_eq!(
        client.init("PUBLIC_TO_EVERYONE", 1_000, 1_000, 1).await.code(),
        (403, "privacy_level_option_mismatch".to_owned())
    );
    let public = || async {
        let list = client.post("/v2/video/list/?fields=id", &json!({})).await.json();
        let status = client.status(&publish_id).await.json();
        let ids = status["data"]["publicaly_available_post_id"]
            .as_array()
            .unwrap()
            .len();
        (list["data"]["videos"].as_array().unwrap().len(), ids)
    };
    assert_eq!(public().await, (0, 0));
    assert_eq!(press(&client, "public", &[]).await.status, 303);
    assert_eq!(public().await, (10, 1));
}

#[tokio::test]
async fn access_removed_on_the_phone_ends_every_token() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let started = Started::from(&client.init("SELF_ONLY", 1_000, 1_000, 1).await);
    assert_eq!(press(&client, "disconnect", &[]).await.status, 303);
    assert_eq!(
        client.creator_info().await.code(),
        (401, "access_token_invalid".to_owned())
    );
    assert_eq!(press(&client, "disconnect", &[]).await.status, 409, "once");
    let back = Client::signed_in(&practice, "mara").await;
    assert_eq!(
        back.status(&started.publish_id).await.json()["data"]["fail_reason"],
        "auth_removed"
    );
}
