//! The cover: a frame of the video, named by its time (R§8.1).

use super::Choices;
use crate::media::Facts;
use crate::view::Choice;

/// The choice, with a cover at which the video has a frame. TikTok takes the first
/// frame for a time it finds none at (R§8.1), which nobody would have chosen.
pub(crate) fn within(choice: Choice, facts: &Facts) -> Choice {
    match choice {
        Choice::Cover { ms } => Choice::Cover {
            ms: ms.map(|ms| ms.clamp(0, last_ms(facts))),
        },
        choice => choice,
    }
}

/// The choices once a file took the place of the draft's own. A cover of another video,
/// or one past the end, is taken back, and the page says so.
pub(crate) fn in_place(choices: &Choices, is_same_video: bool, facts: &Facts) -> Choices {
    let mut next = choices.clone();
    let holds = |ms: &i64| is_same_video && *ms <= last_ms(facts);
    if next.cover_ms.take_if(|ms| !holds(ms)).is_some() {
        next.cover_taken_back = true;
    }
    next
}

/// When the last frame that can be the cover begins, in milliseconds.
pub(crate) fn last_ms(facts: &Facts) -> i64 {
    i64::try_from(facts.last_frame_ms()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::{Codec, Container};

    fn video(duration_ms: u64) -> Facts {
        Facts {
            container: Container::Mp4,
            codec: Codec::H264,
            size: 1,
            duration_ms,
            width: 1080,
            height: 1920,
            rotation: 0,
            frame_rate: Some(30.0),
            last_frame_at_ms: None,
            has_audio: false,
        }
    }

    fn with_cover(cover_ms: Option<i64>) -> Choices {
        Choices {
            cover_ms,
            ..Choices::default()
        }
    }

    #[test]
    fn a_cover_has_a_frame_of_the_video() {
        let cases = [
            (Some(60_000), 2_000, Some(1_967)),
            (Some(1_967), 2_000, Some(1_967)),
            (Some(1_500), 2_000, Some(1_500)),
            (Some(-7), 2_000, Some(0)),
            (Some(30), 40, Some(7)),
            (Some(30), 10, Some(0)),
            (None, 2_000, None),
        ];
        for (ms, duration_ms, expected) in cases {
            let choice = within(Choice::Cover { ms }, &video(duration_ms));
            assert_eq!(choice, Choice::Cover { ms: expected }, "{ms:?} of {duration_ms}");
        }
    }

    #[test]
    fn sound_that_goes_on_after_the_picture_has_no_frames() {
        let mut video = video(2_500);
        video.last_frame_at_ms = Some(1_967);
        assert_eq!(last_ms(&video), 1_967);
        video.last_frame_at_ms = Some(9_000);
        assert_eq!(last_ms(&video), 2_499);
        (video.last_frame_at_ms, video.frame_rate) = (None, None);
        assert_eq!(last_ms(&video), 2_499);
    }

    #[test]
    fn a_cover_stays_with_its_video_and_nothing_else() {
        let cases = [
            // cover, same video, new length: cover, told
            (Some(1_500), true, 2_000, Some(1_500), false),
            (Some(1_500), true, 1_000, None, true),
            (Some(1_500), false, 2_000, None, true),
            (None, false, 2_000, None, false),
            (None, true, 10, None, false),
        ];
        for (cover_ms, is_same, duration_ms, expected, told) in cases {
            let next = in_place(&with_cover(cover_ms), is_same, &video(duration_ms));
            let case = format!("{cover_ms:?}, same {is_same}, {duration_ms}");
            assert_eq!((next.cover_ms, next.cover_taken_back), (expected, told), "{case}");
        }
    }

    #[test]
    fn what_was_told_once_stays_told_until_a_cover_is_chosen() {
        let once = in_place(&with_cover(Some(1_500)), false, &video(2_000));
        let twice = in_place(&once, false, &video(2_000));
        assert!(twice.cover_taken_back);
        for ms in [Some(40), None] {
            let chosen = super::super::apply(&twice, &Choice::Cover { ms }, None);
            assert_eq!((chosen.cover_ms, chosen.cover_taken_back), (ms, false));
        }
    }
}
