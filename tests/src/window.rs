//! The real program in its real window, driven through WebDriver.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use fantoccini::elements::{Element, ElementRef};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::computer::Computer;
use crate::process::{Process, wait_for};

const PATIENCE: Duration = Duration::from_secs(60);

/// The studio's window on a computer.
pub struct Window {
    /// WebDriver's client, for what has no word here.
    pub client: Client,
    driver: Process,
    /// Whether it takes a whole text at once, as if it were pasted.
    pub(crate) takes_texts: bool,
}

/// How to start the program.
#[derive(Default, Clone)]
pub struct Start {
    /// Further arguments.
    pub arguments: Vec<String>,
    /// `--practice-program`.
    pub practice: Option<PathBuf>,
}

impl Window {
    /// Starts the program and waits until its page stands.
    pub async fn open(computer: &Computer, start: Start) -> Self {
        let mut arguments = vec![
            "--data-dir".to_owned(),
            computer.data_dir().to_string_lossy().into_owned(),
        ];
        if let Some(practice) = &start.practice {
            arguments.extend([
                "--practice-program".to_owned(),
                practice.to_string_lossy().into_owned(),
            ]);
        }
        arguments.extend(start.arguments);
        let options = json!({ "binary": crate::programs().join("greenroom"), "args": arguments });
        let mut driver = computer.command("WebKitWebDriver");
        driver
            .arg("--host=127.0.0.1")
            .env("TAURI_WEBVIEW_AUTOMATION", "true");
        let capabilities = json!({ "browserName": "wry", "webkitgtk:browserOptions": options });
        let window = Self::driven_by(&mut driver, capabilities).await;
        window.wait_for("h1").await;
        const WATCH: &str = "window.__refused = []; addEventListener('securitypolicyviolation', (e) => window.__refused.push(e.violatedDirective + ' ' + e.blockedURI)); return true";
        window.script(WATCH, json!([])).await;
        window
    }

    /// Starts a WebDriver program and asks it for a window with `capabilities`.
    pub(crate) async fn driven_by(driver: &mut Command, capabilities: Value) -> Self {
        let port = free_port();
        let name = driver.get_program().to_string_lossy().into_owned();
        driver.arg(format!("--port={port}"));
        let driver = Process::start(driver.stdout(Stdio::null()).stderr(Stdio::null()));
        wait_for(&name, PATIENCE, || answers(port).then_some(()));
        let Value::Object(capabilities) = capabilities else {
            unreachable!()
        };
        let address = format!("http://127.0.0.1:{port}");
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let session = builder.capabilities(capabilities).connect(&address);
        let client = tokio::time::timeout(PATIENCE, session)
            .await
            .expect("a session in time")
            .expect("a session");
        Self {
            client,
            driver,
            takes_texts: false,
        }
    }

    /// Waits for an element by CSS.
    pub async fn wait_for(&self, css: &str) -> Element {
        match self
            .client
            .wait()
            .at_most(PATIENCE)
            .every(Duration::from_millis(50))
            .for_element(Locator::Css(css))
            .await
        {
            Ok(element) => element,
            Err(error) => panic!("{css}: {error}\n{}", self.text().await),
        }
    }

    /// Waits until the page's text contains `words`.
    pub async fn wait_for_words(&self, words: &str) {
        let script = "return document.body.innerText.includes(arguments[0])";
        self.wait_until(script, words).await;
    }

    /// Waits until a script with one argument returns true.
    pub async fn wait_until(&self, script: &str, argument: impl Into<Value>) {
        // The page looks by itself for a while, at once where it changed and now and then for what is
        // no part of it: a driver that asks it every time keeps it from its work.
        const LOOK: &str = "const [argument, done] = arguments; \
            const end = performance.now() + 5000; \
            let changed = true, rests = 0; \
            const watch = new MutationObserver(() => { changed = true; }); \
            watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true }); \
            const tell = (said) => { watch.disconnect(); done(said); }; \
            const look = () => { \
                try { \
                    const isDue = changed || ++rests === 10; \
                    if (isDue) { changed = false; rests = 0; } \
                    if (isDue && holds(argument) === true) tell(true); \
                    else if (performance.now() > end) tell(false); \
                    else setTimeout(look, 25); \
                } catch (error) { tell(String(error)); } \
            }; \
            look();";
        let end = tokio::time::Instant::now() + PATIENCE;
        let argument = argument.into();
        let look = format!("const holds = function () {{ {script} }}; {LOOK}");
        loop {
            let looked = self.client.execute_async(&look, vec![argument.clone()]).await;
            match looked.unwrap_or_else(|error| panic!("{script}: {error}")) {
                Value::Bool(true) => return,
                Value::Bool(false) => {}
                wrong => panic!("{script}: {wrong}"),
            }
            assert!(
                tokio::time::Instant::now() < end,
                "waited for {argument} in\n{}",
                self.text().await
            );
        }
    }

    /// Clicks the button, link, tab or box whose accessible name is or begins with `name`.
    pub async fn press(&self, name: &str) {
        self.named(name)
            .await
            .click()
            .await
            .unwrap_or_else(|error| panic!("press {name:?}: {error}"));
    }

    /// Waits for the visible control whose accessible name is or begins with `name`.
    pub async fn named(&self, name: &str) -> Element {
        const FIND: &str = r#"
            const wanted = arguments[0];
            const name = (e) => (e.getAttribute("aria-label") ?? (e.labels?.[0]?.innerText) ?? e.innerText ?? "").trim().replace(/\s+/g, " ");
            const all = [...document.querySelectorAll("button, a[href], [role=tab], [role=switch], input, select, textarea, summary, [role=button]")];
            const seen = all.filter((e) => e.checkVisibility() || e.type === "checkbox");
            const top = document.querySelector("dialog[open]");
            const pool = top ? seen.filter((e) => top.contains(e)) : seen;
            return pool.find((e) => name(e) === wanted) ?? pool.find((e) => name(e).startsWith(wanted)) ?? null;"#;
        let end = tokio::time::Instant::now() + PATIENCE;
        loop {
            let found = self
                .client
                .execute(FIND, vec![json!(name)])
                .await
                .unwrap_or(Value::Null);
            if let Some(id) = found
                .as_object()
                .and_then(|found| found.values().next())
                .and_then(Value::as_str)
            {
                return Element::from_element_id(self.client.clone(), ElementRef::from(id.to_owned()));
            }
            assert!(
                tokio::time::Instant::now() < end,
                "no control {name:?} in\n{}",
                self.text().await
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Writes `text` where `field` has its caret: key by key in the real window.
    pub async fn write(&self, field: &Element, text: &str) {
        field.click().await.expect("a field");
        if self.takes_texts {
            crate::chromium::ask(self, "Input.insertText", json!({ "text": text })).await;
        } else {
            field.send_keys(text).await.expect("a field that takes keys");
        }
    }

    /// Runs a script with arguments.
    pub async fn script(&self, script: &str, arguments: Value) -> Value {
        let Value::Array(arguments) = arguments else {
            panic!("arguments are a list")
        };
        self.client
            .execute(script, arguments)
            .await
            .unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// All visible text, for messages.
    pub async fn text(&self) -> String {
        self.script("return document.body.innerText", json!([]))
            .await
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Waits until the page has drawn what was changed and nothing on it moves.
    pub async fn settle(&self) {
        // A change of theme starts its transitions one frame after it.
        const SETTLE: &str = "const done = arguments[0]; \
            const frame = () => new Promise(requestAnimationFrame); \
            const moving = () => document.getAnimations().filter((a) => a.playState === 'running' && a.effect.getComputedTiming().endTime < Infinity); \
            (async () => { \
                await document.fonts.ready; \
                await frame(); await frame(); \
                while (moving().length > 0) await frame(); \
                done(true); \
            })()";
        let rest = self.client.execute_async(SETTLE, vec![]);
        tokio::time::timeout(PATIENCE, rest)
            .await
            .expect("a page that draws and comes to rest")
            .expect("a page at rest");
    }

    /// A picture of the page as it stands.
    pub async fn picture(&self) -> Vec<u8> {
        // The driver waits for the next frame, which a page at rest may never draw: a dot that
        // nobody can see turns until the picture is taken.
        const TURN: &str = "const dot = document.createElement('i'); \
            dot.id = 'turning'; \
            dot.style.cssText = 'position:fixed;width:1px;height:1px;opacity:0.01'; \
            document.documentElement.append(dot); \
            dot.animate({ transform: ['none', 'rotate(1turn)'] }, { duration: 1000, iterations: Infinity }); \
            return true";
        self.script(TURN, json!([])).await;
        self.settle().await;
        let picture = self.client.screenshot().await.expect("a picture");
        self.script(
            "document.getElementById('turning').remove(); return true",
            json!([]),
        )
        .await;
        picture
    }

    /// Makes the page `width` by `height` pixels.
    pub async fn resize(&self, width: u32, height: u32) {
        let inner = json!([width, height]);
        let script = "return innerWidth === arguments[0] && innerHeight === arguments[1]";
        // The frame around the page is not known before; the second request corrects it.
        for _ in 0..2 {
            let size = self
                .script(
                    "return [outerWidth - innerWidth, outerHeight - innerHeight]",
                    json!([]),
                )
                .await;
            let frame = |at: usize| {
                size[at]
                    .as_u64()
                    .and_then(|pixels| u32::try_from(pixels).ok())
                    .unwrap_or(0)
            };
            self.client
                .set_window_size(width + frame(0), height + frame(1))
                .await
                .expect("a new size");
        }
        let end = tokio::time::Instant::now() + PATIENCE;
        while self.script(script, inner.clone()).await != json!(true) {
            assert!(
                tokio::time::Instant::now() < end,
                "the window never became {width}x{height}"
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Process id of the program itself.
    pub fn program(&self) -> u32 {
        let driver = self.driver.id().to_string();
        let output = Command::new("pgrep")
            .args(["-P", &driver, "greenroom"])
            .output()
            .expect("pgrep");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        text.lines()
            .next()
            .and_then(|line| line.parse().ok())
            .expect("the program's process")
    }

    /// Ends the program as its window's close button would, and waits until it is gone.
    pub async fn close(self) {
        let program = self.program();
        let _ = self.client.close().await;
        wait_for("the program to end", PATIENCE, || {
            (!is_running(program)).then_some(())
        });
    }

    /// Does `what` ends the program, and waits until it is gone.
    pub fn end_by(self, what: impl FnOnce()) {
        let program = self.program();
        what();
        wait_for("the program to end", PATIENCE, || {
            (!is_running(program)).then_some(())
        });
    }

    /// Ends the program as a power cut would.
    pub fn kill(self) {
        let program = self.program();
        crate::process::kill_hard(program);
        wait_for("the program to be gone", PATIENCE, || {
            (!is_running(program)).then_some(())
        });
    }
}

fn is_running(pid: u32) -> bool {
    std::fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| !stat.contains(") Z "))
}

/// Whether a driver takes requests: one that is just starting may take a connection and drop it.
fn answers(port: u16) -> bool {
    let ask = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(stream, "GET /status HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n")?;
        let mut said = [0; 12];
        stream.read_exact(&mut said)?;
        Ok(String::from_utf8_lossy(&said).into_owned())
    };
    ask().is_ok_and(|said| said.ends_with(" 200"))
}

/// A port nobody listens at, and none of those (32768 and above) that connections get on their way
/// out: one of them could have taken it when the driver wants it.
fn free_port() -> u16 {
    const FIRST: u32 = 20_000;
    const COUNT: u32 = 10_000;
    static TRIED: AtomicU32 = AtomicU32::new(0);
    let is_free = |port: &u16| std::net::TcpListener::bind(("127.0.0.1", *port)).is_ok();
    let ports = std::iter::repeat_with(|| {
        let start = std::process::id().wrapping_mul(31);
        let tried = start.wrapping_add(TRIED.fetch_add(1, Ordering::Relaxed));
        (FIRST + tried % COUNT) as u16
    });
    ports.take(COUNT as usize).find(is_free).expect("a free port")
}
