//! The creator's own TikTok app: what to register, and its key and secret.

use serde::{Deserialize, Serialize};
use tiktok::{AppKeys, Scope, Secret};
use url::Url;

use super::permissions::SCOPES;
use super::{Accounts, entries};
use crate::problem::{Code, Problem};
use crate::view::{Change, SignInWay, TikTokAppForm, TikTokAppView};

/// To be registered for the desktop platform (reference section 1.3).
pub(super) const LOOPBACK_REDIRECT: &str = "http://127.0.0.1:*/callback/";

/// A redirect address is shorter than this (reference section 1.4).
const LONGEST_REDIRECT: usize = 512;

/// Longer than any key or secret TikTok gives out.
const LONGEST_KEY: usize = 256;

/// Name of the setting. The secret is not in it.
const SETTING: &str = "tiktok_app";

/// The app as the database knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StoredApp {
    pub client_key: Option<String>,
    pub way: SignInWay,
    pub redirect_page: Option<String>,
    pub audited: bool,
}

impl Default for StoredApp {
    fn default() -> Self {
        Self {
            client_key: None,
            way: SignInWay::Loopback,
            redirect_page: None,
            audited: false,
        }
    }
}

impl Accounts {
    pub(super) async fn stored_app(&self) -> Result<StoredApp, Problem> {
        let stored = self.core.store.setting(SETTING).await;
        let stored = stored.map_err(|error| self.core.store_problem(error))?;
        Ok(stored
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default())
    }

    pub(super) async fn app_view(&self) -> Result<TikTokAppView, Problem> {
        let app = self.stored_app().await?;
        Ok(TikTokAppView {
            has_secret: app.client_key.as_deref().is_some_and(|key| self.knows_keys(key)),
            client_key: app.client_key,
            way: app.way,
            redirect_page: app.redirect_page,
            audited: app.audited,
            loopback_redirect: LOOPBACK_REDIRECT.to_owned(),
            scopes: SCOPES.iter().map(Scope::to_string).collect(),
        })
    }

    pub(super) async fn save_app(&self, form: TikTokAppForm) -> Result<(), Problem> {
        let (app, secret) = read(form).map_err(|key| self.problem(Code::Invalid, key))?;
        let client_key = app.client_key.clone().unwrap_or_default();
        match secret {
            Some(client_secret) => {
                self.save_keys(AppKeys {
                    client_key,
                    client_secret,
                })
                .await?
            }
            None if self.app_keys(&client_key).await?.is_none() => {
                return Err(self.problem(Code::Invalid, "accounts-app-secret-missing"));
            }
            None => {}
        }
        let text = serde_json::to_string(&app).unwrap_or_default();
        let stored = self.core.store.set_setting(SETTING, text).await;
        stored.map_err(|error| self.core.store_problem(error))?;
        self.core.tell(Change::Snapshot);
        Ok(())
    }

    async fn save_keys(&self, keys: AppKeys) -> Result<(), Problem> {
        let name = entries::app_name(&self.core.folder_id, &keys.client_key);
        let written = self
            .core
            .config
            .secrets
            .write(&name, &entries::write_keys(&keys))
            .await;
        written.map_err(|_| self.problem(Code::Keyring, "accounts-keyring-closed"))?;
        self.remember_keys(keys);
        Ok(())
    }
}

/// Reads the form; the error is the key of what does not fit.
fn read(form: TikTokAppForm) -> Result<(StoredApp, Option<Secret>), &'static str> {
    let client_key = form.client_key.trim().to_owned();
    if !is_key(&client_key) {
        return Err("accounts-app-key-invalid");
    }
    let secret = form
        .client_secret
        .as_deref()
        .map(str::trim)
        .filter(|secret| !secret.is_empty());
    if secret.is_some_and(|secret| !is_key(secret)) {
        return Err("accounts-app-secret-invalid");
    }
    let page = form
        .redirect_page
        .as_deref()
        .map(str::trim)
        .filter(|page| !page.is_empty());
    match page {
        Some(page) if !is_redirect_page(page) => return Err("accounts-app-page-invalid"),
        None if form.way == SignInWay::DeepLink => return Err("accounts-app-page-missing"),
        _ => {}
    }
    let app = StoredApp {
        client_key: Some(client_key),
        way: form.way,
        redirect_page: page.map(str::to_owned),
        audited: form.audited,
    };
    Ok((app, secret.map(Secret::new)))
}

fn is_key(text: &str) -> bool {
    (1..=LONGEST_KEY).contains(&text.len()) && text.chars().all(|letter| letter.is_ascii_graphic())
}

/// Absolute, https, no query, no fragment, under 512 characters (reference section 1.4).
fn is_redirect_page(page: &str) -> bool {
    let is_plain = page.len() < LONGEST_REDIRECT && page.chars().all(|letter| letter.is_ascii_graphic());
    is_plain
        && page.starts_with("https://")
        && Url::parse(page).is_ok_and(|url| {
            let is_anonymous = url.username().is_empty() && url.password().is_none();
            is_anonymous && url.query().is_none() && url.fragment().is_none()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> TikTokAppForm {
        TikTokAppForm {
            client_key: " sbaw123 ".into(),
            client_secret: Some(" s3cret\n".into()),
            way: SignInWay::DeepLink,
            redirect_page: Some(" https://me.example/greenroom/ ".into()),
            audited: true,
        }
    }

    #[test]
    fn what_was_pasted_is_trimmed() {
        let (app, secret) = read(form()).unwrap();
        assert_eq!(app.client_key.as_deref(), Some("sbaw123"));
        assert_eq!(
            app.redirect_page.as_deref(),
            Some("https://me.example/greenroom/")
        );
        assert_eq!(secret, Some(Secret::new("s3cret")));
    }

    #[test]
    fn an_empty_secret_keeps_the_stored_one() {
        for client_secret in [None, Some(String::new()), Some("  ".into())] {
            assert_eq!(
                read(TikTokAppForm {
                    client_secret,
                    ..form()
                })
                .unwrap()
                .1,
                None
            );
        }
    }

    #[test]
    fn a_page_is_https_and_bare() {
        for page in ["https://me.example/", "https://me.example:8443/a/b.html"] {
            assert!(is_redirect_page(page), "{page}");
        }
        let long = format!("https://me.example/{}", "a".repeat(LONGEST_REDIRECT));
        for page in [
            "http://me.example/",
            "me.example",
            "https://",
            "https://me.example/?a=b",
            "https://me.example/?",
            "https://me.example/#a",
            "https://user@me.example/",
            "https://me.example/a b",
            "studio.greenroom://oauth/callback",
            &long,
        ] {
            assert!(!is_redirect_page(page), "{page}");
        }
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let refused = |form| read(form).err();
        let key = |client_key: &str| TikTokAppForm {
            client_key: client_key.into(),
            ..form()
        };
        assert_eq!(refused(key("  ")), Some("accounts-app-key-invalid"));
        assert_eq!(refused(key("two words")), Some("accounts-app-key-invalid"));
        let page = |redirect_page: Option<&str>, way| TikTokAppForm {
            redirect_page: redirect_page.map(str::to_owned),
            way,
            ..form()
        };
        assert_eq!(
            refused(page(None, SignInWay::DeepLink)),
            Some("accounts-app-page-missing")
        );
        assert_eq!(
            refused(page(Some(" "), SignInWay::DeepLink)),
            Some("accounts-app-page-missing")
        );
        assert_eq!(
            refused(page(Some("x"), SignInWay::Loopback)),
            Some("accounts-app-page-invalid")
        );
        assert_eq!(refused(page(None, SignInWay::Loopback)), None);
    }
}
