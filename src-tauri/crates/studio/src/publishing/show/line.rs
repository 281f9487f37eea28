//! What a post that waits waits for, and its place in the line.

use crate::labels;
use crate::problem::Problem;
use crate::publishing::fit::{self, Pace};
use crate::publishing::limits::megabytes;
use crate::publishing::state::Stage;
use crate::publishing::{Publishing, turns::Ahead};
use crate::store::posts::PostRow;
use crate::view::{AccountBadge, AccountKind, LineView};
use crate::words::Words;

impl Publishing {
    /// Whose videos have to finish first, in a sentence.
    pub(super) async fn ahead(&self, row: &PostRow) -> Result<Option<String>, Problem> {
        let Some(ahead) = self.runner.turns.ahead(&row.id) else {
            return Ok(None);
        };
        let mut names = Vec::new();
        for guest in &ahead.others {
            names.push(self.accounts.badge(&guest.account).await?.nickname);
        }
        Ok(in_words(&ahead, &names, &self.core.words))
    }

    /// Its place among the posts that wait for the same account, when there are others.
    pub(super) async fn place(
        &self,
        row: &PostRow,
        account: &AccountBadge,
    ) -> Result<Option<LineView>, Problem> {
        if row.state.stage != Stage::Queued {
            return Ok(None);
        }
        let line = self.stored(self.core.store.waiting_line().await)?;
        let own = || line.iter().filter(|waiting| waiting.account == row.account);
        let place = own().position(|waiting| waiting.post == row.id);
        Ok(place.and_then(|place| line_view(place, own().count(), account, &self.core.words)))
    }

    /// Why it will probably not be done within TikTok's hour; only before it begins.
    pub(super) async fn late(&self, row: &PostRow, kind: AccountKind) -> Result<Option<String>, Problem> {
        if row.state.stage != Stage::Queued {
            return Ok(None);
        }
        let pace = self.pace(kind).await?;
        Ok(pace.and_then(|pace| too_late(row.state.total, pace, &self.core.words)))
    }
}

fn in_words(ahead: &Ahead, names: &[String], words: &Words) -> Option<String> {
    if let Some(own) = &ahead.own {
        return Some(words.say_with("posts-ahead-own", &[("title", &own.title)]));
    }
    let names = labels::listed(names, words)?;
    let args = [
        ("names", names.as_str()),
        ("count", &ahead.others.len().to_string()),
        ("most", &ahead.most.to_string()),
    ];
    Some(words.say_with("posts-ahead-others", &args))
}

fn line_view(place: usize, count: usize, account: &AccountBadge, words: &Words) -> Option<LineView> {
    let args = [
        ("place", (place + 1).to_string()),
        ("count", count.to_string()),
        ("name", account.nickname.clone()),
    ];
    let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
    (count > 1).then(|| LineView {
        text: words.say_with("posts-place", &args),
        not_earlier: (place == 0).then(|| words.say("posts-place-first")),
        not_later: (place + 1 == count).then(|| words.say("posts-place-last")),
    })
}

fn too_late(bytes: u64, pace: Pace, words: &Words) -> Option<String> {
    let minutes = fit::minutes_if_late(bytes, pace)?.to_string();
    let key = if pace.is_limited {
        "posts-late-limit"
    } else {
        "posts-late"
    };
    let speed = megabytes(pace.speed);
    Some(words.say_with(key, &[("minutes", &minutes), ("speed", &speed)]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{AccountId, PostId};
    use crate::publishing::turns::Guest;
    use crate::view::Gel;

    fn guest(title: &str) -> Guest {
        Guest {
            post: PostId::from_text("p"),
            account: AccountId::from_text("a"),
            title: title.into(),
            begun: true,
            place: 0,
        }
    }

    #[test]
    fn it_is_said_whose_video_has_to_finish_first() {
        let words = Words::english();
        let ahead = |own: Option<Guest>, others: &[&str]| {
            let ahead = Ahead {
                own,
                others: others.iter().map(|name| guest(name)).collect(),
                most: others.len(),
            };
            let names: Vec<_> = others.iter().map(|name| (*name).to_owned()).collect();
            in_words(&ahead, &names, &words)
        };
        let cases = [
            (
                ahead(Some(guest("Ramen")), &[]),
                "Waits for “Ramen” to finish. One video at a time goes up for each account.",
            ),
            (
                ahead(None, &["Mara"]),
                "Waits for the video of Mara to finish. Only one goes up at a time over all accounts.",
            ),
            (
                ahead(None, &["Mara", "Bo"]),
                "Waits for one of the videos of Mara and Bo to finish. At most 2 at a time go up over all accounts.",
            ),
            (
                ahead(None, &["Mara", "Bo", "Juno"]),
                "Waits for one of the videos of Mara, Bo and Juno to finish. At most 3 at a time go up over all accounts.",
            ),
        ];
        for (said, expected) in cases {
            assert_eq!(said.as_deref(), Some(expected));
        }
        assert_eq!(ahead(None, &[]), None);
    }

    #[test]
    fn the_ends_of_the_line_say_why_it_goes_no_further() {
        let account = AccountBadge {
            id: AccountId::from_text("a"),
            kind: AccountKind::Practice,
            nickname: "Mara".into(),
            handle: "mara".into(),
            avatar: None,
            gel: Gel::Plum,
        };
        let words = Words::english();
        assert_eq!(line_view(0, 1, &account, &words), None);
        let first = line_view(0, 3, &account, &words).unwrap();
        assert_eq!(first.text, "1 of 3 that wait for Mara");
        assert!(first.not_earlier.is_some() && first.not_later.is_none());
        let middle = line_view(1, 3, &account, &words).unwrap();
        assert_eq!((middle.not_earlier, middle.not_later), (None, None));
        let last = line_view(2, 3, &account, &words).unwrap();
        assert!(last.not_earlier.is_none() && last.not_later.is_some());
    }

    #[test]
    fn an_upload_that_will_not_fit_into_the_hour_is_warned_of_with_its_speed() {
        let words = Words::english();
        let pace = |speed, is_limited| Pace { speed, is_limited };
        let said = too_late(4_000_000_000, pace(800_000.0, false), &words).unwrap();
        assert!(
            said.contains("0.80 MB/s") && said.contains("about 84 min"),
            "{said}"
        );
        let limited = too_late(4_000_000_000, pace(500_000.0, true), &words).unwrap();
        assert!(limited.contains("limit of 0.50 MB/s"), "{limited}");
        assert_eq!(too_late(4_000_000_000, pace(5e6, false), &words), None);
    }
}
