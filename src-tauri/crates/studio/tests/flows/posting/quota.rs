//! What the page estimates of TikTok's quotas before a post is sent.

use std::time::Duration;

use super::*;
use crate::support::connect;

impl Stage {
    async fn quota(&self, id: &DraftId) -> Option<QuotaNote> {
        self.show(id).await.quota
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_from_here_is_counted_for_a_day() {
    let stage = Stage::new().await;
    connect(&stage.studio, "mara").await;
    let id = stage.draft().await;
    assert_eq!(stage.quota(&id).await, None, "nothing to tell");
    let page = stage.choose_everyone(&id).await;
    let post = stage.studio.posting().publish(&id, &page.revision).await.unwrap();
    eventually(&stage.studio, "live", || async {
        stage.desk.hand.advance(Duration::from_secs(1));
        let detail = stage.studio.publishing().detail(&post).await.unwrap();
        (detail.card.stage == "live").then_some(())
    })
    .await;
    let next = stage.draft().await;
    let quota = stage.quota(&next).await.unwrap();
    assert_eq!(
        (quota.text.as_str(), quota.warns),
        (
            "Greenroom sent 1 post with this account in the last 24 hours.",
            false
        )
    );
    stage.desk.hand.advance(Duration::from_secs(24 * 3600));
    assert_eq!(stage.quota(&next).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_remembered_and_its_estimate_does_not_move_away() {
    let stage = Stage::new().await;
    connect(&stage.studio, "capped").await;
    let id = stage.draft().await;
    let first = stage.quota(&id).await.unwrap();
    assert!(
        first.warns && first.text.starts_with("TikTok took no more at "),
        "{}",
        first.text
    );
    assert!(first.text.contains("That is an estimate"), "{}", first.text);
    stage.desk.hand.advance(Duration::from_secs(600));
    assert_eq!(
        stage.quota(&id).await,
        Some(first),
        "refused again, and free at the same time"
    );
    let inbox = stage.choose(&id, Choice::Mode { mode: Mode::Inbox }).await;
    assert_eq!(inbox.quota, None, "the inbox has places of its own");
}
