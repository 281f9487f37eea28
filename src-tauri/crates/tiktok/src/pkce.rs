//! Proof of the app that asked, the way TikTok wants it.

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::secret::Secret;

/// A verifier and its challenge (R§1.2). The challenge is lower-case **hex** of SHA-256, not the base64url
/// of RFC 7636: TikTok refuses that one, and only at the exchange of the code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pkce {
    /// Goes into the exchange of the code.
    pub verifier: Secret,
    /// Goes into the address of the consent page: 64 hex digits.
    pub challenge: String,
}

impl Pkce {
    /// A new pair, for one attempt to sign in.
    pub fn generate() -> Self {
        // Two random UUIDs: 244 bits from the system's source, written in 64 of the allowed characters.
        let verifier = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
        Self::from_verifier(Secret::new(verifier))
    }

    /// The pair of a verifier that was kept: 43 to 128 characters out of `A-Z a-z 0-9 - . _ ~`.
    pub fn from_verifier(verifier: Secret) -> Self {
        let digest = Sha256::digest(verifier.expose().as_bytes());
        let challenge = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        Self { verifier, challenge }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_verifiers_are_long_allowed_and_never_the_same() {
        let (one, two) = (Pkce::generate(), Pkce::generate());
        assert_ne!(one.verifier, two.verifier);
        assert_eq!(one.verifier.expose().len(), 64);
        assert!(one.verifier.expose().chars().all(|c| c.is_ascii_alphanumeric()));
        assert_eq!(one, Pkce::from_verifier(one.verifier.clone()));
    }

    #[test]
    fn the_challenge_is_hex_and_not_the_base64url_of_the_standard() {
        let file = include_str!("../tests/fixtures/pkce-vector.json");
        let file: serde_json::Value = serde_json::from_str(file).unwrap();
        let vector = &file["vector"];
        let pkce = Pkce::from_verifier(Secret::new(vector["code_verifier"].as_str().unwrap()));
        assert_eq!(pkce.challenge, vector["code_challenge_hex"]);
        assert_ne!(pkce.challenge, vector["wrong_rfc7636_base64url"]);
        assert_eq!(
            pkce.challenge,
            "13d31e961a1ad8ec2f16b10c4c982e0876a878ad6df144566ee1894acb70f9c3"
        );
    }

    #[test]
    fn debug_shows_the_challenge_but_not_the_verifier() {
        let pkce = Pkce::generate();
        let shown = format!("{pkce:?}");
        assert!(shown.contains(&pkce.challenge));
        assert!(!shown.contains(pkce.verifier.expose()));
    }
}
