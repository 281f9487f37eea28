//! The words of the studio: one Fluent catalogue, read here and by the window.

use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

/// The catalogue's files, one per area. The window reads the same ones.
const ENGLISH: &[(&str, &str)] = &[
    ("accounts", include_str!("../../../locales/en/accounts.ftl")),
    ("activity", include_str!("../../../locales/en/activity.ftl")),
    ("audit", include_str!("../../../locales/en/audit.ftl")),
    ("captions", include_str!("../../../locales/en/captions.ftl")),
    ("desktop", include_str!("../../../locales/en/desktop.ftl")),
    ("drafts", include_str!("../../../locales/en/drafts.ftl")),
    ("media", include_str!("../../../locales/en/media.ftl")),
    ("posting", include_str!("../../../locales/en/posting.ftl")),
    ("posts", include_str!("../../../locales/en/posts.ftl")),
    ("preview", include_str!("../../../locales/en/preview.ftl")),
    ("problems", include_str!("../../../locales/en/problems.ftl")),
    ("shell", include_str!("../../../locales/en/shell.ftl")),
    ("videos", include_str!("../../../locales/en/videos.ftl")),
];

/// Finished sentences by key.
#[derive(Clone)]
pub struct Words(Arc<FluentBundle<FluentResource>>);

impl Words {
    /// The English catalogue. A message that does not parse is left out; a test
    /// makes sure that none is.
    pub fn english() -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![unic_langid::langid!("en")]);
        bundle.set_use_isolating(false);
        for (area, text) in ENGLISH {
            let resource = match FluentResource::try_new((*text).to_owned()) {
                Ok(resource) => resource,
                Err((resource, errors)) => {
                    tracing::error!(area, count = errors.len(), "catalogue does not parse");
                    resource
                }
            };
            if let Err(errors) = bundle.add_resource(resource) {
                tracing::error!(area, count = errors.len(), "catalogue repeats a key");
            }
        }
        Self(Arc::new(bundle))
    }

    /// The sentence for `key`.
    pub fn say(&self, key: &str) -> String {
        self.say_with(key, &[])
    }

    /// The sentence for `key` with values. Numbers that choose a plural go in as
    /// text and are recognised.
    pub fn say_with(&self, key: &str, args: &[(&str, &str)]) -> String {
        let pattern = self.0.get_message(key).and_then(|message| message.value());
        self.format(key, pattern, args)
    }

    /// The attribute `name` of `key`, e.g. its remedy.
    pub fn attribute(&self, key: &str, name: &str, args: &[(&str, &str)]) -> String {
        let message = self.0.get_message(key);
        let pattern = message
            .and_then(|message| message.get_attribute(name))
            .map(|attribute| attribute.value());
        self.format(&format!("{key}.{name}"), pattern, args)
    }

    fn format(
        &self,
        key: &str,
        pattern: Option<&fluent_syntax::ast::Pattern<&str>>,
        args: &[(&str, &str)],
    ) -> String {
        let Some(pattern) = pattern else {
            tracing::error!(key, "no such words");
            return key.to_owned();
        };
        let mut values = FluentArgs::new();
        for (name, value) in args {
            values.set((*name).to_owned(), FluentValue::try_number(value));
        }
        let mut errors = Vec::new();
        let text = self
            .0
            .format_pattern(pattern, Some(&values), &mut errors)
            .into_owned();
        if !errors.is_empty() {
            tracing::error!(key, count = errors.len(), "words with a missing value");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_catalogue_parses_and_no_key_stands_twice() {
        let mut bundle = FluentBundle::new_concurrent(vec![unic_langid::langid!("en")]);
        for (area, text) in ENGLISH {
            let resource = FluentResource::try_new((*text).to_owned())
                .unwrap_or_else(|(_, errors)| panic!("{area}: {errors:?}"));
            bundle
                .add_resource(resource)
                .unwrap_or_else(|errors| panic!("{area}: {errors:?}"));
        }
    }
}
