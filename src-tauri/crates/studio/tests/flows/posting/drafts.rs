//! Drafts: what becomes of files.

use std::fs::File;
use std::io::{Cursor, Write};
use std::time::Duration;

use studio::problem::Code;
use studio::view::*;

use super::{Stage, clips};
use crate::support::{Desk, connect, eventually, hears};

#[tokio::test(flavor = "multi_thread")]
async fn files_become_drafts_in_their_order_and_the_others_say_why_not() {
    let stage = Stage::new().await;
    let account = connect(&stage.studio, "mara").await;
    let text = stage.desk.file("notes.txt");
    std::fs::write(&text, "not a video").unwrap();
    let (first, second) = (stage.clip("fits.mp4", "a.mp4"), stage.clip("fast.mp4", "b.mp4"));
    let nowhere = stage.desk.file("nowhere.mp4");
    let folder = stage.desk.file("folder");
    std::fs::create_dir(&folder).unwrap();
    // The first one by another path.
    let again = stage.desk.file("folder/../a.mp4");
    let files = vec![first.clone(), text, second, first, again, nowhere, folder];
    let added = stage.studio.drafts().add(files).await.unwrap();

    let mut names = Vec::new();
    for id in &added.drafts {
        let draft = stage.studio.drafts().read(id).await.unwrap();
        assert_eq!(draft.account.as_ref(), Some(&account));
        names.push(draft.file_name);
    }
    assert_eq!(names, ["a.mp4", "b.mp4"]);
    let refused: Vec<_> = added.refused.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(refused, ["notes.txt", "nowhere.mp4", "folder"]);
    for file in &added.refused {
        // A fact and a way on, both finished sentences.
        assert!(
            file.reason.matches(". ").count() >= 1 && !file.reason.contains("media-"),
            "{}",
            file.reason
        );
    }
    assert_eq!(stage.studio.drafts().count().await.unwrap(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_files_at_once_are_enough() {
    let stage = Stage::new().await;
    let files = (0..52)
        .map(|n| stage.clip("fast.mp4", &format!("{n}.mp4")))
        .collect();
    let added = stage.studio.drafts().add(files).await.unwrap();
    assert_eq!(added.drafts.len(), 50);
    // One line for all the rest.
    let [refused] = added.refused.as_slice() else {
        panic!("{:?}", added.refused)
    };
    assert_eq!(refused.name, "50.mp4");
    assert!(
        refused
            .reason
            .starts_with("These are more than 50 files at once.")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn ffmpeg_takes_a_frame_in_the_background() {
    let mut desk = Desk::new();
    desk.config.ffmpeg = Some("ffmpeg".into());
    let stage = Stage::of(desk).await;
    let id = stage.draft().await;
    let card = eventually(&stage.studio, "a frame", || async {
        Some(stage.card(&id).await).filter(|card| card.thumbnail.is_some())
    })
    .await;
    assert_eq!(card.title, "ramen.mp4");
    assert!(!stage.page(&id).await.file.wants_frame);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_ffmpeg_finds_no_frame_the_window_is_asked_for_one() {
    let mut desk = Desk::new();
    desk.config.ffmpeg = Some("/nowhere/ffmpeg".into());
    let stage = Stage::of(desk).await;
    let id = stage.draft().await;
    eventually(&stage.studio, "the wish for a frame", || async {
        stage.page(&id).await.file.wants_frame.then_some(())
    })
    .await;

    let refused = stage.studio.drafts().set_frame(&id, b"no picture").await;
    assert_eq!(refused.unwrap_err().code, Code::Invalid);
    let mut png = Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(800, 1600)
        .write_to(&mut png, image::ImageFormat::Png)
        .unwrap();
    stage.studio.drafts().set_frame(&id, png.get_ref()).await.unwrap();
    let page = stage.page(&id).await;
    assert!(page.file.thumbnail.is_some() && !page.file.wants_frame);
    let kept = stage.studio.drafts().read(&id).await.unwrap().frame.unwrap();
    let kept = image::load_from_memory(&kept).unwrap();
    assert_eq!((kept.width(), kept.height()), (480, 960));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_goes_to_the_bin_and_comes_back_as_it_was() {
    let stage = Stage::new().await;
    let id = stage.draft().await;
    stage
        .choose(
            &id,
            Choice::Caption {
                text: "Ramen at 2am".into(),
            },
        )
        .await;
    let mut changes = stage.studio.changes();
    stage.studio.drafts().bin(&id).await.unwrap();
    hears(&mut changes, &[Change::Drafts]).await;
    assert_eq!(stage.studio.drafts().count().await.unwrap(), 0);
    assert!(stage.studio.drafts().list().await.unwrap().is_empty());
    stage.studio.drafts().restore(&id).await.unwrap();
    assert_eq!(stage.card(&id).await.title, "Ramen at 2am");
    let nobody = studio::ids::DraftId::from_text("nobody");
    assert_eq!(
        stage.studio.drafts().bin(&nobody).await.unwrap_err().code,
        Code::Stale
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_in_the_bin_for_a_month_is_gone_when_something_new_is_added() {
    let stage = Stage::new().await;
    let old = stage.draft().await;
    stage.studio.drafts().bin(&old).await.unwrap();
    stage.desk.hand.advance(Duration::from_secs(29 * 24 * 3600));
    let fresh = stage.draft().await;
    stage.studio.drafts().bin(&fresh).await.unwrap();
    assert!(stage.studio.drafts().read(&old).await.is_ok());
    stage.desk.hand.advance(Duration::from_secs(2 * 24 * 3600));
    stage.draft().await;
    assert_eq!(
        stage.studio.drafts().read(&old).await.unwrap_err().code,
        Code::Stale
    );
    assert!(stage.studio.drafts().read(&fresh).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn drafts_survive_a_restart() {
    let stage = Stage::new().await;
    connect(&stage.studio, "mara").await;
    let id = stage.draft().await;
    stage.show(&id).await;
    stage
        .choose(
            &id,
            Choice::Caption {
                text: "Ramen 🍜".into(),
            },
        )
        .await;
    let before = stage.choose_everyone(&id).await;
    let Stage { desk, studio, .. } = stage;
    drop(studio);
    let studio = desk.open().await;
    let draft = studio.drafts().read(&id).await.unwrap();
    assert_eq!(draft.choices.caption, "Ramen 🍜");
    assert_eq!(draft.choices.privacy, before.privacy.unwrap().value);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_says_where_it_stands() {
    let stage = Stage::new().await;
    connect(&stage.studio, "mara").await;
    let id = stage.draft().await;
    let card = stage.card(&id).await;
    assert_eq!(
        (card.condition, card.condition_label.as_str()),
        (DraftCondition::New, "New")
    );
    assert!(card.note.starts_with("Added "), "{}", card.note);
    assert_eq!(card.account.unwrap().nickname, "Mara Lindqvist");

    stage.choose(&id, Choice::Ai { on: true }).await;
    let card = stage.card(&id).await;
    assert_eq!(card.condition, DraftCondition::InWork);
    assert!(card.note.starts_with("Edited "), "{}", card.note);

    let fast = stage.add(&stage.clip("fast.mp4", "fast.mp4")).await;
    let card = stage.card(&fast).await;
    assert_eq!(card.condition, DraftCondition::DoesNotFit);
    assert_eq!(card.note, "61 frames a second is one too many.");

    stage.show(&id).await;
    let page = stage.choose_everyone(&id).await;
    stage.studio.posting().publish(&id, &page.revision).await.unwrap();
    // The practice TikTok is done at once, but the studio's clock stands still between
    // its looks at the status, so the post is on its way until the clock moves.
    let card = eventually(&stage.studio, "a post", || async {
        stage.desk.hand.advance(Duration::from_secs(1));
        Some(stage.card(&id).await).filter(|card| card.condition == DraftCondition::Posted)
    })
    .await;
    assert!(card.note.starts_with("Posted "), "{}", card.note);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moved_video_is_missed_and_found_again() {
    let stage = Stage::new().await;
    connect(&stage.studio, "mara").await;
    let file = stage.clip("fits.mp4", "Kamera SSD/ramen.mp4");
    let id = stage.add(&file).await;
    stage.show(&id).await;
    stage.choose(&id, Choice::Cover { ms: Some(500) }).await;
    assert!(stage.choose_everyone(&id).await.publish.allowed);

    let elsewhere = stage.desk.file("elsewhere.mp4");
    std::fs::rename(&file, &elsewhere).unwrap();
    let card = stage.card(&id).await;
    assert_eq!(card.condition, DraftCondition::VideoMoved);
    assert_eq!(card.note, "Last seen in “Kamera SSD”");
    let page = stage.page(&id).await;
    assert!(!page.publish.allowed);
    assert_eq!(page.findings[0].fact, "The video is not where it was.");
    assert_eq!(page.file.video, None);

    stage.studio.drafts().relocate(&id, &elsewhere).await.unwrap();
    let page = stage.page(&id).await;
    assert!(page.publish.allowed && page.file.video.is_some());
    assert_eq!(
        (page.file.name.as_str(), page.cover_ms),
        ("elsewhere.mp4", Some(500))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn another_video_in_place_of_the_old_one_brings_its_own_facts_and_no_cover() {
    let stage = Stage::new().await;
    let id = stage.draft().await;
    stage.choose(&id, Choice::Cover { ms: Some(1_500) }).await;
    let fast = stage.clip("fast.mp4", "other.mp4");
    stage.studio.drafts().relocate(&id, &fast).await.unwrap();
    let page = stage.page(&id).await;
    assert_eq!(page.cover_ms, None);
    assert_eq!(page.findings[0].check, "frame_rate");
    let told = page.preview.cover.unwrap().taken_back.unwrap();
    assert!(told.contains("first frame again"), "{told}");
    let page = stage.choose(&id, Choice::Cover { ms: Some(40) }).await;
    assert_eq!(
        (page.cover_ms, page.preview.cover.unwrap().taken_back),
        (Some(40), None)
    );

    let text = stage.desk.file("notes.txt");
    std::fs::write(&text, "not a video").unwrap();
    let refused = stage.studio.drafts().relocate(&id, &text).await.unwrap_err();
    assert_eq!(refused.code, Code::File);
    assert_eq!(
        stage.studio.drafts().read(&id).await.unwrap().file_name,
        "other.mp4"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_video_changed_in_place_is_noticed() {
    let stage = Stage::new().await;
    let id = stage.draft().await;
    let path = stage.studio.drafts().read(&id).await.unwrap().path;
    let mut file = File::options().append(true).open(&path).unwrap();
    file.write_all(b"more").unwrap();
    drop(file);
    assert_eq!(stage.card(&id).await.condition, DraftCondition::VideoMoved);
    let page = stage.page(&id).await;
    assert_eq!(page.findings[0].fact, "The video was changed since it was added.");

    // Also when only the time tells.
    std::fs::copy(clips().path().join("fits.mp4"), &path).unwrap();
    let touched = File::options().write(true).open(&path).unwrap();
    touched.set_modified(std::time::UNIX_EPOCH).unwrap();
    assert_eq!(stage.card(&id).await.condition, DraftCondition::VideoMoved);
}
