//! TikTok cannot be reached: nothing is lost, and nobody's turn.

use super::*;

#[test]
fn what_tiktok_never_heard_of_is_due_again_at_once_and_keeps_its_place() {
    let cases = [
        (with(vec![], [Event::Turn]), Stage::Checking, Next::Check),
        (
            with(vec![], [Event::Turn, Event::Same]),
            Stage::Checking,
            Next::Check,
        ),
        (
            with(uploading(), [trouble(Cure::Retry(None))]),
            Stage::Uploading,
            Next::Ask,
        ),
        (after(in_doubt()), Stage::Committing, Next::Ask),
        (after(processing()), Stage::Processing, Next::Ask),
    ];
    for (state, stage, next) in cases {
        let gone = step(&state, trouble(Cure::Reach), 1);
        assert_eq!(
            (&gone.state.stage, gone.state.next()),
            (&stage, next),
            "{state:?}"
        );
        assert_eq!((gone.state.commit, gone.state.tries), (state.commit, state.tries));
        // Who knows whether TikTok can be reached decides when, and nobody else.
        assert!(
            !gone
                .effects
                .iter()
                .any(|effect| matches!(effect, Effect::Wait(_))),
            "{stage:?}"
        );
        assert_eq!(gone.state.said, Some(said()));
    }
}
