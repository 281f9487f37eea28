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
