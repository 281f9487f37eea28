//! What holds for a post wherever it stands.

use super::*;

fn every_state() -> Vec<State> {
    let said = Said {
        message: "It broke somewhere.".into(),
        remedy: "Do this.".into(),
    };
    let whys = [
        Why::Review,
        Why::File,
        Why::SignIn,
        Why::Keyring,
        Why::Configure,
        Why::Audit,
        Why::Expired,
        Why::Unclear,
        Why::Silent,
        Why::PutBack,
    ];
    let reasons = [
        "file_format_check_failed",
        "duration_check_failed",
        "frame_rate_check_failed",
        "picture_size_check_failed",
        "internal",
        "publish_cancelled",
        "auth_removed",
        "spam_risk_too_many_posts",
        "spam_risk_user_banned_from_posting",
        "spam_risk_text",
        "spam_risk",
        "something_new",
        "",
        REFUSED,
    ];
    let sent = |stage| State {
        commit: Commit::Sent,
        ..State {
            stage,
            ..uploading(120_000_000)
        }
    };
    let mut all = vec![
        at(Stage::Queued),
        at(Stage::Checking),
        at(Stage::Initialising),
        uploading(0),
        sent(Stage::Committing),
        State {
            doubt: true,
            ..sent(Stage::Committing)
        },
        sent(Stage::Processing),
        sent(Stage::InReview),
        State {
            rested: true,
            ..sent(Stage::InReview)
        },
        sent(Stage::Live {
            ids: vec!["7512345678901234567".into()],
        }),
        State {
            public: false,
            ..sent(Stage::Live { ids: vec![] })
        },
        at(Stage::Paused),
        State {
            stage: Stage::Paused,
            ..uploading(0)
        },
        at(Stage::Cancelled),
        sent(Stage::Cancelled),
    ];
    let through_inbox = |stage| State {
        mode: Mode::Inbox,
        ..sent(stage)
    };
    all.extend([
        through_inbox(Stage::Checking),
        through_inbox(Stage::Processing),
        through_inbox(Stage::InInbox),
        State {
            rested: true,
            said: Some(said.clone()),
            ..through_inbox(Stage::InInbox)
        },
        through_inbox(Stage::InReview),
        through_inbox(Stage::Live { ids: vec![] }),
        through_inbox(Stage::Live {
            ids: vec!["75".into()],
        }),
    ]);
    for why in whys {
        all.push(at(Stage::NeedsYou { why }));
        all.push(State {
            said: Some(said.clone()),
            ..sent(Stage::NeedsYou { why })
        });
    }
    all.extend(reasons.map(|why| State {
        said: Some(said.clone()),
        ..sent(Stage::Failed { why: why.into() })
    }));
    all
}

#[test]
fn every_state_has_words_its_steps_and_a_way_on() {
    for state in every_state() {
        let card = shown(state.clone());
        let said = format!("{} {}", card.headline, card.detail);
        // A missing message comes back as its key, a missing value in braces.
        assert!(!said.contains("posts-") && !said.contains('{'), "{said}");
        assert!(!card.headline.is_empty() && !card.detail.is_empty(), "{state:?}");
        let steps = if state.mode == Mode::Inbox { 5 } else { 4 };
        assert_eq!(card.steps.len(), steps);
        assert!(!said.contains('!'), "{said}");
        let ends = matches!(card.tone, Tone::Live | Tone::Calm);
        assert!(ends || !card.actions.is_empty(), "nothing to do in {state:?}");
    }
}

#[test]
fn green_is_only_for_what_tiktok_has_confirmed() {
    for state in every_state() {
        let live = matches!(state.stage, Stage::Live { .. });
        let card = shown(state);
        assert_eq!(card.tone == Tone::Live, live);
        assert_eq!(card.steps.iter().any(|step| step.state == StepState::Live), live);
    }
}

#[test]
fn nothing_was_posted_is_said_only_where_it_is_known() {
    for state in every_state() {
        let card = shown(state.clone());
        let unknown = matches!(
            state.stage,
            Stage::NeedsYou {
                why: Why::Unclear | Why::Silent | Why::PutBack
            } | Stage::Processing
        ) || (state.stage == Stage::Cancelled && !state.before_commit());
        assert!(
            !unknown || !card.detail.contains("Nothing was posted"),
            "{state:?}: {}",
            card.detail
        );
    }
}

#[test]
fn every_wait_names_its_end() {
    let said = Said {
        message: "It broke.".into(),
        remedy: "It goes on.".into(),
    };
    let waits = |state: &State| !matches!(state.next(), Next::Nothing);
    for state in every_state().into_iter().filter(waits) {
        let state = State {
            said: Some(said.clone()),
            ..state
        };
        let waiting = PostRow {
            not_before: NOW + 600_000,
            ..row(state.clone())
        };
        let card = shown_with(&waiting, None, None);
        assert!(card.detail.contains("00:40"), "{state:?}: {}", card.detail);
    }
}

#[test]
fn what_tiktok_has_says_when_it_is_asked_again() {
    let looked_at = |stage| {
        let state = State {
            commit: Commit::Done,
            ..State {
                stage,
                ..uploading(TOTAL)
            }
        };
        let row = PostRow {
            not_before: NOW + 900_000,
            ..row(state)
        };
        shown_with(&row, None, None).detail
    };
    for stage in [Stage::Processing, Stage::InReview, Stage::InInbox] {
        let detail = looked_at(stage);
        assert!(detail.ends_with("We ask TikTok again at 00:45."), "{detail}");
    }
}
