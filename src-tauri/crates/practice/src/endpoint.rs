//! The endpoints by name, for limits, faults and counting.

use http::Method;
use serde::{Deserialize, Serialize};

/// Something a client can call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Endpoint {
    /// The consent page.
    Authorize,
    /// `POST /v2/oauth/token/`
    Token,
    /// `POST /v2/oauth/revoke/`
    Revoke,
    /// `GET /v2/user/info/`
    UserInfo,
    /// `POST /v2/video/list/`
    VideoList,
    /// `POST /v2/video/query/`
    VideoQuery,
    /// `POST /v2/post/publish/creator_info/query/`
    CreatorInfo,
    /// `POST /v2/post/publish/video/init/`
    VideoInit,
    /// `POST /v2/post/publish/inbox/video/init/`
    InboxInit,
    /// `POST /v2/post/publish/content/init/`
    PhotoInit,
    /// `POST /v2/post/publish/status/fetch/`
    Status,
    /// `POST /v2/post/publish/cancel/`
    Cancel,
    /// `PUT` of bytes.
    Upload,
    /// An avatar or a cover.
    Picture,
    /// What happens after the last byte; nobody calls it.
    Processing,
    /// What decides whether everyone may see a post; nobody calls it.
    Moderation,
}

impl Endpoint {
    /// What a request goes to; `None` for pages, control and unknown paths.
    pub fn of(method: &Method, path: &str) -> Option<Self> {
        let post = *method == Method::POST;
        match path {
            "/v2/auth/authorize/" => Some(Self::Authorize),
            "/v2/oauth/token/" if post => Some(Self::Token),
            "/v2/oauth/revoke/" if post => Some(Self::Revoke),
            "/v2/user/info/" if *method == Method::GET => Some(Self::UserInfo),
            "/v2/video/list/" if post => Some(Self::VideoList),
            "/v2/video/query/" if post => Some(Self::VideoQuery),
            "/v2/post/publish/creator_info/query/" if post => Some(Self::CreatorInfo),
            "/v2/post/publish/video/init/" if post => Some(Self::VideoInit),
            "/v2/post/publish/inbox/video/init/" if post => Some(Self::InboxInit),
            "/v2/post/publish/content/init/" if post => Some(Self::PhotoInit),
            "/v2/post/publish/status/fetch/" if post => Some(Self::Status),
            "/v2/post/publish/cancel/" if post => Some(Self::Cancel),
            "/upload" | "/upload/" if *method == Method::PUT => Some(Self::Upload),
            _ if path.starts_with("/avatar/") || path.starts_with("/cover/") => Some(Self::Picture),
            _ => None,
        }
    }

    /// Requests per minute and token (R§12.2); `None` where nothing is published.
    pub fn per_minute(self) -> Option<usize> {
        match self {
            Self::UserInfo | Self::VideoList | Self::VideoQuery => Some(600),
            Self::CreatorInfo => Some(20),
            Self::VideoInit | Self::InboxInit | Self::PhotoInit => Some(6),
            Self::Status => Some(30),
            _ => None,
        }
    }

    /// Whether errors are flat (R§2.6).
    pub fn is_oauth(self) -> bool {
        matches!(self, Self::Token | Self::Revoke)
    }
}
