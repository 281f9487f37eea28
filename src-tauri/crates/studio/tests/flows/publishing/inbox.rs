//! Through the creator's inbox: delivered is not posted, and only the phone decides.

use studio::view::Mode;

use studio::view::StepState;

use super::*;

impl Stage {
    /// What the creator agrees to for the inbox: nothing but the video goes there.
    pub(super) async fn agreed_for_inbox(&self, account: &AccountId, size: u64) -> Agreed {
        let path = self.video(size);
        let choices = Choices {
            mode: Mode::Inbox,
            caption: "Ramen at 2am #secretcaption".into(),
            ..Choices::default()
        };
        Agreed {
            draft: DraftId::fresh(),
            account: account.clone(),
            title: "Ramen at 2am".into(),
            choices,
            fingerprint: fingerprint(&path),
            path,
            container: Container::Mp4,
            revision: "r1".into(),
            terms: None,
            duration_ms: 10_000,
        }
    }

    async fn send_to_inbox(&self, persona: &'static str, size: u64) -> PostId {
        let account = self.connect(persona).await;
        let agreed = self.agreed_for_inbox(&account, size).await;
        self.start(&agreed).await
    }

    /// The creator posts the draft of this name on the phone.
    pub(super) async fn posts_on_the_phone(&self, publish_id: &str, privacy_level: &str) {
        let wish = serde_json::json!({
            "publish_id": publish_id, "title": "from the phone", "privacy_level": privacy_level,
        });
        self.practice("inbox", wish).await;
    }

    pub(super) fn inbox_uploads(&self) -> Vec<String> {
        let state = self.host.0.state();
        let uploads = state["uploads"].as_array().unwrap().iter();
        uploads
            .filter(|upload| upload["mode"] == "inbox")
            .map(|upload| upload["publish_id"].as_str().unwrap().to_owned())
            .collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_video_waits_in_the_inbox_until_the_creator_posts_it_on_the_phone() {
    let stage = Stage::new(vec![]).await;
    let id = stage.send_to_inbox("mara", LARGE).await;
    let waiting = stage.reaches(&id, "in_inbox").await;
    assert_eq!(waiting.card.tone, Tone::Inbox);
    assert_eq!(waiting.card.headline, "In your TikTok inbox");
    let hand_over = waiting.hand_over.unwrap();
    assert_eq!(hand_over.caption, "Ramen at 2am #secretcaption");
    assert_eq!(hand_over.codes.len(), 1);
    assert!(hand_over.tasks.iter().all(|task| !task.done));
    assert_eq!(stage.posted(), [], "delivered is not posted");
    assert!(
        waiting
            .card
            .steps
            .iter()
            .all(|step| step.state != StepState::Live)
    );

    let publish_id = stage.inbox_uploads().remove(0);
    stage.posts_on_the_phone(&publish_id, "PUBLIC_TO_EVERYONE").await;
    stage.act(&id, PostAction::CheckNow).await;
    let live = stage.reaches(&id, "live").await;
    assert_eq!((live.card.tone, live.hand_over.is_none()), (Tone::Live, true));
    assert_eq!(stage.posted().len(), 1);
    let asked = stage.host.0.state()["requests"]["creator_info"]
        .as_u64()
        .unwrap_or(0);
    assert_eq!(asked, 0, "the inbox needs no creator_info");
}

#[tokio::test(flavor = "multi_thread")]
async fn ticks_of_the_phones_list_are_kept_until_they_are_taken_back() {
    let stage = Stage::new(vec![]).await;
    let id = stage.send_to_inbox("mara", SMALL).await;
    let publishing = stage.studio().publishing();
    let tick = async |task, done| publishing.tick(&id, task, done).await.unwrap();
    // Also before it has arrived, and twice.
    tick(PhoneTaskKind::Caption, true).await;
    tick(PhoneTaskKind::Caption, true).await;
    tick(PhoneTaskKind::Privacy, true).await;
    tick(PhoneTaskKind::Privacy, false).await;
    let waiting = stage.reaches(&id, "in_inbox").await;
    let done = waiting
        .hand_over
        .unwrap()
        .tasks
        .into_iter()
        .filter(|task| task.done);
    let done: Vec<_> = done.map(|task| task.kind).collect();
    assert_eq!(done, [PhoneTaskKind::Caption]);
    let gone = publishing.tick(&PostId::fresh(), PhoneTaskKind::Ai, true).await;
    assert_eq!(gone.unwrap_err().code, Code::Stale);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_posted_for_friends_is_never_called_live_for_everyone() {
    let stage = Stage::new(vec![]).await;
    let id = stage.send_to_inbox("mara", SMALL).await;
    stage.reaches(&id, "in_inbox").await;
    let publish_id = stage.inbox_uploads().remove(0);
    stage
        .posts_on_the_phone(&publish_id, "MUTUAL_FOLLOW_FRIENDS")
        .await;
    stage.act(&id, PostAction::CheckNow).await;
    let card = stage.reaches(&id, "in_review").await.card;
    assert_eq!(card.headline, "Posted from your phone");
    assert_ne!(card.tone, Tone::Live);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_that_is_not_audited_is_shown_the_way_to_the_inbox_and_it_works() {
    let stage = Stage::new(vec![]).await;
    let account = stage.connect("newcomer").await;
    let direct = stage.agreed(&account, SMALL).await;
    let refused = stage.start(&direct).await;
    let card = stage.reaches(&refused, "needs_you").await.card;
    assert_eq!(card.actions[0], PostAction::ToInbox);
    assert_eq!(stage.posted(), []);

    let inbox = Agreed {
        draft: direct.draft,
        ..stage.agreed_for_inbox(&account, SMALL).await
    };
    let id = stage.start(&inbox).await;
    stage.reaches(&id, "in_inbox").await;
    assert_eq!(stage.detail(&refused).await.card.stage, "cancelled");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_inbox_is_waited_for_and_nothing_is_lost() {
    let mut desk = Desk::new();
    let hand = desk.hand.clone();
    // At once until it is in the inbox, then by hand.
    desk.config.pacing.status_rhythm =
        [[Duration::ZERO; 4].as_slice(), &[Duration::from_secs(3600)]].concat();
    let stage = Stage::limited(desk).await;
    let account = stage.connect("mara").await;
    for _ in 0..5 {
        let id = stage.start(&stage.agreed_for_inbox(&account, SMALL).await).await;
        stage.reaches(&id, "in_inbox").await;
    }
    let sixth = stage.start(&stage.agreed_for_inbox(&account, SMALL).await).await;
    let card = eventually(stage.studio(), "the refusal", || async {
        let card = stage.detail(&sixth).await.card;
        (card.headline == "Waiting to try again").then_some(card)
    })
    .await;
    assert!(
        card.detail.starts_with("The TikTok inbox takes no more"),
        "{}",
        card.detail
    );
    let places = "5 places are held by videos from Greenroom";
    assert!(card.detail.contains(places), "{}", card.detail);
    assert_eq!(stage.inbox_uploads().len(), 5);

    let first = stage.inbox_uploads().remove(0);
    stage.posts_on_the_phone(&first, "PUBLIC_TO_EVERYONE").await;
    let later = Duration::from_secs(10 * 60);
    stage.host.0.advance(later);
    hand.advance(later);
    stage.reaches(&sixth, "in_inbox").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_studio_killed_on_the_way_to_the_inbox_sends_the_video_once() {
    let mut stage = Stage::new(vec![fault(Endpoint::Upload, Kind::DelayMs, 1)]).await;
    let id = stage.send_to_inbox("mara", LARGE).await;
    stage.requests("upload", 2).await;
    stage.kill().await;
    stage.open().await;
    stage.reaches(&id, "in_inbox").await;
    assert_eq!(stage.inbox_uploads().len(), 1);
    stage.kill().await;
    stage.open().await;
    let card = stage.detail(&id).await.card;
    assert_eq!(card.stage, "in_inbox", "it is still followed after a restart");
}
