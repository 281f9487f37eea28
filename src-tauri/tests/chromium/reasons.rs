//! What cannot be used says why: in words one can see, to a voice that reads, and as hover
//! text where TikTok prescribes one (R§13.3).

use serde_json::{Value, json};
use tests::states::all;
use tests::window::Window;

use crate::served::Served;
use crate::walk::{is_control, text, tree};
use crate::{FIRST, looks};

/// Controls that are off and have no description for a screen reader. What is off with
/// the list it stands in is explained there.
pub fn unexplained(tree: &[Value]) -> Vec<String> {
    let silent = tree
        .iter()
        .filter(|node| is_off(node) && is_control(node) && !stands_in_one_that_is_off(node, tree))
        .filter(|node| text(&node["description"]).is_empty());
    silent
        .map(|node| format!("{} is off and does not say why", text(&node["name"])))
        .collect()
}

fn stands_in_one_that_is_off(node: &Value, tree: &[Value]) -> bool {
    let parent_of = |node: &Value| tree.iter().find(|other| other["nodeId"] == node["parentId"]);
    std::iter::successors(parent_of(node), |parent| parent_of(parent)).any(is_off)
}

fn is_off(node: &Value) -> bool {
    let properties = node["properties"].as_array().into_iter().flatten();
    let mut disabled = properties.filter(|property| property["name"] == "disabled");
    disabled.any(|property| property["value"]["value"] == json!(true))
}

/// State, control, and why that is off.
struct Off(&'static str, &'static str, &'static str);

const INDICATE: &str = "You need to indicate if your content promotes yourself, a third party, or both.";
const NOT_PRIVATE: &str = "Branded content visibility cannot be set to private.";

const ALL: [Off; 9] = [
    Off("posting-disclosure-open", "Post to Mara Lindqvist now", INDICATE),
    Off("posting-branded", "Who can view this video", NOT_PRIVATE),
    Off(
        "rules-10-only-me-first",
        "Branded content",
        "Branded content is off because only you can view this video. Choose another visibility first.",
    ),
    Off(
        "rules-06-interactions-off",
        "Comment",
        "Comments are off in your TikTok settings.",
    ),
    Off(
        "rules-06-interactions-off",
        "Duet",
        "Duet is off in your TikTok settings.",
    ),
    Off(
        "rules-06-interactions-off",
        "Stitch",
        "Stitch is off in your TikTok settings.",
    ),
    Off(
        "posting-new",
        "Post to Mara Lindqvist now",
        "Choose who can view it",
    ),
    Off(
        "posting-banned",
        "Who can view this video",
        "TikTok has to say first what this account allows.",
    ),
    Off(
        "posting-banned",
        "Post to Bo Hartmann now",
        "Wait until TikTok lets this account post",
    ),
];

async fn faults(window: &Window, off: &Off) -> Vec<String> {
    let Off(state, name, why) = off;
    let tree = tree(window).await;
    let named = |node: &&Value| is_control(node) && text(&node["name"]).starts_with(name);
    let Some(node) = tree.iter().find(named) else {
        return vec![format!("{state}: there is no {name}")];
    };
    let shown = window.text().await.contains(why);
    let said = text(&node["description"]).contains(why);
    const HOVER: &str = "return [...document.querySelectorAll('[title]')].some((e) => e.title === arguments[0] && e.checkVisibility())";
    let hovers = window.script(HOVER, json!([why])).await == json!(true);
    // TikTok prescribes a hover text for these two only; a list that is off altogether has none.
    let must_hover = [INDICATE, NOT_PRIVATE].contains(why);
    [
        (shown, "is not shown in words"),
        (said, "is not said to a screen reader"),
        (hovers || !must_hover, "is no hover text"),
    ]
    .into_iter()
    .filter(|(holds, _)| !holds)
    .map(|(_, fault)| format!("{state}, {name}: {why} {fault}: {node}"))
    .collect()
}

/// What is wrong with controls of one state.
async fn faults_of(window: &Window, served: &Served, group: &[Off]) -> Vec<String> {
    let state = all().into_iter().find(|state| state.name == group[0].0);
    looks::put_on(window, &looks::STILL).await;
    served.show(window).await;
    (state.expect("the state").reach)(window, served).await;
    window.settle().await;
    let mut found = vec![];
    for off in group {
        found.extend(faults(window, off).await);
    }
    window.client.goto("about:blank").await.expect("an empty page");
    found
}

#[test]
fn whatever_is_off_on_the_posting_page_says_why_to_everyone() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let window = runtime.block_on(tests::chromium::open(FIRST));
    let mut found = vec![];
    for group in ALL.chunk_by(|one, other| one.0 == other.0) {
        let served = Served::start();
        found.extend(runtime.block_on(faults_of(&window, &served, group)));
    }
    runtime.block_on(window.client.close()).expect("an end");
    assert!(found.is_empty(), "{}", found.join("\n"));
}
