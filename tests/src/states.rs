//! The named states of the window: one entry each, reached as a creator reaches it.

mod accounts;

use std::future::Future;
use std::pin::Pin;

use crate::clips;
use crate::computer::Computer;
use crate::steps::*;
use crate::window::Window;

type Reaching<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

/// A state worth a picture.
pub struct State {
    /// Name of its pictures.
    pub name: &'static str,
    /// Brings a fresh window there.
    pub reach: for<'a> fn(&'a Window, &'a Computer) -> Reaching<'a>,
}

macro_rules! states {
    ($($name:literal => |$window:ident, $computer:ident| $body:block)*) => {
        /// All of them.
        pub const STATES: &[State] = &[$(State {
            name: $name,
            reach: |$window, $computer| Box::pin(async move { let _ = $computer; $body }),
        }),*];
    };
}

states! {
    "first-run" => |window, computer| {
        window.named("Practise").await;
    }
    "drafts-empty" => |window, computer| {
        practise(window).await;
        window.press("Drafts").await;
    }
    "drafts" => |window, computer| {
        practise(window).await;
        for (name, drawing, caption) in [
            ("Night market.mp4", "skyline", "The city at half past two, when the ovens start. #nightshift"),
            ("Tomatoes.mp4", "tomatoes", "Five tomatoes, one knife, no talking"),
            ("IMG_4471.mp4", "ramen", ""),
        ] {
            add(window, computer, &clips::drawn(computer.home.path(), name, drawing, 30)).await;
            if !caption.is_empty() {
                write_caption(window, caption).await;
                window.wait_for_words("Saved").await;
            }
        }
        add(window, computer, &clips::drawn(computer.home.path(), "Market.mp4", "tomatoes", 61)).await;
        window.press("Drafts").await;
        window.wait_for_words("Five tomatoes").await;
    }
    "posting-without-account" => |window, computer| {
        let clip = clips::drawn(computer.home.path(), "Ramen at 2am.mp4", "ramen", 30);
        window.press("Choose a video").await;
        computer.choose_in_dialog(DIALOG, &clip);
        window.wait_for("#caption").await;
    }
    "posting-new" => |window, computer| {
        practise(window).await;
        add(window, computer, &clips::drawn(computer.home.path(), "Ramen at 2am.mp4", "ramen", 30)).await;
        privacy_ready(window).await;
    }
    "posting-blocked" => |window, computer| {
        practise(window).await;
        add(window, computer, &clips::drawn(computer.home.path(), "Market.mp4", "tomatoes", 61)).await;
        privacy_ready(window).await;
    }
    "posting-branded" => |window, computer| {
        practise(window).await;
        add(window, computer, &clips::drawn(computer.home.path(), "Ramen at 2am.mp4", "ramen", 30)).await;
        write_caption(window, "Ramen at 2am, the way my grandmother made it when the trains stopped running. #ramen #latenightcooking").await;
        window.press("Disclose video content").await;
        window.press("Branded content").await;
        choose_privacy(window, "PUBLIC_TO_EVERYONE").await;
        window.wait_for_words("Paid partnership").await;
    }
    "posting-disclosure-open" => |window, computer| {
        practise(window).await;
        add(window, computer, &clips::drawn(computer.home.path(), "Ramen at 2am.mp4", "ramen", 30)).await;
        choose_privacy(window, "PUBLIC_TO_EVERYONE").await;
        window.press("Disclose video content").await;
        window.wait_for_words("You need to indicate if your content promotes yourself").await;
    }
    "posting-banned" => |window, computer| {
        window.press("Look around first").await;
        window.press("Settings").await;
        window.press("Practice").await;
        window.press("Connect Bo Hartmann").await;
        window.wait_for_words("is connected").await;
        window.press("Go on").await;
        add(window, computer, &clips::drawn(computer.home.path(), "Ramen at 2am.mp4", "ramen", 30)).await;
        window.wait_for_words("Wait until TikTok lets this account post").await;
    }
    "drafts-moved" => |window, computer| {
        practise(window).await;
        let clip = clips::drawn(computer.home.path(), "Ramen at 2am.mp4", "ramen", 30);
        add(window, computer, &clip).await;
        std::fs::remove_file(&clip).expect("the video can be removed");
        window.press("Drafts").await;
        window.wait_for_words("Find").await;
    }
    "posts-empty" => |window, computer| {
        practise(window).await;
        window.press("Posts").await;
    }
    "posts-uploading" => |window, computer| {
        practise(window).await;
        add(window, computer, &clips::large(computer.home.path(), "Long night.mp4", 3_000_000_000)).await;
        write_caption(window, "Long night").await;
        choose_privacy(window, "PUBLIC_TO_EVERYONE").await;
        publish(window).await;
        window.wait_until("return /Chunk [2-9]/.test(document.body.innerText)", "the second chunk").await;
        window.press("Pause").await;
        window.wait_for_words("Paused").await;
    }
    "posts-needs-you" => |window, computer| {
        practise(window).await;
        let clip = clips::large(computer.home.path(), "Long night.mp4", 3_000_000_000);
        add(window, computer, &clip).await;
        write_caption(window, "Long night").await;
        choose_privacy(window, "PUBLIC_TO_EVERYONE").await;
        publish(window).await;
        window.wait_until("return /Chunk [2-9]/.test(document.body.innerText)", "the second chunk").await;
        window.press("Pause").await;
        window.wait_for_words("Paused").await;
        std::fs::remove_file(&clip).expect("the video can be removed");
        window.press("Go on").await;
        window.wait_for_words("The video is gone or was changed").await;
    }
    "posts-stop" => |window, computer| {
        practise(window).await;
        add(window, computer, &clips::large(computer.home.path(), "Long night.mp4", 3_000_000_000)).await;
        choose_privacy(window, "PUBLIC_TO_EVERYONE").await;
        publish(window).await;
        window.wait_until("return /Chunk [2-9]/.test(document.body.innerText)", "the second chunk").await;
        window.press("Stop this post").await;
        window.wait_for("dialog[open]").await;
    }
    "posts-live" => |window, computer| {
        practise(window).await;
        add(window, computer, &clips::drawn(computer.home.path(), "Ramen at 2am.mp4", "ramen", 30)).await;
        write_caption(window, "Ramen at 2am #ramen").await;
        choose_privacy(window, "PUBLIC_TO_EVERYONE").await;
        publish(window).await;
        window.wait_for_words("TikTok says everyone can see it").await;
    }
    "videos-without-account" => |window, computer| {
        window.press("Look around first").await;
        window.press("Videos").await;
    }
    "videos" => |window, computer| {
        practise(window).await;
        window.press("Videos").await;
        window.wait_until("return document.querySelectorAll('main img').length > 0", "covers").await;
    }
    "settings-accounts" => |window, computer| {
        practise(window).await;
        window.press("Settings").await;
        window.wait_for_words("Post directly").await;
    }
    "settings-permissions" => |window, computer| {
        accounts::permissions(window).await;
    }
    "settings-missing-scope" => |window, computer| {
        accounts::missing_scope(window, computer).await;
    }
    "settings-disconnect" => |window, computer| {
        accounts::disconnect(window).await;
    }
    "settings-erase" => |window, computer| {
        accounts::erase(window).await;
    }
    "settings-connect" => |window, computer| {
        practise(window).await;
        window.press("Settings").await;
        window.press("Connect an account").await;
        window.wait_for("dialog[open]").await;
    }
    "settings-appearance" => |window, computer| {
        window.press("Look around first").await;
        window.press("Settings").await;
        window.press("Appearance").await;
    }
    "settings-data" => |window, computer| {
        window.press("Look around first").await;
        window.press("Settings").await;
        window.press("Data").await;
    }
    "settings-tiktok-app" => |window, computer| {
        window.press("Connect").await;
        window.wait_for_words("127.0.0.1").await;
    }
    "settings-practice" => |window, computer| {
        window.press("Look around first").await;
        window.press("Settings").await;
        window.press("Practice").await;
    }
    "sign-in-waiting" => |window, computer| {
        window.press("Look around first").await;
        window.press("Settings").await;
        window.press("Practice").await;
        window.press("Desktop").await;
        window.press("Open the sign-in page").await;
        window.wait_for("dialog[open]").await;
    }
    "sign-in-help" => |window, computer| {
        accounts::sign_in_help(window).await;
    }
    "sign-in-refused" => |window, computer| {
        accounts::sign_in_refused(window, computer).await;
    }
    "sign-in-somebody-else" => |window, computer| {
        accounts::somebody_else(window, computer).await;
    }
    "sign-in-done" => |window, computer| {
        window.press("Practise").await;
        window.wait_for_words("is connected").await;
    }
    "shortcuts" => |window, computer| {
        practise(window).await;
        computer.wait_for_window("Greenroom");
        computer.keys(&["key", "question"]);
        window.wait_for("dialog[open]").await;
    }
}
