//! Nothing secret comes out of an error or a `Debug`, even when the server says it aloud.

use tiktok::{AppKeys, ChunkBody, ChunkPlan, Error, Secret, VideoType};

use crate::server::{self, Reply, Server, a_post, some_photos};

const SECRETS: [&str; 8] = [
    "s3cret-client",
    "s3cret-code",
    "s3cret-verifier",
    "s3cret-refresh",
    "s3cret-access",
    "s3cret-photo",
    "t0ken",
    "s3cret",
];

fn keys() -> AppKeys {
    AppKeys {
        client_key: "key".to_owned(),
        client_secret: Secret::new("s3cret-client"),
    }
}

fn assert_clean(error: &Error) {
    let shown = format!("{error} {error:?} {error:#?}");
    for secret in SECRETS {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}

/// A server that puts every secret it heard into each text of its error.
async fn parrot() -> Server {
    Server::answering(|heard| {
        let form = String::from_utf8_lossy(&heard.body);
        let header = heard.header("authorization").unwrap_or_default();
        let said = format!("{form} {header} {}", heard.query).replace(['"', '\\'], "'");
        let body = if heard.path.starts_with("/v2/oauth/") {
            format!(r#"{{"error":"invalid_grant {said}","error_description":"{said}","log_id":"{said}"}}"#)
        } else {
            format!(r#"{{"error":{{"code":"oh {said}","message":"{said}","log_id":"{said}"}}}}"#)
        };
        server::response(&Reply::new(400, &body))
    })
    .await
}

#[tokio::test]
async fn an_error_that_repeats_the_request_shows_no_secret() {
    let server = parrot().await;
    let client = server.client();
    let (code, verifier) = (Secret::new("s3cret-code"), Secret::new("s3cret-verifier"));
    let (refresh, access) = (Secret::new("s3cret-refresh"), Secret::new("s3cret-access"));
    let post = a_post();
    let plan = ChunkPlan::for_size(10).unwrap();
    let errors = [
        client
            .exchange_code(&keys(), &code, "http://127.0.0.1:1/", Some(&verifier))
            .await
            .unwrap_err(),
        client.refresh(&keys(), &refresh).await.unwrap_err(),
        client.revoke(&keys(), &access).await.unwrap_err(),
        client
            .user_fields(&access, &tiktok::UserField::ALL)
            .await
            .unwrap_err(),
        client.creator_info(&access).await.unwrap_err(),
        client.init_video(&access, &post, &plan).await.unwrap_err(),
        client.init_inbox_video(&access, &plan).await.unwrap_err(),
        client.init_photos(&access, &some_photos()).await.unwrap_err(),
        client.publish_status(&access, "id").await.unwrap_err(),
        client.cancel(&access, "id").await.unwrap_err(),
        client.video_list(&access, None, 1).await.unwrap_err(),
        client.video_query(&access, &["1".to_owned()]).await.unwrap_err(),
    ];
    for error in &errors {
        assert!(
            error.message.contains('…'),
            "the server did repeat a secret: {error}"
        );
        assert_clean(error);
    }
}

#[tokio::test]
async fn the_signature_of_a_photo_is_hidden_without_its_address_too() {
    let body =
        r#"{"error":{"code":"invalid_param","message":"bad query signature=s3cret-photo","log_id":"1"}}"#;
    let server = Server::replying(Reply::new(400, body)).await;
    let error = server
        .client()
        .init_photos(&Secret::new("act.x"), &some_photos())
        .await
        .unwrap_err();
    assert_eq!(error.message, "bad query …");
    assert_clean(&error);
}

#[tokio::test]
async fn errors_of_an_upload_never_show_its_address() {
    let refused = Server::replying(Reply::html(403)).await;
    let gone = server::raw(|stream| async move { drop(stream) }).await;
    let redirecting =
        Server::replying(Reply::new(302, "").header("location", "http://127.0.0.1:1/t0ken")).await;
    for origin in [&refused.origin, &gone, &redirecting.origin] {
        let client = server::client(origin);
        let url = server::upload_url(origin);
        let body = ChunkBody::from_bytes("0123456789");
        let error = client
            .put_chunk(&url, VideoType::Mp4, 0..10, 10, body)
            .await
            .unwrap_err();
        assert_clean(&error);
        let shown = format!("{error} {error:?} {url:?} {client:?}");
        assert!(!shown.contains("upload_id="), "{shown}");
    }
}

#[tokio::test]
async fn a_foreign_upload_address_in_an_answer_is_refused_and_not_shown() {
    let body = r#"{"data":{"publish_id":"p","upload_url":"https://evil.example/?upload_token=t0ken"},
                   "error":{"code":"ok","message":"","log_id":"L1"}}"#;
    let server = Server::replying(Reply::new(200, body)).await;
    let (client, token) = (server.client(), Secret::new("a"));
    let plan = ChunkPlan::for_size(10).unwrap();
    let errors = [
        client.init_video(&token, &a_post(), &plan).await.unwrap_err(),
        client.init_inbox_video(&token, &plan).await.unwrap_err(),
    ];
    for error in &errors {
        assert_eq!(error.failure, tiktok::Failure::ForbiddenAddress);
        assert_eq!(error.log_id.as_deref(), Some("L1"));
        assert_clean(error);
        assert!(!format!("{error:?}").contains("evil"));
    }
}

#[tokio::test]
async fn debug_of_tokens_and_keys_shows_no_secret() {
    let body = r#"{"open_id":"o","scope":"video.list","access_token":"act.s3cret","expires_in":1,
                   "refresh_token":"rft.s3cret","refresh_expires_in":2,"token_type":"Bearer"}"#;
    let server = Server::replying(Reply::new(200, body)).await;
    let tokens = server
        .client()
        .refresh(&keys(), &Secret::new("s3cret-refresh"))
        .await
        .unwrap();
    let shown = format!("{tokens:?} {:?}", keys());
    assert!(
        shown.contains("VideoList") && !shown.contains("s3cret"),
        "{shown}"
    );
}

#[tokio::test]
async fn a_secret_that_fits_no_header_fails_without_being_shown() {
    let server = Server::replying(Reply::html(200)).await;
    let error = server
        .client()
        .creator_info(&Secret::new("s3cret-access\r\nx: y"))
        .await
        .unwrap_err();
    assert_clean(&error);
    assert!(server.heard().is_empty());
}
