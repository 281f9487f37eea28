//! Signing in by way of the browser. The "browser" of the test computer notes the address it
//! was asked to open; the test then does what a creator does there, with curl for the plain
//! consent form and with Chromium for the page that hands on to the app.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use tests::computer::{Computer, Kind};
use tests::practice_program::PracticeProgram;
use tests::process::{Process, wait_for};
use tests::window::{Start, Window};

/// Makes a program that notes addresses the system's browser.
fn install_browser(computer: &Computer) {
    let home = computer.home.path();
    let applications = home.join(".local/share/applications");
    std::fs::create_dir_all(&applications).unwrap();
    let script = home.join("browser");
    std::fs::write(
        &script,
        format!("#!/bin/sh\necho \"$1\" >> {}/opened\n", home.display()),
    )
    .unwrap();
    make_executable(&script);
    let entry = format!(
        "[Desktop Entry]\nType=Application\nName=Notebook\nExec={} %u\nMimeType=x-scheme-handler/http;x-scheme-handler/https;\n",
        script.display()
    );
    std::fs::write(applications.join("notebook.desktop"), entry).unwrap();
    let schemes = ["x-scheme-handler/http", "x-scheme-handler/https"];
    let done = computer
        .command("xdg-mime")
        .args(["default", "notebook.desktop"])
        .args(schemes)
        .status()
        .unwrap();
    assert!(done.success());
}

fn make_executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

/// The last address the browser was asked to open.
fn opened(computer: &Computer) -> String {
    wait_for("the browser", Duration::from_secs(20), || {
        let text = std::fs::read_to_string(computer.home.path().join("opened")).ok()?;
        text.lines().last().map(str::to_owned)
    })
}

/// Submits the consent page's form as it stands and returns where TikTok redirects to.
fn allow(authorize: &str) -> String {
    let page = curl(&[authorize]);
    let action = between(&page, "action=\"", "\"").expect("a form");
    let base = authorize.split("/v2/").next().expect("a base");
    let mut command = Command::new("curl");
    command.args([
        "--silent",
        "--output",
        "/dev/null",
        "--write-out",
        "%{redirect_url}",
    ]);
    let mut persona = false;
    for input in page
        .split("<input ")
        .skip(1)
        .map(|rest| rest.split('>').next().unwrap_or_default())
    {
        let (Some(name), Some(value)) = (between(input, "name=\"", "\""), between(input, "value=\"", "\""))
        else {
            continue;
        };
        let radio = input.contains("type=\"radio\"");
        if radio && persona {
            continue;
        }
        persona |= radio;
        command
            .arg("--data-urlencode")
            .arg(format!("{}={}", unescape(name), unescape(value)));
    }
    if let Some((name, value)) = allow_button(&page) {
        command.arg("--data-urlencode").arg(format!("{name}={value}"));
    }
    let target = if action.starts_with('/') {
        format!("{base}{}", unescape(action))
    } else {
        unescape(action)
    };
    let output = command
        .args(["-H", &format!("Origin: {base}")])
        .arg(&target)
        .output()
        .expect("curl");
    let redirect = String::from_utf8(output.stdout).expect("an address");
    assert!(redirect.contains("code="), "{target} redirected to {redirect:?}");
    redirect
}

fn allow_button(page: &str) -> Option<(String, String)> {
    let button = page
        .split("<button ")
        .skip(1)
        .map(|rest| rest.split('>').next().unwrap_or_default());
    button
        .filter(|button| button.contains("allow"))
        .find_map(|button| {
            Some((
                between(button, "name=\"", "\"")?.to_owned(),
                between(button, "value=\"", "\"")?.to_owned(),
            ))
        })
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let rest = &text[text.find(before)? + before.len()..];
    rest.find(after).map(|end| &rest[..end])
}

fn unescape(text: &str) -> String {
    text.replace("&amp;", "&")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
}

fn curl(arguments: &[&str]) -> String {
    let output = Command::new("curl")
        .args(["--silent", "--show-error"])
        .args(arguments)
        .output()
        .expect("curl");
    assert!(
        output.status.success(),
        "curl {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The link that the hand-on page offers, as a real browser makes it.
fn link_on_page(computer: &Computer, page: &str) -> String {
    let profile = computer.home.path().join("chromium");
    let output = computer
        .command("chromium")
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
        ])
        .arg(format!("--user-data-dir={}", profile.display()))
        .args(["--dump-dom", page])
        .output()
        .expect("chromium");
    let dom = String::from_utf8_lossy(&output.stdout).into_owned();
    let start = dom
        .find("studio.greenroom://")
        .unwrap_or_else(|| panic!("no link in\n{dom}"));
    let end = dom[start..].find('"').expect("the link's end");
    unescape(&dom[start..start + end])
}

/// Follows a link as the system does. The opener of a bare system stays until the
/// program it started has ended, so it is kept beside the test.
fn follow(computer: &Computer, link: &str) -> Process {
    Process::start(computer.command("xdg-open").arg(link))
}

async fn start_in_browser(window: &Window, way: &str) {
    window.press("Look around first").await;
    window.press("Settings").await;
    window.press("Practice").await;
    window.press(way).await;
    window.press("Open the sign-in page").await;
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
