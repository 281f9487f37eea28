//! The cover, from the key that chooses a frame to what TikTok is told.

use serde_json::{Value, json};
use tests::clips;
use tests::computer::{Computer, Kind};
use tests::window::{Start, Window};

use tests::steps::*;

use crate::keyboard::Keyboard;

/// Waits until a screen reader would say `words` of the focused slider.
async fn wait_for_frame(window: &Window, words: &str) {
    const SAYS: &str = "return document.activeElement.ariaValueText === arguments[0]";
    window.wait_until(SAYS, words).await;
}

/// The cover of each upload that the practice TikTok was asked for.
fn covers_received(computer: &Computer) -> Vec<Value> {
    let text =
        std::fs::read_to_string(computer.data_dir().join("practice.json")).expect("the practice state");
    let state: Value = serde_json::from_str(&text).expect("JSON");
    let uploads = state["uploads"].as_object().expect("uploads").values();
    uploads
        .map(|upload| upload["video_cover_timestamp_ms"].clone())
        .collect()
}

#[tokio::test]
async fn the_frame_chosen_by_keyboard_is_the_cover_that_tiktok_is_told() {
    let computer = Computer::start(Kind::default());
    let clip = clips::fitting(computer.home.path(), "Cover.mp4", 3);
    let window = Window::open(&computer, Start::default()).await;
    let keyboard = Keyboard {
        computer: &computer,
        window: &window,
    };
    practise(&window).await;
    add(&window, &computer, &clip).await;
    choose_privacy(&window, "PUBLIC_TO_EVERYONE").await;
    computer.wait_for_window("Greenroom");

    keyboard.tab_to("input[type=radio][value=video]").await;
    keyboard.press("Right");
    window.wait_for(".crops").await;
    keyboard.tab_to(".strip input").await;
    wait_for_frame(&window, "0:00.000, frame 1 of 90").await;
    keyboard.press("End");
    wait_for_frame(&window, "0:02.967, frame 90 of 90").await;
    keyboard.press("Home");
    wait_for_frame(&window, "0:00.000, frame 1 of 90").await;
    keyboard.press("shift+Right");
    wait_for_frame(&window, "0:01.000, frame 31 of 90").await;
    keyboard.press("Right");
    keyboard.press("Right");
    wait_for_frame(&window, "0:01.067, frame 33 of 90").await;
    keyboard.press("Left");
    wait_for_frame(&window, "0:01.034, frame 32 of 90").await;
    window.wait_for_words("Cover at 0:01.034").await;

    publish(&window).await;
    window.wait_for_words("TikTok says everyone can see it").await;
    assert_eq!(covers_received(&computer), [json!(1034)]);
    window.close().await;
}
