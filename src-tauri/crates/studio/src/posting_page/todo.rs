//! What is missing before anything may be published. An empty rest is the only way
//! to an enabled button, so whatever must stop a post stands here.

use tiktok::CreatorInfo;

use super::speech::Speech;
use super::{Choices, Input, controls};
use crate::media::Media;
use crate::media::labels::{duration, size};
use crate::media::preflight::rules;
use crate::view::*;

/// What the list is made from.
pub(super) struct Known<'a> {
    pub input: &'a Input<'a>,
    pub choices: &'a Choices,
    /// Only while it is fresh.
    pub info: Option<&'a CreatorInfo>,
    pub findings: &'a [Finding],
    pub caption: &'a CaptionControl,
    pub photos: Option<&'a PhotoControls>,
    pub words: Speech<'a>,
}

/// Open points first, then the met ones, each in the order of the guideline.
pub(super) fn list(known: &Known<'_>) -> Vec<TodoItem> {
    let mut list = match known.choices.mode {
        Mode::Direct => known.for_a_post(),
        Mode::Inbox => known.for_the_inbox(),
    };
    list.push(known.open_post());
    // Stable: the guideline's order stays.
    list.sort_by_key(|item| item.done);
    list
}

/// "2 things first" or "Ready to go".
pub(super) fn heading(list: &[TodoItem], words: &Speech<'_>) -> String {
    match list.iter().filter(|item| !item.done).count() {
        0 => words.say("posting-ready"),
        count => words.say_with("posting-things-first", &[("count", &count.to_string())]),
    }
}

impl Known<'_> {
    fn for_a_post(&self) -> Vec<TodoItem> {
        let mut list = Vec::new();
        list.extend(self.creator());
        list.extend(self.media());
        list.extend(self.duration());
        list.extend(self.texts());
        list.push(self.privacy());
        list.extend(self.disclosure());
        list
    }

    /// What else arrives there is asked, and that is the texts of photos only (R§8.2, R§8.3).
    fn for_the_inbox(&self) -> Vec<TodoItem> {
        let mut list = Vec::new();
        list.extend(self.inbox());
        list.extend(self.media());
        if self.photos.is_some() {
            list.extend(self.texts());
        }
        list
    }

    fn open(&self, key: &str, control: Control) -> TodoItem {
        TodoItem {
            done: false,
            text: self.words.say(key),
            control: Some(control),
        }
    }

    fn met(&self, text: String, control: Control) -> TodoItem {
        TodoItem {
            done: true,
            text,
            control: Some(control),
        }
    }

    /// Rules 1 and 2, failing closed: without a fresh answer that names the creator, no button.
    fn creator(&self) -> Option<TodoItem> {
        let key = match (&self.input.account, self.info, &self.input.creator) {
            (None, ..) => "posting-todo-account",
            (Some(_), Some(info), _) if !info.nickname.trim().is_empty() => return None,
            (Some(_), Some(_), _) => "posting-todo-nameless",
            (Some(_), None, CreatorView::Unavailable { reached: true, .. }) => "posting-todo-unavailable",
            (Some(_), None, CreatorView::Unavailable { .. }) => "posting-todo-unreached",
            (Some(_), None, _) => "posting-todo-asking",
        };
        Some(self.open(key, Control::Account))
    }

    fn inbox(&self) -> Option<TodoItem> {
        match &self.input.account {
            None => Some(self.open("posting-todo-account", Control::Account)),
            Some(_) if self.input.inbox.is_granted => None,
            Some(_) => Some(self.open("posting-todo-inbox-scope", Control::Account)),
        }
    }

    /// One point for each way in which the video or the photos do not fit.
    fn media(&self) -> Vec<TodoItem> {
        let mut items: Vec<TodoItem> = Vec::new();
        for finding in self
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Bad)
        {
            let text = self.repair(&finding.check);
            if items.iter().all(|item| item.text != text) {
                items.push(TodoItem {
                    done: false,
                    text,
                    control: Some(Control::Video),
                });
            }
        }
        if items.is_empty() {
            items.push(self.met(self.words.say("posting-todo-video-fits"), Control::Video));
        }
        items
    }

    /// What would settle a blocking finding.
    fn repair(&self, check: &str) -> String {
        let say = |key: &str, min: &str, max: &str| self.words.say_with(key, &[("min", min), ("max", max)]);
        let text = |number: f64| number.to_string();
        match check {
            "file" => self.words.say("posting-todo-file"),
            "codec" => self.words.say("posting-todo-codec"),
            "duration" => self.words.say("posting-todo-shorten"),
            "frame_rate" => say(
                "posting-todo-frame-rate",
                &text(rules::MIN_FRAME_RATE),
                &text(rules::MAX_FRAME_RATE),
            ),
            "width" | "height" => say(
                "posting-todo-sides",
                &rules::MIN_SIDE.to_string(),
                &rules::MAX_SIDE.to_string(),
            ),
            "size" => self.words.say("posting-todo-size"),
            "photo_count" => say("posting-todo-photo-count", "1", &rules::MAX_PHOTOS.to_string()),
            "photo_format" => self.words.say("posting-todo-photo-format"),
            "photo_sides" => say(
                "posting-todo-photo-sides",
                &rules::PHOTO_SHORT_SIDE.to_string(),
                &rules::PHOTO_LONG_SIDE.to_string(),
            ),
            "photo_size" => say("posting-todo-photo-size", "", &size(rules::MAX_PHOTO_SIZE)),
            _ => self.words.say("posting-todo-video"),
        }
    }

    /// Rule 3, once it is met. Photos have no length.
    fn duration(&self) -> Option<TodoItem> {
        let Media::Video(facts) = self.input.media else {
            return None;
        };
        let longest = u64::from(self.info?.max_video_post_duration_sec) * 1000;
        let fits = self.input.file_problem.is_none() && facts.duration_ms <= longest;
        let args = [
            ("duration", duration(facts.duration_ms)),
            ("max", duration(longest)),
        ];
        let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
        fits.then(|| {
            self.met(
                self.words.say_with("posting-todo-duration-fits", &args),
                Control::Video,
            )
        })
    }

    /// Texts that are too long.
    fn texts(&self) -> Vec<TodoItem> {
        let title = self.photos.and_then(|photos| photos.title.problem.as_ref());
        let title = title.map(|_| self.open("posting-todo-photo-title", Control::PhotoTitle));
        let caption = self.caption.problem.as_ref();
        let caption = caption.map(|_| self.open("posting-todo-caption", Control::Caption));
        title.into_iter().chain(caption).collect()
    }

    fn privacy(&self) -> TodoItem {
        match &self.choices.privacy {
            None => self.open("posting-todo-privacy", Control::Privacy),
            Some(value) => self.met(controls::who_can_view(value, &self.words), Control::Privacy),
        }
    }

    fn disclosure(&self) -> Option<TodoItem> {
        let key = match (self.choices.your_brand, self.choices.branded_content) {
            _ if !self.choices.disclosure => return None,
            (false, false) => return Some(self.open("posting-todo-disclosure", Control::Disclosure)),
            (true, false) => "posting-todo-disclosed-own",
            (false, true) => "posting-todo-disclosed-branded",
            (true, true) => "posting-todo-disclosed-both",
        };
        Some(self.met(self.words.say(key), Control::Disclosure))
    }

    fn open_post(&self) -> TodoItem {
        let done = self.input.open_post.is_none();
        let key = if done {
            "posting-todo-no-post"
        } else {
            "posting-todo-open-post"
        };
        TodoItem {
            done,
            text: self.words.say(key),
            control: None,
        }
    }
}
