//! Plays the files of `tests/posting-page`: each is one rule as a person can read it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::Value;

use tiktok::{PhotoMode, PhotoPost};

use super::images;
use super::scene::{Scene, Tiktok, photo};
use crate::media::PhotoFormat;
use crate::posting_page::{Choices, photo_post, settle, video_post};
use crate::view::Choice;

/// One file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vector {
    /// Rules of R§13.3 this file shows.
    rules: Vec<u8>,
    /// What it shows, one sentence.
    says: String,
    /// What is posted.
    #[serde(default)]
    media: Kind,
    steps: Vec<Step>,
}

#[derive(Deserialize, Clone, Copy, Default, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Kind {
    #[default]
    Video,
    Photos,
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
    /// So many photos that fit.
    Photos { count: usize },
    /// One photo is another one.
    Photo {
        number: usize,
        format: Option<Format>,
        size: Option<u64>,
        width: Option<u32>,
        height: Option<u32>,
    },
    /// The file is gone.
    FileGone,
    /// There is another file in its place.
    AnotherFile,
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
    /// That post is through.
    PostOver,
    /// A title of photos of so many UTF-16 units is written.
    TitleOfUnits(usize),
    /// A caption of so many UTF-16 units is written.
    CaptionOfUnits(usize),
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum Format {
    Jpeg,
    WebP,
    Other,
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
        Event::World(World::Photos { count }) => scene.photos = Some(vec![photo(); count]),
        Event::World(World::Photo {
            number,
            format,
            size,
            width,
            height,
        }) => {
            let photo = &mut scene.photos.as_mut().unwrap()[number - 1];
            photo.format = format.map_or(photo.format, |format| match format {
                Format::Jpeg => PhotoFormat::Jpeg,
                Format::WebP => PhotoFormat::WebP,
                Format::Other => PhotoFormat::Other,
            });
            photo.size = size.unwrap_or(photo.size);
            photo.width = width.unwrap_or(photo.width);
            photo.height = height.unwrap_or(photo.height);
        }
        Event::World(World::AnotherFile) => scene.fingerprint = "another",
        Event::World(World::PostOver) => scene.open_post = false,
        Event::World(World::TitleOfUnits(units)) => scene.choose(&Choice::PhotoTitle {
            text: "a".repeat(units),
        }),
        Event::World(World::FileGone) => scene.file_problem = Some("The video is not where it was.".into()),
        Event::World(World::NoAccount) => scene.account = None,
        Event::World(World::PostUnderWay) => scene.open_post = true,
        Event::World(World::CaptionOfUnits(units)) => scene.choose(&Choice::Caption {
            text: "a".repeat(units),
        }),
    }
}

/// What would be sent, under TikTok's names (R§8.1, R§8.3).
fn sends(scene: &Scene, choices: &Choices) -> Value {
    match &scene.photos {
        None => serde_json::to_value(video_post(choices)).unwrap(),
        Some(photos) => photo_post(choices, images(photos.len())).map_or(Value::Null, of_photos),
    }
}

fn of_photos(post: PhotoPost) -> Value {
    let (post_mode, settings) = match post.mode {
        PhotoMode::Direct(settings) => ("DIRECT_POST", Some(settings)),
        PhotoMode::Inbox => ("MEDIA_UPLOAD", None),
    };
    serde_json::json!({
        "post_mode": post_mode,
        "is_aigc": post.is_aigc,
        "title": post.title,
        "description": post.description,
        "settings": settings,
        "photos": post.images.len(),
        "photo_cover_index": post.cover_index,
    })
}

/// The page with what would be sent.
fn shown(scene: &Scene) -> Value {
    let mut page = serde_json::to_value(scene.page()).unwrap();
    let settled = settle(&scene.choices, Some(&scene.info));
    page["sends"] = sends(scene, &settled);
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
    let mut scene = match vector.media {
        Kind::Video => Scene::default(),
        Kind::Photos => Scene::of_photos(),
    };
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

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../tests/posting-page")
}

/// Every file with its name.
fn vectors() -> Vec<(String, Vector)> {
    let files = std::fs::read_dir(folder()).unwrap();
    let paths = files.map(|file| file.unwrap().path());
    let mut paths: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let vector = serde_json::from_slice(&std::fs::read(&path).unwrap());
        let vector = vector.unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, vector)
    };
    paths.into_iter().map(read).collect()
}

#[test]
fn every_vector_holds() {
    for (name, vector) in vectors() {
        play(&name, vector);
    }
}

/// Names of the vectors that show a rule; 0 stands for none of them.
type ByRule = BTreeMap<u8, BTreeSet<String>>;

fn by_rule(kind: Option<Kind>) -> ByRule {
    let mut shown = ByRule::new();
    for (name, vector) in vectors() {
        if kind.is_some_and(|kind| kind != vector.media) {
            continue;
        }
        let none = vector.rules.is_empty().then_some(0);
        for rule in vector.rules.into_iter().chain(none) {
            shown.entry(rule).or_default().insert(name.clone());
        }
    }
    shown
}

#[test]
fn every_rule_has_a_vector_for_a_video_and_where_photos_differ_for_photos() {
    let rules = |kind| by_rule(Some(kind)).into_keys().filter(|rule| *rule > 0);
    assert_eq!(
        rules(Kind::Video).collect::<Vec<_>>(),
        (1..=16).collect::<Vec<_>>()
    );
    // A name, a refusal, the declaration of branded content and what follows a press are the same.
    let differ: Vec<u8> = rules(Kind::Photos).collect();
    assert_eq!(differ, [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
}

/// The tables of the README: `| 5 | rule | `name`, `name` |`.
#[test]
fn the_readme_lists_every_vector_under_its_rules() {
    let text = std::fs::read_to_string(folder().join("README.md")).unwrap();
    let mut listed = ByRule::new();
    for line in text.lines().filter(|line| line.starts_with("| ")) {
        let number = line.split('|').nth(1).unwrap().trim();
        let Ok(rule) = number.replace('–', "0").parse() else {
            continue;
        };
        let names = line.rsplit('|').nth(1).unwrap().split('`').skip(1).step_by(2);
        listed.insert(rule, names.map(str::to_owned).collect());
    }
    assert_eq!(listed, by_rule(None));
}
