//! The page without a mouse and without eyes: Tab, focus, names.

use fantoccini::key::Key;
use serde_json::json;
use tests::chromium::ask;
use tests::window::Window;

use crate::{keys, looks, reasons};

/// Roles that Chromium gives to what one can use.
pub const CONTROLS: &[&str] = &[
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

/// What is wrong for a creator who has only a keyboard, or only a voice that reads.
pub async fn faults(window: &Window) -> Vec<String> {
    let mut found = nameless(window).await;
    found.extend(reasons::unexplained(window).await);
    found.extend(by_tab(window).await);
    found
}

/// Walks the page by Tab, once around.
pub async fn by_tab(window: &Window) -> Vec<String> {
    window.script(include_str!("walk.js"), json!([])).await;
    for _ in 0..200 {
        keys::press(window, Key::Tab.into()).await;
        if window.script("return window.__walk.note()", json!([])).await == json!(false) {
            return looks::list(window.script("return window.__walk.faults()", json!([])).await);
        }
    }
    vec!["Tab never comes around".to_owned()]
}

/// Where the last walk went against the order one reads the posting page in.
pub async fn out_of_order(window: &Window) -> Vec<String> {
    looks::list(window.script(include_str!("order.js"), json!([])).await)
}

/// Controls for which a screen reader has no name.
pub async fn nameless(window: &Window) -> Vec<String> {
    let tree = ask(window, "Accessibility.getFullAXTree", json!({})).await;
    let nodes = tree["nodes"].as_array().expect("a tree").iter();
    let controls: Vec<_> = nodes
        .filter(|node| node["ignored"] != json!(true))
        .filter(|node| {
            let role = node["role"]["value"].as_str();
            role.is_some_and(|role| CONTROLS.contains(&role))
        })
        .collect();
    assert!(!controls.is_empty(), "no control in the tree");
    controls
        .iter()
        .filter(|node| {
            node["name"]["value"]
                .as_str()
                .is_none_or(|name| name.trim().is_empty())
        })
        .map(|node| format!("a {} has no name", node["role"]["value"]))
        .collect()
}
