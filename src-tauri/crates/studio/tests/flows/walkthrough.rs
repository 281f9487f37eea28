//! The audit walkthrough: each step shows on the real page what it promises, and nothing of
//! it is left.

use studio::Studio;
use studio::posting_page::prescribed;
use studio::view::*;

use crate::support::{Desk, connect, eventually};

async fn open() -> (Desk, Studio) {
    let desk = Desk::new().with_system_clock();
    let studio = desk.open().await;
    (desk, studio)
}

fn shown(studio: &Studio) -> WalkthroughView {
    studio.walkthrough().view().expect("a walkthrough")
}

async fn next(studio: &Studio) -> WalkthroughView {
    studio.walkthrough().turn(WalkthroughTurn::Next).await.unwrap();
    shown(studio)
}

/// Goes on until the first step of this rule.
async fn go_to(studio: &Studio, rule: &str) -> WalkthroughView {
    studio.walkthrough().start().await.unwrap();
    let mut view = shown(studio);
    while view.rule != rule {
        view = next(studio).await;
    }
    view
}

/// The page of the step, as the window asks for it.
async fn page(studio: &Studio, view: &WalkthroughView) -> PostingPage {
    let WalkthroughScene::Posting { draft } = &view.scene else {
        panic!("no posting page: {view:?}")
    };
    studio
        .with_draft(draft)
        .await
        .posting()
        .page(draft)
        .await
        .unwrap()
}

async fn post(studio: &Studio, view: &WalkthroughView, stage: &str) -> PostDetail {
    let WalkthroughScene::Post { post } = &view.scene else {
        panic!("no post: {view:?}")
    };
    eventually(studio, stage, || async {
        let detail = studio.with_post(post).await.publishing().detail(post).await;
        detail.ok().filter(|detail| detail.card.stage == stage)
    })
    .await
}

fn declared(page: &PostingPage) -> String {
    page.declaration.iter().map(|part| part.text.as_str()).collect()
}

fn levels(page: &PostingPage) -> Vec<&str> {
    let privacy = page.privacy.as_ref().unwrap();
    privacy
        .options
        .iter()
        .map(|option| option.value.as_str())
        .collect()
}

fn disclosure(page: &PostingPage) -> &DisclosureControl {
    page.disclosure.as_ref().unwrap()
}

/// Whether the page shows what the step's rule asks for. The steps come in their order.
fn shows(step: u32, page: &PostingPage) -> bool {
    let privacy = page.privacy.as_ref();
    let (duration, file) = (page.file.duration_ms.unwrap(), page.file.name.as_str());
    assert!(file.starts_with("Practice clip"), "{file}");
    match step {
        1 => page.account.as_ref().unwrap().nickname == "Mara Lindqvist",
        2 => matches!(&page.creator, CreatorView::Unavailable { .. }) && !page.publish.allowed,
        3 => page.findings[0].check == "duration" && duration > 180_000 && !page.publish.allowed,
        4 => page.caption.value.contains("#ramen") && page.title.starts_with("Ramen"),
        5 => levels(page)[0] == "PUBLIC_TO_EVERYONE" && privacy.unwrap().value.is_none(),
        6 => levels(page)[0] == "FOLLOWER_OF_CREATOR" && privacy.unwrap().value.is_none(),
        7 => page.interactions.iter().all(|one| one.enabled && !one.checked),
        8 => page
            .interactions
            .iter()
            .all(|one| !one.enabled && one.why.is_some()),
        9 => declared(page) == "By posting, you agree to TikTok's Music Usage Confirmation.",
        10 => !disclosure(page).switch.on && disclosure(page).prompt.is_none(),
        11 => disclosure(page).prompt.as_deref() == Some(prescribed::PROMOTIONAL),
        12 => {
            disclosure(page).prompt.as_deref() == Some(prescribed::PAID)
                && !disclosure(page).your_brand.checked
        }
        13 => {
            disclosure(page).prompt.as_deref() == Some(prescribed::PAID)
                && disclosure(page).your_brand.checked
        }
        14 => page.publish.why.as_deref() == Some(prescribed::INDICATE) && !page.publish.allowed,
        15 => !disclosure(page).branded_content.enabled && disclosure(page).branded_content.why.is_some(),
        16 => privacy.unwrap().options[2].why.as_deref() == Some(prescribed::NOT_PRIVATE),
        17 => {
            declared(page).ends_with("TikTok's Music Usage Confirmation.")
                && disclosure(page).your_brand.checked
        }
        18 => declared(page).contains("Branded Content Policy and Music Usage Confirmation."),
        19 => page.file.video.is_some() && page.caption.value.contains("#ramen"),
        20 => page.caption.value.ends_with("#ramen"),
        21 => page.publish.allowed && page.open_post.is_none(),
        22 => page.processing_notice.contains("a few minutes") && page.publish.allowed,
        24 => page.inbox.is_some() && page.processing_notice.contains("notification") && page.publish.allowed,
        _ => panic!("step {step} shows no posting page"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_step_shows_what_its_rule_asks_for_on_the_way_on_and_on_the_way_back() {
    let (_desk, studio) = open().await;
    studio.walkthrough().start().await.unwrap();
    let mut view = shown(&studio);
    loop {
        match view.look {
            Look::Status => drop(post(&studio, &view, "live").await),
            Look::HandOver => assert!(post(&studio, &view, "in_inbox").await.hand_over.is_some()),
            _ => assert!(shows(view.step, &page(&studio, &view).await), "{view:?}"),
        }
        if view.step == view.steps {
            break;
        }
        view = next(&studio).await;
    }
    assert_eq!(view.progress, "Step 25 of 25");
    while view.step > 1 {
        studio.walkthrough().turn(WalkthroughTurn::Back).await.unwrap();
        view = shown(&studio);
        match view.look {
            Look::Status => drop(post(&studio, &view, "live").await),
            _ => assert!(shows(view.step, &page(&studio, &view).await), "{view:?}"),
        }
    }
    studio.walkthrough().turn(WalkthroughTurn::Back).await.unwrap();
    assert_eq!(shown(&studio).step, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_it_is_among_the_creators_own_work_and_nothing_stays() {
    let (desk, studio) = open().await;
    let own = connect(&studio, "mara").await;
    let view = go_to(&studio, "Rule 16").await;
    post(&studio, &view, "live").await;
    assert_eq!(studio.shown().publishing().list().await.unwrap().groups.len(), 1);

    let snapshot = studio.snapshot().await.unwrap();
    assert_eq!((snapshot.accounts.len(), snapshot.draft_count), (1, 0));
    assert_eq!(studio.accounts().active().await.unwrap(), Some(own));
    assert!(studio.publishing().list().await.unwrap().groups.is_empty());
    assert_eq!(desk.host.state().await["posts"], serde_json::json!([]));

    studio.walkthrough().stop().await;
    assert_eq!(studio.walkthrough().view(), None);
    assert!(
        studio
            .shown()
            .publishing()
            .list()
            .await
            .unwrap()
            .groups
            .is_empty()
    );
    let left = std::fs::read_dir(desk.config.data_dir.join("walkthrough")).unwrap();
    assert_eq!(left.count(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_sends_when_the_creator_presses_its_button_and_not_twice() {
    let (_desk, studio) = open().await;
    let view = go_to(&studio, "Rule 14").await;
    let shown_page = page(&studio, &view).await;
    let post = studio
        .publish(&shown_page.draft, &shown_page.revision)
        .await
        .unwrap();
    let pressed = shown(&studio);
    assert_eq!(
        (pressed.rule.as_str(), &pressed.scene),
        ("Rule 16", &WalkthroughScene::Post { post })
    );

    // The draft is spent: going back shows a page that can be sent again, as another post.
    studio.walkthrough().turn(WalkthroughTurn::Back).await.unwrap();
    let again = page(&studio, &shown(&studio)).await;
    assert_ne!(again.draft, shown_page.draft);
    let sent = next(&studio).await;
    assert_ne!(sent.scene, pressed.scene);
    assert_eq!(sent.rule, "Rule 16");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_creator_changed_on_the_page_does_not_keep_next_from_sending() {
    let (_desk, studio) = open().await;
    go_to(&studio, "Rule 15").await;
    let view = shown(&studio);
    let draft = page(&studio, &view).await.draft;
    let apart = studio.with_draft(&draft).await;
    let changed = apart
        .posting()
        .choose(&draft, Choice::Privacy { value: None })
        .await;
    assert!(!changed.unwrap().publish.allowed);
    let sent = next(&studio).await;
    post(&studio, &sent, "live").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_was_cut_off_is_gone_at_the_next_start_and_the_last_step_ends_it() {
    let (desk, studio) = open().await;
    studio.walkthrough().start().await.unwrap();
    let folder = desk.config.data_dir.join("walkthrough");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    studio.publishing().rest().await;
    drop(studio);
    let studio = desk.open().await;
    assert!(!folder.exists());
    assert_eq!(studio.walkthrough().view(), None);

    let last = go_to(&studio, "Inbox").await;
    assert_eq!(next(&studio).await.step, last.step + 1);
    studio.walkthrough().turn(WalkthroughTurn::Next).await.unwrap();
    assert_eq!(studio.walkthrough().view(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn ticks_of_the_checklist_survive_a_restart() {
    let (desk, studio) = open().await;
    let list = studio.walkthrough().tick("rule-9", true).await.unwrap();
    assert!(list.progress.starts_with("1 of "), "{}", list.progress);
    studio.publishing().rest().await;
    drop(studio);
    let studio = desk.open().await;
    let text = studio.walkthrough().checklist_text().await.unwrap();
    assert!(text.contains("[x] Rule 9: "), "{text}");
    assert!(text.contains("[ ] Rule 8: "), "{text}");
}
