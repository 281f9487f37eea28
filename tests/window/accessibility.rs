use serde_json::{Value, json};
use tests::clips;
use tests::computer::{Computer, Kind};
use tests::window::{Start, Window};

use tests::steps::*;

/// Runs axe on the page as it stands, in both themes, and returns what it found.
async fn axe(window: &Window, screen: &str) -> Vec<String> {
    let source = std::fs::read_to_string(tests::repository().join("ui/node_modules/axe-core/axe.min.js"))
        .expect("axe-core");
    window
        .script(&format!("{source}; window.axe = axe; return true"), json!([]))
        .await;
    let mut found = vec![];
    for theme in ["light", "dark"] {
        window
            .script(
                "document.documentElement.dataset.theme = arguments[0]; return true",
                json!([theme]),
            )
            .await;
        window.picture().await;
        const RUN: &str = "const done = arguments[arguments.length - 1]; window.axe.run(document, { resultTypes: ['violations'] }).then((r) => done(r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ') + ' ' + (n.any[0]?.message ?? n.all[0]?.message ?? n.none[0]?.message ?? '')).join(' | '))), (e) => done([String(e)]))";
        let result = window.client.execute_async(RUN, vec![]).await.expect("axe ran");
        let Value::Array(violations) = result else {
            panic!("axe answered {result}")
        };
        found.extend(
            violations
                .iter()
                .map(|violation| format!("{screen}, {theme}: {violation}")),
        );
    }
    window
        .script(
            "delete document.documentElement.dataset.theme; return true",
            json!([]),
        )
        .await;
    found
}

#[tokio::test]
async fn axe_finds_nothing_on_any_screen_by_day_and_by_night() {
    let computer = Computer::start(Kind::default());
    let clip = clips::fitting(computer.home.path(), "Everyone.mp4", 2);
    let window = Window::open(&computer, Start::default()).await;
    window.named("Practise").await;
    let mut found = axe(&window, "first run").await;
    practise(&window).await;
    for screen in ["Drafts", "Posts", "Videos", "Settings"] {
        window.press(screen).await;
        found.extend(axe(&window, screen).await);
    }
    add(&window, &computer, &clip).await;
    privacy_ready(&window).await;
    found.extend(axe(&window, "posting page").await);
    choose_privacy(&window, "PUBLIC_TO_EVERYONE").await;
    publish(&window).await;
    window.wait_for_words("Live").await;
    found.extend(axe(&window, "a post").await);
    window.press("Drafts").await;
    found.extend(axe(&window, "drafts").await);
    assert_eq!(found, Vec::<String>::new());
    window.close().await;
}
