//! What TikTok asks of a creator's own app before it may post for everyone (R§12.3, R§13.3,
//! R§14), each thing once. Pure; the ticks come from the store.

use std::collections::BTreeSet;

use super::script;
use crate::view::{AuditChecklist, AuditGroup, AuditItem};
use crate::words::Words;

/// Name of the setting that holds the ticks.
pub(super) const SETTING: &str = "audit_ticks";

/// Most demo videos that go with a review (R§14).
const MOST_VIDEOS: u32 = 5;
/// Largest demo video, in megabytes (R§14).
const LARGEST_MB: u32 = 50;
/// Most target users of a sandbox (R§14).
const TARGET_USERS: u32 = 10;

/// A group of items; `rules` puts those of the posting page in.
struct Group {
    key: &'static str,
    items: &'static [&'static str],
    rules: bool,
}

const GROUPS: [Group; 4] = [
    // R§14, sandbox; the last one also R§12.3.
    Group {
        key: "audit-sandbox",
        items: &["sandbox-keys", "sandbox-targets", "sandbox-private"],
        rules: false,
    },
    // R§14, demo videos, and every rule of R§13.3.
    Group {
        key: "audit-recording",
        items: &["videos", "whole", "first-in-sandbox"],
        rules: true,
    },
    // R§14, app review.
    Group {
        key: "audit-review",
        items: &[
            "name",
            "icon",
            "description",
            "website",
            "legal",
            "scopes-explained",
            "scopes-used",
            "audience",
            "finished",
            "adult",
        ],
        rules: false,
    },
    // R§14, Content Posting audit; the estimate is R§12.3.
    Group {
        key: "audit-audit",
        items: &["form", "estimate"],
        rules: false,
    },
];

/// What the creator has ticked. Names that the list no longer has are dropped.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Ticks(BTreeSet<String>);

impl Ticks {
    pub fn from_text(text: Option<&str>) -> Self {
        let stored: BTreeSet<String> = text
            .and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or_default();
        Self(stored.into_iter().filter(|item| is_known(item)).collect())
    }

    pub fn to_text(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }

    pub fn set(&mut self, item: &str, on: bool) {
        if on && is_known(item) {
            self.0.insert(item.to_owned());
        } else {
            self.0.remove(item);
        }
    }
}

fn is_known(item: &str) -> bool {
    let listed = GROUPS.iter().flat_map(|group| group.items);
    listed.copied().any(|known| known == item) || script::rules().any(|rule| id(rule) == item)
}

fn id(rule: script::Rule) -> String {
    match rule {
        script::Rule::Number(number) => format!("rule-{number}"),
        script::Rule::Inbox => "rule-inbox".to_owned(),
    }
}

/// The list as the window shows it.
pub(super) fn view(ticks: &Ticks, words: &Words) -> AuditChecklist {
    let groups = GROUPS.map(|group| AuditGroup {
        heading: words.say(group.key),
        text: words.attribute(group.key, "text", &[]),
        items: items(&group, ticks, words),
    });
    let all = || groups.iter().flat_map(|group| &group.items);
    let counts = [all().filter(|item| item.done).count(), all().count()].map(|count| count.to_string());
    let args = [("done", counts[0].as_str()), ("all", counts[1].as_str())];
    AuditChecklist {
        progress: words.say_with("audit-progress", &args),
        groups: groups.into(),
    }
}

fn items(group: &Group, ticks: &Ticks, words: &Words) -> Vec<AuditItem> {
    let limits = [
        ("videos", MOST_VIDEOS.to_string()),
        ("megabytes", LARGEST_MB.to_string()),
        ("users", TARGET_USERS.to_string()),
    ];
    let limits = limits.each_ref().map(|(name, value)| (*name, value.as_str()));
    let listed = group.items.iter().map(|name| AuditItem {
        id: (*name).to_owned(),
        rule: None,
        text: words.say_with(&format!("audit-item-{name}"), &limits),
        done: ticks.0.contains(*name),
    });
    let rules = script::rules().filter(|_| group.rules).map(|rule| AuditItem {
        done: ticks.0.contains(&id(rule)),
        id: id(rule),
        rule: Some(rule.name(words)),
        text: rule.text(words),
    });
    listed.chain(rules).collect()
}

/// The list as plain text.
pub(super) fn text(list: &AuditChecklist) -> String {
    let groups: Vec<String> = list.groups.iter().map(group_text).collect();
    format!("{}\n", groups.join("\n\n"))
}

fn group_text(group: &AuditGroup) -> String {
    let mut lines = vec![group.heading.clone(), group.text.clone()];
    lines.extend(group.items.iter().map(|item| {
        let tick = if item.done { "[x]" } else { "[ ]" };
        match &item.rule {
            Some(rule) => format!("{tick} {rule}: {}", item.text),
            None => format!("{tick} {}", item.text),
        }
    }));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_holds_every_rule_and_every_limit_once() {
        let list = view(&Ticks::default(), &Words::english());
        let items: Vec<&AuditItem> = list.groups.iter().flat_map(|group| &group.items).collect();
        let ids: BTreeSet<&str> = items.iter().map(|item| item.id.as_str()).collect();
        assert_eq!(ids.len(), items.len());
        assert_eq!(items.iter().filter(|item| item.rule.is_some()).count(), 17);
        let text = text(&list);
        for limit in ["One to 5 videos, each at most 50 MB", "up to 10 of them"] {
            assert_eq!(text.matches(limit).count(), 1, "{limit} in\n{text}");
        }
        assert!(text.contains("[ ] Rule 9: "), "{text}");
        assert!(!text.contains("audit-"), "{text}");
    }

    #[test]
    fn ticks_are_kept_counted_and_taken_back_and_unknown_ones_dropped() {
        let mut ticks = Ticks::default();
        for item in ["videos", "rule-9", "nothing-of-ours"] {
            ticks.set(item, true);
        }
        let again = Ticks::from_text(Some(&ticks.to_text()));
        assert_eq!(again, ticks);
        let list = view(&again, &Words::english());
        assert_eq!(list.progress, "2 of 35 done");
        assert!(text(&list).contains("[x] Rule 9: "));
        ticks.set("videos", false);
        assert_eq!(view(&ticks, &Words::english()).progress, "1 of 35 done");
        for unreadable in [None, Some("{"), Some("[\"gone\"]")] {
            assert_eq!(Ticks::from_text(unreadable), Ticks::default());
        }
    }
}
