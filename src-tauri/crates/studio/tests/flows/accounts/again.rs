//! Signing in again: the whole set of permissions anew, and who comes back counts.

use std::time::Duration;

use studio::Studio;
use studio::ids::AccountId;
use studio::view::{AccountState, SignInRequest, SignInView};

use super::{only, outcome, query};
use crate::support::{Desk, connect};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Starts to sign in again and returns the address of the consent page.
async fn start_again(studio: &Studio, account: &AccountId) -> url::Url {
    let request = SignInRequest::Again {
        account: account.clone(),
    };
    let page = studio.accounts().sign_in_start(request).await.unwrap().unwrap();
    page.parse().unwrap()
}

/// Signs in again as `persona` and waits for what follows.
async fn again(desk: &Desk, studio: &Studio, account: &AccountId, persona: &str) -> SignInView {
    let page = start_again(studio, account).await;
    let back = desk.host.allow(page.as_str(), persona, None).await;
    studio.accounts().deep_link_callback(&query(&back)).await;
    studio.accounts().sign_in_view().unwrap()
}

fn asked(page: &url::Url, name: &str) -> Option<String> {
    page.query_pairs()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

#[tokio::test]
async fn a_permission_that_was_left_out_is_added_by_asking_for_all_of_them_again() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let request = SignInRequest::PracticeInBrowser {
        way: studio::view::SignInWay::DeepLink,
    };
    let page = studio.accounts().sign_in_start(request).await.unwrap().unwrap();
    let some = ["user.info.basic", "user.info.profile", "user.info.stats"];
    let back = desk.host.allow(&page, "mara", Some(&some)).await;
    studio.accounts().deep_link_callback(&query(&back)).await;
    let account = only(&studio).await;
    assert_eq!(account.state, AccountState::MissingScope);

    let page = start_again(&studio, &account.badge.id).await;
    assert_eq!(
        asked(&page, "scope").as_deref(),
        Some("user.info.basic,user.info.profile,user.info.stats,video.list,video.upload,video.publish")
    );
    assert_eq!(
        asked(&page, "disable_auto_auth").as_deref(),
        Some("1"),
        "else TikTok would go on with what was granted before"
    );
    let back = desk.host.allow(page.as_str(), "mara", None).await;
    studio.accounts().deep_link_callback(&query(&back)).await;
    assert_eq!(outcome(&studio).await, Ok(None));
    let after = only(&studio).await;
    assert_eq!(after.badge.id, account.badge.id);
    assert_eq!(after.state, AccountState::Connected);
    assert!(after.permissions.iter().all(|permission| permission.granted));
}

#[tokio::test]
async fn the_end_of_a_sign_in_is_announced_reached_and_put_off_by_signing_in() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let id = connect(&studio, "mara").await;
    desk.hand.advance(167 * DAY);
    let account = only(&studio).await;
    assert!(
        matches!(account.state, AccountState::Expiring { .. }),
        "{:?}",
        account.state
    );
    assert_eq!(account.state_label, "Sign-in ends in 13 days");
    assert!(account.state_note.unwrap().contains("nothing stops"));
    desk.hand.advance(13 * DAY);
    let account = only(&studio).await;
    assert_eq!(account.state, AccountState::SignInAgain);
    assert_eq!(account.state_label, "Sign-in has ended");
    assert!(account.state_note.unwrap().contains("drafts and posts are kept"));
    let view = again(&desk, &studio, &id, "mara").await;
    assert!(matches!(view, SignInView::Done { note: None, .. }), "{view:?}");
    assert_eq!(only(&studio).await.state, AccountState::Connected);
}

#[tokio::test]
async fn somebody_else_is_offered_and_connected_only_when_the_creator_says_so() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let mara = connect(&studio, "mara").await;
    let view = again(&desk, &studio, &mara, "nord").await;
    let SignInView::Other { found, wanted } = view else {
        panic!("{view:?}")
    };
    assert_eq!(
        (found.nickname.as_str(), wanted.nickname.as_str()),
        ("Nord & Noodle", "Mara Lindqvist")
    );
    assert!(found.avatar.is_some() && found.gel != wanted.gel);
    assert_eq!(only(&studio).await.badge.id, mara, "nothing is stored before");

    studio.accounts().sign_in_keep().await.unwrap();
    assert!(matches!(
        studio.accounts().sign_in_view(),
        Some(SignInView::Done { .. })
    ));
    let accounts = studio.accounts().list().await.unwrap();
    assert_eq!(accounts.len(), 2);
    assert_eq!(
        accounts[0].badge.id, mara,
        "the account that was meant is as it was"
    );
    assert_eq!(accounts[0].badge.nickname, "Mara Lindqvist");
    assert_ne!(accounts[1].badge.id, mara);
    studio.accounts().session(&accounts[1].badge.id).await.unwrap();
    assert!(studio.accounts().sign_in_keep().await.is_err(), "once");
}

#[tokio::test]
async fn somebody_else_who_is_not_wanted_leaves_nothing_behind() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let mara = connect(&studio, "mara").await;
    let view = again(&desk, &studio, &mara, "nord").await;
    assert!(matches!(view, SignInView::Other { .. }), "{view:?}");
    studio.accounts().sign_in_cancel().await;
    assert!(studio.accounts().sign_in_view().is_none());
    assert_eq!(only(&studio).await.badge.id, mara);
    eventually_given_back(&desk, &studio).await;
    assert!(
        studio.accounts().session(&mara).await.is_ok(),
        "only theirs was given back"
    );
}

/// Waits until TikTok knows only the grant of one creator.
async fn eventually_given_back(desk: &Desk, studio: &Studio) {
    let mut looks = 0;
    while desk.host.state().await["access_tokens"]
        .as_object()
        .is_some_and(|tokens| tokens.len() > 1)
    {
        looks += 1;
        assert!(looks < 12_000, "the permission was never given back");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(studio.accounts().list().await.unwrap().len(), 1);
}

#[tokio::test]
async fn somebody_who_is_connected_already_is_told_and_the_other_still_waits() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let mara = connect(&studio, "mara").await;
    let nord = connect(&studio, "nord").await;
    let view = again(&desk, &studio, &mara, "nord").await;
    let SignInView::Done { account, note } = view else {
        panic!("{view:?}")
    };
    assert_eq!(account.id, nord);
    let note = note.unwrap();
    assert!(
        note.contains("Nord & Noodle, who was connected already")
            && note.contains("Mara Lindqvist still has to sign in"),
        "{note}"
    );
    assert_eq!(studio.accounts().list().await.unwrap().len(), 2);
}
