//! What a creator learns about a post after it went live: that it is public no longer, or again.

use serde_json::json;
use studio::view::StepState;

use super::*;

const BROKEN: [Kind; 3] = [Kind::Status500, Kind::Empty200, Kind::WrongJson];

impl Stage {
    /// The latest post stops being public.
    async fn taken_down(&self) {
        let state = self.host.0.state();
        let id = state["posts"].as_array().unwrap().last().unwrap()["video_id"].clone();
        self.practice("hide", json!({ "video_id": id })).await;
    }

    async fn account(&self, is_private: bool) {
        self.practice("account", json!({ "persona": "mara", "is_private": is_private }))
            .await;
    }

    fn asked(&self, endpoint: &str) -> u64 {
        self.host.0.state()["requests"][endpoint].as_u64().unwrap_or(0)
    }

    async fn history(&self, id: &PostId) -> String {
        let history = self.detail(id).await.history;
        history.into_iter().map(|line| line.text + "\n").collect()
    }

    async fn refuses_to_check(&self, id: &PostId) -> Code {
        let publishing = self.studio().publishing();
        let refused = publishing.act(id, PostAction::CheckNow).await;
        refused.unwrap_err().code
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_that_was_taken_down_is_never_called_live_again() {
    let mut stage = Stage::new(vec![]).await;
    let id = stage.post(SMALL).await;
    let live = stage.reaches(&id, "live").await;
    assert_eq!(live.card.tone, Tone::Live);
    stage.act(&id, PostAction::CheckNow).await;
    assert_eq!(stage.detail(&id).await.card.stage, "live", "everyone sees it");
    stage.taken_down().await;
    stage.act(&id, PostAction::CheckNow).await;
    let gone = stage.reaches(&id, "no_longer_public").await.card;
    assert_eq!(
        (gone.tone, gone.headline.as_str()),
        (Tone::Calm, "No longer public")
    );
    assert!(gone.steps.iter().all(|step| step.state != StepState::Live));
    let said = stage.history(&id).await;
    assert!(said.contains("not everyone can see it any more"), "{said}");
    stage.kill().await;
    stage.open().await;
    assert_eq!(stage.detail(&id).await.card.stage, "no_longer_public");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_loss_is_noticed_by_itself_within_the_hour_and_so_is_the_way_back() {
    let stage = Stage::with_manual_clock(vec![]).await;
    let id = stage.post(SMALL).await;
    stage.reaches(&id, "live").await;
    stage.account(true).await;
    assert_eq!(stage.asked("video_query"), 0, "nobody hurries");
    stage.desk.hand.advance(Duration::from_secs(3600));
    stage.reaches(&id, "no_longer_public").await;
    stage.account(false).await;
    stage.desk.hand.advance(Duration::from_secs(3600));
    stage.reaches(&id, "live").await;
    let said = stage.history(&id).await;
    assert!(said.contains("everyone can see it again"), "{said}");
    assert_eq!(stage.asked("video_query"), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_videos_that_names_a_lost_post_brings_it_back() {
    let stage = Stage::with_manual_clock(vec![]).await;
    let account = stage.connect("mara").await;
    let id = stage.start(&stage.agreed(&account, SMALL).await).await;
    stage.reaches(&id, "live").await;
    stage.account(true).await;
    stage.act(&id, PostAction::CheckNow).await;
    stage.reaches(&id, "no_longer_public").await;
    stage.hears_videos(&account).await;
    stage.reaches(&id, "no_longer_public").await;
    stage.account(false).await;
    stage.hears_videos(&account).await;
    stage.reaches(&id, "live").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_due_while_the_program_is_closed_is_asked_when_it_opens() {
    let mut stage = Stage::with_manual_clock(vec![]).await;
    let id = stage.post(SMALL).await;
    stage.reaches(&id, "live").await;
    stage.taken_down().await;
    stage.kill().await;
    stage.desk.hand.advance(Duration::from_secs(3 * 24 * 3600));
    stage.open().await;
    stage.reaches(&id, "no_longer_public").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_fails_says_nothing_about_a_post() {
    for kind in BROKEN {
        let stage = Stage::new(vec![fault(Endpoint::VideoQuery, kind, 0)]).await;
        let id = stage.post(SMALL).await;
        stage.reaches(&id, "live").await;
        stage.refuses_to_check(&id).await;
        let live = stage.detail(&id).await.card;
        assert_eq!((live.stage.as_str(), live.tone), ("live", Tone::Live), "{kind:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_answer_without_the_posts_own_status_says_nothing() {
    let stage = Stage::new(vec![]).await;
    let id = stage.post(SMALL).await;
    stage.reaches(&id, "live").await;
    stage.taken_down().await;
    let broken = json!({ "endpoint": "status", "kind": "status_500", "count": 1 });
    stage.practice("faults", broken).await;
    stage.act(&id, PostAction::CheckNow).await;
    assert_eq!(stage.detail(&id).await.card.stage, "live");
    stage.act(&id, PostAction::CheckNow).await;
    assert_eq!(stage.detail(&id).await.card.stage, "no_longer_public");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_videos_may_not_be_read_nothing_is_asked_and_it_is_said() {
    let stage = Stage::with_manual_clock(vec![]).await;
    *stage.host.1.lock().unwrap() = vec!["user.info.basic", "video.publish", "video.upload"];
    let id = stage.post(SMALL).await;
    stage.reaches(&id, "live").await;
    stage.taken_down().await;
    assert_eq!(stage.refuses_to_check(&id).await, Code::MissingScope);
    stage.desk.hand.advance(Duration::from_secs(9 * 24 * 3600));
    let old = stage.detail(&id).await.card;
    assert_eq!(old.headline, "Live when TikTok was last asked");
    assert_eq!(stage.asked("video_query"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_that_comes_days_later_and_after_a_restart_makes_the_post_live() {
    let mut stage = Stage::with_manual_clock(vec![fault(Endpoint::Status, Kind::DelayMs, 0)]).await;
    let id = stage.post(SMALL).await;
    stage.requests("status", 1).await;
    stage.kill().await;
    // Nobody else sees it until then.
    stage.account(true).await;
    stage.desk.hand.advance(Duration::from_secs(60));
    stage.open().await;
    stage.reaches(&id, "in_review").await;
    stage.desk.hand.advance(Duration::from_secs(3 * 24 * 3600));
    let said = "TikTok has not said for 3 days that everyone can see it";
    eventually(stage.studio(), "the days, and a pause", || async {
        let told = stage.detail(&id).await.card.detail;
        (told.contains(said) && told.contains("We ask TikTok again at")).then_some(())
    })
    .await;
    stage.kill().await;
    stage.account(false).await;
    stage.desk.hand.advance(Duration::from_secs(24 * 3600));
    stage.open().await;
    stage.reaches(&id, "live").await;
}

/// A draft in the inbox, and what TikTok calls its upload.
async fn delivered(stage: &Stage) -> (PostId, String) {
    let account = stage.connect("mara").await;
    let agreed = stage.agreed_for_inbox(&account, SMALL).await;
    let id = stage.start(&agreed).await;
    stage.reaches(&id, "in_inbox").await;
    (id, stage.inbox_uploads().remove(0))
}

const EVERYONE: &str = "PUBLIC_TO_EVERYONE";

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_that_was_posted_twice_is_live_until_nobody_sees_either_video() {
    let stage = Stage::new(vec![]).await;
    let (id, upload) = delivered(&stage).await;
    stage.posts_on_the_phone(&upload, EVERYONE).await;
    stage.act(&id, PostAction::CheckNow).await;
    stage.reaches(&id, "live").await;
    stage.posts_on_the_phone(&upload, EVERYONE).await;
    for _ in 0..2 {
        stage.act(&id, PostAction::CheckNow).await;
        let told = stage.detail(&id).await.card.detail;
        assert!(told.contains("2 times") && told.contains("all of them"), "{told}");
    }
    let said = stage.history(&id).await;
    assert_eq!(said.matches("posted the draft again").count(), 1, "{said}");
    let first = stage.host.0.state()["posts"][0]["video_id"].clone();
    stage.practice("hide", json!({ "video_id": first })).await;
    stage.act(&id, PostAction::CheckNow).await;
    let live = stage.detail(&id).await.card;
    assert_eq!(live.stage, "live");
    assert!(live.detail.contains("1 of them"), "{}", live.detail);
    stage.taken_down().await;
    stage.act(&id, PostAction::CheckNow).await;
    stage.reaches(&id, "no_longer_public").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_posted_again_is_noticed_by_itself_within_the_hour() {
    let mut stage = Stage::with_manual_clock(vec![]).await;
    let (id, upload) = delivered(&stage).await;
    stage.kill().await;
    for _ in 0..2 {
        stage.posts_on_the_phone(&upload, EVERYONE).await;
    }
    stage.desk.hand.advance(Duration::from_secs(60));
    stage.open().await;
    let told = stage.reaches(&id, "live").await.card.detail;
    assert!(told.contains("2 times"), "{told}");
    stage.posts_on_the_phone(&upload, EVERYONE).await;
    stage.desk.hand.advance(Duration::from_secs(3600));
    eventually(stage.studio(), "the third", || async {
        let told = stage.detail(&id).await.card.detail;
        told.contains("3 times").then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_posted_for_friends_and_days_later_for_everyone_is_found_when_the_creator_asks() {
    let stage = Stage::with_manual_clock(vec![]).await;
    let (id, upload) = delivered(&stage).await;
    stage.posts_on_the_phone(&upload, "MUTUAL_FOLLOW_FRIENDS").await;
    stage.act(&id, PostAction::CheckNow).await;
    stage.reaches(&id, "in_review").await;
    stage.desk.hand.advance(Duration::from_secs(25 * 3600));
    let ended = stage.reaches(&id, "live").await.card;
    assert_eq!(ended.headline, "Posted from your phone");
    stage.posts_on_the_phone(&upload, EVERYONE).await;
    stage.act(&id, PostAction::CheckNow).await;
    eventually(stage.studio(), "the public one", || async {
        let told = stage.detail(&id).await.card.detail;
        told.contains("TikTok says everyone can see it").then_some(())
    })
    .await;
}
