//! The audit walkthrough from the Help menu to its end, with the keys of a real keyboard.

use serde_json::json;
use tests::computer::{Computer, Kind};
use tests::states::walkthrough::shown;
use tests::steps::{policy_violations, practice_posts, practise};
use tests::window::{Start, Window};

use crate::keyboard::Keyboard;

const STEPS: u32 = 25;

#[tokio::test]
async fn the_walkthrough_plays_every_rule_by_keyboard_and_leaves_nothing() {
    let computer = Computer::start(Kind::default());
    let window = Window::open(&computer, Start::default()).await;
    let keyboard = Keyboard::new(&computer, &window);
    practise(&window).await;
    computer.wait_for_window("Greenroom");

    keyboard.press("F1");
    const IN_MENU: &str = "return document.activeElement?.getAttribute('role') === 'menuitem'";
    window.wait_until(IN_MENU, "the Help menu").await;
    keyboard.press("Return");
    window.wait_for_words("No adult content.").await;
    keyboard.tab_to_word("Start the walkthrough").await;
    keyboard.press("Return");
    for step in 1..=STEPS {
        shown(&window, step).await;
        if step == 23 {
            window.wait_for_words("TikTok says everyone can see it").await;
        }
        keyboard
            .tab_to_word(if step == STEPS { "Finish" } else { "Next" })
            .await;
        keyboard.press("Return");
    }
    window.wait_for_words("The walkthrough is over").await;

    assert_eq!(practice_posts(&computer), 0);
    window.press("Drafts").await;
    window.wait_for_words("Drop a video here").await;
    let left = std::fs::read_dir(computer.data_dir().join("walkthrough")).unwrap();
    assert_eq!(left.count(), 0);
    assert_eq!(policy_violations(&window).await, json!([]));
    window.close().await;
}
