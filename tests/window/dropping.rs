//! Files dragged in from another program, as a file manager gives them.

use std::path::{Path, PathBuf};

use serde_json::json;
use tests::clips;
use tests::computer::{Computer, Kind};
use tests::process::Process;
use tests::steps::*;
use tests::window::{Start, Window};

const CARDS: &str = "return document.querySelectorAll('ul.cards > li').length === Number(arguments[0])";

/// A square at the edge of the screen from which `files` can be dragged.
fn drag_source(computer: &Computer, files: &[PathBuf]) -> Process {
    let mut source = computer.command(env!("CARGO_BIN_EXE_drag-source"));
    let (source, said) = Process::with_first_line(source.args(files));
    assert_eq!(said, "ready");
    source
}

/// Drags with the mouse from the square to the middle of the studio.
fn drag_into(computer: &Computer) {
    let studio = computer.wait_for_window("Greenroom");
    let square = computer.wait_for_window("Drag source");
    computer.keys(&["mousemove", "--window", &square, "40", "40", "mousedown", "1"]);
    // A drag begins once the mouse has moved, and a window hears of it as it goes on.
    for (x, y) in [("60", "60"), ("75", "75")] {
        computer.keys(&["mousemove", "--window", &square, x, y]);
    }
    for (x, y) in [("500", "300"), ("520", "320"), ("540", "340")] {
        computer.keys(&["mousemove", "--window", &studio, x, y]);
    }
}

fn drop(computer: &Computer) {
    computer.keys(&["mouseup", "1"]);
}

fn file(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

#[tokio::test]
async fn videos_dragged_in_become_drafts_and_everything_else_says_why_not() {
    let computer = Computer::start(Kind::default());
    let home = computer.home.path();
    let folder = home.join("Holiday");
    std::fs::create_dir(&folder).unwrap();
    let files = [
        clips::fitting(home, "Broth.mp4", 2),
        folder,
        file(home, "notes.txt", b"not a video"),
        file(home, "empty.mp4", b""),
        home.join("gone.mp4"),
    ];
    let window = Window::open(&computer, Start::default()).await;
    practise(&window).await;
    let _source = drag_source(&computer, &files);
    drag_into(&computer);
    window.wait_for(".veil").await;
    drop(&computer);
    for name in ["Holiday", "notes.txt", "empty.mp4", "gone.mp4"] {
        window.wait_for_words(name).await;
    }
    window.press("Close").await;
    window.press("Drafts").await;
    window.wait_until(CARDS, "1").await;
    assert_eq!(policy_violations(&window).await, json!([]));
    window.close().await;
}

#[tokio::test]
async fn five_hundred_videos_dropped_at_once_are_counted_and_the_window_stays_quick() {
    let computer = Computer::start(Kind::default());
    let home = computer.home.path();
    let first = clips::fitting(home, "clip-0.mp4", 2);
    let mut files = vec![first.clone()];
    for number in 1..500 {
        let copy = home.join(format!("clip-{number}.mp4"));
        std::fs::hard_link(&first, &copy).unwrap();
        files.push(copy);
    }
    let window = Window::open(&computer, Start::default()).await;
    practise(&window).await;
    let _source = drag_source(&computer, &files);
    drag_into(&computer);
    window.wait_for(".veil").await;
    drop(&computer);
    window.wait_for_words("at once").await;
    window.press("Close").await;
    window.press("Drafts").await;
    window.wait_until(CARDS, "50").await;
    window.press("Posts").await;
    window.wait_for_words("Nothing on its way").await;
    window.close().await;
}
