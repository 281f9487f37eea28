//! What can be seen at a glance: the page in every theme and size.

use serde_json::{Value, json};
use tests::chromium::ask;
use tests::window::Window;

/// Screen, zoom and taste of a creator.
pub struct Dress {
    name: &'static str,
    size: (u32, u32),
    zoom: u32,
    theme: &'static str,
    motion: &'static str,
}

const fn dress(name: &'static str, size: (u32, u32), zoom: u32, theme: &'static str) -> Dress {
    Dress {
        name,
        size,
        zoom,
        theme,
        motion: "no-preference",
    }
}

/// How the page is first shown.
pub const PLAIN: Dress = dress("light at 1440x900", (1440, 900), 1, "light");

/// For whom nothing may move.
pub const STILL: Dress = Dress {
    name: "still",
    motion: "reduce",
    ..PLAIN
};

/// The smaller window for whom nothing may move, by night.
pub const STILL_SMALL: Dress = Dress {
    name: "still, dark at 900x600",
    size: (900, 600),
    theme: "dark",
    ..STILL
};

// A size changes where things stand and no colour, and the night changes colours and no place.
const WARDROBE: [Dress; 4] = [
    PLAIN,
    dress("light at 900x600", (900, 600), 1, "light"),
    dress("light at 900x600 twice the size", (900, 600), 2, "light"),
    dress("dark at 1440x900", (1440, 900), 1, "dark"),
];

/// Puts a dress on the page and waits until it sits.
pub async fn put_on(window: &Window, dress: &Dress) {
    // Zoom leaves the page fewer pixels of its own; how large each is drawn is not its concern.
    let screen = json!({
        "width": dress.size.0 / dress.zoom,
        "height": dress.size.1 / dress.zoom,
        "deviceScaleFactor": 1,
        "mobile": false,
    });
    ask(window, "Emulation.setDeviceMetricsOverride", screen).await;
    let tastes = json!({ "features": [
        { "name": "prefers-color-scheme", "value": dress.theme },
        { "name": "prefers-reduced-motion", "value": dress.motion },
    ] });
    ask(window, "Emulation.setEmulatedMedia", tastes).await;
    window.settle().await;
}

/// What is wrong with the page as it stands: in each dress, and what moves for whom nothing may.
pub async fn faults(window: &Window) -> Vec<String> {
    let mut found = vec![];
    for dress in &WARDROBE {
        put_on(window, dress).await;
        let mut wrong = too_wide(window).await;
        if dress.zoom == 1 {
            wrong.extend(axe(window, dress).await);
        }
        found.extend(wrong.iter().map(|fault| format!("{}: {fault}", dress.name)));
    }
    put_on(window, &STILL).await;
    found.extend(moving(window).await);
    found
}

/// What axe finds: everything in the plain dress, in another what may be otherwise there.
pub async fn axe(window: &Window, dress: &Dress) -> Vec<String> {
    const PLACES: &[&str] = &["color-contrast", "scrollable-region-focusable", "target-size"];
    const COLOURS: &[&str] = &["color-contrast", "link-in-text-block"];
    const PRESENT: &str = "return window.axe !== undefined";
    const RUN: &str = "const done = arguments[arguments.length - 1]; window.axe.run(document, { resultTypes: ['violations'], ...(arguments[0] && { runOnly: arguments[0] }) }).then((r) => done(r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ') + ' ' + (n.any[0]?.message ?? n.all[0]?.message ?? n.none[0]?.message ?? '')).join(' | '))), (e) => done([String(e)]))";
    if window.script(PRESENT, json!([])).await == json!(false) {
        let file = tests::repository().join("ui/node_modules/axe-core/axe.min.js");
        let source = std::fs::read_to_string(file).expect("axe-core");
        let script = format!("{source}; window.axe = axe; return true");
        window.script(&script, json!([])).await;
    }
    let only = match (dress.theme, dress.size) {
        ("dark", _) => json!(COLOURS),
        (_, size) if size == PLAIN.size => json!(null),
        _ => json!(PLACES),
    };
    list(
        window
            .client
            .execute_async(RUN, vec![only])
            .await
            .expect("axe ran"),
    )
}

/// Boxes whose content is cut off or runs out at the side.
pub async fn too_wide(window: &Window) -> Vec<String> {
    list(window.script(include_str!("too-wide.js"), json!([])).await)
}

/// What moves.
pub async fn moving(window: &Window) -> Vec<String> {
    const MOVING: &str = "return document.getAnimations().filter((a) => a.playState === 'running').map((a) => `${a.animationName ?? a.transitionProperty ?? a.id} moves ${a.effect.target?.className}`)";
    list(window.script(MOVING, json!([])).await)
}

/// What the page's policy has refused since its first script.
pub async fn refused(window: &Window) -> Vec<String> {
    list(window.script("return window.__refused", json!([])).await)
}

/// A script's answer that is a list of sentences.
pub fn list(answer: Value) -> Vec<String> {
    let sentences = answer.as_array().unwrap_or_else(|| panic!("{answer}"));
    let text = |sentence: &Value| {
        sentence
            .as_str()
            .map_or_else(|| sentence.to_string(), str::to_owned)
    };
    sentences.iter().map(text).collect()
}
