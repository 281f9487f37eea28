//! Writing a caption with help, by the keys of a real keyboard.

use serde_json::{Value, json};
use tests::clips;
use tests::computer::{Computer, Kind};
use tests::steps::*;
use tests::window::{Start, Window};

use crate::keyboard::Keyboard;

const CAPTION: &str = "return document.querySelector('#caption')?.value ?? null";

async fn caption_is(window: &Window, text: &str) {
    window
        .wait_until(
            "return document.querySelector('#caption')?.value === arguments[0]",
            text,
        )
        .await;
}

async fn options_are(window: &Window, count: usize) {
    const COUNT: &str = "return document.querySelectorAll('[role=option]').length === arguments[0]";
    window.wait_until(COUNT, count).await;
}

/// Pastes as the system does, without its clipboard.
async fn paste(window: &Window, text: &str) {
    const PASTE: &str = "const data = new DataTransfer(); data.setData('text/plain', arguments[0]); \
        const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }); \
        return document.querySelector('#caption').dispatchEvent(event)";
    assert_eq!(
        window.script(PASTE, json!([text])).await,
        Value::Bool(false),
        "the page pastes itself"
    );
}

#[tokio::test]
async fn hashtags_and_saved_texts_come_into_the_caption_by_keyboard_and_can_be_undone() {
    let computer = Computer::start(Kind::default());
    let [first, second] =
        ["First.mp4", "Second.mp4"].map(|name| clips::fitting(computer.home.path(), name, 2));
    let window = Window::open(&computer, Start::default()).await;
    let keyboard = Keyboard::new(&computer, &window);
    practise(&window).await;
    add(&window, &computer, &first).await;
    write_caption(&window, "#noodles #ramen #ramenlover ").await;
    caption_kept(&window).await;
    add(&window, &computer, &second).await;
    computer.wait_for_window("Greenroom");
    keyboard.tab_to("#caption").await;

    keyboard.write("Soup #ra");
    options_are(&window, 2).await;
    keyboard.press("Down");
    keyboard.press("Return");
    caption_is(&window, "Soup #ramen ").await;
    options_are(&window, 0).await;
    keyboard.press("ctrl+z");
    caption_is(&window, "Soup #ra").await;
    keyboard.press("End");
    keyboard.write("m");
    options_are(&window, 2).await;
    keyboard.press("Escape");
    options_are(&window, 0).await;
    keyboard.press("Return");
    caption_is(&window, "Soup #ram\n").await;
    keyboard.tab_to_word("Saved texts").await;
    keyboard.press("Return");
    keyboard.arrives_at("New text").await;
    keyboard.press("Return");
    window.named("Name").await;
    keyboard.write("Friday");
    keyboard.tab_to("textarea").await;
    keyboard.write(" every Friday");
    keyboard.tab_to_word("Save").await;
    keyboard.press("Return");
    keyboard.arrives_at("Friday").await;
    keyboard.press("Return");
    caption_is(&window, "Soup #ram\n#ram every Friday").await;
    keyboard.press("ctrl+z");
    caption_is(&window, "Soup #ram\n").await;

    paste(&window, "at\u{a0}2am\u{200b}\r\n👩\u{200d}🍳").await;
    caption_is(&window, "Soup #ram\nat 2am\n👩\u{200d}🍳").await;
    window.wait_for_words("1 invisible character").await;
    keyboard.press("ctrl+z");
    caption_is(&window, "Soup #ram\n").await;
    assert_eq!(policy_violations(&window).await, json!([]));
    window.close().await;
}

#[tokio::test]
async fn nothing_typed_is_lost_when_the_window_is_closed_at_once() {
    let computer = Computer::start(Kind::default());
    let clip = clips::fitting(computer.home.path(), "Fast.mp4", 2);
    let window = Window::open(&computer, Start::default()).await;
    let keyboard = Keyboard::new(&computer, &window);
    practise(&window).await;
    add(&window, &computer, &clip).await;
    computer.wait_for_window("Greenroom");
    keyboard.tab_to("#caption").await;
    let text = "typed in a hurry, every word of it";
    keyboard.write(text);
    // The page has it; the core waits for a pause that never comes.
    caption_is(&window, text).await;
    window.end_by(|| computer.keys(&["key", "alt+F4"]));

    let window = Window::open(&computer, Start::default()).await;
    window.press("Drafts").await;
    window.press("typed in a hurry").await;
    window.wait_for("#caption").await;
    assert_eq!(window.script(CAPTION, json!([])).await, json!(text));
    window.close().await;
}
