//! A creator's computer for tests: a screen, a session bus, a keyring, a window
//! manager, a practice TikTok as a process of its own, and the real program driven
//! through WebDriver. Every test gets its own of each.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot be set up has failed"
)]

pub mod axe;
pub mod browser;
pub mod chromium;
pub mod clips;
pub mod computer;
pub mod hands;
pub mod headless;
pub mod keyring;
pub mod practice_program;
pub mod process;
pub mod states;
pub mod steps;
pub mod window;

use std::path::PathBuf;

/// Folder of the built programs.
pub fn programs() -> PathBuf {
    let mut folder = std::env::current_exe().expect("own path");
    folder.pop();
    if folder.ends_with("deps") {
        folder.pop();
    }
    folder
}

/// The repository.
pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("a parent")
        .to_owned()
}
