//! The order of what waits, changed by key.

use tests::computer::{Computer, Kind};
use tests::states;
use tests::window::{Start, Window};

use crate::keyboard::Keyboard;

/// Whether the focus is on the row of this title, and that row is the last that waits.
const LAST_AND_FOCUSED: &str = "const rows = [...document.querySelectorAll('[data-post]')]; const here = document.activeElement; return rows.indexOf(here) === rows.length - 1 && here.innerText.startsWith(arguments[0])";

#[tokio::test]
async fn alt_and_an_arrow_move_a_waiting_post_and_the_focus_goes_with_it() {
    let computer = Computer::start(Kind::default());
    let window = Window::open(&computer, Start::default()).await;
    let keyboard = Keyboard::new(&computer, &window);
    let waiting = states::all()
        .into_iter()
        .find(|state| state.name == "posts-waiting")
        .expect("the state");
    (waiting.reach)(&window, &computer).await;
    computer.wait_for_window("Greenroom");

    keyboard.tab_to("[data-post]").await;
    keyboard.press("Home");
    keyboard.arrives_at("Long night at the ramen bar").await;
    keyboard.press("Down");
    keyboard.arrives_at("The market at five in the morning").await;
    keyboard.press("alt+Down");
    window.wait_until(LAST_AND_FOCUSED, "The market at five").await;
    window.wait_for_words("2 of 2 that wait").await;
    keyboard.press("alt+Up");
    window.wait_for_words("1 of 2 that wait").await;
    keyboard.arrives_at("The market at five in the morning").await;
    window.close().await;
}
