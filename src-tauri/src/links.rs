//! Deep links: an exact grammar, a closed set of meanings, everything else ignored.
//!
//! A link may navigate or bring an OAuth callback. It never signs in by itself,
//! posts, deletes or carries a secret, because any web page can open one.

use std::sync::atomic::{AtomicU64, Ordering};

use studio::Studio;
use studio::ids::{DraftId, PostId};
use studio::view::Route;
use tauri::{AppHandle, Manager};

const SCHEME: &str = "studio.greenroom://";
const LONGEST: usize = 2048;

/// How many links were ignored since the start.
#[derive(Default)]
pub struct IgnoredLinks(pub AtomicU64);

/// What a link means.
#[derive(Debug, PartialEq, Eq)]
pub enum Link {
    /// TikTok's answer to a sign-in: the raw query.
    Callback(String),
    /// A place in the window.
    Go(Route),
}

impl Link {
    /// Reads a link; anything that is not exactly in the grammar is nothing.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > LONGEST
            || text
                .chars()
                .any(|letter| letter.is_control() || letter.is_whitespace())
        {
            return None;
        }
        let rest = text.strip_prefix(SCHEME)?;
        if let Some(query) = rest.strip_prefix("oauth/callback?") {
            return (!query.is_empty() && !query.contains('#')).then(|| Self::Callback(query.to_owned()));
        }
        if let Some(id) = rest.strip_prefix("draft/") {
            return is_uuid(id).then(|| {
                Self::Go(Route::Draft {
                    id: DraftId::from_text(id),
                })
            });
        }
        let id = rest.strip_prefix("post/")?;
        is_uuid(id).then(|| {
            Self::Go(Route::Post {
                id: PostId::from_text(id),
            })
        })
    }
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
        })
}

/// Follows a link that came from outside and brings the window to the front.
pub fn follow<R: tauri::Runtime>(app: &AppHandle<R>, text: &str) {
    let Some(link) = Link::parse(text) else {
        let ignored = app.state::<IgnoredLinks>().0.fetch_add(1, Ordering::Relaxed) + 1;
        tracing::warn!(ignored, "a link was ignored");
        return;
    };
    let studio = app.state::<Studio>().inner().clone();
    match link {
        Link::Go(route) => studio.go(route),
        Link::Callback(query) => {
            tauri::async_runtime::spawn(async move { studio.accounts().deep_link_callback(&query).await });
        }
    }
    crate::window::bring_to_front(app);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ID: &str = "0199f1c2-7b1a-7c3d-8e4f-0123456789ab";

    #[test]
    fn the_four_links_are_understood() {
        assert_eq!(
            Link::parse("studio.greenroom://oauth/callback?code=a%2Ab&state=s"),
            Some(Link::Callback("code=a%2Ab&state=s".into()))
        );
        assert_eq!(
            Link::parse(&format!("studio.greenroom://draft/{ID}")),
            Some(Link::Go(Route::Draft {
                id: DraftId::from_text(ID)
            }))
        );
        assert_eq!(
            Link::parse(&format!("studio.greenroom://post/{ID}")),
            Some(Link::Go(Route::Post {
                id: PostId::from_text(ID)
            }))
        );
    }

    #[test]
    fn everything_else_is_nothing() {
        let long = format!("studio.greenroom://oauth/callback?code={}", "a".repeat(LONGEST));
        for text in [
            "",
            "studio.greenroom://",
            "studio.greenroom:draft/1",
            "STUDIO.GREENROOM://draft/1",
            "studio.greenroom://draft/",
            "studio.greenroom://draft/../post",
            "studio.greenroom://draft/0199f1c2-7b1a-7c3d-8e4f-0123456789aB",
            "studio.greenroom://draft/0199f1c2-7b1a-7c3d-8e4f-0123456789ab/x",
            "studio.greenroom://draft/0199f1c2-7b1a-7c3d-8e4f-0123456789ab?x=1",
            "studio.greenroom://oauth/callback",
            "studio.greenroom://oauth/callback?",
            "studio.greenroom://oauth/callback?code=1#x",
            "studio.greenroom://oauth/callback?code=a b",
            "studio.greenroom://oauth/callback?code=a\n",
            "evil://draft/0199f1c2-7b1a-7c3d-8e4f-0123456789ab",
            "studio.greenroom://account/delete",
            &long,
        ] {
            assert_eq!(Link::parse(text), None, "{text:?}");
        }
    }

    /// Text that is close to a link, and text that is anything.
    fn rubbish() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("studio.greenroom://".to_owned()),
            Just("oauth/callback?".to_owned()),
            Just("draft/".to_owned()),
            Just("post/".to_owned()),
            Just(ID.to_owned()),
            "[ -~]{0,12}",
            "\\PC{0,6}",
            any::<String>(),
        ];
        prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn whatever_is_followed_is_exactly_a_link(text in rubbish()) {
            let Some(link) = Link::parse(&text) else { return Ok(()) };
            let again = match &link {
                Link::Callback(query) => format!("{SCHEME}oauth/callback?{query}"),
                Link::Go(Route::Draft { id }) => format!("{SCHEME}draft/{id}"),
                Link::Go(Route::Post { id }) => format!("{SCHEME}post/{id}"),
                Link::Go(other) => return Err(TestCaseError::fail(format!("{other:?}"))),
            };
            prop_assert_eq!(&again, &text);
            prop_assert!(text.len() <= LONGEST && !text.chars().any(char::is_control));
        }
    }
}
