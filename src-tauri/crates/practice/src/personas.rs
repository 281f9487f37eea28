//! The made-up creators. Each shows one situation an app must handle.

mod cast;
mod crowd;

pub use cast::CREATORS;

/// A creator, as someone choosing one needs to see them.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Persona {
    /// Short name for options and [`crate::Practice::allow`].
    pub name: String,
    /// Nickname as TikTok shows it.
    pub nickname: String,
    /// Handle without `@`.
    pub handle: String,
    /// What is special about this creator, one sentence.
    pub about: String,
}

/// All made-up creators; the first is the one without any trouble.
pub fn personas() -> Vec<Persona> {
    CREATORS.iter().map(Creator::persona).collect()
}

/// What goes wrong for a creator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing.
    None,
    /// Has used up the day's posts in other apps (R§12.3).
    Capped,
    /// Banned from posting (R§7).
    Banned,
    /// The app counts as unaudited for this creator (R§12.3).
    Unaudited,
    /// Moderation lets nobody else see the posts (R§11).
    Refused,
    /// Posts stop being public after a minute.
    Fades,
    /// Other apps have filled the inbox (R§12.3).
    FullInbox,
    /// The TikTok app on the phone is older than 31.8 (R§8.4).
    OldPhone,
    /// No target user of the app's sandbox (R§1.5).
    Outsider,
    /// Withdraws access while a post is processed (R§11.1).
    Leaves,
}

/// A creator with everything that TikTok knows about them.
#[derive(Debug)]
pub struct Creator {
    /// Short name.
    pub name: &'static str,
    /// Nickname.
    pub nickname: &'static str,
    /// Handle without `@`.
    pub handle: &'static str,
    /// What is special, one sentence.
    pub about: &'static str,
    /// Biography.
    pub bio: &'static str,
    /// Whether only followers see the account, until the creator changes that.
    pub is_private: bool,
    /// Comments set to nobody.
    pub comment_disabled: bool,
    /// Duets set to nobody; a private account counts too.
    pub duet_disabled: bool,
    /// Stitches set to nobody; a private account counts too.
    pub stitch_disabled: bool,
    /// Longest video in seconds.
    pub longest: u32,
    /// What goes wrong.
    pub trouble: Trouble,
    /// Verified badge.
    pub is_verified: bool,
    /// Followers and followed.
    pub follows: (u32, u32),
    /// Two colours of the avatar and the covers.
    pub colours: [[u8; 3]; 2],
    /// Public videos from before: caption, age in hours, seconds, most views it will get.
    pub videos: &'static [(&'static str, u32, u32, u32)],
}

impl Creator {
    fn persona(&self) -> Persona {
        Persona {
            name: self.name.to_owned(),
            nickname: self.nickname.to_owned(),
            handle: self.handle.to_owned(),
            about: self.about.to_owned(),
        }
    }
}

/// Who may see a new post of a private or public account (R§7).
pub fn privacy_level_options(is_private: bool) -> [&'static str; 3] {
    let widest = if is_private {
        "FOLLOWER_OF_CREATOR"
    } else {
        "PUBLIC_TO_EVERYONE"
    };
    [widest, "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"]
}

/// The creator called `name`, of the cast or of the crowd behind it.
pub fn find(name: &str) -> Option<&'static Creator> {
    let cast = CREATORS.iter().find(|creator| creator.name == name);
    cast.or_else(|| crowd::find(name))
}
