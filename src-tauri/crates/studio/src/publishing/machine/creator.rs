//! What follows from a press of the creator.

use tiktok::{FailReason, Reaction};

use super::{Effect, Step};
use crate::publishing::state::{Commit, Next, REFUSED, Stage, Why};

/// What the creator can press.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Press {
    Pause,
    Continue,
    CheckNow,
    Stop,
    StopFollowing,
    TryAgain,
    /// The creator agreed anew; another post takes this one's place.
    Replaced,
}

impl Step {
    pub(super) fn pressed(&mut self, press: Press) {
        match press {
            Press::Pause => self.pause(),
            Press::Continue => self.go_on(),
            Press::TryAgain if matches!(self.state.stage, Stage::Failed { .. }) => self.try_again(),
            Press::TryAgain => self.go_on(),
            Press::CheckNow => self.check_now(),
            Press::Stop => self.stop(),
            Press::StopFollowing => self.stop_following(),
            Press::Replaced if self.state.may_be_replaced() => self.end("posts-line-replaced"),
            Press::Replaced => {}
        }
    }

    fn pause(&mut self) {
        let moving = matches!(
            self.state.stage,
            Stage::Queued | Stage::Checking | Stage::Initialising | Stage::Uploading
        );
        if moving {
            self.to(Stage::Paused);
            self.say("posts-line-paused");
        }
    }

    fn go_on(&mut self) {
        let stage = match self.state.stage {
            Stage::NeedsYou { why: Why::Unclear } => return,
            Stage::NeedsYou { why: Why::PutBack } => {
                self.state.looked = true;
                self.start_over();
                self.say("posts-line-again");
                return;
            }
            Stage::NeedsYou { why: Why::Expired } => {
                self.start_over();
                self.state.fresh_starts = 0;
                self.say("posts-line-again");
                return;
            }
            Stage::Paused | Stage::NeedsYou { .. } => self.where_it_was(),
            _ => return,
        };
        self.clear();
        self.say("posts-line-continued");
        self.to(stage);
    }

    /// What can be known about an upload under way is asked first.
    fn where_it_was(&mut self) -> Stage {
        self.state.doubt = self.state.upload.is_some() && self.state.commit != Commit::Done;
        match (self.state.commit, &self.state.upload) {
            (Commit::Done, _) => Stage::Processing,
            (Commit::Sent, _) => Stage::Committing,
            (_, Some(_)) => Stage::Uploading,
            (_, None) => Stage::Queued,
        }
    }

    fn try_again(&mut self) {
        let Stage::Failed { why } = &self.state.stage else {
            return;
        };
        if may_try_again(why) {
            self.start_over();
            self.state.fresh_starts = 0;
            self.say("posts-line-again");
        }
    }

    /// Due at once: a step without a wait.
    fn check_now(&mut self) {
        match self.state.stage {
            Stage::NeedsYou { why: Why::Silent } => self.to(Stage::Processing),
            Stage::InReview | Stage::InInbox | Stage::NeedsYou { why: Why::Unclear } => {
                self.state.rested = false;
            }
            Stage::Live { .. } if self.state.may_be_named_yet() => {
                self.state.rested = false;
                self.to(Stage::InReview);
            }
            _ => {}
        }
        if self.state.next() == Next::Ask {
            self.say("posts-line-check-now");
        }
    }

    fn stop(&mut self) {
        let stoppable = matches!(
            self.state.stage,
            Stage::Queued
                | Stage::Checking
                | Stage::Initialising
                | Stage::Uploading
                | Stage::Paused
                | Stage::NeedsYou { .. }
        );
        if stoppable && self.state.before_commit() {
            self.end("posts-line-stopped");
        }
    }

    fn stop_following(&mut self) {
        let sent = matches!(self.state.commit, Commit::Sent | Commit::Done);
        if sent && !self.state.is_over() {
            self.end("posts-line-not-followed");
        }
    }

    fn end(&mut self, line: &'static str) {
        self.to(Stage::Cancelled);
        self.effects.push(Effect::ForgetUrl);
        self.say(line);
    }
}

/// Whether the same post may simply be tried once more: TikTok's own trouble, a
/// cap that passes, or a refusal before anything was posted (R§11.1).
pub(crate) fn may_try_again(why: &str) -> bool {
    let passes = |reaction| matches!(reaction, Reaction::RetryAfter(_) | Reaction::WaitUntilTomorrow);
    why == REFUSED || passes(FailReason::from(why).reaction())
}

/// Whether a new sign-in is what a failed post needs (R§11.1).
pub(crate) fn may_sign_in_again(why: &str) -> bool {
    why != REFUSED && FailReason::from(why).reaction() == Reaction::SignInAgain
}
