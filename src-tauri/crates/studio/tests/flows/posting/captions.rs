//! Captions: hashtags used before, and texts that are kept.

use studio::ids::DraftId;
use studio::problem::Code;
use studio::view::*;

use super::Stage;
use crate::support::{Desk, connect, eventually};

impl Stage {
    async fn captioned(&self, name: &str, caption: &str) -> DraftId {
        let draft = self.add(&self.clip("fits.mp4", name)).await;
        let text = caption.to_owned();
        let choice = Choice::Caption { text };
        self.studio.posting().choose(&draft, choice).await.unwrap();
        draft
    }

    async fn offered(&self, draft: &DraftId, typed: &str) -> Vec<(String, String)> {
        let found = self.studio.captions().hashtags(draft, typed).await.unwrap();
        found.tags.into_iter().map(|used| (used.tag, used.uses)).collect()
    }
}

fn used(tag: &str, uses: &str) -> (String, String) {
    (tag.to_owned(), uses.to_owned())
}

fn form(name: &str, text: &str) -> SavedTextForm {
    SavedTextForm {
        id: None,
        name: name.into(),
        text: text.into(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hashtags_come_from_the_accounts_own_other_drafts() {
    let stage = Stage::new().await;
    connect(&stage.studio, "mara").await;
    let binned = stage.captioned("binned.mp4", "#radish").await;
    stage.studio.drafts().bin(&binned).await.unwrap();
    stage.captioned("first.mp4", "Broth #ramen #Ramyeon").await;
    stage.captioned("second.mp4", "More #ramen, #soup").await;
    stage.captioned("third.mp4", "Again #ramen").await;
    let writing = stage.captioned("now.mp4", "#raw #ra").await;
    assert_eq!(
        stage.offered(&writing, "ra").await,
        [used("#ramen", "used 2 times"), used("#Ramyeon", "used once")]
    );

    connect(&stage.studio, "nord").await;
    let other = stage.captioned("other.mp4", "#ra").await;
    assert_eq!(stage.offered(&other, "ra").await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn hashtags_of_the_videos_on_the_profile_count_too() {
    let stage = Stage::new().await;
    let account = connect(&stage.studio, "mara").await;
    let writing = stage.captioned("now.mp4", "#").await;
    assert_eq!(stage.offered(&writing, "").await, []);
    stage.studio.videos().refresh(&account).await;
    let ramen = eventually(&stage.studio, "hashtags of the profile", || async {
        stage.offered(&writing, "rame").await.pop()
    });
    assert_eq!(ramen.await, used("#ramen", "used once"));
}

#[tokio::test(flavor = "multi_thread")]
async fn texts_are_kept_changed_and_forgotten() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let saved = studio.captions();
    saved.save_text(form("Zest", "#lemon")).await.unwrap();
    let all = saved
        .save_text(form(" ramen\ntags ", " #ramen\u{200b} #soup\n"))
        .await
        .unwrap();
    let names: Vec<_> = all
        .iter()
        .map(|text| (text.name.as_str(), text.text.as_str()))
        .collect();
    assert_eq!(names, [("ramen tags", "#ramen #soup"), ("Zest", "#lemon")]);
    let changed = SavedTextForm {
        id: Some(all[0].id.clone()),
        ..form("Broth", "#broth")
    };
    saved.save_text(changed).await.unwrap();
    drop(studio);

    let studio = desk.open().await;
    let all = studio.captions().saved_texts().await.unwrap();
    assert_eq!(all.len(), 2);
    assert_eq!((all[0].name.as_str(), all[0].text.as_str()), ("Broth", "#broth"));
    let left = studio.captions().forget_text(&all[0].id).await.unwrap();
    assert_eq!(left.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_without_name_or_words_or_longer_than_a_caption_is_refused() {
    let desk = Desk::new();
    let studio = desk.open().await;
    for (name, text) in [
        (" \u{200b}", "#a"),
        ("a", "\n"),
        (&"n".repeat(61), "#a"),
        ("a", &"🍜".repeat(1_101)),
    ] {
        let refused = studio.captions().save_text(form(name, text)).await.unwrap_err();
        assert_eq!(refused.code, Code::Invalid, "{name:?}");
    }
    assert_eq!(studio.captions().saved_texts().await.unwrap(), []);
    assert!(
        studio
            .captions()
            .save_text(form("a", &"🍜".repeat(1_100)))
            .await
            .is_ok()
    );
}
