use tiktok::{FailReason, PublishState, PublishStatus};

use super::*;
use crate::publishing::state::{FOLLOW_MS, Next, REVIEW_MS};
use crate::view::Mode;

mod creator;
mod inbox;
mod last_chunk;
mod promises;
mod reach;

const TOTAL: u64 = 35_000_000;
const LAST: u64 = 20_000_000;
const HOUR: i64 = UPLOAD_LIFE_MS;

fn new() -> State {
    State::new(TOTAL, true, Mode::Direct)
}

fn said() -> Said {
    Said {
        message: "It broke.".into(),
        remedy: "It goes on.".into(),
    }
}

fn trouble(cure: Cure) -> Event {
    Event::Trouble(Trouble {
        cure,
        said: said(),
        reference: None,
    })
}

fn initiated() -> Event {
    Event::Initiated {
        publish_id: "v_pub_file~1".into(),
        issued_at: 0,
        log_id: None,
    }
}

fn told(state: PublishState, has: Option<u64>) -> Event {
    let status = PublishStatus {
        state,
        public_post_ids: Vec::new(),
        uploaded_bytes: has,
        downloaded_bytes: None,
        log_id: None,
    };
    Event::Told(status)
}

fn working(has: Option<u64>) -> Event {
    told(PublishState::ProcessingUpload, has)
}

fn named(id: &str) -> Event {
    let Event::Told(status) = told(PublishState::Complete, None) else {
        unreachable!()
    };
    Event::Told(PublishStatus {
        public_post_ids: vec![id.into()],
        ..status
    })
}

fn press(press: Press) -> Event {
    Event::Press(press)
}

/// Where a new post is after these events, all within the hour.
fn after(events: impl IntoIterator<Item = Event>) -> State {
    events
        .into_iter()
        .fold(new(), |state, event| step(&state, event, 1).state)
}

fn uploading() -> Vec<Event> {
    vec![Event::Turn, Event::Same, initiated()]
}

fn committing() -> Vec<Event> {
    [
        uploading(),
        vec![Event::Stored { has: 10_000_000 }, Event::Stored { has: LAST }],
    ]
    .concat()
}

fn in_doubt() -> Vec<Event> {
    [committing(), vec![trouble(Cure::Retry(None))]].concat()
}

fn processing() -> Vec<Event> {
    [committing(), vec![Event::AllStored]].concat()
}

fn with(mut events: Vec<Event>, more: impl IntoIterator<Item = Event>) -> State {
    events.extend(more);
    after(events)
}

#[test]
fn a_post_goes_from_the_button_to_live_without_a_detour() {
    let mut state = new();
    let way = [
        (Next::Turn, Event::Turn),
        (Next::Check, Event::Same),
        (Next::Init, initiated()),
        (Next::Send(0), Event::Stored { has: 10_000_000 }),
        (Next::Send(1), Event::Stored { has: LAST }),
        (Next::SendLast(2), Event::AllStored),
        (Next::Ask, working(Some(TOTAL))),
        (Next::Ask, told(PublishState::Complete, None)),
        (Next::Ask, named("7512345678901234567")),
        (Next::Nothing, Event::Turn),
    ];
    for (next, event) in way {
        assert_eq!(state.next(), next);
        state = step(&state, event, 1).state;
    }
    assert_eq!(
        state.stage,
        Stage::Live {
            ids: vec!["7512345678901234567".into()]
        }
    );
}

#[test]
fn a_public_post_without_an_id_is_in_review_and_a_private_one_is_live() {
    let complete = || told(PublishState::Complete, None);
    assert_eq!(with(processing(), [complete()]).stage, Stage::InReview);
    let private = State {
        public: false,
        ..after(processing())
    };
    assert_eq!(
        step(&private, complete(), 1).state.stage,
        Stage::Live { ids: vec![] }
    );
}

#[test]
fn a_file_sent_whole_is_at_the_commit_point_with_its_only_chunk() {
    let small = [Event::Turn, Event::Same, initiated()];
    let state = small
        .into_iter()
        .fold(State::new(3_000_000, true, Mode::Direct), |state, event| {
            step(&state, event, 1).state
        });
    assert_eq!(
        (state.stage.clone(), state.commit, state.next()),
        (Stage::Committing, Commit::Sent, Next::SendLast(0))
    );
}

#[test]
fn a_status_nobody_knows_is_still_working() {
    let state = with(processing(), [told(PublishState::Unknown("NEW".into()), None)]);
    assert_eq!(state.stage, Stage::Processing);
    let state = with(in_doubt(), [told(PublishState::Unknown("NEW".into()), None)]);
    assert_eq!(
        (state.stage.clone(), state.next()),
        (Stage::Committing, Next::Ask)
    );
}

#[test]
fn before_the_commit_point_a_lost_answer_leads_back_to_the_check() {
    for state in [vec![Event::Turn], vec![Event::Turn, Event::Same]] {
        let found = with(state, [trouble(Cure::Retry(None))]);
        assert_eq!(
            (found.stage.clone(), found.next(), found.tries),
            (Stage::Queued, Next::Turn, 1)
        );
    }
}

#[test]
fn after_a_broken_chunk_tiktok_is_asked_and_its_word_wins() {
    let broken = with(
        uploading(),
        [Event::Stored { has: 10_000_000 }, trouble(Cure::Retry(None))],
    );
    assert_eq!(broken.next(), Next::Ask);
    let behind = step(&broken, working(Some(0)), 1).state;
    assert_eq!(behind.next(), Next::Send(0));
    let ahead = step(&broken, working(Some(LAST)), 1).state;
    assert_eq!(ahead.next(), Next::SendLast(2));
    let silent = step(&broken, working(None), 1).state;
    assert_eq!(silent.next(), Next::Send(1));
}

#[test]
fn a_count_that_is_no_boundary_is_asked_again_and_then_begun_anew() {
    let mut state = with(uploading(), [trouble(Cure::Resync(None))]);
    for _ in 0..2 {
        state = step(&state, working(Some(12_345)), 1).state;
        assert_eq!(state.next(), Next::Ask);
    }
    state = step(&state, working(Some(12_345)), 1).state;
    assert_eq!((state.stage.clone(), state.upload), (Stage::Queued, None));
}

#[test]
fn a_network_that_breaks_again_and_again_never_gives_up_an_upload() {
    let mut state = after(uploading());
    for _ in 0..50 {
        state = step(&state, trouble(Cure::Retry(None)), 1).state;
        state = step(&state, working(Some(0)), 1).state;
        assert_eq!(state.next(), Next::Send(0));
    }
}

#[test]
fn an_upload_tiktok_lost_is_begun_anew_twice_and_then_the_creator_is_asked() {
    let mut state = after(uploading());
    for _ in 0..FRESH_STARTS {
        state = step(&state, trouble(Cure::Restart), 1).state;
        assert_eq!(state.stage, Stage::Queued);
        state = uploading()
            .into_iter()
            .fold(state, |state, event| step(&state, event, 1).state);
    }
    assert_eq!(
        step(&state, trouble(Cure::Restart), 1).state.stage,
        Stage::NeedsYou { why: Why::Expired }
    );
}

#[test]
fn an_expired_address_is_never_renewed_silently() {
    for event in [Event::HourOver, trouble(Cure::Expired)] {
        let state = with(uploading(), [event]);
        assert_eq!(state.stage, Stage::NeedsYou { why: Why::Expired });
        assert_eq!(step(&state, press(Press::TryAgain), 1).state.stage, Stage::Queued);
    }
}

#[test]
fn what_a_restart_finds_is_resolved_by_the_table() {
    let table: Vec<(Vec<Event>, &str, Next)> = vec![
        (vec![], "queued", Next::Turn),
        (vec![Event::Turn], "queued", Next::Turn),
        (vec![Event::Turn, Event::Same], "queued", Next::Turn),
        (uploading(), "uploading", Next::Ask),
        (committing(), "committing", Next::Ask),
        (in_doubt(), "committing", Next::Ask),
        (processing(), "processing", Next::Ask),
        (
            [processing(), vec![told(PublishState::Complete, None)]].concat(),
            "in_review",
            Next::Ask,
        ),
        (vec![press(Press::Pause)], "paused", Next::Nothing),
        (vec![Event::Turn, Event::FileChanged], "needs_you", Next::Nothing),
    ];
    for (events, stage, next) in table {
        let state = with(events, [Event::Restarted]);
        assert_eq!((state.stage.name(), state.next()), (stage, next));
    }
}

#[test]
fn a_file_that_changed_before_the_last_chunk_left_can_still_be_stopped() {
    let state = with(committing(), [Event::FileChanged]);
    assert_eq!(
        (state.stage.clone(), state.commit),
        (Stage::NeedsYou { why: Why::File }, Commit::Before)
    );
    assert_eq!(step(&state, press(Press::Stop), 1).state.stage, Stage::Cancelled);
    let put_back = step(&state, press(Press::TryAgain), 1).state;
    assert_eq!(
        (put_back.stage.clone(), put_back.next()),
        (Stage::Uploading, Next::Ask)
    );
}

#[test]
fn a_cap_waits_a_day_and_a_refusal_does_not_retry() {
    let capped = step(&after([Event::Turn]), trouble(Cure::Tomorrow), 1);
    assert_eq!(capped.state.stage, Stage::Queued);
    assert!(capped.effects.contains(&Effect::Wait(Wait::Tomorrow)));
    assert_eq!(
        with(vec![Event::Turn], [trouble(Cure::Stop)]).stage,
        Stage::Failed { why: REFUSED.into() }
    );
}

#[test]
fn what_the_creator_must_cure_waits_for_the_creator() {
    let cures = [
        (Cure::SignIn, Why::SignIn),
        (Cure::Keyring, Why::Keyring),
        (Cure::Review, Why::Review),
        (Cure::File, Why::File),
        (Cure::Configure, Why::Configure),
        (Cure::Audit, Why::Audit),
    ];
    for (cure, why) in cures {
        let state = with(vec![Event::Turn], [trouble(cure)]);
        assert_eq!(state.stage, Stage::NeedsYou { why });
        assert!(state.may_be_replaced());
    }
}

#[test]
fn a_failure_named_by_tiktok_can_be_tried_again_only_where_the_reference_says_so() {
    for (reason, again) in [
        (FailReason::Internal, true),
        (FailReason::FrameRate, false),
        (FailReason::SpamText, false),
    ] {
        let failed = with(processing(), [told(PublishState::Failed(reason.clone()), None)]);
        assert_eq!(
            failed.stage,
            Stage::Failed {
                why: reason.as_str().into()
            }
        );
        assert_eq!(
            step(&failed, press(Press::TryAgain), 1).state.stage == Stage::Queued,
            again
        );
    }
}

#[test]
fn a_wait_that_repeats_is_told_once() {
    let first = step(&after([Event::Turn]), trouble(Cure::Retry(None)), 1);
    let lines = |step: &Step| {
        step.effects
            .iter()
            .filter(|effect| matches!(effect, Effect::Say(_)))
            .count()
    };
    assert_eq!(lines(&first), 1);
    let second = step(
        &step(&first.state, Event::Turn, 1).state,
        trouble(Cure::Retry(None)),
        1,
    );
    assert_eq!(lines(&second), 0);
}

#[test]
fn after_a_day_without_a_word_the_creator_is_asked_and_can_ask_tiktok() {
    let day = FOLLOW_MS + 1;
    let silent = step(&after(processing()), working(Some(TOTAL)), day).state;
    assert_eq!(silent.stage, Stage::NeedsYou { why: Why::Silent });
    assert_eq!(step(&silent, press(Press::CheckNow), day).state.next(), Next::Ask);
}

#[test]
fn an_id_may_come_late_so_tiktok_is_asked_for_two_weeks_and_then_by_the_creator() {
    let review = with(processing(), [told(PublishState::Complete, None)]);
    let nameless = || told(PublishState::Complete, None);
    let soon = step(&review, nameless(), FOLLOW_MS / 2);
    assert!(soon.effects.contains(&Effect::Wait(Wait::Look(1))));
    for days in 2..14 {
        let look = step(&review, nameless(), days * FOLLOW_MS);
        assert!(look.effects.contains(&Effect::Wait(Wait::Rarely)), "day {days}");
        assert_eq!(look.state.next(), Next::Ask);
    }
    let weeks = REVIEW_MS + FOLLOW_MS;
    let rests = step(&review, nameless(), weeks).state;
    assert_eq!((&rests.stage, rests.next()), (&Stage::InReview, Next::Nothing));
    let asked = step(&rests, press(Press::CheckNow), weeks).state;
    assert_eq!(asked.next(), Next::Ask);
    assert!(step(&asked, named("7512345678901234567"), weeks).state.is_named());
}

#[test]
fn a_sign_in_that_is_lost_during_review_does_not_end_the_following() {
    let review = with(processing(), [told(PublishState::Complete, None)]);
    let look = step(&review, trouble(Cure::SignIn), 2 * FOLLOW_MS);
    assert!(look.effects.contains(&Effect::Wait(Wait::Rarely)));
    assert_eq!(
        (&look.state.stage, look.state.next()),
        (&Stage::InReview, Next::Ask)
    );
    assert!(look.state.said.is_some());
}

#[test]
fn a_chunk_dropped_on_its_way_is_asked_for_before_anything_is_sent() {
    assert_eq!(with(uploading(), [Event::Interrupted]).next(), Next::Ask);
    assert_eq!(with(committing(), [Event::Interrupted]), after(committing()));
    assert_eq!(with(processing(), [Event::Interrupted]), after(processing()));
}
