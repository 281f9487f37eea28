//! What holds in whatever order things happen.

use proptest::prelude::*;

use super::*;
use crate::publishing::show::actions;

fn any_event() -> impl Strategy<Value = Event> {
    let cures = prop::sample::select(vec![
        Cure::Retry(None),
        Cure::Reach,
        Cure::Retry(Some(Duration::from_secs(9))),
        Cure::Tomorrow,
        Cure::SignIn,
        Cure::Keyring,
        Cure::Review,
        Cure::File,
        Cure::Configure,
        Cure::Resync(None),
        Cure::Resync(Some(0)),
        Cure::Resync(Some(10_000_000)),
        Cure::Resync(Some(LAST)),
        Cure::Resync(Some(TOTAL)),
        Cure::Expired,
        Cure::Restart,
        Cure::Stop,
    ]);
    let presses = prop::sample::select(vec![
        Press::Pause,
        Press::Continue,
        Press::CheckNow,
        Press::Stop,
        Press::StopFollowing,
        Press::TryAgain,
        Press::Replaced,
    ]);
    let counts = prop::sample::select(vec![
        None,
        Some(0),
        Some(5),
        Some(10_000_000),
        Some(LAST),
        Some(TOTAL),
    ]);
    let states = prop::sample::select(vec![
        PublishState::ProcessingUpload,
        PublishState::Unknown("X".into()),
        PublishState::SentToInbox,
        PublishState::Failed(FailReason::Internal),
        PublishState::Complete,
    ]);
    prop_oneof![
        1 => Just(Event::Restarted),
        1 => Just(Event::Interrupted),
        3 => Just(Event::Turn),
        3 => Just(Event::Same),
        1 => Just(Event::Differs(said())),
        1 => Just(Event::FileChanged),
        1 => Just(Event::PutBack),
        3 => Just(initiated()),
        1 => Just(Event::UrlGone),
        1 => Just(Event::HourOver),
        6 => prop::sample::select(vec![10_000_000, LAST, TOTAL]).prop_map(|has| Event::Stored { has }),
        2 => Just(Event::AllStored),
        1 => Just(named("7512345678901234567")),
        4 => (states, counts).prop_map(|(state, has)| told(state, has)),
        4 => cures.prop_map(trouble),
        4 => presses.prop_map(press),
    ]
}

/// The promises that hold for every step, whatever came before it.
fn promises(before: &State, event: &Event, after: &State) {
    let at_work = after.next() != Next::Nothing;
    let creator_can = !actions(after).is_empty();
    assert!(
        at_work || creator_can || after.is_over(),
        "no next step: {after:?}"
    );

    let begins_anew = matches!(after.stage, Stage::Queued | Stage::Checking | Stage::Initialising)
        && !matches!(
            before.stage,
            Stage::Queued | Stage::Checking | Stage::Initialising
        );
    if begins_anew && before.commit != Commit::Before {
        assert!(
            matches!(event, Event::Press(_)),
            "a new init after {before:?} by {event:?}"
        );
        // Of a post from an old copy only the creator can tell, who has looked.
        let looked = before.stage == Stage::NeedsYou { why: Why::PutBack };
        let unknown = matches!(before.commit, Commit::Sent | Commit::Done) && !looked;
        assert!(
            !unknown,
            "a new init although the last chunk may be there: {before:?}"
        );
    }
    if let Next::SendLast(_) = after.next() {
        assert_eq!(
            (&after.stage, after.commit),
            (&Stage::Committing, Commit::Sent),
            "the last chunk without its intent"
        );
    }
    if let Next::Send(index) = after.next() {
        assert!(index < 2, "a last chunk sent as another: {after:?}");
    }
    if after.stage == Stage::Cancelled && before.stage != Stage::Cancelled {
        assert!(matches!(event, Event::Press(_)), "cancelled by {event:?}");
    }
    if matches!(before.stage, Stage::Live { .. } | Stage::Cancelled) {
        assert_eq!(before, after, "over is over");
    }
    if matches!(after.stage, Stage::Live { .. }) && before.stage != after.stage {
        let confirmed = matches!(event, Event::Told(status) if status.state == PublishState::Complete);
        assert!(confirmed, "live before TikTok said so: {event:?}");
    }
    for action in actions(after) {
        let useful = !matches!(action, crate::view::PostAction::Stop) || after.before_commit();
        assert!(useful, "{action:?} offered in {after:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_order_of_events_breaks_a_promise(
        events in prop::collection::vec((any_event(), 0i64..40 * 60 * 1000), 1..60),
        public in any::<bool>(),
        mode in prop::sample::select(vec![Mode::Direct, Mode::Inbox]),
        total in prop::sample::select(vec![3_000_000, TOTAL]),
    ) {
        let (mut state, mut now) = (State::new(total, public, mode), 0);
        for (event, pause) in events {
            now += pause;
            let step = step(&state, event.clone(), now);
            if total == TOTAL {
                promises(&state, &event, &step.state);
            }
            let json = serde_json::to_string(&step.state).unwrap();
            prop_assert_eq!(&serde_json::from_str::<State>(&json).unwrap(), &step.state);
            state = step.state;
        }
    }

    /// Whatever happened: if TikTok answers and the network holds, a post that is
    /// at work comes to an end or to the creator.
    #[test]
    fn every_post_comes_to_an_end_or_to_the_creator(events in prop::collection::vec(any_event(), 0..40)) {
        let mut state = events.into_iter().fold(new(), |state, event| step(&state, event, 1).state);
        for _ in 0..40 {
            let has = state.upload.as_ref().map(|upload| upload.has);
            let event = match state.next() {
                Next::Nothing => return Ok(()),
                Next::Turn => Event::Turn,
                Next::Check => Event::Same,
                Next::Init => initiated(),
                Next::Send(index) => Event::Stored { has: (index + 1) * 10_000_000 },
                Next::SendLast(_) => Event::AllStored,
                Next::Ask if state.commit == Commit::Done => named("7512345678901234567"),
                Next::Ask => working(has),
            };
            state = step(&state, event, 1).state;
        }
        prop_assert!(false, "still at work: {:?}", state);
    }
}

#[test]
fn a_post_of_an_old_copy_is_sent_only_after_the_creator_has_looked() {
    let initialising = vec![Event::Turn, Event::Same];
    let put_back = with(initialising, [Event::PutBack]);
    assert_eq!(
        (put_back.stage.clone(), put_back.next()),
        (Stage::NeedsYou { why: Why::PutBack }, Next::Nothing)
    );
    assert!(!put_back.may_be_replaced(), "it may be posted");
    let then = |event| step(&put_back, event, 2).state;
    assert_eq!(then(Event::Restarted), put_back);
    let stopped = then(press(Press::StopFollowing));
    assert_eq!(stopped.stage, Stage::Cancelled);
    assert!(!stopped.before_commit(), "nobody says that nothing was posted");
    let again = then(press(Press::TryAgain));
    assert_eq!(
        (again.next(), again.looked, again.commit),
        (Next::Turn, true, Commit::Before)
    );
    let late = with(committing(), [Event::PutBack]);
    assert_eq!(late, after(committing()), "a late answer changes nothing");
}
