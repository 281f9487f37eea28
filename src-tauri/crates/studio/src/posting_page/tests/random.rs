//! Any order of clicks and answers: what must never be shown never is.

use proptest::prelude::*;

use super::images;
use super::scene::{Scene, Tiktok, photo};
use crate::media::{Media, preflight};
use crate::posting_page::{Terms, photo_post, prescribed, settle, video_post};
use crate::view::*;

const LEVELS: [&str; 5] = [
    "PUBLIC_TO_EVERYONE",
    "MUTUAL_FOLLOW_FRIENDS",
    "FOLLOWER_OF_CREATOR",
    "SELF_ONLY",
    "NEW_LEVEL",
];

#[derive(Debug, Clone)]
enum Event {
    Choice(Choice),
    Answer {
        levels: Vec<&'static str>,
        off: [bool; 3],
        longest: u32,
        nickname: &'static str,
    },
    Tiktok(Tiktok),
    Account(bool),
    File(bool),
    AnotherFile(&'static str),
    /// So many photos in the place of what is posted; none for a video.
    Photos(Option<usize>),
    Post(bool),
    FrameRate(f64),
}

fn choice() -> impl Strategy<Value = Choice> {
    let kind = prop::sample::select(vec![Interaction::Comment, Interaction::Stitch, Interaction::Duet]);
    prop_oneof![
        2 => prop::sample::select(vec!["", "Ramen", "#ramen @nord"]).prop_map(|text| Choice::Caption { text: text.into() }),
        1 => Just(Choice::Caption { text: "a".repeat(2_201) }),
        6 => prop::option::weighted(0.9, prop::sample::select(LEVELS.to_vec()))
            .prop_map(|value| Choice::Privacy { value: value.map(Into::into) }),
        3 => (kind, any::<bool>()).prop_map(|(kind, on)| Choice::Interaction { kind, on }),
        4 => any::<bool>().prop_map(|on| Choice::Disclosure { on }),
        3 => any::<bool>().prop_map(|on| Choice::YourBrand { on }),
        4 => any::<bool>().prop_map(|on| Choice::BrandedContent { on }),
        1 => any::<bool>().prop_map(|on| Choice::Ai { on }),
        1 => prop::option::of(-5i64..50_000).prop_map(|ms| Choice::Cover { ms }),
        2 => prop::sample::select(vec![Mode::Direct, Mode::Direct, Mode::Inbox]).prop_map(|mode| Choice::Mode { mode }),
        1 => prop::sample::select(vec!["", "Broth"]).prop_map(|text| Choice::PhotoTitle { text: text.into() }),
        1 => Just(Choice::PhotoTitle { text: "a".repeat(91) }),
        1 => (0u32..40).prop_map(|index| Choice::PhotoCover { index }),
        1 => any::<bool>().prop_map(|on| Choice::Music { on }),
        1 => Just(Choice::Account { id: crate::ids::AccountId::from_text("other") }),
    ]
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        20 => choice().prop_map(Event::Choice),
        3 => (
            prop::sample::subsequence(LEVELS.to_vec(), 0..=5),
            any::<[bool; 3]>(),
            prop::sample::select(vec![30, 47, 600]),
            prop::sample::select(vec!["Mara", "Mara", "Mara", " "]),
        )
            .prop_map(|(levels, off, longest, nickname)| Event::Answer { levels, off, longest, nickname }),
        2 => prop::sample::select(vec![Tiktok::Fresh, Tiktok::Fresh, Tiktok::Asking, Tiktok::Unavailable, Tiktok::Unreachable])
            .prop_map(Event::Tiktok),
        1 => prop::bool::weighted(0.8).prop_map(Event::Account),
        1 => prop::bool::weighted(0.8).prop_map(Event::File),
        1 => prop::sample::select(vec!["one", "another"]).prop_map(Event::AnotherFile),
        1 => prop::sample::select(vec![None, None, Some(0), Some(1), Some(35), Some(36)]).prop_map(Event::Photos),
        1 => prop::bool::weighted(0.2).prop_map(Event::Post),
        1 => prop::sample::select(vec![30.0, 30.0, 61.0]).prop_map(Event::FrameRate),
    ]
}

fn happen(scene: &mut Scene, event: &Event) {
    match event {
        Event::Choice(choice) => scene.choose(choice),
        Event::Answer {
            levels,
            off,
            longest,
            nickname,
        } => {
            scene.info.privacy_level_options = levels.iter().map(|level| (*level).into()).collect();
            [
                scene.info.comment_disabled,
                scene.info.stitch_disabled,
                scene.info.duet_disabled,
            ] = *off;
            scene.info.max_video_post_duration_sec = *longest;
            scene.info.nickname = (*nickname).into();
            scene.tiktok = Tiktok::Fresh;
            scene.choices = settle(&scene.choices, Some(&scene.info));
        }
        Event::Tiktok(tiktok) => scene.tiktok = *tiktok,
        Event::Account(is_there) => scene.account = is_there.then_some("account"),
        Event::File(is_there) => scene.file_problem = (!is_there).then(|| "gone".into()),
        Event::AnotherFile(fingerprint) => scene.fingerprint = fingerprint,
        Event::Photos(count) => scene.photos = count.map(|count| vec![photo(); count]),
        Event::Post(is_open) => scene.open_post = *is_open,
        Event::FrameRate(rate) => scene.facts.frame_rate = Some(*rate),
    }
}

/// What holds on every page.
fn check(scene: &Scene, page: &PostingPage) {
    let open = page.todo.iter().filter(|item| !item.done).count();
    assert_eq!(page.publish.allowed, open == 0);
    assert_eq!(page.publish.allowed, page.publish.why.is_none());
    match scene.choices.mode {
        Mode::Direct => check_direct(scene, page),
        Mode::Inbox => check_inbox(scene, page),
    }
}

/// On the way to the inbox nothing is asked that would not arrive, and nothing is direct.
fn check_inbox(scene: &Scene, page: &PostingPage) {
    assert!(page.privacy.is_none() && page.disclosure.is_none());
    assert_eq!(page.ai.is_some(), scene.photos.is_some());
    assert!(page.interactions.is_empty() && page.declaration.is_empty() && page.inbox.is_some());
    assert_eq!(video_post(&scene.choices), None);
    if page.publish.allowed {
        assert!(scene.account.is_some() && scene.file_problem.is_none() && !scene.open_post);
        assert!(!preflight::blocks(&page.findings));
    }
}

/// What would be sent with a post, in the words that a video and photos share.
struct Sent {
    level: String,
    /// Comment, duet, stitch.
    disabled: Vec<bool>,
    branded: bool,
    own: bool,
    text: Option<String>,
}

fn sent(scene: &Scene) -> Option<Sent> {
    let choices = settle(&scene.choices, Some(&scene.info));
    match &scene.photos {
        None => video_post(&choices).map(|post| Sent {
            level: post.privacy_level.as_str().to_owned(),
            disabled: vec![post.disable_comment, post.disable_duet, post.disable_stitch],
            branded: post.brand_content_toggle,
            own: post.brand_organic_toggle,
            text: post.title,
        }),
        Some(photos) => {
            let post = photo_post(&choices, images(photos.len()))?;
            let tiktok::PhotoMode::Direct(settings) = post.mode else {
                return None;
            };
            assert!((post.cover_index as usize) < photos.len());
            Some(Sent {
                level: settings.privacy_level.as_str().to_owned(),
                disabled: vec![settings.disable_comment],
                branded: settings.brand_content_toggle,
                own: settings.brand_organic_toggle,
                text: post.description,
            })
        }
    }
}

fn check_direct(scene: &Scene, page: &PostingPage) {
    let info = &scene.info;
    let fresh = scene.account.is_some() && scene.tiktok == Tiktok::Fresh;
    let offered: Vec<&str> = info
        .privacy_level_options
        .iter()
        .map(tiktok::PrivacyLevel::as_str)
        .collect();
    let (privacy, disclosure) = (page.privacy.as_ref().unwrap(), page.disclosure.as_ref().unwrap());
    let shown: Vec<&str> = privacy
        .options
        .iter()
        .map(|option| option.value.as_str())
        .collect();
    assert_eq!(shown, if fresh { offered.clone() } else { vec![] });
    assert_eq!(privacy.enabled, fresh);
    for control in &page.interactions {
        assert!(control.enabled || control.why.is_some());
    }
    let branded = disclosure.branded_content.checked;
    assert!(!(branded && privacy.value.as_deref() == Some("SELF_ONLY")));
    assert!(!branded || disclosure.switch.on);
    let kinds: Vec<_> = page.interactions.iter().map(|control| control.kind).collect();
    let all = [Interaction::Comment, Interaction::Duet, Interaction::Stitch];
    assert_eq!(kinds, all[..if scene.photos.is_some() { 1 } else { 3 }]);
    assert_eq!(page.declaration, prescribed::declaration(branded));
    if page.publish.allowed {
        check_allowed(scene, page);
    }
}

/// What holds on a page whose button may be pressed.
fn check_allowed(scene: &Scene, page: &PostingPage) {
    let info = &scene.info;
    assert!(scene.account.is_some() && scene.tiktok == Tiktok::Fresh);
    assert!(page.publish.title.contains(info.nickname.trim()) && !info.nickname.trim().is_empty());
    assert_eq!(
        page.account.as_ref().map(|badge| badge.nickname.as_str()),
        Some(info.nickname.as_str())
    );
    assert!(scene.file_problem.is_none() && !scene.open_post);
    assert!(!preflight::blocks(&page.findings));
    match scene.media() {
        Media::Video(facts) => {
            assert!(facts.duration_ms <= u64::from(info.max_video_post_duration_sec) * 1000);
            assert!(page.caption.value.encode_utf16().count() <= 2_200);
        }
        Media::Photos(photos) => {
            let title = &page.photos.as_ref().unwrap().title.value;
            assert!((1..=35).contains(&photos.len()) && title.encode_utf16().count() <= 90);
            assert!(page.caption.value.encode_utf16().count() <= 4_000);
        }
    }
    let sent = sent(scene).expect("an allowed page can be sent");
    let level = sent.level.as_str();
    let mut offered = info.privacy_level_options.iter();
    assert!(offered.any(|offered| offered.as_str() == level));
    let (privacy, disclosure) = (page.privacy.as_ref().unwrap(), page.disclosure.as_ref().unwrap());
    assert_eq!(privacy.value.as_deref(), Some(level));
    assert!(!(sent.branded && level == "SELF_ONLY"));
    assert_eq!(disclosure.switch.on, sent.branded || sent.own);
    assert_eq!(disclosure.branded_content.checked, sent.branded);
    assert_eq!(disclosure.your_brand.checked, sent.own);
    let off = [info.comment_disabled, info.duet_disabled, info.stitch_disabled];
    assert!(sent.disabled.iter().zip(off).all(|(sent, off)| *sent || !off));
    assert_eq!(sent.text.unwrap_or_default(), page.caption.value);
}

/// Everything a consent is given to.
fn agreed_to(scene: &Scene) -> impl PartialEq + use<> {
    let direct = scene.choices.mode == Mode::Direct;
    let fresh = scene.account.is_some() && scene.tiktok == Tiktok::Fresh;
    (
        (scene.account, scene.fingerprint, scene.choices.clone()),
        scene.photos.clone(),
        (direct && fresh).then(|| Terms::from(&scene.info)),
    )
}

/// The privacy of a page changes only by the creator's hand, or to nothing.
fn check_privacy_is_the_creators(before: &PostingPage, event: &Event, after: &PostingPage) {
    let chosen = match event {
        Event::Choice(Choice::Privacy { value }) => value.clone(),
        _ => None,
    };
    let is_way = matches!(event, Event::Choice(Choice::Mode { .. }));
    let value = chosen_privacy(after);
    assert!(
        value.is_none() || value == chosen_privacy(before) || value == chosen || is_way,
        "{event:?}"
    );
}

fn chosen_privacy(page: &PostingPage) -> Option<String> {
    page.privacy.as_ref()?.value.clone()
}

proptest! {
    #[test]
    fn no_order_of_clicks_and_answers_breaks_a_rule(events in prop::collection::vec(event(), 1..60)) {
        let mut scene = Scene::default();
        let mut before = scene.page();
        let mut agreed = agreed_to(&scene);
        assert_eq!(chosen_privacy(&before), None);
        for event in &events {
            happen(&mut scene, event);
            let page = scene.page();
            check(&scene, &page);
            check_privacy_is_the_creators(&before, event, &page);
            if let Event::Choice(Choice::Disclosure { on: false }) = event {
                assert!(!scene.choices.your_brand && !scene.choices.branded_content);
            }
            let terms = agreed_to(&scene);
            assert!(terms == agreed || before.revision != page.revision, "{event:?}");
            agreed = terms;
            before = page;
        }
    }

    #[test]
    fn clicking_can_always_lead_to_a_post(events in prop::collection::vec(event(), 0..30)) {
        let mut scene = Scene::default();
        for event in &events {
            happen(&mut scene, event);
        }
        let rest = Scene::default();
        scene = Scene { choices: scene.choices, ..rest };
        for choice in [
            Choice::Mode { mode: Mode::Direct },
            Choice::Caption { text: "Ramen".into() },
            Choice::Disclosure { on: false },
            Choice::Privacy { value: Some("SELF_ONLY".into()) },
        ] {
            scene.choose(&choice);
        }
        assert!(scene.page().publish.allowed);
    }
}
