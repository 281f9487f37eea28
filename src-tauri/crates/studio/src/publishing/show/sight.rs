//! How a post is shown that TikTok has named: as public only as far as TikTok said so.

use super::Seen;
use crate::problem::Problem;
use crate::publishing::Publishing;
use crate::publishing::sighting::Sighting;
use crate::store::posts::PostRow;
use crate::view::Tone;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// TikTok is asked every week at the least while a post is looked for; what is older is told as old.
const OLD_MS: i64 = 8 * DAY_MS;

impl Publishing {
    /// What is known of the videos a post became, since TikTok named them.
    pub(in crate::publishing) async fn sightings(&self, row: &PostRow) -> Result<Vec<Sighting>, Problem> {
        if !row.state.is_named() {
            return Ok(Vec::new());
        }
        self.stored(self.core.store.sightings_of(&row.id).await)
    }
}

/// The video a card speaks of: the one that most certainly everyone can see, the latest of equals.
pub(in crate::publishing) fn best(known: &[Sighting]) -> Option<&Sighting> {
    let certainty = |sighting: &Sighting| match (sighting.gone_at, sighting.missed_at) {
        (None, None) => 2,
        (None, Some(_)) => 1,
        (Some(_), _) => 0,
    };
    known
        .iter()
        .max_by_key(|sighting| (certainty(sighting), sighting.since))
}

/// How far it is certain that everyone can see a post.
pub(super) enum Sight {
    /// TikTok never named it: nothing to add to its stage.
    Never,
    /// TikTok named it when it was last asked.
    Seen,
    /// TikTok left it out, which may mean nothing yet.
    Missed,
    /// It is public no longer, since then as far as known (UTC milliseconds).
    Gone(i64),
}

pub(super) fn of(seen: &Seen<'_>) -> Sight {
    let Some(sighting) = best(&seen.sightings) else {
        return Sight::Never;
    };
    match (sighting.gone_at, sighting.missed_at) {
        (Some(at), _) => Sight::Gone(at),
        (None, Some(_)) => Sight::Missed,
        (None, None) => Sight::Seen,
    }
}

impl Sight {
    /// Whether it must not be called public.
    pub fn is_lost(&self) -> bool {
        matches!(self, Self::Missed | Self::Gone(_))
    }

    /// Our stable name where it differs from the stage's.
    pub fn stage(&self) -> Option<&'static str> {
        matches!(self, Self::Gone(_)).then_some("no_longer_public")
    }

    /// Its colour where that differs from the stage's.
    pub fn tone(&self) -> Option<Tone> {
        self.is_lost().then_some(Tone::Calm)
    }

    /// When it changed, where that was after its stage did.
    pub fn changed_at(&self) -> Option<i64> {
        match self {
            Self::Gone(at) => Some(*at),
            _ => None,
        }
    }
}

/// Where it stands and since when, each with the time at which TikTok said so.
pub(super) fn sentences(seen: &Seen<'_>, sighting: &Sighting) -> (String, String) {
    let at = |at: i64| seen.clock.minutes(at);
    let age = seen.clock.now - sighting.seen_at;
    let is_first = sighting.seen_at == sighting.since;
    let next = sighting.next_look(seen.clock.now);
    let count = seen.sightings.len();
    let is_public = |sighting: &&Sighting| sighting.gone_at.or(sighting.missed_at).is_none();
    let public = seen.sightings.iter().filter(is_public).count();
    let key = match of(seen) {
        Sight::Gone(_) => "posts-gone-public",
        Sight::Missed if next.is_none() => "posts-left-out-old",
        Sight::Missed => "posts-left-out",
        _ if age >= OLD_MS => "posts-live-old",
        _ if count > 1 && public == count => "posts-live-several-all",
        _ if count > 1 => "posts-live-several",
        _ if is_first && age < DAY_MS => "posts-live",
        _ => "posts-live-seen",
    };
    let missed = sighting
        .gone_at
        .or(sighting.missed_at)
        .unwrap_or(sighting.looked_at);
    let args = [
        ("time", at(sighting.since)),
        ("seen", at(sighting.seen_at)),
        ("missed", at(missed)),
        ("next", at(next.unwrap_or(seen.clock.now))),
        ("count", count.to_string()),
        ("public", public.to_string()),
    ];
    let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
    (seen.words.say(key), seen.words.attribute(key, "detail", &args))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{NOW, live_card, live_card_of};
    use super::*;
    use crate::ids::{AccountId, PostId};
    use crate::view::{Mode, PostAction, StepState};

    const HOUR_MS: i64 = 60 * 60 * 1000;

    fn live(since: i64, seen_at: i64) -> Sighting {
        Sighting {
            post: PostId::from_text("p"),
            account: AccountId::from_text("a"),
            video: "75".into(),
            publish_id: None,
            mode: Mode::Direct,
            since,
            seen_at,
            missed_at: None,
            gone_at: None,
            looked_at: seen_at,
        }
    }

    #[test]
    fn live_is_said_with_the_time_at_which_tiktok_said_it() {
        let hour = NOW - HOUR_MS;
        let cases = [
            (
                live(hour, hour),
                "Live",
                "since 20 Nov, 23:30, TikTok says everyone can see it",
            ),
            (
                live(NOW - 30 * HOUR_MS, hour),
                "Live",
                "since 19 Nov, 18:30; TikTok last said so at 20 Nov, 23:30",
            ),
            (
                live(NOW - 20 * DAY_MS, NOW - 9 * DAY_MS),
                "Live when TikTok was last asked",
                "Everyone could see it then, at 12 Nov, 00:30. Check now to ask again.",
            ),
        ];
        for (sighting, headline, detail) in cases {
            let card = live_card(sighting);
            assert_eq!((card.headline.as_str(), card.tone), (headline, Tone::Live));
            assert_eq!(card.detail, detail);
            assert_eq!(card.actions, [PostAction::OpenOnTiktok, PostAction::CheckNow]);
            assert_eq!(card.steps.last().map(|step| step.state), Some(StepState::Live));
        }
    }

    #[test]
    fn a_draft_that_was_posted_again_is_live_while_everyone_can_see_one_of_its_videos() {
        let first = live(NOW - 30 * HOUR_MS, NOW - HOUR_MS);
        let again = Sighting {
            video: "76".into(),
            ..live(NOW - 20 * HOUR_MS, NOW - HOUR_MS)
        };
        let gone = |sighting: &Sighting| Sighting {
            gone_at: Some(NOW),
            ..sighting.clone()
        };
        let missed = Sighting {
            missed_at: Some(NOW),
            ..again.clone()
        };
        const TOLD: &str = "You posted this draft 2 times from your phone; TikTok last said at 20 Nov, 23:30 that everyone can see";
        let cases = [
            (
                vec![first.clone(), again.clone()],
                "76",
                "live",
                format!("{TOLD} all of them"),
            ),
            (
                vec![gone(&first), again.clone()],
                "76",
                "live",
                format!("{TOLD} 1 of them"),
            ),
            (
                vec![first.clone(), gone(&again)],
                "75",
                "live",
                format!("{TOLD} 1 of them"),
            ),
            (
                vec![first.clone(), missed.clone()],
                "75",
                "live",
                format!("{TOLD} 1 of them"),
            ),
        ];
        for (known, video, stage, detail) in cases {
            assert_eq!(best(&known).map(|best| best.video.as_str()), Some(video));
            let card = live_card_of(known);
            assert_eq!((card.stage.as_str(), card.tone), (stage, Tone::Live));
            assert_eq!(card.detail, detail);
        }
        let lost = live_card_of(vec![gone(&first), missed]);
        assert_eq!(
            (lost.headline.as_str(), lost.tone),
            ("Perhaps no longer public", Tone::Calm)
        );
        let lost = live_card_of(vec![gone(&first), gone(&again)]);
        assert_eq!(lost.stage, "no_longer_public");
    }

    #[test]
    fn what_is_no_longer_public_is_never_called_live() {
        let missed = Sighting {
            missed_at: Some(NOW - 10),
            looked_at: NOW,
            ..live(NOW - 30 * HOUR_MS, NOW - 5 * HOUR_MS)
        };
        let gone = Sighting {
            gone_at: Some(NOW),
            ..missed.clone()
        };
        for (sighting, stage, headline) in [
            (missed, "live", "Perhaps no longer public"),
            (gone, "no_longer_public", "No longer public"),
        ] {
            let card = live_card(sighting);
            assert_eq!((card.stage.as_str(), card.headline.as_str()), (stage, headline));
            assert_eq!(
                (card.tone, card.actions),
                (Tone::Calm, vec![PostAction::CheckNow])
            );
            assert!(card.detail.contains("19:30"), "{}", card.detail);
            assert!(card.steps.iter().all(|step| step.state != StepState::Live));
        }
    }
}
