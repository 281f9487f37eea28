//! What can be seen at a glance: the page in every theme and size.

use serde_json::json;
use tests::axe::{self, list};
use tests::chromium::ask;
use tests::window::Window;

use crate::walk;

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
        motion: "reduce",
    }
}

/// How the page is first shown, and the only one in which something may move.
pub const PLAIN: Dress = Dress {
    motion: "no-preference",
    ..STILL
};

/// For whom nothing may move.
pub const STILL: Dress = dress("light at 1440x900", (1440, 900), 1, "light");

/// By night.
const DARK: Dress = dress("dark at 1440x900", (1440, 900), 1, "dark");

/// The smallest page: what zoom leaves of the smaller window.
const ZOOMED: Dress = dress("light at 900x600 twice the size", (900, 600), 2, "light");

/// The smaller window by night.
pub const SMALL_DARK: Dress = dress("dark at 900x600", (900, 600), 1, "dark");

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

/// What is wrong with the page as it stands, in every dress. In each it is looked at for what that
/// dress changes: the night changes colours, the size changes places.
pub async fn faults(window: &Window) -> Vec<String> {
    const COLOURS: &[&str] = &["color-contrast", "link-in-text-block"];
    const PLACES: &[&str] = &["scrollable-region-focusable", "target-size"];
    put_on(window, &STILL).await;
    let mut found = named(&STILL, too_wide(window).await);
    found.extend(named(&STILL, axe::found(window, None).await));
    found.extend(named(&STILL, moving(window).await));
    found.extend(named(&STILL, walk::untold(window).await));
    found.extend(named(&STILL, walk::by_tab(window).await));
    put_on(window, &DARK).await;
    found.extend(named(&DARK, axe::found(window, Some(COLOURS)).await));
    put_on(window, &ZOOMED).await;
    found.extend(named(&ZOOMED, too_wide(window).await));
    put_on(window, &SMALL_DARK).await;
    found.extend(named(&SMALL_DARK, too_wide(window).await));
    found.extend(named(&SMALL_DARK, axe::found(window, Some(PLACES)).await));
    found.extend(named(&SMALL_DARK, walk::by_tab(window).await));
    found
}

fn named(dress: &Dress, faults: Vec<String>) -> Vec<String> {
    let faults = faults.iter();
    faults.map(|fault| format!("{}: {fault}", dress.name)).collect()
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
