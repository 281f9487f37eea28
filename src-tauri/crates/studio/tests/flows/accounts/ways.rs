//! The ways back from the browser.

use std::time::Duration;

use studio::problem::Code;
use studio::secrets::SecretStore;
use studio::view::{AccountState, SignInRequest, SignInView, SignInWay};

use super::{only, outcome, query};
use crate::support::{Desk, eventually};

const MINUTE: Duration = Duration::from_secs(60);

fn browser() -> reqwest::Client {
    tiktok::install_tls();
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .unwrap()
}

/// Presses a button of the practice consent page and returns where it leads.
async fn press(browser: &reqwest::Client, page: &str, decision: &str) -> String {
    let form = browser.get(page).send().await.unwrap().text().await.unwrap();
    assert!(form.contains("Send drafts to your inbox"), "{form}");
    let page = url::Url::parse(page).unwrap();
    let mut fields: Vec<(String, String)> = page.query_pairs().into_owned().collect();
    let scopes = fields.iter().find(|(name, _)| name == "scope").unwrap().1.clone();
    fields.extend(
        scopes
            .split(',')
            .map(|scope| ("granted".to_owned(), scope.to_owned())),
    );
    fields.extend(
        [("persona", "nord"), ("decision", decision)].map(|(name, value)| (name.into(), value.into())),
    );
    let answer = browser
        .post(page.join("/v2/auth/authorize/").unwrap())
        .form(&fields)
        .send()
        .await
        .unwrap();
    answer.headers()["location"].to_str().unwrap().to_owned()
}

fn in_browser(way: SignInWay) -> SignInRequest {
    SignInRequest::PracticeInBrowser { way }
}

#[tokio::test]
async fn the_browser_comes_back_to_a_port_of_this_computer() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let page = studio
        .accounts()
        .sign_in_start(in_browser(SignInWay::Loopback))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(studio.accounts().sign_in_address().await, Some(page.clone()));
    assert!(matches!(
        studio.accounts().sign_in_view(),
        Some(SignInView::Waiting { .. })
    ));
    let browser = browser();
    let back = press(&browser, &page, "allow").await;
    let port = back.split('/').nth(2).unwrap();

    for address in [format!("http://{port}/favicon.ico"), format!("http://{port}/")] {
        assert_eq!(browser.get(address).send().await.unwrap().status(), 404);
    }
    assert_eq!(browser.post(&back).send().await.unwrap().status(), 405);
    assert_eq!(
        browser
            .get(&back)
            .header("host", "evil.example")
            .send()
            .await
            .unwrap()
            .status(),
        421
    );
    let foreign = format!("http://{port}/callback/?code=a&state=b");
    assert_eq!(browser.get(foreign).send().await.unwrap().status(), 400);

    let answer = browser.get(&back).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["cache-control"], "no-store");
    assert_eq!(answer.headers()["referrer-policy"], "no-referrer");
    let text = answer.text().await.unwrap();
    assert!(
        text.contains("close this tab") && !text.contains("<script"),
        "{text}"
    );

    assert_eq!(outcome(&studio).await, Ok(None));
    assert_eq!(only(&studio).await.badge.nickname, "Nord & Noodle");
    assert!(
        browser.get(&back).send().await.is_err(),
        "nobody listens any more"
    );
}

#[tokio::test]
async fn a_no_is_told_and_spends_the_attempt() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let page = studio
        .accounts()
        .sign_in_start(in_browser(SignInWay::Loopback))
        .await
        .unwrap()
        .unwrap();
    let browser = browser();
    let back = press(&browser, &page, "deny").await;
    let text = browser.get(&back).send().await.unwrap().text().await.unwrap();
    assert!(text.contains("Not connected"), "{text}");
    assert_eq!(outcome(&studio).await.unwrap_err().code, Code::Refused);
    let allowed = desk.host.allow(&page, "mara", None).await;
    assert_eq!(
        studio.accounts().sign_in_paste(&allowed).await.unwrap_err().code,
        Code::Stale
    );
    assert!(studio.accounts().list().await.unwrap().is_empty());
}

#[tokio::test]
async fn permissions_that_were_left_out_are_named() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let page = studio
        .accounts()
        .sign_in_start(in_browser(SignInWay::DeepLink))
        .await
        .unwrap()
        .unwrap();
    let granted = [
        "user.info.basic",
        "user.info.profile",
        "user.info.stats",
        "video.publish",
    ];
    let back = desk.host.allow(&page, "mara", Some(&granted)).await;
    studio.accounts().deep_link_callback(&query(&back)).await;
    let note = outcome(&studio).await.unwrap().unwrap();
    assert!(note.contains("Read your videos, Send to inbox"), "{note}");
    let account = only(&studio).await;
    assert_eq!(account.state, AccountState::MissingScope);
    assert_eq!(account.state_label, "2 permissions missing");
}

#[tokio::test]
async fn a_link_finishes_a_sign_in_that_was_started_before_a_restart() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let page = studio
        .accounts()
        .sign_in_start(in_browser(SignInWay::DeepLink))
        .await
        .unwrap()
        .unwrap();
    let back = desk.host.allow(&page, "mara", None).await;
    drop(studio);
    let studio = desk.open().await;
    studio.accounts().deep_link_callback(&query(&back)).await;
    assert_eq!(outcome(&studio).await, Ok(None));
    assert_eq!(only(&studio).await.badge.nickname, "Mara Lindqvist");
}

#[tokio::test]
async fn after_a_restart_the_running_sign_in_shows_again_and_still_ends() {
    let desk = Desk::new();
    let studio = desk.open().await;
    studio
        .accounts()
        .sign_in_start(in_browser(SignInWay::DeepLink))
        .await
        .unwrap();
    drop(studio);
    let studio = desk.open().await;
    eventually(&studio, "the sign-in of before", || async {
        matches!(studio.accounts().sign_in_view(), Some(SignInView::Waiting { .. })).then_some(())
    })
    .await;
    assert_eq!(studio.accounts().sign_in_address().await, None);
    desk.hand.advance(5 * MINUTE);
    assert_eq!(outcome(&studio).await.unwrap_err().code, Code::Stale);
}

#[tokio::test]
async fn without_a_keyring_a_cold_start_cannot_finish_and_says_so() {
    let mut desk = Desk::new();
    let studio = desk.open().await;
    let page = studio
        .accounts()
        .sign_in_start(in_browser(SignInWay::DeepLink))
        .await
        .unwrap()
        .unwrap();
    let back = desk.host.allow(&page, "mara", None).await;
    drop(studio);
    desk.config.secrets = SecretStore::memory();
    let studio = desk.open().await;
    studio.accounts().deep_link_callback(&query(&back)).await;
    assert_eq!(outcome(&studio).await.unwrap_err().code, Code::Keyring);
    assert!(studio.accounts().list().await.unwrap().is_empty());
}

#[tokio::test]
async fn fifty_foreign_callbacks_end_the_attempt_and_not_one_less() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let page = studio
        .accounts()
        .sign_in_start(in_browser(SignInWay::DeepLink))
        .await
        .unwrap()
        .unwrap();
    for _ in 0..49 {
        studio.accounts().deep_link_callback("code=a&state=b").await;
    }
    assert!(matches!(
        studio.accounts().sign_in_view(),
        Some(SignInView::Waiting { .. })
    ));
    studio.accounts().deep_link_callback("nonsense").await;
    assert!(matches!(
        studio.accounts().sign_in_view(),
        Some(SignInView::Failed { .. })
    ));
    let back = desk.host.allow(&page, "mara", None).await;
    studio.accounts().deep_link_callback(&query(&back)).await;
    assert!(studio.accounts().list().await.unwrap().is_empty());
}

#[tokio::test]
async fn after_five_minutes_nobody_waits_any_more() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let page = studio
        .accounts()
        .sign_in_start(in_browser(SignInWay::Loopback))
        .await
        .unwrap()
        .unwrap();
    let back = desk.host.allow(&page, "mara", None).await;
    desk.hand.advance(5 * MINUTE - Duration::from_millis(1));
    assert!(matches!(
        studio.accounts().sign_in_view(),
        Some(SignInView::Waiting { .. })
    ));
    desk.hand.advance(Duration::from_millis(1));
    assert_eq!(outcome(&studio).await.unwrap_err().code, Code::Stale);
    assert!(
        browser().get(&back).send().await.is_err(),
        "nobody listens any more"
    );
    assert!(studio.accounts().sign_in_paste(&back).await.is_err());
}

#[tokio::test]
async fn the_last_resort_is_the_pasted_address() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let page = studio
        .accounts()
        .sign_in_start(in_browser(SignInWay::Loopback))
        .await
        .unwrap()
        .unwrap();
    for (address, code) in [
        ("hello", Code::Invalid),
        ("http://127.0.0.1:1/callback/?code=a&state=b", Code::Invalid),
    ] {
        assert_eq!(
            studio.accounts().sign_in_paste(address).await.unwrap_err().code,
            code
        );
    }
    let back = desk.host.allow(&page, "mara", None).await;
    studio
        .accounts()
        .sign_in_paste(&format!(" {back}\n"))
        .await
        .unwrap();
    assert_eq!(outcome(&studio).await, Ok(None));
    assert_eq!(only(&studio).await.badge.nickname, "Mara Lindqvist");
}

#[tokio::test]
async fn a_callback_is_taken_once_even_by_ten_at_a_time() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let page = studio
        .accounts()
        .sign_in_start(in_browser(SignInWay::DeepLink))
        .await
        .unwrap()
        .unwrap();
    let back = query(&desk.host.allow(&page, "mara", None).await);
    let all = (0..10).map(|_| {
        let (accounts, back) = (studio.accounts().clone(), back.clone());
        tokio::spawn(async move { accounts.deep_link_callback(&back).await })
    });
    futures_util::future::join_all(all).await;
    assert_eq!(outcome(&studio).await, Ok(None));
    assert_eq!(desk.host.state().await["tokens_issued"], 1);
}

#[tokio::test]
async fn a_new_sign_in_gives_up_the_one_before() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let first = studio
        .accounts()
        .sign_in_start(in_browser(SignInWay::DeepLink))
        .await
        .unwrap()
        .unwrap();
    let second = studio
        .accounts()
        .sign_in_start(in_browser(SignInWay::DeepLink))
        .await
        .unwrap()
        .unwrap();
    let stale = desk.host.allow(&first, "mara", None).await;
    studio.accounts().deep_link_callback(&query(&stale)).await;
    assert!(matches!(
        studio.accounts().sign_in_view(),
        Some(SignInView::Waiting { .. })
    ));
    let back = desk.host.allow(&second, "nord", None).await;
    studio.accounts().deep_link_callback(&query(&back)).await;
    assert_eq!(only(&studio).await.badge.nickname, "Nord & Noodle");
    studio.accounts().sign_in_cancel().await;
    assert!(studio.accounts().sign_in_view().is_none());
}
