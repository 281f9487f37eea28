//! Ways to the states of the phone and its cover.

use std::path::Path;

use serde_json::json;

use crate::clips;
use crate::hands::Hands;
use crate::steps::*;
use crate::window::Window;

const CAPTION: &str = "Ramen at 2am, the way my grandmother made it when the trains stopped running. \
    Broth: 40 minutes, no shortcuts, and an egg that waited for its moment. Tell me what your night \
    train food is. #ramen #latenightcooking";

/// What TikTok's player covers, over a post with every label.
pub async fn zones(window: &Window, hands: &dyn Hands) {
    posting(window, hands, &clips::ramen(hands.home())).await;
    write_caption(window, "Ramen at 2am #ramen").await;
    window.press("AI-generated content").await;
    window.press("Disclose video content").await;
    window.press("Your brand").await;
    window.wait_for_words("Creator labeled as AI-generated").await;
    window.press("Show safe zones").await;
    window.wait_for_words("A hint, not a rule").await;
}

/// The same for a creator whose window goes from right to left.
pub async fn right_to_left(window: &Window, hands: &dyn Hands) {
    const TURN: &str = "document.documentElement.dir = 'rtl'; return true";
    practise(window).await;
    window.script(TURN, json!([])).await;
    let clip = clips::ramen(hands.home());
    add(window, hands, &clip).await;
    privacy_ready(window).await;
    write_caption(window, CAPTION).await;
    window.press("Show safe zones").await;
    window.wait_for_words("Mirrored by us").await;
}

/// A caption that is longer than the phone shows.
pub async fn folded(window: &Window, hands: &dyn Hands) {
    posting(window, hands, &clips::ramen(hands.home())).await;
    write_caption(window, CAPTION).await;
    window.wait_for_words("See more").await;
}

/// A cover that is not the first frame.
pub async fn cover(window: &Window, hands: &dyn Hands) {
    posting(window, hands, &clips::ramen(hands.home())).await;
    choose_cover(window, 60).await;
}

/// The cover of a video that lies on its side.
pub async fn landscape(window: &Window, hands: &dyn Hands) {
    posting(window, hands, &clips::landscape(hands.home(), "Wide.mp4")).await;
    choose_cover(window, 20).await;
}

/// A video that this computer cannot play.
pub async fn unplayable(window: &Window, hands: &dyn Hands) {
    posting(window, hands, &clips::unplayable(hands.home(), "Old camera.mp4")).await;
    window.wait_for_words("cannot play this kind of video").await;
}

/// Another video came in place of the one whose cover was chosen.
pub async fn taken_back(window: &Window, hands: &dyn Hands) {
    let clip = clips::ramen(hands.home());
    posting(window, hands, &clip).await;
    choose_cover(window, 60).await;
    std::fs::remove_file(&clip).expect("the video can be removed");
    window.press("Drafts").await;
    window.press("Find").await;
    hands.choose_video(&clips::fitting(hands.home(), "Another.mp4", 1));
    window.press("Another").await;
    window.wait_for_words("first frame again").await;
}

async fn posting(window: &Window, hands: &dyn Hands, clip: &Path) {
    practise(window).await;
    add(window, hands, clip).await;
    privacy_ready(window).await;
}

/// Chooses the frame of this number, counted from 0, as the slider would.
async fn choose_cover(window: &Window, frame: u32) {
    const MOVE: &str = "const strip = document.querySelector('.strip input'); \
        strip.value = arguments[0]; strip.dispatchEvent(new Event('input', { bubbles: true })); return true";
    window
        .wait_until(
            "return document.querySelector('video')?.readyState >= 2",
            "a frame",
        )
        .await;
    window.press("Cover").await;
    window.wait_for(".crops").await;
    window.script(MOVE, json!([frame])).await;
    window.wait_for_words("Cover at").await;
}
