//! The cover of a post.

use studio::view::*;

use super::Stage;

#[tokio::test(flavor = "multi_thread")]
async fn a_cover_has_a_frame_of_the_video() {
    let stage = Stage::new().await;
    let id = stage.draft().await;
    let page = stage.choose(&id, Choice::Cover { ms: Some(60_000) }).await;
    assert_eq!(page.cover_ms, Some(page.preview.last_frame_ms));
    assert!(page.cover_ms < page.file.duration_ms);
    let page = stage.choose(&id, Choice::Cover { ms: Some(-7) }).await;
    assert_eq!(page.cover_ms, Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_inbox_takes_no_cover_and_gives_it_back_with_the_other_way() {
    let stage = Stage::new().await;
    let id = stage.draft().await;
    stage.choose(&id, Choice::Cover { ms: Some(40) }).await;
    let page = stage.choose(&id, Choice::Mode { mode: Mode::Inbox }).await;
    assert_eq!((page.cover_ms, page.preview.cover), (None, None));
    let page = stage.choose(&id, Choice::Mode { mode: Mode::Direct }).await;
    assert_eq!(page.cover_ms, Some(40));
    assert!(page.preview.cover.is_some());
}
