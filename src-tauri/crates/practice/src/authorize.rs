//! The rules of the authorize address (R§1.1) and of what a consent leads to (R§1.5).

use url::Url;
use url::form_urlencoded::Serializer;

use crate::ids;
use crate::options::Error;
use crate::personas::Creator;
use crate::redirects::Flow;
use crate::state::Code;
use crate::world::World;

/// Scopes the practice app has (R§3), with what they let it do.
pub const SCOPES: [(&str, &str); 6] = [
    (
        "user.info.basic",
        "Read your profile info: avatar and display name",
    ),
    (
        "user.info.profile",
        "Read your bio, profile link, handle and verified badge",
    ),
    (
        "user.info.stats",
        "Read your counts of followers, likes and videos",
    ),
    ("video.list", "Read your public videos"),
    ("video.upload", "Send drafts to your inbox"),
    ("video.publish", "Post to your profile"),
];

/// Parameters of the authorize address (R§1.1).
pub const PARAMETERS: [&str; 8] = [
    "client_key",
    "response_type",
    "scope",
    "redirect_uri",
    "state",
    "code_challenge",
    "code_challenge_method",
    "disable_auto_auth",
];

/// The one scope a creator cannot leave out; it comes with Login Kit (R§3).
pub const FIXED_SCOPE: &str = "user.info.basic";

/// How long a code lives. Not published; third parties say about five minutes (R§1.5).
const CODE_LIFE: i64 = 5 * 60 * 1_000;

/// A consent that may be asked for.
#[derive(Debug, Clone)]
pub struct Wish {
    /// Asked scopes.
    pub scopes: Vec<String>,
    /// Where the answer goes.
    pub redirect_uri: String,
    /// Which rules hold.
    pub flow: Flow,
    /// Echoed.
    pub state: Option<String>,
    /// As sent; checked at the token endpoint only (R§1.2).
    pub challenge: Option<String>,
    /// `disable_auto_auth` was sent as `0`.
    pub auto: bool,
}

impl Wish {
    /// Reads the query or form of an authorize request. The error is what TikTok's own
    /// error page names: such a mistake never reaches the redirect (R§1.5).
    pub fn read(world: &World, pairs: &[(String, String)]) -> Result<Self, Error> {
        let get = |name: &str| {
            pairs
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.clone())
        };
        if get("client_key").as_deref() != Some(world.client_key.as_str()) {
            let hint = format!(
                "This TikTok knows one app, with the client_key {}.",
                world.client_key
            );
            return Err(refuse("client_key", hint));
        }
        let redirect_uri = get("redirect_uri").unwrap_or_default();
        let Some(flow) = world.redirects.flow(&redirect_uri, &world.origin) else {
            return Err(refuse(
                "redirect_uri",
                format!("{redirect_uri:?} is not registered; compare port and slash."),
            ));
        };
        if get("response_type").as_deref() != Some("code") {
            return Err(refuse(
                "unsupported_response_type",
                "response_type must be code.".to_owned(),
            ));
        }
        let scopes = scopes(&get("scope").unwrap_or_default())?;
        let challenge = get("code_challenge").filter(|value| !value.is_empty());
        let method = get("code_challenge_method");
        if flow == Flow::Desktop && (challenge.is_none() || method.as_deref() != Some("S256")) {
            let hint = "A desktop app must send code_challenge with code_challenge_method=S256.".to_owned();
            return Err(refuse("code_challenge", hint));
        }
        let auto = flow == Flow::Web && get("disable_auto_auth").as_deref() == Some("0");
        Ok(Self {
            scopes,
            redirect_uri,
            flow,
            state: get("state"),
            challenge,
            auto,
        })
    }

    /// Whether the challenge has a form that the token endpoint will accept.
    pub fn challenge_is_hex(&self) -> bool {
        self.challenge.as_deref().is_none_or(is_hex_digest)
    }

    /// What a creator who allows this leads to: the redirect with a fresh code, or the
    /// refusal of someone who is no target user of the sandbox.
    pub fn allow(&self, world: &World, creator: &Creator, granted: &[String]) -> String {
        if !world.may_connect(creator) {
            return self.back(&[("error", "access_denied"), ("error_type", "non_sandbox_target")]);
        }
        let is_granted = |scope: &&String| granted.contains(scope) || *scope == FIXED_SCOPE;
        let scopes: Vec<String> = self.scopes.iter().filter(is_granted).cloned().collect();
        let code = ids::code();
        let names = scopes.join(",");
        world.change(|memory, now| {
            let challenge = if self.flow == Flow::Desktop {
                self.challenge.clone()
            } else {
                None
            };
            let consent = Code {
                persona: creator.name.to_owned(),
                scopes,
                redirect_uri: self.redirect_uri.clone(),
                challenge,
                expires_at: now + CODE_LIFE,
            };
            memory.state.codes.insert(code.clone(), consent);
            memory.state.signed_in = Some(creator.name.to_owned());
        });
        self.back(&[("code", &code), ("scopes", &names)])
    }

    /// What a creator who refuses leads to.
    pub fn deny(&self) -> String {
        self.back(&[
            ("error", "access_denied"),
            ("error_description", "User denied access"),
        ])
    }

    fn back(&self, pairs: &[(&str, &str)]) -> String {
        let mut query = Serializer::new(String::new());
        query.extend_pairs(pairs);
        if let Some(state) = &self.state {
            query.append_pair("state", state);
        }
        // TikTok percent-encodes the asterisk, which the form encoding leaves alone.
        format!("{}?{}", self.redirect_uri, query.finish().replace('*', "%2A"))
    }
}

/// The pairs of an authorize address.
pub fn pairs(address: &str) -> Result<Vec<(String, String)>, Error> {
    let not_ours = || {
        refuse(
            "address",
            "This is not an authorize address of the practice TikTok.".to_owned(),
        )
    };
    let url = Url::parse(address).map_err(|_| not_ours())?;
    if url.path() != "/v2/auth/authorize/" {
        return Err(not_ours());
    }
    Ok(url.query_pairs().into_owned().collect())
}

/// Lower-case hexadecimal SHA-256, the one form TikTok takes (R§1.2).
pub fn is_hex_digest(challenge: &str) -> bool {
    challenge.len() == 64
        && challenge
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn scopes(list: &str) -> Result<Vec<String>, Error> {
    let names: Vec<String> = list.split(',').map(|name| name.trim().to_owned()).collect();
    for name in &names {
        if !SCOPES.iter().any(|(known, _)| known == name) {
            return Err(refuse(
                "scope",
                format!("{name:?} is no scope of this app; separate scopes by commas."),
            ));
        }
    }
    Ok(names)
}

fn refuse(parameter: &'static str, explanation: String) -> Error {
    Error::Authorize {
        parameter,
        explanation,
    }
}
