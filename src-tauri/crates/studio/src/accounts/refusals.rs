//! TikTok's no to a sign-in: what it names, what that means, and what to compare. Pure.

use tiktok::{Failure, Scope};

use super::permissions::SCOPES;
use super::tiktok_app::LOOPBACK_REDIRECT;
use crate::problem::Code;
use crate::store::sign_ins::SignInRow;
use crate::view::{CheckedValue, SignInCheck, SignInWay};
use crate::words::Words;

/// What TikTok's error page, or the `error_type` of its callback, names (reference section 1.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    ClientKey,
    RedirectUri,
    CodeChallenge,
    Scope,
    NotASandboxTarget,
}

impl Named {
    const ALL: [Self; 5] = [
        Self::RedirectUri,
        Self::ClientKey,
        Self::Scope,
        Self::NotASandboxTarget,
        Self::CodeChallenge,
    ];

    /// TikTok's word for it.
    fn shows(self) -> &'static str {
        match self {
            Self::ClientKey => "client_key",
            Self::RedirectUri => "redirect_uri",
            Self::CodeChallenge => "code_challenge",
            Self::Scope => "scope",
            Self::NotASandboxTarget => "non_sandbox_target",
        }
    }

    fn of(error: &str, reason: Option<&str>) -> Option<Self> {
        let named = |word: &str| Self::ALL.into_iter().find(|one| one.shows() == word);
        match error {
            _ if reason.is_some_and(|reason| named(reason).is_some()) => reason.and_then(named),
            "unauthorized_client" => Some(Self::ClientKey),
            "invalid_scope" => Some(Self::Scope),
            error => named(error),
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::ClientKey => "accounts-check-client-key",
            Self::RedirectUri => "accounts-check-redirect-uri",
            Self::CodeChallenge => "accounts-check-code-challenge",
            Self::Scope => "accounts-check-scope",
            Self::NotASandboxTarget => "accounts-check-sandbox",
        }
    }

    /// The value that TikTok has to know for the sign-in `row`.
    fn value(self, row: &SignInRow) -> Option<String> {
        match self {
            Self::ClientKey => Some(row.client_key.clone()),
            // Registered with an open port, sent with the one of this sign-in (reference section 1.3).
            Self::RedirectUri => Some(match row.way {
                SignInWay::Loopback => LOOPBACK_REDIRECT.to_owned(),
                SignInWay::DeepLink => row.redirect_uri.clone(),
            }),
            Self::Scope => Some(SCOPES.each_ref().map(Scope::as_str).join(", ")),
            Self::CodeChallenge | Self::NotASandboxTarget => None,
        }
    }

    fn check(self, row: &SignInRow, words: &Words) -> SignInCheck {
        let key = self.key();
        let platform = match row.way {
            SignInWay::Loopback => "settings-app-desktop",
            SignInWay::DeepLink => "settings-app-web",
        };
        let label = || words.attribute(key, "value", &[]);
        SignInCheck {
            shows: self.shows().to_owned(),
            advice: words.say_with(key, &[("platform", &words.say(platform))]),
            value: self.value(row).map(|text| CheckedValue { label: label(), text }),
        }
    }
}

/// What every error page of TikTok means for the sign-in `row`, the likeliest first.
pub(super) fn all_checks(row: &SignInRow, words: &Words) -> Vec<SignInCheck> {
    Named::ALL.iter().map(|named| named.check(row, words)).collect()
}

/// Why a sign-in failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    pub code: Code,
    /// Its sentences in the catalogue.
    pub key: &'static str,
    /// TikTok's own word, where the sentence quotes it.
    pub reason: Option<String>,
    named: Option<Named>,
}

impl Refusal {
    fn new(code: Code, key: &'static str, named: Option<Named>) -> Self {
        Self {
            code,
            key,
            reason: None,
            named,
        }
    }

    /// What to compare at TikTok.
    pub fn checks(&self, row: &SignInRow, words: &Words) -> Vec<SignInCheck> {
        self.named.iter().map(|named| named.check(row, words)).collect()
    }
}

/// What `error` and `error_type` of a callback mean. `access_denied` is the creator's
/// doing only where TikTok names no other reason.
pub(super) fn of_callback(error: &str, reason: Option<&str>) -> Refusal {
    if let Some(named) = Named::of(error, reason) {
        return Refusal::new(Code::Configuration, sentence(named), Some(named));
    }
    match (error, reason) {
        ("access_denied", None) => Refusal::new(Code::Refused, "problem-access-denied", None),
        ("server_error" | "temporarily_unavailable", _) => {
            Refusal::new(Code::Wait, "problem-tiktok-trouble", None)
        }
        (error, reason) => Refusal {
            reason: quotable(reason.unwrap_or(error)),
            ..Refusal::new(Code::Refused, "accounts-declined", None)
        },
    }
}

fn sentence(named: Named) -> &'static str {
    match named {
        Named::ClientKey => "problem-app-not-allowed",
        Named::RedirectUri => "problem-sign-in-refused",
        Named::CodeChallenge => "accounts-no-challenge",
        Named::Scope => "problem-unknown-permission",
        Named::NotASandboxTarget => "accounts-not-a-sandbox-target",
    }
}

/// What the token endpoint's error means where it is about the code or the app
/// (reference section 2.6). `None`: the error speaks for itself.
pub(super) fn of_exchange(error: &tiktok::Error) -> Option<Refusal> {
    let refusal = match error.failure {
        Failure::InvalidGrant => Refusal::new(Code::Refused, "accounts-code-refused", None),
        Failure::InvalidClient => Refusal::new(
            Code::Configuration,
            "problem-wrong-app-keys",
            Some(Named::ClientKey),
        ),
        Failure::UnauthorizedClient => Refusal::new(
            Code::Configuration,
            "problem-app-not-allowed",
            Some(Named::ClientKey),
        ),
        Failure::InvalidRequest => of_invalid_request(&error.message),
        _ => return None,
    };
    Some(refusal)
}

/// TikTok has one error for a redirect and for a verifier that do not fit. Its words
/// only choose between two sentences here; what is done is the same.
fn of_invalid_request(message: &str) -> Refusal {
    let message = message.to_ascii_lowercase();
    if message.contains("verifier") || message.contains("challenge") {
        return Refusal::new(Code::Configuration, "accounts-verifier-refused", None);
    }
    Refusal::new(
        Code::Configuration,
        "accounts-redirect-refused",
        Some(Named::RedirectUri),
    )
}

/// A word of TikTok that is fit to be shown: short, and nothing but a word.
fn quotable(word: &str) -> Option<String> {
    let is_word = (1..=60).contains(&word.len())
        && word
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || "_-.".contains(letter));
    is_word.then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::AccountKind;

    fn row(way: SignInWay) -> SignInRow {
        SignInRow {
            state_hash: String::new(),
            kind: AccountKind::Tiktok,
            client_key: "sbaw1".into(),
            way,
            redirect_uri: match way {
                SignInWay::Loopback => "http://127.0.0.1:4711/callback/".into(),
                SignInWay::DeepLink => "https://me.example/greenroom/".into(),
            },
            until: 0,
            wanted: None,
        }
    }

    #[test]
    fn the_table_of_callbacks() {
        let table = [
            ("access_denied", None, Code::Refused, "problem-access-denied"),
            (
                "access_denied",
                Some("non_sandbox_target"),
                Code::Configuration,
                "accounts-not-a-sandbox-target",
            ),
            (
                "access_denied",
                Some("something_new"),
                Code::Refused,
                "accounts-declined",
            ),
            (
                "unauthorized_client",
                Some("client_key"),
                Code::Configuration,
                "problem-app-not-allowed",
            ),
            (
                "unauthorized_client",
                None,
                Code::Configuration,
                "problem-app-not-allowed",
            ),
            (
                "invalid_request",
                Some("redirect_uri"),
                Code::Configuration,
                "problem-sign-in-refused",
            ),
            (
                "redirect_uri",
                None,
                Code::Configuration,
                "problem-sign-in-refused",
            ),
            (
                "invalid_request",
                Some("code_challenge"),
                Code::Configuration,
                "accounts-no-challenge",
            ),
            (
                "invalid_scope",
                None,
                Code::Configuration,
                "problem-unknown-permission",
            ),
            (
                "x",
                Some("scope"),
                Code::Configuration,
                "problem-unknown-permission",
            ),
            ("server_error", None, Code::Wait, "problem-tiktok-trouble"),
            (
                "temporarily_unavailable",
                None,
                Code::Wait,
                "problem-tiktok-trouble",
            ),
            ("never heard of", None, Code::Refused, "accounts-declined"),
        ];
        for (error, reason, code, key) in table {
            let refusal = of_callback(error, reason);
            assert_eq!((refusal.code, refusal.key), (code, key), "{error} {reason:?}");
        }
    }

    #[test]
    fn an_unknown_reason_is_quoted_only_when_it_is_a_word() {
        let reason = |reason| of_callback("access_denied", Some(reason)).reason;
        assert_eq!(reason("something_new"), Some("something_new".to_owned()));
        assert_eq!(reason("<b>Call 555 now</b>"), None);
        assert_eq!(reason(&"a".repeat(61)), None);
    }

    #[test]
    fn each_error_page_has_its_meaning_and_the_value_that_has_to_be_registered() {
        let words = Words::english();
        let values = |way| {
            let checks = all_checks(&row(way), &words);
            assert!(
                checks.iter().all(|check| check.advice.contains(' ')),
                "{checks:?}"
            );
            let value = |check: SignInCheck| (check.shows, check.value.map(|value| value.text));
            checks.into_iter().map(value).collect::<Vec<_>>()
        };
        let scopes =
            "user.info.basic, user.info.profile, user.info.stats, video.list, video.upload, video.publish";
        let expected = |redirect: &str| {
            [
                ("redirect_uri", Some(redirect)),
                ("client_key", Some("sbaw1")),
                ("scope", Some(scopes)),
                ("non_sandbox_target", None),
                ("code_challenge", None),
            ]
            .map(|(shows, value)| (shows.to_owned(), value.map(str::to_owned)))
        };
        assert_eq!(
            values(SignInWay::Loopback),
            expected("http://127.0.0.1:*/callback/")
        );
        assert_eq!(
            values(SignInWay::DeepLink),
            expected("https://me.example/greenroom/")
        );
    }

    #[test]
    fn the_table_of_the_token_endpoint() {
        let table = [
            (Failure::InvalidGrant, "", Some("accounts-code-refused"), 0),
            (Failure::InvalidClient, "", Some("problem-wrong-app-keys"), 1),
            (
                Failure::UnauthorizedClient,
                "",
                Some("problem-app-not-allowed"),
                1,
            ),
            (
                Failure::InvalidRequest,
                "Code verifier or code challenge is invalid.",
                Some("accounts-verifier-refused"),
                0,
            ),
            (
                Failure::InvalidRequest,
                "Redirect_uri is not matched with the uri when requesting code.",
                Some("accounts-redirect-refused"),
                1,
            ),
            (Failure::Server, "", None, 0),
        ];
        for (failure, message, key, checks) in table {
            let refusal = of_exchange(&tiktok::Error::new(failure, message));
            assert_eq!(refusal.as_ref().map(|refusal| refusal.key), key, "{failure:?}");
            let shown = refusal.map_or(0, |refusal| {
                refusal.checks(&row(SignInWay::Loopback), &Words::english()).len()
            });
            assert_eq!(shown, checks, "{failure:?}");
        }
    }
}
