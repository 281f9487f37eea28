//! A text that must not be seen.

use std::fmt;

/// A credential: a token, a client secret, an authorization code, a PKCE verifier.
///
/// It cannot be printed or serialised by accident. Whoever needs the text says so with
/// [`Secret::expose`].
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// Wraps a text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for sending it or for putting it into the keyring. Never for a log.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl PartialEq for Secret {
    /// Takes the same time wherever two texts of one length differ.
    fn eq(&self, other: &Self) -> bool {
        let (ours, theirs) = (self.0.as_bytes(), other.0.as_bytes());
        if ours.len() != theirs.len() {
            return false;
        }
        let difference = ours
            .iter()
            .zip(theirs)
            .fold(0, |all, (a, b)| std::hint::black_box(all | (a ^ b)));
        difference == 0
    }
}

impl Eq for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_nothing_of_the_text() {
        assert_eq!(format!("{:?}", Secret::new("act.abc")), "Secret(…)");
    }

    #[test]
    fn secrets_are_equal_exactly_when_their_texts_are() {
        assert_eq!(Secret::new("act.abc"), Secret::new("act.abc"));
        assert_ne!(Secret::new("act.abc"), Secret::new("act.abd"));
        assert_ne!(Secret::new("xct.abc"), Secret::new("act.abc"));
        assert_ne!(Secret::new("act.abc"), Secret::new("act.ab"));
    }
}
