use std::path::PathBuf;

use super::*;
use crate::ids::{AccountId, DraftId, PostId};
use crate::media::{Container, Fingerprint};
use crate::publishing::Agreed;
use crate::publishing::meter::Reading;
use crate::publishing::state::{Marks, Next, REFUSED, Said, Upload};

mod every_state;

pub(super) const NOW: i64 = 1_795_217_400_000;
const TOTAL: u64 = 130_000_000;

fn row(state: State) -> PostRow {
    let choices = Choices {
        privacy: Some("PUBLIC_TO_EVERYONE".into()),
        ..Choices::default()
    };
    let agreed = Agreed {
        draft: DraftId::from_text("d"),
        account: AccountId::from_text("a"),
        title: "Ramen".into(),
        choices,
        path: PathBuf::from("/videos/ramen.mp4"),
        fingerprint: Fingerprint {
            size: state.total,
            modified_ns: 0,
            ends: String::new(),
        },
        container: Container::Mp4,
        revision: "r".into(),
        terms: None,
        duration_ms: 47_000,
    };
    PostRow {
        id: PostId::from_text("p"),
        draft: Some(agreed.draft.clone()),
        account: agreed.account.clone(),
        title: agreed.title.clone(),
        agreed,
        state,
        not_before: NOW,
        created_at: NOW,
        changed_at: NOW,
    }
}

fn at(stage: Stage) -> State {
    State {
        stage,
        ..State::new(TOTAL, true, Mode::Direct)
    }
}

fn uploading(has: u64) -> State {
    let upload = Upload {
        publish_id: "v_pub_file~1".into(),
        issued_at: NOW - 1000,
        has,
    };
    let marks = Marks {
        checked: Some(NOW - 2000),
        ..Marks::default()
    };
    State {
        upload: Some(upload),
        marks,
        ..at(Stage::Uploading)
    }
}

fn badge(kind: AccountKind) -> AccountBadge {
    AccountBadge {
        id: AccountId::from_text("a"),
        kind,
        nickname: "Mara Lindqvist".into(),
        handle: "mara.cooks".into(),
        avatar: None,
        gel: Gel::Plum,
    }
}

/// The card of a live post of which TikTok has said this.
pub(super) fn live_card(sighting: Sighting) -> PostCard {
    live_card_of(vec![sighting])
}

/// The card of a live post that became several videos.
pub(super) fn live_card_of(sightings: Vec<Sighting>) -> PostCard {
    let ids = sightings.iter().map(|sighting| sighting.video.clone());
    let row = row(at(Stage::Live { ids: ids.collect() }));
    let words = Words::english();
    let seen = Seen {
        sightings,
        ..seen(&row, &words)
    };
    card(&seen, badge(AccountKind::Tiktok), None)
}

fn shown_with(row: &PostRow, reading: Option<Reading>, held: Option<Held>) -> PostCard {
    let words = Words::english();
    let seen = Seen {
        reading,
        held,
        ..seen(row, &words)
    };
    card(&seen, badge(AccountKind::Tiktok), None)
}

fn seen<'a>(row: &'a PostRow, words: &'a Words) -> Seen<'a> {
    Seen {
        row,
        words,
        clock: LocalClock {
            offset_s: 3600,
            now: NOW,
        },
        reading: None,
        held: None,
        unsaved: None,
        ahead: None,
        late: None,
        sightings: vec![],
        signed_out: false,
    }
}

fn shown(state: State) -> PostCard {
    shown_with(&row(state), None, None)
}

#[test]
fn an_upload_shows_bytes_chunks_speed_and_time_left() {
    let reading = Reading {
        sent: 83_400_000,
        speed: Some(4_100_000.0),
    };
    let card = shown_with(&row(uploading(80_000_000)), Some(reading), None);
    assert_eq!(card.headline, "Uploading, 64 %");
    assert_eq!(card.detail, "about 11 s left");
    let progress = card.progress.unwrap();
    assert_eq!(progress.amount, "83.4 of 130.0 MB");
    assert_eq!(progress.pace, "4.1 MB/s, about 11 s left");
    assert_eq!((progress.chunk, progress.chunks), (8, 13));
    assert!(
        progress.hint.starts_with("Chunk 9 of 13. Nothing is posted"),
        "{}",
        progress.hint
    );
    let notes: Vec<_> = card.steps.iter().map(|step| step.note.as_str()).collect();
    assert_eq!(notes, ["00:29:58", "64 %", "at TikTok", ""]);
    let states: Vec<_> = card.steps.iter().map(|step| step.state).collect();
    assert_eq!(
        states,
        [
            StepState::Done,
            StepState::Now,
            StepState::Coming,
            StepState::Coming
        ]
    );
}

#[test]
fn time_left_is_rounded_to_five_seconds_and_then_to_minutes() {
    let words = Words::english();
    let left = [0.2, 12.4, 31.0, 58.0, 121.0, 600.0].map(|seconds| progress::left(&words, seconds));
    let expected = [
        "about 1 s left",
        "about 12 s left",
        "about 35 s left",
        "about 60 s left",
        "about 3 min left",
        "about 10 min left",
    ];
    assert_eq!(left, expected);
}

#[test]
fn a_slow_line_is_warned_of_the_hour() {
    let slow = Reading {
        sent: 1_000_000,
        speed: Some(30_000.0),
    };
    let card = shown_with(&row(uploading(0)), Some(slow), None);
    assert!(card.progress.unwrap().hint.contains("within the hour"));
    let quick = Reading {
        sent: 1_000_000,
        speed: Some(300_000.0),
    };
    let card = shown_with(&row(uploading(0)), Some(quick), None);
    assert!(!card.progress.unwrap().hint.contains("within the hour"));
}

#[test]
fn a_wait_names_its_reason_and_its_time() {
    let said = Said {
        message: "TikTok cannot be reached.".into(),
        remedy: "Check the internet connection.".into(),
    };
    let waiting = PostRow {
        not_before: NOW + 30_000,
        ..row(State {
            said: Some(said),
            ..at(Stage::Queued)
        })
    };
    let card = shown_with(&waiting, None, None);
    assert_eq!(card.headline, "Waiting to try again");
    assert_eq!(
        card.detail,
        "TikTok cannot be reached. Check the internet connection. Next try at 00:30:30."
    );
    let held = shown_with(
        &row(at(Stage::Initialising)),
        None,
        Some(Held::Minute(NOW + 20_000)),
    );
    assert_eq!(
        held.detail,
        "TikTok takes only so many requests a minute. It goes on at 00:30:20."
    );
}

#[test]
fn a_post_in_review_whose_sign_in_has_ended_offers_a_new_one() {
    let row = row(at(Stage::InReview));
    let words = Words::english();
    let actions = |signed_out| {
        let seen = Seen {
            signed_out,
            ..seen(&row, &words)
        };
        card(&seen, badge(AccountKind::Tiktok), None).actions
    };
    assert_eq!(actions(false), [PostAction::CheckNow, PostAction::StopFollowing]);
    assert_eq!(
        actions(true),
        [
            PostAction::SignInAgain,
            PostAction::CheckNow,
            PostAction::StopFollowing
        ]
    );
}

#[test]
fn a_practice_post_offers_nothing_to_open() {
    let row = row(at(Stage::Live {
        ids: vec!["75".into()],
    }));
    let words = Words::english();
    let seen = seen(&row, &words);
    assert_eq!(
        card(&seen, badge(AccountKind::Practice), None).actions,
        [PostAction::CheckNow]
    );
    assert_eq!(
        card(&seen, badge(AccountKind::Tiktok), None).actions,
        [PostAction::OpenOnTiktok, PostAction::CheckNow]
    );
}

#[test]
fn the_list_has_its_groups_in_order_and_leaves_out_empty_ones() {
    let yesterday = |state| PostRow {
        changed_at: NOW - 86_400_000,
        ..row(state)
    };
    let rows = [
        row(at(Stage::Cancelled)),
        yesterday(at(Stage::Cancelled)),
        row(at(Stage::Queued)),
        yesterday(at(Stage::InReview)),
        row(at(Stage::NeedsYou { why: Why::File })),
        row(at(Stage::InInbox)),
    ];
    let cards = rows
        .iter()
        .map(|row| (row.state.stage.clone(), shown_with(row, None, None)))
        .collect();
    let clock = LocalClock {
        offset_s: 3600,
        now: NOW,
    };
    let list = grouped_list(cards, &Words::english(), clock);
    let groups: Vec<_> = list
        .groups
        .iter()
        .map(|group| (group.heading.as_str(), group.posts.len()))
        .collect();
    assert_eq!(
        groups,
        [
            ("Needs you", 1),
            ("In your TikTok inbox", 1),
            ("On the way", 2),
            ("Today", 1),
            ("Earlier", 1)
        ]
    );
    assert!(
        grouped_list(Vec::new(), &Words::english(), clock)
            .groups
            .is_empty()
    );
}

#[test]
fn facts_name_who_sees_it_and_what_is_disclosed() {
    let words = Words::english();
    let mut choices = Choices {
        privacy: Some("PUBLIC_TO_EVERYONE".into()),
        ..Choices::default()
    };
    assert_eq!(facts(&choices, &words), "everyone");
    choices = Choices {
        disclosure: true,
        branded_content: true,
        your_brand: true,
        ai: true,
        ..choices
    };
    assert_eq!(facts(&choices, &words), "everyone, branded content, AI label");
    choices = Choices {
        disclosure: false,
        ai: false,
        privacy: Some("NEW_LEVEL".into()),
        ..choices
    };
    assert_eq!(facts(&choices, &words), "");
}

#[test]
fn out_of_reach_an_upload_says_what_it_waits_for_and_what_tiktok_keeps() {
    let said = Said {
        message: "TikTok cannot be reached.".into(),
        remedy: "Check the internet connection.".into(),
    };
    let held = Held::Reach(said, NOW + 30_000);
    let card = shown_with(&row(uploading(80_000_000)), None, Some(held.clone()));
    assert_eq!(card.headline, "Waiting for the network, 61 % sent");
    let expected = "TikTok cannot be reached. Check the internet connection. Next try at 00:30:30. TikTok keeps what it has until 01:29.";
    assert_eq!(card.detail, expected);
    assert_eq!(card.progress.unwrap().hint, expected);
    let checking = shown_with(&row(at(Stage::Checking)), None, Some(held));
    assert_eq!(checking.headline, "Waiting to try again");
}

#[test]
fn a_paused_upload_says_until_when_tiktok_keeps_it_and_when_that_is_over() {
    let paused = State {
        stage: Stage::Paused,
        ..uploading(80_000_000)
    };
    let card = shown(paused.clone());
    assert_eq!(
        card.detail,
        "Nothing is posted. TikTok keeps what it has until 01:29."
    );
    let mut over = paused;
    over.upload.as_mut().unwrap().issued_at = NOW - 3_600_000;
    assert!(shown(over).detail.contains("is over"));
}
