use tests::clips;
use tests::computer::{Computer, Kind};
use tests::window::{Start, Window};

use tests::steps::*;

#[tokio::test]
async fn a_power_cut_during_the_upload_loses_nothing_and_posts_nothing_twice() {
    let computer = Computer::start(Kind::default());
    let clip = clips::large(computer.home.path(), "Long night.mp4", 1_500_000_000);
    let window = Window::open(&computer, Start::default()).await;
    practise(&window).await;
    add(&window, &computer, &clip).await;
    choose_privacy(&window, "PUBLIC_TO_EVERYONE").await;
    publish(&window).await;
    window
        .wait_until(
            "return /Chunk [2-9]/.test(document.body.innerText)",
            "the second chunk",
        )
        .await;
    window.kill();

    let window = Window::open(&computer, Start::default()).await;
    window.press("Posts").await;
    window.wait_for_words("TikTok says everyone can see it").await;
    assert_eq!(practice_posts(&computer), 1, "posted once");
    window.close().await;
}
