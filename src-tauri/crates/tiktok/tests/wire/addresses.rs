//! Requests of practice stay on this computer, requests of TikTok go nowhere else.

use std::process::Command;

use tiktok::{ChunkBody, Client, ClientOptions, Endpoints, Failure, Secret, UploadUrl, VideoType};

use crate::server::{Reply, Server};

const TIKTOKS: &str = "https://open-upload.tiktokapis.com/video/?upload_id=1";

#[tokio::test]
async fn an_upload_address_works_only_with_the_client_it_was_made_for() {
    let server = Server::replying(Reply::new(201, "")).await;
    let tiktok = Client::new(Endpoints::tiktok(), &ClientOptions::default()).unwrap();
    let real = UploadUrl::parse(TIKTOKS, &Endpoints::tiktok()).unwrap();
    for (client, url) in [(server.client(), real), (tiktok, server.upload_url())] {
        let body = ChunkBody::from_bytes("x");
        let error = client
            .put_chunk(&url, VideoType::Mp4, 0..1, 1, body)
            .await
            .unwrap_err();
        assert_eq!(error.failure, Failure::ForbiddenAddress);
    }
    assert!(server.heard().is_empty());
}

/// Run by the test below in a process of its own.
#[tokio::test]
async fn a_practice_request_arrives() {
    let server = Server::replying(Reply::new(200, r#"{"error":{"code":"ok"}}"#)).await;
    server
        .client()
        .video_list(&Secret::new("act.x"), None, 1)
        .await
        .unwrap();
    assert_eq!(server.only().path, "/v2/video/list/");
}

#[test]
fn a_proxy_of_the_system_does_not_see_practice_requests() {
    let this = std::env::current_exe().unwrap();
    let mut run = Command::new(this);
    run.args(["addresses::a_practice_request_arrives", "--exact"]);
    for name in [
        "http_proxy",
        "HTTP_PROXY",
        "https_proxy",
        "all_proxy",
        "ALL_PROXY",
    ] {
        // Nothing listens there: a request that goes to the proxy fails.
        run.env(name, "http://127.0.0.1:9");
    }
    run.env_remove("no_proxy").env_remove("NO_PROXY");
    let output = run.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}
