//! The controls of the page, each with its reason when it is off.

use tiktok::CreatorInfo;

use super::Choices;
use super::choices::{ONLY_ME, is_allowed, is_off};
use super::prescribed;
use crate::view::*;
use crate::words::Words;

/// Who can view it: the returned options and no other, none preselected (rules 5 and 10).
pub(super) fn privacy(choices: &Choices, asked: &Choices, info: Option<&CreatorInfo>, words: &Words) -> PrivacyControl {
    let branded = choices.disclosure && choices.branded_content;
    let levels = info.map(|info| info.privacy_level_options.as_slice()).unwrap_or_default();
    let options: Vec<_> = levels.iter().map(|level| option(level.as_str(), branded, words)).collect();
    let taken_back = info.is_some() && asked.privacy.is_some() && choices.privacy.is_none();
    let only_me_is_off = options.iter().any(|option| !option.enabled);
    let hint = match (taken_back, only_me_is_off) {
        (true, _) => Some(words.say("posting-privacy-taken-back")),
        (_, true) => Some(words.say_with("posting-only-me-off", &[("reason", prescribed::NOT_PRIVATE)])),
        _ => None,
    };
    PrivacyControl {
        enabled: info.is_some(),
        placeholder: words.say("posting-privacy-placeholder"),
        options,
        value: choices.privacy.clone(),
        hint,
        wanted: info.is_some() && choices.privacy.is_none(),
    }
}

fn option(value: &str, branded: bool, words: &Words) -> PrivacyOption {
    let off = branded && value == ONLY_ME;
    PrivacyOption {
        value: value.to_owned(),
        label: privacy_label(value, words),
        enabled: !off,
        why: off.then(|| prescribed::NOT_PRIVATE.to_owned()),
    }
}

/// TikTok's words for a level; a level we do not know keeps its own name.
fn privacy_label(value: &str, words: &Words) -> String {
    match value {
        "PUBLIC_TO_EVERYONE" => words.say("posting-privacy-everyone"),
        "MUTUAL_FOLLOW_FRIENDS" => words.say("posting-privacy-friends"),
        "FOLLOWER_OF_CREATOR" => words.say("posting-privacy-followers"),
        ONLY_ME => words.say("posting-privacy-only-me"),
        other => other.to_owned(),
    }
}

/// "everyone can view it", for the button and the list.
pub(super) fn privacy_sentence(value: &str, words: &Words) -> String {
    match value {
        "PUBLIC_TO_EVERYONE" => words.say("posting-visible-everyone"),
        "MUTUAL_FOLLOW_FRIENDS" => words.say("posting-visible-friends"),
        "FOLLOWER_OF_CREATOR" => words.say("posting-visible-followers"),
        ONLY_ME => words.say("posting-visible-only-me"),
        other => other.to_owned(),
    }
}

/// Comment, duet, stitch: unchecked at first, off where the creator's settings say so (rule 6).
pub(super) fn interactions(choices: &Choices, info: Option<&CreatorInfo>, words: &Words) -> Vec<InteractionControl> {
    let all = [
        (Interaction::Comment, "posting-comment", "posting-comment-off"),
        (Interaction::Duet, "posting-duet", "posting-duet-off"),
        (Interaction::Stitch, "posting-stitch", "posting-stitch-off"),
    ];
    let control = |(kind, label, off): (Interaction, &str, &str)| {
        let why = match info {
            None => Some(words.say("posting-asking-first")),
            Some(info) => is_off(info, kind).then(|| words.say(off)),
        };
        InteractionControl {
            kind,
            label: words.say(label),
            enabled: why.is_none(),
            checked: why.is_none() && is_allowed(choices, kind),
            why,
        }
    };
    all.map(control).into()
}

/// The disclosure and what TikTok will write on the video (rules 8 to 10).
pub(super) fn disclosure(choices: &Choices, words: &Words) -> DisclosureControl {
    let private = choices.privacy.as_deref() == Some(ONLY_ME);
    let on = choices.disclosure;
    let (own, branded) = (on && choices.your_brand, on && choices.branded_content);
    let prompt = match (own, branded) {
        (_, true) => Some(prescribed::PAID),
        (true, false) => Some(prescribed::PROMOTIONAL),
        (false, false) => None,
    };
    DisclosureControl {
        switch: switch("posting-disclosure", on, words),
        your_brand: tile("posting-your-brand", own, None, words),
        branded_content: tile("posting-branded-content", branded, private.then(|| words.say("posting-branded-off")), words),
        prompt: prompt.map(str::to_owned),
        problem: (on && !own && !branded).then(|| prescribed::INDICATE.to_owned()),
    }
}

/// The label for what AI made or changed.
pub(super) fn ai(choices: &Choices, words: &Words) -> SwitchControl {
    switch("posting-ai", choices.ai, words)
}

fn switch(key: &str, on: bool, words: &Words) -> SwitchControl {
    SwitchControl { label: words.say(key), hint: words.attribute(key, "hint", &[]), on, enabled: true }
}

fn tile(key: &str, checked: bool, why: Option<String>, words: &Words) -> BoxControl {
    let (label, hint) = (words.say(key), words.attribute(key, "hint", &[]));
    BoxControl { label, hint, enabled: why.is_none(), checked, why }
}

/// The button: what will happen and to whom, or what is missing.
pub(super) fn publish(
    choices: &Choices,
    account: Option<&AccountBadge>,
    todo: &[TodoItem],
    words: &Words,
) -> PublishControl {
    let undisclosed = choices.disclosure && !choices.your_brand && !choices.branded_content;
    let open = super::todo::open(todo);
    let missing = words.say_with("posting-things-first", &[("count", &open.to_string())]);
    let why = match (open, undisclosed) {
        (0, _) => None,
        (_, true) => Some(prescribed::INDICATE.to_owned()),
        _ => Some(missing),
    };
    let title = match account {
        Some(badge) => words.say_with("posting-post-now", &[("nickname", &badge.nickname)]),
        None => words.say("posting-post"),
    };
    let visible = choices.privacy.as_deref().map(|value| privacy_sentence(value, words)).unwrap_or_default();
    let ready = account.map(|badge| format!("@{}, {visible}", badge.handle)).unwrap_or_default();
    PublishControl {
        allowed: why.is_none(),
        title,
        subtitle: why.clone().unwrap_or(ready),
        why,
        gel: account.map(|badge| badge.gel),
    }
}
