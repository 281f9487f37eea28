//! The rules of TikTok's posting page (R§13.3), each with the states that show it.

use crate::browser::curl;
use crate::clips;
use crate::hands::Hands;
use crate::steps::*;
use crate::window::Window;

/// Which states show a rule.
pub const RULES: [(u8, &[&str]); 16] = [
    (1, &["posting-new", "posting-without-account"]),
    (2, &["posting-banned", "posting-capped"]),
    (3, &["rules-03-video-too-long", "posting-blocked"]),
    (4, &["posting-new", "posting-branded"]),
    (5, &["posting-new", "rules-05-choice-taken-back"]),
    (6, &["posting-new", "rules-06-interactions-off"]),
    (7, &["posting-new"]),
    (8, &["posting-new", "posting-disclosure-open", "posting-branded"]),
    (9, &["posting-disclosure-open"]),
    (10, &["posting-branded", "rules-10-only-me-first"]),
    (11, &["posting-new", "posting-branded"]),
    (12, &["posting-new"]),
    (13, &["posting-new", "posting-branded"]),
    (14, &["posting-branded", "rules-05-choice-taken-back"]),
    (15, &["posting-new"]),
    (16, &["posts-uploading", "posts-live"]),
];

/// Rule 3: four seconds more than this account may post.
pub async fn too_long(window: &Window, hands: &dyn Hands) {
    practise_as(window, "Tilda Novak").await;
    add(
        window,
        hands,
        &clips::long(hands.home(), "Whole night.mp4", "ramen"),
    )
    .await;
    privacy_ready(window).await;
    window.wait_for_words("too long for this account").await;
}

/// Rule 5: the account became private after "everyone" was chosen.
pub async fn taken_back(window: &Window, hands: &dyn Hands) {
    let phone = with_phone(window, hands).await;
    add(
        window,
        hands,
        &clips::drawn(hands.home(), "Tomatoes.mp4", "tomatoes", 30),
    )
    .await;
    write_caption(window, "Five tomatoes").await;
    choose_privacy(window, "PUBLIC_TO_EVERYONE").await;
    window.wait_until(PUBLISH_ALLOWED, "the publish button").await;
    make_private(&phone);
    window.press("Drafts").await;
    window.press("Five tomatoes").await;
    window.wait_for_words("TikTok no longer offers").await;
}

/// Rule 6: comments, duets and stitches are off in the creator's settings.
pub async fn interactions_off(window: &Window, hands: &dyn Hands) {
    practise_as(window, "Ida Quist").await;
    add(window, hands, &clips::ramen(hands.home())).await;
    window
        .wait_for_words("Comments are off in your TikTok settings")
        .await;
}

/// Rule 10: only me was chosen before the disclosure.
pub async fn only_me_first(window: &Window, hands: &dyn Hands) {
    practise(window).await;
    add(window, hands, &clips::ramen(hands.home())).await;
    choose_privacy(window, "SELF_ONLY").await;
    window.press("Disclose video content").await;
    window.wait_for_words("Branded content is off because").await;
}

/// The address of the practice creator's phone, which a video in its inbox leads to.
async fn with_phone(window: &Window, hands: &dyn Hands) -> String {
    hands.set_up_browser();
    practise(window).await;
    add(window, hands, &clips::ramen(hands.home())).await;
    window.press("Send to inbox").await;
    publish(window).await;
    window
        .wait_for_words("Not posted yet; finish it on your phone.")
        .await;
    window.press("Open the practice phone").await;
    hands.opened()
}

/// The creator makes the account private on that phone.
fn make_private(phone: &str) {
    let (base, creator) = phone.split_once("?creator=").expect("a creator's phone");
    let origin = format!("Origin: {}", base.trim_end_matches("/phone/"));
    let form = format!("act=private&creator={creator}");
    curl(&["--fail", "--location", "-H", &origin, "--data", &form, base]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::states::all;

    #[test]
    fn every_rule_has_states_that_there_are_and_every_state_of_a_rule_is_listed() {
        let numbers: Vec<u8> = RULES.iter().map(|(rule, _)| *rule).collect();
        assert_eq!(numbers, (1..=16).collect::<Vec<_>>());
        for (rule, names) in RULES {
            assert!(!names.is_empty(), "rule {rule}");
            for name in names {
                assert!(all().iter().any(|state| state.name == *name), "{name}");
            }
        }
        for state in all().into_iter().filter(|state| state.name.starts_with("rules-")) {
            let number = state
                .name
                .split('-')
                .nth(1)
                .and_then(|number| number.parse().ok());
            let listed = RULES.iter().find(|(rule, _)| Some(*rule) == number);
            assert!(
                listed.is_some_and(|(_, names)| names.contains(&state.name)),
                "{}",
                state.name
            );
        }
    }
}
