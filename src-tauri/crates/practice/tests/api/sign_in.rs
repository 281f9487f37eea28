use practice::{Options, Platform, Practice};

use crate::client::*;

async fn submit(client: &Client, pairs: Vec<(String, String)>, origin: Option<&str>) -> Answer {
    let mut request = client.http.post(format!("{}/v2/auth/authorize/", client.base));
    request = request
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form(&pairs));
    if let Some(origin) = origin {
        request = request.header("origin", origin);
    }
    Answer::read(request.send().await.unwrap()).await
}

fn chosen(client: &Client, persona: &str, granted: &[&str], decision: &str) -> Vec<(String, String)> {
    let mut pairs = client.wish(&[]);
    pairs.push(("persona".to_owned(), persona.to_owned()));
    pairs.extend(
        granted
            .iter()
            .map(|scope| ("granted".to_owned(), (*scope).to_owned())),
    );
    pairs.push(("decision".to_owned(), decision.to_owned()));
    pairs
}

#[tokio::test]
async fn the_consent_form_gives_a_code_that_buys_tokens_with_the_ticked_scopes() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::of(&practice);
    let page = client.get(&client.authorize(&[]).replace(&client.base, "")).await;
    assert_eq!(page.status, 200);
    for expected in [
        "Practice TikTok",
        "Nothing here is real",
        "@mara.cooks",
        "value=\"video.publish\" checked",
    ] {
        assert!(page.text.contains(expected), "{expected} in {}", page.text);
    }
    assert!(!page.text.contains("<script"));
    let answer = submit(
        &client,
        chosen(&client, "mara", &["video.list"], "allow"),
        Some(&client.base),
    )
    .await;
    assert_eq!(answer.status, 303);
    let redirect = answer.location();
    assert!(
        redirect.starts_with(REDIRECT) && redirect.contains("%2A0%216410"),
        "{redirect}"
    );
    assert_eq!(parameter(redirect, "state"), "b64f0e5d");
    assert_eq!(parameter(redirect, "scopes"), "user.info.basic,video.list");

    let tokens = client
        .exchange(&parameter(redirect, "code"), REDIRECT, Some(VERIFIER))
        .await
        .json();
    assert_eq!(tokens["scope"], "user.info.basic,video.list");
    assert_eq!(
        (&tokens["expires_in"], &tokens["refresh_expires_in"]),
        (&7_200.into(), &15_552_000.into())
    );
    assert!(tokens["access_token"].as_str().unwrap().starts_with("act."));
    assert!(tokens["refresh_token"].as_str().unwrap().starts_with("rft."));
    assert_eq!(tokens["token_type"], "Bearer");
    let again = client
        .exchange(&parameter(redirect, "code"), REDIRECT, Some(VERIFIER))
        .await;
    assert_eq!(
        again.oauth(),
        (
            200,
            "invalid_grant".to_owned(),
            "Authorization code is expired.".to_owned()
        )
    );
}

#[tokio::test]
async fn a_refusal_comes_back_as_access_denied() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::of(&practice);
    let answer = submit(&client, chosen(&client, "mara", &[], "deny"), None).await;
    let expected =
        format!("{REDIRECT}?error=access_denied&error_description=User+denied+access&state=b64f0e5d");
    assert_eq!(answer.location(), expected);
    assert_eq!(practice.deny(&client.authorize(&[])).await.unwrap(), expected);
}

#[tokio::test]
async fn an_address_cannot_press_the_button_for_the_creator() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::of(&practice);
    let address = client.authorize(&[
        ("decision", "allow"),
        ("persona", "nord"),
        ("granted", "video.publish"),
    ]);
    let page = client.get(&address.replace(&client.base, "")).await;
    for name in ["decision", "persona", "granted"] {
        let hidden = format!("type=\"hidden\" name=\"{name}\" value=\"");
        let smuggled = page.text.matches(&hidden).count();
        assert_eq!(
            smuggled,
            usize::from(name == "granted"),
            "{name}: only the fixed scope is hidden"
        );
    }
}

#[tokio::test]
async fn a_form_of_another_origin_is_not_answered() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::of(&practice);
    for origin in ["https://evil.example", "null", "http://127.0.0.1:1"] {
        let answer = submit(&client, chosen(&client, "mara", &[], "allow"), Some(origin)).await;
        assert_eq!((answer.status.as_u16(), answer.location()), (403, ""), "{origin}");
    }
    let rebound = client
        .http
        .get(client.authorize(&[]))
        .header("host", "evil.example")
        .send()
        .await
        .unwrap();
    assert_eq!(rebound.status(), 403);
}

#[tokio::test]
async fn a_misconfigured_app_meets_tiktoks_error_page_and_no_redirect() {
    let practice = Practice::start(Options {
        platform: Platform::Desktop,
        ..fast()
    })
    .await
    .unwrap();
    let client = Client::of(&practice);
    for (change, named) in [
        (("client_key", "other"), "client_key"),
        (
            ("redirect_uri", "http://127.0.0.1:53682/callback"),
            "redirect_uri",
        ),
        (
            ("redirect_uri", "http://localhost:53682/callback/"),
            "redirect_uri",
        ),
        (("code_challenge", ""), "code_challenge"),
        (("code_challenge_method", "plain"), "code_challenge"),
        (("scope", "user.info.basic video.list"), "scope"),
        (("scope", "user.info.username"), "scope"),
        (("response_type", "token"), "unsupported_response_type"),
    ] {
        let address = client.authorize(&[change]);
        let page = client.get(&address.replace(&client.base, "")).await;
        assert_eq!(page.status, 400, "{change:?}");
        assert!(
            page.text.contains(&format!("<code>{named}</code>")),
            "{change:?}: {}",
            page.text
        );
        let error = practice.allow(&address, "mara", None).await.unwrap_err();
        assert!(error.to_string().contains(named), "{error}");
    }
}

#[tokio::test]
async fn what_an_address_says_cannot_become_markup() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::of(&practice);
    let evil = "\"><script>alert(1)</script>{app}";
    for change in [("state", evil), ("redirect_uri", evil)] {
        let page = client
            .get(&client.authorize(&[change]).replace(&client.base, ""))
            .await;
        assert!(!page.text.contains("<script"), "{}", page.text);
        assert!(
            page.text
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;&#123;app&#125;"),
            "{}",
            page.text
        );
    }
}

#[tokio::test]
async fn the_desktop_platform_takes_a_hex_challenge_only() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::of(&practice);
    let wrong = "Code verifier or code challenge is invalid.";
    let other = "another-verifier-of-forty-three-characters-0";
    for (challenge, verifier) in [
        (BASE64URL, Some(VERIFIER)),
        (HEX, Some(other)),
        (HEX, None),
        (VERIFIER, Some(VERIFIER)),
    ] {
        let address = client.authorize(&[("code_challenge", challenge)]);
        assert_eq!(
            client.get(&address.replace(&client.base, "")).await.status,
            200,
            "the page comes all the same"
        );
        let redirect = practice.allow(&address, "mara", None).await.unwrap();
        let answer = client
            .exchange(&parameter(&redirect, "code"), REDIRECT, verifier)
            .await;
        assert_eq!(
            answer.oauth(),
            (200, "invalid_request".to_owned(), wrong.to_owned()),
            "{challenge} {verifier:?}"
        );
    }
}

#[tokio::test]
async fn the_web_platform_needs_no_challenge_and_lands_on_the_hand_on_page() {
    let practice = Practice::start(Options {
        platform: Platform::Web,
        ..fast()
    })
    .await
    .unwrap();
    let client = Client::of(&practice);
    let page = format!("{}/redirect/", client.base);
    let bare = [
        ("redirect_uri", page.as_str()),
        ("code_challenge", ""),
        ("code_challenge_method", ""),
    ];
    let redirect = practice
        .allow(&client.authorize(&bare), "nord", None)
        .await
        .unwrap();
    let landed = client.get(&redirect.replace(&client.base, "")).await;
    assert!(landed.text.contains("Content-Security-Policy") && landed.text.contains("handoff.js"));
    assert!(
        !landed.text.contains("http://") && !landed.text.contains("https://"),
        "nothing from elsewhere"
    );
    let tokens = client
        .exchange(&parameter(&redirect, "code"), &page, None)
        .await
        .json();
    assert!(tokens["access_token"].is_string(), "{tokens}");
    // The creator is signed in to TikTok and has granted this before.
    let again = client.authorize(&[bare[0], bare[1], bare[2], ("disable_auto_auth", "0")]);
    let skipped = client.get(&again.replace(&client.base, "")).await;
    assert_eq!(skipped.status, 303);
    assert!(skipped.location().contains("code="), "{}", skipped.location());
    assert!(
        practice
            .allow(&client.authorize(&[]), "nord", None)
            .await
            .is_err(),
        "no loopback callback here"
    );
}
