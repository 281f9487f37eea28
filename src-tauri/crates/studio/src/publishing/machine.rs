//! What follows from an event. Pure: no clock, no disk, no network.
//!
//! The runner stores the new state before it acts on it, so every stage below is
//! durable before its work begins. Two rules carry the safety of a post:
//!
//! - `Committing` is entered before the last chunk leaves, never after.
//! - From `Committing` on, no path leads back to an init without the creator.
//!
//! An event that makes no sense in a state changes nothing.

use std::time::Duration;

use tiktok::PublishStatus;

use super::state::{Commit, REFUSED, Said, Stage, State, UPLOAD_LIFE_MS, Why};
use crate::activity::errand::Starter;

mod creator;
mod telling;
#[cfg(test)]
mod tests;
mod trouble;
mod work;

pub(crate) use creator::{Press, may_sign_in_again, may_try_again};
pub(crate) use trouble::{Cure, Trouble};

/// New uploads begun without asking, when TikTok lost one before the commit point.
const FRESH_STARTS: u32 = 2;
/// Disagreements about the range before an upload is given up (R§9.2).
const STUCK: u32 = 3;

/// Something that happened to a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Event {
    /// The program started and found the post in this state.
    Restarted,
    /// The creator pressed something while the work of this state was under way.
    Interrupted,
    /// The account's lane is free.
    Turn,
    /// The file and, for a direct post, `creator_info` are as agreed.
    Same,
    /// `creator_info` differs from what was agreed to.
    Differs(Said),
    /// The file is gone or another one. Nothing was sent of the chunk that was due.
    FileChanged,
    /// The post lay in an old copy of the data folder. No upload was opened.
    PutBack,
    /// TikTok opened an upload; its address is kept.
    Initiated {
        publish_id: String,
        issued_at: i64,
        log_id: Option<String>,
    },
    /// The address of the upload is not known any more. Nothing was sent of the chunk that was due.
    UrlGone,
    /// The upload's hour is over. Nothing was sent of the chunk that was due.
    HourOver,
    /// TikTok has the bytes before this one.
    Stored { has: u64 },
    /// TikTok has every byte.
    AllStored,
    /// TikTok's status.
    Told(PublishStatus),
    /// The work of this state did not succeed.
    Trouble(Trouble),
    /// The creator pressed something.
    Press(Press),
}

impl Event {
    /// Who wants what follows, where the event changes that: after TikTok's word or in trouble
    /// the post goes on by itself.
    pub fn starter(&self) -> Option<Starter> {
        match self {
            Self::Press(_) => Some(Starter::You),
            Self::Restarted => Some(Starter::Restart),
            Self::AllStored | Self::Told(_) | Self::Trouble(_) => Some(Starter::Following),
            _ => None,
        }
    }
}

/// What the runner does beside the work that follows from the state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Effect {
    /// A line for the history.
    Say(Line),
    /// The upload's address is of no use any more.
    ForgetUrl,
    /// The next step is not due at once.
    Wait(Wait),
}

/// A line of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub text: Text,
    /// `publish_id`, TikTok's code or `log_id`.
    pub reference: Option<String>,
}

/// Words of the catalogue, or a sentence that is finished already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Text {
    Words(&'static str, Vec<(&'static str, String)>),
    Finished(String),
}

/// How long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wait {
    /// The pause after so many passing failures in a row.
    Retry(u32),
    /// What TikTok asked for.
    For(Duration),
    /// The pause after so many looks at the status.
    Look(u32),
    /// A day (R§8.4).
    Tomorrow,
    /// Until the creator may have made room in the inbox.
    Place,
    /// Between looks at what waits in the inbox, or for its id, for longer than a day.
    Rarely,
}

/// A state and what comes with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub state: State,
    pub effects: Vec<Effect>,
}

/// What follows from `event` at `now` (UTC milliseconds).
pub(crate) fn step(state: &State, event: Event, now: i64) -> Step {
    let mut step = Step {
        state: state.clone(),
        effects: Vec::new(),
    };
    match event {
        Event::Restarted => step.restarted(),
        Event::Interrupted => step.interrupted(),
        Event::Turn => step.turn(),
        Event::Same => step.same(now),
        Event::Differs(said) => step.differs(said),
        Event::FileChanged => step.file_changed(),
        Event::PutBack => step.put_back(),
        Event::Initiated {
            publish_id,
            issued_at,
            log_id,
        } => step.initiated(publish_id, issued_at, log_id),
        Event::UrlGone => step.url_gone(),
        Event::HourOver => step.hour_over(),
        Event::Stored { has } => step.stored(has),
        Event::AllStored => step.all_stored(now),
        Event::Told(status) => step.told(status, now),
        Event::Trouble(trouble) => step.trouble(trouble, now),
        Event::Press(press) => step.pressed(press),
    }
    step
}

// What the steps below, in `creator` and in `trouble` are made of.
impl Step {
    fn to(&mut self, stage: Stage) {
        self.state.stage = stage;
    }

    fn is(&self, stage: &Stage) -> bool {
        &self.state.stage == stage
    }

    fn say(&mut self, key: &'static str) {
        self.say_of(key, Vec::new(), None);
    }

    fn say_of(&mut self, key: &'static str, args: Vec<(&'static str, String)>, reference: Option<String>) {
        self.effects.push(Effect::Say(Line {
            text: Text::Words(key, args),
            reference,
        }));
    }

    fn wait(&mut self, wait: Wait) {
        self.effects.push(Effect::Wait(wait));
    }

    /// Progress: nothing is in the way any more.
    fn clear(&mut self) {
        self.state.tries = 0;
        self.state.said = None;
    }

    fn needs_you(&mut self, why: Why, said: Option<Said>) {
        self.state.said = said;
        self.to(Stage::NeedsYou { why });
    }

    /// Back to the first byte. Only with nothing posted, or by the creator's word.
    fn start_over(&mut self) {
        self.state = State {
            fresh_starts: self.state.fresh_starts,
            looked: self.state.looked,
            ..State::new(self.state.total, self.state.public, self.state.mode)
        };
        self.effects.push(Effect::ForgetUrl);
    }

    /// TikTok lost the upload: begin anew where that cannot double anything.
    fn upload_lost(&mut self) {
        if self.state.commit == Commit::Before && self.state.fresh_starts < FRESH_STARTS {
            self.start_over();
            self.state.fresh_starts += 1;
            self.say("posts-line-new-upload");
        } else {
            self.expired();
        }
    }

    fn expired(&mut self) {
        self.needs_you(Why::Expired, None);
        self.effects.push(Effect::ForgetUrl);
        self.say("posts-line-expired");
    }

    /// TikTok has the bytes before `has`, a boundary of chunks: on to the next chunk.
    fn go_on_from(&mut self, has: u64) {
        let Some((upload, index, count)) = self.state.plan().and_then(|plan| {
            let index = plan.index_at(has)?;
            Some((self.state.upload.as_mut()?, index, plan.count()))
        }) else {
            return;
        };
        upload.has = has;
        self.state.doubt = index == count;
        if index + 1 < count {
            self.to(Stage::Uploading);
        } else {
            self.state.last_tries += u32::from(index < count);
            self.state.commit = Commit::Sent;
            self.to(Stage::Committing);
        }
    }

    /// The last chunk was due but certainly did not leave.
    fn last_chunk_stayed(&mut self) {
        if self.is(&Stage::Committing) && !self.state.doubt {
            self.state.last_tries = self.state.last_tries.saturating_sub(1);
            self.state.commit = if self.state.last_tries == 0 {
                Commit::Before
            } else {
                Commit::Disproved
            };
            self.to(Stage::Uploading);
        }
    }

    fn refused(&mut self, said: Said) {
        self.state.said = Some(said);
        self.effects.push(Effect::ForgetUrl);
        self.to(Stage::Failed {
            why: REFUSED.to_owned(),
        });
    }

    fn upload_is_over(&self, now: i64) -> bool {
        self.state.url_dead
            || self
                .state
                .upload
                .as_ref()
                .is_none_or(|upload| now >= upload.issued_at + UPLOAD_LIFE_MS)
    }
}
