//! The controls of the page, each with its reason when it is off.

use tiktok::CreatorInfo;

use super::Choices;
use super::choices::{ONLY_ME, is_off};
use super::prescribed;
use super::speech::Speech;
use crate::media::Media;
use crate::view::*;

/// Who can view it: the returned options and no other, none preselected (rules 5 and 10).
pub(super) fn privacy(choices: &Choices, info: Option<&CreatorInfo>, words: &Speech<'_>) -> PrivacyControl {
    let levels = info.map(|info| info.privacy_level_options.as_slice());
    let options: Vec<_> = levels
        .unwrap_or_default()
        .iter()
        .map(|level| option(level.as_str(), choices.branded_content, words))
        .collect();
    PrivacyControl {
        enabled: info.is_some(),
        placeholder: words.say("posting-privacy-placeholder"),
        hint: privacy_hint(choices, &options, info, words),
        options,
        value: choices.privacy.clone(),
        wanted: info.is_some() && choices.privacy.is_none(),
    }
}

/// Why the field or one of its options is off, and why a choice was taken back.
fn privacy_hint(
    choices: &Choices,
    options: &[PrivacyOption],
    info: Option<&CreatorInfo>,
    words: &Speech<'_>,
) -> Option<String> {
    if info.is_none() {
        return Some(words.say("posting-asking-first"));
    }
    let taken_back = choices.taken_back.as_ref().map(|value| {
        let level = privacy_label(value, words);
        words.say_with("posting-privacy-taken-back", &[("level", &level)])
    });
    let only_me_is_off = options.iter().any(|option| !option.enabled);
    let off =
        only_me_is_off.then(|| words.say_with("posting-only-me-off", &[("reason", prescribed::NOT_PRIVATE)]));
    let hints: Vec<String> = taken_back.into_iter().chain(off).collect();
    (!hints.is_empty()).then(|| hints.join(" "))
}

fn option(value: &str, branded: bool, words: &Speech<'_>) -> PrivacyOption {
    let off = branded && value == ONLY_ME;
    PrivacyOption {
        value: value.to_owned(),
        label: privacy_label(value, words),
        enabled: !off,
        why: off.then(|| prescribed::NOT_PRIVATE.to_owned()),
    }
}

/// The catalogue's name of a level we know.
fn level_key(value: &str) -> Option<&'static str> {
    match value {
        "PUBLIC_TO_EVERYONE" => Some("posting-privacy-everyone"),
        "MUTUAL_FOLLOW_FRIENDS" => Some("posting-privacy-friends"),
        "FOLLOWER_OF_CREATOR" => Some("posting-privacy-followers"),
        ONLY_ME => Some("posting-privacy-only-me"),
        _ => None,
    }
}

/// TikTok's words for a level; a level we do not know keeps TikTok's own name.
pub(crate) fn privacy_label(value: &str, words: &Speech<'_>) -> String {
    level_key(value).map_or_else(|| value.to_owned(), |key| words.say(key))
}

/// "Everyone can view it", for the list of what is settled.
pub(super) fn who_can_view(value: &str, words: &Speech<'_>) -> String {
    visibility(value, "sentence", words)
}

/// `form` is `sentence` or `clause`.
fn visibility(value: &str, form: &str, words: &Speech<'_>) -> String {
    match level_key(value) {
        Some(key) => words.attribute(key, form, &[]),
        None => words.say_with("posting-privacy-unknown", &[("level", value)]),
    }
}

/// Comment, duet, stitch, in the guideline's order: unchecked at first, off where the
/// creator's settings say so. Photos have only comments (rule 6).
pub(super) fn interactions(
    choices: &Choices,
    media: Media<'_>,
    info: Option<&CreatorInfo>,
    words: &Speech<'_>,
) -> Vec<InteractionControl> {
    let all = [
        (Interaction::Comment, choices.comment, "posting-comment"),
        (Interaction::Duet, choices.duet, "posting-duet"),
        (Interaction::Stitch, choices.stitch, "posting-stitch"),
    ];
    let control = |(kind, checked, key): (Interaction, bool, &str)| {
        let why = match info {
            None => Some(words.say("posting-asking-first")),
            Some(info) => is_off(info, kind).then(|| words.attribute(key, "off", &[])),
        };
        InteractionControl {
            kind,
            label: words.say(key),
            enabled: why.is_none(),
            checked,
            why,
        }
    };
    let count = match media {
        Media::Video(_) => all.len(),
        Media::Photos(_) => 1,
    };
    all.into_iter().take(count).map(control).collect()
}

/// The disclosure and what TikTok will write on the video (rules 8 to 10).
pub(super) fn disclosure(choices: &Choices, words: &Speech<'_>) -> DisclosureControl {
    let prompt = match (choices.your_brand, choices.branded_content) {
        (_, true) => Some(prescribed::PAID),
        (true, false) => Some(prescribed::PROMOTIONAL),
        (false, false) => None,
    };
    let private = choices.privacy.as_deref() == Some(ONLY_ME);
    let branded_off = private.then(|| words.attribute("posting-branded-content", "off", &[]));
    DisclosureControl {
        switch: switch("posting-disclosure", choices.disclosure, words),
        your_brand: tile("posting-your-brand", choices.your_brand, None, words),
        branded_content: tile(
            "posting-branded-content",
            choices.branded_content,
            branded_off,
            words,
        ),
        prompt: prompt.map(str::to_owned),
        problem: choices.is_undisclosed().then(|| prescribed::INDICATE.to_owned()),
    }
}

/// The label for what AI made or changed.
pub(super) fn ai(choices: &Choices, words: &Speech<'_>) -> SwitchControl {
    switch("posting-ai", choices.ai, words)
}

pub(super) fn switch(key: &str, on: bool, words: &Speech<'_>) -> SwitchControl {
    SwitchControl {
        label: words.say(key),
        hint: words.attribute(key, "hint", &[]),
        on,
        enabled: true,
    }
}

fn tile(key: &str, checked: bool, why: Option<String>, words: &Speech<'_>) -> BoxControl {
    BoxControl {
        label: words.say(key),
        hint: words.attribute(key, "hint", &[]),
        enabled: why.is_none(),
        checked,
        why,
    }
}

/// The button: what will happen and to whom, or what is missing. It may be pressed
/// exactly when nothing in `todo` is open.
pub(super) fn publish(
    choices: &Choices,
    account: Option<&AccountBadge>,
    todo: &[TodoItem],
    words: &Speech<'_>,
) -> PublishControl {
    let first_open = todo.iter().find(|item| !item.done);
    let direct = choices.mode == Mode::Direct;
    // Rule 9 prescribes these words whatever else is missing.
    let prescribed = (direct && choices.is_undisclosed()).then(|| prescribed::INDICATE.to_owned());
    let why = first_open.map(|item| prescribed.clone().unwrap_or_else(|| item.text.clone()));
    let subtitle = match (first_open, prescribed) {
        (None, _) => ready(choices, account, words),
        (Some(_), Some(text)) => text,
        (Some(_), None) => super::todo::heading(todo, words),
    };
    let (to_account, to_nobody) = if direct {
        ("posting-post-now", "posting-post-nobody")
    } else {
        ("posting-send-to-inbox", "posting-send-nobody")
    };
    let title = match account {
        Some(badge) => words.say_with(to_account, &[("nickname", &badge.nickname)]),
        None => words.say(to_nobody),
    };
    PublishControl {
        allowed: first_open.is_none(),
        title,
        subtitle,
        why,
        gel: account.map(|badge| badge.gel),
    }
}

/// "@mara.cooks, everyone can view it".
fn ready(choices: &Choices, account: Option<&AccountBadge>, words: &Speech<'_>) -> String {
    if choices.mode == Mode::Inbox {
        return words.say("posting-send-then");
    }
    let level = choices.privacy.as_deref().unwrap_or_default();
    match account {
        Some(badge) if !badge.handle.is_empty() => {
            format!("@{}, {}", badge.handle, visibility(level, "clause", words))
        }
        _ => who_can_view(level, words),
    }
}
