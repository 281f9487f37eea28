//! The named states of the window: one entry each, reached as a creator reaches it.

mod accounts;
#[macro_use]
mod list;
mod captions;
mod following;
mod outages;
mod preview;
mod record;
mod rules;
mod uploads;
pub mod walkthrough;

use std::future::Future;
use std::pin::Pin;

use crate::clips;
use crate::hands::Hands;
use crate::steps::*;
use crate::window::Window;

pub use rules::RULES;

/// On the way to a state.
pub type Reaching<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

/// A state worth a picture.
pub struct State {
    /// Name of its pictures.
    pub name: &'static str,
    /// Where the window's practice TikTok runs.
    pub practice: Practice,
    /// Brings a fresh window there.
    pub reach: for<'a> fn(&'a Window, &'a dyn Hands) -> Reaching<'a>,
}

/// Where a practice TikTok runs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Practice {
    /// Inside the app.
    Inside,
    /// Beside it, so that it can fail: [`Hands::practice_fails`].
    Beside,
}

/// All of them.
pub fn all() -> Vec<&'static State> {
    [STATES, outages::STATES, following::STATES]
        .into_iter()
        .flatten()
        .collect()
}

states! { Practice::Inside,
    "first-run" => |window, hands| {
        window.named("Practise").await;
    }
    "drafts-empty" => |window, hands| {
        practise(window).await;
        window.press("Drafts").await;
    }
    "drafts" => |window, hands| {
        practise(window).await;
        for (name, drawing, caption) in [
            ("Night market.mp4", "skyline", "The city at half past two, when the ovens start. #nightshift"),
            ("Tomatoes.mp4", "tomatoes", "Five tomatoes, one knife, no talking"),
            ("IMG_4471.mp4", "ramen", ""),
        ] {
            add(window, hands, &clips::drawn(hands.home(), name, drawing, 30)).await;
            if !caption.is_empty() {
                write_caption(window, caption).await;
                caption_kept(window).await;
            }
        }
        add(window, hands, &clips::drawn(hands.home(), "Market.mp4", "tomatoes", 61)).await;
        window.press("Drafts").await;
        window.wait_for_words("Five tomatoes").await;
    }
    "posting-without-account" => |window, hands| {
        let clip = clips::ramen(hands.home());
        window.press("Choose a video").await;
        hands.choose_video(&clip);
        window.wait_for("#caption").await;
    }
    "posting-new" => |window, hands| {
        practise(window).await;
        add(window, hands, &clips::ramen(hands.home())).await;
        privacy_ready(window).await;
    }
    "posting-blocked" => |window, hands| {
        practise(window).await;
        add(window, hands, &clips::drawn(hands.home(), "Market.mp4", "tomatoes", 61)).await;
        privacy_ready(window).await;
    }
    "posting-branded" => |window, hands| {
        practise(window).await;
        add(window, hands, &clips::ramen(hands.home())).await;
        write_caption(window, "Ramen at 2am, the way my grandmother made it when the trains stopped running. #ramen #latenightcooking").await;
        window.press("Disclose video content").await;
        window.press("Branded content").await;
        choose_privacy(window, "PUBLIC_TO_EVERYONE").await;
        window.wait_for_words("Paid partnership").await;
    }
    "posting-disclosure-open" => |window, hands| {
        practise(window).await;
        add(window, hands, &clips::ramen(hands.home())).await;
        choose_privacy(window, "PUBLIC_TO_EVERYONE").await;
        window.press("Disclose video content").await;
        window.wait_for_words("You need to indicate if your content promotes yourself").await;
    }
    "preview-zones" => |window, hands| {
        preview::zones(window, hands).await;
    }
    "preview-right-to-left" => |window, hands| {
        preview::right_to_left(window, hands).await;
    }
    "preview-caption-folded" => |window, hands| {
        preview::folded(window, hands).await;
    }
    "preview-cover" => |window, hands| {
        preview::cover(window, hands).await;
    }
    "preview-landscape" => |window, hands| {
        preview::landscape(window, hands).await;
    }
    "preview-unplayable" => |window, hands| {
        preview::unplayable(window, hands).await;
    }
    "preview-cover-taken-back" => |window, hands| {
        preview::taken_back(window, hands).await;
    }
    "posting-banned" => |window, hands| {
        practise_as(window, "Bo Hartmann").await;
        add(window, hands, &clips::ramen(hands.home())).await;
        window.wait_for_words("Wait until TikTok lets this account post").await;
    }
    "posting-capped" => |window, hands| {
        practise_as(window, "Juno Reyes").await;
        add(window, hands, &clips::ramen(hands.home())).await;
        window.wait_for_words("Wait until TikTok lets this account post").await;
    }
    "posting-inbox" => |window, hands| {
        practise(window).await;
        add(window, hands, &clips::ramen(hands.home())).await;
        write_caption(window, "Ramen at 2am, the way my grandmother made it. #ramen").await;
        window.press("Send to inbox").await;
        window.wait_for_words("0 of 5 places taken").await;
    }
    "caption-completion" => |window, hands| {
        captions::completion(window, hands).await;
    }
    "caption-texts" => |window, hands| {
        captions::texts(window, hands).await;
    }
    "caption-text-new" => |window, hands| {
        captions::new_text(window, hands).await;
    }
    "caption-too-long" => |window, hands| {
        captions::too_long(window, hands).await;
    }
    "caption-right-to-left" => |window, hands| {
        captions::right_to_left(window, hands).await;
    }
    "handover-several-codes" => |window, hands| {
        captions::several_codes(window, hands).await;
    }
    "posting-inbox-advised" => |window, hands| {
        refused_for_want_of_audit(window, hands).await;
        add(window, hands, &clips::drawn(hands.home(), "Tomatoes.mp4", "tomatoes", 30)).await;
        window.wait_for_words("TikTok has not audited your app yet").await;
    }
    "rules-03-video-too-long" => |window, hands| {
        rules::too_long(window, hands).await;
    }
    "rules-05-choice-taken-back" => |window, hands| {
        rules::taken_back(window, hands).await;
    }
    "rules-06-interactions-off" => |window, hands| {
        rules::interactions_off(window, hands).await;
    }
    "rules-10-only-me-first" => |window, hands| {
        rules::only_me_first(window, hands).await;
    }
    "posts-not-audited" => |window, hands| {
        refused_for_want_of_audit(window, hands).await;
    }
    "posts-in-inbox" => |window, hands| {
        practise(window).await;
        add(window, hands, &clips::ramen(hands.home())).await;
        write_caption(window, "Ramen at 2am, the way my grandmother made it. #ramen").await;
        window.press("Send to inbox").await;
        publish(window).await;
        window.wait_for_words("Not posted yet; finish it on your phone.").await;
        window.wait_for("[data-task=caption]").await;
    }
    "posts-inbox-full" => |window, hands| {
        uploads::inbox_full(window, hands).await;
    }
    "posts-access-withdrawn" => |window, hands| {
        practise_as(window, "Sione Tupou").await;
        add(window, hands, &clips::ramen(hands.home())).await;
        choose_privacy(window, "PUBLIC_TO_EVERYONE").await;
        publish(window).await;
        window.wait_for_words("TikTok no longer takes the sign-in").await;
    }
    "drafts-moved" => |window, hands| {
        practise(window).await;
        let clip = clips::ramen(hands.home());
        add(window, hands, &clip).await;
        std::fs::remove_file(&clip).expect("the video can be removed");
        window.press("Drafts").await;
        window.wait_for_words("Find").await;
    }
    "posts-empty" => |window, hands| {
        practise(window).await;
        window.press("Posts").await;
    }
    "posts-uploading" => |window, hands| {
        practise(window).await;
        add(window, hands, &clips::large(hands.home(), "Long night.mp4", 3_000_000_000)).await;
        write_caption(window, "Long night").await;
        choose_privacy(window, "PUBLIC_TO_EVERYONE").await;
        publish(window).await;
        window.wait_until("return /Chunk [2-9]/.test(document.body.innerText)", "the second chunk").await;
        window.press("Pause").await;
        window.wait_for_words("Paused").await;
    }
    "posts-needs-you" => |window, hands| {
        practise(window).await;
        let clip = clips::large(hands.home(), "Long night.mp4", 3_000_000_000);
        add(window, hands, &clip).await;
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
    "posts-stop" => |window, hands| {
        practise(window).await;
        add(window, hands, &clips::large(hands.home(), "Long night.mp4", 3_000_000_000)).await;
        choose_privacy(window, "PUBLIC_TO_EVERYONE").await;
        publish(window).await;
        window.wait_until("return /Chunk [2-9]/.test(document.body.innerText)", "the second chunk").await;
        window.press("Stop this post").await;
        window.wait_for("dialog[open]").await;
    }
    "posts-live" => |window, hands| {
        practise(window).await;
        add(window, hands, &clips::ramen(hands.home())).await;
        write_caption(window, "Ramen at 2am #ramen").await;
        choose_privacy(window, "PUBLIC_TO_EVERYONE").await;
        publish(window).await;
        window.wait_for_words("TikTok says everyone can see it").await;
    }
    "post-history" => |window, hands| {
        record::history(window, hands).await;
    }
    "activity" => |window, hands| {
        record::activity(window, hands).await;
    }
    "activity-empty" => |window, hands| {
        record::empty(window).await;
    }
    "activity-none-found" => |window, hands| {
        record::none_found(window).await;
    }
    "videos-without-account" => |window, hands| {
        window.press("Look around first").await;
        window.press("Videos").await;
    }
    "videos" => |window, hands| {
        practise(window).await;
        window.press("Videos").await;
        window.wait_until("return document.querySelectorAll('main img').length > 0", "covers").await;
    }
    "settings-accounts" => |window, hands| {
        practise(window).await;
        window.press("Settings").await;
        window.wait_for_words("Post directly").await;
    }
    "settings-permissions" => |window, hands| {
        accounts::permissions(window).await;
    }
    "settings-missing-scope" => |window, hands| {
        accounts::missing_scope(window, hands).await;
    }
    "settings-disconnect" => |window, hands| {
        accounts::disconnect(window).await;
    }
    "settings-erase" => |window, hands| {
        accounts::erase(window).await;
    }
    "settings-connect" => |window, hands| {
        practise(window).await;
        window.press("Settings").await;
        window.press("Connect an account").await;
        window.wait_for("dialog[open]").await;
    }
    "settings-appearance" => |window, hands| {
        window.press("Look around first").await;
        window.press("Settings").await;
        window.press("Appearance").await;
    }
    "settings-uploads" => |window, hands| {
        window.press("Look around first").await;
        uploads::settings(window).await;
    }
    "posting-too-slow" => |window, hands| {
        uploads::too_slow(window, hands).await;
    }
    "posts-waiting" => |window, hands| {
        uploads::waiting(window, hands).await;
    }
    "settings-data" => |window, hands| {
        window.press("Look around first").await;
        window.press("Settings").await;
        window.press("Data").await;
    }
    "settings-tiktok-app" => |window, hands| {
        window.press("Connect").await;
        window.wait_for_words("127.0.0.1").await;
    }
    "settings-practice" => |window, hands| {
        window.press("Look around first").await;
        window.press("Settings").await;
        window.press("Practice").await;
    }
    "sign-in-waiting" => |window, hands| {
        window.press("Look around first").await;
        window.press("Settings").await;
        window.press("Practice").await;
        window.press("Desktop").await;
        window.press("Open the sign-in page").await;
        window.wait_for("dialog[open]").await;
    }
    "sign-in-help" => |window, hands| {
        accounts::sign_in_help(window).await;
    }
    "sign-in-refused" => |window, hands| {
        accounts::sign_in_refused(window, hands).await;
    }
    "sign-in-somebody-else" => |window, hands| {
        accounts::somebody_else(window, hands).await;
    }
    "sign-in-outside-sandbox" => |window, hands| {
        window.press("Look around first").await;
        window.press("Settings").await;
        window.press("Practice").await;
        window.press("Connect Leila Haddad").await;
        window.wait_for_words("is not a target user").await;
    }
    "sign-in-done" => |window, hands| {
        window.press("Practise").await;
        window.wait_for_words("is connected").await;
    }
    "shortcuts" => |window, hands| {
        practise(window).await;
        hands.ask_for_shortcuts(window).await;
        window.wait_for("dialog[open]").await;
    }
    "help" => |window, hands| {
        practise(window).await;
        walkthrough::help(window).await;
    }
    "audit" => |window, hands| {
        practise(window).await;
        walkthrough::audit(window).await;
    }
    "walk-named" => |window, hands| {
        walkthrough::begin(window).await;
    }
    "walk-cannot-post" => |window, hands| {
        walkthrough::at(window, 2).await;
    }
    "walk-too-long" => |window, hands| {
        walkthrough::at(window, 3).await;
    }
    "walk-indicate" => |window, hands| {
        walkthrough::at(window, 14).await;
    }
    "walk-notice" => |window, hands| {
        walkthrough::at(window, 22).await;
    }
    "walk-status" => |window, hands| {
        walkthrough::at(window, 23).await;
        window.wait_for_words("TikTok says everyone can see it").await;
    }
    "walk-in-inbox" => |window, hands| {
        walkthrough::at(window, 25).await;
        window.wait_for_words("Not posted yet; finish it on your phone.").await;
    }
}
