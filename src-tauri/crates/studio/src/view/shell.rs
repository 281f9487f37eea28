use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AccountView, RefusedFile, SignInView, TikTokAppView, WalkthroughView};
use crate::ids::{AccountId, DraftId, PostId};

/// Everything around the desk: who is here, what waits, what is wrong.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    /// Connected accounts in the creator's order.
    pub accounts: Vec<AccountView>,
    /// The account new work is meant for.
    pub active_account: Option<AccountId>,
    /// Drafts outside the bin.
    pub draft_count: u32,
    /// Posts that wait for the creator.
    pub posts_need_you: u32,
    /// A running or just ended sign-in.
    pub sign_in: Option<SignInView>,
    /// The creator's own TikTok app, if its key is known.
    pub tiktok_app: TikTokAppView,
    /// Personas of the practice TikTok; empty when it is not available.
    pub personas: Vec<PersonaView>,
    /// Standing conditions shown under the head (keyring, disk).
    pub banners: Vec<Banner>,
    /// The creator's preferences.
    pub settings: Settings,
    /// How fast the latest uploads to TikTok went, in a sentence.
    pub upload_speed: String,
    /// A place a deep link asked for, until the window has gone there.
    pub route: Option<Route>,
    /// The step of the audit walkthrough that is shown, while it plays.
    pub walkthrough: Option<WalkthroughView>,
    /// Version of the program.
    pub version: String,
    /// Folder in which the studio keeps its data, for "what is where".
    pub data_folder: String,
}

/// A made-up creator of the practice TikTok.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PersonaView {
    /// Name to pass to `signInStart`.
    pub name: String,
    /// Nickname as TikTok would show it.
    pub nickname: String,
    /// What is special about this creator, one sentence.
    pub about: String,
}

/// A standing condition with its way on.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Banner {
    /// What it is about; the window uses it as key and picks the icon by it.
    pub kind: BannerKind,
    /// What happened and what still works.
    pub message: String,
    /// Label of the one action, if there is one.
    pub action: Option<String>,
}

/// The conditions a banner can tell of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum BannerKind {
    /// The keyring is locked or silent; action: try again.
    KeyringLocked,
    /// There is no keyring; sign-ins last for this session only.
    KeyringMissing,
    /// Disk full or database not writable.
    Store,
}

/// The creator's preferences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// Light, dark, or as the system says.
    pub theme: Theme,
    /// Whether single-letter shortcuts act.
    pub letter_shortcuts: bool,
    /// Whether the first run screen was left once.
    pub welcomed: bool,
    /// Whether the preview shows what TikTok's player covers.
    pub safe_zones: bool,
    /// The guide that it shows them by; the window's direction decides while none is chosen.
    pub zone_guide: Option<String>,
    /// How many videos go up at a time over all accounts.
    pub uploads_at_once: u32,
    /// Kilobytes (1,000 bytes) a second that all uploads together may take; `None` = no limit.
    pub upload_limit_kb: Option<u32>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            letter_shortcuts: true,
            welcomed: false,
            safe_zones: false,
            zone_guide: None,
            uploads_at_once: crate::settings::UPLOADS_AT_ONCE,
            upload_limit_kb: None,
        }
    }
}

/// Choice of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system says.
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// A place in the window that something outside it may ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "place", rename_all = "snake_case")]
pub enum Route {
    /// The posting page of a draft.
    Draft {
        /// Which one.
        id: DraftId,
    },
    /// A post and its history.
    Post {
        /// Which one.
        id: PostId,
    },
    /// The list of drafts.
    Drafts,
    /// Accounts, after a sign-in came back.
    Accounts,
}

/// One thing that changed; the window asks again for what it shows of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Change {
    /// Ask for everything again.
    Everything,
    /// The snapshot: accounts, counts, sign-in, banners, settings, route.
    Snapshot,
    /// The list of drafts.
    Drafts,
    /// The posting page of one draft.
    Posting {
        /// Which one.
        draft: DraftId,
    },
    /// The list of posts.
    Posts,
    /// One post: stage, progress or history.
    Post {
        /// Which one.
        id: PostId,
    },
    /// The record of what TikTok was asked.
    Activity,
    /// The videos of one account.
    Videos {
        /// Whose.
        account: AccountId,
    },
    /// The creator closes the window: what is only in the page has to come now.
    Closing,
    /// Files are held over the window, or no longer are.
    Dragging {
        /// Over the window now.
        over: bool,
    },
    /// Dropped files that could not be taken.
    Refused {
        /// Which ones, and why.
        files: Vec<RefusedFile>,
    },
    /// A short message worth a toast.
    Toast {
        /// One finished sentence.
        message: String,
    },
}
