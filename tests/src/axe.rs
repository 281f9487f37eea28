//! What axe says about a page.

use serde_json::{Value, json};

use crate::window::Window;

/// What axe finds on the page as it stands: by all of its rules, or by those in `only`.
pub async fn found(window: &Window, only: Option<&[&str]>) -> Vec<String> {
    const PRESENT: &str = "return window.axe !== undefined";
    const RUN: &str = "const done = arguments[arguments.length - 1]; window.axe.run(document, { resultTypes: ['violations'], ...(arguments[0] && { runOnly: arguments[0] }) }).then((r) => done(r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ') + ' ' + (n.any[0]?.message ?? n.all[0]?.message ?? n.none[0]?.message ?? '')).join(' | '))), (e) => done([String(e)]))";
    if window.script(PRESENT, json!([])).await == json!(false) {
        let file = crate::repository().join("ui/node_modules/axe-core/axe.min.js");
        let source = std::fs::read_to_string(file).expect("axe-core");
        let script = format!("{source}; window.axe = axe; return true");
        window.script(&script, json!([])).await;
    }
    let run = window.client.execute_async(RUN, vec![json!(only)]).await;
    list(run.expect("axe ran"))
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
