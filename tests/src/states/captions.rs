//! Ways to the states of the caption, and of what is taken to the phone.

use serde_json::json;

use crate::clips;
use crate::hands::Hands;
use crate::steps::{add, caption_kept, practise, publish, write_caption};
use crate::window::Window;

const SEEN: &str = "Ramen at 2am, the way my grandmother made it when the trains stopped running.";

/// Hashtags used before, while one is typed.
pub async fn completion(window: &Window, hands: &dyn Hands) {
    practise(window).await;
    for (name, drawing, caption) in [
        (
            "Night market.mp4",
            "skyline",
            "The city at half past two #ramen #latenightcooking",
        ),
        (
            "Tomatoes.mp4",
            "tomatoes",
            "Five tomatoes, one knife #homecook #ramen #latenightcooking",
        ),
        ("Broth.mp4", "ramen", "Forty minutes, no shortcuts #ramen #broth"),
    ] {
        add(window, hands, &clips::drawn(hands.home(), name, drawing, 30)).await;
        write_caption(window, caption).await;
        caption_kept(window).await;
    }
    add(window, hands, &clips::ramen(hands.home())).await;
    write_caption(window, &format!("{SEEN} #")).await;
    window.wait_for("[role=option]").await;
}

/// Texts the creator keeps.
pub async fn texts(window: &Window, hands: &dyn Hands) {
    draft(window, hands).await;
    write_caption(window, SEEN).await;
    window.press("Saved texts").await;
    for (name, text) in [
        ("Ramen tags", "#ramen #latenightcooking #homecook"),
        (
            "Sign-off",
            "New bowl every Friday night. Which one should I try next?",
        ),
    ] {
        keep(window, name, text).await;
    }
}

/// A text that is about to be kept: it begins with the hashtags of the caption.
pub async fn new_text(window: &Window, hands: &dyn Hands) {
    draft(window, hands).await;
    write_caption(window, &format!("{SEEN} #ramen #homecook ")).await;
    window.press("Saved texts").await;
    window.press("New text").await;
    window.named("Name").await;
}

/// A caption that TikTok would not take, with line breaks.
pub async fn too_long(window: &Window, hands: &dyn Hands) {
    draft(window, hands).await;
    put_caption(window, &long_caption(2_260)).await;
    window.wait_for_words("characters too many").await;
}

/// A caption in Arabic with hashtags.
pub async fn right_to_left(window: &Window, hands: &dyn Hands) {
    draft(window, hands).await;
    put_caption(
        window,
        "رامن في الثانية صباحًا 🍜 كما كانت جدتي تطبخه.\n#رامن #طبخ_الليل #ramen @nord.noodle",
    )
    .await;
    caption_kept(window).await;
}

/// A caption that takes several codes.
pub async fn several_codes(window: &Window, hands: &dyn Hands) {
    draft(window, hands).await;
    put_caption(window, &long_caption(2_000)).await;
    window.press("Send to inbox").await;
    publish(window).await;
    window.wait_for_words("Code 1 of 3").await;
    // Until then it is on its way, and its card moves once more.
    window
        .wait_for_words("Not posted yet; finish it on your phone.")
        .await;
}

async fn draft(window: &Window, hands: &dyn Hands) {
    practise(window).await;
    add(window, hands, &clips::ramen(hands.home())).await;
}

async fn keep(window: &Window, name: &str, text: &str) {
    window.press("New text").await;
    for (field, words) in [("Name", name), ("Text", text)] {
        let field = window.named(field).await;
        window.write(&field, words).await;
    }
    window.press("Save").await;
    const KEPT: &str =
        "return [...document.querySelectorAll('[data-text]')].some((e) => e.dataset.text === arguments[0])";
    window.wait_until(KEPT, name).await;
}

/// Writes at once what would take long by keys.
async fn put_caption(window: &Window, text: &str) {
    const PUT: &str = "const area = document.querySelector('#caption'); area.focus(); \
        return document.execCommand('insertText', false, arguments[0])";
    window.wait_for("#caption").await;
    window.script(PUT, json!([text])).await;
}

fn long_caption(length: usize) -> String {
    let line = format!("{SEEN}\n");
    let mut text = line.repeat(length / line.len());
    text.push_str(&"#ramen ".repeat(length));
    text.truncate(length);
    text
}
