//! What follows when the work of a state did not succeed.

use std::time::Duration;

use super::{Effect, Line, Step, Text, Wait};
use crate::publishing::state::{Said, Stage, Why};

/// Something went wrong: what to do about it, and what to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trouble {
    pub cure: Cure,
    pub said: Said,
    /// TikTok's code and `log_id`.
    pub reference: Option<String>,
}

/// The reactions of `tiktok`'s classification, as a post obeys them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cure {
    /// Later, after this time if TikTok named one.
    Retry(Option<Duration>),
    /// As soon as TikTok can be reached. Whether it heard of this try makes no difference.
    Reach,
    /// Nothing works for up to a day.
    Tomorrow,
    SignIn,
    Keyring,
    /// The creator looks at the choices again.
    Review,
    File,
    Configure,
    /// The app is not audited.
    Audit,
    /// No place is free in the creator's inbox.
    Place,
    /// TikTok counts other bytes than we; these many, if it said so.
    Resync(Option<u64>),
    /// The upload's hour is over.
    Expired,
    /// TikTok does not know the upload.
    Restart,
    Stop,
}

impl Step {
    pub(super) fn trouble(&mut self, trouble: Trouble, now: i64) {
        let text = Text::Finished(trouble.said.message.clone());
        let line = Effect::Say(Line {
            text,
            reference: trouble.reference,
        });
        // A wait that repeats is said once, not each time.
        let told_before = self.state.said.as_ref() == Some(&trouble.said);
        let known = match &self.state.stage {
            Stage::Checking | Stage::Initialising => self.before_upload(trouble.cure, trouble.said),
            Stage::Uploading => self.uploading(trouble.cure, trouble.said),
            Stage::Committing if self.state.doubt => self.asking(trouble.cure, trouble.said, now),
            Stage::Committing => self.last_chunk(trouble.cure, trouble.said),
            Stage::Processing | Stage::InReview | Stage::InInbox | Stage::NeedsYou { why: Why::Unclear } => {
                self.following(trouble.cure, trouble.said, now)
            }
            _ => false,
        };
        if known && !told_before {
            self.effects.insert(0, line);
        }
    }

    fn before_upload(&mut self, cure: Cure, said: Said) -> bool {
        match cure {
            Cure::Retry(asked) => {
                self.retry(asked, said);
                self.to(Stage::Queued);
            }
            // It keeps its turn, so that the creator's order holds, and is checked right before
            // the init, however late that is (R§13.3).
            Cure::Reach => {
                self.state.said = Some(said);
                self.to(Stage::Checking);
            }
            Cure::Tomorrow => {
                self.state.said = Some(said);
                self.to(Stage::Queued);
                self.wait(Wait::Tomorrow);
            }
            Cure::Place => {
                self.state.said = Some(said);
                self.to(Stage::Queued);
                self.wait(Wait::Place);
            }
            other => match needs(other) {
                Some(why) => self.needs_you(why, Some(said)),
                None => self.refused(said),
            },
        }
        true
    }

    /// A chunk before the last, or the question how much of them TikTok has: nothing is posted yet.
    fn uploading(&mut self, cure: Cure, said: Said) -> bool {
        match cure {
            Cure::Retry(asked) => {
                self.state.doubt = true;
                self.retry(asked, said);
            }
            Cure::Reach => {
                self.state.doubt = true;
                self.state.said = Some(said);
            }
            Cure::Resync(Some(has)) if self.state.stuck < super::STUCK => {
                self.state.stuck += 1;
                self.go_on_from(has);
            }
            Cure::Resync(_) => self.disagree(),
            Cure::Expired => self.expired(),
            Cure::Restart => self.upload_lost(),
            other => match needs(other) {
                Some(why) => self.needs_you(why, Some(said)),
                None => self.refused(said),
            },
        }
        // The history has a line of its own for an upload that ended.
        cure != Cure::Expired
    }

    /// The last chunk left, or began to. Whatever came back, only TikTok's status tells.
    fn last_chunk(&mut self, cure: Cure, said: Said) -> bool {
        self.state.doubt = true;
        self.state.url_dead |= matches!(cure, Cure::Expired | Cure::Restart);
        match cure {
            Cure::Retry(asked) => self.retry(asked, said),
            _ => self.state.said = Some(said),
        }
        true
    }

    /// The question whether TikTok has the last chunk.
    fn asking(&mut self, cure: Cure, said: Said, now: i64) -> bool {
        match cure {
            Cure::Retry(asked) if !self.upload_is_over(now) => self.retry(asked, said),
            Cure::Reach if !self.upload_is_over(now) => self.state.said = Some(said),
            Cure::SignIn | Cure::Keyring => self.needs_you(needs(cure).unwrap_or(Why::SignIn), Some(said)),
            _ => {
                self.needs_you(Why::Unclear, Some(said));
                self.wait(Wait::Look(0));
            }
        }
        true
    }

    /// TikTok has every byte, or may have: nothing here can make the post fail.
    fn following(&mut self, cure: Cure, said: Said, now: i64) -> bool {
        match (cure, &self.state.stage) {
            (Cure::Retry(asked), Stage::Processing | Stage::InReview | Stage::InInbox) => {
                self.retry(asked, said);
            }
            (Cure::Reach, Stage::Processing | Stage::InReview | Stage::InInbox) => {
                self.state.said = Some(said);
            }
            (Cure::SignIn | Cure::Keyring, Stage::Processing | Stage::InInbox | Stage::NeedsYou { .. }) => {
                self.needs_you(needs(cure).unwrap_or(Why::SignIn), Some(said));
            }
            // Only the id is missing; a sign-in may be back by the next look.
            (Cure::SignIn | Cure::Keyring, Stage::InReview) => {
                self.state.said = Some(said);
                self.look_rarely(now);
            }
            (_, Stage::Processing) => self.needs_you(Why::Silent, Some(said)),
            (Cure::Retry(_) | Cure::Reach, _) => {
                self.state.said = Some(said);
                self.look_again(now);
            }
            _ => {
                self.state.said = Some(said);
                self.state.rested = true;
            }
        }
        true
    }

    fn retry(&mut self, asked: Option<Duration>, said: Said) {
        self.state.tries = self.state.tries.saturating_add(1);
        self.state.said = Some(said);
        self.wait(asked.map_or(Wait::Retry(self.state.tries), Wait::For));
    }
}

fn needs(cure: Cure) -> Option<Why> {
    match cure {
        Cure::SignIn => Some(Why::SignIn),
        Cure::Keyring => Some(Why::Keyring),
        Cure::Review => Some(Why::Review),
        Cure::File => Some(Why::File),
        Cure::Configure => Some(Why::Configure),
        Cure::Audit => Some(Why::Audit),
        _ => None,
    }
}
