use serde_json::json;
use tests::axe;
use tests::clips;
use tests::computer::{Computer, Kind};
use tests::states::{self, State};
use tests::window::{Start, Window};

use tests::steps::*;

/// What axe finds on the page as it stands, by day and by night.
async fn axe(window: &Window, screen: &str) -> Vec<String> {
    const THEME: &str = "document.documentElement.dataset.theme = arguments[0]; return true";
    let mut found = vec![];
    for theme in ["light", "dark"] {
        window.script(THEME, json!([theme])).await;
        window.settle().await;
        let faults = axe::found(window, None).await.into_iter();
        found.extend(faults.map(|fault| format!("{screen}, {theme}: {fault}")));
    }
    found
}

/// What is wrong with a state: axe's findings and what the page's policy refused.
async fn faults(state: &State) -> Vec<String> {
    let computer = Computer::start(Kind::default());
    let window = Window::open(&computer, Start::default()).await;
    (state.reach)(&window, &computer).await;
    let mut found = axe(&window, state.name).await;
    let refused = policy_violations(&window).await;
    if refused != json!([]) {
        found.push(format!("{}: {refused}", state.name));
    }
    window.close().await;
    found
}

/// One state of each screen and of each kind of dialog. All states are checked in Chromium,
/// which is quicker; here it is the web view that the creator has.
const SCREENS: [&str; 13] = [
    "first-run",
    "drafts",
    "posting-branded",
    "posting-inbox",
    "posts-uploading",
    "posts-in-inbox",
    "posts-live",
    "activity",
    "videos",
    "settings-accounts",
    "settings-erase",
    "sign-in-waiting",
    "shortcuts",
];

fn faults_of_all(names: &[&str]) -> Vec<String> {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let state = |name: &str| {
        let state = states::all().into_iter().find(|state| state.name == name);
        state.unwrap_or_else(|| panic!("no state {name}"))
    };
    names
        .iter()
        .flat_map(|name| runtime.block_on(faults(state(name))))
        .collect()
}

#[test]
fn on_every_screen_axe_finds_nothing_by_day_or_by_night() {
    // Two windows at a time: most of a state's time is spent waiting.
    let (one, other) = SCREENS.split_at(SCREENS.len() / 2);
    let found = std::thread::scope(|scope| {
        let one = scope.spawn(|| faults_of_all(one));
        let mut found = faults_of_all(other);
        found.extend(one.join().expect("the other half"));
        found
    });
    assert_eq!(found, Vec::<String>::new());
}

#[tokio::test]
async fn axe_finds_what_is_wrong() {
    let computer = Computer::start(Kind::default());
    let window = Window::open(&computer, Start::default()).await;
    const SPOIL: &str =
        "document.querySelector('main, header').append(document.createElement('button')); return true";
    window.script(SPOIL, json!([])).await;
    let found = axe(&window, "spoilt").await;
    assert!(
        found.iter().any(|fault| fault.contains("button-name")),
        "{found:?}"
    );
    window.close().await;
}

#[tokio::test]
async fn at_twice_the_size_nothing_runs_out_of_sight_and_a_video_can_still_be_posted() {
    const TWICE: &str = "return Math.abs(innerWidth * 2 - arguments[0]) < 3";
    const FITS: &str = "const e = document.documentElement; return e.scrollWidth <= e.clientWidth && [...document.querySelectorAll('main, nav, h1, button.publish')].every((x) => x.getBoundingClientRect().right <= innerWidth + 1)";
    let computer = Computer::start(Kind::default());
    let clip = clips::fitting(computer.home.path(), "Large.mp4", 2);
    let window = Window::open(&computer, Start::default()).await;
    practise(&window).await;
    let width = window.script("return innerWidth", json!([])).await;
    computer.wait_for_window("Greenroom");
    computer.keys(&["key", "--repeat", "5", "--delay", "60", "ctrl+equal"]);
    window.wait_until(TWICE, width).await;

    for screen in ["Drafts", "Posts", "Videos", "Settings"] {
        window.press(screen).await;
        window.settle().await;
        assert_eq!(window.script(FITS, json!([])).await, json!(true), "{screen}");
    }
    add(&window, &computer, &clip).await;
    choose_privacy(&window, "PUBLIC_TO_EVERYONE").await;
    assert_eq!(window.script(FITS, json!([])).await, json!(true), "posting page");
    window.wait_until(PUBLISH_ALLOWED, "the publish button").await;
    // WebKitWebDriver clicks at unzoomed places, so the button is pressed by key.
    const FOCUS: &str = "document.querySelector('button.publish').focus(); return true";
    window.script(FOCUS, json!([])).await;
    computer.wait_for_window("Greenroom");
    computer.keys(&["key", "Return"]);
    window.wait_for_words("TikTok says everyone can see it").await;
    window.close().await;
}
