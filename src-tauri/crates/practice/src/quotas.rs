//! Quotas of R§12.3: posts of a day, pending shares, active creators of an unaudited app.

use crate::creator::meets_unaudited_app;
use crate::personas::{Creator, Trouble};
use crate::state::{Mode, State};
use crate::world::World;

const DAY: i64 = 86_400_000;
const DAILY_POSTS: usize = 15;
const PENDING_SHARES: usize = 5;
const UNAUDITED_USERS: usize = 5;

/// Why `creator` cannot post directly now: TikTok's code and our explanation.
pub fn cannot_post(
    world: &World,
    creator: &Creator,
    state: &State,
    now: i64,
) -> Option<(&'static str, &'static str)> {
    if creator.trouble == Trouble::Banned {
        return Some((
            "spam_risk_user_banned_from_posting",
            "This creator is banned from posting.",
        ));
    }
    if creator.trouble == Trouble::Capped {
        return Some((
            "spam_risk_too_many_posts",
            "This creator has used up the day's posts in other apps.",
        ));
    }
    if !world.limits {
        return None;
    }
    if posts_of_the_day(creator, state, now) >= DAILY_POSTS {
        return Some((
            "spam_risk_too_many_posts",
            "Fifteen posts in 24 hours are the limit.",
        ));
    }
    if world.unaudited && is_one_too_many(creator, state, now) {
        return Some((
            "reached_active_user_cap",
            "Five users in 24 hours are the limit of an unaudited app.",
        ));
    }
    None
}

/// Whether an unaudited app may not post to this account at all: the account, not the
/// post, has to be private (R§8.4).
pub fn needs_private_account(world: &World, creator: &Creator, state: &State) -> bool {
    meets_unaudited_app(world, creator) && !state.is_private(creator)
}

/// Whether the inbox takes no more (R§12.3). A place is free again when the creator has
/// posted the draft or thrown it away.
pub fn inbox_is_full(world: &World, creator: &Creator, state: &State, now: i64) -> bool {
    if creator.trouble == Trouble::FullInbox {
        return true;
    }
    let pending = state.uploads.iter().filter(|(publish_id, upload)| {
        let is_posted = state.posts.iter().any(|post| post.publish_id == **publish_id);
        let is_open = upload.fail_reason.is_none() && !upload.is_discarded && !is_posted;
        upload.mode == Mode::Inbox
            && upload.persona == creator.name
            && upload.issued_at > now - DAY
            && is_open
    });
    world.limits && pending.count() >= PENDING_SHARES
}

/// What the creator posts from the inbox is their own doing and does not count.
fn posts_of_the_day(creator: &Creator, state: &State, now: i64) -> usize {
    let is_direct = |publish_id: &str| {
        let upload = state.uploads.get(publish_id);
        upload.is_some_and(|upload| upload.mode == Mode::Direct)
    };
    let theirs = state.posts.iter().filter(|post| post.persona == creator.name);
    theirs
        .filter(|post| post.posted_at > now - DAY && is_direct(&post.publish_id))
        .count()
}

fn is_one_too_many(creator: &Creator, state: &State, now: i64) -> bool {
    let others = state
        .active
        .iter()
        .filter(|(name, at)| *name != creator.name && **at > now - DAY);
    others.count() >= UNAUDITED_USERS
}
