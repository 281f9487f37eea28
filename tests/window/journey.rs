use serde_json::json;
use tests::clips;
use tests::computer::{Computer, Kind};
use tests::window::{Start, Window};

use tests::steps::*;

async fn from_drop_to_live(language: &'static str) {
    let computer = Computer::start(Kind {
        language,
        ..Kind::default()
    });
    let clip = clips::fitting(computer.home.path(), "Ramen at 2am.mp4", 3);
    let window = Window::open(&computer, Start::default()).await;
    practise(&window).await;
    add(&window, &computer, &clip).await;
    write_caption(&window, "Ramen at 2am #ramen").await;
    choose_privacy(&window, "PUBLIC_TO_EVERYONE").await;
    publish(&window).await;
    window.wait_for_words("TikTok says everyone can see it").await;
    assert_eq!(practice_posts(&computer), 1);
    assert_eq!(policy_violations(&window).await, json!([]));

    // The same question finds what the policy really refuses.
    const REFUSED: &str = "const s = document.createElement('script'); s.textContent = 'window.ran = true'; document.head.append(s); return window.ran ?? false";
    assert_eq!(window.script(REFUSED, json!([])).await, json!(false));
    assert_ne!(policy_violations(&window).await, json!([]));
    window.close().await;
}

#[tokio::test]
async fn a_newcomer_brings_a_video_from_the_file_dialog_to_live_with_a_practice_account() {
    from_drop_to_live("C.UTF-8").await;
}

#[tokio::test]
async fn the_same_works_on_a_german_computer() {
    from_drop_to_live("de_DE.UTF-8").await;
}

#[tokio::test]
async fn a_video_is_checked_without_any_account_and_says_what_does_not_fit() {
    let computer = Computer::start(Kind::default());
    let clip = clips::too_fast(computer.home.path(), "fast.mp4");
    let window = Window::open(&computer, Start::default()).await;
    window.press("Choose a video").await;
    computer.choose_in_dialog(DIALOG, &clip);
    window.wait_for_words("61 frames a second").await;
    window.close().await;
}

#[tokio::test]
async fn drafts_are_still_there_after_a_restart_and_come_back_from_the_bin() {
    let computer = Computer::start(Kind::default());
    let clip = clips::fitting(computer.home.path(), "Broth.mp4", 2);
    let window = Window::open(&computer, Start::default()).await;
    practise(&window).await;
    add(&window, &computer, &clip).await;
    write_caption(&window, "Broth, hour by hour").await;
    caption_kept(&window).await;
    window.close().await;

    let window = Window::open(&computer, Start::default()).await;
    window.press("Drafts").await;
    window.wait_for_words("Broth, hour by hour").await;
    window.press("Move to the bin").await;
    window.press("Undo").await;
    window.wait_for_words("Broth, hour by hour").await;
    window.close().await;
}
