//! The network is gone and comes back: one post tries for all, and all go on by themselves.

use studio::view::HistoryLine;

use super::*;

/// Whatever is asked, a page that is not TikTok's answers.
fn portal() -> Fault {
    Fault {
        endpoint: None,
        count: None,
        ..fault(Endpoint::CreatorInfo, Kind::Html200, 0)
    }
}

fn asked(stage: &Stage) -> u64 {
    let state = stage.host.0.state();
    let requests = state["requests"].as_object().unwrap();
    let of_posts = ["creator_info", "status", "video_init"];
    of_posts
        .iter()
        .filter_map(|name| requests.get(*name)?.as_u64())
        .sum()
}

async fn shows(stage: &Stage, id: &PostId, words: &str) {
    eventually(stage.studio(), words, || async {
        stage.detail(id).await.card.detail.contains(words).then_some(())
    })
    .await;
}

/// What two creators agreed to while TikTok cannot be reached; a try in vain is made again after ten
/// seconds.
async fn two_behind_a_portal() -> (Stage, Vec<Agreed>) {
    let mut desk = Desk::new();
    desk.config.pacing.status_rhythm = vec![Duration::ZERO];
    desk.config.pacing.retry_after = Duration::from_secs(10);
    let stage = Stage::beside(desk, vec![]).await;
    let mut posts = Vec::new();
    for persona in ["mara", "nord"] {
        let account = stage.connect(persona).await;
        posts.push(stage.agreed(&account, SMALL).await);
    }
    stage.host.0.arm(vec![portal()]);
    (stage, posts)
}

#[tokio::test(flavor = "multi_thread")]
async fn while_tiktok_cannot_be_reached_one_post_tries_for_all_and_then_all_go_on() {
    let (stage, posts) = two_behind_a_portal().await;
    let mut ids = Vec::new();
    for agreed in &posts {
        ids.push(stage.start(agreed).await);
    }
    for id in &ids {
        shows(&stage, id, "Something other than TikTok answered").await;
        shows(&stage, id, "Next try at").await;
    }
    let before = asked(&stage);
    let (first, second) = (stage.detail(&ids[0]).await, stage.detail(&ids[1]).await);
    stage.desk.hand.advance(Duration::from_secs(10));
    let tried = eventually(stage.studio(), "the next try", || async {
        let now = asked(&stage);
        (now > before).then_some(now)
    })
    .await;
    assert_eq!(tried, before + 1, "one tries for all");
    for told in [first, second] {
        eventually(stage.studio(), "the time of the try after it", || async {
            let now = stage.detail(&told.card.id).await.card;
            (now.detail != told.card.detail && now.detail.contains("Next try at")).then_some(())
        })
        .await;
    }
    stage.host.0.disarm();
    // The pause has doubled.
    stage.desk.hand.advance(Duration::from_secs(20));
    for id in &ids {
        stage.reaches(id, "live").await;
    }
    assert_eq!(stage.posted().len(), ids.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waited_until_tiktok_could_be_reached_says_so() {
    let (stage, posts) = two_behind_a_portal().await;
    let mut ids = Vec::new();
    for agreed in &posts {
        let id = stage.start(agreed).await;
        shows(&stage, &id, "Next try at").await;
        ids.push(id);
    }
    stage.host.0.disarm();
    stage.desk.hand.advance(Duration::from_secs(10));
    for id in &ids {
        stage.reaches(id, "live").await;
        let history = stage.detail(id).await.history;
        let waited = |line: &&HistoryLine| line.text == "Waited 10 s: TikTok could not be reached";
        assert_eq!(history.iter().filter(waited).count(), 1, "{history:#?}");
    }
}
