//! Which states are looked at each time, and which only when all are asked for.

use tests::states::{self, State};

/// States made of the same parts as another, which stands behind them; they differ in words.
const ALIKE: &[(&str, &str)] = &[
    ("posting-disclosure-open", "posting-branded"),
    ("posting-banned", "posting-capped"),
    ("posting-too-slow", "posting-capped"),
    ("posting-captive-portal", "posting-offline"),
    ("posting-tiktok-down", "posting-offline"),
    ("posting-inbox-quota", "posting-inbox"),
    ("posting-inbox-advised", "posting-inbox"),
    ("preview-right-to-left", "preview-zones"),
    ("preview-caption-folded", "posting-branded"),
    ("preview-landscape", "preview-zones"),
    ("preview-cover-taken-back", "preview-cover"),
    ("caption-text-new", "caption-texts"),
    ("caption-right-to-left", "posting-branded"),
    ("rules-03-video-too-long", "posting-blocked"),
    ("rules-06-interactions-off", "posting-capped"),
    ("rules-10-only-me-first", "posting-branded"),
    ("posts-not-audited", "posts-needs-you"),
    ("posts-inbox-full", "posts-needs-you"),
    ("posts-access-withdrawn", "posts-needs-you"),
    ("posts-live", "post-history"),
    ("posts-posted-again", "post-history"),
    ("posts-offline", "posts-waiting"),
    ("posts-uploading-offline", "posts-uploading"),
    ("posts-video", "posts-video-suggested"),
    ("posts-video-confirmed", "posts-video-suggested"),
    ("activity-none-found", "activity-empty"),
    ("videos-without-account", "posts-empty"),
    ("settings-missing-scope", "settings-permissions"),
    ("settings-erase", "settings-disconnect"),
    ("sign-in-somebody-else", "sign-in-refused"),
    ("sign-in-outside-sandbox", "sign-in-refused"),
    ("sign-in-captive-portal", "sign-in-refused"),
    ("walk-cannot-post", "walk-named"),
    ("walk-too-long", "walk-named"),
    ("walk-indicate", "walk-named"),
    ("walk-notice", "walk-named"),
    ("walk-status", "walk-named"),
    ("walk-in-inbox", "walk-named"),
];

/// The states to look at: one of each kind, or all where `LOOKS_LONG` asks for them.
pub fn wanted() -> Vec<&'static State> {
    let mut all = states::all();
    let names: Vec<&str> = all.iter().map(|state| state.name).collect();
    for (state, other) in ALIKE {
        assert!(names.contains(state) && names.contains(other), "{state} {other}");
        assert!(
            !ALIKE.iter().any(|(state, _)| state == other),
            "{other} is not looked at"
        );
    }
    if std::env::var_os("LOOKS_LONG").is_none() {
        all.retain(|state| !ALIKE.iter().any(|(name, _)| *name == state.name));
    }
    all
}
