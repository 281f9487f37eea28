//! What the creator's hand can still change, and what not any more.

use super::*;

#[test]
fn stopping_ends_at_the_commit_point_and_following_begins_there() {
    for before in [
        vec![],
        vec![Event::Turn],
        vec![Event::Turn, Event::Same],
        uploading(),
    ] {
        assert_eq!(with(before.clone(), [press(Press::Stop)]).stage, Stage::Cancelled);
        assert_eq!(with(before.clone(), [press(Press::StopFollowing)]), after(before));
    }
    for later in [committing(), in_doubt(), processing()] {
        for useless in [
            Press::Stop,
            Press::Pause,
            Press::Continue,
            Press::TryAgain,
            Press::Replaced,
        ] {
            assert_eq!(
                with(later.clone(), [press(useless)]),
                after(later.clone()),
                "{useless:?}"
            );
        }
        assert_eq!(with(later, [press(Press::StopFollowing)]).stage, Stage::Cancelled);
    }
}

#[test]
fn a_pause_goes_on_where_it_was_and_asks_what_tiktok_has() {
    let paused = with(uploading(), [press(Press::Pause)]);
    assert_eq!(paused.next(), Next::Nothing);
    let on = step(&paused, press(Press::Continue), 1).state;
    assert_eq!((on.stage.clone(), on.next()), (Stage::Uploading, Next::Ask));
    assert_eq!(
        with(vec![], [press(Press::Pause), press(Press::Continue)]).stage,
        Stage::Queued
    );
}
