use std::time::Duration;

use practice::{Options, Practice};
use serde_json::{Value, json};

use crate::client::*;
use crate::host::{File, Host};

const JPEG: &[u8] = include_bytes!("photos/small.jpg");
const LOSSY: &[u8] = include_bytes!("photos/lossy.webp");
const LOSSLESS: &[u8] = include_bytes!("photos/lossless.webp");
const TOO_LARGE: &[u8] = include_bytes!("photos/large.webp");
const INIT: &str = "/v2/post/publish/video/init/";
const INBOX: &str = "/v2/post/publish/inbox/video/init/";

/// A practice app whose one property is `host`.
pub fn pulls_from(host: &Host) -> Options {
    Options {
        properties: vec![host.base.clone()],
        limits: false,
        ..fast()
    }
}

async fn photos(client: &Client, addresses: &[String]) -> Answer {
    client.photos(&photo_body("DIRECT_POST", addresses)).await
}

fn video_body(address: &str) -> Value {
    json!({
        "post_info": { "title": "From afar", "privacy_level": "SELF_ONLY" },
        "source_info": { "source": "PULL_FROM_URL", "video_url": address },
    })
}

#[tokio::test]
async fn photos_of_a_verified_property_are_pulled_and_posted() {
    let host = Host::with(&[
        ("a.jpg", File::Whole(JPEG.to_vec())),
        ("b.webp", File::Whole(LOSSY.to_vec())),
        ("c.webp", File::Whole(LOSSLESS.to_vec())),
    ])
    .await;
    let practice = Practice::start(pulls_from(&host)).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let mut body = photo_body(
        "DIRECT_POST",
        &["a.jpg", "b.webp", "c.webp"].map(|name| host.at(name)),
    );
    body["post_info"]["privacy_level"] = json!("PUBLIC_TO_EVERYONE");
    body["is_aigc"] = json!(true);
    let publish_id = pulled(&client.photos(&body).await);
    assert!(publish_id.starts_with("p_pub_url~v2."), "{publish_id}");
    let data = client.settled(&publish_id).await;
    assert_eq!(data["status"], "PUBLISH_COMPLETE", "{data}");
    assert!(data["publicaly_available_post_id"][0].is_u64());
    let all = [JPEG, LOSSY, LOSSLESS].concat();
    assert_eq!(data["downloaded_bytes"], all.len());
    assert!(data.get("uploaded_bytes").is_none());
    assert_eq!(host.asked(), ["a.jpg", "b.webp", "c.webp"]);
    let post = practice.state()["posts"][0].clone();
    assert_eq!(
        (&post["sha256"], &post["title"]),
        (&json!(sha256(&all)), &json!("Soup"))
    );
    let page = client
        .post(
            "/v2/video/list/?fields=id,title,video_description,duration",
            &json!({ "max_count": 1 }),
        )
        .await
        .json();
    let shown = &page["data"]["videos"][0];
    assert_eq!(
        (&shown["title"], &shown["video_description"], &shown["duration"]),
        (&json!("Soup"), &json!("Slow soup #soup"), &json!(0))
    );
}

#[tokio::test]
async fn a_running_pull_tells_its_bytes_and_then_goes_on() {
    let host = Host::with(&[("a.mp4", File::Halves(video(1_000_000)))]).await;
    let practice = Practice::start(pulls_from(&host)).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let answer = client.post(INIT, &video_body(&host.at("a.mp4"))).await;
    assert!(answer.json()["data"].get("upload_url").is_none());
    let publish_id = pulled(&answer);
    assert!(publish_id.starts_with("v_pub_url~v2."), "{publish_id}");
    let half = |data: &Value| data["downloaded_bytes"] == 500_000;
    let data = client.status_until(&publish_id, half).await;
    assert_eq!(data["status"], "PROCESSING_DOWNLOAD");
    assert_eq!(data["publicaly_available_post_id"], json!([]));
    host.let_go();
    let data = client.settled(&publish_id).await;
    assert_eq!(
        (&data["status"], &data["downloaded_bytes"]),
        (&json!("PUBLISH_COMPLETE"), &json!(1_000_000))
    );
    let state = practice.state();
    assert_eq!(state["posts"][0]["sha256"], sha256(&video(1_000_000)));
    assert_eq!(state["bytes"], 1_000_000);
}

#[tokio::test]
async fn drafts_are_pulled_into_the_inbox() {
    let host = Host::with(&[
        ("a.jpg", File::Whole(JPEG.to_vec())),
        ("a.mp4", File::Whole(video(1_000))),
    ])
    .await;
    let practice = Practice::start(pulls_from(&host)).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let video = json!({ "source_info": video_body(&host.at("a.mp4"))["source_info"] });
    for (answer, prefix) in [
        (client.post(INBOX, &video).await, "v_inbox_url~v2."),
        (
            client
                .photos(&photo_body("MEDIA_UPLOAD", &[host.at("a.jpg")]))
                .await,
            "p_pub_url~v2.",
        ),
    ] {
        let publish_id = pulled(&answer);
        assert!(publish_id.starts_with(prefix), "{publish_id}");
        assert_eq!(client.settled(&publish_id).await["status"], "SEND_TO_USER_INBOX");
    }
    assert_eq!(practice.state()["posts"], json!([]));
    let phone = client.get("/phone/?creator=mara.cooks").await.text;
    for expected in [
        "One photo, 1.1 kB",
        "A video, 1.0 kB",
        ">Soup\nSlow soup #soup</textarea>",
    ] {
        assert!(phone.contains(expected), "{expected} in {phone}");
    }
}

#[tokio::test]
async fn what_no_verified_property_covers_is_not_even_asked_for() {
    let host = Host::with(&[("a.jpg", File::Whole(JPEG.to_vec()))]).await;
    let unverified = (403, "url_ownership_unverified".to_owned());
    let practice = Practice::start(pulls_from(&host)).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let beside = host.at("a.jpg").replace("/media/", "/other/");
    let outside = host.at("../media2/a.jpg");
    for address in [beside, outside, "https://example.com/a.jpg".to_owned()] {
        assert_eq!(
            photos(&client, std::slice::from_ref(&address)).await.code(),
            unverified,
            "{address}"
        );
        assert_eq!(client.post(INIT, &video_body(&address)).await.code(), unverified);
    }
    let one_of_two = [host.at("a.jpg"), "https://example.com/a.jpg".to_owned()];
    assert_eq!(photos(&client, &one_of_two).await.code(), unverified);
    let without = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&without, "mara").await;
    assert_eq!(photos(&client, &[host.at("a.jpg")]).await.code(), unverified);
    assert_eq!(host.asked(), Vec::<String>::new());
}

#[tokio::test]
async fn a_photo_that_breaks_a_rule_fails_the_post_with_its_reason() {
    let png =
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x10\x08\x03\x00\x00\x00".to_vec();
    let heic = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic".to_vec();
    let mut heavy = JPEG.to_vec();
    heavy.resize((20 << 20) + 1, 0);
    let host = Host::with(&[
        ("good.jpg", File::Whole(JPEG.to_vec())),
        ("png.jpg", File::Whole(png)),
        ("heic.jpg", File::Whole(heic)),
        ("heavy.jpg", File::Whole(heavy)),
        ("large.webp", File::Whole(TOO_LARGE.to_vec())),
        ("cut.jpg", File::Cut(JPEG.to_vec())),
    ])
    .await;
    let moved = Host::with(&[("moved.jpg", File::Moved(host.at("good.jpg")))]).await;
    let practice = Practice::start(Options {
        properties: vec![host.base.clone(), moved.base.clone()],
        ..pulls_from(&host)
    })
    .await
    .unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    for (address, reason) in [
        (host.at("png.jpg"), "file_format_check_failed"),
        (host.at("heic.jpg"), "file_format_check_failed"),
        (host.at("large.webp"), "picture_size_check_failed"),
        (host.at("heavy.jpg"), "photo_pull_failed"),
        (host.at("missing.jpg"), "photo_pull_failed"),
        (host.at("cut.jpg"), "photo_pull_failed"),
        (moved.at("moved.jpg"), "photo_pull_failed"),
    ] {
        let publish_id = pulled(&photos(&client, &[host.at("good.jpg"), address.clone()]).await);
        let data = client.settled(&publish_id).await;
        assert_eq!(
            (&data["status"], &data["fail_reason"]),
            (&json!("FAILED"), &json!(reason)),
            "{address}"
        );
    }
    assert_eq!(practice.state()["posts"], json!([]));
}

#[tokio::test]
async fn a_video_that_cannot_be_fetched_fails_the_post() {
    let host = Host::with(&[("b.mp4", File::Moved("https://example.com/".to_owned()))]).await;
    let practice = Practice::start(pulls_from(&host)).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    for name in ["missing.mp4", "b.mp4"] {
        let publish_id = pulled(&client.post(INIT, &video_body(&host.at(name))).await);
        assert_eq!(
            client.settled(&publish_id).await["fail_reason"],
            "video_pull_failed",
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_pull_times_out_after_one_hour() {
    let host = Host::with(&[("a.mp4", File::Halves(video(1_000)))]).await;
    let practice = Practice::start(pulls_from(&host)).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let publish_id = pulled(&client.post(INIT, &video_body(&host.at("a.mp4"))).await);
    client
        .status_until(&publish_id, |data| data["downloaded_bytes"] == 500)
        .await;
    practice.advance(Duration::from_secs(3_601));
    assert_eq!(
        client.settled(&publish_id).await["fail_reason"],
        "video_pull_failed"
    );
}

#[tokio::test]
async fn a_running_pull_can_be_cancelled_and_a_done_one_cannot() {
    let host = Host::with(&[("a.mp4", File::Halves(video(1_000)))]).await;
    let practice = Practice::start(pulls_from(&host)).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let publish_id = pulled(&client.post(INIT, &video_body(&host.at("a.mp4"))).await);
    let nord = Client::signed_in(&practice, "nord").await;
    assert_eq!(
        nord.cancel(&publish_id).await.code(),
        (400, "token_not_authorized_for_specified_publish_id".to_owned())
    );
    assert_eq!(
        client.cancel("v_pub_url~v2.1").await.code(),
        (400, "invalid_publish_id".to_owned())
    );
    let cancelled = client.cancel(&publish_id).await;
    assert_eq!(cancelled.code(), (200, "ok".to_owned()));
    assert!(cancelled.json().get("data").is_none(), "{}", cancelled.text);
    let data = client.status(&publish_id).await.json()["data"].clone();
    assert_eq!(
        (&data["status"], &data["fail_reason"]),
        (&json!("FAILED"), &json!("publish_cancelled"))
    );
    let again = client.cancel(&publish_id).await;
    assert_eq!(again.code(), (400, "publish_not_cancellable".to_owned()));
    assert!(again.json().get("data").is_none(), "{}", again.text);

    let next = pulled(&client.post(INIT, &video_body(&host.at("a.mp4"))).await);
    host.let_go();
    assert_eq!(client.settled(&next).await["status"], "PUBLISH_COMPLETE");
    assert_eq!(client.cancel(&next).await.code().1, "publish_not_cancellable");
    assert_eq!(
        client.status(&publish_id).await.json()["data"]["fail_reason"],
        "publish_cancelled",
        "the cancelled pull stays cancelled"
    );
    assert_eq!(practice.state()["posts"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_pull_that_is_being_processed_cannot_be_cancelled() {
    let host = Host::with(&[("a.mp4", File::Whole(video(1_000)))]).await;
    let options = Options {
        speed: practice::Speed::Factor(0.01),
        ..pulls_from(&host)
    };
    let practice = Practice::start(options).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let publish_id = pulled(&client.post(INIT, &video_body(&host.at("a.mp4"))).await);
    while practice.state()["bytes"] != 1_000 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(
        client.cancel(&publish_id).await.code(),
        (400, "publish_not_cancellable".to_owned())
    );
    let data = client.status(&publish_id).await.json()["data"].clone();
    assert_eq!(data["status"], "PROCESSING_DOWNLOAD");
    practice.advance(Duration::from_secs(301));
    assert_eq!(client.settled(&publish_id).await["status"], "PUBLISH_COMPLETE");
}

#[tokio::test]
async fn a_pull_ends_when_the_app_loses_access() {
    let host = Host::with(&[("a.mp4", File::Halves(video(1_000)))]).await;
    let practice = Practice::start(pulls_from(&host)).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let publish_id = pulled(&client.post(INIT, &video_body(&host.at("a.mp4"))).await);
    client.oauth("revoke", &[("token", &client.token)]).await;
    host.let_go();
    let back = Client::signed_in(&practice, "mara").await;
    assert_eq!(back.settled(&publish_id).await["fail_reason"], "auth_removed");
    assert_eq!(practice.state()["posts"], json!([]));
}

#[tokio::test]
async fn a_pull_that_a_restart_interrupted_begins_anew() {
    let folder = tempfile::tempdir().unwrap();
    let host = Host::with(&[("a.mp4", File::Halves(video(1_000)))]).await;
    let options = Options {
        state: Some(folder.path().join("practice.json")),
        ..pulls_from(&host)
    };
    let practice = Practice::start(options.clone()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let publish_id = pulled(&client.post(INIT, &video_body(&host.at("a.mp4"))).await);
    client
        .status_until(&publish_id, |data| data["downloaded_bytes"] == 500)
        .await;
    // Whatever is changed writes the file, and with it the half that had come.
    practice.advance(Duration::from_secs(1));
    drop(practice);
    host.let_go();
    let practice = Practice::start(options).await.unwrap();
    let moved = Client {
        base: practice.addresses().api,
        ..client
    };
    let data = moved.settled(&publish_id).await;
    assert_eq!(
        (&data["status"], &data["downloaded_bytes"]),
        (&json!("PUBLISH_COMPLETE"), &json!(1_000))
    );
    assert_eq!(practice.state()["posts"][0]["sha256"], sha256(&video(1_000)));
}
