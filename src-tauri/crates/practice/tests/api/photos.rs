use practice::Practice;
use serde_json::{Value, json};

use crate::client::*;
use crate::host::{File, Host};
use crate::pulling::pulls_from;

const JPEG: &[u8] = include_bytes!("photos/small.jpg");

#[tokio::test]
async fn photos_are_checked_field_by_field() {
    let host = Host::with(&[("a.jpg", File::Whole(JPEG.to_vec()))]).await;
    let practice = Practice::start(pulls_from(&host)).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let good = photo_body("DIRECT_POST", &[host.at("a.jpg")]);
    let with = |pointer: &str, value: Value| {
        let mut body = good.clone();
        *body.pointer_mut(pointer).unwrap() = value;
        body
    };
    let addresses = |count: usize| json!(vec![host.at("a.jpg"); count]);
    for (body, status, code) in [
        (with("/source_info/photo_images", addresses(35)), 200, "ok"),
        (
            with("/source_info/photo_images", addresses(36)),
            400,
            "invalid_param",
        ),
        (with("/source_info/photo_images", json!([])), 400, "invalid_param"),
        (
            with("/source_info/photo_images", json!(["soup"])),
            400,
            "invalid_param",
        ),
        (
            with("/source_info/photo_cover_index", json!(1)),
            400,
            "invalid_param",
        ),
        (
            with("/source_info/photo_cover_index", json!(-1)),
            400,
            "invalid_param",
        ),
        (
            with("/source_info/source", json!("FILE_UPLOAD")),
            400,
            "invalid_param",
        ),
        (with("/media_type", json!("VIDEO")), 400, "invalid_param"),
        (with("/post_mode", json!("DIRECT POST")), 400, "invalid_param"),
        (with("/post_info/title", json!("x".repeat(90))), 200, "ok"),
        (
            with("/post_info/title", json!("x".repeat(91))),
            400,
            "invalid_param",
        ),
        (
            with("/post_info/description", json!("🍜".repeat(2_000))),
            200,
            "ok",
        ),
        (
            with("/post_info/description", json!("🍜".repeat(2_001))),
            400,
            "invalid_param",
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
    ] {
        assert_eq!(
            client.photos(&body).await.code(),
            (status, code.to_owned()),
            "{body}"
        );
    }
    let uploads_only = Client::of(&practice)
        .sign_in(&practice, "mara", "user.info.basic,video.upload")
        .await;
    assert_eq!(uploads_only.photos(&good).await.code().1, "scope_not_authorized");
    let draft = photo_body("MEDIA_UPLOAD", &[host.at("a.jpg")]);
    assert_eq!(uploads_only.photos(&draft).await.code(), (200, "ok".to_owned()));
}

#[tokio::test]
async fn a_phone_app_that_is_too_old_takes_no_photo_drafts() {
    let host = Host::with(&[("a.jpg", File::Whole(JPEG.to_vec()))]).await;
    let practice = Practice::start(pulls_from(&host)).await.unwrap();
    let client = Client::signed_in(&practice, "oldphone").await;
    let draft = photo_body("MEDIA_UPLOAD", &[host.at("a.jpg")]);
    assert_eq!(
        client.photos(&draft).await.code(),
        (400, "app_version_check_failed".to_owned())
    );
    assert_eq!(
        client
            .photos(&photo_body("DIRECT_POST", &[host.at("a.jpg")]))
            .await
            .code(),
        (200, "ok".to_owned())
    );
    assert_eq!(
        client.inbox(1_000).await.code(),
        (200, "ok".to_owned()),
        "videos are taken"
    );
}
