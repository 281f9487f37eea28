use proptest::prelude::*;

use super::*;

fn request(ask_again: bool) -> AuthorizeRequest<'static> {
    AuthorizeRequest {
        client_key: "key",
        scopes: &[Scope::UserInfoBasic, Scope::VideoList],
        redirect_uri: "http://127.0.0.1:53682/callback/",
        state: "a state&more",
        challenge: "13d3",
        platform: Platform::Desktop,
        ask_again,
    }
}

fn page() -> Url {
    Url::parse("https://www.tiktok.com/v2/auth/authorize/").unwrap()
}

#[test]
fn values_of_the_address_are_form_encoded() {
    let url = authorize_url(page(), &request(false));
    let expected = "https://www.tiktok.com/v2/auth/authorize/?client_key=key&response_type=code\
                    &scope=user.info.basic%2Cvideo.list\
                    &redirect_uri=http%3A%2F%2F127.0.0.1%3A53682%2Fcallback%2F&state=a+state%26more\
                    &code_challenge=13d3&code_challenge_method=S256";
    assert_eq!(url.as_str(), expected);
}

#[test]
fn asking_again_turns_the_automatic_consent_off_on_both_platforms() {
    for platform in [Platform::Desktop, Platform::Web] {
        let url = authorize_url(
            page(),
            &AuthorizeRequest {
                platform,
                ..request(true)
            },
        );
        assert!(
            url.as_str()
                .ends_with("&code_challenge_method=S256&disable_auto_auth=1"),
            "{url}"
        );
    }
}

fn granted(query: &str) -> (String, String, Vec<Scope>) {
    match parse_callback(query) {
        Ok(Callback::Granted { code, state, scopes }) => (code.expose().to_owned(), state, scopes),
        other => panic!("{query}: {other:?}"),
    }
}

#[test]
fn a_code_is_decoded_exactly_once() {
    let cases = [
        ("a%2A0%216410", "a*0!6410"),
        ("a*0!6410", "a*0!6410"),
        ("a%252A0", "a%2A0"),
        ("%25", "%"),
        ("a%2Bb", "a+b"),
        ("a+b", "a b"),
        ("a%26state%3Dx", "a&state=x"),
        ("100%", "100%"),
        ("%C3%A9", "é"),
    ];
    for (sent, meant) in cases {
        assert_eq!(granted(&format!("code={sent}&state=s")).0, meant, "{sent}");
        assert_eq!(granted(&format!("?state=s&code={sent}")).0, meant, "?{sent}");
    }
}

#[test]
fn scopes_may_be_missing_and_unknown_parameters_are_ignored() {
    assert_eq!(
        granted("code=c&state=s&lang=en"),
        ("c".to_owned(), "s".to_owned(), Vec::new())
    );
}

#[test]
fn an_answer_that_is_none_is_refused() {
    let cases = [
        ("", CallbackError::NoCode),
        ("state=s", CallbackError::NoCode),
        ("code=&state=s", CallbackError::NoCode),
        ("code=c", CallbackError::NoState),
        ("code=c&state=", CallbackError::NoState),
        ("code=c&code=d&state=s", CallbackError::Twice("code")),
        ("code=c&state=s&state=s", CallbackError::Twice("state")),
        ("error=a&error=b&state=s", CallbackError::Twice("error")),
    ];
    for (query, error) in cases {
        assert_eq!(parse_callback(query), Err(error), "{query}");
    }
}

#[test]
fn an_error_beats_a_code_and_needs_no_state() {
    let refused = parse_callback("code=c&error=access_denied&error_type=scope");
    let expected = Callback::Refused {
        error: "access_denied".to_owned(),
        description: None,
        error_type: Some("scope".to_owned()),
        state: None,
    };
    assert_eq!(refused, Ok(expected));
    assert!(matches!(
        parse_callback("error=&code=c&state=s"),
        Ok(Callback::Granted { .. })
    ));
}

#[test]
fn debug_shows_neither_code_nor_state() {
    let shown = format!(
        "{:?} {:?}",
        parse_callback("code=c0de&state=st4te"),
        request(false)
    );
    assert!(
        !shown.contains("c0de") && !shown.contains("st4te") && !shown.contains("a state"),
        "{shown}"
    );
    let shown = format!("{:?}", parse_callback("error=access_denied&state=st4te"));
    assert!(
        shown.contains("access_denied") && !shown.contains("st4te"),
        "{shown}"
    );
}

proptest! {
    #[test]
    fn whatever_is_encoded_once_comes_back(code in ".+", state in ".+") {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("code", &code)
            .append_pair("state", &state)
            .finish();
        let (got_code, got_state, _) = granted(&query);
        prop_assert_eq!(got_code, code);
        prop_assert_eq!(got_state, state);
    }

    #[test]
    fn no_query_makes_it_panic(query in any::<String>()) {
        let _ = parse_callback(&query);
    }
}
