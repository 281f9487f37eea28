//! Reading numbers and ids the way TikTok writes them.

use serde::{Deserialize, Deserializer, de::Error as _};
use serde_json::value::RawValue;

/// An id of 19 digits or so, as text: TikTok writes ids of posts as JSON numbers, ids of videos as text
/// (R§5, R§11). Digits are kept one by one; no number type is in between.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Id(pub String);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let text = raw.get();
        if text.starts_with('"') {
            return serde_json::from_str(text).map(Id).map_err(D::Error::custom);
        }
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(Id(text.to_owned()));
        }
        Err(D::Error::custom("an id is neither text nor a whole number"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_keep_every_digit_whether_number_or_text() {
        let read = |text: &str| serde_json::from_str::<Vec<Id>>(text).unwrap();
        let expected = [
            Id("7663542984343883021".to_owned()),
            Id("99999999999999999999999".to_owned()),
        ];
        assert_eq!(read("[7663542984343883021, 99999999999999999999999]"), expected);
        assert_eq!(
            read(r#"["7663542984343883021", "99999999999999999999999"]"#),
            expected
        );
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for bad in ["[7.6e18]", "[null]", "[{}]", "[-1]", "[true]"] {
            assert!(serde_json::from_str::<Vec<Id>>(bad).is_err(), "{bad}");
        }
    }
}
