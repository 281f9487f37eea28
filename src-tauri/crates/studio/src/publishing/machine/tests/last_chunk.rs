//! The commit point: whatever happens to the last chunk, only TikTok's status tells.

use super::*;

#[test]
fn whatever_answers_the_last_chunk_only_the_status_decides() {
    let cures = [
        Cure::Retry(None),
        Cure::Reach,
        Cure::Resync(Some(TOTAL)),
        Cure::Resync(None),
        Cure::Expired,
        Cure::Restart,
        Cure::Stop,
        Cure::File,
        Cure::SignIn,
        Cure::Review,
        Cure::Tomorrow,
    ];
    for cure in cures {
        let state = with(committing(), [trouble(cure)]);
        assert_eq!(
            (state.stage.clone(), state.commit, state.next()),
            (Stage::Committing, Commit::Sent, Next::Ask),
            "{cure:?}"
        );
    }
    assert_eq!(
        with(committing(), [Event::Stored { has: TOTAL }]).next(),
        Next::Ask
    );
}

#[test]
fn a_last_chunk_proven_missing_is_sent_again_under_the_same_publish_id() {
    let state = with(in_doubt(), [working(Some(LAST))]);
    assert_eq!((state.next(), state.commit), (Next::SendLast(2), Commit::Sent));
    assert_eq!(
        state.upload.map(|upload| upload.publish_id).as_deref(),
        Some("v_pub_file~1")
    );
    let further_back = with(in_doubt(), [working(Some(0))]);
    assert_eq!(
        (further_back.next(), further_back.commit),
        (Next::Send(0), Commit::Disproved)
    );
}

#[test]
fn a_last_chunk_missing_after_the_hour_waits_for_the_creator() {
    let state = step(&after(in_doubt()), working(Some(LAST)), HOUR).state;
    assert_eq!(
        (state.stage, state.commit),
        (Stage::NeedsYou { why: Why::Expired }, Commit::Disproved)
    );
    let dead = with(committing(), [trouble(Cure::Expired), working(Some(LAST))]);
    assert_eq!(dead.stage, Stage::NeedsYou { why: Why::Expired });
}

#[test]
fn a_last_chunk_nobody_can_tell_of_waits_for_the_creator_after_the_hour() {
    for unknown in [
        working(None),
        working(Some(12_345)),
        trouble(Cure::Retry(None)),
        trouble(Cure::Stop),
    ] {
        let state = step(&after(in_doubt()), unknown, HOUR).state;
        assert_eq!(
            (state.stage.clone(), state.next()),
            (Stage::NeedsYou { why: Why::Unclear }, Next::Ask)
        );
        let pressed = step(&state, press(Press::TryAgain), HOUR).state;
        assert_eq!(pressed, state, "no press begins anew while it may be posted");
        let late = step(&state, told(PublishState::Complete, None), HOUR).state;
        assert_eq!(late.stage, Stage::InReview);
    }
}

#[test]
fn a_last_chunk_tiktok_has_is_processing() {
    assert_eq!(with(in_doubt(), [working(Some(TOTAL))]).stage, Stage::Processing);
}

#[test]
fn an_address_lost_with_the_program_means_a_new_upload_only_before_the_commit_point() {
    let before = with(uploading(), [Event::Restarted, Event::UrlGone]);
    assert_eq!(before.stage, Stage::Queued);
    let at_it = with(committing(), [Event::Restarted, Event::UrlGone]);
    assert_eq!(at_it.stage, Stage::Committing);
    let missing = with(
        committing(),
        [Event::Restarted, working(Some(LAST)), Event::UrlGone],
    );
    assert_eq!(missing.stage, Stage::NeedsYou { why: Why::Expired });
}
