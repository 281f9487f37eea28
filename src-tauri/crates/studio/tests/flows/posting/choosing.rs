//! What the creator chooses on the posting page, and for whom.

use practice::{Endpoint, Kind};
use studio::posting_page::Choices;
use studio::problem::Code;
use studio::view::*;

use super::Stage;
use crate::support::connect;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_off_in_the_creators_settings_cannot_be_allowed() {
    let stage = Stage::new().await;
    connect(&stage.studio, "quiet").await;
    let id = stage.draft().await;
    let page = stage.show(&id).await;
    assert!(
        page.interactions
            .iter()
            .all(|control| !control.enabled && control.why.is_some())
    );
    for kind in [Interaction::Comment, Interaction::Duet, Interaction::Stitch] {
        let page = stage.choose(&id, Choice::Interaction { kind, on: true }).await;
        assert!(page.interactions.iter().all(|control| !control.checked));
    }
    assert_eq!(
        stage.studio.drafts().read(&id).await.unwrap().choices,
        Choices::default()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn another_account_is_asked_for_itself_and_chosen_for_anew() {
    let stage = Stage::new().await;
    let nord = connect(&stage.studio, "nord").await;
    let mara = connect(&stage.studio, "mara").await;
    stage.studio.accounts().activate(&mara).await.unwrap();
    let id = stage.draft().await;
    stage.show(&id).await;
    stage.choose(&id, Choice::Caption { text: "Ramen".into() }).await;
    stage
        .choose(
            &id,
            Choice::Interaction {
                kind: Interaction::Comment,
                on: true,
            },
        )
        .await;
    let page = stage.choose_everyone(&id).await;
    assert_eq!(page.accounts.len(), 1);

    stage.arm(Endpoint::CreatorInfo, Kind::DelayMs);
    let page = stage.choose(&id, Choice::Account { id: nord.clone() }).await;
    assert_eq!(page.creator, CreatorView::Asking);
    stage.let_go();
    let page = stage.answered(&id).await;
    assert_eq!(page.account.unwrap().id, nord);
    assert_eq!(
        page.privacy.as_ref().unwrap().options[0].value,
        "FOLLOWER_OF_CREATOR"
    );
    assert_eq!(
        (
            page.privacy.as_ref().unwrap().value.clone(),
            page.caption.value.as_str()
        ),
        (None, "Ramen")
    );
    assert!(!page.interactions[0].checked);

    // Choosing it once more takes nothing back.
    let value = Some("SELF_ONLY".to_owned());
    stage.choose(&id, Choice::Privacy { value: value.clone() }).await;
    let page = stage.choose(&id, Choice::Account { id: nord }).await;
    assert_eq!(page.privacy.as_ref().unwrap().value.clone(), value);
    let stranger = studio::ids::AccountId::from_text("stranger");
    let refused = stage
        .studio
        .posting()
        .choose(&id, Choice::Account { id: stranger })
        .await;
    assert_eq!(refused.unwrap_err().code, Code::Stale);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_draft_of_a_disconnected_account_goes_to_another_one_only_by_new_choices() {
    let stage = Stage::new().await;
    let mara = connect(&stage.studio, "mara").await;
    let id = stage.draft().await;
    stage.show(&id).await;
    stage.choose_everyone(&id).await;
    let leave = Leave {
        keep: Keep::Work,
        grant: Grant::GiveBack,
    };
    stage.studio.accounts().disconnect(&mara, leave).await.unwrap();
    let page = stage.show(&id).await;
    assert_eq!(
        (page.creator, page.publish.allowed),
        (CreatorView::NoAccount, false)
    );

    // A public account, so that "everyone" would be offered.
    let quiet = connect(&stage.studio, "quiet").await;
    let page = stage.show(&id).await;
    assert_eq!(page.account.unwrap().id, quiet);
    assert_eq!(
        page.privacy.as_ref().unwrap().options[0].value,
        "PUBLIC_TO_EVERYONE"
    );
    assert_eq!(
        (page.privacy.as_ref().unwrap().value.clone(), page.publish.allowed),
        (None, false)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn choices_made_at_the_same_time_do_not_undo_each_other() {
    let stage = Stage::new().await;
    let id = stage.draft().await;
    for round in 0..20 {
        let on = round % 2 == 0;
        let text = format!("Round {round}");
        tokio::join!(
            stage.choose(&id, Choice::Caption { text: text.clone() }),
            stage.choose(&id, Choice::Ai { on }),
            stage.choose(&id, Choice::Disclosure { on }),
            stage.choose(&id, Choice::Cover { ms: Some(round) }),
        );
        let page = stage.page(&id).await;
        let seen = (
            page.caption.value,
            page.ai.as_ref().unwrap().on,
            page.disclosure.as_ref().unwrap().switch.on,
            page.cover_ms,
        );
        assert_eq!(seen, (text, on, on, Some(round)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_absurdly_long_text_is_refused_and_the_caption_kept() {
    let stage = Stage::new().await;
    let id = stage.draft().await;
    let longest = Choice::Caption {
        text: "a".repeat(20_000),
    };
    assert!(stage.choose(&id, longest).await.caption.problem.is_some());
    let longer = Choice::Caption {
        text: "🍜".repeat(10_001),
    };
    let refused = stage.studio.posting().choose(&id, longer).await.unwrap_err();
    assert_eq!(refused.code, Code::Invalid);
    assert_eq!(stage.page(&id).await.caption.used, 20_000);
}
