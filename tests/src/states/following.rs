//! Ways to the states of posts after TikTok took them: what became public, what no longer is, and
//! what only the creator can tell.

use super::outages::connect;
use super::{Practice, State};
use crate::browser::{between, curl};
use crate::clips;
use crate::hands::Hands;
use crate::steps::*;
use crate::window::Window;

const CAPTION: &str = "Ramen at 2am, the way my grandmother made it. #ramen";

/// Does something in the TikTok app of Mara's phone, and returns what it shows then.
fn on_the_phone(hands: &dyn Hands, form: &[(&str, &str)]) -> String {
    let authorize = hands.opened();
    let base = authorize.split("/v2/").next().expect("the practice TikTok");
    let (origin, phone) = (format!("Origin: {base}"), format!("{base}/phone/"));
    let mut arguments = vec!["--location", "-H", &origin];
    let fields: Vec<String> = [("creator", "mara.cooks")]
        .iter()
        .chain(form)
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    for field in &fields {
        arguments.extend(["--data-urlencode", field]);
    }
    if form.is_empty() {
        arguments.push("--get");
    }
    arguments.push(&phone);
    curl(&arguments)
}

async fn live(window: &Window, hands: &dyn Hands) {
    add(window, hands, &clips::ramen(hands.home())).await;
    write_caption(window, CAPTION).await;
    choose_privacy(window, "PUBLIC_TO_EVERYONE").await;
    publish(window).await;
    window.wait_for_words("TikTok says everyone can see it").await;
}

/// The videos are asked for, with all covers.
async fn videos(window: &Window) {
    window.press("Videos").await;
    const COVERS: &str = "const tiles = [...document.querySelectorAll('.tile')]; return tiles.length > 0 && tiles.every((tile) => tile.querySelector('img')?.complete)";
    window.wait_until(COVERS, "covers").await;
}

/// A video that waits in the inbox of Mara's phone.
async fn delivered(window: &Window, hands: &dyn Hands) {
    connect(window, hands).await;
    add(window, hands, &clips::ramen(hands.home())).await;
    write_caption(window, CAPTION).await;
    window.press("Send to inbox").await;
    publish(window).await;
    window
        .wait_for_words("Not posted yet; finish it on your phone.")
        .await;
}

/// The creator posts that video on the phone.
fn post_on_the_phone(hands: &dyn Hands) {
    let draft = on_the_phone(hands, &[]);
    let publish_id = between(&draft, "name=\"publish_id\" value=\"", "\"").expect("a draft");
    let post = [
        ("act", "post"),
        ("publish_id", publish_id),
        ("title", CAPTION),
        ("privacy_level", "PUBLIC_TO_EVERYONE"),
    ];
    on_the_phone(hands, &post);
}

/// A post to the inbox that is followed no longer when the creator posts it on the phone.
async fn posted_unseen(window: &Window, hands: &dyn Hands) {
    delivered(window, hands).await;
    window.press("Stop following").await;
    window.wait_for("dialog[open]").await;
    window
        .script(
            "document.querySelector('dialog[open] button.stop').click(); return true",
            serde_json::json!([]),
        )
        .await;
    window.wait_for_words("No longer followed").await;
    post_on_the_phone(hands);
    const THERE: &str = "[...document.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Ask TikTok again')?.click(); return [...document.querySelectorAll('.tile')].some((tile) => tile.textContent.includes('Perhaps sent from here'))";
    videos(window).await;
    window.wait_until(THERE, "a suggestion").await;
}

states! { Practice::Beside,
    "posts-no-longer-public" => |window, hands| {
        connect(window, hands).await;
        live(window, hands).await;
        on_the_phone(hands, &[("act", "private")]);
        window.press("Check now").await;
        window.wait_for_words("No longer public").await;
    }
    "posts-posted-again" => |window, hands| {
        delivered(window, hands).await;
        post_on_the_phone(hands);
        post_on_the_phone(hands);
        window.press("Check now").await;
        window.wait_for_words("everyone can see all of them").await;
    }
    "posts-video" => |window, hands| {
        connect(window, hands).await;
        live(window, hands).await;
        videos(window).await;
        window.press("Posts").await;
        window.wait_for_words("TikTok named this video for the post.").await;
    }
    "posts-video-suggested" => |window, hands| {
        posted_unseen(window, hands).await;
        window.press("Posts").await;
        window.wait_for_words("This may be the video").await;
    }
    "posts-video-confirmed" => |window, hands| {
        posted_unseen(window, hands).await;
        window.press("Posts").await;
        window.press("Yes, this one").await;
        window.wait_for_words("You said that this is the video").await;
    }
    "videos-sent-from-here" => |window, hands| {
        posted_unseen(window, hands).await;
        live(window, hands).await;
        videos(window).await;
        window.wait_for_words("Perhaps sent from here").await;
    }
    "posting-quota" => |window, hands| {
        connect(window, hands).await;
        live(window, hands).await;
        add(window, hands, &clips::drawn(hands.home(), "Tomatoes.mp4", "tomatoes", 30)).await;
        privacy_ready(window).await;
        window.wait_for_words("Greenroom sent 1 post with this account").await;
    }
    "posting-inbox-quota" => |window, hands| {
        connect(window, hands).await;
        add(window, hands, &clips::ramen(hands.home())).await;
        window.press("Send to inbox").await;
        publish(window).await;
        window.wait_for_words("Not posted yet; finish it on your phone.").await;
        add(window, hands, &clips::drawn(hands.home(), "Tomatoes.mp4", "tomatoes", 30)).await;
        window.press("Send to inbox").await;
        window.wait_for_words("1 of 5 places taken").await;
        window.wait_for_words("The first place is probably free again").await;
    }
}
