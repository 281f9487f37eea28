//! Words and addresses that TikTok prescribes, exactly as published.
//!
//! Source: TikTok for Developers, Content Sharing Guidelines, "Required UX
//! Implementation in Your App", as read in November 2026 (R§13.3). They stand
//! outside the catalogue because nobody may translate or improve them.

use crate::view::{Link, TextPart};

/// Why publishing is off while the disclosure is on and nothing is chosen (rule 9).
pub const INDICATE: &str = "You need to indicate if your content promotes yourself, a third party, or both.";
/// Why "only me" is off while branded content is chosen (rule 10).
pub const NOT_PRIVATE: &str = "Branded content visibility cannot be set to private.";
/// Prompt for one's own brand alone (rule 8).
pub const PROMOTIONAL: &str = "Your photo/video will be labeled as 'Promotional content'";
/// Prompt for branded content, alone or with one's own brand (rule 8).
pub const PAID: &str = "Your photo/video will be labeled as 'Paid partnership'";

/// The label that [`PROMOTIONAL`] names.
pub const PROMOTIONAL_LABEL: &str = "Promotional content";
/// The label that [`PAID`] names.
pub const PAID_LABEL: &str = "Paid partnership";
/// The label that `is_aigc` adds (R§8.1).
pub const AI_LABEL: &str = "Creator labeled as AI-generated";

const BY_POSTING: &str = "By posting, you agree to TikTok's ";
const MUSIC: &str = "Music Usage Confirmation";
const BRANDED: &str = "Branded Content Policy";

/// The declaration above the button (rules 7 and 11); the named pages are links.
pub fn declaration(branded_content: bool) -> Vec<TextPart> {
    let mut parts = vec![words(BY_POSTING)];
    if branded_content {
        parts.extend([link(BRANDED, Link::BrandedContentPolicy), words(" and ")]);
    }
    parts.extend([link(MUSIC, Link::MusicUsage), words(".")]);
    parts
}

fn words(text: &str) -> TextPart {
    TextPart {
        text: text.to_owned(),
        link: None,
    }
}

fn link(text: &str, link: Link) -> TextPart {
    TextPart {
        text: text.to_owned(),
        link: Some(link),
    }
}

impl Link {
    /// The page's address.
    pub fn address(self) -> &'static str {
        match self {
            Self::MusicUsage => "https://www.tiktok.com/legal/page/global/music-usage-confirmation/en",
            Self::BrandedContentPolicy => "https://www.tiktok.com/legal/page/global/bc-policy/en",
            Self::DeveloperPortal => "https://developers.tiktok.com/",
        }
    }
}
