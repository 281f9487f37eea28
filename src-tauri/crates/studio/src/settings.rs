//! The creator's preferences.

use crate::core::Core;
use crate::problem::Problem;
use crate::view::{Change, Settings};

impl Core {
    /// Preferences; defaults where nothing, or nothing readable, is stored.
    pub(crate) async fn settings(&self) -> Result<Settings, Problem> {
        let stored = self
            .store
            .setting("settings")
            .await
            .map_err(|error| self.store_problem(error))?;
        Ok(stored
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default())
    }

    /// Stores preferences and tells the window.
    pub(crate) async fn save_settings(&self, settings: &Settings) -> Result<(), Problem> {
        let text = serde_json::to_string(settings).unwrap_or_default();
        self.store
            .set_setting("settings", text)
            .await
            .map_err(|error| self.store_problem(error))?;
        self.tell(Change::Snapshot);
        Ok(())
    }
}
