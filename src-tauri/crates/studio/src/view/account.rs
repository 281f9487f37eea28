use serde::{Deserialize, Serialize};
use specta::Type;

use crate::ids::AccountId;
use crate::problem::Problem;

/// Which TikTok an account lives at. Decides the base address, for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// TikTok itself.
    Tiktok,
    /// The practice TikTok on this computer.
    Practice,
}

/// The account's own colour; names are those of `tokens.css`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "colour names")]
pub enum Gel {
    Plum,
    Raspberry,
    Persimmon,
    Straw,
    Moss,
    Lagoon,
    Cobalt,
    Slate,
}

/// Enough of an account to recognise it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccountBadge {
    /// The account.
    pub id: AccountId,
    /// TikTok or practice.
    pub kind: AccountKind,
    /// Nickname as last heard from TikTok.
    pub nickname: String,
    /// Handle without `@`; empty while unknown.
    pub handle: String,
    /// Address of the picture at the media server.
    pub avatar: Option<String>,
    /// Its colour.
    pub gel: Gel,
}

/// A connected account.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccountView {
    /// Who it is.
    pub badge: AccountBadge,
    /// How the connection stands.
    pub state: AccountState,
    /// The state in a word or two, e.g. "Connected".
    pub state_label: String,
    /// Why, and what to do, when there is something to say.
    pub state_note: Option<String>,
    /// Permissions in words.
    pub permissions: Vec<PermissionView>,
    /// True when only this session knows the sign-in (no keyring).
    pub session_only: bool,
}

/// How an account stands with TikTok.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum AccountState {
    /// Works.
    Connected,
    /// Works, but the refresh token ends soon.
    Expiring {
        /// UTC milliseconds.
        when: i64,
    },
    /// TikTok no longer takes our tokens.
    SignInAgain,
    /// A permission the creator left out.
    MissingScope,
    /// The keyring holds no entry or does not answer: cannot tell.
    Unknown,
}

/// One permission in the creator's words.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PermissionView {
    /// TikTok's scope name.
    pub scope: String,
    /// What it means, e.g. "Post directly".
    pub label: String,
    /// What Greenroom does with it, one sentence.
    pub purpose: String,
    /// When it was last of use, e.g. "Used today at 14:03".
    pub last_used: String,
    /// Whether the creator granted it.
    pub granted: bool,
}

/// How the browser finds its way back (reference sections 1.3 and 1.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SignInWay {
    /// TikTok's desktop platform: a loopback address on this computer.
    Loopback,
    /// TikTok's web platform: an https page that hands on to `studio.greenroom://`.
    DeepLink,
}

/// What the creator asked for when starting a sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "with", rename_all = "snake_case")]
pub enum SignInRequest {
    /// A practice account at once, without a browser.
    PracticeNow {
        /// Persona name; the first one when absent.
        persona: Option<String>,
    },
    /// A practice account by way of the browser, to practise signing in.
    PracticeInBrowser {
        /// Which way back.
        way: SignInWay,
    },
    /// The creator's own TikTok app.
    Tiktok {
        /// Show TikTok's consent page even when already signed in there, to choose another account.
        another_account: bool,
    },
    /// An account that is known: to sign in again, or to allow what was left out. Asks for
    /// every permission anew, as TikTok wants it (reference section 3).
    Again {
        /// Which one.
        account: AccountId,
    },
}

/// A sign-in under way or just ended.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum SignInView {
    /// The browser is open; we wait for it to come back.
    Waiting {
        /// Which way back.
        way: SignInWay,
        /// TikTok or practice.
        kind: AccountKind,
        /// When we stop waiting, UTC milliseconds.
        until: i64,
        /// What TikTok's error pages mean, for when one comes instead of the consent page.
        checks: Vec<SignInCheck>,
    },
    /// The code is here, tokens are being fetched.
    Finishing,
    /// Somebody else came back than the account that was to sign in again. Nothing is
    /// stored before the creator says so.
    Other {
        /// Who came.
        found: AccountBadge,
        /// Who was meant.
        wanted: AccountBadge,
    },
    /// It worked.
    Done {
        /// The connected account.
        account: AccountBadge,
        /// A sentence about permissions that were left out, if any.
        note: Option<String>,
    },
    /// It did not work.
    Failed {
        /// What happened and what to do.
        problem: Problem,
        /// What to compare at TikTok, if the set-up of the app may be the reason.
        checks: Vec<SignInCheck>,
    },
}

/// What TikTok's error page names instead of asking for consent, and what to do about it
/// (reference section 1.5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SignInCheck {
    /// The word on TikTok's page, e.g. `redirect_uri`.
    pub shows: String,
    /// What it means and what to compare.
    pub advice: String,
    /// The very value that TikTok has to know, to copy.
    pub value: Option<CheckedValue>,
}

/// A value to compare with what is registered at TikTok.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CheckedValue {
    /// What it is, e.g. "Redirect address".
    pub label: String,
    /// The value.
    pub text: String,
}

/// How an account is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Leave {
    /// What of its work stays on this computer.
    pub keep: Keep,
    /// What happens to the creator's permission at TikTok.
    pub grant: Grant,
}

/// What stays of an account that is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Keep {
    /// Drafts and the history of posts.
    Work,
    /// Nothing. Media files are the creator's and stay in any case.
    Nothing,
}

/// What happens to the permission at TikTok.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Grant {
    /// Given back first; without TikTok's answer nothing is forgotten.
    GiveBack,
    /// Given back if that can be done; else the creator takes it away in the TikTok app.
    LeaveIfNeeded,
}

/// The creator's own TikTok app: what to register and what is known.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TikTokAppView {
    /// The key, once entered. Not a secret.
    pub client_key: Option<String>,
    /// Whether a secret for it lies in the keyring. The secret itself never comes back.
    pub has_secret: bool,
    /// Chosen platform of Login Kit.
    pub way: SignInWay,
    /// The https address of the hand-on page (web platform only).
    pub redirect_page: Option<String>,
    /// What the creator says about the audit of the Content Posting API.
    pub audited: bool,
    /// Redirect address to register for the desktop platform.
    pub loopback_redirect: String,
    /// Scopes to add to the app, TikTok's names.
    pub scopes: Vec<String>,
}

/// What the creator enters about an own TikTok app. Leaves `client_secret`
/// empty to keep the stored one. Never echoed back.
#[derive(Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TikTokAppForm {
    /// TikTok's client key.
    pub client_key: String,
    /// TikTok's client secret; goes straight to the keyring.
    pub client_secret: Option<String>,
    /// Platform of Login Kit.
    pub way: SignInWay,
    /// https address of the hand-on page, for the web platform.
    pub redirect_page: Option<String>,
    /// Whether TikTok has audited the app for direct posts.
    pub audited: bool,
}
