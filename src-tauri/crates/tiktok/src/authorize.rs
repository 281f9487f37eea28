//! The consent page and what comes back from it.

use std::fmt;

use url::{Url, form_urlencoded};

use crate::client::Client;
use crate::scope::Scope;
use crate::secret::Secret;

/// The platform of Login Kit the app is registered for (R§1.3, R§1.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Platform {
    /// A redirect to this computer; PKCE is mandatory.
    Desktop,
    /// A redirect to an `https` address; PKCE is not required, and sent all the same.
    Web,
}

/// What the consent page is asked for (R§1.1).
#[derive(Clone, Copy)]
pub struct AuthorizeRequest<'a> {
    /// The app's key.
    pub client_key: &'a str,
    /// The permissions to ask for.
    pub scopes: &'a [Scope],
    /// Must be registered, and the same byte for byte in the exchange of the code.
    pub redirect_uri: &'a str,
    /// Random; comes back and must be compared.
    pub state: &'a str,
    /// [`Pkce::challenge`](crate::Pkce).
    pub challenge: &'a str,
    /// Which platform of Login Kit the redirect belongs to.
    pub platform: Platform,
    /// Show the page even to someone who has granted everything before, to switch accounts.
    pub ask_again: bool,
}

impl fmt::Debug for AuthorizeRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AuthorizeRequest")
            .field("scopes", &self.scopes)
            .field("redirect_uri", &self.redirect_uri)
            .field("platform", &self.platform)
            .field("ask_again", &self.ask_again)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// The address of the consent page, for the system's browser. Touches no network.
    pub fn authorize_url(&self, request: &AuthorizeRequest<'_>) -> Url {
        authorize_url(self.sign_in_address("/v2/auth/authorize/"), request)
    }
}

fn authorize_url(mut url: Url, request: &AuthorizeRequest<'_>) -> Url {
    let mut query = url.query_pairs_mut();
    query
        .append_pair("client_key", request.client_key)
        .append_pair("response_type", "code")
        .append_pair("scope", &Scope::join(request.scopes))
        .append_pair("redirect_uri", request.redirect_uri)
        .append_pair("state", request.state)
        .append_pair("code_challenge", request.challenge)
        .append_pair("code_challenge_method", "S256");
    if request.ask_again {
        query.append_pair("disable_auto_auth", "1");
    }
    drop(query);
    url
}

/// What TikTok's redirect says (R§1.5).
#[derive(Clone, PartialEq, Eq)]
pub enum Callback {
    /// The creator agreed.
    Granted {
        /// To be exchanged at once; works one time.
        code: Secret,
        /// Must equal the one that was sent.
        state: String,
        /// What the creator agreed to; may be less than was asked for.
        scopes: Vec<Scope>,
    },
    /// The creator or TikTok refused.
    Refused {
        /// Such as `access_denied`. Not always the creator's doing: see `error_type`.
        error: String,
        /// TikTok's words.
        description: Option<String>,
        /// The undocumented reason, such as `non_sandbox_target`.
        error_type: Option<String>,
        /// Must equal the one that was sent, if it came back.
        state: Option<String>,
    },
}

impl fmt::Debug for Callback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Granted { scopes, .. } => f
                .debug_struct("Granted")
                .field("scopes", scopes)
                .finish_non_exhaustive(),
            Self::Refused {
                error,
                description,
                error_type,
                ..
            } => f
                .debug_struct("Refused")
                .field("error", error)
                .field("description", description)
                .field("error_type", error_type)
                .finish_non_exhaustive(),
        }
    }
}

/// Why a query is not an answer of TikTok's consent page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CallbackError {
    /// Neither a code nor an error.
    #[error("the answer holds neither a code nor an error")]
    NoCode,
    /// A code without a state cannot be checked.
    #[error("the answer holds no state")]
    NoState,
    /// One of the parameters comes twice, so it is not clear which one TikTok meant.
    #[error("the answer holds {0} twice")]
    Twice(&'static str),
}

/// Reads the query of the redirect, with or without the leading `?`. Everything is decoded exactly once:
/// codes hold `*` and `!`, and a code decoded twice or not at all is refused (R§1.5).
///
/// # Errors
/// When the query is not an answer of the consent page.
pub fn parse_callback(query: &str) -> Result<Callback, CallbackError> {
    let query = Query::parse(query.strip_prefix('?').unwrap_or(query));
    let state = query.one("state")?;
    if let Some(error) = query.one("error")? {
        let description = query.one("error_description")?;
        let error_type = query.one("error_type")?;
        return Ok(Callback::Refused {
            error,
            description,
            error_type,
            state,
        });
    }
    let code = Secret::new(query.one("code")?.ok_or(CallbackError::NoCode)?);
    let state = state.ok_or(CallbackError::NoState)?;
    let scopes = Scope::parse_list(&query.one("scopes")?.unwrap_or_default());
    Ok(Callback::Granted { code, state, scopes })
}

struct Query(Vec<(String, String)>);

impl Query {
    fn parse(query: &str) -> Self {
        let pairs = form_urlencoded::parse(query.as_bytes());
        Self(
            pairs
                .map(|(name, value)| (name.into_owned(), value.into_owned()))
                .collect(),
        )
    }

    /// The value of a parameter; an empty one counts as missing.
    fn one(&self, name: &'static str) -> Result<Option<String>, CallbackError> {
        let mut values = self
            .0
            .iter()
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value);
        let first = values.next();
        match values.next() {
            Some(_) => Err(CallbackError::Twice(name)),
            None => Ok(first.filter(|value| !value.is_empty()).cloned()),
        }
    }
}

#[cfg(test)]
mod tests;
