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
    let free_at = async || match stage.show(&id).await {
        PostingPage {
            creator: CreatorView::Unavailable { retry_at, .. },
            quota: None,
            ..
        } => retry_at.unwrap(),
        page => panic!("{:?} {:?}", page.creator, page.quota),
    };
    let first = free_at().await;
    stage.desk.hand.advance(Duration::from_secs(600));
    assert_eq!(free_at().await, first, "refused again, and free at the same time");
    stage.choose(&id, Choice::Mode { mode: Mode::Inbox }).await;
    let page = stage.page(&id).await;
    assert_eq!(page.quota, None, "the inbox has places of its own");
}
