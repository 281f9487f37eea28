//! The page as it is built, in Chromium, against the real commands. Chromium tells what the
//! real window cannot: its accessibility tree, and its console from the first script on.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod alike;
mod beside;
mod keys;
mod looks;
mod proofs;
mod reasons;
mod served;
#[path = "../support/mod.rs"]
mod support;
mod walk;

use std::sync::Mutex;

use served::Served;
use tests::chromium;
use tests::states::State;
use tests::window::Window;

/// Runs before the page: first what hears the policy, then what stands for the webview.
const FIRST: &str = concat!(include_str!("watch.js"), include_str!("bridge.js"));

/// What is wrong with a state.
async fn faults(window: &Window, served: &Served, state: &State) -> Vec<String> {
    looks::put_on(window, &looks::PLAIN).await;
    served.show(window).await;
    (state.reach)(window, served).await;
    let mut found = looks::faults(window).await;
    found.extend(looks::refused(window).await);
    found.extend(chromium::complaints(window).await);
    // A page that outlived its studio would complain to the next one's console.
    window.client.goto("about:blank").await.expect("an empty page");
    found.sort();
    found.dedup();
    found
        .iter()
        .map(|fault| format!("{}, {fault}", state.name))
        .collect()
}

/// Looks at states until none is left.
fn faults_of(left: &Mutex<impl Iterator<Item = &'static State>>) -> Vec<String> {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let window = runtime.block_on(chromium::open(FIRST));
    let mut found = vec![];
    let next = || left.lock().expect("nobody panicked with it").next();
    while let Some(state) = next() {
        let served = Served::with(state.practice);
        found.extend(runtime.block_on(faults(&window, &served, state)));
    }
    runtime.block_on(window.client.close()).expect("an end");
    found
}

#[test]
fn every_state_looks_right_in_every_dress_and_can_be_used_without_a_mouse() {
    // More browsers than cores: most of a state's time is spent waiting.
    const BROWSERS: usize = 3;
    // The last of the list take longest; none of them should be begun when the others are done.
    let left = Mutex::new(alike::wanted().into_iter().rev());
    let found = std::thread::scope(|scope| {
        let browsers: Vec<_> = (0..BROWSERS).map(|_| scope.spawn(|| faults_of(&left))).collect();
        let found = browsers
            .into_iter()
            .map(|browser| browser.join().expect("a browser"));
        found.collect::<Vec<_>>().concat()
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
}
