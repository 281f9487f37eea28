//! The rules, one by one and by chance.

mod random;
mod scene;
mod vectors;

use super::*;
use crate::media::{Photo, PhotoFormat};
use crate::publishing::quotas::Refused;
use scene::Scene;

type Edit = fn(&mut Scene);

/// Every prescribed word of R§13.3, typed again from the reference and not taken from the code.
#[test]
fn the_prescribed_words_are_tiktoks_own() {
    assert_eq!(
        prescribed::INDICATE,
        "You need to indicate if your content promotes yourself, a third party, or both."
    );
    assert_eq!(
        prescribed::NOT_PRIVATE,
        "Branded content visibility cannot be set to private."
    );
    assert_eq!(
        prescribed::PROMOTIONAL,
        "Your photo/video will be labeled as 'Promotional content'"
    );
    assert_eq!(
        prescribed::PAID,
        "Your photo/video will be labeled as 'Paid partnership'"
    );
    let joined = |branded| {
        let parts = prescribed::declaration(branded);
        parts.into_iter().map(|part| part.text).collect::<String>()
    };
    assert_eq!(
        joined(false),
        "By posting, you agree to TikTok's Music Usage Confirmation."
    );
    assert_eq!(
        joined(true),
        "By posting, you agree to TikTok's Branded Content Policy and Music Usage Confirmation."
    );
}

#[test]
fn the_name_of_the_file_is_said_once() {
    let mut scene = Scene::default();
    for (caption, title, line) in [
        ("", "IMG_4471.mov", "130 MB, 0:47"),
        ("Ramen", "Ramen", "IMG_4471.mov, 130 MB, 0:47"),
    ] {
        scene.choices.caption = caption.into();
        let page = scene.page();
        assert_eq!((page.title.as_str(), page.file_line.as_str()), (title, line));
    }
}

#[test]
fn the_names_in_the_declaration_lead_to_their_pages() {
    let links = |branded| {
        let parts = prescribed::declaration(branded).into_iter();
        parts
            .filter_map(|part| Some((part.text, part.link?.address())))
            .collect::<Vec<_>>()
    };
    let music = (
        "Music Usage Confirmation".to_owned(),
        "https://www.tiktok.com/legal/page/global/music-usage-confirmation/en",
    );
    let branded = (
        "Branded Content Policy".to_owned(),
        "https://www.tiktok.com/legal/page/global/bc-policy/en",
    );
    assert_eq!(links(true), [branded, music.clone()]);
    assert_eq!(links(false), [music]);
}

#[test]
fn no_sentence_of_any_page_is_missing_from_the_catalogue() {
    let mut scenes = vec![Scene::default()];
    let edits: [Edit; 12] = [
        |scene| scene.account = None,
        |scene| scene.tiktok = scene::Tiktok::Asking,
        |scene| scene.tiktok = scene::Tiktok::Unavailable,
        |scene| scene.info.nickname = " ".into(),
        |scene| scene.file_problem = Some("gone".into()),
        |scene| scene.facts.codec = crate::media::Codec::Other("prores".into()),
        |scene| scene.facts.frame_rate = Some(61.0),
        |scene| (scene.facts.width, scene.facts.height) = (100, 5_000),
        |scene| scene.facts.size = 5_000_000_000,
        |scene| scene.facts.duration_ms = 700_000,
        |scene| scene.choices.caption = "a".repeat(2_300),
        |scene| {
            (
                scene.info.comment_disabled,
                scene.info.duet_disabled,
                scene.info.stitch_disabled,
            ) = (true, true, true);
        },
    ];
    for edit in edits {
        let mut scene = Scene::default();
        edit(&mut scene);
        scenes.push(scene);
    }
    for level in [
        "PUBLIC_TO_EVERYONE",
        "MUTUAL_FOLLOW_FRIENDS",
        "FOLLOWER_OF_CREATOR",
        "SELF_ONLY",
        "NEW_LEVEL",
    ] {
        for (own, branded) in [(false, false), (true, false), (false, true), (true, true)] {
            let mut scene = Scene::default();
            scene.info.privacy_level_options = vec![level.into()];
            scene.choices.privacy = Some(level.into());
            (
                scene.choices.disclosure,
                scene.choices.your_brand,
                scene.choices.branded_content,
            ) = (true, own, branded);
            scene.open_post = own;
            scenes.push(scene);
        }
    }
    let of_photos = scenes.clone().into_iter().flat_map(|scene| {
        let wrong = Photo {
            format: PhotoFormat::Other,
            size: u64::MAX,
            width: 9_999,
            height: 9_999,
        };
        [vec![], vec![scene::photo()], vec![wrong; 36]].map(|photos| Scene {
            photos: Some(photos),
            choices: Choices {
                photo_title: "a".repeat(91),
                ..scene.choices.clone()
            },
            ..scene.clone()
        })
    });
    scenes.extend(of_photos.collect::<Vec<_>>());
    let in_inbox = scenes.clone().into_iter().map(|scene| Scene {
        choices: Choices {
            mode: Mode::Inbox,
            ..scene.choices
        },
        inbox: InboxFacts {
            taken: 5,
            ..InboxFacts::default()
        },
        ..scene
    });
    scenes.extend(in_inbox.collect::<Vec<_>>());
    for scene in scenes {
        let text = serde_json::to_string(&scene.page()).unwrap();
        let is_key = ["\"posting-", "\"media-"].iter().any(|key| text.contains(key));
        assert!(!is_key, "a key instead of words in {text}");
    }
}

/// Addresses of so many photos.
fn images(count: usize) -> Vec<url::Url> {
    let address = |number| url::Url::parse(&format!("https://photos.example/{number}.jpg")).unwrap();
    (1..=count).map(address).collect()
}

#[test]
fn nothing_is_sent_while_a_rule_forbids_to_post() {
    let fine = Choices {
        privacy: Some("PUBLIC_TO_EVERYONE".into()),
        ..Choices::default()
    };
    assert!(video_post(&fine).is_some() && photo_post(&fine, images(1)).is_some());
    let forbidden: [fn(&mut Choices); 4] = [
        |choices| choices.privacy = None,
        |choices| choices.disclosure = true,
        |choices| {
            (choices.disclosure, choices.branded_content) = (true, true);
            choices.privacy = Some("SELF_ONLY".into());
        },
        // Boxes that a switch turned off still held.
        |choices| choices.branded_content = true,
    ];
    for forbid in forbidden {
        let mut choices = fine.clone();
        forbid(&mut choices);
        assert_eq!(video_post(&choices), None, "{choices:?}");
        assert_eq!(photo_post(&choices, images(1)), None, "{choices:?}");
    }
}

#[test]
fn a_post_of_photos_has_1_to_35_and_a_cover_among_them() {
    let choices = Choices {
        privacy: Some("SELF_ONLY".into()),
        photo_cover: 34,
        ..Choices::default()
    };
    let cover = |count| photo_post(&choices, images(count)).map(|post| post.cover_index);
    let by_count = [0, 1, 34, 35, 36].map(cover);
    assert_eq!(by_count, [None, Some(0), Some(0), Some(34), None]);
}

#[test]
fn nothing_that_tiktok_prescribes_stands_in_the_catalogue() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales/en");
    let files = std::fs::read_dir(folder).unwrap();
    for file in files {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        for prescribed in [
            prescribed::INDICATE,
            prescribed::NOT_PRIVATE,
            prescribed::PROMOTIONAL,
            prescribed::PAID,
            "By posting, you agree",
            "Music Usage Confirmation",
            "Branded Content Policy",
        ] {
            assert!(!text.contains(prescribed), "{}: {prescribed}", path.display());
        }
    }
}

#[test]
fn stored_choices_that_break_a_rule_are_settled_before_they_are_shown() {
    let choices = Choices {
        privacy: Some("SELF_ONLY".into()),
        disclosure: true,
        branded_content: true,
        ..Choices::default()
    };
    let mut scene = Scene {
        choices,
        ..Scene::default()
    };
    let page = scene.page();
    assert_eq!(page.privacy.as_ref().unwrap().value, None);
    assert!(!page.publish.allowed);
    scene.choices.disclosure = false;
    let page = scene.page();
    assert!(!page.disclosure.as_ref().unwrap().branded_content.checked);
    assert_eq!(page.disclosure.as_ref().unwrap().prompt, None);
}

#[test]
fn the_revision_changes_with_everything_that_is_shown_or_sent() {
    let ready = || {
        let mut scene = Scene::default();
        scene.choices.privacy = Some("PUBLIC_TO_EVERYONE".into());
        scene
    };
    assert!(ready().page().publish.allowed);
    let shown = ready().page().revision;
    assert_eq!(ready().page().revision, shown);
    let edits: [(&str, Edit); 24] = [
        ("draft", |scene| scene.draft = "another"),
        ("account", |scene| scene.account = Some("another")),
        ("caption", |scene| scene.choices.caption.push('x')),
        ("privacy", |scene| {
            scene.choices.privacy = Some("SELF_ONLY".into())
        }),
        ("comment", |scene| scene.choices.comment = true),
        ("stitch", |scene| scene.choices.stitch = true),
        ("duet", |scene| scene.choices.duet = true),
        ("disclosure", |scene| {
            (scene.choices.disclosure, scene.choices.your_brand) = (true, true);
        }),
        ("AI label", |scene| scene.choices.ai = true),
        ("cover", |scene| scene.choices.cover_ms = Some(1)),
        ("file", |scene| scene.fingerprint = "another"),
        ("file problem", |scene| scene.file_problem = Some("gone".into())),
        ("nickname", |scene| scene.info.nickname = "Another".into()),
        ("handle", |scene| scene.info.username = "another".into()),
        ("options", |scene| {
            scene.info.privacy_level_options.truncate(1);
        }),
        ("comments off", |scene| scene.info.comment_disabled = true),
        ("duets off", |scene| scene.info.duet_disabled = true),
        ("stitches off", |scene| scene.info.stitch_disabled = true),
        ("longest video", |scene| {
            scene.info.max_video_post_duration_sec = 300
        }),
        ("open post", |scene| scene.open_post = true),
        ("photos", |scene| scene.photos = Some(vec![scene::photo()])),
        ("title of photos", |scene| {
            scene.choices.photo_title = "Broth".into();
        }),
        ("cover of photos", |scene| scene.choices.photo_cover = 1),
        ("music", |scene| scene.choices.auto_add_music = true),
    ];
    for (what, edit) in edits {
        let mut scene = ready();
        edit(&mut scene);
        assert_ne!(scene.page().revision, shown, "{what}");
    }
}

#[test]
fn what_is_guessed_of_a_quota_is_told_and_neither_stops_a_post_nor_changes_the_consent() {
    let mut scene = Scene::default();
    scene.choices.privacy = Some("SELF_ONLY".into());
    let before = scene.page();
    assert_eq!((before.quota, before.publish.allowed), (None, true));
    let refused = Refused {
        at: scene.answered_at,
        sent: 1,
        free_at: scene.answered_at + 1,
    };
    scene.sent = Sent {
        at: vec![0],
        refused: Some(refused),
    };
    let page = scene.page();
    assert!(page.quota.is_some_and(|quota| quota.warns));
    assert!(page.publish.allowed);
    assert_eq!(page.revision, before.revision);
}

#[test]
fn clock_times_and_addresses_of_pictures_do_not_change_the_revision() {
    let shown = Scene::default().page().revision;
    let mut scene = Scene::default();
    scene.answered_at += 60_000;
    scene.thumbnail = Some("http://127.0.0.1:1/p/2".into());
    scene.info.avatar_url = Some("https://cdn/2".into());
    assert_eq!(scene.page().revision, shown);
}
