//! Headless Chromium, for what only its tools can tell: the accessibility tree, the
//! console from the first script on, other screens and tastes.

use std::process::Command;

use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};
use url::{ParseError, Url};

use crate::window::Window;

/// Opens a browser with an empty page. `first` runs before any script of every page.
pub async fn open(first: &str) -> Window {
    let options = json!({ "args": [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        // One page after another in one process, and none kept or begun for later.
        "--disable-features=SpareRendererForSitePerProcess,BackForwardCache",
        "--autoplay-policy=no-user-gesture-required",
    ] });
    let capabilities = json!({
        "browserName": "chrome",
        "goog:chromeOptions": options,
        "goog:loggingPrefs": { "browser": "ALL" },
    });
    let mut window = Window::driven_by(&mut Command::new("chromedriver"), capabilities).await;
    window.takes_texts = true;
    ask(
        &window,
        "Page.addScriptToEvaluateOnNewDocument",
        json!({ "source": first }),
    )
    .await;
    window
}

/// Asks Chromium itself, by a method of its DevTools protocol.
pub async fn ask(window: &Window, method: &'static str, parameters: Value) -> Value {
    let command = Extension {
        path: "goog/cdp/execute",
        body: json!({ "cmd": method, "params": parameters }),
    };
    let answer = window.client.issue_cmd(command).await;
    answer.unwrap_or_else(|error| panic!("{method}: {error}"))
}

/// What the console was told since the last look, warnings and errors only.
pub async fn complaints(window: &Window) -> Vec<String> {
    let command = Extension {
        path: "se/log",
        body: json!({ "type": "browser" }),
    };
    let entries = window.client.issue_cmd(command).await.expect("the console");
    let entries = entries.as_array().expect("entries").iter();
    entries
        .filter(|entry| matches!(entry["level"].as_str(), Some("WARNING" | "SEVERE")))
        .map(|entry| format!("console: {}", entry["message"].as_str().unwrap_or_default()))
        .collect()
}

/// A command that WebDriver does not have and chromedriver does.
#[derive(Debug)]
struct Extension {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Extension {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}
