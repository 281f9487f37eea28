//! What is missing before anything may be published. An empty rest is the only way
//! to an enabled button.

use super::{Choices, Input, controls};
use crate::media::preflight;
use crate::view::*;
use crate::words::Words;

/// What the list is made from.
pub(super) struct Known<'a> {
    pub input: &'a Input<'a>,
    pub choices: &'a Choices,
    pub findings: &'a [Finding],
    pub caption: &'a CaptionControl,
}

/// Open points first, then the met ones, each in the order of the page.
pub(super) fn list(known: &Known<'_>, words: &Words) -> Vec<TodoItem> {
    let all = [account(known, words), Some(creator(known, words)), Some(video(known, words)), caption(known, words)];
    let rest = [Some(privacy(known, words)), disclosure(known, words), Some(single(known, words))];
    let (met, mut list): (Vec<_>, Vec<_>) = all.into_iter().chain(rest).flatten().partition(|item| item.done);
    list.extend(met);
    list
}

/// How many points are open.
pub(super) fn open(list: &[TodoItem]) -> usize {
    list.iter().filter(|item| !item.done).count()
}

/// "2 things first" or "Ready to go".
pub(super) fn heading(list: &[TodoItem], words: &Words) -> String {
    match open(list) {
        0 => words.say("posting-ready"),
        count => words.say_with("posting-things-first", &[("count", &count.to_string())]),
    }
}

fn item(done: bool, text: String, control: Control) -> TodoItem {
    TodoItem { done, text, control: Some(control) }
}

fn account(known: &Known<'_>, words: &Words) -> Option<TodoItem> {
    known.input.account.is_none().then(|| item(false, words.say("posting-todo-account"), Control::Account))
}

/// Rule 2, and fail closed: no fresh answer, no button.
fn creator(known: &Known<'_>, words: &Words) -> TodoItem {
    let (done, key) = match (&known.input.creator, known.input.creator_info) {
        (CreatorView::Fresh { .. }, Some(_)) => (true, "posting-todo-creator-done"),
        (CreatorView::Unavailable { .. }, _) => (false, "posting-todo-creator-unavailable"),
        _ => (false, "posting-todo-creator"),
    };
    item(done, words.say(key), Control::Account)
}

fn video(known: &Known<'_>, words: &Words) -> TodoItem {
    match preflight::blocks(known.findings) {
        true => item(false, words.say("posting-todo-video"), Control::Video),
        false => item(true, words.say("posting-todo-video-done"), Control::Video),
    }
}

fn caption(known: &Known<'_>, words: &Words) -> Option<TodoItem> {
    known.caption.problem.is_some().then(|| item(false, words.say("posting-todo-caption"), Control::Caption))
}

fn privacy(known: &Known<'_>, words: &Words) -> TodoItem {
    match &known.choices.privacy {
        None => item(false, words.say("posting-todo-privacy"), Control::Privacy),
        Some(value) => {
            let visible = controls::privacy_sentence(value, words);
            item(true, words.say_with("posting-todo-privacy-done", &[("visible", &visible)]), Control::Privacy)
        }
    }
}

fn disclosure(known: &Known<'_>, words: &Words) -> Option<TodoItem> {
    let choices = known.choices;
    let key = match (choices.disclosure, choices.your_brand, choices.branded_content) {
        (false, ..) => return None,
        (true, false, false) => return Some(item(false, words.say("posting-todo-disclosure"), Control::Disclosure)),
        (true, _, true) => "posting-todo-disclosed-branded",
        (true, true, false) => "posting-todo-disclosed-own",
    };
    Some(item(true, words.say(key), Control::Disclosure))
}

fn single(known: &Known<'_>, words: &Words) -> TodoItem {
    match &known.input.open_post {
        Some(_) => TodoItem { done: false, text: words.say("posting-todo-open-post"), control: None },
        None => TodoItem { done: true, text: words.say("posting-todo-single"), control: None },
    }
}
