//! The creator's browser. It notes the address it was asked to open; what a creator does
//! there is done with curl on the plain consent form, and with Chromium on the page that
//! hands on to the app.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::computer::Computer;
use crate::process::wait_for;
use crate::window::Window;

/// Where addresses are noted, in the creator's home.
pub const OPENED: &str = "opened";

/// Makes a program that notes addresses the system's browser.
pub fn install_browser(computer: &Computer) {
    let home = computer.home.path();
    let applications = home.join(".local/share/applications");
    std::fs::create_dir_all(&applications).expect("the browser is set up");
    let script = home.join("browser");
    std::fs::write(
        &script,
        format!("#!/bin/sh\necho \"$1\" >> {}/{OPENED}\n", home.display()),
    )
    .expect("the browser is set up");
    make_executable(&script);
    let entry = format!(
        "[Desktop Entry]\nType=Application\nName=Notebook\nExec={} %u\nMimeType=x-scheme-handler/http;x-scheme-handler/https;\n",
        script.display()
    );
    std::fs::write(applications.join("notebook.desktop"), entry).expect("the browser is set up");
    let schemes = ["x-scheme-handler/http", "x-scheme-handler/https"];
    let done = computer
        .command("xdg-mime")
        .args(["default", "notebook.desktop"])
        .args(schemes)
        .status()
        .expect("the browser is set up");
    assert!(done.success());
}

fn make_executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).expect("the browser is set up");
}

/// The last address the browser was asked to open.
pub fn opened(computer: &Computer) -> String {
    opened_in(computer.home.path())
}

/// The last address noted in the `opened` file of a creator's home.
pub fn opened_in(home: &Path) -> String {
    wait_for("the browser", Duration::from_secs(20), || {
        let text = std::fs::read_to_string(home.join(OPENED)).ok()?;
        text.lines().last().map(str::to_owned)
    })
}

/// Submits the consent page's form as it stands and returns where TikTok redirects to.
pub fn allow(authorize: &str) -> String {
    allow_as(authorize, None)
}

/// The same as the creator called `persona`; without one as the first.
pub fn allow_as(authorize: &str, persona: Option<&str>) -> String {
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
    let mut chosen = false;
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
        if radio && (chosen || persona.is_some_and(|persona| persona != value)) {
            continue;
        }
        chosen |= radio;
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

/// What stands in `text` between `before` and `after`.
pub fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
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

/// The body of a page.
pub fn curl(arguments: &[&str]) -> String {
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
pub fn link_on_page(computer: &Computer, page: &str) -> String {
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

/// Opens the practice consent page from the settings of a new studio.
pub async fn start_in_browser(window: &Window, way: &str) {
    window.press("Look around first").await;
    window.press("Settings").await;
    window.press("Practice").await;
    window.press(way).await;
    window.press("Open the sign-in page").await;
}
