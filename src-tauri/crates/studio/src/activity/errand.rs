//! Who wants a call, and for what.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::ids::{DraftId, PostId};
use crate::view::Mode;

/// Who started a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Starter {
    /// The creator, by what was pressed or opened.
    You,
    /// The studio, to carry or follow a post that was agreed to.
    Following,
    /// The studio, to keep a sign-in alive.
    Renewing,
    /// The studio, to go on after it was started again.
    Restart,
}

impl Starter {
    /// All of them, as a filter offers them.
    pub(crate) const ALL: [Self; 4] = [Self::You, Self::Following, Self::Renewing, Self::Restart];

    /// Our stable name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::You => "you",
            Self::Following => "following",
            Self::Renewing => "renewing",
            Self::Restart => "restart",
        }
    }
}

/// What a call is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Subject {
    /// The account itself.
    Account,
    /// A post. One that goes to the inbox is followed under another permission (R§3).
    Post(PostId, Mode),
    /// A draft whose posting page is open.
    Draft(DraftId),
}

/// Who wants a call, and for what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Errand {
    pub starter: Starter,
    pub subject: Subject,
}

impl Errand {
    /// What the creator wants of an account.
    pub fn of_creator() -> Self {
        Self {
            starter: Starter::You,
            subject: Subject::Account,
        }
    }

    /// A sign-in that has to be kept alive.
    pub fn of_renewal() -> Self {
        Self {
            starter: Starter::Renewing,
            subject: Subject::Account,
        }
    }

    /// The posting page of a draft, which the creator looks at.
    pub fn for_draft(draft: &DraftId) -> Self {
        Self {
            starter: Starter::You,
            subject: Subject::Draft(draft.clone()),
        }
    }

    /// A post on its way.
    pub fn for_post(post: &PostId, mode: Mode, starter: Starter) -> Self {
        Self {
            starter,
            subject: Subject::Post(post.clone(), mode),
        }
    }
}
