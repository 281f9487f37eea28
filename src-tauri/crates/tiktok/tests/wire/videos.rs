//! Videos of the creator: pages, queries and their ids.

use tiktok::{Failure, Secret};

use crate::server::{Reply, Server};

fn token() -> Secret {
    Secret::new("act.token")
}

#[tokio::test]
async fn pages_of_the_list_stay_within_tiktoks_limits() {
    for (wanted, asked) in [(0, 1), (1, 1), (20, 20), (21, 20), (u32::MAX, 20)] {
        let server = Server::replying(Reply::new(200, r#"{"error":{"code":"ok"}}"#)).await;
        let page = server
            .client()
            .video_list(&token(), Some(1_646_883_959_000), wanted)
            .await
            .unwrap();
        assert!(page.videos.is_empty() && !page.has_more);
        let body: serde_json::Value = serde_json::from_slice(&server.only().body).unwrap();
        assert_eq!(
            body,
            serde_json::json!({"max_count": asked, "cursor": 1_646_883_959_000_i64})
        );
    }
}

#[tokio::test]
async fn ids_of_any_length_arrive_digit_by_digit() {
    let body = r#"{"error":{"code":"ok"},"data":{"has_more":false,"videos":[
        {"id":7663542984343883021},{"id":"7663542984343883021"},{"id":99999999999999999999}]}}"#;
    let server = Server::replying(Reply::new(200, body)).await;
    let page = server.client().video_list(&token(), None, 20).await.unwrap();
    let ids: Vec<_> = page.videos.iter().map(|video| video.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "7663542984343883021",
            "7663542984343883021",
            "99999999999999999999"
        ]
    );
}

#[tokio::test]
async fn a_query_asks_for_every_field_of_at_most_twenty_videos() {
    let body = r#"{"error":{"code":"ok"},"data":{"videos":[
        {"id":7663542984343883021,"tomorrows_field":[1]},{"id":"7663542984343883022","view_count":3000000000}]}}"#;
    let server = Server::replying(Reply::new(200, body)).await;
    let ids: Vec<String> = (0..20).map(|n| format!("76635429843438830{n:02}")).collect();
    let videos = server.client().video_query(&token(), &ids).await.unwrap();
    let got: Vec<_> = videos
        .iter()
        .map(|video| (video.id.as_str(), video.view_count))
        .collect();
    assert_eq!(
        got,
        [
            ("7663542984343883021", None),
            ("7663542984343883022", Some(3_000_000_000))
        ]
    );
    let heard = server.only();
    let fields = "id,create_time,cover_image_url,share_url,video_description,duration,height,width,title,\
                  embed_html,embed_link,like_count,comment_count,share_count,view_count";
    assert_eq!(heard.query, format!("fields={fields}"));
    let sent: serde_json::Value = serde_json::from_slice(&heard.body).unwrap();
    assert_eq!(sent, serde_json::json!({"filters": {"video_ids": ids}}));
}

#[tokio::test]
async fn a_query_for_no_video_or_for_too_many_asks_nothing() {
    let server = Server::replying(Reply::new(200, r#"{"error":{"code":"ok"}}"#)).await;
    assert_eq!(server.client().video_query(&token(), &[]).await, Ok(Vec::new()));
    let ids = vec!["1".to_owned(); 21];
    let error = server.client().video_query(&token(), &ids).await.unwrap_err();
    assert_eq!((error.failure, error.http_status), (Failure::InvalidParam, None));
    assert!(server.heard().is_empty());
}
