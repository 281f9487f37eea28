//! Keys as Chromium gets them from a keyboard.

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use tests::window::Window;

/// Presses and releases one key.
pub async fn press(window: &Window, key: char) {
    let keys = KeyActions::new("keyboard".to_owned())
        .then(KeyAction::Down { value: key })
        .then(KeyAction::Up { value: key });
    window.client.perform_actions(keys).await.expect("a key");
}
