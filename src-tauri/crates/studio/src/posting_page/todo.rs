//! What is missing before anything may be published. An empty rest is the only way
//! to an enabled button, so whatever must stop a post stands here.

use tiktok::CreatorInfo;

use super::{Choices, Input, controls};
use crate::media::labels::duration;
use crate::media::preflight::rules;
use crate::view::*;
use crate::words::Words;

/// What the list is made from.
pub(super) struct Known<'a> {
    pub input: &'a Input<'a>,
    pub choices: &'a Choices,
    /// Only while it is fresh.
    pub info: Option<&'a CreatorInfo>,
    pub findings: &'a [Finding],
    pub caption: &'a CaptionControl,
    pub words: &'a Words,
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
pub(super) fn heading(list: &[TodoItem], words: &Words) -> String {
    match list.iter().filter(|item| !item.done).count() {
        0 => words.say("posting-ready"),
        count => words.say_with("posting-things-first", &[("count", &count.to_string())]),
    }
}

impl Known<'_> {
    fn for_a_post(&self) -> Vec<TodoItem> {
        let mut list = Vec::new();
        list.extend(self.creator());
        list.extend(self.video());
        list.extend(self.duration());
        list.extend(self.caption());
        list.push(self.privacy());
        list.extend(self.disclosure());
        list
    }

    /// Nothing else arrives there (R§8.2), so nothing else is asked.
    fn for_the_inbox(&self) -> Vec<TodoItem> {
        let mut list = Vec::new();
        list.extend(self.inbox());
        list.extend(self.video());
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
            (Some(_), None, CreatorView::Unavailable { .. }) => "posting-todo-unavailable",
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

    /// One point for each way in which the video does not fit.
    fn video(&self) -> Vec<TodoItem> {
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
        let say = |key: &str, min: f64, max: f64| {
            let args = [("min", min.to_string()), ("max", max.to_string())];
            self.words
                .say_with(key, &args.each_ref().map(|(name, value)| (*name, value.as_str())))
        };
        match check {
            "file" => self.words.say("posting-todo-file"),
            "codec" => self.words.say("posting-todo-codec"),
            "duration" => self.words.say("posting-todo-shorten"),
            "frame_rate" => say(
                "posting-todo-frame-rate",
                rules::MIN_FRAME_RATE,
                rules::MAX_FRAME_RATE,
            ),
            "width" | "height" => say(
                "posting-todo-sides",
                f64::from(rules::MIN_SIDE),
                f64::from(rules::MAX_SIDE),
            ),
            "size" => self.words.say("posting-todo-size"),
            _ => self.words.say("posting-todo-video"),
        }
    }

    /// Rule 3, once it is met.
    fn duration(&self) -> Option<TodoItem> {
        let longest = u64::from(self.info?.max_video_post_duration_sec) * 1000;
        let fits = self.input.file_problem.is_none() && self.input.facts.duration_ms <= longest;
        let args = [
            ("duration", duration(self.input.facts.duration_ms)),
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

    fn caption(&self) -> Option<TodoItem> {
        let problem = self.caption.problem.as_ref();
        problem.map(|_| self.open("posting-todo-caption", Control::Caption))
    }

    fn privacy(&self) -> TodoItem {
        match &self.choices.privacy {
            None => self.open("posting-todo-privacy", Control::Privacy),
            Some(value) => self.met(controls::who_can_view(value, self.words), Control::Privacy),
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
