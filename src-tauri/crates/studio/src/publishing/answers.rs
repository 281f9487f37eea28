//! From classified failures to what a post does about them.

use tiktok::{Failure, Field, Reaction, Sent};

use super::machine::{Cure, Trouble};
use super::reference::reference;
use super::state::Said;
use crate::accounts::CallError;
use crate::core::Core;
use crate::problem::{Code, Problem, from_tiktok};

impl Core {
    /// What a failed call means for a post.
    pub(super) fn trouble(&self, error: CallError) -> Trouble {
        match error {
            CallError::Session(problem) => of_session(problem),
            CallError::Tiktok(error) => self.trouble_of(&error),
        }
    }

    /// What TikTok's classified answer means for a post.
    pub(super) fn trouble_of(&self, error: &tiktok::Error) -> Trouble {
        let problem = from_tiktok(&self.words, self.now(), error);
        let status = error.http_status.map(|status| format!("HTTP {status}"));
        Trouble {
            cure: cure(error),
            said: Said {
                message: problem.message,
                remedy: problem.remedy,
            },
            reference: reference(error.code.clone().or(status), error.log_id.clone()),
        }
    }
}

fn cure(error: &tiktok::Error) -> Cure {
    match error.failure {
        Failure::UnauditedNeedsPrivateAccount => return Cure::Audit,
        // A place can be free again in minutes: the creator only has to finish a draft (R§8.4).
        Failure::TooManyPendingShares => return Cure::Place,
        Failure::Network { sent: Sent::No }
        | Failure::Timeout { sent: Sent::No }
        | Failure::Proxy
        | Failure::Insecure
        | Failure::NotTikTok => return Cure::Reach,
        _ => {}
    }
    match error.reaction() {
        Reaction::RetryAfter(pause) => Cure::Retry(pause),
        // The session refreshed and replayed already.
        Reaction::Refresh | Reaction::SignInAgain => Cure::SignIn,
        Reaction::FixDraft(Field::Video) => Cure::File,
        Reaction::FixDraft(_) => Cure::Review,
        Reaction::WaitUntilTomorrow => Cure::Tomorrow,
        Reaction::Resynchronise => Cure::Resync(None),
        Reaction::StartUploadAgain if error.failure == Failure::UploadExpired => Cure::Expired,
        Reaction::StartUploadAgain => Cure::Restart,
        Reaction::Configure => Cure::Configure,
        Reaction::Stop => Cure::Stop,
    }
}

/// No valid token could be had; nothing was sent.
fn of_session(problem: Problem) -> Trouble {
    let cure = match problem.code {
        Code::SignInAgain | Code::MissingScope => Cure::SignIn,
        Code::Keyring => Cure::Keyring,
        Code::Configuration => Cure::Configure,
        Code::Offline => Cure::Reach,
        _ => Cure::Retry(None),
    };
    let cited = reference(None, problem.log_id);
    Trouble {
        cure,
        said: Said {
            message: problem.message,
            remedy: problem.remedy,
        },
        reference: cited,
    }
}
