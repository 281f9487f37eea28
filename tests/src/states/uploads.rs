//! Ways to the states of uploads that wait or are held back.

use crate::clips;
use crate::hands::Hands;
use crate::steps::*;
use crate::window::Window;

/// The settings of uploads.
pub async fn settings(window: &Window) {
    window.press("Settings").await;
    window.press("Uploads").await;
    window.wait_for_words("Speed limit").await;
}

/// So many kilobytes a second for all uploads.
pub async fn limit_speed(window: &Window, kilobytes: &str) {
    settings(window).await;
    let select = window.wait_for("main select").await;
    select.select_by_value(kilobytes).await.unwrap();
    const KEPT: &str = "return document.querySelector('main select')?.value === arguments[0]";
    window.wait_until(KEPT, kilobytes).await;
}

/// A posting page whose video will not go up within TikTok's hour.
pub async fn too_slow(window: &Window, hands: &dyn Hands) {
    practise(window).await;
    limit_speed(window, "500").await;
    add(
        window,
        hands,
        &clips::large(hands.home(), "Long night.mp4", 3_000_000_000),
    )
    .await;
    privacy_ready(window).await;
    window.wait_for_words("At your speed limit of 0.50 MB/s").await;
}

/// One video goes up slowly, two wait for it.
pub async fn waiting(window: &Window, hands: &dyn Hands) {
    practise(window).await;
    limit_speed(window, "250").await;
    for (name, caption) in [
        ("Long night.mp4", "Long night at the ramen bar"),
        ("Market.mp4", "The market at five in the morning"),
        ("Broth.mp4", "Eighteen hours of broth in a minute"),
    ] {
        add(window, hands, &clips::large(hands.home(), name, 500_000_000)).await;
        write_caption(window, caption).await;
        choose_privacy(window, "PUBLIC_TO_EVERYONE").await;
        publish(window).await;
        window.wait_for_words("On the way").await;
    }
    const WAITING: &str = "return [...document.querySelectorAll('[data-post]')].filter((row) => row.closest('li').textContent.includes('Waits for')).length === 2";
    window.wait_until(WAITING, "two that wait").await;
    window.press("The market at five").await;
    window.wait_for_words("1 of 2 that wait").await;
    window.wait_for_words("You agreed to post").await;
}

/// A post for which the creator's inbox has no place.
pub async fn inbox_full(window: &Window, hands: &dyn Hands) {
    practise_as(window, "Amara Okafor").await;
    add(window, hands, &clips::ramen(hands.home())).await;
    window.press("Send to inbox").await;
    publish(window).await;
    window.wait_for_words("The TikTok inbox takes no more").await;
}
