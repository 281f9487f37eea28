//! Leaving: one account, with or without its work, or everything.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use studio::Studio;
use studio::ids::{AccountId, DraftId, PostId};
use studio::media::{Container, Fingerprint};
use studio::posting_page::{Choices, Terms};
use studio::problem::Code;
use studio::publishing::Agreed;
use studio::view::{Grant, Keep, Leave, SignInWay, TikTokAppForm};

use super::{STAYS, only};
use crate::support::{Desk, connect, eventually};

const NOTHING_STAYS: Leave = Leave {
    keep: Keep::Nothing,
    grant: Grant::GiveBack,
};

/// A short clip of the creator's own, outside the studio's data.
fn clip(desk: &Desk) -> PathBuf {
    let path = desk.file("ramen.mp4");
    let source = "testsrc2=size=360x640:rate=30:duration=1";
    let status = Command::new("ffmpeg")
        .args([
            "-nostdin",
            "-loglevel",
            "error",
            "-y",
            "-f",
            "lavfi",
            "-i",
            source,
        ])
        .args(["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"])
        .arg(&path)
        .status()
        .expect("these tests need ffmpeg");
    assert!(status.success());
    path
}

/// A draft for the account that is active.
async fn draft(studio: &Studio, file: &Path) -> DraftId {
    let added = studio.drafts().add(vec![file.to_owned()]).await.unwrap();
    added.drafts.into_iter().next().unwrap()
}

/// What a creator agrees to, as the posting page would make it.
pub async fn agreed(studio: &Studio, account: &AccountId, draft: &DraftId, file: &Path) -> Agreed {
    let ask =
        |session: studio::accounts::Session| async move { session.client.creator_info(&session.token).await };
    let info = studio.accounts().call(account, ask).await.unwrap();
    let privacy = Some(info.privacy_level_options[0].as_str().to_owned());
    Agreed {
        draft: draft.clone(),
        account: account.clone(),
        title: "Ramen at 2am".into(),
        choices: Choices {
            privacy,
            ..Choices::default()
        },
        fingerprint: Fingerprint::of(&File::open(file).unwrap()).unwrap(),
        path: file.to_owned(),
        container: Container::Mp4,
        revision: "r1".into(),
        terms: Some(Terms::from(&info)),
        duration_ms: 1_000,
    }
}

async fn post(studio: &Studio, account: &AccountId, draft: &DraftId, file: &Path) -> PostId {
    let agreed = agreed(studio, account, draft, file).await;
    studio.publishing().start(agreed, None).await.unwrap()
}

pub async fn reaches(studio: &Studio, id: &PostId, stage: &str) {
    eventually(studio, stage, || async {
        let detail = studio.publishing().detail(id).await.unwrap();
        (detail.card.stage == stage).then_some(())
    })
    .await;
}

async fn posts(studio: &Studio) -> usize {
    let list = studio.publishing().list().await.unwrap();
    list.groups.iter().map(|group| group.posts.len()).sum()
}

/// Names this data folder's entries in the keyring.
fn folder_id(desk: &Desk) -> String {
    let database = rusqlite::Connection::open(desk.config.data_dir.join("greenroom.db")).unwrap();
    let sql = "SELECT value FROM settings WHERE name = 'folder_id'";
    database.query_row(sql, [], |row| row.get(0)).unwrap()
}

async fn save_app(studio: &Studio) {
    let form = TikTokAppForm {
        client_key: "sbaw1".into(),
        client_secret: Some("very-secret-value".into()),
        way: SignInWay::Loopback,
        redirect_page: None,
        audited: false,
    };
    studio.accounts().save_tiktok_app(form).await.unwrap();
}

#[tokio::test]
async fn disconnecting_revokes_at_tiktok_and_keeps_the_badge_for_the_history() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let id = connect(&studio, "mara").await;
    assert_ne!(desk.host.state().await["access_tokens"], serde_json::json!({}));
    studio.accounts().disconnect(&id, STAYS).await.unwrap();
    assert!(studio.accounts().list().await.unwrap().is_empty());
    assert_eq!(studio.accounts().active().await.unwrap(), None);
    let state = desk.host.state().await;
    assert_eq!(
        (&state["access_tokens"], &state["refresh_tokens"]),
        (&serde_json::json!({}), &serde_json::json!({}))
    );
    assert_eq!(
        studio.accounts().badge(&id).await.unwrap().nickname,
        "Mara Lindqvist"
    );
    assert!(studio.accounts().session(&id).await.is_err());
    assert_eq!(
        connect(&studio, "mara").await,
        id,
        "the same creator brings the account back"
    );
}

#[tokio::test]
async fn an_account_whose_grant_cannot_be_taken_back_stays_connected() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let id = connect(&studio, "mara").await;
    desk.host.set_unreachable(true);
    let problem = studio.accounts().disconnect(&id, STAYS).await.unwrap_err();
    assert_eq!(problem.code, studio::problem::Code::Offline);
    assert_eq!(only(&studio).await.badge.id, id);
    desk.host.set_unreachable(false);
    studio.accounts().disconnect(&id, STAYS).await.unwrap();
}

#[tokio::test]
async fn an_account_that_cannot_be_given_back_can_be_left_all_the_same() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let id = connect(&studio, "mara").await;
    desk.host.set_unreachable(true);
    let leave = Leave {
        grant: Grant::LeaveIfNeeded,
        ..STAYS
    };
    studio.accounts().disconnect(&id, leave).await.unwrap();
    assert!(studio.accounts().list().await.unwrap().is_empty());
    desk.host.set_unreachable(false);
    assert_ne!(
        desk.host.state().await["access_tokens"],
        serde_json::json!({}),
        "TikTok was not asked"
    );
}

#[tokio::test]
async fn a_token_that_ran_out_is_renewed_before_it_is_given_back() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let id = connect(&studio, "mara").await;
    desk.hand.advance(Duration::from_secs(3 * 3600));
    studio.accounts().disconnect(&id, STAYS).await.unwrap();
    let state = desk.host.state().await;
    assert_eq!(state["tokens_issued"], 2);
    assert_eq!(state["refresh_tokens"], serde_json::json!({}));
}

#[tokio::test]
async fn the_work_of_an_account_stays_or_goes_as_the_creator_chooses() {
    for (leave, stays) in [(STAYS, 1), (NOTHING_STAYS, 0)] {
        let desk = Desk::new().with_system_clock();
        let studio = desk.open().await;
        let file = clip(&desk);
        let nord = connect(&studio, "nord").await;
        let of_nord = draft(&studio, &file).await;
        let mara = connect(&studio, "mara").await;
        let of_mara = draft(&studio, &file).await;
        let posted = post(&studio, &mara, &of_mara, &file).await;
        reaches(&studio, &posted, "live").await;

        studio.accounts().disconnect(&mara, leave).await.unwrap();
        assert_eq!(only(&studio).await.badge.id, nord);
        let drafts = studio.drafts().list().await.unwrap();
        assert_eq!(drafts.len(), 1 + stays);
        assert!(
            drafts.iter().any(|card| card.id == of_nord),
            "another's work stays"
        );
        assert_eq!(posts(&studio).await, stays);
        assert_eq!(studio.accounts().badge(&mara).await.is_ok(), stays == 1);
        assert!(file.is_file(), "media files are the creator's");
        let back = connect(&studio, "mara").await;
        assert_eq!(back == mara, stays == 1);
    }
}

#[tokio::test]
async fn a_post_on_its_way_ends_with_the_work_of_its_account() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let file = clip(&desk);
    let mara = connect(&studio, "mara").await;
    let of_mara = draft(&studio, &file).await;
    let slow = serde_json::json!({ "endpoint": "upload", "kind": "delay_ms", "ms": 60_000 });
    desk.host
        .restart_with(vec![serde_json::from_value(slow).unwrap()])
        .await;
    let id = post(&studio, &mara, &of_mara, &file).await;
    let name = format!("{}/upload/{id}", folder_id(&desk));
    eventually(&studio, "the upload address", || async {
        desk.config.secrets.read(&name).await.unwrap()
    })
    .await;
    studio.accounts().disconnect(&mara, NOTHING_STAYS).await.unwrap();
    assert_eq!(desk.config.secrets.read(&name).await.unwrap(), None);
    assert!(studio.publishing().detail(&id).await.is_err());
    assert_eq!(posts(&studio).await, 0);
}

#[tokio::test]
async fn after_everything_was_deleted_the_studio_starts_like_new() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let file = clip(&desk);
    save_app(&studio).await;
    let id = connect(&studio, "mara").await;
    connect(&studio, "nord").await;
    draft(&studio, &file).await;
    let folder = folder_id(&desk);
    let app = format!("{folder}/app/sbaw1");
    assert!(desk.config.secrets.read(&app).await.unwrap().is_some());
    for name in ["greenroom.log", "practice.json"] {
        std::fs::write(desk.config.data_dir.join(name), "x").unwrap();
    }
    std::fs::write(desk.config.data_dir.join("holiday.mp4"), "x").unwrap();

    studio.erase(Grant::GiveBack).await.unwrap();
    let state = desk.host.state().await;
    assert_eq!(
        (&state["access_tokens"], &state["refresh_tokens"]),
        (&serde_json::json!({}), &serde_json::json!({}))
    );
    assert_eq!(desk.config.secrets.read(&app).await.unwrap(), None);
    drop(studio);

    let studio = desk.open().await;
    let snapshot = studio.snapshot().await.unwrap();
    assert!(snapshot.accounts.is_empty() && snapshot.active_account.is_none());
    assert_eq!((snapshot.draft_count, snapshot.tiktok_app.client_key), (0, None));
    assert!(!snapshot.settings.welcomed);
    assert!(studio.accounts().badge(&id).await.is_err());
    assert_ne!(folder_id(&desk), folder);
    for name in ["greenroom.log", "practice.json", "erase"] {
        assert!(!desk.config.data_dir.join(name).exists(), "{name}");
    }
    assert!(file.is_file() && desk.config.data_dir.join("holiday.mp4").is_file());
    drop(studio);
    let studio = desk.open().await;
    let kept = connect(&studio, "mara").await;
    drop(studio);
    let studio = desk.open().await;
    assert_eq!(only(&studio).await.badge.id, kept, "it happens once");
}

#[tokio::test]
async fn what_cannot_be_given_back_stops_the_deletion_until_the_creator_insists() {
    let desk = Desk::new();
    let studio = desk.open().await;
    connect(&studio, "mara").await;
    desk.host.set_unreachable(true);
    let problem = studio.erase(Grant::GiveBack).await.unwrap_err();
    assert_eq!(problem.code, Code::Offline);
    drop(studio);
    let studio = desk.open().await;
    only(&studio).await;
    studio.erase(Grant::LeaveIfNeeded).await.unwrap();
    drop(studio);
    let studio = desk.open().await;
    assert!(studio.accounts().list().await.unwrap().is_empty());
}
