//! The record of what TikTok was asked, also where no post is concerned.

use studio::Studio;
use studio::view::{ActivityPage, ActivityRow, ActivityWish, Grant, Keep, Leave, Starter};

use crate::support::{Desk, connect, eventually};

async fn page(studio: &Studio, wish: ActivityWish) -> ActivityPage {
    studio.activity().page(&wish, None).await.unwrap()
}

async fn rows(studio: &Studio) -> Vec<ActivityRow> {
    page(studio, ActivityWish::default()).await.rows
}

fn leave(keep: Keep) -> Leave {
    Leave {
        keep,
        grant: Grant::GiveBack,
    }
}

#[tokio::test]
async fn a_new_studio_has_asked_nothing() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let page = page(&studio, ActivityWish::default()).await;
    assert!(page.is_empty && page.rows.is_empty() && page.older.is_none());
    assert_eq!(page.count_label, "0 entries");
}

#[tokio::test]
async fn a_sign_in_is_told_of_the_account_it_made() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let account = connect(&studio, "mara").await;
    let rows = rows(&studio).await;
    let told: Vec<_> = rows
        .iter()
        .rev()
        .map(|row| (row.text.as_str(), row.scopes.join(" "), row.started_by.as_str()))
        .collect();
    let profile = "user.info.basic user.info.profile user.info.stats";
    assert_eq!(
        told,
        [
            ("Finished a sign-in", String::new(), "started by you"),
            ("Read the profile", profile.into(), "started by you"),
        ]
    );
    let whose = |row: &ActivityRow| row.account.as_ref().map(|badge| badge.id.clone());
    assert!(rows.iter().all(|row| whose(row) == Some(account.clone())));
}

#[tokio::test]
async fn renewing_a_sign_in_is_the_studios_own_doing() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let account = connect(&studio, "mara").await;
    desk.hand
        .advance(std::time::Duration::from_secs(23 * 3600 + 3000));
    studio.accounts().session(&account).await.unwrap();
    let wish = ActivityWish {
        starter: Some(Starter::Renewing),
        ..ActivityWish::default()
    };
    let renewed = page(&studio, wish).await;
    assert_eq!(renewed.rows.len(), 1);
    assert_eq!(renewed.rows[0].text, "Renewed the sign-in");
    assert_eq!(
        renewed.rows[0].started_by,
        "started by Greenroom, to stay signed in"
    );
}

#[tokio::test]
async fn videos_are_read_under_their_permission_and_trouble_is_told_in_words() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let account = connect(&studio, "mara").await;
    studio.videos().refresh(&account).await;
    let read = eventually(&studio, "the list", || async {
        rows(&studio)
            .await
            .into_iter()
            .find(|row| row.text == "Read the list of videos")
    });
    let read = read.await;
    assert_eq!((read.scopes, read.done), (vec!["video.list".to_owned()], true));

    desk.host.set_unreachable(true);
    desk.host.stop().await;
    eventually(&studio, "the end of the question", || async {
        (!studio.videos().list(&account).await.unwrap().asking).then_some(())
    })
    .await;
    studio.videos().refresh(&account).await;
    let failed = eventually(&studio, "the trouble", || async {
        rows(&studio).await.into_iter().find(|row| !row.done)
    });
    assert_eq!(failed.await.answer, "TikTok cannot be reached.");
}

#[tokio::test]
async fn the_record_stays_with_the_work_and_goes_with_it() {
    let desk = Desk::new();
    let studio = desk.open().await;
    let account = connect(&studio, "mara").await;
    studio
        .accounts()
        .disconnect(&account, leave(Keep::Work))
        .await
        .unwrap();
    let kept = page(&studio, ActivityWish::default()).await;
    assert_eq!(kept.rows[0].text, "Gave the permission back");
    assert_eq!(kept.accounts[0].id, account, "also of one that is disconnected");

    let again = connect(&studio, "mara").await;
    studio
        .accounts()
        .disconnect(&again, leave(Keep::Nothing))
        .await
        .unwrap();
    assert!(page(&studio, ActivityWish::default()).await.is_empty);
}

#[tokio::test]
async fn a_search_that_finds_nothing_is_not_an_empty_record() {
    let desk = Desk::new();
    let studio = desk.open().await;
    connect(&studio, "mara").await;
    let wish = |search: &str| ActivityWish {
        search: search.into(),
        ..ActivityWish::default()
    };
    let none = page(&studio, wish("giraffe")).await;
    assert!(none.rows.is_empty() && !none.is_empty);
    let one = page(&studio, wish("profile")).await;
    assert_eq!((one.rows.len(), one.count_label.as_str()), (1, "1 entry"));
    assert!(studio.activity().size().await.unwrap().contains("1 kB"));
}
