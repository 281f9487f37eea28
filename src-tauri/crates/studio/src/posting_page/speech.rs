//! The words of a page, which say "this video" or "these photos" by what it is about.

use crate::media::Media;
use crate::words::Words;

/// The catalogue, with what is posted as `$media` in every sentence.
#[derive(Clone, Copy)]
pub(crate) struct Speech<'a> {
    pub words: &'a Words,
    media: &'static str,
}

impl<'a> Speech<'a> {
    /// Speaks of `media`.
    pub fn of(media: &Media<'_>, words: &'a Words) -> Self {
        let media = match media {
            Media::Video(_) => "video",
            Media::Photos([_]) => "photo",
            Media::Photos(_) => "photos",
        };
        Self { words, media }
    }

    /// Speaks of a video.
    pub fn of_video(words: &'a Words) -> Self {
        Self {
            words,
            media: "video",
        }
    }

    /// The sentence for `key`.
    pub fn say(&self, key: &str) -> String {
        self.say_with(key, &[])
    }

    /// The sentence for `key` with values.
    pub fn say_with(&self, key: &str, args: &[(&str, &str)]) -> String {
        self.words
            .say_with(key, &[args, &[("media", self.media)]].concat())
    }

    /// The attribute `name` of `key`.
    pub fn attribute(&self, key: &str, name: &str, args: &[(&str, &str)]) -> String {
        self.words
            .attribute(key, name, &[args, &[("media", self.media)]].concat())
    }
}
