//! The made-up creators. Each shows one situation an app must handle.

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

/// What stops a creator from posting.
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
    /// Whether only followers see the account.
    pub is_private: bool,
    /// Comments set to nobody.
    pub comment_disabled: bool,
    /// Duets set to nobody; a private account counts too.
    pub duet_disabled: bool,
    /// Stitches set to nobody; a private account counts too.
    pub stitch_disabled: bool,
    /// Longest video in seconds.
    pub longest: u32,
    /// What stops them.
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

    /// Who may see a new post (R§7).
    pub fn privacy_level_options(&self) -> [&'static str; 3] {
        let widest = if self.is_private {
            "FOLLOWER_OF_CREATOR"
        } else {
            "PUBLIC_TO_EVERYONE"
        };
        [widest, "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"]
    }
}

/// The creator called `name`.
pub fn find(name: &str) -> Option<&'static Creator> {
    CREATORS.iter().find(|creator| creator.name == name)
}

/// Every creator there is.
pub static CREATORS: [Creator; 6] = [
    Creator {
        name: "mara",
        nickname: "Mara Lindqvist",
        handle: "mara.cooks",
        about: "A public account without trouble, with videos from before.",
        bio: "Broth, bread and other slow things. New recipe every Sunday.",
        is_private: false,
        comment_disabled: false,
        duet_disabled: false,
        stitch_disabled: false,
        longest: 600,
        trouble: Trouble::None,
        is_verified: true,
        follows: (48_321, 120),
        colours: [[0xe3, 0x9a, 0x2d], [0x7a, 0x36, 0x73]],
        videos: &[
            ("Ramen at 2am #ramen #latenight", 20, 34, 48_200),
            ("Three knives are enough", 44, 61, 12_900),
            ("Sourdough, hour by hour #sourdough", 92, 118, 391_000),
            ("Market haul before the rain #market", 140, 42, 8_400),
            ("How to fold a dumpling, slowly #dumplings", 188, 57, 1_204_000),
            ("Miso butter on everything", 236, 21, 22_700),
            ("The pan nobody needs", 290, 48, 5_100),
            ("Pickled radish in a minute #pickles", 338, 60, 67_300),
            ("Why your rice sticks", 410, 75, 154_000),
            ("Broth from scraps #zerowaste", 482, 93, 39_800),
            ("My grandmother's cinnamon knots", 554, 88, 88_100),
            ("Kitchen tour, all four square metres", 626, 132, 17_600),
            ("Soft eggs, three ways #eggs", 698, 66, 210_000),
            ("A salad that is a meal", 770, 39, 9_900),
            ("Answering your broth questions", 842, 171, 14_300),
            ("Noodles by hand, first try", 914, 102, 53_000),
            ("Burnt onions are not a mistake", 1_010, 45, 31_400),
            ("Lunch for two under five euros #budget", 1_106, 59, 73_900),
            ("Chilli oil, the loud kind #chillioil", 1_202, 52, 640_000),
            ("Sharpening day", 1_346, 28, 4_700),
            ("Autumn soup with a view #soup", 1_490, 64, 26_100),
            ("What I cook when I do not cook", 1_682, 36, 45_500),
            ("Hello, this is my kitchen", 1_922, 25, 3_300),
        ],
    },
    Creator {
        name: "nord",
        nickname: "Nord & Noodle",
        handle: "nord.noodle",
        about: "A private account: posts go to followers, friends or only to itself.",
        bio: "Small kitchen, smaller circle.",
        is_private: true,
        comment_disabled: false,
        duet_disabled: true,
        stitch_disabled: true,
        longest: 180,
        trouble: Trouble::None,
        is_verified: false,
        follows: (212, 188),
        colours: [[0x0c, 0x68, 0x6d], [0x84, 0xd0, 0xd1]],
        videos: &[],
    },
    Creator {
        name: "quiet",
        nickname: "Ida Quist",
        handle: "ida.quist",
        about: "Comments, duets and stitches are switched off; videos up to an hour.",
        bio: "Ceramics without talking.",
        is_private: false,
        comment_disabled: true,
        duet_disabled: true,
        stitch_disabled: true,
        longest: 3_600,
        trouble: Trouble::None,
        is_verified: false,
        follows: (3_904, 41),
        colours: [[0x4a, 0x56, 0x60], [0xbc, 0xc7, 0xd1]],
        videos: &[
            ("Centering clay, no words", 70, 145, 6_200),
            ("Glaze test 14", 310, 33, 2_100),
            ("A bowl from start to end", 720, 540, 41_000),
        ],
    },
    Creator {
        name: "capped",
        nickname: "Juno Reyes",
        handle: "juno.reyes",
        about: "Has reached today's limit of posts, so TikTok takes no more until tomorrow.",
        bio: "Daily skate clips. Very daily.",
        is_private: false,
        comment_disabled: false,
        duet_disabled: false,
        stitch_disabled: false,
        longest: 600,
        trouble: Trouble::Capped,
        is_verified: false,
        follows: (15_077, 903),
        colours: [[0x2d, 0x56, 0xae], [0xf4, 0xa0, 0xb9]],
        videos: &[
            ("Clip 15 of 15 #skate", 2, 12, 900),
            ("Kickflip, again #skate", 5, 9, 1_400),
        ],
    },
    Creator {
        name: "banned",
        nickname: "Bo Hartmann",
        handle: "bo.outdoors",
        about: "TikTok has banned this account from posting.",
        bio: "Up the hill and back.",
        is_private: false,
        comment_disabled: false,
        duet_disabled: false,
        stitch_disabled: false,
        longest: 300,
        trouble: Trouble::Banned,
        is_verified: false,
        follows: (640, 77),
        colours: [[0x46, 0x6a, 0x1f], [0xb0, 0xd4, 0x86]],
        videos: &[("Fog on the ridge #hike", 2_400, 47, 1_900)],
    },
    Creator {
        name: "newcomer",
        nickname: "Tilda Novak",
        handle: "tilda.novak",
        about: "A public account that meets an app TikTok has not audited yet.",
        bio: "",
        is_private: false,
        comment_disabled: false,
        duet_disabled: false,
        stitch_disabled: true,
        longest: 180,
        trouble: Trouble::Unaudited,
        is_verified: false,
        follows: (9, 31),
        colours: [[0xa8, 0x46, 0x1a], [0xf5, 0xae, 0x86]],
        videos: &[],
    },
];
