//! What the creator chose, and what follows from each choice.

use serde::{Deserialize, Serialize};
use tiktok::{CreatorInfo, PrivacyLevel, VideoPost};

use crate::view::{Choice, Interaction};

/// TikTok's value for "only me".
pub(super) const ONLY_ME: &str = "SELF_ONLY";

/// What the creator chose so far. At first nothing is chosen and nothing is allowed (R§13.3 rules 5, 6, 8).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    /// The caption.
    pub caption: String,
    /// TikTok's value for who can view it.
    pub privacy: Option<String>,
    /// Whether people may comment.
    pub comment: bool,
    /// Whether people may stitch.
    pub stitch: bool,
    /// Whether people may duet.
    pub duet: bool,
    /// Whether the disclosure is on.
    pub disclosure: bool,
    /// Promotes the creator's own business.
    pub your_brand: bool,
    /// Paid partnership with a third party.
    pub branded_content: bool,
    /// Made or changed by AI.
    pub ai: bool,
    /// Cover frame, milliseconds from the start.
    pub cover_ms: Option<i64>,
}

/// What follows from one choice. A choice that the page does not offer changes nothing,
/// so no order of clicks leads to a state that the rules forbid.
pub fn apply(choices: &Choices, choice: &Choice, creator_info: Option<&CreatorInfo>) -> Choices {
    let mut next = choices.clone();
    match choice {
        Choice::Caption { text } => next.caption.clone_from(text),
        Choice::Privacy { value } => {
            if value.as_deref().is_none_or(|value| may_choose(choices, value, creator_info)) {
                next.privacy.clone_from(value);
            }
        }
        Choice::Interaction { kind, on } => {
            let offered = creator_info.is_some_and(|info| !is_off(info, *kind));
            *interaction(&mut next, *kind) = *on && offered;
        }
        Choice::Disclosure { on } => {
            next.disclosure = *on;
            // Off clears what it held, so that nothing hidden is ever sent (rule 8).
            next.your_brand &= *on;
            next.branded_content &= *on;
        }
        Choice::YourBrand { on } => next.your_brand = *on && choices.disclosure,
        Choice::BrandedContent { on } => {
            let private = choices.privacy.as_deref() == Some(ONLY_ME);
            next.branded_content = *on && choices.disclosure && !private;
        }
        Choice::Ai { on } => next.ai = *on,
        Choice::Cover { ms } => next.cover_ms = ms.filter(|ms| *ms >= 0),
        // Another creator has other options: what depended on them is chosen anew.
        Choice::Account { .. } => {
            next.privacy = None;
            (next.comment, next.stitch, next.duet) = (false, false, false);
        }
    }
    next
}

/// The choices without those that TikTok no longer offers to this creator.
pub fn still_offered(choices: &Choices, info: &CreatorInfo) -> Choices {
    let mut next = choices.clone();
    next.privacy = next.privacy.filter(|value| offers(info, value));
    for kind in [Interaction::Comment, Interaction::Stitch, Interaction::Duet] {
        let off = is_off(info, kind);
        *interaction(&mut next, kind) &= !off;
    }
    next
}

/// What is sent to TikTok; nothing while no privacy is chosen.
pub fn video_post(choices: &Choices) -> Option<VideoPost> {
    let privacy_level = level(choices.privacy.as_deref()?);
    Some(VideoPost {
        title: Some(choices.caption.clone()).filter(|caption| !caption.is_empty()),
        privacy_level,
        disable_duet: !choices.duet,
        disable_stitch: !choices.stitch,
        disable_comment: !choices.comment,
        video_cover_timestamp_ms: choices.cover_ms.and_then(|ms| u32::try_from(ms).ok()),
        brand_content_toggle: choices.disclosure && choices.branded_content,
        brand_organic_toggle: choices.disclosure && choices.your_brand,
        is_aigc: choices.ai,
    })
}

/// Whether the creator's TikTok settings switch an interaction off.
pub(super) fn is_off(info: &CreatorInfo, kind: Interaction) -> bool {
    match kind {
        Interaction::Comment => info.comment_disabled,
        Interaction::Stitch => info.stitch_disabled,
        Interaction::Duet => info.duet_disabled,
    }
}

pub(super) fn is_allowed(choices: &Choices, kind: Interaction) -> bool {
    match kind {
        Interaction::Comment => choices.comment,
        Interaction::Stitch => choices.stitch,
        Interaction::Duet => choices.duet,
    }
}

fn interaction(choices: &mut Choices, kind: Interaction) -> &mut bool {
    match kind {
        Interaction::Comment => &mut choices.comment,
        Interaction::Stitch => &mut choices.stitch,
        Interaction::Duet => &mut choices.duet,
    }
}

fn may_choose(choices: &Choices, value: &str, info: Option<&CreatorInfo>) -> bool {
    let branded = choices.disclosure && choices.branded_content;
    info.is_some_and(|info| offers(info, value)) && !(branded && value == ONLY_ME)
}

fn offers(info: &CreatorInfo, value: &str) -> bool {
    info.privacy_level_options.iter().any(|level| level.as_str() == value)
}

fn level(value: &str) -> PrivacyLevel {
    PrivacyLevel::from(value)
}
