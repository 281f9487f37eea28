//! What an app may ask a creator for.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

/// A permission of the access token (R§3).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// `user.info.basic`: open id, avatars, display name.
    UserInfoBasic,
    /// `user.info.profile`: biography, profile link, badge, username.
    UserInfoProfile,
    /// `user.info.stats`: follower, following, like and video counts.
    UserInfoStats,
    /// `video.list`: the creator's public videos.
    VideoList,
    /// `video.upload`: videos and photos to the creator's inbox.
    VideoUpload,
    /// `video.publish`: posting directly.
    VideoPublish,
    /// Any other name, as TikTok wrote it.
    Other(String),
}

impl Scope {
    /// TikTok's name of the scope.
    pub fn as_str(&self) -> &str {
        match self {
            Self::UserInfoBasic => "user.info.basic",
            Self::UserInfoProfile => "user.info.profile",
            Self::UserInfoStats => "user.info.stats",
            Self::VideoList => "video.list",
            Self::VideoUpload => "video.upload",
            Self::VideoPublish => "video.publish",
            Self::Other(name) => name,
        }
    }

    /// Reads TikTok's comma-separated list; blanks and empty entries are dropped.
    pub fn parse_list(list: &str) -> Vec<Scope> {
        list.split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(Scope::from)
            .collect()
    }

    /// Writes TikTok's comma-separated list.
    pub fn join(scopes: &[Scope]) -> String {
        scopes.iter().map(Scope::as_str).collect::<Vec<_>>().join(",")
    }
}

impl From<&str> for Scope {
    fn from(name: &str) -> Self {
        match name {
            "user.info.basic" => Self::UserInfoBasic,
            "user.info.profile" => Self::UserInfoProfile,
            "user.info.stats" => Self::UserInfoStats,
            "video.list" => Self::VideoList,
            "video.upload" => Self::VideoUpload,
            "video.publish" => Self::VideoPublish,
            other => Self::Other(other.to_owned()),
        }
    }
}

impl FromStr for Scope {
    type Err = Infallible;

    fn from_str(name: &str) -> Result<Self, Infallible> {
        Ok(Self::from(name))
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_without_blanks_and_written_back() {
        let scopes = Scope::parse_list("user.info.basic, video.list,,portability.all.single");
        let expected = [
            Scope::UserInfoBasic,
            Scope::VideoList,
            Scope::Other("portability.all.single".to_owned()),
        ];
        assert_eq!(scopes, expected);
        assert_eq!(
            Scope::join(&scopes),
            "user.info.basic,video.list,portability.all.single"
        );
    }

    #[test]
    fn every_known_name_survives_a_round_trip() {
        let names = [
            "user.info.basic",
            "user.info.profile",
            "user.info.stats",
            "video.list",
            "video.upload",
            "video.publish",
        ];
        for name in names {
            let scope = Scope::from(name);
            assert_eq!(scope.as_str(), name);
            assert!(!matches!(scope, Scope::Other(_)), "{name} should be known");
        }
    }
}
