//! Steps that several journeys share, in the words of the window.

use std::path::Path;

use crate::clips;
use crate::computer::Computer;
use crate::hands::Hands;
use crate::window::Window;
use serde_json::json;

/// Title of the system's dialog for videos.
pub const DIALOG: &str = "Choose videos";

/// Connects the first practice account from the first-run screen.
pub async fn practise(window: &Window) {
    window.press("Practise").await;
    window.wait_for_words("is connected").await;
    go_on(window).await;
    window.wait_for_words("nothing here reaches TikTok").await;
}

/// Connects the practice account of this nickname from the settings.
pub async fn practise_as(window: &Window, nickname: &str) {
    window.press("Look around first").await;
    window.press("Settings").await;
    window.press("Practice").await;
    window.press(&format!("Connect {nickname}")).await;
    window.wait_for_words("is connected").await;
    go_on(window).await;
}

/// Leaves the dialog of a sign-in that is done. While one stands, no key means anything else.
pub(crate) async fn go_on(window: &Window) {
    window.press("Go on").await;
    const GONE: &str = "return document.querySelector('dialog[open]') === null";
    window.wait_until(GONE, "the desk without a dialog").await;
}

/// A creator with a public account learns that the app is not audited.
pub async fn refused_for_want_of_audit(window: &Window, hands: &dyn Hands) {
    practise_as(window, "Tilda Novak").await;
    let clip = clips::ramen(hands.home());
    add(window, hands, &clip).await;
    choose_privacy(window, "SELF_ONLY").await;
    publish(window).await;
    window.wait_for_words("This app is not audited yet").await;
}

/// Adds `clip` by the file dialog and waits for its posting page.
pub async fn add(window: &Window, hands: &dyn Hands, clip: &Path) {
    window.press("New draft").await;
    hands.choose_video(clip);
    // The posting page of another draft may still stand.
    let name = clip.file_name().unwrap_or_default().to_string_lossy();
    window.wait_for_words(&name).await;
    window.wait_for("#caption").await;
}

/// Writes the caption.
pub async fn write_caption(window: &Window, text: &str) {
    let caption = window.wait_for("#caption").await;
    window.write(&caption, text).await;
}

/// Waits until the core has what was just written.
pub async fn caption_kept(window: &Window) {
    const KEPT: &str = "return [...document.querySelectorAll('[role=status]')].some((e) => e.textContent.trim() === arguments[0])";
    window.wait_until(KEPT, "Saved").await;
}

/// Chooses who can view the video, by TikTok's value.
pub async fn choose_privacy(window: &Window, value: &str) {
    const OFFERED: &str =
        "return document.querySelector(`#privacy option[value='${arguments[0]}']`) !== null";
    window.wait_until(OFFERED, value).await;
    let select = window.wait_for("#privacy").await;
    select.select_by_value(value).await.unwrap();
}

/// Presses the button that publishes once it may be pressed.
pub async fn publish(window: &Window) {
    window.wait_until(PUBLISH_ALLOWED, "the publish button").await;
    let button = window.wait_for("button.publish").await;
    button.click().await.unwrap();
}

/// Script: whether the button that publishes may be pressed.
pub const PUBLISH_ALLOWED: &str = "const b = document.querySelector('button.publish'); return b !== null && b.getAttribute('aria-disabled') !== 'true'";

/// Waits until TikTok's privacy options are there.
pub async fn privacy_ready(window: &Window) {
    window
        .wait_until(
            "return document.querySelectorAll('#privacy option').length > 1",
            "the options",
        )
        .await;
}

/// How many posts the in-app practice TikTok has, from its state file.
pub fn practice_posts(computer: &Computer) -> usize {
    let text =
        std::fs::read_to_string(computer.data_dir().join("practice.json")).expect("the practice state");
    let state: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    state["posts"].as_array().map_or_else(
        || state["posts"].as_object().map_or(0, serde_json::Map::len),
        Vec::len,
    )
}

/// What the page's policy has refused since the window opened.
pub async fn policy_violations(window: &Window) -> serde_json::Value {
    window.settle().await;
    window.script("return window.__refused", json!([])).await
}
