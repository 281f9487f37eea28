//! The creator's preferences.

use serde_json::Value;

use crate::core::Core;
use crate::problem::Problem;
use crate::view::{Change, Settings};

/// How many videos go up at a time over all accounts, unless the creator chose otherwise.
pub const UPLOADS_AT_ONCE: u32 = 2;
/// The most that may go up at a time.
const MOST_AT_ONCE: u32 = 8;
/// The lowest speed limit, kilobytes a second: below it an upload would look like one that stalls.
const SLOWEST_LIMIT_KB: u32 = 100;

impl Core {
    /// Preferences; defaults where nothing, or nothing readable, is stored.
    pub(crate) async fn settings(&self) -> Result<Settings, Problem> {
        let stored = self
            .store
            .setting("settings")
            .await
            .map_err(|error| self.store_problem(error))?;
        Ok(stored.map_or_else(Settings::default, |text| read(&text)))
    }

    /// Stores preferences and tells the window.
    pub(crate) async fn save_settings(&self, settings: &Settings) -> Result<(), Problem> {
        let text = serde_json::to_string(&sound(settings)).unwrap_or_default();
        self.store
            .set_setting("settings", text)
            .await
            .map_err(|error| self.store_problem(error))?;
        self.tell(Change::Snapshot);
        Ok(())
    }
}

/// Figures in the range in which uploads work.
fn sound(settings: &Settings) -> Settings {
    Settings {
        uploads_at_once: settings.uploads_at_once.clamp(1, MOST_AT_ONCE),
        upload_limit_kb: settings.upload_limit_kb.map(|limit| limit.max(SLOWEST_LIMIT_KB)),
        ..settings.clone()
    }
}

/// What is stored, and the default for each preference that is not there yet.
fn read(stored: &str) -> Settings {
    let mut known = serde_json::to_value(Settings::default()).unwrap_or_default();
    let stored = serde_json::from_str(stored).unwrap_or_default();
    if let (Value::Object(known), Value::Object(stored)) = (&mut known, stored) {
        known.extend(stored);
    }
    let settings = serde_json::from_value(known).unwrap_or_default();
    sound(&settings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Theme;

    #[test]
    fn limits_of_uploads_stay_in_the_range_in_which_they_work() {
        let kept = read(r#"{"uploadsAtOnce":0,"uploadLimitKb":1}"#);
        assert_eq!((kept.uploads_at_once, kept.upload_limit_kb), (1, Some(100)));
        let kept = read(r#"{"uploadsAtOnce":99,"uploadLimitKb":null}"#);
        assert_eq!((kept.uploads_at_once, kept.upload_limit_kb), (8, None));
        assert_eq!(read("{}").uploads_at_once, UPLOADS_AT_ONCE);
    }

    #[test]
    fn preferences_of_an_older_version_are_kept_and_nonsense_is_the_default() {
        let kept = read(r#"{"theme":"dark","letterShortcuts":false,"welcomed":true}"#);
        let expected = Settings {
            theme: Theme::Dark,
            letter_shortcuts: false,
            welcomed: true,
            ..Settings::default()
        };
        assert_eq!(kept, expected);
        for nonsense in ["", "[]", "null", r#"{"theme":7}"#] {
            assert_eq!(read(nonsense), Settings::default(), "{nonsense}");
        }
        let text = serde_json::to_string(&expected).unwrap();
        assert_eq!(read(&text), expected);
    }
}
