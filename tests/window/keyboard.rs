use serde_json::{Value, json};
use tests::clips;
use tests::computer::{Computer, Kind};
use tests::window::{Start, Window};

use tests::steps::*;

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";
const SPACE: &str = " ";

/// Presses Tab until the focus is on what `css` names.
async fn tab_to(window: &Window, css: &str) {
    tab_until(
        window,
        "return document.activeElement?.matches(arguments[0]) ?? false",
        css,
    )
    .await;
}

/// Presses Tab until the focus is on the button that says `word`.
async fn tab_to_word(window: &Window, word: &str) {
    tab_until(
        window,
        "return document.activeElement?.innerText.trim() === arguments[0]",
        word,
    )
    .await;
}

async fn tab_until(window: &Window, script: &str, wanted: &str) {
    for _ in 0..60 {
        if window.script(script, json!([wanted])).await == Value::Bool(true) {
            return;
        }
        window.type_keys(TAB).await;
    }
    panic!("Tab never reached {wanted}\n{}", window.text().await);
}

#[tokio::test]
async fn the_keyboard_alone_brings_a_video_to_live() {
    let computer = Computer::start(Kind::default());
    let clip = clips::fitting(computer.home.path(), "Keys.mp4", 2);
    let window = Window::open(&computer, Start::default()).await;
    tab_to_word(&window, "Practise").await;
    window.type_keys(ENTER).await;
    window.wait_for_words("is connected").await;
    tab_to_word(&window, "Go on").await;
    window.type_keys(ENTER).await;
    window.wait_for_words("nothing here reaches TikTok").await;
    window.type_keys("n").await;
    computer.choose_in_dialog(DIALOG, &clip);
    window.wait_for("#caption").await;
    tab_to(&window, "#caption").await;
    window.type_keys("Only keys").await;
    privacy_ready(&window).await;
    tab_to(&window, "#privacy").await;
    // WebKitGTK opens a native menu for a select; letters choose without opening it.
    computer.keys(&["key", "space"]);
    computer.keys(&["key", "Down"]);
    computer.keys(&["key", "Return"]);
    window
        .wait_until(
            "return document.querySelector('#privacy').value !== ''",
            "a choice",
        )
        .await;
    tab_to(&window, "[data-interaction=comment]").await;
    window.type_keys(SPACE).await;
    tab_to(&window, "button.publish").await;
    window
        .wait_until(
            "return document.activeElement.getAttribute('aria-disabled') !== 'true'",
            "the button",
        )
        .await;
    window.type_keys(ENTER).await;
    window.wait_for_words("Live").await;
    window.wait_for_words("TikTok says").await;
    window.close().await;
}
