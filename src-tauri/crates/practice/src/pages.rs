//! Pages people see: consent, TikTok's error page, the phone, a video's page, the hand-on
//! page.
//! They work without JavaScript; only the hand-on page has a script, in a file of its own.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::response::{Html, IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};

use crate::authorize::{FIXED_SCOPE, PARAMETERS, SCOPES, Wish};
use crate::options::Error;
use crate::personas::Creator;
use crate::pictures;
use crate::world::World;

mod frame;
pub mod phone;

use frame::{decode, escape, go, message, page};

const STYLE: &str = include_str!("pages/practice.css");
const HAND_ON_PAGE: &str = include_str!("../redirect/index.html");
const HAND_ON_SCRIPT: &str = include_str!("../redirect/handoff.js");
const HAND_ON_STYLE: &str = include_str!("../redirect/style.css");

/// `GET /v2/auth/authorize/`
pub async fn ask(State(world): State<Arc<World>>, RawQuery(query): RawQuery) -> Response {
    let pairs = decode(query.unwrap_or_default().as_bytes());
    match Wish::read(&world, &pairs) {
        Ok(wish) => allowed_before(&world, &wish).unwrap_or_else(|| consent_page(&world, &wish, &pairs)),
        Err(error) => error_page(&error),
    }
}

/// `POST /v2/auth/authorize/`: the consent form.
pub async fn decide(State(world): State<Arc<World>>, body: Bytes) -> Response {
    let pairs = decode(&body);
    let wish = match Wish::read(&world, &pairs) {
        Ok(wish) => wish,
        Err(error) => return error_page(&error),
    };
    let values = |name: &str| -> Vec<String> {
        pairs
            .iter()
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value.clone())
            .collect()
    };
    if values("decision")
        .first()
        .is_none_or(|decision| decision != "allow")
    {
        return go(&wish.deny());
    }
    let Some(creator) = values("persona").first().and_then(|name| world.creator(name)) else {
        return message(
            StatusCode::BAD_REQUEST,
            "Choose who you are",
            "Go back and choose one of the creators.",
        );
    };
    go(&wish.allow(&world, creator, &values("granted")))
}

/// The web platform skips the page when `disable_auto_auth` is 0 and the creator who is
/// signed in to TikTok has granted all of this before (R§1.1).
fn allowed_before(world: &World, wish: &Wish) -> Option<Response> {
    if !wish.auto {
        return None;
    }
    let name = world.with(|memory, now| {
        let name = memory.state.signed_in.clone()?;
        let tokens = memory
            .state
            .refresh_tokens
            .values()
            .filter(|token| token.persona == name && token.expires_at > now);
        let covers = |scopes: &[String]| wish.scopes.iter().all(|scope| scopes.contains(scope));
        tokens
            .into_iter()
            .any(|token| covers(&token.scopes))
            .then_some(name)
    })?;
    Some(go(&wish.allow(world, world.creator(&name)?, &wish.scopes)))
}

fn consent_page(world: &World, wish: &Wish, pairs: &[(String, String)]) -> Response {
    // Only what belongs to the wish: a `decision` in the address must not outvote the button.
    let kept: String = pairs
        .iter()
        .filter(|(key, _)| PARAMETERS.contains(&key.as_str()))
        .map(|(key, value)| {
            format!(
                "<input type=\"hidden\" name=\"{key}\" value=\"{}\">\n",
                escape(value)
            )
        })
        .collect();
    let creators: String = world
        .creators
        .iter()
        .enumerate()
        .map(|(index, creator)| choice(world, creator, index == 0))
        .collect();
    let scopes: String = SCOPES
        .iter()
        .filter(|(name, _)| wish.scopes.iter().any(|asked| asked == name))
        .map(scope)
        .collect();
    let warning = if wish.challenge_is_hex() {
        ""
    } else {
        "<p class=\"warning\">For developers: this code_challenge is not 64 lower-case hexadecimal digits. \
         As TikTok does, this page lets it pass and the token exchange will refuse it.</p>"
    };
    let body = include_str!("pages/consent.html")
        .replace("{warning}", warning)
        .replace("{creators}", &creators)
        .replace("{scopes}", &scopes)
        .replace("{app}", &escape(&world.client_key))
        .replace("{kept}", &kept);
    page(StatusCode::OK, &body, form_targets(&wish.redirect_uri))
}

/// Browsers apply `form-action` to the redirect that follows a form too.
fn form_targets(redirect_uri: &str) -> Option<String> {
    Some(url::Url::parse(redirect_uri).ok()?.origin().ascii_serialization())
}

fn choice(world: &World, creator: &Creator, is_first: bool) -> String {
    format!(
        "<label class=\"creator\"><input type=\"radio\" name=\"persona\" value=\"{name}\"{checked}>\
         <img src=\"{avatar}\" alt=\"\" width=\"44\" height=\"44\">\
         <span><b>{nickname}</b> <i>@{handle}</i><br>{about}</span></label>\n",
        name = escape(creator.name),
        checked = if is_first { " checked" } else { "" },
        avatar = escape(&pictures::avatar_address(world, creator)),
        nickname = escape(creator.nickname),
        handle = escape(creator.handle),
        about = escape(creator.about),
    )
}

fn scope((name, about): &(&str, &str)) -> String {
    if *name == FIXED_SCOPE {
        return format!(
            "<p class=\"scope\"><input type=\"hidden\" name=\"granted\" value=\"{name}\">\
             <span class=\"tick\" aria-hidden=\"true\">✓</span><span>{about} <code>{name}</code> (always)</span></p>\n"
        );
    }
    format!(
        "<label class=\"scope\"><input type=\"checkbox\" name=\"granted\" value=\"{name}\" checked>\
         <span>{about} <code>{name}</code></span></label>\n"
    )
}

/// TikTok shows such a mistake on a page of its own and never redirects (R§1.5).
fn error_page(error: &Error) -> Response {
    let (parameter, explanation) = match error {
        Error::Authorize {
            parameter,
            explanation,
        } => (*parameter, explanation.clone()),
        other => ("request", other.to_string()),
    };
    let body = include_str!("pages/error.html")
        .replace("{explanation}", &escape(&explanation))
        .replace("{parameter}", &escape(parameter));
    page(StatusCode::BAD_REQUEST, &body, None)
}

/// `GET /@{handle}` and `GET /@{handle}/video/{id}`: where links of videos lead.
pub async fn profile(State(world): State<Arc<World>>, Path(path): Path<Vec<(String, String)>>) -> Response {
    let handle = path
        .first()
        .map(|(_, handle)| handle.as_str())
        .unwrap_or_default();
    let creator = world.creators.iter().find(|creator| creator.handle == handle);
    let Some(creator) = creator else {
        return message(
            StatusCode::NOT_FOUND,
            "Nobody here",
            "There is no practice creator with this handle.",
        );
    };
    let about =
        "On TikTok this link would show the profile or the video. The practice TikTok keeps no videos.";
    message(StatusCode::OK, creator.nickname, about)
}

/// `GET /static/profile-video`: TikTok's player, which has nothing to play here.
pub async fn player() -> Response {
    message(
        StatusCode::OK,
        "A practice video",
        "On TikTok this would be the player. The practice TikTok keeps no videos.",
    )
}

/// `GET /`
pub async fn home(State(world): State<Arc<World>>) -> Response {
    let body = include_str!("pages/home.html").replace("{creators}", &phone::directory(&world));
    page(StatusCode::OK, &body, None)
}

/// `GET /assets/practice.css`
pub async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE).into_response()
}

/// `GET /redirect/`: the same page that anyone can host for the web platform. Here it
/// stands for a page on an https host.
pub async fn hand_on() -> Response {
    let mut response = Html(HAND_ON_PAGE).into_response();
    response
        .headers_mut()
        .insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// `GET /redirect/handoff.js`
pub async fn hand_on_script() -> Response {
    (
        [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")],
        HAND_ON_SCRIPT,
    )
        .into_response()
}

/// `GET /redirect/style.css`
pub async fn hand_on_style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], HAND_ON_STYLE).into_response()
}
