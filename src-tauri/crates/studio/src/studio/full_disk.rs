//! A disk without room, as SQLite meets it: a limit on the pages of the file.

mod posts;

use std::net::TcpListener;

use super::{OpenError, Studio};
use crate::clock::Clock;
use crate::config::{Config, Pacing};
use crate::drafts::Draft;
use crate::ids::DraftId;
use crate::media::{Codec, Container, Facts, Fingerprint};
use crate::posting_page::Choices;
use crate::problem::Code;
use crate::secrets::SecretStore;
use crate::view::Choice;

fn config(folder: &std::path::Path) -> Config {
    Config {
        data_dir: folder.to_owned(),
        clock: Clock::System,
        secrets: SecretStore::memory(),
        pacing: Pacing::default(),
        practice: None,
        walkthrough: None,
        ffmpeg: None,
        window_origin: "tauri://localhost".into(),
        version: "0.0.0".into(),
        utc_offset_s: 0,
    }
}

/// A studio before it lets go of the folder a moment after it was dropped.
async fn open(config: Config) -> Studio {
    loop {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        match Studio::open(config.clone(), listener).await {
            Err(OpenError::InUse) => tokio::task::yield_now().await,
            opened => return opened.unwrap(),
        }
    }
}

/// Leaves so many pages free; `None` takes the limit away.
async fn leave(studio: &Studio, pages: Option<i64>) {
    let limit = move |db: &rusqlite::Connection| {
        let used: i64 = db.query_row("PRAGMA page_count", [], |row| row.get(0))?;
        let most = pages.map_or(i64::from(u32::MAX) - 1, |pages| used + pages);
        db.query_row(&format!("PRAGMA max_page_count = {most}"), [], |row| {
            row.get::<_, i64>(0)
        })
    };
    studio.core.store.read(limit).await.unwrap();
}

fn draft() -> Draft {
    Draft {
        id: DraftId::fresh(),
        account: None,
        choices: Choices::default(),
        path: "/videos/ramen.mp4".into(),
        file_name: "ramen.mp4".into(),
        fingerprint: Fingerprint {
            size: 1,
            modified_ns: 0,
            ends: String::new(),
        },
        facts: Facts {
            container: Container::Mp4,
            codec: Codec::H264,
            size: 1,
            duration_ms: 1_000,
            width: 1080,
            height: 1920,
            rotation: 0,
            frame_rate: Some(30.0),
            last_frame_at_ms: None,
            has_audio: true,
        },
        frame: None,
        edited_at: 0,
    }
}

fn caption(text: &str) -> Choice {
    Choice::Caption {
        text: text.to_owned(),
    }
}

#[tokio::test]
async fn a_full_disk_is_named_keeps_what_was_saved_and_is_forgotten_once_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let studio = open(config(folder.path())).await;
    let draft = draft();
    let id = draft.id.clone();
    studio.core.store.insert_drafts(vec![draft]).await.unwrap();
    studio.posting().choose(&id, caption("Broth")).await.unwrap();

    leave(&studio, Some(0)).await;
    let long = "a".repeat(15_000);
    let problem = studio.posting().choose(&id, caption(&long)).await.unwrap_err();
    assert_eq!(problem.code, Code::Store);
    assert!(problem.message.starts_with("The disk is full"), "{problem:?}");
    assert!(problem.remedy.starts_with("Free some space"), "{problem:?}");
    let kept = studio.posting().page(&id).await.unwrap();
    assert_eq!(kept.caption.value, "Broth");

    leave(&studio, None).await;
    let page = studio.posting().choose(&id, caption(&long)).await.unwrap();
    assert_eq!(page.caption.value, long);
}
