//! The bridge through Tauri's own machinery: the real commands behind the real
//! capability file, without a window.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::collections::BTreeSet;

use serde_json::json;
use specta_typescript::Typescript;
use support::{Around, Bridge};
use tauri::test::MockRuntime;

const BINDINGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/src/ipc/bindings.ts");
const NAMES: &[&str] = &include!("../src/command_names.in");

#[test]
fn the_windows_types_are_those_of_the_commands() {
    let folder = tempfile::tempdir().expect("a folder");
    let fresh = folder.path().join("bindings.ts");
    let header = "// Generated from the commands in src-tauri/src/bridge.rs. Refresh with\n// UPDATE_BINDINGS=1 cargo test -p greenroom the_windows_types\n";
    greenroom::bridge::builder::<MockRuntime>()
        .export(Typescript::default().header(header), &fresh)
        .expect("an export");
    let fresh = std::fs::read_to_string(&fresh).expect("the export");
    if std::env::var_os("UPDATE_BINDINGS").is_some() {
        std::fs::write(BINDINGS, &fresh).expect("writing the bindings");
    }
    let present = std::fs::read_to_string(BINDINGS).unwrap_or_default();
    assert!(
        present == fresh,
        "ui/src/ipc/bindings.ts is stale; run UPDATE_BINDINGS=1 cargo test -p greenroom"
    );
}

#[test]
fn the_capability_lists_each_command_once_and_nothing_else() {
    let text = include_str!("../capabilities/main.json");
    let file: serde_json::Value = serde_json::from_str(text).expect("the capability file");
    let listed: Vec<&str> = file["permissions"]
        .as_array()
        .expect("permissions")
        .iter()
        .filter_map(|name| name.as_str())
        .collect();
    let mut expected: Vec<String> = vec![
        "core:event:allow-listen".into(),
        "core:event:allow-unlisten".into(),
        "core:webview:allow-set-webview-zoom".into(),
    ];
    expected.extend(
        NAMES
            .iter()
            .map(|name| format!("allow-{}", name.replace('_', "-"))),
    );
    assert_eq!(listed, expected);
    assert_eq!(file["windows"], json!(["main"]));
    assert!(file.get("remote").is_none(), "no page from elsewhere may call");
}

#[test]
fn every_command_is_registered_and_none_besides() {
    let bindings = std::fs::read_to_string(BINDINGS).expect("the bindings");
    let (_, bindings) = bindings
        .split_once("export const commands")
        .expect("the commands");
    let (bindings, _) = bindings.split_once("/* Types */").expect("the types");
    let called: BTreeSet<&str> = bindings
        .split("__TAURI_INVOKE")
        .skip(1)
        .filter_map(|rest| rest.split_once("(\"")?.1.split('"').next())
        .collect();
    assert_eq!(called, NAMES.iter().copied().collect());
}

#[test]
fn a_listed_command_passes_and_an_unlisted_one_is_refused() {
    let bridge = Bridge::open(Around::default());
    let snapshot = bridge.call("snapshot", json!({})).expect("a snapshot");
    assert_eq!(snapshot["accounts"], json!([]));
    for foreign in [
        "plugin:event|emit",
        "plugin:opener|open_url",
        "plugin:dialog|open",
        "plugin:fs|read_file",
        "plugin:deep-link|get_current",
    ] {
        let refused = bridge.call(foreign, json!({})).expect_err(foreign);
        assert!(
            refused.to_string().contains("not allowed") || refused.to_string().contains("not found"),
            "{foreign}: {refused}"
        );
    }
}

#[test]
fn a_call_from_another_page_is_refused() {
    let bridge = Bridge::open(Around::default());
    for page in ["https://www.tiktok.com/", "http://127.0.0.1:1/", "tauri://evil/"] {
        let refused = bridge.call_from(page, "snapshot", json!({})).expect_err(page);
        assert!(refused.to_string().contains("not allowed"), "{page}: {refused}");
    }
}

#[test]
fn rubbish_arguments_get_an_error_and_nothing_falls_over() {
    let bridge = Bridge::open(Around::default());
    for (command, arguments) in [
        ("draft_bin", json!({})),
        ("draft_bin", json!({ "id": 7 })),
        (
            "posting_choose",
            json!({ "draft": "x", "choice": { "choose": "everything" } }),
        ),
        (
            "posting_publish",
            json!({ "draft": "../../etc/passwd", "revision": "" }),
        ),
        ("post_act", json!({ "id": "x", "action": "launch" })),
        ("account_set_gel", json!({ "id": "x", "gel": "cyan" })),
    ] {
        assert!(
            bridge.call(command, arguments.clone()).is_err(),
            "{command} {arguments}"
        );
    }
    bridge.call("snapshot", json!({})).expect("still answering");
}

#[test]
fn the_policy_of_the_page_allows_nothing_unsafe_and_nothing_remote() {
    let mut context = greenroom::context::<MockRuntime>();
    greenroom::window::allow_media(&mut context, 4711);
    let policy = context
        .config()
        .app
        .security
        .csp
        .as_ref()
        .expect("a policy")
        .to_string();
    assert!(policy.contains("default-src 'none'"), "{policy}");
    assert!(policy.contains("media-src http://127.0.0.1:4711"), "{policy}");
    assert!(!policy.contains("MEDIA_PORT"), "{policy}");
    for weak in ["unsafe", "https:", "*", "data:", "blob:"] {
        assert!(!policy.contains(weak), "{weak} in {policy}");
    }
    assert!(context.config().app.security.freeze_prototype);
    assert!(!context.config().app.with_global_tauri);
}
