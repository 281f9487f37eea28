//! The record of what TikTok was asked, read and saved without a mouse.

use serde_json::{Value, json};
use tests::clips;
use tests::computer::{Computer, Kind};
use tests::window::{Start, Window};

use crate::keyboard::Keyboard;
use tests::steps::*;

/// The title of the system's dialog for saving.
const SAVING: &str = "Save the activity";

/// TikTok is asked for something while the record is open: at its top the entry appears by itself,
/// further down it is offered and nothing moves.
async fn what_is_new_appears(window: &Window) {
    const ASK: &str = "const invoke = window.__TAURI_INTERNALS__.invoke;
        invoke('snapshot').then((now) => invoke('videos_refresh', { account: now.activeAccount }));
        return document.querySelector('main ol > li').innerText";
    const OTHER: &str = "return document.querySelector('main ol > li').innerText !== arguments[0]";
    const DOWN: &str = "document.querySelector('main ol').parentElement.scrollTop = 40; return true";
    const STILL_DOWN: &str = "return document.querySelector('main ol').parentElement.scrollTop === 40";
    const AT_TOP: &str = "return document.querySelector('main ol').parentElement.scrollTop === 0";
    let first = window.script(ASK, json!([])).await;
    window.wait_until(OTHER, first).await;
    window.resize(900, 600).await;
    window.script(DOWN, json!([])).await;
    window.script(ASK, json!([])).await;
    window.wait_for_words("Show new entries").await;
    assert_eq!(window.script(STILL_DOWN, json!([])).await, json!(true));
    window.press("Show new entries").await;
    window.wait_until(AT_TOP, "the top").await;
}

#[tokio::test]
async fn what_was_asked_is_searched_saved_and_leads_to_its_post_by_keyboard() {
    let computer = Computer::start(Kind::default());
    let clip = clips::drawn(computer.home.path(), "Ramen at 2am.mp4", "ramen", 30);
    let window = Window::open(&computer, Start::default()).await;
    practise(&window).await;
    add(&window, &computer, &clip).await;
    write_caption(&window, "Ramen at 2am #ramen").await;
    choose_privacy(&window, "PUBLIC_TO_EVERYONE").await;
    publish(&window).await;
    window.wait_for_words("TikTok says everyone can see it").await;

    let keyboard = Keyboard::new(&computer, &window);
    computer.wait_for_window("Greenroom");
    keyboard.press("ctrl+comma");
    keyboard.tab_to_word("Activity").await;
    keyboard.press("Return");
    window.wait_for_words("Greenroom, for a post").await;
    what_is_new_appears(&window).await;
    keyboard.press("slash");
    const SEARCHING: &str = "return document.activeElement?.type === 'search'";
    window.wait_until(SEARCHING, "the search").await;
    keyboard.write("open upload");
    window.wait_for_words("1 entry").await;

    let file = computer.home.path().join("asked.json");
    keyboard.press("shift+Tab");
    keyboard.press("Return");
    computer.choose_in_dialog(SAVING, &file);
    window.wait_for_words("Saved 1 entry.").await;
    let saved: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    assert_eq!(saved[0]["endpoint"], "init-video");
    assert_eq!(saved[0]["scopes"], "video.publish");
    assert!(!saved.to_string().contains("ramen"), "{saved}");

    computer.wait_for_window("Greenroom");
    keyboard.tab_to_word("Open the post").await;
    keyboard.press("Return");
    window
        .wait_for_words("Asked to open an upload for a post: OK")
        .await;
    assert_eq!(policy_violations(&window).await, json!([]));
    window.close().await;
}
