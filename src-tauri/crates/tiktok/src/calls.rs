//! The calls of the API by name, and who hears of each one that is made.

use std::fmt;
use std::sync::Arc;

use crate::error::Error;
use crate::scope::Scope;
use crate::secret::Secret;
use crate::user::UserField;

/// One thing TikTok can be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(
    missing_docs,
    reason = "each one is described at the method of Client that makes it"
)]
pub enum Endpoint {
    ExchangeCode,
    Refresh,
    Revoke,
    UserInfo,
    CreatorInfo,
    InitVideo,
    InitInboxVideo,
    InitPhotos,
    PutChunk,
    PublishStatus,
    Cancel,
    VideoList,
    VideoQuery,
}

impl Endpoint {
    /// All of them, in the order of the reference.
    pub const ALL: [Endpoint; 13] = [
        Self::ExchangeCode,
        Self::Refresh,
        Self::Revoke,
        Self::UserInfo,
        Self::CreatorInfo,
        Self::InitVideo,
        Self::InitInboxVideo,
        Self::InitPhotos,
        Self::PutChunk,
        Self::PublishStatus,
        Self::Cancel,
        Self::VideoList,
        Self::VideoQuery,
    ];

    /// Our stable name of the call, as a record of calls keeps it.
    pub fn name(self) -> &'static str {
        match self {
            Self::ExchangeCode => "exchange-code",
            Self::Refresh => "refresh",
            Self::Revoke => "revoke",
            Self::UserInfo => "user-info",
            Self::CreatorInfo => "creator-info",
            Self::InitVideo => "init-video",
            Self::InitInboxVideo => "init-inbox-video",
            Self::InitPhotos => "init-photos",
            Self::PutChunk => "put-chunk",
            Self::PublishStatus => "publish-status",
            Self::Cancel => "cancel",
            Self::VideoList => "video-list",
            Self::VideoQuery => "video-query",
        }
    }

    /// Where it lies below the address of the API. A chunk goes to an address of its own.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::ExchangeCode | Self::Refresh => "/v2/oauth/token/",
            Self::Revoke => "/v2/oauth/revoke/",
            Self::UserInfo => "/v2/user/info/",
            Self::CreatorInfo => "/v2/post/publish/creator_info/query/",
            Self::InitVideo => "/v2/post/publish/video/init/",
            Self::InitInboxVideo => "/v2/post/publish/inbox/video/init/",
            Self::InitPhotos => "/v2/post/publish/content/init/",
            Self::PutChunk => "/",
            Self::PublishStatus => "/v2/post/publish/status/fetch/",
            Self::Cancel => "/v2/post/publish/cancel/",
            Self::VideoList => "/v2/video/list/",
            Self::VideoQuery => "/v2/video/query/",
        }
    }

    /// The permissions that let the call be made, `fields` of the profile being asked for. Where there are
    /// two for the same, one of them is enough (R§3). Tokens and chunks need none.
    pub(crate) fn scopes(self, fields: &[&str]) -> Vec<Scope> {
        match self {
            Self::ExchangeCode | Self::Refresh | Self::Revoke | Self::PutChunk => Vec::new(),
            Self::UserInfo => of_fields(fields),
            Self::CreatorInfo | Self::InitVideo => vec![Scope::VideoPublish],
            Self::InitInboxVideo => vec![Scope::VideoUpload],
            Self::InitPhotos | Self::PublishStatus | Self::Cancel => {
                vec![Scope::VideoPublish, Scope::VideoUpload]
            }
            Self::VideoList | Self::VideoQuery => vec![Scope::VideoList],
        }
    }
}

fn of_fields(fields: &[&str]) -> Vec<Scope> {
    let asked = UserField::ALL
        .into_iter()
        .filter(|field| fields.contains(&field.as_str()));
    let mut scopes: Vec<_> = asked.map(UserField::scope).collect();
    scopes.dedup();
    scopes
}

/// A call that was made, and what came of it. Holds nothing secret and nothing the creator wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// What was asked.
    pub endpoint: Endpoint,
    /// The permissions it takes; see [`Endpoint`].
    pub scopes: Vec<Scope>,
    /// How it ended. The error, if there is one, is as clean as every [`Error`].
    pub outcome: Outcome,
    /// TikTok's word for how far a post is, where the answer has one (R§11).
    pub status: Option<String>,
    /// TikTok's name of the request.
    pub log_id: Option<String>,
}

/// How a call ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// TikTok did what it was asked.
    Done,
    /// It did not, or nobody can tell.
    Failed(Error),
    /// Whoever called went away before the answer.
    GivenUp,
}

/// Hears of every call of a [`Client`](crate::Client), once it is over. Must not wait for anything.
pub trait Ear: Send + Sync + fmt::Debug {
    /// A call is over.
    fn heard(&self, call: Heard);
}

/// A call under way. Told when it is over, and also when nobody waits for its answer any more.
pub(crate) struct Telling {
    ear: Option<Arc<dyn Ear>>,
    endpoint: Endpoint,
    scopes: Vec<Scope>,
    secrets: Vec<Secret>,
}

impl Telling {
    pub(crate) fn new(
        ear: Option<Arc<dyn Ear>>,
        endpoint: Endpoint,
        fields: &[&str],
        secrets: &[&Secret],
    ) -> Self {
        Self {
            scopes: endpoint.scopes(fields),
            secrets: secrets.iter().map(|secret| (*secret).clone()).collect(),
            ear,
            endpoint,
        }
    }

    pub(crate) fn path(&self) -> &'static str {
        self.endpoint.path()
    }

    /// The call is over: with TikTok's word for a post's state and its `log_id`, or an error.
    pub(crate) fn tell(mut self, result: Result<(Option<String>, Option<String>), &Error>) {
        let (outcome, status, log_id) = match result {
            Ok((status, log_id)) => (Outcome::Done, status, log_id),
            Err(error) => {
                let error = error.clone().without(&self.secrets.iter().collect::<Vec<_>>());
                let log_id = error.log_id.clone();
                (Outcome::Failed(error), None, log_id)
            }
        };
        self.say(outcome, status, log_id);
    }

    fn say(&mut self, outcome: Outcome, status: Option<String>, log_id: Option<String>) {
        let Some(ear) = self.ear.take() else { return };
        ear.heard(Heard {
            endpoint: self.endpoint,
            scopes: std::mem::take(&mut self.scopes),
            outcome,
            status: status.filter(|status| is_plain(status)),
            log_id: log_id.filter(|id| is_plain(id)),
        });
    }
}

impl Drop for Telling {
    fn drop(&mut self) {
        self.say(Outcome::GivenUp, None, None);
    }
}

/// A name, not a text: TikTok's states and request names never hold anything else.
fn is_plain(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    text.len() <= 64 && text.chars().all(is_plain)
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::error::Failure;

    #[derive(Debug, Default)]
    struct Notes(Mutex<Vec<Heard>>);

    impl Ear for Notes {
        fn heard(&self, call: Heard) {
            self.0.lock().unwrap().push(call);
        }
    }

    fn heard(act: impl FnOnce(Telling)) -> Heard {
        let notes = Arc::new(Notes::default());
        let secret = Secret::new("s3cret");
        act(Telling::new(
            Some(notes.clone()),
            Endpoint::PublishStatus,
            &[],
            &[&secret],
        ));
        let mut heard = notes.0.lock().unwrap();
        assert_eq!(heard.len(), 1, "once and not again");
        heard.remove(0)
    }

    #[test]
    fn every_call_has_a_name_of_its_own_and_stands_in_the_list() {
        let names: std::collections::BTreeSet<_> = Endpoint::ALL.map(Endpoint::name).into();
        assert_eq!(names.len(), Endpoint::ALL.len());
    }

    #[test]
    fn the_profile_takes_the_permissions_of_its_fields() {
        let scopes = |fields: &[&str]| Endpoint::UserInfo.scopes(fields);
        assert_eq!(scopes(&["open_id", "display_name"]), [Scope::UserInfoBasic]);
        assert_eq!(
            scopes(&["open_id", "username", "video_count"]),
            [Scope::UserInfoBasic, Scope::UserInfoProfile, Scope::UserInfoStats]
        );
    }

    #[test]
    fn an_answer_is_told_with_its_state_and_its_name() {
        let call = heard(|telling| telling.tell(Ok((Some("FAILED".into()), Some("2026A".into())))));
        assert_eq!(call.outcome, Outcome::Done);
        assert_eq!(
            (call.status.as_deref(), call.log_id.as_deref()),
            (Some("FAILED"), Some("2026A"))
        );
    }

    #[test]
    fn a_call_that_nobody_waits_for_is_told_too() {
        assert_eq!(heard(drop).outcome, Outcome::GivenUp);
    }

    #[test]
    fn what_is_told_holds_no_secret_and_no_sentence() {
        let error = Error {
            code: Some("s3cret".into()),
            log_id: Some("2026 s3cret".into()),
            ..Error::new(Failure::Other, "the token s3cret")
        };
        let call = heard(|telling| telling.tell(Err(&error)));
        assert!(!format!("{call:?}").contains("s3cret"), "{call:?}");
        assert_eq!(call.log_id, None);
    }
}
