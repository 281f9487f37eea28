//! A picture of every named state of the window: light and dark, wide and narrow.

#![expect(clippy::unwrap_used, reason = "a state that cannot be shown fails the run")]

use std::panic::AssertUnwindSafe;
use std::path::PathBuf;

use futures_util::FutureExt;
use serde_json::json;
use tests::computer::{Computer, Kind};
use tests::states::{self, Practice, State};
use tests::window::{Start, Window};

const SIZES: [(&str, u32, u32); 2] = [("1440x900", 1440, 900), ("900x600", 900, 600)];

#[tokio::main]
async fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let folder = tests::repository().join("tests/shots");
    std::fs::create_dir_all(&folder).unwrap();
    let mut failed = vec![];
    for state in states::all()
        .into_iter()
        .filter(|state| wanted.is_empty() || wanted.iter().any(|name| name == state.name))
    {
        // A state that cannot be reached must not hide the ones after it.
        match AssertUnwindSafe(show(state, &folder)).catch_unwind().await {
            Ok(()) => println!("{}", state.name),
            Err(_) => failed.push(state.name),
        }
    }
    assert!(failed.is_empty(), "could not show {}", failed.join(", "));
}

async fn show(state: &State, folder: &std::path::Path) {
    let computer = Computer::start(Kind {
        screen: (1600, 1000),
        ..Kind::default()
    });
    let beside = state.practice == Practice::Beside;
    let start = Start {
        practice: beside.then(|| computer.practice().file.clone()),
        ..Start::default()
    };
    let window = Window::open(&computer, start).await;
    (state.reach)(&window, &computer).await;
    for (size, width, height) in SIZES {
        window.resize(width, height).await;
        for theme in ["light", "dark"] {
            window
                .script(
                    "document.documentElement.dataset.theme = arguments[0]; return true",
                    json!([theme]),
                )
                .await;
            let path: PathBuf = folder.join(format!("{}-{size}-{theme}.png", state.name));
            std::fs::write(&path, window.picture().await).unwrap();
        }
    }
    window.close().await;
}
