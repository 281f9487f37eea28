//! What a creator does that is no part of the page: choosing files and pressing keys.

use std::path::Path;

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
    /// Opens the list of shortcuts by its key, in `window`.
    fn ask_for_shortcuts<'a>(&'a self, window: &'a crate::window::Window) -> crate::states::Reaching<'a>;
}
