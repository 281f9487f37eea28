//! What TikTok allows a creator, as far as a consent depends on it.

use serde::{Deserialize, Serialize};
use tiktok::{CreatorInfo, PrivacyLevel};

use super::controls::privacy_label;
use super::speech::Speech;
use crate::media::labels::duration;
use crate::words::Words;

/// Who it is, what may be chosen and how long a video may be. Not the picture, whose address
/// TikTok changes every two hours, and not the order of the levels (R§7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    username: String,
    nickname: String,
    levels: Vec<String>,
    comment_disabled: bool,
    duet_disabled: bool,
    stitch_disabled: bool,
    longest_s: u32,
}

impl From<&CreatorInfo> for Terms {
    fn from(info: &CreatorInfo) -> Self {
        let levels = info.privacy_level_options.iter().map(PrivacyLevel::as_str);
        let mut levels: Vec<String> = levels.map(str::to_owned).collect();
        levels.sort_unstable();
        Self {
            username: info.username.clone(),
            nickname: info.nickname.clone(),
            levels,
            comment_disabled: info.comment_disabled,
            duet_disabled: info.duet_disabled,
            stitch_disabled: info.stitch_disabled,
            longest_s: info.max_video_post_duration_sec,
        }
    }
}

impl Terms {
    /// What is different in `now`, a sentence each; empty exactly when they are equal.
    pub fn changes(&self, now: &Self, words: &Words) -> Vec<String> {
        let name = (self.nickname != now.nickname)
            .then(|| words.say_with("posting-changed-nickname", &[("nickname", &now.nickname)]));
        let handle = (self.username != now.username)
            .then(|| words.say_with("posting-changed-handle", &[("handle", &now.username)]));
        let longest = (self.longest_s != now.longest_s).then(|| {
            let most = duration(u64::from(now.longest_s) * 1000);
            words.say_with("posting-changed-duration", &[("most", &most)])
        });
        let names = name.into_iter().chain(handle);
        names
            .chain(self.levels(now, words))
            .chain(self.interactions(now, words))
            .chain(longest)
            .collect()
    }

    fn levels(&self, now: &Self, words: &Words) -> Vec<String> {
        let speech = Speech::of_video(words);
        let say =
            |key: &str, level: &String| words.say_with(key, &[("level", &privacy_label(level, &speech))]);
        let gone = self.levels.iter().filter(|level| !now.levels.contains(level));
        let new = now.levels.iter().filter(|level| !self.levels.contains(level));
        let gone = gone.map(|level| say("posting-changed-level-gone", level));
        gone.chain(new.map(|level| say("posting-changed-level-new", level)))
            .collect()
    }

    fn interactions(&self, now: &Self, words: &Words) -> Vec<String> {
        let all = [
            (
                "posting-changed-comment",
                self.comment_disabled,
                now.comment_disabled,
            ),
            ("posting-changed-duet", self.duet_disabled, now.duet_disabled),
            (
                "posting-changed-stitch",
                self.stitch_disabled,
                now.stitch_disabled,
            ),
        ];
        let changed = all.into_iter().filter(|(_, before, now)| before != now);
        let say = |(key, _, off)| words.attribute(key, if off { "off" } else { "on" }, &[]);
        changed.map(say).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Edit = fn(&mut CreatorInfo);

    fn info() -> CreatorInfo {
        CreatorInfo {
            avatar_url: Some("https://cdn/1".into()),
            username: "mara".into(),
            nickname: "Mara".into(),
            privacy_level_options: vec![PrivacyLevel::PublicToEveryone, PrivacyLevel::SelfOnly],
            comment_disabled: false,
            duet_disabled: false,
            stitch_disabled: true,
            max_video_post_duration_sec: 600,
        }
    }

    fn changes(edit: Edit) -> Vec<String> {
        let (before, mut now) = (info(), info());
        edit(&mut now);
        Terms::from(&before).changes(&Terms::from(&now), &Words::english())
    }

    #[test]
    fn whatever_a_consent_depends_on_is_said_when_it_changes() {
        let table: [(Edit, &[&str]); 8] = [
            (
                |info| info.nickname = "Nora".into(),
                &["The account is called Nora now."],
            ),
            (
                |info| info.username = "nora".into(),
                &["Its handle is @nora now."],
            ),
            (
                |info| info.privacy_level_options.truncate(1),
                &["“Only me” is no longer offered."],
            ),
            (
                |info| info.privacy_level_options[0] = PrivacyLevel::FollowerOfCreator,
                &["“Everyone” is no longer offered.", "“Followers” is offered now."],
            ),
            (|info| info.comment_disabled = true, &["Comments are off now."]),
            (|info| info.duet_disabled = true, &["Duet is off now."]),
            (
                |info| info.stitch_disabled = false,
                &["Stitch can be allowed now."],
            ),
            (
                |info| info.max_video_post_duration_sec = 180,
                &["Videos may be up to 3:00 long now."],
            ),
        ];
        for (edit, said) in table {
            assert_eq!(changes(edit), said);
        }
    }

    #[test]
    fn the_picture_and_the_order_of_the_levels_change_nothing() {
        let same: Edit = |info| {
            info.avatar_url = Some("https://cdn/2".into());
            info.privacy_level_options.reverse();
        };
        assert_eq!(changes(same), Vec::<String>::new());
        let mut reversed = info();
        same(&mut reversed);
        assert_eq!(Terms::from(&reversed), Terms::from(&info()));
    }
}
