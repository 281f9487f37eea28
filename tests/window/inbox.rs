//! Through the creator's inbox: sent from the window, posted on the practice phone.

use serde_json::json;
use tests::browser::{between, curl, install_browser, opened};
use tests::clips;
use tests::computer::{Computer, Kind};
use tests::window::{Start, Window};

use tests::steps::*;

/// Posts the one draft in the phone's inbox, as its form would.
fn post_on_the_phone(phone: &str, privacy_level: &str) {
    let page = curl(&[phone]);
    let publish_id = between(&page, "name=\"publish_id\" value=\"", "\"").expect("a draft in the inbox");
    let creator = between(&page, "name=\"creator\" value=\"", "\"").expect("whose phone it is");
    let (origin, _) = phone.split_once("/phone/").expect("a phone");
    let fields = [
        ("act", "post"),
        ("creator", creator),
        ("publish_id", publish_id),
        ("title", "From my phone"),
        ("privacy_level", privacy_level),
    ];
    let origin_header = format!("Origin: {origin}");
    let fields = fields.map(|(name, value)| format!("{name}={value}"));
    let mut arguments = vec!["--fail", "--location", "-H", &origin_header];
    for field in &fields {
        arguments.extend(["--data-urlencode", field]);
    }
    let address = format!("{origin}/phone/");
    arguments.push(&address);
    curl(&arguments);
}

#[tokio::test]
async fn a_video_goes_to_the_inbox_and_is_live_only_after_the_phone_has_posted_it() {
    let computer = Computer::start(Kind::default());
    install_browser(&computer);
    let clip = clips::fitting(computer.home.path(), "Ramen at 2am.mp4", 3);
    let window = Window::open(&computer, Start::default()).await;
    practise(&window).await;
    add(&window, &computer, &clip).await;
    write_caption(&window, "Ramen at 2am #ramen").await;
    window.press("Send to inbox").await;
    window.wait_for_words("0 of 5 places taken").await;
    const ASKED: &str = "return document.querySelector('#privacy, #disclosure, #declaration') === null";
    assert_eq!(window.script(ASKED, json!([])).await, json!(true));
    publish(&window).await;
    window
        .wait_for_words("Not posted yet; finish it on your phone.")
        .await;
    window.wait_for_words("Copy caption").await;
    assert_eq!(practice_posts(&computer), 0);

    window.press("Open the practice phone").await;
    post_on_the_phone(&opened(&computer), "PUBLIC_TO_EVERYONE");
    window.press("Check now").await;
    window.wait_for_words("Posted from your phone").await;
    assert_eq!(practice_posts(&computer), 1);
    // Moderation takes its time; the rhythm of the questions finds it.
    window.wait_for_words("TikTok says everyone can see it").await;
    assert_eq!(policy_violations(&window).await, json!([]));
    window.close().await;
}
