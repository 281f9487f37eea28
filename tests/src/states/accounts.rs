//! Ways to the states of accounts and sign-ins.

use crate::browser::curl;
use crate::hands::Hands;
use crate::steps::practise;
use crate::window::Window;

/// The account's permissions, unfolded.
pub async fn permissions(window: &Window) {
    practise(window).await;
    window.press("Settings").await;
    window.press("What they are for").await;
    window.wait_for_words("Not used yet").await;
}

/// The question before an account is left.
pub async fn disconnect(window: &Window) {
    practise(window).await;
    window.press("Settings").await;
    window.press("Remove").await;
    window.wait_for("dialog[open]").await;
}

/// The question before everything is deleted.
pub async fn erase(window: &Window) {
    practise(window).await;
    window.press("Settings").await;
    window.press("Data").await;
    window.press("Delete all my data").await;
    window.wait_for("dialog[open]").await;
}

/// Waiting for the browser, with the help about error pages unfolded.
pub async fn sign_in_help(window: &Window) {
    window.press("Look around first").await;
    start_in_browser(window).await;
    window.press("TikTok shows an error page?").await;
    window.wait_for_words("redirect_uri").await;
}

/// A sign-in that TikTok refused for a reason that can be repaired.
pub async fn sign_in_refused(window: &Window, hands: &dyn Hands) {
    hands.set_up_browser();
    window.press("Look around first").await;
    start_in_browser(window).await;
    let page = hands.opened();
    let back = redirect_of(&page);
    let state = parameter(&page, "state");
    curl(&[&format!(
        "{back}?error=access_denied&error_type=redirect_uri&state={state}"
    )]);
    window.wait_for_words("TikTok refused the sign-in request").await;
}

/// An account with a permission left out.
pub async fn missing_scope(window: &Window, hands: &dyn Hands) {
    hands.set_up_browser();
    window.press("Look around first").await;
    start_in_browser(window).await;
    let some = [
        "user.info.basic",
        "user.info.profile",
        "user.info.stats",
        "video.publish",
    ];
    consent(&hands.opened(), "mara", &some);
    window.wait_for_words("is connected").await;
    window.press("Go on").await;
    window.press("Accounts").await;
    window.wait_for_words("2 permissions missing").await;
}

/// Somebody else came back than the account that was to sign in again.
pub async fn somebody_else(window: &Window, hands: &dyn Hands) {
    missing_scope(window, hands).await;
    let before = hands.opened();
    window.press("Allow at TikTok").await;
    window.wait_for("dialog[open]").await;
    let page = crate::process::wait_for("the next page", std::time::Duration::from_secs(20), || {
        Some(hands.opened()).filter(|page| *page != before)
    });
    consent(&page, "nord", &["user.info.basic", "user.info.profile"]);
    window.wait_for_words("Meant to sign in").await;
}

pub(super) async fn start_in_browser(window: &Window) {
    window.press("Settings").await;
    window.press("Practice").await;
    window.press("Desktop").await;
    window.press("Open the sign-in page").await;
    window.wait_for("dialog[open]").await;
}

/// Agrees as `persona` to `scopes` on the consent page and follows it back to the studio.
pub(super) fn consent(page: &str, persona: &str, scopes: &[&str]) {
    let (base, query) = page.split_once('?').expect("a query");
    let granted: String = scopes.iter().map(|scope| format!("&granted={scope}")).collect();
    let form = format!("{query}&persona={persona}&decision=allow{granted}");
    let origin = format!("Origin: {}", base.split("/v2/").next().unwrap_or_default());
    curl(&["--location", "-H", &origin, "--data", &form, base]);
}

fn redirect_of(page: &str) -> String {
    parameter(page, "redirect_uri")
        .replace("%3A", ":")
        .replace("%2F", "/")
}

fn parameter(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("{name}=")).expect(name);
    rest.split('&').next().unwrap_or_default().to_owned()
}
