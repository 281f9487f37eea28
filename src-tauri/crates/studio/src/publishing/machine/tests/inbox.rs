//! Through the inbox: what waits there is not posted, however long it waits.

use super::*;

fn inbox() -> State {
    State::new(TOTAL, false, Mode::Inbox)
}

fn delivered() -> Event {
    told(PublishState::SentToInbox, None)
}

/// Where a post to the inbox is after these events, all within the hour.
fn on_its_way(events: impl IntoIterator<Item = Event>) -> State {
    events
        .into_iter()
        .fold(inbox(), |state, event| step(&state, event, 1).state)
}

fn waiting() -> State {
    on_its_way([processing(), vec![delivered()]].concat())
}

#[test]
fn a_video_in_the_inbox_is_followed_and_not_called_posted() {
    let state = waiting();
    assert_eq!((&state.stage, state.next()), (&Stage::InInbox, Next::Ask));
    assert!(!state.is_open() && !state.is_over() && !state.before_commit());
    let again = step(&state, delivered(), 2);
    assert_eq!(again.state.stage, Stage::InInbox);
    assert_eq!(again.state.marks.live, None);
}

#[test]
fn what_the_creator_posted_on_the_phone_is_live_when_tiktok_names_it() {
    let posted = step(&waiting(), told(PublishState::Complete, None), 5).state;
    assert_eq!((&posted.stage, posted.next()), (&Stage::InReview, Next::Ask));
    let live = step(&posted, named("7512345678901234567"), 6).state;
    let ids = vec!["7512345678901234567".to_owned()];
    assert_eq!(live.stage, Stage::Live { ids });
}

#[test]
fn a_post_from_the_phone_that_gets_no_id_within_a_day_ends_as_posted() {
    let weeks = 20 * FOLLOW_MS;
    let posted = step(&waiting(), told(PublishState::Complete, None), weeks).state;
    let soon = step(&posted, told(PublishState::Complete, None), weeks + 1000);
    assert_eq!(soon.state.stage, Stage::InReview);
    assert!(soon.effects.contains(&Effect::Wait(Wait::Look(1))));
    let later = step(&posted, told(PublishState::Complete, None), weeks + FOLLOW_MS).state;
    assert_eq!(later.stage, Stage::Live { ids: vec![] });
}

#[test]
fn what_ended_without_an_id_can_be_asked_about_and_may_be_named_then() {
    let posted = step(&waiting(), told(PublishState::Complete, None), 1).state;
    let ended = step(&posted, told(PublishState::Complete, None), 1 + FOLLOW_MS).state;
    assert_eq!(
        (&ended.stage, ended.next()),
        (&Stage::Live { ids: vec![] }, Next::Nothing)
    );
    let asked = step(&ended, Event::Press(Press::CheckNow), 3 * FOLLOW_MS).state;
    assert_eq!((&asked.stage, asked.next()), (&Stage::InReview, Next::Ask));
    let in_vain = step(&asked, told(PublishState::Complete, None), 3 * FOLLOW_MS + 1).state;
    assert_eq!(
        (in_vain.stage, in_vain.marks.live),
        (ended.stage, Some(1 + FOLLOW_MS))
    );
    let named = step(&asked, named("7512345678901234567"), 3 * FOLLOW_MS + 1).state;
    assert!(named.is_named());
    assert_eq!(named.marks.live, Some(3 * FOLLOW_MS + 1));
}

#[test]
fn nobody_hurries_the_creator_but_tiktok_is_asked_for_as_long_as_it_takes() {
    let first = step(&on_its_way(processing()), delivered(), 1);
    assert!(first.effects.contains(&Effect::Wait(Wait::Look(4))));
    for days in [2, 30, 300] {
        let look = step(&waiting(), delivered(), days * FOLLOW_MS);
        assert_eq!(look.effects, [Effect::Wait(Wait::Rarely)]);
        assert_eq!(
            (look.state.stage.name(), look.state.next()),
            ("in_inbox", Next::Ask)
        );
    }
}

#[test]
fn a_draft_tiktok_no_longer_knows_stays_in_the_inbox_until_the_creator_asks() {
    let state = step(&waiting(), trouble(Cure::Stop), 5).state;
    assert_eq!((&state.stage, state.next()), (&Stage::InInbox, Next::Nothing));
    let asked = step(&state, press(Press::CheckNow), 6).state;
    assert_eq!(asked.next(), Next::Ask);
}

#[test]
fn what_fails_after_the_inbox_failed() {
    let failed = step(&waiting(), told(PublishState::Failed(FailReason::Spam), None), 5).state;
    assert_eq!(
        failed.stage,
        Stage::Failed {
            why: "spam_risk".into()
        }
    );
}

#[test]
fn no_press_sends_a_second_one_to_the_inbox() {
    for useless in [
        Press::Stop,
        Press::Pause,
        Press::Continue,
        Press::TryAgain,
        Press::Replaced,
    ] {
        assert_eq!(
            step(&waiting(), press(useless), 5).state,
            waiting(),
            "{useless:?}"
        );
    }
    let ended = step(&waiting(), press(Press::StopFollowing), 5).state;
    assert_eq!(ended.stage, Stage::Cancelled);
}

#[test]
fn signing_in_again_finds_it_where_it_waits() {
    let out = step(&waiting(), trouble(Cure::SignIn), 5).state;
    assert_eq!(out.stage, Stage::NeedsYou { why: Why::SignIn });
    let back = step(&out, press(Press::Continue), 6).state;
    assert_eq!(step(&back, delivered(), 7).state.stage, Stage::InInbox);
}

#[test]
fn a_full_inbox_is_waited_for() {
    let full = step(&on_its_way([Event::Turn, Event::Same]), trouble(Cure::Place), 1);
    assert_eq!(full.state.stage, Stage::Queued);
    assert!(full.effects.contains(&Effect::Wait(Wait::Place)));
}

#[test]
fn starting_over_stays_on_the_way_to_the_inbox() {
    let expired = on_its_way([uploading(), vec![trouble(Cure::Expired)]].concat());
    assert_eq!(step(&expired, press(Press::TryAgain), 5).state.mode, Mode::Inbox);
}
