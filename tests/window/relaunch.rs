//! Closing the studio and opening it again at once.

use std::time::Duration;

use tests::computer::{Computer, Kind};
use tests::process::{Process, wait_for};

fn start(computer: &Computer) -> Process {
    let mut studio = computer.command(tests::programs().join("greenroom"));
    Process::start(studio.arg("--data-dir").arg(computer.data_dir()))
}

/// The visible window of a process.
fn window_of(computer: &Computer, studio: &Process) -> String {
    wait_for("a window", Duration::from_secs(30), || {
        let mut search = computer.command("xdotool");
        search.args(["search", "--onlyvisible", "--pid", &studio.id().to_string()]);
        let found = search.output().ok()?;
        String::from_utf8_lossy(&found.stdout)
            .lines()
            .next()
            .map(str::to_owned)
    })
}

#[test]
fn a_studio_opened_again_while_it_still_closes_shows_its_window() {
    let computer = Computer::start(Kind::default());
    let mut studio = start(&computer);
    let mut window = window_of(&computer, &studio);
    for _ in 0..5 {
        computer.keys(&["windowactivate", "--sync", &window, "key", "alt+F4"]);
        let next = start(&computer);
        window = window_of(&computer, &next);
        studio = next;
    }
    drop(studio);
}

#[test]
fn a_second_start_shows_the_running_studio_and_ends() {
    let computer = Computer::start(Kind::default());
    let studio = start(&computer);
    let window = window_of(&computer, &studio);
    let mut second = computer.command(tests::programs().join("greenroom"));
    let ended = second
        .arg("--data-dir")
        .arg(computer.data_dir())
        .status()
        .unwrap();
    assert!(ended.success());
    assert_eq!(window_of(&computer, &studio), window);
}
