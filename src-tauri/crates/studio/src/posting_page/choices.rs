//! What the creator chose, and what follows from each choice.

use serde::{Deserialize, Serialize};
use tiktok::{CreatorInfo, PrivacyLevel, VideoPost};

use crate::view::{Choice, Interaction, Mode};

/// TikTok's value for "only me" (R§8.1).
pub(super) const ONLY_ME: &str = "SELF_ONLY";

/// What the creator chose so far. At first nothing is chosen and nothing allowed
/// (R§13.3 rules 5, 6 and 8).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    /// Straight to the profile, or to the inbox.
    pub mode: Mode,
    /// The caption.
    pub caption: String,
    /// TikTok's value for who can view it.
    pub privacy: Option<String>,
    /// A privacy that was chosen, until TikTok no longer offered it.
    pub taken_back: Option<String>,
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
    /// Cover frame, milliseconds from the start; none = the first frame.
    pub cover_ms: Option<i64>,
    /// A cover was chosen, until another video took the place of its own.
    pub cover_taken_back: bool,
}

impl Choices {
    /// The disclosure is on and says nothing yet (rule 9).
    pub(super) fn is_undisclosed(&self) -> bool {
        self.disclosure && !self.your_brand && !self.branded_content
    }

    fn is_private(&self) -> bool {
        self.privacy.as_deref() == Some(ONLY_ME)
    }

    fn may_be(&mut self, kind: Interaction) -> &mut bool {
        match kind {
            Interaction::Comment => &mut self.comment,
            Interaction::Stitch => &mut self.stitch,
            Interaction::Duet => &mut self.duet,
        }
    }
}

/// What follows from one choice. What the page does not offer changes nothing, so
/// that no order of clicks leads where the rules forbid to be. `creator_info` is the
/// answer the page was made from; without one nothing that depends on the creator
/// can be chosen.
pub fn apply(choices: &Choices, choice: &Choice, creator_info: Option<&CreatorInfo>) -> Choices {
    let mut next = settle(choices, creator_info);
    match choice {
        Choice::Caption { text } => next.caption.clone_from(text),
        Choice::Privacy { value: None } => (next.privacy, next.taken_back) = (None, None),
        Choice::Privacy { value: Some(value) } => {
            // Rule 10: branded content was chosen first.
            let forbidden = next.branded_content && value == ONLY_ME;
            if offers(creator_info, value) && !forbidden {
                (next.privacy, next.taken_back) = (Some(value.clone()), None);
            }
        }
        Choice::Interaction { kind, on } => {
            let offered = creator_info.is_some_and(|info| !is_off(info, *kind));
            *next.may_be(*kind) = *on && offered;
        }
        Choice::Disclosure { on } => {
            next.disclosure = *on;
            // Off clears what it held, so that nothing hidden is ever sent (rule 8).
            next.your_brand &= *on;
            next.branded_content &= *on;
        }
        Choice::YourBrand { on } => next.your_brand = *on && next.disclosure,
        Choice::BrandedContent { on } => {
            // Rule 10: "only me" was chosen first.
            next.branded_content = *on && next.disclosure && !next.is_private();
        }
        Choice::Ai { on } => next.ai = *on,
        // What was chosen for the other way stays, for whoever comes back to it.
        Choice::Mode { mode } => next.mode = *mode,
        Choice::Cover { ms } => {
            next.cover_ms = ms.filter(|ms| (0..=i64::from(i32::MAX)).contains(ms));
            next.cover_taken_back = false;
        }
        // Another creator has other options: what depended on them is chosen anew.
        Choice::Account { .. } => {
            (next.privacy, next.taken_back) = (None, None);
            (next.comment, next.stitch, next.duet) = (false, false, false);
        }
    }
    next
}

/// The choices without what TikTok no longer offers, and without what the rules
/// forbid however it came about (a file from elsewhere, an older version).
pub(crate) fn settle(choices: &Choices, creator_info: Option<&CreatorInfo>) -> Choices {
    let mut next = choices.clone();
    next.your_brand &= next.disclosure;
    next.branded_content &= next.disclosure;
    if next.branded_content && next.is_private() {
        next.privacy = None;
    }
    let Some(info) = creator_info else { return next };
    if let Some(value) = next.privacy.take_if(|value| !offers(creator_info, value)) {
        next.taken_back = Some(value);
    }
    for kind in [Interaction::Comment, Interaction::Stitch, Interaction::Duet] {
        *next.may_be(kind) &= !is_off(info, kind);
    }
    next
}

/// What is sent to TikTok for a direct post of these choices; nothing while a rule
/// forbids it. The inbox takes none of it (R§8.2).
pub fn video_post(choices: &Choices) -> Option<VideoPost> {
    let settled = settle(choices, None);
    if choices.mode != Mode::Direct || settled != *choices || choices.is_undisclosed() {
        return None;
    }
    Some(VideoPost {
        title: Some(choices.caption.clone()).filter(|caption| !caption.is_empty()),
        privacy_level: PrivacyLevel::from(choices.privacy.as_deref()?),
        disable_duet: !choices.duet,
        disable_stitch: !choices.stitch,
        disable_comment: !choices.comment,
        video_cover_timestamp_ms: choices.cover_ms.and_then(|ms| u32::try_from(ms).ok()),
        brand_content_toggle: choices.branded_content,
        brand_organic_toggle: choices.your_brand,
        is_aigc: choices.ai,
    })
}

/// Whether the creator's TikTok settings switch an interaction off (rule 6).
pub(super) fn is_off(info: &CreatorInfo, kind: Interaction) -> bool {
    match kind {
        Interaction::Comment => info.comment_disabled,
        Interaction::Stitch => info.stitch_disabled,
        Interaction::Duet => info.duet_disabled,
    }
}

fn offers(info: Option<&CreatorInfo>, value: &str) -> bool {
    info.is_some_and(|info| {
        info.privacy_level_options
            .iter()
            .any(|level| level.as_str() == value)
    })
}
