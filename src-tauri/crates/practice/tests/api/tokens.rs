use practice::{Options, Practice};

use crate::client::*;

#[tokio::test]
async fn token_requests_are_refused_flat_and_with_200() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::of(&practice);
    let code = |redirect: String| parameter(&redirect, "code");
    let fresh = || async {
        code(
            practice
                .allow(&client.authorize(&[]), "mara", None)
                .await
                .unwrap(),
        )
    };
    let malformed = "The request parameters are malformed.";

    let json = client
        .post(
            "/v2/oauth/token/",
            &serde_json::json!({ "grant_type": "refresh_token" }),
        )
        .await;
    assert_eq!(
        json.oauth(),
        (200, "invalid_request".to_owned(), malformed.to_owned())
    );
    let empty = client.oauth("token", &[]).await;
    assert_eq!(
        empty.oauth(),
        (200, "invalid_request".to_owned(), malformed.to_owned())
    );
    let stranger = Client {
        secret: "wrong".to_owned(),
        ..client.clone()
    };
    let refused = stranger.refresh("rft.x").await;
    let described = "Client key or secret is incorrect.";
    assert_eq!(
        refused.oauth(),
        (200, "invalid_client".to_owned(), described.to_owned())
    );
    let moved = client
        .exchange(&fresh().await, "http://127.0.0.1:53682/callback", Some(VERIFIER))
        .await;
    let described = "Redirect_uri is not matched with the uri when requesting code.";
    assert_eq!(
        moved.oauth(),
        (200, "invalid_request".to_owned(), described.to_owned())
    );
    let twice_encoded = fresh().await.replace('*', "%2A").replace('!', "%21");
    let late = client.exchange(&twice_encoded, REDIRECT, Some(VERIFIER)).await;
    assert_eq!(late.oauth().2, "Authorization code is expired.");
    let code = fresh().await;
    practice.advance(std::time::Duration::from_secs(301));
    assert_eq!(
        client.exchange(&code, REDIRECT, Some(VERIFIER)).await.oauth().1,
        "invalid_grant"
    );
    assert_eq!(
        client
            .oauth("token", &[("grant_type", "password")])
            .await
            .oauth()
            .1,
        "unsupported_grant_type"
    );
    for field in ["error", "error_description", "log_id"] {
        assert!(late.json()[field].is_string(), "{field}");
    }
}

#[tokio::test]
async fn a_refresh_rotates_and_the_old_token_stops_working() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::of(&practice);
    let redirect = practice
        .allow(&client.authorize(&[]), "mara", None)
        .await
        .unwrap();
    let first = client
        .exchange(&parameter(&redirect, "code"), REDIRECT, Some(VERIFIER))
        .await
        .json();
    let old = first["refresh_token"].as_str().unwrap();
    let second = client.refresh(old).await.json();
    assert_ne!(second["refresh_token"], first["refresh_token"]);
    assert_ne!(second["access_token"], first["access_token"]);
    assert_eq!(second["open_id"], first["open_id"]);
    assert_eq!(client.refresh(old).await.oauth().1, "invalid_grant");
    assert!(
        client
            .refresh(second["refresh_token"].as_str().unwrap())
            .await
            .json()["access_token"]
            .is_string()
    );
}

#[tokio::test]
async fn the_old_lifetimes_are_longer_and_a_refresh_keeps_the_refresh_token() {
    let options = Options {
        old_lifetimes: true,
        ..fast()
    };
    let practice = Practice::start(options).await.unwrap();
    let client = Client::of(&practice);
    let redirect = practice
        .allow(&client.authorize(&[]), "mara", None)
        .await
        .unwrap();
    let code = parameter(&redirect, "code");
    let first = client.exchange(&code, REDIRECT, Some(VERIFIER)).await.json();
    assert_eq!(
        (&first["expires_in"], &first["refresh_expires_in"]),
        (&86_400.into(), &31_536_000.into())
    );
    practice.advance(std::time::Duration::from_secs(1_000));
    let refresh = first["refresh_token"].as_str().unwrap();
    for _ in 0..2 {
        let again = client.refresh(refresh).await.json();
        assert_eq!(again["refresh_token"], refresh);
        assert_ne!(again["access_token"], first["access_token"]);
        let left = again["refresh_expires_in"].as_i64().unwrap();
        assert!((31_534_000..=31_535_000).contains(&left), "counts down: {left}");
    }
    practice.advance(std::time::Duration::from_secs(31_536_000));
    assert_eq!(client.refresh(refresh).await.oauth().1, "invalid_grant");
}

#[tokio::test]
async fn a_refresh_token_ends_after_a_hundred_and_eighty_days() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::of(&practice);
    let redirect = practice
        .allow(&client.authorize(&[]), "mara", None)
        .await
        .unwrap();
    let code = parameter(&redirect, "code");
    let first = client.exchange(&code, REDIRECT, Some(VERIFIER)).await.json();
    practice.advance(std::time::Duration::from_secs(15_551_900));
    let second = client
        .refresh(first["refresh_token"].as_str().unwrap())
        .await
        .json();
    assert_eq!(second["refresh_expires_in"], 15_552_000);
    practice.advance(std::time::Duration::from_secs(15_552_001));
    let late = client.refresh(second["refresh_token"].as_str().unwrap()).await;
    assert_eq!(late.oauth().1, "invalid_grant");
}

#[tokio::test]
async fn a_client_token_is_given_and_useless_for_posting() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::of(&practice);
    let answer = client
        .oauth("token", &[("grant_type", "client_credentials")])
        .await
        .json();
    let token = answer["access_token"].as_str().unwrap().to_owned();
    assert!(token.starts_with("clt."));
    assert_eq!(
        (&answer["expires_in"], &answer["token_type"]),
        (&7_200.into(), &"Bearer".into())
    );
    let posing = Client { token, ..client };
    assert_eq!(posing.creator_info().await.code().1, "access_token_invalid");
}

#[tokio::test]
async fn an_access_token_ends_after_two_hours() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    practice.advance(std::time::Duration::from_secs(7_000));
    assert_eq!(client.creator_info().await.code().0, 200);
    practice.advance(std::time::Duration::from_secs(201));
    let refused = client.creator_info().await;
    assert_eq!(refused.code(), (401, "access_token_invalid".to_owned()));
    assert_eq!(
        refused.message(),
        "The access token is invalid or not found in the request."
    );
}

#[tokio::test]
async fn revoking_ends_every_token_and_fails_what_is_under_way() {
    let practice = Practice::start(Options::default()).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let publish_id = client.publish("PUBLIC_TO_EVERYONE").await;
    let revoked = client.oauth("revoke", &[("token", &client.token)]).await;
    assert_eq!((revoked.status.as_u16(), revoked.text.as_str()), (200, ""));
    assert_eq!(client.creator_info().await.code().0, 401);
    let again = client.oauth("revoke", &[("token", &client.token)]).await;
    let described = "Access token is invalid or expired.";
    assert_eq!(
        again.oauth(),
        (200, "invalid_grant".to_owned(), described.to_owned())
    );
    let back = Client::signed_in(&practice, "mara").await;
    let status = back.status(&publish_id).await.json();
    assert_eq!(
        (&status["data"]["status"], &status["data"]["fail_reason"]),
        (&"FAILED".into(), &"auth_removed".into())
    );
}
