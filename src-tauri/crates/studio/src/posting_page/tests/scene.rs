//! A page to play with: a video that fits, an account that TikTok answered for, nothing chosen.

use std::sync::LazyLock;

use tiktok::CreatorInfo;

use crate::ids::{AccountId, DraftId, PostId};
use crate::labels::LocalClock;
use crate::media::{Codec, Container, Facts, Media, Photo, PhotoFormat};
use crate::posting_page::{Choices, InboxFacts, Input, apply, page};
use crate::publishing::quotas::Sent;
use crate::view::*;
use crate::words::Words;

static WORDS: LazyLock<Words> = LazyLock::new(Words::english);

/// What TikTok has said so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tiktok {
    Asking,
    Fresh,
    Unavailable,
    Unreachable,
}

/// Everything a page is made from, easy to change.
#[derive(Debug, Clone)]
pub struct Scene {
    pub draft: &'static str,
    pub account: Option<&'static str>,
    pub tiktok: Tiktok,
    pub answered_at: i64,
    pub info: CreatorInfo,
    pub facts: Facts,
    /// The photos of a post of photos; then the video's facts mean nothing.
    pub photos: Option<Vec<Photo>>,
    pub fingerprint: &'static str,
    pub file_problem: Option<String>,
    pub thumbnail: Option<String>,
    pub choices: Choices,
    pub inbox: InboxFacts,
    pub sent: Sent,
    pub open_post: bool,
}

impl Default for Scene {
    fn default() -> Self {
        Self {
            draft: "draft",
            account: Some("account"),
            tiktok: Tiktok::Fresh,
            answered_at: 1_000,
            info: CreatorInfo {
                avatar_url: None,
                username: "mara.cooks".into(),
                nickname: "Mara Lindqvist".into(),
                privacy_level_options: ["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"]
                    .map(Into::into)
                    .into(),
                comment_disabled: false,
                duet_disabled: false,
                stitch_disabled: false,
                max_video_post_duration_sec: 600,
            },
            facts: Facts {
                container: Container::Mp4,
                codec: Codec::H264,
                size: 130_000_000,
                duration_ms: 47_000,
                width: 1080,
                height: 1920,
                rotation: 0,
                frame_rate: Some(30.0),
                last_frame_at_ms: None,
                has_audio: true,
            },
            photos: None,
            fingerprint: "fingerprint",
            file_problem: None,
            thumbnail: None,
            choices: Choices::default(),
            inbox: InboxFacts {
                is_granted: true,
                ..InboxFacts::default()
            },
            sent: Sent::default(),
            open_post: false,
        }
    }
}

impl Scene {
    /// The same with three photos that fit in the place of the video.
    pub fn of_photos() -> Self {
        Self {
            photos: Some(vec![photo(); 3]),
            ..Self::default()
        }
    }

    pub fn media(&self) -> Media<'_> {
        match &self.photos {
            Some(photos) => Media::Photos(photos),
            None => Media::Video(&self.facts),
        }
    }

    pub fn page(&self) -> PostingPage {
        let creator = match (self.account, self.tiktok) {
            (None, _) => CreatorView::NoAccount,
            _ if self.choices.mode == Mode::Inbox => CreatorView::NotAsked { note: String::new() },
            (_, Tiktok::Asking) => CreatorView::Asking,
            (_, Tiktok::Fresh) => CreatorView::Fresh {
                at: self.answered_at,
                note: String::new(),
                changed: Vec::new(),
            },
            (_, Tiktok::Unavailable) => CreatorView::Unavailable {
                message: "TikTok takes no more posts from this account for now.".into(),
                remedy: "Try again tomorrow.".into(),
                retry_at: None,
                reached: true,
            },
            (_, Tiktok::Unreachable) => CreatorView::Unavailable {
                message: "TikTok cannot be reached.".into(),
                remedy: "Check the internet connection.".into(),
                retry_at: None,
                reached: false,
            },
        };
        // Always handed in, so that a page which trusts an answer of yesterday is found out.
        let input = Input {
            pace: None,
            sent: self.sent.clone(),
            clock: LocalClock {
                offset_s: 0,
                now: self.answered_at,
            },
            draft: DraftId::from_text(self.draft),
            file: self.file(),
            media: self.media(),
            fingerprint: self.fingerprint.into(),
            file_problem: self.file_problem.clone(),
            choices: &self.choices,
            account: self.account.map(badge),
            accounts: vec![],
            creator,
            creator_info: Some(&self.info),
            inbox: self.inbox,
            open_post: self.open_post.then(|| PostId::from_text("post")),
        };
        page(&input, &WORDS)
    }

    /// What the window does when the creator chooses something on this page.
    pub fn choose(&mut self, choice: &Choice) {
        let fresh = self.account.is_some() && self.tiktok == Tiktok::Fresh;
        self.choices = apply(&self.choices, choice, fresh.then_some(&self.info));
    }

    fn file(&self) -> FileView {
        FileView {
            name: "IMG_4471.mov".into(),
            size: 130_000_000,
            label: "130 MB, 0:47".into(),
            duration_ms: Some(47_000),
            width: Some(1080),
            height: Some(1920),
            video: Some("http://127.0.0.1:1/v/1".into()),
            thumbnail: self.thumbnail.clone(),
            wants_frame: false,
        }
    }
}

/// A photo that fits.
pub fn photo() -> Photo {
    Photo {
        format: PhotoFormat::Jpeg,
        size: 400_000,
        width: 1080,
        height: 1920,
    }
}

fn badge(id: &str) -> AccountBadge {
    AccountBadge {
        id: AccountId::from_text(id),
        kind: AccountKind::Tiktok,
        nickname: "Name of last week".into(),
        handle: "last.week".into(),
        avatar: None,
        gel: Gel::Plum,
    }
}
