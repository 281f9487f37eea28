//! Which video of the profile a post without an id has become: never more than a suggestion, for
//! TikTok names only what went public by itself (R§11). Pure.
//!
//! A suggestion needs evidence of what was posted: the same caption, or the same length soon after
//! it was sent. It is made only where neither the post nor the video fits another one as well.

use std::collections::HashSet;

use crate::view::Mode;

/// A creator may post on the phone much later, but hardly after this (milliseconds).
const LATEST_MS: i64 = 30 * 24 * 60 * 60 * 1000;
/// What appears so soon was most likely just sent (milliseconds).
const SOON_MS: i64 = 60 * 60 * 1000;
/// TikTok tells whole seconds, and does not say how it rounds.
const LENGTH_MS: u64 = 1_000;
/// What is shorter and equal to the beginning of a caption need not be that caption, cut (R§5).
const CUT: usize = 100;

const SAME_CAPTION: u32 = 3;
const SAME_LENGTH: u32 = 2;
const LIKE_CAPTION: u32 = 1;
const SOON: u32 = 1;
/// A caption alone is enough, a length together with anything else.
const ENOUGH: u32 = 3;

/// A post that reached TikTok and has no id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sent {
    pub caption: String,
    pub duration_ms: u64,
    /// UTC milliseconds, from before TikTok could have posted it.
    pub sent_at: i64,
    pub mode: Mode,
}

/// A video of the same account that TikTok has named for no post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shown {
    pub caption: String,
    pub duration_s: Option<i64>,
    /// UTC milliseconds.
    pub posted_at: Option<i64>,
}

/// Pairs of a post and a video, as places in `sent` and `shown`. `declined` tells which the
/// creator has said are not the same.
pub(crate) fn suggest(
    sent: &[Sent],
    shown: &[Shown],
    declined: impl Fn(usize, usize) -> bool,
) -> Vec<(usize, usize)> {
    let fit = |post: usize, video: usize| match declined(post, video) {
        true => 0,
        false => score(&sent[post], &shown[video]),
    };
    let fits: Vec<Vec<u32>> = (0..sent.len())
        .map(|post| (0..shown.len()).map(|video| fit(post, video)).collect())
        .collect();
    let of_post = |post: usize| best(fits[post].iter().copied());
    let of_video = |video: usize| best(fits.iter().map(|fits| fits[video]));
    let pairs = (0..sent.len()).filter_map(|post| Some((post, of_post(post)?)));
    pairs
        .filter(|(post, video)| of_video(*video) == Some(*post))
        .collect()
}

/// The one that fits best and well enough; none where two fit as well.
fn best(fits: impl Iterator<Item = u32> + Clone) -> Option<usize> {
    let most = fits.clone().max().filter(|most| *most >= ENOUGH)?;
    let mut best = fits.enumerate().filter(|(_, fit)| *fit == most);
    let (first, _) = best.next()?;
    best.next().is_none().then_some(first)
}

/// How well a video fits a post; 0 when it cannot be that one.
fn score(sent: &Sent, shown: &Shown) -> u32 {
    let Some(after) = shown.posted_at.map(|at| at - sent.sent_at) else {
        return 0;
    };
    let Some(length) = length(sent, shown) else {
        return 0;
    };
    match after {
        0..SOON_MS => caption(&sent.caption, &shown.caption) + length + SOON,
        SOON_MS..=LATEST_MS => caption(&sent.caption, &shown.caption) + length,
        _ => 0,
    }
}

/// `None` for another length, which only the editor on the phone can give a video.
fn length(sent: &Sent, shown: &Shown) -> Option<u32> {
    let Some(seconds) = shown.duration_s.and_then(|seconds| u64::try_from(seconds).ok()) else {
        return Some(0);
    };
    let is_same = sent.duration_ms.abs_diff(seconds.saturating_mul(1000)) <= LENGTH_MS;
    match (is_same, sent.mode) {
        (true, _) => Some(SAME_LENGTH),
        (false, Mode::Inbox) => Some(0),
        (false, Mode::Direct) => None,
    }
}

fn caption(sent: &str, shown: &str) -> u32 {
    let (sent, shown) = (plain(sent), plain(shown));
    if sent.is_empty() || shown.is_empty() {
        return 0;
    }
    let is_cut = shown.chars().count() >= CUT && sent.starts_with(&shown);
    if sent == shown || is_cut {
        return SAME_CAPTION;
    }
    let words = |text: &'_ str| text.split(' ').map(str::to_owned).collect::<HashSet<_>>();
    let (sent, shown) = (words(&sent), words(&shown));
    let common = sent.intersection(&shown).count();
    match 2 * common >= sent.union(&shown).count() {
        true => LIKE_CAPTION,
        false => 0,
    }
}

/// Without what an app or a phone may have changed.
fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
