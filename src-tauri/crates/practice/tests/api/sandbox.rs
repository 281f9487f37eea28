use practice::{Options, Practice, SANDBOX_CLIENT_KEY};

use crate::client::*;

const UNAUDITED: &str = "unaudited_client_can_only_post_to_private_accounts";
const STRANGER: &str = "http://127.0.0.1:53682/callback/\
                        ?error=access_denied&error_type=non_sandbox_target&state=b64f0e5d";

fn sandbox(targets: &[&str]) -> Options {
    Options {
        sandbox: targets.iter().map(|name| (*name).to_owned()).collect(),
        ..fast()
    }
}

/// Makes an account private, as its creator does on the phone.
async fn make_private(client: &Client, handle: &str) {
    let form = [("creator", handle), ("act", "private")];
    let request = client.http.post(format!("{}/phone/", client.base)).form(&form);
    assert_eq!(request.send().await.unwrap().status(), 303);
}

#[tokio::test]
async fn only_target_users_connect_to_an_app_in_a_sandbox() {
    let practice = Practice::start(sandbox(&["mara", "nord"])).await.unwrap();
    let client = Client::of(&practice);
    assert_eq!(client.key, SANDBOX_CLIENT_KEY);
    assert!(client.key.starts_with("sb"));
    for (persona, may) in [
        ("mara", true),
        ("nord", true),
        ("quiet", false),
        ("outsider", false),
    ] {
        let back = practice
            .allow(&client.authorize(&[]), persona, None)
            .await
            .unwrap();
        assert_eq!(back.contains("code="), may, "{persona}: {back}");
        assert_eq!(back == STRANGER, !may, "{persona}: {back}");
    }
    let mut form = client.wish(&[]);
    form.extend([("persona", "quiet"), ("decision", "allow")].map(|(a, b)| (a.to_owned(), b.to_owned())));
    let request = client.http.post(format!("{}/v2/auth/authorize/", client.base));
    let answer = Answer::read(request.form(&form).send().await.unwrap()).await;
    assert_eq!(answer.location(), STRANGER, "the consent page too");
}

#[tokio::test]
async fn a_stranger_to_the_sandbox_is_refused_even_in_production() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::of(&practice);
    let address = client.authorize(&[]);
    assert_eq!(
        practice.allow(&address, "outsider", None).await.unwrap(),
        STRANGER
    );
    assert!(
        practice
            .allow(&address, "quiet", None)
            .await
            .unwrap()
            .contains("code=")
    );
}

#[tokio::test]
async fn a_sandbox_posts_to_private_accounts_and_only_for_oneself() {
    let practice = Practice::start(sandbox(&["mara"])).await.unwrap();
    let client = Client::signed_in(&practice, "mara").await;
    let refused = (403, UNAUDITED.to_owned());
    assert_eq!(client.init("SELF_ONLY", 1_000, 1_000, 1).await.code(), refused);
    assert_eq!(
        client.inbox(1_000).await.code(),
        (200, "ok".to_owned()),
        "inbox uploads work"
    );
    make_private(&client, "mara.cooks").await;
    assert_eq!(
        client.init("FOLLOWER_OF_CREATOR", 1_000, 1_000, 1).await.code(),
        refused
    );
    assert_eq!(
        client.init("SELF_ONLY", 1_000, 1_000, 1).await.code(),
        (200, "ok".to_owned())
    );
}

#[tokio::test]
async fn the_creator_who_meets_an_unaudited_app_may_post_once_the_account_is_private() {
    let practice = Practice::start(fast()).await.unwrap();
    let client = Client::signed_in(&practice, "newcomer").await;
    let refused = (403, UNAUDITED.to_owned());
    assert_eq!(client.init("SELF_ONLY", 1_000, 1_000, 1).await.code(), refused);
    make_private(&client, "tilda.novak").await;
    assert_eq!(
        client.init("MUTUAL_FOLLOW_FRIENDS", 1_000, 1_000, 1).await.code(),
        refused
    );
    assert_eq!(
        client.init("SELF_ONLY", 1_000, 1_000, 1).await.code(),
        (200, "ok".to_owned())
    );
}

#[tokio::test]
async fn five_creators_a_day_post_through_an_unaudited_app() {
    let options = Options {
        unaudited: true,
        ..fast()
    };
    let practice = Practice::start(options).await.unwrap();
    for persona in practice::personas() {
        make_private(&Client::of(&practice), &persona.handle).await;
    }
    let sixth = Client::signed_in(&practice, "fading").await;
    sixth.inbox(1_000).await;
    for persona in ["mara", "nord", "quiet", "newcomer", "refused"] {
        Client::signed_in(&practice, persona)
            .await
            .publish("SELF_ONLY")
            .await;
    }
    let code = "reached_active_user_cap".to_owned();
    assert_eq!(sixth.creator_info().await.code(), (200, code.clone()));
    assert_eq!(sixth.init("SELF_ONLY", 1_000, 1_000, 1).await.code(), (403, code));
    let first = Client::signed_in(&practice, "mara").await;
    assert_eq!(
        first.creator_info().await.code(),
        (200, "ok".to_owned()),
        "is one of the five"
    );
    practice.advance(std::time::Duration::from_secs(86_400));
    let sixth = Client::signed_in(&practice, "fading").await;
    assert_eq!(sixth.creator_info().await.code(), (200, "ok".to_owned()));
}

#[tokio::test]
async fn a_sandbox_has_ten_known_target_users_at_most() {
    let eleven = Practice::start(sandbox(&["mara"; 11])).await.err().unwrap();
    assert!(eleven.to_string().contains("at most 10"), "{eleven}");
    let unknown = Practice::start(sandbox(&["nobody"])).await.err().unwrap();
    assert!(unknown.to_string().contains("nobody"), "{unknown}");
}
