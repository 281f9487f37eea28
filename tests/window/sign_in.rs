//! Signing in by way of the browser.

use std::process::Command;
use std::time::Duration;

use tests::browser::{allow, curl, install_browser, link_on_page, opened, start_in_browser};
use tests::computer::{Computer, Kind};
use tests::practice_program::PracticeProgram;
use tests::process::{Process, wait_for};
use tests::window::{Start, Window};

/// Follows a link as the system does. The opener of a bare system stays until the
/// program it started has ended, so it is kept beside the test.
fn follow(computer: &Computer, link: &str) -> Process {
    Process::start(computer.command("xdg-open").arg(link))
}

#[tokio::test]
async fn a_loopback_sign_in_comes_back_from_the_browser() {
    let computer = Computer::start(Kind::default());
    install_browser(&computer);
    let practice = PracticeProgram::start(computer.home.path(), &["--platform", "desktop"]);
    let window = Window::open(
        &computer,
        Start {
            practice: Some(practice.file.clone()),
            ..Start::default()
        },
    )
    .await;
    start_in_browser(&window, "Desktop").await;
    let callback = allow(&opened(&computer));
    let answer = curl(&[&callback]);
    assert!(!answer.contains("<script"), "{answer}");
    window.wait_for_words("is connected").await;
    window.close().await;
}

#[tokio::test]
async fn a_deep_link_finishes_the_sign_in_of_the_running_app() {
    let computer = Computer::start(Kind::default());
    install_browser(&computer);
    let practice = PracticeProgram::start(computer.home.path(), &["--platform", "web"]);
    let window = Window::open(
        &computer,
        Start {
            practice: Some(practice.file.clone()),
            ..Start::default()
        },
    )
    .await;
    start_in_browser(&window, "Web").await;
    let page = allow(&opened(&computer));
    let _opener = follow(&computer, &link_on_page(&computer, &page));
    window.wait_for_words("is connected").await;
    window.close().await;
}

#[tokio::test]
async fn a_deep_link_finishes_the_sign_in_of_an_app_that_was_closed() {
    let computer = Computer::start(Kind::default());
    install_browser(&computer);
    let practice = PracticeProgram::start(computer.home.path(), &["--platform", "web"]);
    let start = Start {
        practice: Some(practice.file.clone()),
        ..Start::default()
    };
    let window = Window::open(&computer, start.clone()).await;
    start_in_browser(&window, "Web").await;
    let page = allow(&opened(&computer));
    window.close().await;

    let _opener = follow(&computer, &link_on_page(&computer, &page));
    wait_for("the account", Duration::from_secs(30), || {
        (stored_accounts(&computer)? > 0).then_some(())
    });
    end_all_studios(&computer);

    let window = Window::open(&computer, start).await;
    window.wait_for_words("nothing here reaches TikTok").await;
    window.close().await;
}

/// How many accounts the studio's database holds.
fn stored_accounts(computer: &Computer) -> Option<i64> {
    let database = computer.data_dir().join("greenroom.db");
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let connection = rusqlite::Connection::open_with_flags(database, flags).ok()?;
    connection
        .query_row("SELECT count(*) FROM accounts", (), |row| row.get(0))
        .ok()
}

/// Ends the studio that a link started, which no WebDriver holds.
fn end_all_studios(computer: &Computer) {
    let folder = computer.data_dir();
    let _ = Command::new("pkill")
        .arg("-f")
        .arg(format!("greenroom --data-dir {}", folder.display()))
        .status();
    wait_for("the studio to end", Duration::from_secs(20), || {
        let left = Command::new("pgrep")
            .arg("-f")
            .arg(format!("greenroom --data-dir {}", folder.display()))
            .output()
            .ok()?;
        left.stdout.is_empty().then_some(())
    });
}
