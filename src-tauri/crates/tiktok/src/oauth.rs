//! Tokens: getting, renewing and giving them back.

use std::time::Duration;

use serde::Deserialize;

use crate::calls::Endpoint;
use crate::client::Client;
use crate::error::Error;
use crate::scope::Scope;
use crate::secret::Secret;

/// What identifies the app to TikTok (R§2.7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppKeys {
    /// The app's public key.
    pub client_key: String,
    /// Required at every token call, even with PKCE.
    pub client_secret: Secret,
}

/// What the token endpoint answers (R§2.1). Lifetimes count from the moment of the answer; they are
/// TikTok's to choose, no constant stands for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tokens {
    /// The creator, as this app knows them.
    pub open_id: String,
    /// What the creator granted.
    pub scopes: Vec<Scope>,
    /// For every call of the API.
    pub access_token: Secret,
    /// Life of the access token.
    pub expires_in: Duration,
    /// For [`Client::refresh`]; replaces the one that was used, which stops working (R§2.2).
    pub refresh_token: Secret,
    /// Life of the refresh token.
    pub refresh_expires_in: Duration,
}

#[derive(Deserialize)]
struct TokenAnswer {
    open_id: String,
    #[serde(default)]
    scope: String,
    access_token: String,
    expires_in: u64,
    refresh_token: String,
    refresh_expires_in: u64,
}

impl From<TokenAnswer> for Tokens {
    fn from(answer: TokenAnswer) -> Self {
        Self {
            open_id: answer.open_id,
            scopes: Scope::parse_list(&answer.scope),
            access_token: Secret::new(answer.access_token),
            expires_in: Duration::from_secs(answer.expires_in),
            refresh_token: Secret::new(answer.refresh_token),
            refresh_expires_in: Duration::from_secs(answer.refresh_expires_in),
        }
    }
}

impl Client {
    /// Exchanges the code of a consent for tokens (R§2.1). A code works once and for a short time.
    ///
    /// `redirect_uri` is the one of the consent page, byte for byte; `verifier` belongs to the challenge
    /// that was sent and is mandatory on the desktop.
    ///
    /// # Errors
    /// [`Failure::InvalidGrant`](crate::Failure) for a spent or late code,
    /// [`InvalidRequest`](crate::Failure::InvalidRequest) for a redirect or verifier that does not fit,
    /// [`InvalidClient`](crate::Failure::InvalidClient) for wrong keys.
    pub async fn exchange_code(
        &self,
        keys: &AppKeys,
        code: &Secret,
        redirect_uri: &str,
        verifier: Option<&Secret>,
    ) -> Result<Tokens, Error> {
        let mut form = vec![
            ("client_key", keys.client_key.as_str()),
            ("client_secret", keys.client_secret.expose()),
            ("code", code.expose()),
            ("grant_type", "authorization_code"),
            ("redirect_uri", redirect_uri),
        ];
        form.extend(verifier.map(|verifier| ("code_verifier", verifier.expose())));
        let secrets: Vec<_> = [&keys.client_secret, code].into_iter().chain(verifier).collect();
        let answer = self.post_form(Endpoint::ExchangeCode, &form, &secrets).await?;
        let tokens: TokenAnswer = answer.oauth().map_err(|error| error.without(&secrets))?;
        Ok(tokens.into())
    }

    /// Renews the tokens (R§2.3). The old refresh token is spent by a success **and** by a success whose
    /// answer was lost: keep the new pair before using it, and never run two at once for one account.
    ///
    /// # Errors
    /// [`Failure::InvalidGrant`](crate::Failure): the creator signs in again.
    pub async fn refresh(&self, keys: &AppKeys, refresh_token: &Secret) -> Result<Tokens, Error> {
        let form = [
            ("client_key", keys.client_key.as_str()),
            ("client_secret", keys.client_secret.expose()),
            ("grant_type", "refresh_token"),
            ("refresh_token", refresh_token.expose()),
        ];
        let secrets = [&keys.client_secret, refresh_token];
        let answer = self.post_form(Endpoint::Refresh, &form, &secrets).await?;
        let tokens: TokenAnswer = answer.oauth().map_err(|error| error.without(&secrets))?;
        Ok(tokens.into())
    }

    /// Takes back the creator's grant (R§2.4). Needs a living access token: refresh first.
    ///
    /// # Errors
    /// [`Failure::InvalidGrant`](crate::Failure) when the token is unknown or expired.
    pub async fn revoke(&self, keys: &AppKeys, access_token: &Secret) -> Result<(), Error> {
        let form = [
            ("client_key", keys.client_key.as_str()),
            ("client_secret", keys.client_secret.expose()),
            ("token", access_token.expose()),
        ];
        let secrets = [&keys.client_secret, access_token];
        let answer = self.post_form(Endpoint::Revoke, &form, &secrets).await?;
        answer.oauth_done().map_err(|error| error.without(&secrets))
    }
}
