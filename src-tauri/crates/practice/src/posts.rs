//! How something becomes a post: the media is whole, processing and moderation decide, the
//! creator acts. Everything is decided at once and lies in times, so a restart changes nothing.

use crate::endpoint::Endpoint;
use crate::personas::{self, Trouble};
use crate::state::{Mode, Post, State, Upload};
use crate::world::{Memory, World};

/// Usual milliseconds of processing, for any video and for each GB on top. Real ones take
/// longer (R§11); whoever practises should not wait.
const PROCESSING: i64 = 3_000;
const PROCESSING_PER_GB: i64 = 2_000;
/// Usual milliseconds of moderation.
const MODERATION: i64 = 4_000;
/// Milliseconds for which a post of a creator whose posts do not stay is public.
const SHORT_FAME: i64 = 60_000;

/// The last byte has come: decides the rest of the post's life.
pub fn arrived(world: &World, memory: &mut Memory, publish_id: &str, now: i64) {
    let failure = memory.faults.strike(Endpoint::Processing);
    let Some(upload) = memory.state.uploads.get_mut(publish_id) else {
        return;
    };
    upload.stored_at = Some(now);
    if has_trouble(&upload.persona, Trouble::Leaves) {
        let persona = upload.persona.clone();
        memory.state.withdraw(&persona, now);
        return;
    }
    let processed_at = now + world.speed.scale(processing_time(upload.received));
    upload.processed_at = Some(processed_at);
    upload.fail_reason = failure.map(|fault| fault.reason.unwrap_or("internal".to_owned()));
    if upload.mode == Mode::Inbox || upload.fail_reason.is_some() {
        return;
    }
    let upload = upload.clone();
    let choice = Choice {
        title: &upload.title,
        description: &upload.description,
        privacy_level: &upload.privacy_level,
    };
    publish(world, memory, publish_id, &upload, choice, processed_at);
}

fn processing_time(bytes: u64) -> i64 {
    let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
    PROCESSING + bytes.saturating_mul(PROCESSING_PER_GB) / 1_000_000_000
}

/// What the creator decides when posting.
#[derive(Clone, Copy)]
pub struct Choice<'a> {
    /// Caption, or title of photos.
    pub title: &'a str,
    /// Description of photos; empty where the caption is all there is.
    pub description: &'a str,
    /// Who may see it.
    pub privacy_level: &'a str,
}

/// The creator opens the notification and posts. One draft can become several posts
/// (R§8.2). `None` where no such draft waits or the level is no option.
pub fn post_from_inbox(
    world: &World,
    memory: &mut Memory,
    publish_id: &str,
    choice: Choice<'_>,
    now: i64,
) -> Option<Post> {
    let state = &memory.state;
    let upload = state.uploads.get(publish_id)?;
    let options = personas::privacy_level_options(state.is_private(personas::find(&upload.persona)?));
    if !upload.is_in_inbox(now) || !options.contains(&choice.privacy_level) {
        return None;
    }
    let upload = upload.clone();
    Some(publish(world, memory, publish_id, &upload, choice, now))
}

/// The creator throws a draft away. Its place in the inbox is free again: the places are
/// like a cap on drafts that lie there at one time (R§12.3).
pub fn discard(state: &mut State, publish_id: &str, now: i64) -> bool {
    let upload = state.uploads.get_mut(publish_id);
    match upload.filter(|upload| upload.is_in_inbox(now)) {
        Some(upload) => {
            upload.is_discarded = true;
            true
        }
        None => false,
    }
}

/// Ends the public life of a post, as its creator or TikTok can at any time.
pub fn hide(state: &mut State, video_id: u64, now: i64) -> bool {
    let post = state.posts.iter().position(|post| post.video_id == video_id);
    let public = post.filter(|index| state.is_public(&state.posts[*index], now));
    if let Some(index) = public {
        state.posts[index].hidden_at = Some(now);
    }
    public.is_some()
}

fn publish(
    world: &World,
    memory: &mut Memory,
    publish_id: &str,
    upload: &Upload,
    choice: Choice<'_>,
    posted_at: i64,
) -> Post {
    let wants_public = choice.privacy_level == "PUBLIC_TO_EVERYONE";
    let is_refused = wants_public && is_refused(memory, &upload.persona);
    let public_at = (wants_public && !is_refused).then(|| posted_at + world.speed.scale(MODERATION));
    let fades = has_trouble(&upload.persona, Trouble::Fades);
    let post = Post {
        publish_id: publish_id.to_owned(),
        persona: upload.persona.clone(),
        title: choice.title.to_owned(),
        description: choice.description.to_owned(),
        privacy_level: choice.privacy_level.to_owned(),
        bytes: upload.received,
        sha256: upload.digest.hex(),
        is_photos: upload.pull.as_ref().is_some_and(|pull| pull.is_photos),
        video_id: world.next_id(&mut memory.state, posted_at),
        posted_at,
        public_at,
        is_refused,
        hidden_at: public_at.filter(|_| fades).map(|at| at + SHORT_FAME),
    };
    memory.state.posts.push(post.clone());
    post
}

fn is_refused(memory: &mut Memory, persona: &str) -> bool {
    memory.faults.strike(Endpoint::Moderation).is_some() || has_trouble(persona, Trouble::Refused)
}

fn has_trouble(persona: &str, trouble: Trouble) -> bool {
    personas::find(persona).is_some_and(|creator| creator.trouble == trouble)
}
