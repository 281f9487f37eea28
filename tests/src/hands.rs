//! What a creator does that is no part of the page: choosing files and pressing keys.

use std::path::Path;

/// What becomes of TikTok, or of the network on the way to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outage {
    /// Nobody answers.
    Unreachable,
    /// The sign-in page of a network answers everything.
    PageOfTheNetwork,
    /// TikTok's edge answers that the service is not available.
    Trouble,
}

impl Outage {
    /// As a fault of the practice TikTok; `None` where it stops altogether.
    pub fn fault(self) -> Option<serde_json::Value> {
        let kind = match self {
            Self::Unreachable => return None,
            Self::PageOfTheNetwork => "html_200",
            Self::Trouble => "status_503_html",
        };
        Some(serde_json::json!({ "kind": kind }))
    }
}

/// The creator's hands, in the real window or in Chromium.
pub trait Hands: Sync {
    /// Folder for the creator's videos.
    fn home(&self) -> &Path;
    /// Chooses `file` in the dialog for videos that the page has asked for.
    fn choose_video(&self, file: &Path);
    /// From now on addresses that are opened are noted.
    fn set_up_browser(&self);
    /// The last address that the studio opened in the browser.
    fn opened(&self) -> String {
        crate::browser::opened_in(self.home())
    }
    /// From now on the practice TikTok beside the app fails so.
    fn practice_fails(&self, outage: Outage);
    /// Opens the list of shortcuts by its key, in `window`.
    fn ask_for_shortcuts<'a>(&'a self, window: &'a crate::window::Window) -> crate::states::Reaching<'a>;
}
