//! Ways to a post's history and to the record of what TikTok was asked.

use serde_json::json;

use crate::clips;
use crate::hands::Hands;
use crate::steps::*;
use crate::window::Window;

/// A post that was paused, went on and is live, down to its history.
pub async fn history(window: &Window, hands: &dyn Hands) {
    practise(window).await;
    let clip = clips::large(hands.home(), "Long night.mp4", 400_000_000);
    add(window, hands, &clip).await;
    write_caption(window, "Long night").await;
    choose_privacy(window, "PUBLIC_TO_EVERYONE").await;
    publish(window).await;
    window.wait_for_words("TikTok says everyone can see it").await;
    const HISTORY: &str = "document.querySelector('aside ol').scrollIntoView({ block: 'end' }); return true";
    window.script(HISTORY, json!([])).await;
}

/// The record of a sign-in and a post.
pub async fn activity(window: &Window, hands: &dyn Hands) {
    practise(window).await;
    let clip = clips::drawn(hands.home(), "Ramen at 2am.mp4", "ramen", 30);
    add(window, hands, &clip).await;
    write_caption(window, "Ramen at 2am #ramen").await;
    choose_privacy(window, "PUBLIC_TO_EVERYONE").await;
    publish(window).await;
    window.wait_for_words("TikTok says everyone can see it").await;
    open(window).await;
    // Rows further down have no words before they are scrolled to.
    window.wait_for_words("Greenroom, for a post").await;
}

/// A record of nothing.
pub async fn empty(window: &Window) {
    window.press("Look around first").await;
    open(window).await;
    window.wait_for_words("Nothing asked yet").await;
}

/// A search that fits nothing.
pub async fn none_found(window: &Window) {
    practise(window).await;
    open(window).await;
    let search = window.wait_for("main input[type=search]").await;
    window.write(&search, "giraffe").await;
    window.wait_for_words("Nothing fits").await;
}

async fn open(window: &Window) {
    window.press("Settings").await;
    window.press("Activity").await;
}
