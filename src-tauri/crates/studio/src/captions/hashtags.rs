//! Which hashtags a creator uses, counted from captions written before.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use crate::posting_page;
use crate::store::captions::EarlierCaptions;
use crate::view::{HashtagUse, Hashtags};
use crate::words::Words;

/// Most hashtags offered at once: what is seen at a glance.
const OFFERED: usize = 6;

/// Hashtags that begin with `typed` (without its "#"), most used first. What is already
/// typed in full is not offered.
pub(super) fn like(typed: &str, earlier: &EarlierCaptions, words: &Words) -> Hashtags {
    let typed = typed.to_lowercase();
    let mut found: Vec<Used> = count(earlier)
        .into_iter()
        .filter(|(folded, _)| folded.starts_with(&typed) && *folded != typed)
        .map(|(folded, spellings)| Used::new(folded, spellings))
        .collect();
    found.sort_by(|a, b| (Reverse(a.times), &a.folded).cmp(&(Reverse(b.times), &b.folded)));
    found.truncate(OFFERED);
    let spoken = match found.len() {
        0 => String::new(),
        count => words.say_with("captions-tags-spoken", &[("count", &count.to_string())]),
    };
    let tags = found.into_iter().map(|used| used.view(words)).collect();
    Hashtags { spoken, tags }
}

/// A hashtag with how often it was used, over all its spellings.
struct Used {
    /// In small letters, without its "#".
    folded: String,
    spelling: String,
    times: usize,
}

impl Used {
    fn new(folded: String, spellings: BTreeMap<String, usize>) -> Self {
        let times = spellings.values().sum();
        let most = spellings
            .into_iter()
            .max_by_key(|(spelling, times)| (*times, Reverse(spelling.clone())));
        Self {
            spelling: most.map_or_else(String::new, |(spelling, _)| spelling),
            folded,
            times,
        }
    }

    fn view(self, words: &Words) -> HashtagUse {
        HashtagUse {
            uses: words.say_with("captions-tag-uses", &[("count", &self.times.to_string())]),
            tag: self.spelling,
        }
    }
}

/// How often each spelling stands in a caption, by hashtag in small letters. A caption
/// counts once for a hashtag, however often it repeats it.
fn count(earlier: &EarlierCaptions) -> HashMap<String, BTreeMap<String, usize>> {
    let mut counts: HashMap<String, BTreeMap<String, usize>> = HashMap::new();
    for caption in captions(earlier) {
        let mut seen = HashSet::new();
        for tag in posting_page::hashtags(caption) {
            let folded = tag.trim_start_matches('#').to_lowercase();
            if seen.insert(folded.clone()) {
                *counts
                    .entry(folded)
                    .or_default()
                    .entry(tag.to_owned())
                    .or_default() += 1;
            }
        }
    }
    counts
}

/// What was written here, and what else TikTok tells: the beginning of a caption written
/// here is not another one (R§5).
fn captions(earlier: &EarlierCaptions) -> impl Iterator<Item = &str> {
    let is_ours = |told: &str| {
        let told = told.trim_end_matches('…').trim_end();
        earlier.written.iter().any(|written| written.starts_with(told))
    };
    let told = earlier.told.iter().filter(move |told| !is_ours(told));
    earlier.written.iter().chain(told).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(typed: &str, written: &[&str], told: &[&str]) -> Vec<(String, String)> {
        let own = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        let earlier = EarlierCaptions {
            written: own(written),
            told: own(told),
        };
        let found = like(typed, &earlier, &Words::english());
        assert_eq!(found.spoken.is_empty(), found.tags.is_empty());
        found.tags.into_iter().map(|used| (used.tag, used.uses)).collect()
    }

    fn tags(typed: &str, written: &[&str]) -> Vec<String> {
        offered(typed, written, &[])
            .into_iter()
            .map(|(tag, _)| tag)
            .collect()
    }

    #[test]
    fn the_most_used_come_first_with_their_counts() {
        let written = ["#soup #ramen", "#ramen at 2am", "#noodles", "#ramen #soup #ramen"];
        let once = |tag: &str, uses: &str| (tag.to_owned(), uses.to_owned());
        assert_eq!(
            offered("", &written, &[]),
            [
                once("#ramen", "used 3 times"),
                once("#soup", "used 2 times"),
                once("#noodles", "used once")
            ]
        );
    }

    #[test]
    fn only_what_begins_as_typed_is_offered_and_not_what_is_typed_already() {
        let written = ["#ramen #Ramenlover #raclette #拉麺 #拉麺好き #soup"];
        assert_eq!(tags("RA", &written), ["#raclette", "#ramen", "#Ramenlover"]);
        assert_eq!(tags("ramen", &written), ["#Ramenlover"]);
        assert_eq!(tags("拉麺", &written), ["#拉麺好き"]);
        assert_eq!(tags("x", &written), [""; 0]);
    }

    #[test]
    fn spellings_are_one_hashtag_in_the_spelling_used_most() {
        let written = ["#LateNight", "#latenight one", "#LateNight two"];
        assert_eq!(tags("late", &written), ["#LateNight"]);
    }

    #[test]
    fn a_caption_that_tiktok_tells_in_part_counts_once() {
        let told = ["Ramen at 2am #ramen…", "#ramen from the phone"];
        let found = offered("", &["Ramen at 2am #ramen and more"], &told);
        assert_eq!(found, [("#ramen".to_owned(), "used 2 times".to_owned())]);
    }

    #[test]
    fn no_more_are_offered_than_are_seen_at_a_glance() {
        assert_eq!(tags("", &["#a #b #c #d #e #f #g #h"]).len(), OFFERED);
    }
}
