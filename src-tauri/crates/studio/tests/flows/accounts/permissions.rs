//! Permissions and their last use.

use std::time::Duration;

use studio::Studio;
use studio::ids::AccountId;
use studio::view::PermissionView;

use super::only;
use crate::support::{Desk, connect, eventually};

const NOT_YET: &str = "Not used yet";

/// When the permissions were last of use, in their order: profile, videos, inbox, post.
async fn used(studio: &Studio) -> Vec<String> {
    let permissions = only(studio).await.permissions;
    permissions
        .into_iter()
        .map(|one: PermissionView| one.last_used)
        .collect()
}

async fn list_videos(studio: &Studio, id: &AccountId) {
    studio.videos().refresh(id).await;
    eventually(studio, "the videos", || async {
        let list = studio.videos().list(id).await.unwrap();
        (!list.asking && list.asked_at.is_some()).then_some(())
    })
    .await;
}

#[tokio::test]
async fn each_permission_says_what_it_is_for_and_when_it_was_of_use() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let id = connect(&studio, "mara").await;
    let account = only(&studio).await;
    assert!(
        account
            .permissions
            .iter()
            .all(|one| one.purpose.ends_with('.') && one.granted)
    );
    let before = used(&studio).await;
    assert!(
        before[0].starts_with("Used today at "),
        "the sign-in read the profile: {before:?}"
    );
    assert_eq!(before[1..], [NOT_YET, NOT_YET, NOT_YET]);

    list_videos(&studio, &id).await;
    studio
        .accounts()
        .note_profile(&id, "Mara Lindqvist", "mara.cooks", None)
        .await;
    let after = used(&studio).await;
    assert!(after[1].starts_with("Used today at "), "{after:?}");
    assert_eq!(after[2], NOT_YET);
    assert!(after[3].starts_with("Used today at "), "{after:?}");
}

#[tokio::test]
async fn a_use_outlives_a_restart_and_is_written_at_most_once_a_minute() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let id = connect(&studio, "mara").await;
    list_videos(&studio, &id).await;
    let first = stored_at(&desk);
    desk.hand.advance(Duration::from_secs(59));
    studio.accounts().note_use(&id, tiktok::Scope::VideoList).await;
    drop(studio);
    let studio = desk.open().await;
    studio.accounts().note_use(&id, tiktok::Scope::VideoList).await;
    assert_eq!(stored_at(&desk), first, "also after a restart");
    desk.hand.advance(Duration::from_secs(1));
    studio.accounts().note_use(&id, tiktok::Scope::VideoList).await;
    assert_eq!(stored_at(&desk), first, "this run has noted one a second ago");
    desk.hand.advance(Duration::from_secs(59));
    studio.accounts().note_use(&id, tiktok::Scope::VideoList).await;
    assert_eq!(stored_at(&desk), first + 119_000);
    desk.hand.advance(Duration::from_secs(2 * 24 * 3600));
    assert!(used(&studio).await[1].starts_with("Last used "));
}

/// When the database says the videos were last read, UTC milliseconds.
fn stored_at(desk: &Desk) -> i64 {
    let database = rusqlite::Connection::open(desk.config.data_dir.join("greenroom.db")).unwrap();
    let sql = "SELECT used_at FROM permission_uses WHERE scope = 'video.list'";
    database.query_row(sql, [], |row| row.get(0)).unwrap()
}
