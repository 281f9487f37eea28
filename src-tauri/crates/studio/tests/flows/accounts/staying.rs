//! Tokens over time: renewed ahead, by one at a time, kept before use.

use std::time::Duration;

use practice::Fault;
use studio::Studio;
use studio::accounts::{CallError, Session};
use studio::config::PracticeHost;
use studio::ids::AccountId;
use studio::problem::Code;
use studio::secrets::SecretStore;
use studio::view::{AccountState, BannerKind, SignInWay, TikTokAppForm};

use super::only;
use crate::support::{Desk, connect, eventually, fault};

const ALMOST_TWO_HOURS: Duration = Duration::from_secs(111 * 60);

fn at_token(kind: &str) -> Vec<Fault> {
    fault("token", kind, 1)
}

async fn ask_creator(studio: &Studio, id: &AccountId) -> Result<tiktok::CreatorInfo, CallError> {
    let ask = |session: Session| async move { session.client.creator_info(&session.token).await };
    studio.accounts().call(id, ask).await
}

#[tokio::test]
async fn a_token_is_used_until_ten_minutes_before_its_end_and_then_renewed() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let id = connect(&studio, "mara").await;
    let first = studio.accounts().session(&id).await.unwrap();
    desk.hand.advance(Duration::from_secs(109 * 60));
    assert_eq!(studio.accounts().session(&id).await.unwrap().token, first.token);
    desk.hand.advance(Duration::from_secs(60));
    let second = studio.accounts().session(&id).await.unwrap();
    assert_ne!(second.token, first.token);
    second.client.creator_info(&second.token).await.unwrap();
    drop(studio);

    let studio = desk.open().await;
    assert_eq!(
        studio.accounts().session(&id).await.unwrap().token,
        second.token,
        "the keyring has it"
    );
    desk.hand.advance(ALMOST_TWO_HOURS);
    studio.accounts().session(&id).await.unwrap();
    assert_eq!(desk.host.state().await["tokens_issued"], 3);
}

#[tokio::test]
async fn twenty_callers_share_one_refresh() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let id = connect(&studio, "mara").await;
    desk.hand.advance(ALMOST_TWO_HOURS);
    let all = (0..20).map(|_| {
        let (accounts, id) = (studio.accounts().clone(), id.clone());
        tokio::spawn(async move { accounts.session(&id).await.unwrap().token })
    });
    let tokens: Vec<_> = futures_util::future::join_all(all)
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();
    assert!(tokens.iter().all(|token| *token == tokens[0]));
    assert_eq!(
        desk.host.state().await["tokens_issued"],
        2,
        "one for the sign-in, one for all"
    );
}

#[tokio::test]
async fn a_caller_that_goes_away_does_not_take_the_new_tokens_with_it() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let id = connect(&studio, "mara").await;
    desk.hand.advance(ALMOST_TWO_HOURS);
    {
        let leaving = studio.accounts().session(&id);
        let gone = tokio::time::timeout(Duration::ZERO, leaving).await;
        assert!(gone.is_err(), "the caller left before the answer");
    }
    studio.accounts().session(&id).await.unwrap();
    assert_eq!(desk.host.state().await["tokens_issued"], 2);
}

#[tokio::test]
async fn a_refresh_that_never_reached_tiktok_is_tried_once_more() {
    for kind in ["drop_before", "html_200"] {
        let desk = Desk::new();
        let studio = desk.open().await;
        let id = connect(&studio, "mara").await;
        desk.host.restart_with(at_token(kind)).await;
        desk.hand.advance(ALMOST_TWO_HOURS);
        studio.accounts().session(&id).await.unwrap();
        assert_eq!(only(&studio).await.state, AccountState::Connected, "{kind}");
    }
}

#[tokio::test]
async fn a_lost_answer_to_a_refresh_ends_in_sign_in_again_and_nowhere_else() {
    for kind in ["drop_after", "truncated_json"] {
        let desk = Desk::new();
        let studio = desk.open().await;
        let id = connect(&studio, "mara").await;
        desk.host.restart_with(at_token(kind)).await;
        desk.hand.advance(ALMOST_TWO_HOURS);
        let problem = studio.accounts().session(&id).await.err().unwrap();
        assert_eq!(problem.code, Code::SignInAgain, "{kind}");
        let account = only(&studio).await;
        assert_eq!(account.state, AccountState::SignInAgain);
        assert_eq!(account.state_label, "Sign-in lost");
        drop(studio);
        let studio = desk.open().await;
        assert_eq!(
            only(&studio).await.state,
            AccountState::SignInAgain,
            "it outlives a restart"
        );
        assert_eq!(connect(&studio, "mara").await, id);
        assert_eq!(only(&studio).await.state, AccountState::Connected);
    }
}

#[tokio::test]
async fn a_refresh_token_tiktok_no_longer_takes_means_signed_out() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let id = connect(&studio, "mara").await;
    let session = studio.accounts().session(&id).await.unwrap();
    let at = desk.host.addresses().await.unwrap();
    let client_secret = tiktok::Secret::new(at.client_secret);
    let keys = tiktok::AppKeys {
        client_key: at.client_key,
        client_secret,
    };
    session.client.revoke(&keys, &session.token).await.unwrap();
    let Err(CallError::Session(problem)) = ask_creator(&studio, &id).await else {
        panic!("the grant is gone")
    };
    assert_eq!(problem.code, Code::SignInAgain);
    assert_eq!(only(&studio).await.state_label, "Signed out by TikTok");
    studio.accounts().disconnect(&id, super::STAYS).await.unwrap();
}

#[tokio::test]
async fn an_access_token_that_died_early_is_renewed_once_and_the_call_repeated() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let id = connect(&studio, "mara").await;
    let mut state = desk.host.state().await;
    desk.host.stop().await;
    state["access_tokens"] = serde_json::json!({});
    std::fs::write(desk.file("practice.json"), state.to_string()).unwrap();
    let calls = std::sync::atomic::AtomicU32::new(0);
    let creator = studio.accounts().call(&id, |session| {
        calls.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        async move { session.client.creator_info(&session.token).await }
    });
    assert_eq!(creator.await.unwrap().nickname, "Mara Lindqvist");
    assert_eq!(calls.into_inner(), 2);
    assert_eq!(desk.host.state().await["tokens_issued"], 2);
}

#[tokio::test]
async fn offline_a_living_token_is_still_used_and_a_dead_one_says_offline() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let id = connect(&studio, "mara").await;
    let first = studio.accounts().session(&id).await.unwrap();
    desk.host.set_unreachable(true);
    desk.hand.advance(ALMOST_TWO_HOURS);
    assert_eq!(studio.accounts().session(&id).await.unwrap().token, first.token);
    desk.hand.advance(Duration::from_secs(600));
    assert_eq!(
        studio.accounts().session(&id).await.err().unwrap().code,
        Code::Offline
    );
    assert_eq!(
        only(&studio).await.state,
        AccountState::Connected,
        "offline is not signed out"
    );
    desk.host.set_unreachable(false);
    assert_ne!(studio.accounts().session(&id).await.unwrap().token, first.token);
}

#[tokio::test]
async fn an_account_without_its_entry_cannot_be_judged_and_is_never_called_signed_out() {
    let mut desk = Desk::new();
    let studio = desk.open().await;
    let id = connect(&studio, "mara").await;
    drop(studio);
    desk.config.secrets = SecretStore::memory();
    let studio = desk.open().await;
    eventually(&studio, "what the keyring holds", || async {
        (only(&studio).await.state == AccountState::Unknown).then_some(())
    })
    .await;
    assert_eq!(
        studio.accounts().session(&id).await.err().unwrap().code,
        Code::Keyring
    );
    assert_eq!(connect(&studio, "mara").await, id);
    assert_eq!(only(&studio).await.state, AccountState::Connected);
}

#[tokio::test]
async fn without_a_keyring_the_studio_says_so_and_works() {
    let desk = Desk::new();
    let studio = desk.open().await;
    connect(&studio, "mara").await;
    let banners = studio.accounts().banners().await;
    assert_eq!(
        banners.iter().map(|banner| banner.kind).collect::<Vec<_>>(),
        [BannerKind::KeyringMissing]
    );
    assert!(only(&studio).await.session_only);
}

#[tokio::test]
async fn the_practice_tiktok_may_move_to_another_port() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let id = connect(&studio, "mara").await;
    desk.host.stop().await;
    let session = studio.accounts().session(&id).await.unwrap();
    session.client.creator_info(&session.token).await.unwrap();
}

#[tokio::test]
async fn the_creators_own_app_is_kept_and_its_secret_never_comes_back() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let form = |client_secret: Option<&str>| TikTokAppForm {
        client_key: "sbaw1".into(),
        client_secret: client_secret.map(str::to_owned),
        way: SignInWay::DeepLink,
        redirect_page: Some("https://me.example/greenroom/".into()),
        audited: false,
    };
    let missing = studio.accounts().save_tiktok_app(form(None)).await.unwrap_err();
    assert_eq!(missing.code, Code::Invalid);
    studio
        .accounts()
        .save_tiktok_app(form(Some("very-secret-value")))
        .await
        .unwrap();
    studio.accounts().save_tiktok_app(form(None)).await.unwrap();
    drop(studio);
    let studio = desk.open().await;
    let app = eventually(&studio, "the secret", || async {
        Some(studio.accounts().tiktok_app().await.unwrap()).filter(|app| app.has_secret)
    })
    .await;
    assert_eq!(app.client_key.as_deref(), Some("sbaw1"));
    assert_eq!(app.loopback_redirect, "http://127.0.0.1:*/callback/");
    assert_eq!(app.scopes.len(), 6);
    assert!(!serde_json::to_string(&app).unwrap().contains("very-secret-value"));
    assert!(!desk.data().windows(17).any(|piece| piece == b"very-secret-value"));

    // TikTok's own page, reached without a network: the address is made here.
    let request = studio::view::SignInRequest::Tiktok {
        another_account: true,
    };
    let page = studio.accounts().sign_in_start(request).await.unwrap().unwrap();
    assert!(
        page.starts_with("https://www.tiktok.com/v2/auth/authorize/?client_key=sbaw1"),
        "{page}"
    );
    assert!(page.contains("disable_auto_auth=1"));
    assert!(page.contains("redirect_uri=https%3A%2F%2Fme.example%2Fgreenroom%2F"));
}

#[tokio::test]
async fn a_token_refused_even_after_a_renewal_means_sign_in_again() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let id = connect(&studio, "mara").await;
    desk.host
        .restart_with(fault("creator_info", "access_token_invalid", 2))
        .await;
    assert!(ask_creator(&studio, &id).await.is_err());
    assert_eq!(only(&studio).await.state, AccountState::SignInAgain);
    let tokens = desk.host.state().await["tokens_issued"].clone();
    assert!(ask_creator(&studio, &id).await.is_err());
    assert_eq!(
        desk.host.state().await["tokens_issued"],
        tokens,
        "TikTok is left alone until then"
    );
}

#[tokio::test]
async fn a_permission_tiktok_refuses_although_it_was_granted_is_shown_as_missing() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let id = connect(&studio, "mara").await;
    desk.host
        .restart_with(fault("creator_info", "scope_not_authorized", 1))
        .await;
    let Err(CallError::Tiktok(error)) = ask_creator(&studio, &id).await else {
        panic!("TikTok refused")
    };
    assert_eq!(error.failure, tiktok::Failure::ScopeNotAuthorized);
    assert_eq!(only(&studio).await.state, AccountState::MissingScope);
    assert_eq!(
        desk.host.state().await["tokens_issued"],
        1,
        "a refresh would not help"
    );
    connect(&studio, "mara").await;
    assert_eq!(only(&studio).await.state, AccountState::Connected);
}
