//! How many more TikTok will take, as far as this studio can tell: what was sent from here, and
//! what a refusal has shown. Never more than an estimate, and never in the way: TikTok counts what
//! other apps sent, too, and does not say how (R§12.3).

use super::{Choices, Input};
use crate::labels::LocalClock;
use crate::publishing::quotas::{DAY_MS, Refused, Sent};
use crate::view::{CreatorView, Mode, QuotaNote};
use crate::words::Words;

/// What a refusal has shown of the daily cap is told for so long; it varies (R§12.3).
const TELLING_MS: i64 = 30 * DAY_MS;

/// What is told about the quota of an account; nothing while there is nothing to tell, or while
/// TikTok's own refusal stands there and says as much.
pub(super) fn note(choices: &Choices, input: &Input<'_>, words: &Words) -> Option<QuotaNote> {
    let is_refused = matches!(input.creator, CreatorView::Unavailable { .. });
    match choices.mode {
        Mode::Direct if is_refused && input.sent.at.is_empty() => None,
        mode => estimate(mode, &input.sent, input.clock, words),
    }
}

fn estimate(mode: Mode, sent: &Sent, clock: LocalClock, words: &Words) -> Option<QuotaNote> {
    match mode {
        Mode::Direct => daily(sent, clock, words),
        Mode::Inbox => places(sent, clock, words),
    }
}

fn daily(sent: &Sent, clock: LocalClock, words: &Words) -> Option<QuotaNote> {
    let count = sent.at.len();
    if let Some(refused) = sent.in_force(clock.now) {
        return Some(refusal("posting-quota-daily", refused, clock, words));
    }
    let cap = sent.refused.filter(|refused| is_telling(refused, clock.now));
    let text = match cap {
        Some(cap) if count > 0 => {
            let key = match count >= cap.sent as usize {
                true => "posting-quota-daily-at-cap",
                false => "posting-quota-daily-of",
            };
            let (count, of, time) = (count.to_string(), cap.sent.to_string(), clock.minutes(cap.at));
            words.say_with(key, &[("count", &count), ("of", &of), ("time", &time)])
        }
        _ if count > 0 => words.say_with("posting-quota-daily-sent", &[("count", &count.to_string())]),
        _ => return None,
    };
    Some(QuotaNote {
        warns: cap.is_some_and(|cap| count >= cap.sent as usize),
        text,
    })
}

/// How many places are held stands beside it.
fn places(sent: &Sent, clock: LocalClock, words: &Words) -> Option<QuotaNote> {
    if let Some(refused) = sent.in_force(clock.now) {
        return Some(refusal("posting-quota-places", refused, clock, words));
    }
    let time = clock.minutes(sent.at.first()? + DAY_MS);
    Some(QuotaNote {
        warns: false,
        text: words.say_with("posting-quota-places-free", &[("time", &time)]),
    })
}

/// That TikTok took no more, and when one more will probably be taken.
fn refusal(key: &str, refused: Refused, clock: LocalClock, words: &Words) -> QuotaNote {
    let key = match refused.sent {
        0 => format!("{key}-refused-by-others"),
        _ => format!("{key}-refused"),
    };
    let args = [
        ("count", refused.sent.to_string()),
        ("time", clock.minutes(refused.at)),
        ("free", clock.minutes(refused.free_at)),
    ];
    let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
    QuotaNote {
        warns: true,
        text: words.say_with(&key, &args),
    }
}

/// A refusal after nothing of ours says nothing about the cap.
fn is_telling(refused: &Refused, now: i64) -> bool {
    refused.sent > 0 && (0..TELLING_MS).contains(&(now - refused.at))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 23:30 on 20 November.
    const NOW: i64 = 1_795_217_400_000;
    const HOUR_MS: i64 = 60 * 60 * 1000;

    fn told(mode: Mode, hours: &[i64], refused: Option<(i64, u32)>) -> Option<(String, bool)> {
        let refused = refused.map(|(hours, sent)| Refused {
            at: NOW - hours * HOUR_MS,
            sent,
            free_at: NOW - hours * HOUR_MS + 6 * HOUR_MS,
        });
        let sent = Sent {
            at: hours.iter().map(|hours| NOW - hours * HOUR_MS).collect(),
            refused,
        };
        let clock = LocalClock {
            offset_s: 0,
            now: NOW,
        };
        estimate(mode, &sent, clock, &Words::english()).map(|note| (note.text, note.warns))
    }

    /// How many hours ago what counts was sent, how long ago TikTok refused after how many, and how
    /// what is told begins, with whether it warns.
    type Case = (&'static [i64], Option<(i64, u32)>, Option<(&'static str, bool)>);

    fn check(mode: Mode, cases: &[Case]) {
        for (hours, refused, expected) in cases {
            let told = told(mode, hours, *refused);
            let is_so = match (&told, expected) {
                (Some((text, warns)), Some((words, warned))) => text.starts_with(words) && warns == warned,
                (told, expected) => told.is_none() && expected.is_none(),
            };
            assert!(is_so, "{hours:?} {refused:?}: {told:?}");
        }
    }

    #[test]
    fn what_is_told_of_the_daily_cap() {
        let day = 24;
        let cases: [Case; 9] = [
            (&[], None, None),
            (
                &[3],
                None,
                Some((
                    "Greenroom sent 1 post with this account in the last 24 hours.",
                    false,
                )),
            ),
            (&[5, 3], None, Some(("Greenroom sent 2 posts", false))),
            (
                &[5, 3],
                Some((1, 2)),
                Some((
                    "TikTok took no more at 22:30, after 2 from Greenroom in 24 hours. It will probably take one more from 21 Nov, 04:30. That is an estimate",
                    true,
                )),
            ),
            (
                &[],
                Some((1, 0)),
                Some((
                    "TikTok took no more at 22:30, although Greenroom sent none in 24 hours. It will probably take one more from 21 Nov, 04:30",
                    true,
                )),
            ),
            // TikTok took one more since.
            (
                &[5, 1],
                Some((3, 1)),
                Some((
                    "Greenroom sent 2 posts with this account in the last 24 hours, about as many as TikTok took before it took no more at 20:30. The next may be refused. That is an estimate",
                    true,
                )),
            ),
            (
                &[5, 3],
                Some((2 * day, 6)),
                Some((
                    "Greenroom sent 2 posts with this account in the last 24 hours, of about 6 that TikTok took before it took no more at 18 Nov, 23:30. That is an estimate",
                    false,
                )),
            ),
            (
                &[5, 3],
                Some((31 * day, 6)),
                Some((
                    "Greenroom sent 2 posts with this account in the last 24 hours.",
                    false,
                )),
            ),
            (&[], Some((2 * day, 6)), None),
        ];
        check(Mode::Direct, &cases);
    }

    #[test]
    fn what_is_told_of_the_places_in_the_inbox() {
        let cases: [Case; 4] = [
            (&[], None, None),
            (
                &[20, 3],
                None,
                Some(("The first place is probably free again by 21 Nov, 03:30", false)),
            ),
            (
                &[3],
                Some((1, 1)),
                Some(("The inbox took no more at 22:30", true)),
            ),
            (
                &[],
                Some((1, 0)),
                Some((
                    "The inbox took no more at 22:30, although nothing from Greenroom waits there",
                    true,
                )),
            ),
        ];
        check(Mode::Inbox, &cases);
    }
}
