use practice::{Options, Practice};
use serde_json::json;

use crate::client::*;

const INIT: &str = "/v2/post/publish/video/init/";

#[tokio::test]
async fn each_creator_has_their_own_options() {
    let practice = Practice::start(fast()).await.unwrap();
    let public = json!(["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"]);
    let private = json!(["FOLLOWER_OF_CREATOR", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"]);
    for (persona, options, no_comments, no_duets, seconds) in [
        ("mara", &public, false, false, 600),
        ("nord", &private, false, true, 180),
        ("quiet", &public, true, true, 3_600),
    ] {
        let answer = Client::signed_in(&practice, persona)
            .await
            .creator_info()
            .await
            .json();
        let data = &answer["data"];
        assert_eq!(&data["privacy_level_options"], options, "{persona}");
        assert_eq!(data["comment_disabled"], no_comments, "{persona}");
        assert_eq!(
            (&data["duet_disabled"], &data["stitch_disabled"]),
            (&no_duets.into(), &no_duets.into()),
            "{persona}"
        );
        assert_eq!(data["max_video_post_duration_sec"], seconds, "{persona}");
        assert!(data["creator_nickname"].is_string() && data["creator_username"].is_string());
    }
}

#[tokio::test]
async fn creators_who_cannot_post_are_told_with_200_before_and_with_403_at_init() {
    let practice = Practice::start(fast()).await.unwrap();
    for (persona, code) in [
        ("capped", "spam_risk_too_many_posts"),
        ("banned", "spam_risk_user_banned_from_posting"),
    ] {
        let client = Client::signed_in(&practice, persona).await;
        assert_eq!(client.creator_info().await.code(), (200, code.to_owned()));
        assert_eq!(
            client.init("SELF_ONLY", 1_000, 1_000, 1).await.code(),
            (403, code.to_owned())
        );
    }
}

#[tokio::test]
async fn an_unaudited_app_is_refused_on_a_public_account_whatever_the_level() {
    let code = "unaudited_client_can_only_post_to_private_accounts";
    let practice = Practice::start(fast()).await.unwrap();
    let newcomer = Client::signed_in(&practice, "newcomer")
        .await
        .init("SELF_ONLY", 1_000, 1_000, 1)
        .await;
    assert_eq!(newcomer.code(), (403, code.to_owned()));
    assert!(
        newcomer
            .message()
            .starts_with("Please review our integration guidelines at https://")
    );
    assert!(newcomer.json().get("data").is_none(), "recorded without data");

    let practice = Practice::start(Options {
        unaudited: true,
        ..fast()
    })
    .await
    .unwrap();
    let public = Client::signed_in(&practice, "mara").await;
    assert_eq!(
        public.init("SELF_ONLY", 1_000, 1_000, 1).await.code(),
        (403, code.to_owned())
    );
    let private = Client::signed_in(&practice, "nord").await;
    assert_eq!(
        private.init("FOLLOWER_OF_CREATOR", 1_000, 1_000, 1).await.code(),
        (403, code.to_owned())
    );
    assert_eq!(
        private.init("SELF_ONLY", 1_000, 1_000, 1).await.code(),
        (200, "ok".to_owned())
    );
}

#[tokio::test]
async fn an_init_is_checked_field_by_field() {
    let practice = Practice::start(Options {
        limits: false,
        ..fast()
    })
    .await
    .unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let good = init_body("SELF_ONLY", 1_000, 1_000, 1);
    let with = |pointer: &str, value: serde_json::Value| {
        let mut body = good.clone();
        *body.pointer_mut(pointer).unwrap() = value;
        body
    };
    let long = "🍜".repeat(1_100);
    for (body, status, code) in [
        (with("/post_info/title", json!(long)), 200, "ok"),
        (
            with("/post_info/title", json!(format!("{long}x"))),
            400,
            "invalid_param",
        ),
        (with("/post_info", json!(null)), 400, "invalid_param"),
        (with("/post_info/title", json!(7)), 400, "invalid_param"),
        (with("/source_info", json!(null)), 400, "invalid_param"),
        (
            with("/source_info/source", json!("TELEPATHY")),
            400,
            "invalid_param",
        ),
        (with("/source_info/video_size", json!(-1)), 400, "invalid_param"),
        (
            with("/source_info/video_size", json!(5_000_000_000_u64)),
            400,
            "invalid_file_upload",
        ),
        (
            with("/post_info/privacy_level", json!("FOLLOWER_OF_CREATOR")),
            403,
            "privacy_level_option_mismatch",
        ),
        (
            with("/post_info/privacy_level", json!(null)),
            403,
            "privacy_level_option_mismatch",
        ),
        (
            with(
                "/source_info",
                json!({ "source": "PULL_FROM_URL", "video_url": "https://example.com/a.mp4" }),
            ),
            403,
            "url_ownership_unverified",
        ),
    ] {
        let answer = client.post(INIT, &body).await;
        assert_eq!(answer.code(), (status, code.to_owned()), "{body}");
        assert_eq!(
            answer.header("x-practice-hint").is_empty(),
            status == 200,
            "refusals explain themselves"
        );
    }
    let missing = client
        .post(INIT, &json!({ "source_info": good["source_info"] }))
        .await;
    assert_eq!(missing.message(), "The request post info is empty or incorrect");
}

#[tokio::test]
async fn wrong_chunks_are_refused_in_tiktoks_words() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    for (size, chunk, count, words) in [
        (65_000_000, 10_000_000, 7, "The total chunk count is invalid"),
        (66_259_900, 64_000_000, 1, "The chunk size is invalid"),
    ] {
        let answer = client.init("SELF_ONLY", size, chunk, count).await;
        assert_eq!(answer.code(), (400, "invalid_params".to_owned()));
        assert_eq!(answer.message(), words);
    }
    let answer = client.init("SELF_ONLY", 50_000_123, 10_000_000, 5).await;
    let data = answer.json()["data"].clone();
    assert!(
        data["publish_id"]
            .as_str()
            .unwrap()
            .starts_with("v_pub_file~v2-1.")
    );
    assert!(
        data["publish_id"].as_str().unwrap().len() <= 64 && data["upload_url"].as_str().unwrap().len() <= 256
    );
}

#[tokio::test]
async fn a_missing_scope_is_said_before_anything_else() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::of(&practice)
        .sign_in(&practice, "mara", "user.info.basic")
        .await;
    let refused = (401, "scope_not_authorized".to_owned());
    let words = "The user did not authorize the scope required for completing this request.";
    assert_eq!(client.creator_info().await.code(), refused);
    assert_eq!(client.post(INIT, &json!({})).await.message(), words);
    assert_eq!(client.inbox(1_000).await.code(), refused);
    assert_eq!(
        client.post("/v2/video/list/?fields=id", &json!({})).await.code(),
        refused
    );
    assert_eq!(client.status("v_pub_file~v2-1.1").await.code(), refused);
    let fields = client.get("/v2/user/info/?fields=open_id,follower_count").await;
    assert_eq!(fields.code(), (400, "scope_permission_missed".to_owned()));
}

#[tokio::test]
async fn the_status_of_an_unknown_or_foreign_post_is_refused() {
    let practice = Practice::start(fast()).await.unwrap();
    let mara = Client::signed_in(&practice, "mara").await;
    let nord = Client::signed_in(&practice, "nord").await;
    let publish_id = mara.publish("SELF_ONLY").await;
    assert_eq!(
        nord.status("v_pub_file~v2-1.0").await.code(),
        (400, "invalid_publish_id".to_owned())
    );
    let foreign = nord.status(&publish_id).await;
    assert_eq!(
        foreign.code(),
        (400, "token_not_authorized_for_specified_publish_id".to_owned())
    );
    let cancelled = mara
        .post("/v2/post/publish/cancel/", &json!({ "publish_id": publish_id }))
        .await;
    assert_eq!(cancelled.code(), (400, "publish_not_cancellable".to_owned()));
}

#[tokio::test]
async fn a_path_without_its_last_slash_or_with_the_wrong_method_does_not_exist() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    for answer in [
        client.post("/v2/video/list?fields=id", &json!({})).await,
        client.post("/v2/oauth/token", &json!({})).await,
        client.get("/v2/video/list/?fields=id").await,
        client.get("/practice/state").await,
    ] {
        assert_eq!(
            (answer.status.as_u16(), answer.text.as_str()),
            (404, "Unsupported path(Janus)")
        );
    }
}
