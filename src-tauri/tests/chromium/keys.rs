//! Keys as Chromium gets them from a keyboard.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use tests::window::Window;

/// Presses and releases one key.
pub async fn press(window: &Window, key: char) {
    press_times(window, key, 1).await;
}

/// Presses and releases one key so many times; each is over before the next begins.
pub async fn press_times(window: &Window, key: char, times: usize) {
    let keys = (0..times).fold(KeyActions::new("keyboard".to_owned()), |keys, _| {
        keys.then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key })
    });
    window.client.perform_actions(keys).await.expect("a key");
}
