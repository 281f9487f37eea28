//! The audit walkthrough from the Help menu to its end, with the keys of a real keyboard.

use serde_json::{Value, json};
use tests::computer::{Computer, Kind};
use tests::states::walkthrough::shown;
use tests::steps::{policy_violations, practice_posts, practise};
use tests::window::{Start, Window};

const STEPS: u32 = 25;

/// Presses Tab until the focus is on the button that says `word`, then Return.
async fn choose_by_key(computer: &Computer, window: &Window, word: &str) {
    const ON_IT: &str = "return document.activeElement?.innerText.trim() === arguments[0]";
    const REMEMBER: &str = "window.__left = document.activeElement; return true";
    const MOVED: &str = "return document.activeElement !== window.__left";
    for _ in 0..60 {
        if window.script(ON_IT, json!([word])).await == Value::Bool(true) {
            return computer.keys(&["key", "Return"]);
        }
        window.script(REMEMBER, json!([])).await;
        computer.keys(&["key", "Tab"]);
        window.wait_until(MOVED, "the focus to move").await;
    }
    panic!("Tab never reached {word}\n{}", window.text().await);
}

#[tokio::test]
async fn the_walkthrough_plays_every_rule_by_keyboard_and_leaves_nothing() {
    let computer = Computer::start(Kind::default());
    let window = Window::open(&computer, Start::default()).await;
    practise(&window).await;
    computer.wait_for_window("Greenroom");

    computer.keys(&["key", "F1"]);
    const IN_MENU: &str = "return document.activeElement?.getAttribute('role') === 'menuitem'";
    window.wait_until(IN_MENU, "the Help menu").await;
    computer.keys(&["key", "Return"]);
    window.wait_for_words("No adult content.").await;
    choose_by_key(&computer, &window, "Start the walkthrough").await;
    for step in 1..=STEPS {
        shown(&window, step).await;
        if step == 23 {
            window.wait_for_words("TikTok says everyone can see it").await;
        }
        choose_by_key(&computer, &window, if step == STEPS { "Finish" } else { "Next" }).await;
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
