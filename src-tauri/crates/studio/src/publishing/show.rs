//! Posts as the creator sees them.

mod line;
mod progress;
mod sentences;
mod sight;
mod steps;
mod video;

use super::Publishing;
use super::machine::{may_sign_in_again, may_try_again};
use super::reach::Held;
use super::runner::lock;
use super::sighting::Sighting;
use super::state::{Commit, Stage, State, Why};
use super::unsaved::Unsaved;
use crate::hand_over;
use crate::labels::LocalClock;
use crate::posting_page::Choices;
use crate::problem::Problem;
use crate::store::posts::PostRow;
use crate::view::*;
use crate::words::Words;

pub(super) use sight::best;

/// What a card is made of.
struct Seen<'a> {
    row: &'a PostRow,
    words: &'a Words,
    clock: LocalClock,
    /// Bytes on the wire and their speed.
    reading: Option<super::meter::Reading>,
    /// Why it waits although its next step is due.
    held: Option<Held>,
    /// Why its latest step is not stored.
    unsaved: Option<Unsaved>,
    /// Whose videos have to finish first.
    ahead: Option<String>,
    /// Why it will probably not be done within TikTok's hour.
    late: Option<String>,
    /// The videos it became, and whether everyone can still see them, as far as TikTok told.
    sightings: Vec<Sighting>,
    /// TikTok no longer takes the account's sign-in.
    signed_out: bool,
}

impl Publishing {
    pub(super) fn clock(&self) -> LocalClock {
        LocalClock {
            offset_s: self.core.config.utc_offset_s,
            now: self.core.now(),
        }
    }

    pub(super) async fn card(&self, row: &PostRow) -> Result<PostCard, Problem> {
        let account = self.accounts.badge(&row.account).await?;
        let frame = self.stored(self.core.store.post_frame(&row.id).await)?;
        let thumbnail = frame.map(|jpeg| self.core.media.picture(&format!("post/{}", row.id), &jpeg));
        let unsaved = lock(&self.runner.unsaved).get(&row.id).copied();
        // The last step is stored a moment before that is taken back.
        let unsaved = unsaved.filter(|_| !row.state.is_over());
        let held = lock(&self.runner.held).get(&row.id).cloned();
        let seen = Seen {
            row,
            words: &self.core.words,
            clock: self.clock(),
            reading: self.runner.meters.read(&row.id).filter(|_| unsaved.is_none()),
            held,
            unsaved,
            ahead: self.ahead(row).await?,
            late: self.late(row, account.kind).await?,
            sightings: self.sightings(row).await?,
            signed_out: self.accounts.is_signed_out(&row.account).await?,
        };
        let line = self.place(row, &account).await?;
        Ok(PostCard {
            line,
            ..card(&seen, account, thumbnail)
        })
    }
}

fn card(seen: &Seen<'_>, account: AccountBadge, thumbnail: Option<String>) -> PostCard {
    let row = seen.row;
    let progress = progress::progress(seen);
    let (headline, detail) = sentences::sentences(seen, progress.as_ref());
    let mut actions = actions(&row.state);
    // Posted already, so it does not wait for the creator; only with a sign-in TikTok can be asked on.
    if seen.signed_out && row.state.stage == Stage::InReview {
        actions.insert(0, PostAction::SignInAgain);
    }
    let sight = sight::of(seen);
    if sight.is_lost() {
        actions.retain(|action| *action != PostAction::OpenOnTiktok);
    }
    // There is nothing on TikTok to open for a practice post, and only practice has a phone here.
    let practice = account.kind == AccountKind::Practice;
    actions.retain(|action| match action {
        PostAction::OpenOnTiktok => !practice,
        PostAction::OpenPhone => practice,
        _ => true,
    });
    PostCard {
        id: row.id.clone(),
        draft: row.draft.clone(),
        title: row.title.clone(),
        facts: facts(&row.agreed.choices, seen.words),
        thumbnail,
        stage: sight.stage().unwrap_or(row.state.stage.name()).to_owned(),
        tone: match seen.unsaved {
            Some(_) => Tone::NeedsYou,
            None => sight.tone().unwrap_or(tone(&row.state.stage)),
        },
        headline,
        detail,
        steps: steps::steps(seen, progress.as_ref()),
        progress,
        line: None,
        actions,
        changed_at: sight.changed_at().unwrap_or(row.changed_at),
        account,
    }
}

/// Green only for what TikTok has confirmed.
fn tone(stage: &Stage) -> Tone {
    match stage {
        Stage::Queued | Stage::Paused | Stage::Cancelled => Tone::Calm,
        Stage::Checking | Stage::Initialising | Stage::Uploading | Stage::Committing => Tone::Busy,
        Stage::Processing | Stage::InReview => Tone::AtTiktok,
        Stage::InInbox => Tone::Inbox,
        Stage::Live { .. } => Tone::Live,
        Stage::NeedsYou { .. } => Tone::NeedsYou,
        Stage::Failed { .. } => Tone::Bad,
    }
}

/// What the creator can do with a post, the best first. Nobody but the creator is
/// ever stuck: only what is over may have nothing to press.
pub(super) fn actions(state: &State) -> Vec<PostAction> {
    use PostAction::*;
    let give_up = if state.before_commit() {
        Stop
    } else {
        StopFollowing
    };
    match &state.stage {
        Stage::Queued | Stage::Checking | Stage::Initialising | Stage::Uploading => vec![Pause, Stop],
        Stage::Committing if state.doubt => vec![CheckNow, StopFollowing],
        Stage::Committing => vec![StopFollowing],
        Stage::Processing => vec![CheckNow, StopFollowing],
        Stage::InReview => vec![CheckNow, StopFollowing],
        Stage::InInbox => vec![OpenPhone, CheckNow, StopFollowing],
        Stage::Live { .. } if state.is_named() => vec![OpenOnTiktok, CheckNow],
        Stage::Live { .. } if state.may_be_named_yet() => vec![CheckNow],
        Stage::Live { .. } | Stage::Cancelled => Vec::new(),
        Stage::Paused => vec![Continue, give_up],
        Stage::NeedsYou { why } => match why {
            Why::Review => vec![Review, give_up],
            Why::File => vec![TryAgain, Review, give_up],
            Why::SignIn => vec![SignInAgain, Continue, give_up],
            Why::Keyring => vec![Continue, give_up],
            Why::Configure => vec![TryAgain, give_up],
            Why::Audit => vec![ToInbox, TryAgain, give_up],
            Why::Expired | Why::PutBack => vec![TryAgain, give_up],
            Why::Unclear | Why::Silent => vec![CheckNow, StopFollowing],
        },
        Stage::Failed { why } if may_try_again(why) => vec![TryAgain, Review],
        Stage::Failed { why } if may_sign_in_again(why) => vec![SignInAgain, Review],
        Stage::Failed { .. } => vec![Review],
    }
}

/// "everyone, branded content".
fn facts(choices: &Choices, words: &Words) -> String {
    if choices.mode == Mode::Inbox {
        return words.say("posts-fact-inbox");
    }
    let privacy = match choices.privacy.as_deref() {
        Some("PUBLIC_TO_EVERYONE") => Some("posts-fact-everyone"),
        Some("MUTUAL_FOLLOW_FRIENDS") => Some("posts-fact-friends"),
        Some("FOLLOWER_OF_CREATOR") => Some("posts-fact-followers"),
        Some("SELF_ONLY") => Some("posts-fact-self"),
        _ => None,
    };
    let brand = match (
        choices.disclosure && choices.branded_content,
        choices.disclosure && choices.your_brand,
    ) {
        (true, _) => Some("posts-fact-branded"),
        (false, true) => Some("posts-fact-own-brand"),
        (false, false) => None,
    };
    let ai = choices.ai.then_some("posts-fact-ai");
    let facts: Vec<String> = [privacy, brand, ai]
        .into_iter()
        .flatten()
        .map(|key| words.say(key))
        .collect();
    facts.join(", ")
}

/// What the creator takes to the phone while the video is on its way there or waits.
pub(super) fn hand_over(row: &PostRow, ticked: &[String], words: &Words) -> Option<HandOver> {
    let waits = row.state.mode == Mode::Inbox && !row.state.is_over() && row.state.stage != Stage::InReview;
    waits.then(|| hand_over::card(&row.agreed.choices, ticked, words))
}

/// Needs you, in the inbox, on the way, today, earlier; empty groups left out.
pub(super) fn grouped_list(cards: Vec<(Stage, PostCard)>, words: &Words, clock: LocalClock) -> PostList {
    const HEADINGS: [&str; 5] = [
        "posts-group-needs-you",
        "posts-group-in-inbox",
        "posts-group-on-the-way",
        "posts-group-today",
        "posts-group-earlier",
    ];
    let mut groups: [Vec<PostCard>; 5] = Default::default();
    for (stage, card) in cards {
        let group = match stage {
            Stage::NeedsYou { .. } => 0,
            Stage::InInbox => 1,
            Stage::Live { .. } | Stage::Failed { .. } | Stage::Cancelled
                if clock.is_today(card.changed_at) =>
            {
                3
            }
            Stage::Live { .. } | Stage::Failed { .. } | Stage::Cancelled => 4,
            _ => 2,
        };
        groups[group].push(card);
    }
    let groups = HEADINGS
        .into_iter()
        .zip(groups)
        .filter(|(_, posts)| !posts.is_empty());
    PostList {
        groups: groups
            .map(|(key, posts)| PostGroup {
                heading: words.say(key),
                posts,
            })
            .collect(),
    }
}

/// Whether TikTok ever took the last chunk, as far as known.
fn possibly_sent(state: &State) -> bool {
    state.commit != Commit::Before
}

#[cfg(test)]
mod tests;
