//! Ways to the Help menu, the audit's checklist and the steps of the walkthrough.

use serde_json::json;

use crate::steps::practise;
use crate::window::Window;

/// Script: whether what the shown step points at is marked on the page.
pub const POINTED: &str = "return document.querySelector('[data-look]') !== null";

/// The Help menu, open. WebKit's driver never comes back from a click that opens a popover.
pub async fn help(window: &Window) {
    const OPEN: &str = "document.querySelector('[popovertarget=help-menu]').click(); return true";
    window.script(OPEN, json!([])).await;
    window.wait_for_words("About Greenroom").await;
}

/// The checklist, with some of it done.
pub async fn audit(window: &Window) {
    help(window).await;
    window.press("Audit walkthrough").await;
    window.wait_for_words("No adult content.").await;
    for item in 0..2 {
        const TICK: &str = "document.querySelectorAll('main input')[arguments[0]].click(); return true";
        window.script(TICK, json!([item])).await;
    }
    window.wait_for_words("2 of 35 done").await;
}

/// The first step.
pub async fn begin(window: &Window) {
    practise(window).await;
    help(window).await;
    window.press("Audit walkthrough").await;
    window.press("Start the walkthrough").await;
    shown(window, 1).await;
}

/// The step of this number.
pub async fn at(window: &Window, step: u32) {
    begin(window).await;
    for next in 2..=step {
        window.press("Next").await;
        shown(window, next).await;
    }
}

/// Waits until the step stands and points at something.
pub async fn shown(window: &Window, step: u32) {
    window.wait_for_words(&format!("Step {step} of 25")).await;
    window.wait_until(POINTED, "what the step points at").await;
}
