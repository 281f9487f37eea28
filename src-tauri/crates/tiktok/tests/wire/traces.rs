//! Nothing secret comes out of the log, not even out of what the libraries below us write into it.

use std::io::Write;
use std::sync::{Arc, Mutex};

use tiktok::{AppKeys, ChunkBody, ChunkPlan, Secret, VideoType};
use tracing::Level;

use crate::server::{self, Reply, Server, a_post, some_photos};

/// A log that is kept.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Answers with secrets of its own to whatever needs some.
async fn generous() -> Server {
    Server::answering(|heard| {
        let ok = r#""error":{"code":"ok","message":"","log_id":"1"}"#;
        let body = match heard.path.as_str() {
            "/v2/oauth/token/" => r#"{"open_id":"o","scope":"","access_token":"s3cret-new","expires_in":1,
                "refresh_token":"s3cret-newer","refresh_expires_in":2}"#
                .to_owned(),
            path if path.ends_with("/video/init/") => {
                let origin = format!("http://{}", heard.header("host").unwrap());
                format!(r#"{{"data":{{"publish_id":"p","upload_url":"{origin}/?u=s3cret-url"}},{ok}}}"#)
            }
            path if path.ends_with("/content/init/") => format!(r#"{{"data":{{"publish_id":"p"}},{ok}}}"#),
            path if path.ends_with("/status/fetch/") => format!(r#"{{"data":{{"status":"FAILED"}},{ok}}}"#),
            "/v2/user/info/" => format!(r#"{{"data":{{"user":{{"open_id":"o"}}}},{ok}}}"#),
            path if path.starts_with("/v2/") => format!("{{{ok}}}"),
            _ => String::new(),
        };
        server::response(&Reply::new(200, &body))
    })
    .await
}

async fn make_every_call(server: &Server) {
    let client = server.client();
    let keys = AppKeys {
        client_key: "key".to_owned(),
        client_secret: Secret::new("s3cret-client"),
    };
    let (code, access) = (Secret::new("s3cret-code"), Secret::new("s3cret-access"));
    let plan = ChunkPlan::for_size(10).unwrap();
    let redirect = "http://127.0.0.1:1/";
    client.exchange_code(&keys, &code, redirect, None).await.unwrap();
    client
        .refresh(&keys, &Secret::new("s3cret-refresh"))
        .await
        .unwrap();
    client
        .user_fields(&access, &tiktok::UserField::ALL)
        .await
        .unwrap();
    client.creator_info(&access).await.unwrap_err();
    client.init_inbox_video(&access, &plan).await.unwrap();
    client.init_photos(&access, &some_photos()).await.unwrap();
    client.publish_status(&access, "p").await.unwrap();
    client.cancel(&access, "p").await.unwrap();
    client.video_list(&access, None, 1).await.unwrap();
    client.video_query(&access, &["1".to_owned()]).await.unwrap();
    let initiated = client.init_video(&access, &a_post(), &plan).await.unwrap();
    let body = ChunkBody::from_bytes("0123456789");
    client
        .put_chunk(&initiated.upload_url, VideoType::Mp4, 0..10, 10, body)
        .await
        .unwrap();
    client.revoke(&keys, &access).await.unwrap();
}

#[tokio::test]
async fn the_log_of_every_call_shows_the_way_and_no_secret() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    // With one subscriber alone, a test on another thread could switch a line off for all threads.
    let _second = tracing::Dispatch::new(tracing::subscriber::NoSubscriber::default());
    let server = generous().await;
    let kept = tracing::subscriber::set_default(subscriber);
    make_every_call(&server).await;
    drop(kept);
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    for told in [
        "/v2/post/publish/content/init/",
        "/v2/post/publish/cancel/",
        "a chunk was answered",
    ] {
        assert!(log.contains(told), "{told} in {log}");
    }
    for line in log.lines() {
        assert!(!line.contains("s3cret") && !line.contains("?u="), "{line}");
    }
}
