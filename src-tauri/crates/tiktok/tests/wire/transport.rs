//! Everything that is not an answer of TikTok, and everything that is no answer.

use std::convert::Infallible;

use axum::body::Body;
use axum::response::Response;
use bytes::Bytes;
use futures_util::stream;
use tiktok::{AppKeys, ChunkPlan, Client, Error, Failure, Reaction, Scope, Secret, Sent};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::server::{self, Reply, Server, a_post, read_head, send, silence, some_photos};

fn token() -> Secret {
    Secret::new("act.token")
}

fn keys() -> AppKeys {
    AppKeys {
        client_key: "key".to_owned(),
        client_secret: Secret::new("secret"),
    }
}

/// The error of every call that talks to the API or to OAuth.
async fn every_error(client: &Client) -> Vec<(&'static str, Error)> {
    let plan = ChunkPlan::for_size(1_000).unwrap();
    let (keys, post, photos, ids) = (keys(), a_post(), some_photos(), ["1".to_owned()]);
    let (token, code, refresh) = (token(), Secret::new("code"), Secret::new("rft.x"));
    let basic = [Scope::UserInfoBasic];
    let (exchange, refresh, revoke, user, creator) = tokio::join!(
        client.exchange_code(&keys, &code, "http://127.0.0.1:1/", None),
        client.refresh(&keys, &refresh),
        client.revoke(&keys, &token),
        client.user_info(&token, &basic),
        client.creator_info(&token),
    );
    let (init, inbox, photos, status, cancel, list, query) = tokio::join!(
        client.init_video(&token, &post, &plan),
        client.init_inbox_video(&token, &plan),
        client.init_photos(&token, &photos),
        client.publish_status(&token, "v_pub_file~v2-1.1"),
        client.cancel(&token, "v_pub_url~v2.1"),
        client.video_list(&token, None, 20),
        client.video_query(&token, &ids),
    );
    vec![
        ("exchange", exchange.unwrap_err()),
        ("refresh", refresh.unwrap_err()),
        ("revoke", revoke.unwrap_err()),
        ("user", user.unwrap_err()),
        ("creator", creator.unwrap_err()),
        ("init", init.unwrap_err()),
        ("inbox", inbox.unwrap_err()),
        ("photos", photos.unwrap_err()),
        ("status", status.unwrap_err()),
        ("cancel", cancel.unwrap_err()),
        ("list", list.unwrap_err()),
        ("query", query.unwrap_err()),
    ]
}

async fn assert_all(client: &Client, failure: Failure, status: Option<u16>) {
    for (call, error) in every_error(client).await {
        assert_eq!(
            (error.failure, error.http_status),
            (failure, status),
            "{call}: {error}"
        );
    }
}

#[tokio::test]
async fn the_page_of_a_captive_portal_is_not_tiktok() {
    let server = Server::replying(Reply::html(200)).await;
    assert_all(&server.client(), Failure::NotTikTok, Some(200)).await;
}

#[tokio::test]
async fn json_of_somebody_else_is_not_tiktok() {
    let server = Server::replying(Reply::new(200, r#"{"success":true,"data":{}}"#)).await;
    let client = server.client();
    let token = token();
    let errors = [
        client.refresh(&keys(), &token).await.unwrap_err(),
        client
            .user_info(&token, &[Scope::UserInfoBasic])
            .await
            .unwrap_err(),
        client.creator_info(&token).await.unwrap_err(),
        client
            .publish_status(&token, "v_pub_file~v2-1.1")
            .await
            .unwrap_err(),
        client.init_photos(&token, &some_photos()).await.unwrap_err(),
        client.cancel(&token, "v_pub_url~v2.1").await.unwrap_err(),
        client.video_list(&token, None, 20).await.unwrap_err(),
        client.video_query(&token, &["1".to_owned()]).await.unwrap_err(),
    ];
    for error in errors {
        assert_eq!(
            (error.failure, error.http_status),
            (Failure::NotTikTok, Some(200)),
            "{error}"
        );
    }
}

#[tokio::test]
async fn pages_of_an_edge_are_judged_by_their_status() {
    for (status, failure) in [
        (403, Failure::NotTikTok),
        (404, Failure::NotTikTok),
        (502, Failure::Server),
    ] {
        let server = Server::replying(Reply::html(status)).await;
        assert_all(&server.client(), failure, Some(status)).await;
    }
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let elsewhere = Server::replying(Reply::new(200, r#"{"data":{},"error":{"code":"ok"}}"#)).await;
    for status in [301, 302, 303, 307, 308] {
        let server =
            Server::replying(Reply::new(status, "").header("location", elsewhere.origin.as_str())).await;
        assert_all(&server.client(), Failure::NotTikTok, Some(status)).await;
        assert_eq!(server.heard().len(), 12, "one request for each call");
    }
    assert!(elsewhere.heard().is_empty());
}

#[tokio::test]
async fn a_refused_connection_has_sent_nothing() {
    let origin = server::nobody();
    let failure = Failure::Network { sent: Sent::No };
    assert_all(&server::client(&origin), failure, None).await;
    let error = server::client(&origin).creator_info(&token()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "TikTok could not be reached: connection refused"
    );
    assert_eq!(error.reaction(), Reaction::RetryAfter(None));
}

/// What answers a TLS greeting: a page of the network, and a refusal of TLS itself.
const NOT_OUR_TLS: [&[u8]; 2] = [
    b"HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n",
    // An alert: fatal, handshake failure.
    &[0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28],
];

#[tokio::test]
async fn a_connection_that_is_not_secure_has_sent_nothing_and_is_named() {
    for answer in NOT_OUR_TLS {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut origin = server::origin_of(&listener);
        origin.set_scheme("https").unwrap();
        let refusing = tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut greeting = [0; 512];
                let _ = stream.read(&mut greeting).await;
                let _ = stream.write_all(answer).await;
            }
        });
        let error = server::client(&origin).creator_info(&token()).await.unwrap_err();
        assert_eq!(
            (error.failure, error.http_status),
            (Failure::Insecure, None),
            "{error}"
        );
        refusing.abort();
    }
}

#[tokio::test]
async fn a_connection_dropped_before_the_answer_may_have_sent_the_request() {
    let after_reading = server::raw(|mut stream| async move { read_head(&mut stream).await }).await;
    let failure = Failure::Network { sent: Sent::Maybe };
    assert_all(&server::client(&after_reading), failure, None).await;
    let at_once = server::raw(|stream| async move { drop(stream) }).await;
    assert_all(&server::client(&at_once), failure, None).await;
}

#[tokio::test]
async fn a_connection_dropped_within_the_answer_is_no_answer() {
    let origin = server::raw(|mut stream| async move {
        read_head(&mut stream).await;
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n";
        send(&mut stream, head).await;
        send(&mut stream, r#"{"error":{"code":"ok"}}"#).await;
    })
    .await;
    assert_all(
        &server::client(&origin),
        Failure::Network { sent: Sent::Maybe },
        Some(200),
    )
    .await;
}

#[tokio::test]
async fn a_server_that_says_nothing_is_given_up() {
    let origin = server::raw(silence).await;
    assert_all(
        &server::impatient(&origin),
        Failure::Timeout { sent: Sent::Maybe },
        None,
    )
    .await;
}

#[tokio::test]
async fn a_body_that_never_comes_is_given_up() {
    let origin = server::raw(|mut stream| async move {
        read_head(&mut stream).await;
        send(&mut stream, "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{").await;
        silence(stream).await;
    })
    .await;
    assert_all(
        &server::impatient(&origin),
        Failure::Timeout { sent: Sent::Maybe },
        Some(200),
    )
    .await;
}

/// A body without end: who reads on never comes back.
fn endless() -> Response {
    let page = Bytes::from(vec![b' '; 64 << 10]);
    Response::new(Body::from_stream(stream::repeat_with(move || {
        Ok::<_, Infallible>(page.clone())
    })))
}

#[tokio::test]
async fn an_answer_without_end_is_not_read_to_its_end() {
    let server = Server::answering(|_| endless()).await;
    let error = server.client().creator_info(&token()).await.unwrap_err();
    assert_eq!(
        (error.failure, error.message.as_str()),
        (Failure::NotTikTok, "The answer is too long.")
    );
}

#[tokio::test]
async fn an_answer_within_the_limit_is_read_whole() {
    let padding = " ".repeat(2_000_000);
    let body = format!(r#"{{"data":{{"videos":[]}},{padding}"error":{{"code":"ok","message":""}}}}"#);
    let server = Server::replying(Reply::new(200, &body)).await;
    assert!(
        server
            .client()
            .video_list(&token(), None, 20)
            .await
            .unwrap()
            .videos
            .is_empty()
    );
}

#[tokio::test]
async fn retry_after_is_honoured_for_every_shape_of_refusal() {
    let bodies = [
        r#"{"data":{},"error":{"code":"rate_limit_exceeded","message":"","log_id":"1"}}"#,
        r#"{"code":"rate_limit_exceeded","message":""}"#,
        r#"{"error":"slow_down"}"#,
        "<html></html>",
        "",
    ];
    for body in bodies {
        let server = Server::replying(Reply::new(429, body).header("retry-after", "17")).await;
        for (call, error) in every_error(&server.client()).await {
            let wait = std::time::Duration::from_secs(17);
            assert_eq!(
                error.reaction(),
                Reaction::RetryAfter(Some(wait)),
                "{call}: {body}"
            );
        }
    }
}

#[tokio::test]
async fn nothing_is_asked_twice() {
    for status in [401, 429, 500, 503] {
        let server = Server::replying(Reply::new(status, "")).await;
        server.client().creator_info(&token()).await.unwrap_err();
        assert_eq!(server.heard().len(), 1, "{status}");
    }
}

#[tokio::test]
async fn only_fields_of_granted_scopes_are_asked_for() {
    let body = r#"{"data":{"user":{"open_id":"o"}},"error":{"code":"ok","message":"","log_id":"1"}}"#;
    let basic = "open_id,union_id,avatar_url,avatar_url_100,avatar_large_url,display_name";
    let profile = "bio_description,profile_deep_link,is_verified,username";
    let stats = "follower_count,following_count,likes_count,video_count";
    let cases = [
        (vec![Scope::UserInfoBasic, Scope::VideoPublish], basic.to_owned()),
        (
            vec![Scope::UserInfoProfile, Scope::UserInfoBasic],
            format!("{basic},{profile}"),
        ),
        (
            vec![Scope::UserInfoBasic, Scope::UserInfoStats],
            format!("{basic},{stats}"),
        ),
        (
            vec![Scope::UserInfoStats, Scope::UserInfoBasic, Scope::UserInfoProfile],
            format!("{basic},{profile},{stats}"),
        ),
    ];
    for (granted, fields) in cases {
        let server = Server::replying(Reply::new(200, body)).await;
        let user = server.client().user_info(&token(), &granted).await.unwrap();
        assert_eq!((user.open_id.as_str(), user.display_name), ("o", None));
        assert_eq!(server.only().query, format!("fields={fields}"));
    }
    let server = Server::replying(Reply::new(200, body)).await;
    let error = server
        .client()
        .user_info(&token(), &[Scope::UserInfoProfile])
        .await
        .unwrap_err();
    assert_eq!(error.failure, Failure::ScopeNotAuthorized);
    assert!(server.heard().is_empty(), "nothing to ask for");
}

#[tokio::test]
async fn photos_whose_answer_was_lost_may_be_posted_and_are_not_asked_for_again() {
    let after_reading = server::raw(|mut stream| async move { read_head(&mut stream).await }).await;
    let silent = server::raw(silence).await;
    let page = Server::replying(Reply::html(200)).await;
    let trouble = Server::replying(Reply::new(500, r#"{"error":{"code":"internal_error"}}"#)).await;
    let clients = [
        server::client(&after_reading),
        server::impatient(&silent),
        page.client(),
        trouble.client(),
    ];
    for client in clients {
        let error = client.init_photos(&token(), &some_photos()).await.unwrap_err();
        assert!(error.failure.may_have_worked(), "{error}");
    }
    assert_eq!((page.heard().len(), trouble.heard().len()), (1, 1));
}

#[tokio::test]
async fn a_revocation_may_answer_nothing_or_an_empty_object() {
    for body in ["", "{}"] {
        let server = Server::replying(Reply::new(200, body)).await;
        server.client().revoke(&keys(), &token()).await.unwrap();
    }
}

#[test]
fn every_call_can_cross_threads() {
    fn crosses<T: Send>(_: T) {}
    let origin = url::Url::parse("http://127.0.0.1:9").unwrap();
    let client = server::client(&origin);
    let (token, keys, post) = (token(), keys(), a_post());
    let plan = ChunkPlan::for_size(1).unwrap();
    crosses(client.exchange_code(&keys, &token, "", None));
    crosses(client.init_video(&token, &post, &plan));
    crosses(client.video_list(&token, None, 1));
    crosses(client.video_query(&token, &[]));
    crosses(client.cancel(&token, ""));
    let photos = some_photos();
    crosses(client.init_photos(&token, &photos));
    let url = server::upload_url(&origin);
    let body = tiktok::ChunkBody::from_bytes("x");
    crosses(client.put_chunk(&url, tiktok::VideoType::Mp4, 0..1, 1, body));
    crosses(client.clone());
}
