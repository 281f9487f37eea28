//! The page without a mouse and without eyes: Tab, focus, names.

use fantoccini::key::Key;
use serde_json::{Value, json};
use tests::axe::list;
use tests::chromium::ask;
use tests::window::Window;

use crate::{keys, reasons};

/// Roles that Chromium gives to what one can use.
const CONTROLS: &[&str] = &[
    "button",
    "checkbox",
    "combobox",
    "link",
    "menuitem",
    "option",
    "radio",
    "searchbox",
    "slider",
    "spinbutton",
    "switch",
    "tab",
    "textbox",
    "DisclosureTriangle",
    "PopUpButton",
];

/// What is wrong for a creator who has only a voice that reads.
pub async fn untold(window: &Window) -> Vec<String> {
    let tree = tree(window).await;
    let mut found = nameless(&tree);
    found.extend(reasons::unexplained(&tree));
    found
}

/// The page as a screen reader is told of it.
pub async fn tree(window: &Window) -> Vec<Value> {
    let tree = ask(window, "Accessibility.getFullAXTree", json!({})).await;
    tree["nodes"].as_array().expect("a tree").clone()
}

/// Walks the page by Tab, once around.
pub async fn by_tab(window: &Window) -> Vec<String> {
    const MISSED: &str = "return window.__walk.missed()";
    const UNMARKED: &str = "return window.__walk.unmarked";
    // Asking the page after each key took most of a walk's time.
    if !around(window, 10).await {
        return vec!["Tab never comes around".to_owned()];
    }
    let mut found = list(window.script(MISSED, json!([])).await);
    let unmarked = list(window.script(UNMARKED, json!([])).await);
    // Nobody presses ten keys in a few milliseconds: where no focus shows, none does for one at a time, too.
    if !unmarked.is_empty() {
        around(window, 1).await;
        let again = list(window.script(UNMARKED, json!([])).await);
        found.extend(unmarked.into_iter().filter(|fault| again.contains(fault)));
    }
    found
}

/// Once around, so many keys in one go; whether it came around. The page itself notes each stop.
async fn around(window: &Window, at_once: usize) -> bool {
    const PRESSES: usize = 200;
    const HEARD: &str = "return window.__walk.heard === arguments[0]";
    const IS_AROUND: &str = "return window.__walk.isAround";
    window.script(include_str!("walk.js"), json!([])).await;
    for pressed in (at_once..=PRESSES).step_by(at_once) {
        keys::press_times(window, Key::Tab.into(), at_once).await;
        window.wait_until(HEARD, pressed).await;
        if window.script(IS_AROUND, json!([])).await == json!(true) {
            return true;
        }
    }
    false
}

/// Where the last walk went against the order one reads the posting page in.
pub async fn out_of_order(window: &Window) -> Vec<String> {
    list(window.script(include_str!("order.js"), json!([])).await)
}

/// Controls for which a screen reader has no name.
pub fn nameless(tree: &[Value]) -> Vec<String> {
    let controls: Vec<_> = tree.iter().filter(|node| is_control(node)).collect();
    assert!(!controls.is_empty(), "no control in the tree");
    controls
        .iter()
        .filter(|node| text(&node["name"]).is_empty())
        .map(|node| format!("a {} has no name", node["role"]["value"]))
        .collect()
}

/// Whether a creator can use it, or could if it were not off.
pub fn is_control(node: &Value) -> bool {
    let role = node["role"]["value"].as_str();
    node["ignored"] != json!(true) && role.is_some_and(|role| CONTROLS.contains(&role))
}

/// What a name or a description says.
pub fn text(value: &Value) -> String {
    value["value"].as_str().unwrap_or_default().trim().to_owned()
}
