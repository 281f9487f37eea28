//! The phone: what a creator does in the TikTok app, as a page with forms. Here drafts of
//! the inbox are posted or thrown away (R§8.2), posts taken back, and access withdrawn.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use http::StatusCode;

use super::frame::{decode, escape, go, message, page};
use crate::personas::{Creator, privacy_level_options};
use crate::pictures;
use crate::posts::{self, Choice};
use crate::state::{Mode, Post, State as Kept, Upload};
use crate::world::{Memory, World};

/// `GET /phone/?creator={handle}`; without a creator, whom to choose from.
pub async fn show(State(world): State<Arc<World>>, RawQuery(query): RawQuery) -> Response {
    let query = decode(query.unwrap_or_default().as_bytes());
    let handle = value(&query, "creator");
    if handle.is_empty() {
        let body = include_str!("phones.html").replace("{creators}", &directory(&world));
        return page(StatusCode::OK, &body, None);
    }
    match world.creator_with_handle(handle) {
        Some(creator) => phone(&world, creator, value(&query, "done")),
        None => nobody(),
    }
}

/// `POST /phone/`: the forms of that page. The guard before all routes has refused forms
/// of other origins.
pub async fn act(State(world): State<Arc<World>>, body: Bytes) -> Response {
    let form = decode(&body);
    let Some(creator) = world.creator_with_handle(value(&form, "creator")) else {
        return nobody();
    };
    let done = world.change(|memory, now| carry_out(&world, memory, creator, &form, now));
    match done {
        Some(done) => go(&format!("/phone/?creator={}&done={done}", creator.handle)),
        None => message(
            StatusCode::CONFLICT,
            "That is not possible now",
            "Go back and look again: it is not there any more, or a choice is missing.",
        ),
    }
}

/// Links to every phone.
pub fn directory(world: &World) -> String {
    let link = |creator: &&Creator| {
        let (handle, nickname) = (escape(creator.handle), escape(creator.nickname));
        format!("<li><a href=\"/phone/?creator={handle}\">{nickname}</a> <i>@{handle}</i></li>\n")
    };
    world.creators.iter().map(link).collect()
}

fn value<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    let found = pairs.iter().find(|(key, _)| key == name);
    found.map_or("", |(_, value)| value)
}

fn nobody() -> Response {
    message(
        StatusCode::NOT_FOUND,
        "Nobody here",
        "There is no practice creator with this handle.",
    )
}

/// Does what a button says; the answer names what was done.
fn carry_out(
    world: &World,
    memory: &mut Memory,
    creator: &Creator,
    form: &[(String, String)],
    now: i64,
) -> Option<&'static str> {
    let publish_id = value(form, "publish_id");
    let draft = memory.state.uploads.get(publish_id);
    let owns_draft = draft.is_some_and(|upload| upload.persona == creator.name);
    let state = &mut memory.state;
    match value(form, "act") {
        "post" if owns_draft => {
            // A text field sends the line breaks of forms.
            let title = value(form, "title").replace("\r\n", "\n");
            let choice = Choice {
                title: &title,
                description: "",
                privacy_level: value(form, "privacy_level"),
            };
            posts::post_from_inbox(world, memory, publish_id, choice, now).map(|_| "post")
        }
        "discard" if owns_draft => posts::discard(state, publish_id, now).then_some("discard"),
        "hide" => {
            let id = value(form, "video_id").parse().ok()?;
            let owns_post = state
                .posts
                .iter()
                .any(|post| post.video_id == id && post.persona == creator.name);
            (owns_post && posts::hide(state, id, now)).then_some("hide")
        }
        "private" => {
            state.private.insert(creator.name.to_owned(), true);
            Some("private")
        }
        "public" => {
            state.private.insert(creator.name.to_owned(), false);
            Some("public")
        }
        "disconnect" if has_access(state, creator, now) => {
            state.withdraw(creator.name, now);
            Some("disconnect")
        }
        _ => None,
    }
}

fn notice(done: &str) -> &'static str {
    match done {
        "post" => "Posted. A public post is seen by everyone once moderation is through.",
        "discard" => "The draft is thrown away.",
        "hide" => "The post is not public any more.",
        "private" => "The account is private now.",
        "public" => "The account is public now.",
        "disconnect" => "The app has no access any more.",
        _ => "",
    }
}

fn phone(world: &World, creator: &Creator, done: &str) -> Response {
    let avatar = pictures::avatar_address(world, creator);
    let body = world.with(|memory, now| {
        let state = &memory.state;
        let is_private = state.is_private(creator);
        let (account, switch, switch_label) = if is_private {
            (
                "The account is private: only followers see it.",
                "public",
                "Make public",
            )
        } else {
            ("The account is public.", "private", "Make private")
        };
        let (access, disconnect) = if has_access(state, creator, now) {
            ("The practice app has access to this account.", "")
        } else {
            ("No app has access to this account.", " disabled")
        };
        let notice = match notice(done) {
            "" => String::new(),
            text => format!("<p class=\"notice\" role=\"status\">{text}</p>"),
        };
        include_str!("phone.html")
            .replace("{drafts}", &drafts(state, creator, now))
            .replace("{posts}", &own_posts(state, creator, now))
            .replace("{notice}", &notice)
            .replace("{account}", account)
            .replace("{switch}", switch)
            .replace("{switch_label}", switch_label)
            .replace("{access}", access)
            .replace("{disconnect}", disconnect)
            .replace("{avatar}", &escape(&avatar))
            .replace("{again}", &format!("/phone/?creator={}", escape(creator.handle)))
            .replace("{nickname}", &escape(creator.nickname))
            .replace("{handle}", &escape(creator.handle))
    });
    page(StatusCode::OK, &body, None)
}

fn has_access(state: &Kept, creator: &Creator, now: i64) -> bool {
    let mut tokens = state.refresh_tokens.values();
    tokens.any(|token| token.persona == creator.name && token.expires_at > now)
}

fn drafts(state: &Kept, creator: &Creator, now: i64) -> String {
    let theirs = state
        .uploads
        .iter()
        .filter(|(_, upload)| upload.persona == creator.name);
    let options = privacy_level_options(state.is_private(creator));
    let mut waiting: Vec<_> = theirs.filter(|(_, upload)| upload.is_in_inbox(now)).collect();
    waiting.sort_by_key(|(_, upload)| std::cmp::Reverse(upload.processed_at));
    let forms: String = waiting
        .iter()
        .map(|(publish_id, upload)| draft(state, creator, publish_id, upload, &options, now))
        .collect();
    or_nothing(forms, "No drafts. What an app sends to the inbox appears here.")
}

fn draft(
    state: &Kept,
    creator: &Creator,
    publish_id: &str,
    upload: &Upload,
    options: &[&str],
    now: i64,
) -> String {
    let of_this = |post: &&Post| post.publish_id == publish_id;
    let posted = match state.posts.iter().filter(of_this).count() {
        0 => "not posted yet".to_owned(),
        1 => "posted once".to_owned(),
        times => format!("posted {times} times"),
    };
    let options: String = options
        .iter()
        .map(|level| format!("<option value=\"{level}\">{}</option>", audience(level)))
        .collect();
    let caption = [upload.title.as_str(), upload.description.as_str()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join("\n");
    include_str!("draft.html")
        .replace("{about}", &about(upload, now))
        .replace("{posted}", &posted)
        .replace("{options}", &options)
        .replace("{handle}", &escape(creator.handle))
        .replace("{publish_id}", &escape(publish_id))
        .replace("{caption}", &escape(&caption))
}

fn about(upload: &Upload, now: i64) -> String {
    let photos = upload.pull.as_ref().filter(|pull| pull.is_photos);
    let what = match photos.map(|pull| pull.addresses.len()) {
        Some(1) => "One photo".to_owned(),
        Some(many) => format!("{many} photos"),
        None => "A video".to_owned(),
    };
    let since = ago(now - upload.processed_at.unwrap_or(now));
    format!("{what}, {}, {since}", size(upload.received))
}

fn size(bytes: u64) -> String {
    let tenths = |unit: u64| format!("{}.{}", bytes / unit, bytes % unit * 10 / unit);
    match bytes {
        ..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", tenths(1_000)),
        _ => format!("{} MB", tenths(1_000_000)),
    }
}

fn own_posts(state: &Kept, creator: &Creator, now: i64) -> String {
    let theirs = state.posts.iter().rev();
    let rows: String = theirs
        .filter(|post| post.persona == creator.name && post.posted_at <= now)
        .map(|post| own_post(state, creator, post, now))
        .collect();
    or_nothing(rows, "Nothing posted by an app yet.")
}

fn own_post(state: &Kept, creator: &Creator, post: &Post, now: i64) -> String {
    let is_public = state.is_public(post, now);
    let seen_by = match (is_public, post.public_at, post.privacy_level.as_str()) {
        (true, ..) => "Everyone sees it",
        (false, _, _) if post.is_refused => "Moderation shows it to nobody else",
        (false, Some(at), _) if at > now => "In moderation",
        (false, Some(_), _) => "Not public any more",
        (false, None, level) => audience(level),
    };
    let source = match state.uploads.get(&post.publish_id).map(|upload| upload.mode) {
        Some(Mode::Inbox) => "from the inbox",
        _ => "posted by the app",
    };
    include_str!("post.html")
        .replace("{seen_by}", seen_by)
        .replace("{source}", source)
        .replace("{since}", &ago(now - post.posted_at))
        .replace("{hide}", if is_public { "" } else { " disabled" })
        .replace("{handle}", &escape(creator.handle))
        .replace("{video_id}", &post.video_id.to_string())
        .replace("{caption}", &escape(or_untitled(&post.title)))
}

fn or_untitled(title: &str) -> &str {
    if title.is_empty() {
        "Without caption"
    } else {
        title
    }
}

fn or_nothing(rows: String, nothing: &str) -> String {
    if rows.is_empty() {
        format!("<p class=\"nothing\">{nothing}</p>\n")
    } else {
        rows
    }
}

fn audience(level: &str) -> &'static str {
    match level {
        "PUBLIC_TO_EVERYONE" => "Everyone",
        "FOLLOWER_OF_CREATOR" => "Followers",
        "MUTUAL_FOLLOW_FRIENDS" => "Friends",
        _ => "Only me",
    }
}

/// How long ago, by the largest whole unit.
fn ago(milliseconds: i64) -> String {
    let seconds = milliseconds / 1_000;
    let (number, unit) = match seconds {
        ..60 => return "just now".to_owned(),
        60..3_600 => (seconds / 60, "minute"),
        3_600..86_400 => (seconds / 3_600, "hour"),
        _ => (seconds / 86_400, "day"),
    };
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {unit}{plural} ago")
}

#[cfg(test)]
mod tests {
    use super::{ago, size};

    #[test]
    fn a_size_is_told_with_one_digit_behind_the_point() {
        assert_eq!(size(999), "999 bytes");
        assert_eq!(size(1_960), "1.9 kB");
        assert_eq!(size(50_000_123), "50.0 MB");
    }

    #[test]
    fn a_time_is_told_by_its_largest_unit() {
        assert_eq!(ago(59_999), "just now");
        assert_eq!(ago(60_000), "1 minute ago");
        assert_eq!(ago(7_300_000), "2 hours ago");
        assert_eq!(ago(3 * 86_400_000), "3 days ago");
    }
}
