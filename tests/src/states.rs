//! The named states of the window: one entry each, reached as a creator reaches it.

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
        for (name, caption) in [
            ("Dumpling fold.mp4", "Dumpling fold, the slow way. Watch the thumb. #dumplings"),
            ("Tomatoes.mp4", "Five tomatoes, one knife, no talking"),
            ("IMG_4471.mp4", ""),
        ] {
            add(window, computer, &clips::fitting(computer.home.path(), name, 3)).await;
            if !caption.is_empty() {
                write_caption(window, caption).await;
                window.wait_for_words("Saved").await;
            }
        }
        add(window, computer, &clips::too_fast(computer.home.path(), "Market.mp4")).await;
        window.press("Drafts").await;
        window.wait_for_words("Five tomatoes").await;
    }
    "posting-without-account" => |window, computer| {
        let clip = clips::fitting(computer.home.path(), "Ramen at 2am.mp4", 4);
        window.press("Choose a video").await;
        computer.choose_in_dialog(DIALOG, &clip);
        window.wait_for("#caption").await;
    }
    "posting-new" => |window, computer| {
        practise(window).await;
        add(window, computer, &clips::fitting(computer.home.path(), "Ramen at 2am.mp4", 4)).await;
        privacy_ready(window).await;
    }
    "posting-blocked" => |window, computer| {
        practise(window).await;
        add(window, computer, &clips::too_fast(computer.home.path(), "Market.mp4")).await;
        privacy_ready(window).await;
    }
    "posting-branded" => |window, computer| {
        practise(window).await;
        add(window, computer, &clips::fitting(computer.home.path(), "Ramen at 2am.mp4", 4)).await;
        write_caption(window, "Ramen at 2am, the way my grandmother made it when the trains stopped running. #ramen #latenightcooking").await;
        window.press("Disclose video content").await;
        window.press("Branded content").await;
        choose_privacy(window, "PUBLIC_TO_EVERYONE").await;
        window.wait_for_words("Paid partnership").await;
    }
    "posting-disclosure-open" => |window, computer| {
        practise(window).await;
        add(window, computer, &clips::fitting(computer.home.path(), "Ramen at 2am.mp4", 4)).await;
        choose_privacy(window, "PUBLIC_TO_EVERYONE").await;
        window.press("Disclose video content").await;
        window.wait_for_words("You need to indicate if your content promotes yourself").await;
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
    "posts-live" => |window, computer| {
        practise(window).await;
        add(window, computer, &clips::fitting(computer.home.path(), "Ramen at 2am.mp4", 4)).await;
        write_caption(window, "Ramen at 2am #ramen").await;
        choose_privacy(window, "PUBLIC_TO_EVERYONE").await;
        publish(window).await;
        window.wait_for_words("TikTok says everyone can see it").await;
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
    "settings-tiktok-app" => |window, computer| {
        window.press("Connect").await;
        window.wait_for_words("127.0.0.1").await;
    }
    "shortcuts" => |window, computer| {
        practise(window).await;
        computer.wait_for_window("Greenroom");
        computer.keys(&["key", "question"]);
        window.wait_for("dialog[open]").await;
    }
}
