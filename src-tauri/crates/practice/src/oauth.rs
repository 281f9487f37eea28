//! Tokens: exchange, refresh with rotation, revocation (R§2). Forms in, flat JSON out,
//! errors with HTTP 200.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::authorize::is_hex_digest;
use crate::envelope::oauth_error;
use crate::ids;
use crate::state::{Code, State as Kept, Token};
use crate::world::{Memory, World};

/// Seconds an access and a refresh token live since November 2026, and before (R§2.2).
const LIVES: (i64, i64) = (7_200, 15_552_000);
const OLD_LIVES: (i64, i64) = (86_400, 31_536_000);
const CLIENT_TOKEN_LIFE: i64 = 7_200;

/// An OAuth refusal: error, description, and a hint for developers.
type Refused = (&'static str, &'static str, &'static str);

const CODE_EXPIRED: &str = "Authorization code is expired.";
const PKCE_WRONG: &str = "Code verifier or code challenge is invalid.";
const REDIRECT_WRONG: &str = "Redirect_uri is not matched with the uri when requesting code.";
const CLIENT_WRONG: &str = "Client key or secret is incorrect.";
const REFRESH_WRONG: &str = "Refresh token is invalid or expired.";
const ACCESS_WRONG: &str = "Access token is invalid or expired.";

fn malformed(hint: &'static str) -> Refused {
    ("invalid_request", "The request parameters are malformed.", hint)
}

/// `POST /v2/oauth/token/`
pub async fn token(State(world): State<Arc<World>>, headers: HeaderMap, body: Bytes) -> Response {
    let result = Form::read(&headers, &body).and_then(|form| {
        let grant = form.need("grant_type", "grant_type is missing.")?;
        form.authenticate(&world)?;
        match grant {
            "authorization_code" => exchange(&world, &form),
            "refresh_token" => refresh(&world, &form),
            "client_credentials" => Ok(client_token()),
            _ => Err((
                "unsupported_grant_type",
                "",
                "authorization_code, refresh_token or client_credentials.",
            )),
        }
    });
    result.unwrap_or_else(refuse)
}

/// `POST /v2/oauth/revoke/`
pub async fn revoke(State(world): State<Arc<World>>, headers: HeaderMap, body: Bytes) -> Response {
    let result = Form::read(&headers, &body).and_then(|form| {
        let token = form.need("token", "token is missing; it takes the access token.")?;
        form.authenticate(&world)?;
        world.change(|memory, now| forget(memory, token, now))
    });
    result.map_or_else(refuse, |()| StatusCode::OK.into_response())
}

fn refuse((error, description, hint): Refused) -> Response {
    oauth_error(error, description, hint)
}

fn exchange(world: &World, form: &Form) -> Result<Response, Refused> {
    let code = form.need("code", "code is missing.")?;
    let redirect = form.need("redirect_uri", "redirect_uri is missing.")?;
    world.change(|memory, now| {
        // Taken out at once: a code is good for one attempt.
        let consent = memory
            .state
            .codes
            .remove(code)
            .filter(|consent| consent.expires_at > now);
        let hint = "Unknown, spent or late. Decode it exactly once before form-encoding it.";
        let consent = consent.ok_or(("invalid_grant", CODE_EXPIRED, hint))?;
        if consent.redirect_uri != redirect {
            return Err((
                "invalid_request",
                REDIRECT_WRONG,
                "Send the same bytes as in the authorize address.",
            ));
        }
        verify(&consent, form.get("code_verifier"))?;
        Ok(issue(
            world,
            &mut memory.state,
            consent.persona,
            consent.scopes,
            now,
        ))
    })
}

/// Only the desktop platform wants PKCE, with a challenge in hexadecimal (R§1.2).
fn verify(consent: &Code, verifier: Option<&str>) -> Result<(), Refused> {
    let wrong = |hint| Err(("invalid_request", PKCE_WRONG, hint));
    let Some(challenge) = &consent.challenge else {
        return Ok(());
    };
    let Some(verifier) = verifier else {
        return wrong("code_verifier is missing.");
    };
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    if !(43..=128).contains(&verifier.len()) || !verifier.bytes().all(unreserved) {
        return wrong("code_verifier needs 43 to 128 characters out of A-Z a-z 0-9 - . _ ~");
    }
    if !is_hex_digest(challenge) {
        return wrong(
            "code_challenge was not 64 lower-case hexadecimal digits. TikTok does not take base64url.",
        );
    }
    let digest: String = Sha256::digest(verifier)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    if digest != *challenge {
        return wrong("code_challenge is not the SHA-256 of this code_verifier.");
    }
    Ok(())
}

fn refresh(world: &World, form: &Form) -> Result<Response, Refused> {
    let token = form.need("refresh_token", "refresh_token is missing.")?;
    world.change(|memory, now| {
        let tokens = &mut memory.state.refresh_tokens;
        let known = if world.old_lifetimes {
            tokens.get(token).cloned()
        } else {
            // The old one stops working with the answer, whether or not that arrives (R§2.2).
            tokens.remove(token)
        };
        let known = known.filter(|known| known.expires_at > now).ok_or((
            "invalid_grant",
            REFRESH_WRONG,
            "Unknown, spent, revoked or expired.",
        ))?;
        if world.old_lifetimes {
            return Ok(answer(world, &mut memory.state, token, &known, now));
        }
        Ok(issue(world, &mut memory.state, known.persona, known.scopes, now))
    })
}

/// A new pair.
fn issue(world: &World, state: &mut Kept, persona: String, scopes: Vec<String>, now: i64) -> Response {
    let grant = Token {
        persona,
        scopes,
        expires_at: now + lives(world).1 * 1_000,
    };
    let refresh = ids::refresh_token();
    state.refresh_tokens.insert(refresh.clone(), grant.clone());
    answer(world, state, &refresh, &grant, now)
}

fn lives(world: &World) -> (i64, i64) {
    if world.old_lifetimes { OLD_LIVES } else { LIVES }
}

/// The flat answer of R§2.1: a new access token beside `refresh`, which stands for `grant`.
fn answer(world: &World, state: &mut Kept, refresh: &str, grant: &Token, now: i64) -> Response {
    let open_id = world
        .creator(&grant.persona)
        .map(|creator| world.open_id(creator));
    let (access, life) = (ids::access_token(), lives(world).0);
    let lasting = Token {
        expires_at: now + life * 1_000,
        ..grant.clone()
    };
    state.access_tokens.insert(access.clone(), lasting);
    state.tokens_issued += 1;
    let body = json!({
        "access_token": access,
        "expires_in": life,
        "open_id": open_id,
        "refresh_expires_in": (grant.expires_at - now) / 1_000,
        "refresh_token": refresh,
        "scope": grant.scopes.join(","),
        "token_type": "Bearer",
    });
    private(Json(body).into_response())
}

fn client_token() -> Response {
    let body = json!({ "access_token": ids::client_token(), "expires_in": CLIENT_TOKEN_LIFE, "token_type": "Bearer" });
    private(Json(body).into_response())
}

fn private(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, http::HeaderValue::from_static("no-store"));
    response
}

/// The app leaves the creator's list of connected apps (R§2.4).
fn forget(memory: &mut Memory, token: &str, now: i64) -> Result<(), Refused> {
    let state = &mut memory.state;
    let known = state
        .access_tokens
        .get(token)
        .filter(|known| known.expires_at > now);
    let persona = known.map(|known| known.persona.clone());
    let persona = persona.ok_or((
        "invalid_grant",
        ACCESS_WRONG,
        "Unknown or expired; refresh first.",
    ))?;
    state.withdraw(&persona, now);
    Ok(())
}

/// A decoded form.
struct Form(Vec<(String, String)>);

impl Form {
    fn read(headers: &HeaderMap, body: &[u8]) -> Result<Self, Refused> {
        let kind = headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        if !kind.starts_with("application/x-www-form-urlencoded") {
            return Err(malformed("Send application/x-www-form-urlencoded, not JSON."));
        }
        Ok(Self(url::form_urlencoded::parse(body).into_owned().collect()))
    }

    fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(key, _)| key == name);
        found
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    fn need(&self, name: &str, hint: &'static str) -> Result<&str, Refused> {
        self.get(name).ok_or_else(|| malformed(hint))
    }

    fn authenticate(&self, world: &World) -> Result<(), Refused> {
        let key = self.need("client_key", "client_key is missing; it is not called client_id.")?;
        let secret = self.need(
            "client_secret",
            "client_secret is missing; it is needed even with PKCE.",
        )?;
        if key == world.client_key && secret == world.client_secret {
            return Ok(());
        }
        Err((
            "invalid_client",
            CLIENT_WRONG,
            "Compare client_key and client_secret with the first line.",
        ))
    }
}
