//! Ways to the states in which TikTok cannot be reached or does not answer as TikTok.

use super::accounts::{consent, start_in_browser};
use super::uploads::limit_speed;
use super::{Practice, State};
use crate::browser::{allow, curl};
use crate::clips;
use crate::hands::{Hands, Outage};
use crate::steps::*;
use crate::window::Window;

const SCOPES: [&str; 6] = [
    "user.info.basic",
    "user.info.profile",
    "user.info.stats",
    "video.list",
    "video.upload",
    "video.publish",
];

/// Connects Mara by way of the browser: a practice TikTok beside the app has no other.
pub(super) async fn connect(window: &Window, hands: &dyn Hands) {
    hands.set_up_browser();
    window.press("Look around first").await;
    start_in_browser(window).await;
    consent(&hands.opened(), "mara", &SCOPES);
    window.wait_for_words("is connected").await;
    go_on(window).await;
}

/// A posting page whose question TikTok does not answer.
async fn unanswered(window: &Window, hands: &dyn Hands, outage: Outage, words: &str) {
    connect(window, hands).await;
    hands.practice_fails(outage);
    add(window, hands, &clips::ramen(hands.home())).await;
    window.wait_for_words(words).await;
}

states! { Practice::Beside,
    "posting-offline" => |window, hands| {
        unanswered(window, hands, Outage::Unreachable, "Wait until TikTok can be reached").await;
    }
    "posting-captive-portal" => |window, hands| {
        unanswered(window, hands, Outage::PageOfTheNetwork, "Something other than TikTok answered").await;
    }
    "posting-tiktok-down" => |window, hands| {
        unanswered(window, hands, Outage::Trouble, "TikTok has trouble of its own").await;
    }
    "posts-offline" => |window, hands| {
        connect(window, hands).await;
        add(window, hands, &clips::ramen(hands.home())).await;
        write_caption(window, "Ramen at 2am").await;
        choose_privacy(window, "PUBLIC_TO_EVERYONE").await;
        hands.practice_fails(Outage::Unreachable);
        publish(window).await;
        window.wait_for_words("Waiting to try again").await;
    }
    "posts-uploading-offline" => |window, hands| {
        connect(window, hands).await;
        limit_speed(window, "1000").await;
        add(window, hands, &clips::large(hands.home(), "Long night.mp4", 60_000_000)).await;
        write_caption(window, "Long night").await;
        choose_privacy(window, "PUBLIC_TO_EVERYONE").await;
        publish(window).await;
        window.wait_until("return /Chunk [2-9]/.test(document.body.innerText)", "the second chunk").await;
        hands.practice_fails(Outage::Unreachable);
        window.wait_for_words("Waiting for the network").await;
    }
    "videos-offline" => |window, hands| {
        connect(window, hands).await;
        hands.practice_fails(Outage::Unreachable);
        window.press("Videos").await;
        window.wait_for_words("TikTok cannot be reached").await;
    }
    "sign-in-captive-portal" => |window, hands| {
        hands.set_up_browser();
        window.press("Look around first").await;
        start_in_browser(window).await;
        let callback = allow(&hands.opened());
        hands.practice_fails(Outage::PageOfTheNetwork);
        curl(&[&callback]);
        window.wait_for_words("Something other than TikTok answered").await;
    }
}
