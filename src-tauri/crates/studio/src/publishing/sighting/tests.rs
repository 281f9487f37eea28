use proptest::prelude::*;
use tiktok::FailReason;

use super::*;

const VIDEO: &str = "7512345678901234567";
const OTHER: &str = "7512345678901234999";

fn live() -> Sighting {
    Sighting {
        post: PostId::from_text("p"),
        account: AccountId::from_text("a"),
        video: VIDEO.into(),
        publish_id: Some("v_pub_file~1".into()),
        mode: Mode::Direct,
        since: 0,
        seen_at: 0,
        missed_at: None,
        gone_at: None,
        looked_at: 0,
    }
}

fn status(state: PublishState, ids: &[&str]) -> PublishStatus {
    PublishStatus {
        state,
        public_post_ids: ids.iter().map(|id| (*id).to_owned()).collect(),
        uploaded_bytes: None,
        downloaded_bytes: None,
        log_id: None,
    }
}

#[test]
fn only_two_answers_that_agree_say_that_a_post_is_gone() {
    let complete = |ids: &[&str]| Some(status(PublishState::Complete, ids));
    let cases: [(&[&str], Option<PublishStatus>, Look); 10] = [
        (&[VIDEO, OTHER], None, Look::Seen),
        (&[VIDEO], complete(&[]), Look::Seen),
        (&[OTHER], complete(&[]), Look::Gone),
        (&[], complete(&[]), Look::Gone),
        (&[], complete(&[OTHER]), Look::Gone),
        (&[OTHER], complete(&[VIDEO]), Look::Nothing),
        (&[], complete(&[VIDEO]), Look::Nothing),
        (&[OTHER], None, Look::LeftOut),
        (&[], None, Look::Nothing),
        (
            &[],
            Some(status(PublishState::Unknown("NEW".into()), &[])),
            Look::Nothing,
        ),
    ];
    for (named, status, expected) in cases {
        let named: Vec<String> = named.iter().map(|id| (*id).to_owned()).collect();
        assert_eq!(
            judge(VIDEO, &named, status.as_ref()),
            expected,
            "{named:?} {status:?}"
        );
    }
    let failed = status(PublishState::Failed(FailReason::Internal), &[]);
    assert_eq!(judge(VIDEO, &[], Some(&failed)), Look::Nothing);
}

#[test]
fn a_video_that_is_listed_and_not_known_was_posted_again() {
    let complete = |ids: &[&str]| status(PublishState::Complete, ids);
    let gone = vec![live().after(Look::Gone, 10).0];
    let again = posted_again(&gone, &complete(&[VIDEO, OTHER]), 20);
    let expected = Sighting {
        video: OTHER.into(),
        since: 20,
        seen_at: 20,
        looked_at: 20,
        ..live()
    };
    assert_eq!(again, [expected]);
    let known = [gone, again].concat();
    for ids in [&[][..], &[VIDEO], &[OTHER, VIDEO]] {
        assert_eq!(posted_again(&known, &complete(ids), 30), []);
    }
    assert_eq!(posted_again(&[], &complete(&[OTHER]), 30), []);
}

#[test]
fn what_is_left_out_once_is_not_gone_before_it_is_left_out_again_an_hour_later() {
    let (missed, news) = live().after(Look::LeftOut, 10);
    assert_eq!(
        (missed.missed_at, missed.gone_at, news),
        (Some(10), None, Some(News::LeftOut))
    );
    let (soon, news) = missed.after(Look::LeftOut, 10 + HOUR_MS - 1);
    assert_eq!((soon.missed_at, soon.gone_at, news), (Some(10), None, None));
    let (gone, news) = soon.after(Look::LeftOut, 10 + HOUR_MS);
    assert_eq!((gone.gone_at, news), (Some(10 + HOUR_MS), Some(News::Gone)));
    assert_eq!(gone.after(Look::Gone, 20 + HOUR_MS).1, None, "told once");
}

#[test]
fn what_is_named_again_is_back() {
    let (gone, news) = live().after(Look::Gone, 10);
    assert_eq!(
        (gone.seen_at, gone.gone_at, news),
        (0, Some(10), Some(News::Gone))
    );
    let (back, news) = gone.after(Look::Seen, 20);
    assert_eq!((back.seen_at, back.gone_at, back.missed_at), (20, None, None));
    assert_eq!(news, Some(News::Back));
    let (seen, news) = live().after(Look::LeftOut, 10).0.after(Look::Seen, 20);
    assert_eq!((seen.missed_at, news), (None, None));
}

#[test]
fn it_is_looked_for_less_and_less_often_and_not_for_ever() {
    let mut sighting = live();
    let mut hours = Vec::new();
    while let Some(at) = sighting.next_look(i64::MAX) {
        hours.push(at / HOUR_MS);
        sighting = sighting.after(Look::Seen, at).0;
    }
    let days = |days: [i64; 11]| days.map(|day| day * 24);
    let mut expected = vec![1, 2, 3, 4, 5, 6, 12, 18];
    expected.extend(days([1, 2, 3, 4, 5, 6, 7, 14, 21, 28, 35]));
    assert_eq!(hours, expected);
}

#[test]
fn what_is_uncertain_is_looked_for_again_in_an_hour_but_not_every_hour_for_ever() {
    let late = Sighting {
        looked_at: 40 * DAY_MS,
        ..live()
    };
    assert_eq!(late.next_look(41 * DAY_MS), None);
    let (mut missed, _) = late.after(Look::LeftOut, 41 * DAY_MS);
    let mut looks = 0;
    while let Some(at) = missed.next_look(i64::MAX) {
        missed = missed.after(Look::Nothing, at).0;
        looks += 1;
    }
    assert_eq!(looks, 24);
}

#[test]
fn a_clock_that_was_set_back_holds_nothing_up() {
    let ahead = Sighting {
        looked_at: 9 * DAY_MS,
        ..live()
    };
    assert_eq!(ahead.next_look(DAY_MS), Some(DAY_MS));
}

proptest! {
    /// However TikTok answers: gone needs an answer that left it out, nothing but being named
    /// moves the last sighting, and what is not certain is never told as gone.
    #[test]
    fn no_order_of_looks_makes_up_a_loss(looks in prop::collection::vec((0u8..4, 1i64..3 * HOUR_MS), 0..40)) {
        let (mut sighting, mut now, mut left_out) = (live(), 0, false);
        for (look, pause) in looks {
            now += pause;
            let look = [Look::Seen, Look::LeftOut, Look::Gone, Look::Nothing][usize::from(look)];
            left_out = match look {
                Look::Seen => false,
                Look::Nothing => left_out,
                Look::LeftOut | Look::Gone => true,
            };
            let (next, news) = sighting.after(look, now);
            prop_assert_eq!(next.seen_at, if look == Look::Seen { now } else { sighting.seen_at });
            prop_assert!(left_out || (next.gone_at.is_none() && next.missed_at.is_none()));
            prop_assert_eq!(news == Some(News::Gone), sighting.gone_at.is_none() && next.gone_at.is_some());
            sighting = next;
        }
    }
}
