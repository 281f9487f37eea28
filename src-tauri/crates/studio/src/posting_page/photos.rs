//! What only a post of photos has (R§8.3): a title beside the description, a cover among
//! the photos, and music that TikTok picks.

use tiktok::{PhotoMode, PhotoPost, PhotoSettings, PrivacyLevel};
use url::Url;

use super::choices::may_be_sent;
use super::speech::Speech;
use super::{Choices, caption, controls};
use crate::media::Media;
use crate::media::preflight::rules;
use crate::view::{Mode, PhotoControls};

/// The fields beside those that a video has too. The caption is the description.
pub(super) fn controls(choices: &Choices, media: Media<'_>, words: &Speech<'_>) -> Option<PhotoControls> {
    let Media::Photos(photos) = media else { return None };
    let direct = choices.mode == Mode::Direct;
    Some(PhotoControls {
        title: caption::photo_title(&choices.photo_title, words),
        cover: u32::try_from(cover(choices, photos.len())).unwrap_or_default(),
        music: direct.then(|| controls::switch("posting-music", choices.auto_add_music, words)),
    })
}

/// The chosen cover, counted from 0; the first photo when the chosen one is there no longer.
fn cover(choices: &Choices, photos: usize) -> usize {
    let chosen = usize::try_from(choices.photo_cover).unwrap_or(usize::MAX);
    if chosen < photos { chosen } else { 0 }
}

/// What is sent to TikTok for a post of the photos at `images`, in their order; nothing while
/// a rule forbids it. Unlike a video's, the inbox takes title, description and the AI label.
pub fn photo_post(choices: &Choices, images: Vec<Url>) -> Option<PhotoPost> {
    let fits = (1..=rules::MAX_PHOTOS).contains(&images.len());
    let mode = match choices.mode {
        Mode::Inbox => PhotoMode::Inbox,
        Mode::Direct if may_be_sent(choices) => PhotoMode::Direct(PhotoSettings {
            privacy_level: PrivacyLevel::from(choices.privacy.as_deref()?),
            disable_comment: !choices.comment,
            auto_add_music: choices.auto_add_music,
            brand_content_toggle: choices.branded_content,
            brand_organic_toggle: choices.your_brand,
        }),
        Mode::Direct => return None,
    };
    fits.then(|| PhotoPost {
        title: some(&choices.photo_title),
        description: some(&choices.caption),
        cover_index: u32::try_from(cover(choices, images.len())).unwrap_or_default(),
        is_aigc: choices.ai,
        mode,
        images,
    })
}

/// A text nobody wrote is not sent.
fn some(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

/// First words of a post of photos: those of its title, else of its description.
pub(super) fn words_of(choices: &Choices) -> String {
    format!("{}\n{}", choices.photo_title, choices.caption)
}
