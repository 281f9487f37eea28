//! The whole job without a mouse, with the keys of a real keyboard.

use serde_json::{Value, json};
use tests::clips;
use tests::computer::{Computer, Kind};
use tests::window::{Start, Window};

use tests::steps::*;

/// A creator who has only a keyboard.
pub(crate) struct Keyboard<'a> {
    computer: &'a Computer,
    window: &'a Window,
}

impl<'a> Keyboard<'a> {
    pub(crate) fn new(computer: &'a Computer, window: &'a Window) -> Self {
        Self { computer, window }
    }

    pub(crate) fn press(&self, key: &str) {
        self.computer.keys(&["key", key]);
    }

    pub fn write(&self, text: &str) {
        self.computer.keys(&["type", "--delay", "20", text]);
    }

    /// Presses Tab until the focus is on what `css` names.
    pub(crate) async fn tab_to(&self, css: &str) {
        let on_it = "return document.activeElement?.matches(arguments[0]) ?? false";
        self.tab_until(on_it, css).await;
    }

    /// Presses Tab until the focus is on the button that says `word`.
    pub async fn tab_to_word(&self, word: &str) {
        let on_it = "return document.activeElement?.innerText.trim() === arguments[0]";
        self.tab_until(on_it, word).await;
    }

    /// Waits until the page has brought the focus to the button whose first line is `word`.
    pub async fn arrives_at(&self, word: &str) {
        let there = "return document.activeElement?.innerText.trim().split('\\n')[0] === arguments[0]";
        self.window.wait_until(there, word).await;
    }

    async fn tab_until(&self, on_it: &str, wanted: &str) {
        const REMEMBER: &str = "window.__left = document.activeElement; return true";
        const MOVED: &str = "return document.activeElement !== window.__left";
        for _ in 0..60 {
            if self.window.script(on_it, json!([wanted])).await == Value::Bool(true) {
                return;
            }
            self.window.script(REMEMBER, json!([])).await;
            self.press("Tab");
            self.window.wait_until(MOVED, "the focus to move").await;
        }
        panic!("Tab never reached {wanted}\n{}", self.window.text().await);
    }

    /// Opens the focused select, which is a menu of the system's own, and takes its first
    /// choice. The menu may show before it listens, so that a key is lost; a person tries again.
    async fn choose_first_in_menu(&self) {
        const CHOSEN: &str = "const field = document.activeElement; const done = arguments[0]; \
            if (field.value !== '') done(true); \
            field.addEventListener('change', () => done(true), { once: true }); \
            setTimeout(() => done(false), 2000)";
        for _ in 0..5 {
            self.press("space");
            self.computer.wait_for_menu(true);
            self.press("Down");
            self.press("Return");
            self.computer.wait_for_menu(false);
            let chosen = self.window.client.execute_async(CHOSEN, vec![]).await;
            if chosen.expect("an answer") == Value::Bool(true) {
                return;
            }
        }
        panic!("no choice in {}", self.window.text().await);
    }
}

#[tokio::test]
async fn the_keyboard_alone_brings_a_video_to_live() {
    let computer = Computer::start(Kind::default());
    let clip = clips::fitting(computer.home.path(), "Keys.mp4", 2);
    let window = Window::open(&computer, Start::default()).await;
    let keyboard = Keyboard {
        computer: &computer,
        window: &window,
    };
    computer.wait_for_window("Greenroom");

    keyboard.tab_to_word("Practise").await;
    keyboard.press("Return");
    window.wait_for_words("is connected").await;
    keyboard.tab_to_word("Go on").await;
    keyboard.press("Return");
    window.wait_for_words("nothing here reaches TikTok").await;
    window
        .wait_until(
            "return document.querySelector('dialog[open]') === null",
            "the dialog",
        )
        .await;

    keyboard.press("n");
    computer.choose_in_dialog(DIALOG, &clip);
    window.wait_for("#caption").await;
    computer.wait_for_window("Greenroom");
    keyboard.tab_to("#caption").await;
    keyboard.write("Only keys");
    window
        .wait_until(
            "return document.querySelector('#caption').value === arguments[0]",
            "Only keys",
        )
        .await;
    privacy_ready(&window).await;
    keyboard.tab_to("#privacy").await;
    keyboard.choose_first_in_menu().await;
    keyboard.tab_to("[data-interaction=comment]").await;
    keyboard.press("space");
    window
        .wait_until(
            "return document.querySelector('[data-interaction=comment]').checked",
            "comments",
        )
        .await;
    keyboard.tab_to("button.publish").await;
    window.wait_until(PUBLISH_ALLOWED, "the button").await;
    keyboard.press("Return");
    window.wait_for_words("confirmed by TikTok").await;
    window.close().await;
}
