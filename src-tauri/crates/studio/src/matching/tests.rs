use proptest::prelude::*;

use super::*;

const HOUR_MS: i64 = 60 * 60 * 1000;

fn sent(caption: &str, seconds: u64, sent_at: i64) -> Sent {
    Sent {
        caption: caption.into(),
        duration_ms: seconds * 1000,
        sent_at,
        mode: Mode::Direct,
    }
}

fn shown(caption: &str, seconds: i64, posted_at: i64) -> Shown {
    Shown {
        caption: caption.into(),
        duration_s: Some(seconds),
        posted_at: Some(posted_at),
    }
}

fn pairs(sent: &[Sent], shown: &[Shown]) -> Vec<(usize, usize)> {
    suggest(sent, shown, |_, _| false)
}

#[test]
fn what_is_suggested_and_what_is_not() {
    let ramen = "Ramen at 2am #ramen";
    let long = "A very long story about broth that TikTok cuts somewhere in its middle, because it is \
                longer than what the list of videos tells about it, and here it goes on";
    let cut = &long[..120];
    let unknown = |video: Shown| Shown {
        duration_s: None,
        ..video
    };
    let undated = |video: Shown| Shown {
        posted_at: None,
        ..video
    };
    let phone = |post: Sent| Sent {
        mode: Mode::Inbox,
        ..post
    };
    let cases = [
        ("the same", sent(ramen, 15, 0), shown(ramen, 15, 1), true),
        (
            "the caption, days later",
            sent(ramen, 15, 0),
            shown(ramen, 15, 48 * HOUR_MS),
            true,
        ),
        (
            "the caption, other spaces and case",
            sent(ramen, 15, 0),
            unknown(shown("ramen  AT 2am\n#Ramen ", 0, 9)),
            true,
        ),
        (
            "the caption, cut",
            sent(long, 15, 0),
            unknown(shown(cut, 0, 2 * HOUR_MS)),
            true,
        ),
        (
            "a short beginning of the caption",
            sent(ramen, 15, 0),
            unknown(shown("Ramen", 0, 9)),
            false,
        ),
        (
            "the length, soon",
            sent("", 15, 0),
            shown("What a night", 15, HOUR_MS - 1),
            true,
        ),
        (
            "the length, rounded",
            sent("", 15, 0),
            shown("What a night", 16, 9),
            true,
        ),
        (
            "the length, later",
            sent("", 15, 0),
            shown("What a night", 15, HOUR_MS),
            false,
        ),
        (
            "the length and half the words, later",
            sent("Ramen at night", 15, 0),
            shown("Ramen at dawn", 15, HOUR_MS),
            true,
        ),
        (
            "nothing but soon",
            sent(ramen, 15, 0),
            unknown(shown("What a night", 0, 9)),
            false,
        ),
        (
            "no caption on either side",
            sent("", 15, 0),
            unknown(shown("", 0, 9)),
            false,
        ),
        (
            "older than the sending",
            sent(ramen, 15, 10),
            shown(ramen, 15, 9),
            false,
        ),
        (
            "at the moment of the sending",
            sent(ramen, 15, 10),
            shown(ramen, 15, 10),
            true,
        ),
        (
            "of nobody knows when",
            sent(ramen, 15, 0),
            undated(shown(ramen, 15, 9)),
            false,
        ),
        (
            "much later",
            sent(ramen, 15, 0),
            shown(ramen, 15, LATEST_MS + 1),
            false,
        ),
        (
            "the caption with another length",
            sent(ramen, 15, 0),
            shown(ramen, 40, 9),
            false,
        ),
        (
            "the same, cut on the phone",
            phone(sent(ramen, 40, 0)),
            shown(ramen, 15, 9),
            true,
        ),
        (
            "another caption, cut on the phone",
            phone(sent(ramen, 40, 0)),
            shown("What a night", 15, 9),
            false,
        ),
    ];
    for (case, post, video, expected) in cases {
        let found = pairs(&[post], &[video]);
        assert_eq!(found, if expected { vec![(0, 0)] } else { vec![] }, "{case}");
    }
}

#[test]
fn where_two_fit_as_well_nothing_is_suggested() {
    let (post, video) = (sent("Ramen", 15, 0), shown("Ramen", 15, 9));
    assert_eq!(
        pairs(&[post.clone(), post.clone()], std::slice::from_ref(&video)),
        []
    );
    assert_eq!(
        pairs(std::slice::from_ref(&post), &[video.clone(), video.clone()]),
        []
    );
    let better = [shown("Ramen", 15, 2 * HOUR_MS), video];
    assert_eq!(pairs(&[post], &better), [(0, 1)], "the sooner one fits better");
}

#[test]
fn what_was_declined_is_not_suggested_again_and_makes_room() {
    let post = sent("Ramen", 15, 0);
    let videos = [shown("Ramen", 15, 9), shown("Ramen", 15, 10)];
    assert_eq!(pairs(std::slice::from_ref(&post), &videos), []);
    assert_eq!(suggest(&[post], &videos, |_, video| video == 0), [(0, 1)]);
}

fn captions() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["", "ramen", "ramen at night", "ramen at dawn", "broth"])
        .prop_map(str::to_owned)
}

prop_compose! {
    fn any_sent()(caption in captions(), seconds in 14u64..18, sent_at in 0i64..3 * HOUR_MS, inbox: bool) -> Sent {
        let mode = if inbox { Mode::Inbox } else { Mode::Direct };
        Sent { mode, ..sent(&caption, seconds, sent_at) }
    }
}

prop_compose! {
    fn any_shown()(
        caption in captions(),
        duration_s in prop::option::of(14i64..18),
        posted_at in prop::option::of(0i64..3 * HOUR_MS),
    ) -> Shown {
        Shown { caption, duration_s, posted_at }
    }
}

proptest! {
    #[test]
    fn each_post_and_each_video_is_suggested_at_most_once_and_never_before_it_was_sent(
        sent in prop::collection::vec(any_sent(), 0..6),
        shown in prop::collection::vec(any_shown(), 0..6),
    ) {
        let found = pairs(&sent, &shown);
        let posts: HashSet<_> = found.iter().map(|(post, _)| post).collect();
        let videos: HashSet<_> = found.iter().map(|(_, video)| video).collect();
        prop_assert_eq!((posts.len(), videos.len()), (found.len(), found.len()));
        for (post, video) in &found {
            prop_assert!(shown[*video].posted_at.is_some_and(|at| at >= sent[*post].sent_at));
        }
    }

    #[test]
    fn the_order_of_the_lists_changes_nothing(
        sent in prop::collection::vec(any_sent(), 0..6),
        shown in prop::collection::vec(any_shown(), 0..6),
    ) {
        let turned = |count: usize, place: usize| count - 1 - place;
        let (mut other_sent, mut other_shown) = (sent.clone(), shown.clone());
        other_sent.reverse();
        other_shown.reverse();
        let mut expected: Vec<_> = pairs(&other_sent, &other_shown)
            .into_iter()
            .map(|(post, video)| (turned(sent.len(), post), turned(shown.len(), video)))
            .collect();
        expected.sort_unstable();
        prop_assert_eq!(pairs(&sent, &shown), expected);
    }
}
