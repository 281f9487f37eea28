//! Who calls: bearer token, scope and request limit, in the order TikTok checks them.

use http::{HeaderMap, header};

use crate::endpoint::Endpoint;
use crate::envelope::Refusal;
use crate::personas::Creator;
use crate::world::{Memory, World};

/// A creator on whose behalf the app calls.
pub struct Caller {
    /// The creator.
    pub creator: &'static Creator,
    /// Granted scopes.
    pub scopes: Vec<String>,
}

impl Caller {
    /// Whether `scope` was granted.
    pub fn may(&self, scope: &str) -> bool {
        self.scopes.iter().any(|granted| granted == scope)
    }
}

/// Admits a request that needs one of `scopes`.
pub fn admit(
    world: &World,
    headers: &HeaderMap,
    endpoint: Endpoint,
    scopes: &[&str],
) -> Result<Caller, Refusal> {
    let token = bearer(headers).ok_or_else(Refusal::access_token_invalid)?;
    world.with(|memory, now| {
        let caller = caller(world, memory, token, now).ok_or_else(Refusal::access_token_invalid)?;
        if !scopes.iter().any(|scope| caller.may(scope)) {
            return Err(Refusal::scope_not_authorized(&scopes.join(" or ")));
        }
        if world.limits && !memory.limits.admit(endpoint, token, now) {
            return Err(Refusal::rate_limited());
        }
        Ok(caller)
    })
}

fn caller(world: &World, memory: &Memory, token: &str, now: i64) -> Option<Caller> {
    let known = memory
        .state
        .access_tokens
        .get(token)
        .filter(|known| known.expires_at > now)?;
    let creator = world.creator(&known.persona)?;
    Some(Caller {
        creator,
        scopes: known.scopes.clone(),
    })
}

/// The bearer token of a request.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
