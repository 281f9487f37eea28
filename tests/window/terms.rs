//! TikTok allows something else than when the creator chose: nothing goes out, what changed is
//! said in words, and the creator is asked again.

use serde_json::json;
use tests::browser::{allow, curl, install_browser, opened, start_in_browser};
use tests::clips;
use tests::computer::{Computer, Kind};
use tests::practice_program::PracticeProgram;
use tests::window::{Start, Window};

use tests::steps::*;

#[tokio::test]
async fn what_tiktok_changes_before_the_first_byte_is_said_and_asked_about_again() {
    let computer = Computer::start(Kind::default());
    install_browser(&computer);
    let practice = PracticeProgram::start(computer.home.path(), &["--platform", "desktop", "--speed", "max"]);
    let clip = clips::fitting(computer.home.path(), "Ramen at 2am.mp4", 3);
    let start = Start {
        practice: Some(practice.file.clone()),
        ..Start::default()
    };
    let window = Window::open(&computer, start).await;
    start_in_browser(&window, "Desktop").await;
    curl(&[&allow(&opened(&computer))]);
    window.wait_for_words("is connected").await;
    window.press("Go on").await;
    add(&window, &computer, &clip).await;
    choose_privacy(&window, "PUBLIC_TO_EVERYONE").await;
    window.wait_until(PUBLISH_ALLOWED, "the publish button").await;

    practice.account("mara", true);
    publish(&window).await;
    window
        .wait_for_words("TikTok no longer offers the visibility you chose")
        .await;
    assert_eq!(practice.state()["posts"].as_array().map(Vec::len), Some(0));

    window.press("Review").await;
    window
        .wait_for_words("TikTok changed something for this account")
        .await;
    for change in [
        "“Everyone” is no longer offered.",
        "“Followers” is offered now.",
        "Duet is off now.",
    ] {
        window.wait_for_words(change).await;
    }
    const CHOSEN: &str = "return document.querySelector('#privacy').value";
    assert_eq!(window.script(CHOSEN, json!([])).await, json!(""));
    assert_eq!(window.script(PUBLISH_ALLOWED, json!([])).await, json!(false));

    choose_privacy(&window, "FOLLOWER_OF_CREATOR").await;
    publish(&window).await;
    window
        .wait_for_words("TikTok says it is there for those you chose")
        .await;
    assert_eq!(practice.state()["posts"].as_array().map(Vec::len), Some(1));
    window.close().await;
}
