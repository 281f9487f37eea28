//! Signing in, staying signed in, and leaving.

#[path = "accounts/again.rs"]
mod again;
#[path = "accounts/keyring.rs"]
mod keyring;
#[path = "accounts/leaving.rs"]
mod leaving;
#[path = "accounts/permissions.rs"]
mod permissions;
#[path = "accounts/refusals.rs"]
mod refusals;
#[path = "accounts/staying.rs"]
mod staying;
#[path = "accounts/ways.rs"]
mod ways;

use studio::Studio;
use studio::config::PracticeHost;
use studio::problem::Problem;
use studio::view::{AccountState, AccountView, Gel, Grant, Keep, Leave, SignInRequest, SignInView};

use crate::support::{Desk, connect, eventually, fault};

/// Leaving with drafts and history kept.
const STAYS: Leave = Leave {
    keep: Keep::Work,
    grant: Grant::GiveBack,
};

/// The one account there is.
async fn only(studio: &Studio) -> AccountView {
    let accounts = studio.accounts().list().await.unwrap();
    assert_eq!(accounts.len(), 1, "{accounts:?}");
    accounts.into_iter().next().unwrap()
}

/// Waits for the end of the running sign-in.
async fn outcome(studio: &Studio) -> Result<Option<String>, Problem> {
    eventually(studio, "the end of the sign-in", || async {
        match studio.accounts().sign_in_view() {
            Some(SignInView::Done { note, .. }) => Some(Ok(note)),
            Some(SignInView::Failed { problem, .. }) => Some(Err(problem)),
            _ => None,
        }
    })
    .await
}

/// The query of the address a browser ends on.
fn query(address: &str) -> String {
    address.split_once('?').unwrap().1.to_owned()
}

#[tokio::test]
async fn a_practice_account_is_connected_at_once_with_name_picture_and_colour() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let id = connect(&studio, "mara").await;
    let account = only(&studio).await;
    assert_eq!(account.badge.id, id);
    assert_eq!(account.badge.nickname, "Mara Lindqvist");
    assert_eq!(account.badge.handle, "mara.cooks");
    assert!(account.badge.avatar.is_some());
    assert_eq!(account.state, AccountState::Connected);
    assert_eq!(account.state_label, "Practice account");
    assert!(account.permissions.iter().all(|permission| permission.granted));
    assert!(matches!(
        studio.accounts().sign_in_view(),
        Some(SignInView::Done { note: None, .. })
    ));
    studio.accounts().sign_in_cancel().await;
    assert!(studio.accounts().sign_in_view().is_none());
}

#[tokio::test]
async fn another_creator_is_another_account_and_the_same_one_is_the_same() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let mara = connect(&studio, "mara").await;
    let nord = connect(&studio, "nord").await;
    assert_ne!(mara, nord);
    let accounts = studio.accounts().list().await.unwrap();
    assert_eq!(accounts.len(), 2);
    assert_ne!(accounts[0].badge.gel, accounts[1].badge.gel);
    let gel = accounts[1].badge.gel;
    studio.accounts().set_gel(&mara, gel).await.unwrap();
    assert_eq!(connect(&studio, "mara").await, mara);
    let accounts = studio.accounts().list().await.unwrap();
    assert_eq!(accounts.len(), 2);
    assert_eq!(accounts[0].badge.gel, gel, "the creator's choice stays");
    studio.accounts().activate(&nord).await.unwrap();
    assert_eq!(studio.accounts().active().await.unwrap(), Some(nord));
}

#[tokio::test]
async fn a_new_account_gets_a_colour_no_other_has() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let mara = connect(&studio, "mara").await;
    // What the next account would have got is taken.
    studio.accounts().set_gel(&mara, Gel::Lagoon).await.unwrap();
    for persona in ["nord", "quiet", "capped", "banned", "newcomer"] {
        connect(&studio, persona).await;
    }
    let accounts = studio.accounts().list().await.unwrap();
    for (at, account) in accounts.iter().enumerate() {
        let others = accounts.iter().skip(at + 1);
        let same = others
            .filter(|other| other.badge.gel == account.badge.gel)
            .count();
        assert_eq!(same, 0, "{:?}", account.badge);
    }
    // One who comes back has lost the claim to the old colour.
    studio
        .accounts()
        .disconnect(&accounts[1].badge.id, STAYS)
        .await
        .unwrap();
    studio
        .accounts()
        .set_gel(&mara, accounts[1].badge.gel)
        .await
        .unwrap();
    connect(&studio, "nord").await;
    let gels: Vec<_> = studio.accounts().list().await.unwrap();
    let of_mara = gels.iter().filter(|one| one.badge.gel == accounts[1].badge.gel);
    assert_eq!(of_mara.count(), 1);
}

#[tokio::test]
async fn a_profile_that_cannot_be_read_is_no_reason_to_fail() {
    let desk = Desk::new();
    desk.host
        .restart_with(fault("user_info", "scope_not_authorized", 1))
        .await;
    let studio = desk.open().await;
    let id = connect(&studio, "mara").await;
    let account = only(&studio).await;
    assert_eq!(
        (account.badge.nickname.as_str(), account.badge.handle.as_str()),
        ("TikTok account", "")
    );
    assert_eq!(account.state, AccountState::Connected);
    studio
        .accounts()
        .note_profile(&id, "Mara", "mara.cooks", None)
        .await;
    assert_eq!(only(&studio).await.badge.nickname, "Mara");
}

#[tokio::test]
async fn a_persona_nobody_knows_is_refused_and_nothing_is_left() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let request = SignInRequest::PracticeNow {
        persona: Some("nobody".into()),
    };
    assert!(studio.accounts().sign_in_start(request).await.is_err());
    assert!(studio.accounts().sign_in_view().is_none());
    assert!(studio.accounts().list().await.unwrap().is_empty());
}

#[tokio::test]
async fn no_secret_is_ever_in_the_data_folder() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let id = connect(&studio, "mara").await;
    desk.hand.advance(std::time::Duration::from_secs(111 * 60));
    studio.accounts().session(&id).await.unwrap();
    let way = studio::view::SignInWay::DeepLink;
    let address = studio
        .accounts()
        .sign_in_start(SignInRequest::PracticeInBrowser { way })
        .await
        .unwrap();
    let state = desk.host.state().await;
    let tokens = |name: &str| {
        state[name]
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    let oauth_state = address
        .unwrap()
        .split("state=")
        .nth(1)
        .unwrap()
        .split('&')
        .next()
        .unwrap()
        .to_owned();
    let at = desk.host.addresses().await.unwrap();
    let secrets = [
        tokens("access_tokens"),
        tokens("refresh_tokens"),
        vec![oauth_state, at.client_secret],
    ];
    let data = desk.data();
    let holds = |text: &str| data.windows(text.len()).any(|piece| piece == text.as_bytes());
    assert!(holds(&at.client_key), "the database was read");
    for secret in secrets.concat() {
        assert!(secret.len() > 20 && !holds(&secret), "{secret}");
    }
}
