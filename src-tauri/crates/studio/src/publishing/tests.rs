use super::*;

fn badge(kind: AccountKind, handle: &str) -> AccountBadge {
    AccountBadge {
        id: AccountId::from_text("a"),
        kind,
        nickname: "Mara".into(),
        handle: handle.into(),
        avatar: None,
        gel: Gel::Plum,
    }
}

fn info() -> tiktok::CreatorInfo {
    tiktok::CreatorInfo {
        avatar_url: Some("https://cdn/1".into()),
        username: "mara".into(),
        nickname: "Mara".into(),
        privacy_level_options: vec![
            tiktok::PrivacyLevel::PublicToEveryone,
            tiktok::PrivacyLevel::SelfOnly,
        ],
        comment_disabled: false,
        duet_disabled: false,
        stitch_disabled: false,
        max_video_post_duration_sec: 600,
    }
}

#[test]
fn an_address_is_made_of_the_handle_and_digits_only() {
    let tiktok = badge(AccountKind::Tiktok, "mara.cooks_1");
    let expected = "https://www.tiktok.com/@mara.cooks_1/video/7512345678901234567";
    assert_eq!(
        tiktok_address(&tiktok, "7512345678901234567").as_deref(),
        Some(expected)
    );
    assert_eq!(tiktok_address(&tiktok, "75/../x"), None);
    assert_eq!(tiktok_address(&tiktok, ""), None);
    assert_eq!(tiktok_address(&badge(AccountKind::Tiktok, "a/b"), "75"), None);
    assert_eq!(tiktok_address(&badge(AccountKind::Tiktok, ""), "75"), None);
    assert_eq!(tiktok_address(&badge(AccountKind::Practice, "mara"), "75"), None);
}

#[test]
fn a_consent_depends_on_what_may_be_chosen_and_not_on_the_picture_or_the_order() {
    let shown = creator_info_hash(&info());
    let mut same = info();
    same.avatar_url = Some("https://cdn/2".into());
    same.privacy_level_options.reverse();
    assert_eq!(creator_info_hash(&same), shown);
    let changes: [fn(&mut tiktok::CreatorInfo); 7] = [
        |info| info.username = "nora".into(),
        |info| info.nickname = "Nora".into(),
        |info| info.privacy_level_options.truncate(1),
        |info| info.comment_disabled = true,
        |info| info.duet_disabled = true,
        |info| info.stitch_disabled = true,
        |info| info.max_video_post_duration_sec = 180,
    ];
    for change in changes {
        let mut other = info();
        change(&mut other);
        assert_ne!(creator_info_hash(&other), shown);
    }
}
