//! Plays the files of `tests/posting-page`: each is one rule as a person can read it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::Value;

use super::scene::{Scene, Tiktok};
use crate::posting_page::{settle, video_post};
use crate::view::Choice;

/// One file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vector {
    /// Rules of R§13.3 this file shows.
    rules: Vec<u8>,
    /// What it shows, one sentence.
    says: String,
    steps: Vec<Step>,
}

/// Something happens, then the page shows this.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    #[serde(default)]
    happens: Option<Event>,
    /// JSON pointer into the page, or into what would be sent under `/sends`, and the value there.
    shows: BTreeMap<String, Value>,
    /// Whether the revision is another one than before.
    #[serde(default)]
    revision_changes: Option<bool>,
}

/// What can happen on or to a page.
#[derive(Deserialize)]
#[serde(untagged)]
enum Event {
    Choice(Choice),
    World(World),
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum World {
    /// TikTok answers with these fields of `creator_info`, the others as before.
    CreatorInfo(serde_json::Map<String, Value>),
    /// TikTok is being asked, has answered, or refuses.
    Tiktok(Tiktok),
    /// The video is another one.
    Video {
        duration_ms: Option<u64>,
        frame_rate: Option<f64>,
    },
    /// The file is gone.
    FileGone,
    /// The account was disconnected.
    NoAccount,
    /// What is known of the way into the account's inbox.
    Inbox {
        is_granted: Option<bool>,
        taken: Option<u32>,
        is_unaudited: Option<bool>,
    },
    /// A post of this draft is on its way.
    PostUnderWay,
    /// A caption of so many UTF-16 units is written.
    CaptionOfUnits(usize),
}

fn happen(scene: &mut Scene, event: Event) {
    match event {
        Event::Choice(choice) => scene.choose(&choice),
        Event::World(World::CreatorInfo(fields)) => {
            let info = &scene.info;
            let mut all = serde_json::json!({
                "creator_username": info.username,
                "creator_nickname": info.nickname,
                "privacy_level_options": info.privacy_level_options,
                "comment_disabled": info.comment_disabled,
                "duet_disabled": info.duet_disabled,
                "stitch_disabled": info.stitch_disabled,
                "max_video_post_duration_sec": info.max_video_post_duration_sec,
            });
            for (name, value) in fields {
                assert!(all.get(&name).is_some(), "creator_info has no {name}");
                all[name] = value;
            }
            scene.info = serde_json::from_value(all).unwrap();
            scene.tiktok = Tiktok::Fresh;
            // As when an answer comes in: what is no longer offered is taken back for good.
            scene.choices = settle(&scene.choices, Some(&scene.info));
        }
        Event::World(World::Tiktok(tiktok)) => scene.tiktok = tiktok,
        Event::World(World::Video {
            duration_ms,
            frame_rate,
        }) => {
            scene.facts.duration_ms = duration_ms.unwrap_or(scene.facts.duration_ms);
            scene.facts.frame_rate = frame_rate.or(scene.facts.frame_rate);
        }
        Event::World(World::Inbox {
            is_granted,
            taken,
            is_unaudited,
        }) => {
            let inbox = &mut scene.inbox;
            inbox.is_granted = is_granted.unwrap_or(inbox.is_granted);
            inbox.taken = taken.unwrap_or(inbox.taken);
            inbox.is_unaudited = is_unaudited.unwrap_or(inbox.is_unaudited);
        }
        Event::World(World::FileGone) => scene.file_problem = Some("The video is not where it was.".into()),
        Event::World(World::NoAccount) => scene.account = None,
        Event::World(World::PostUnderWay) => scene.open_post = true,
        Event::World(World::CaptionOfUnits(units)) => scene.choose(&Choice::Caption {
            text: "a".repeat(units),
        }),
    }
}

/// The page with what would be sent.
fn shown(scene: &Scene) -> Value {
    let mut page = serde_json::to_value(scene.page()).unwrap();
    let settled = settle(&scene.choices, Some(&scene.info));
    page["sends"] = serde_json::to_value(video_post(&settled)).unwrap();
    page["declarationText"] = page["declaration"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|part| part["text"].as_str())
        .collect::<String>()
        .into();
    page
}

fn play(name: &str, vector: Vector) {
    let mut scene = Scene::default();
    let mut revision = scene.page().revision;
    for (number, step) in (1..).zip(vector.steps) {
        let place = format!("{name}, step {number} ({})", vector.says);
        if let Some(event) = step.happens {
            happen(&mut scene, event);
        }
        let page = shown(&scene);
        assert!(
            !step.shows.is_empty() || step.revision_changes.is_some(),
            "{place} expects nothing"
        );
        for (pointer, expected) in step.shows {
            let found = page.pointer(&pointer);
            assert_eq!(found, Some(&expected), "{place}: {pointer}");
        }
        let next = scene.page().revision;
        if let Some(changes) = step.revision_changes {
            assert_eq!(next != revision, changes, "{place}: revision");
        }
        revision = next;
    }
}

#[test]
fn every_vector_holds_and_every_rule_about_a_video_has_one() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../tests/posting-page");
    let mut rules = BTreeSet::new();
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    files.sort();
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let vector: Vector = serde_json::from_slice(&std::fs::read(&path).unwrap())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        rules.extend(vector.rules.iter().copied());
        play(&name, vector);
    }
    // Rule 16 is the posts screen's.
    assert_eq!(rules, (1..=15).collect());
}
