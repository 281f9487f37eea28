//! Which video a post became: by TikTok's id, or by the creator's word about a suggestion.

use studio::view::{LinkKind, PostVideo, VideoCard, VideoPost};

use super::*;

impl Stage {
    /// Asks for the account's videos and waits for the answer.
    pub async fn hears_videos(&self, account: &AccountId) -> Vec<VideoCard> {
        let before = self.host.0.state()["requests"]["video_list"]
            .as_u64()
            .unwrap_or(0);
        let id = account.clone();
        self.run(move |studio| async move { studio.videos().refresh(&id).await })
            .await;
        eventually(self.studio(), "the videos", || async {
            let list = self.studio().videos().list(account).await.unwrap();
            let asked = self.host.0.state()["requests"]["video_list"].as_u64();
            (!list.asking && asked > Some(before)).then_some(list.videos)
        })
        .await
    }

    /// A post that is followed no longer when the creator posts it on the phone.
    async fn posted_unseen(&self, account: &AccountId) -> PostId {
        let agreed = self.agreed_for_inbox(account, SMALL).await;
        let agreed = Agreed {
            // As long as practice says of every video.
            duration_ms: 15_000,
            ..agreed
        };
        let id = self.start(&agreed).await;
        self.reaches(&id, "in_inbox").await;
        self.act(&id, PostAction::StopFollowing).await;
        self.reaches(&id, "cancelled").await;
        let publish_id = self.inbox_uploads().pop().unwrap();
        self.posts_on_the_phone(&publish_id, "PUBLIC_TO_EVERYONE").await;
        id
    }

    async fn matched(&self, id: &PostId) -> Option<PostVideo> {
        self.detail(id).await.video
    }

    async fn says(&self, id: &PostId, video: &str, is_it: bool) -> Result<(), Code> {
        let said = self.studio().publishing().matches(id, video, is_it).await;
        said.map_err(|problem| problem.code)
    }
}

fn kind(post: &Option<VideoPost>) -> Option<LinkKind> {
    post.as_ref().map(|post| post.kind)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_and_its_video_lead_to_each_other_by_tiktoks_id() {
    let stage = Stage::with_manual_clock(vec![]).await;
    let account = stage.connect("mara").await;
    let id = stage.start(&stage.agreed(&account, SMALL).await).await;
    stage.reaches(&id, "live").await;
    assert_eq!(stage.matched(&id).await, None, "the videos were never heard");
    let videos = stage.hears_videos(&account).await;
    let card = videos.iter().find(|card| card.post.is_some()).unwrap();
    let post = card.post.clone().unwrap();
    assert_eq!((&post.id, post.kind), (&id, LinkKind::Named));
    assert!(post.text.starts_with("Sent from here "), "{}", post.text);
    let video = stage.matched(&id).await.unwrap();
    assert_eq!(
        (video.id.as_str(), video.kind),
        (card.id.as_str(), LinkKind::Named)
    );
    assert_eq!(videos.iter().filter(|card| card.post.is_some()).count(), 1);
    let refused = stage.says(&id, &video.id, false).await;
    assert_eq!(
        refused,
        Err(Code::Stale),
        "TikTok's word is not for the creator to change"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suggestion_is_marked_and_the_creators_word_about_it_is_kept() {
    let mut stage = Stage::with_manual_clock(vec![]).await;
    let account = stage.connect("mara").await;
    let id = stage.posted_unseen(&account).await;
    let videos = stage.hears_videos(&account).await;
    let suggested = stage.matched(&id).await.unwrap();
    assert_eq!(suggested.kind, LinkKind::Suggested);
    assert!(
        suggested.text.contains("TikTok has not said so"),
        "{}",
        suggested.text
    );
    let card = videos.iter().find(|card| card.id == suggested.id).unwrap();
    assert_eq!(kind(&card.post), Some(LinkKind::Suggested));

    stage.says(&id, &suggested.id, true).await.unwrap();
    stage.kill().await;
    stage.open().await;
    let confirmed = stage.matched(&id).await.unwrap();
    assert_eq!(
        (&confirmed.id, confirmed.kind),
        (&suggested.id, LinkKind::Confirmed)
    );
    assert_eq!(
        stage.detail(&id).await.card.stage,
        "cancelled",
        "our word, not TikTok's"
    );
    let history = stage.detail(&id).await.history;
    assert!(
        history
            .iter()
            .any(|line| line.text.contains("You said which video"))
    );

    stage.says(&id, &suggested.id, false).await.unwrap();
    assert_eq!(stage.matched(&id).await, None);
    stage.kill().await;
    stage.open().await;
    stage.hears_videos(&account).await;
    assert_eq!(stage.matched(&id).await, None, "declined is declined");
    assert_eq!(stage.says(&id, &suggested.id, true).await, Err(Code::Stale));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_posts_that_fit_as_well_are_not_guessed_at() {
    let stage = Stage::with_manual_clock(vec![]).await;
    let account = stage.connect("mara").await;
    let first = stage.posted_unseen(&account).await;
    let second = stage.posted_unseen(&account).await;
    stage.hears_videos(&account).await;
    assert_eq!(stage.matched(&first).await, None);
    assert_eq!(stage.matched(&second).await, None);
}
