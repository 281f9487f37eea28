//! That each look sees what it is for.

use serde_json::json;
use tests::axe;
use tests::chromium;
use tests::states;
use tests::window::Window;

use crate::served::Served;
use crate::{FIRST, looks, walk};

/// Runs `test` with a browser on a served page.
fn with_page(served: Served, test: impl AsyncFnOnce(&Window, &Served)) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let window = chromium::open(FIRST).await;
        looks::put_on(&window, &looks::STILL).await;
        served.show(&window).await;
        test(&window, &served).await;
        window.client.close().await.expect("an end");
    });
}

fn has(found: &[String], words: &str) {
    assert!(
        found.iter().any(|fault| fault.contains(words)),
        "{words}: {found:?}"
    );
}

#[test]
fn a_refused_script_is_seen_even_when_it_is_the_first_of_the_page() {
    let spoilt = |page: String| page.replace("<head>", "<head><script>window.ran = true</script>");
    with_page(Served::edited(spoilt), async |window, _| {
        has(&looks::refused(window).await, "script-src-elem refused inline");
        has(&chromium::complaints(window).await, "Content Security Policy");
        assert_eq!(
            window.script("return window.ran ?? null", json!([])).await,
            json!(null)
        );
    });
}

#[test]
fn the_policy_is_the_apps_own_and_lets_nothing_else_through() {
    with_page(Served::start(), async |window, _| {
        const TRY: &str = "const done = arguments[0]; fetch('http://127.0.0.1:9/').catch(() => done(true))";
        window.client.execute_async(TRY, vec![]).await.expect("a try");
        has(
            &looks::refused(window).await,
            "connect-src refused http://127.0.0.1:9/",
        );
    });
}

#[test]
fn what_is_wrong_with_a_page_is_found() {
    with_page(Served::start(), async |window, _| {
        const SPOIL: &str = "
            const button = document.createElement('button');
            button.style.cssText = 'outline: none; box-shadow: none; border: 0; width: 40px';
            const wide = document.createElement('div');
            wide.style.width = '3000px';
            wide.append('Far out');
            const hidden = document.createElement('button');
            hidden.textContent = 'Out of reach';
            hidden.tabIndex = -1;
            document.querySelector('main').append(button, wide, hidden);
            button.animate([{ opacity: 1 }, { opacity: 0.9 }], { duration: 1e6, id: 'blink' });
            console.error('spoilt');
            return true";
        window.script(SPOIL, json!([])).await;
        has(&axe::found(window, None).await, "button-name");
        has(&looks::too_wide(window).await, "of 1440");
        has(&looks::moving(window).await, "blink moves");
        has(
            &walk::nameless(&walk::tree(window).await),
            "a \"button\" has no name",
        );
        let walked = walk::by_tab(window).await;
        has(&walked, "the focus does not show on button");
        has(&walked, "Tab never reaches button Out of reach");
        const TRAP: &str = "
            const [trap, behind] = ['Trap', 'Behind'].map((words) => {
                const button = document.createElement('button');
                button.textContent = words;
                return button;
            });
            document.querySelector('main').append(trap, behind);
            trap.addEventListener('keydown', (e) => e.key === 'Tab' && e.preventDefault());
            return true";
        window.script(TRAP, json!([])).await;
        has(&walk::by_tab(window).await, "Tab never reaches button Behind");
        has(&chromium::complaints(window).await, "spoilt");
    });
}

#[test]
fn tab_follows_the_eye_over_the_posting_page_and_a_swap_is_noticed() {
    with_page(Served::start(), async |window, served| {
        let posting = states::all()
            .into_iter()
            .find(|state| state.name == "posting-branded");
        (posting.expect("the state").reach)(window, served).await;
        for dress in [&looks::STILL, &looks::SMALL_DARK] {
            looks::put_on(window, dress).await;
            walk::by_tab(window).await;
            assert_eq!(walk::out_of_order(window).await, Vec::<String>::new());
        }
        const SWAP: &str = "const form = document.querySelector('.form'); form.style.flexDirection = 'column-reverse'; return true";
        window.script(SWAP, json!([])).await;
        has(&walk::out_of_order(window).await, "stands before");
    });
}
