//! Sign-ins that fail: each with a sentence, a way on, and what to compare at TikTok.

use std::sync::Arc;
use std::time::Duration;

use studio::Studio;
use studio::config::{BoxFuture, PracticeAddresses, PracticeHost};
use studio::problem::{Code, Problem};
use studio::view::{PersonaView, SignInCheck, SignInRequest, SignInView, SignInWay};

use super::{outcome, query};
use crate::support::{Desk, TestHost, eventually, fault};

const DESKTOP_REDIRECT: &str = "http://127.0.0.1:*/callback/";

async fn start(studio: &Studio, way: SignInWay) -> String {
    let request = SignInRequest::PracticeInBrowser { way };
    studio.accounts().sign_in_start(request).await.unwrap().unwrap()
}

/// Starts at `page`, lets TikTok answer `answer` with the right state, and returns how it ended.
async fn answered(studio: &Studio, page: &str, answer: &str) -> (Problem, Vec<SignInCheck>) {
    let page: url::Url = page.parse().unwrap();
    let (_, state) = page.query_pairs().find(|(name, _)| name == "state").unwrap();
    studio
        .accounts()
        .deep_link_callback(&format!("{answer}&state={state}"))
        .await;
    failed(studio).await
}

async fn failed(studio: &Studio) -> (Problem, Vec<SignInCheck>) {
    eventually(studio, "the refusal", || async {
        match studio.accounts().sign_in_view() {
            Some(SignInView::Failed { problem, checks }) => Some((problem, checks)),
            _ => None,
        }
    })
    .await
}

fn shown(checks: &[SignInCheck]) -> Vec<&str> {
    checks.iter().map(|check| check.shows.as_str()).collect()
}

fn value<'a>(checks: &'a [SignInCheck], shows: &str) -> &'a str {
    let check = checks.iter().find(|check| check.shows == shows).unwrap();
    &check.value.as_ref().unwrap().text
}

#[tokio::test]
async fn while_waiting_every_error_page_of_tiktok_is_explained_with_the_value_to_copy() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let at = desk.host.addresses().await.unwrap();
    for (way, redirect) in [
        (SignInWay::Loopback, DESKTOP_REDIRECT.to_owned()),
        (SignInWay::DeepLink, format!("{}/redirect/", at.auth)),
    ] {
        start(&studio, way).await;
        let Some(SignInView::Waiting { checks, .. }) = studio.accounts().sign_in_view() else {
            panic!("the browser is out")
        };
        let expected = [
            "redirect_uri",
            "client_key",
            "scope",
            "non_sandbox_target",
            "code_challenge",
        ];
        assert_eq!(shown(&checks), expected);
        assert_eq!(value(&checks, "redirect_uri"), redirect);
        assert_eq!(value(&checks, "client_key"), at.client_key);
        assert!(value(&checks, "scope").starts_with("user.info.basic,"));
    }
}

#[tokio::test]
async fn what_tiktok_says_on_the_way_back_decides_the_sentence() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let table = [
        ("error=access_denied", Code::Refused, "choose Continue", None),
        (
            "error=access_denied&error_type=non_sandbox_target",
            Code::Configuration,
            "target user",
            Some("non_sandbox_target"),
        ),
        (
            "error=access_denied&error_type=brand_new",
            Code::Refused,
            "“brand_new”",
            None,
        ),
        (
            "error=unauthorized_client&error_type=client_key",
            Code::Configuration,
            "sandbox",
            Some("client_key"),
        ),
        (
            "error=invalid_request&error_type=redirect_uri",
            Code::Configuration,
            "redirect address",
            Some("redirect_uri"),
        ),
        (
            "error=invalid_request&error_type=code_challenge",
            Code::Configuration,
            "platform",
            Some("code_challenge"),
        ),
        ("error=invalid_scope", Code::Configuration, "scope", Some("scope")),
        ("error=server_error", Code::Wait, "Wait a few minutes", None),
    ];
    for (answer, code, words, check) in table {
        let page = start(&studio, SignInWay::DeepLink).await;
        let (problem, checks) = answered(&studio, &page, answer).await;
        assert_eq!(problem.code, code, "{answer}: {problem}");
        assert!(problem.to_string().contains(words), "{answer}: {problem}");
        assert_eq!(shown(&checks), check.as_slice(), "{answer}");
    }
    assert!(studio.accounts().list().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_creator_who_presses_cancel_is_not_told_to_repair_anything() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let page = start(&studio, SignInWay::DeepLink).await;
    let (problem, checks) = answered(
        &studio,
        &page,
        "error=access_denied&error_description=User+denied+access",
    )
    .await;
    assert_eq!(problem.message, "TikTok did not allow it.");
    assert!(checks.is_empty());
}

#[tokio::test]
async fn a_browser_that_never_came_back_leaves_the_table_and_the_page_to_open_again() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let first = start(&studio, SignInWay::Loopback).await;
    assert_eq!(studio.accounts().sign_in_address().await, Some(first.clone()));
    desk.hand.advance(Duration::from_secs(5 * 60));
    let (problem, checks) = failed(&studio).await;
    assert_eq!(problem.code, Code::Stale);
    assert!(problem.remedy.contains("Open the page again"), "{problem}");
    assert_eq!(value(&checks, "redirect_uri"), DESKTOP_REDIRECT);
    assert_ne!(start(&studio, SignInWay::Loopback).await, first);
}

/// Lets a creator agree at a page that was changed on the way, and pastes where that led.
async fn agree_at(desk: &Desk, studio: &Studio, change: impl Fn(&str, &str) -> Option<String>) -> Problem {
    let page: url::Url = start(studio, SignInWay::Loopback).await.parse().unwrap();
    let mut changed = page.clone();
    changed
        .query_pairs_mut()
        .clear()
        .extend_pairs(page.query_pairs().map(|(name, value)| {
            let value = change(&name, &value).unwrap_or_else(|| value.into_owned());
            (name.into_owned(), value)
        }));
    let back = desk.host.allow(changed.as_str(), "mara", None).await;
    studio.accounts().sign_in_paste(&back).await.unwrap();
    outcome(studio).await.unwrap_err()
}

#[tokio::test]
async fn a_verifier_that_does_not_fit_is_not_blamed_on_the_app() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let other = |name: &str, _: &str| (name == "code_challenge").then(|| "0".repeat(64));
    let problem = agree_at(&desk, &studio, other).await;
    assert!(
        problem.message.contains("another start of the sign-in"),
        "{problem}"
    );
    assert!(problem.remedy.contains("Nothing has to be changed"), "{problem}");
    assert!(problem.log_id.is_some(), "TikTok's support asks for it");
}

#[tokio::test]
async fn a_redirect_that_does_not_fit_names_the_one_to_register() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let other =
        |name: &str, _: &str| (name == "redirect_uri").then(|| "http://127.0.0.1:4711/callback/".into());
    let problem = agree_at(&desk, &studio, other).await;
    assert_eq!(problem.code, Code::Configuration);
    let (_, checks) = failed(&studio).await;
    assert_eq!(shown(&checks), ["redirect_uri"]);
    assert_eq!(value(&checks, "redirect_uri"), DESKTOP_REDIRECT);
}

#[tokio::test]
async fn a_code_that_came_too_late_asks_for_a_new_start() {
    let desk = Desk::new();
    desk.host.restart_with(fault("token", "invalid_grant", 1)).await;
    let studio = desk.open().await;
    let page = start(&studio, SignInWay::DeepLink).await;
    let back = desk.host.allow(&page, "mara", None).await;
    studio.accounts().deep_link_callback(&query(&back)).await;
    let (problem, checks) = failed(&studio).await;
    assert!(
        problem.message.contains("too late or was used before"),
        "{problem}"
    );
    assert!(problem.remedy.contains("again"), "{problem}");
    assert!(checks.is_empty());
}

/// A practice TikTok whose secret was copied wrong.
struct Mistyped(Arc<TestHost>);

impl PracticeHost for Mistyped {
    fn addresses(&self) -> BoxFuture<'_, Result<PracticeAddresses, String>> {
        Box::pin(async {
            let at = self.0.addresses().await?;
            Ok(PracticeAddresses {
                client_secret: "mistyped-secret".into(),
                ..at
            })
        })
    }

    fn allow(&self, authorize: String, persona: Option<String>) -> BoxFuture<'_, Result<String, String>> {
        PracticeHost::allow(self.0.as_ref(), authorize, persona)
    }

    fn personas(&self) -> Vec<PersonaView> {
        Vec::new()
    }
}

#[tokio::test]
async fn a_wrong_secret_is_named_with_the_key_it_has_to_fit() {
    let mut desk = Desk::new();
    desk.config.practice = Some(Arc::new(Mistyped(desk.host.clone())));
    let studio = desk.open().await;
    let page = start(&studio, SignInWay::DeepLink).await;
    let back = desk.host.allow(&page, "mara", None).await;
    studio.accounts().deep_link_callback(&query(&back)).await;
    let (problem, checks) = failed(&studio).await;
    assert_eq!(problem.code, Code::Configuration);
    assert!(problem.remedy.contains("Copy key and secret again"), "{problem}");
    assert!(!problem.to_string().contains("mistyped-secret"));
    let at = desk.host.addresses().await.unwrap();
    assert_eq!(value(&checks, "client_key"), at.client_key);
}
