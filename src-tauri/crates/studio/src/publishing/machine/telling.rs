//! What follows from TikTok's word about a post.

use tiktok::{PublishState, PublishStatus};

use super::{Effect, STUCK, Step, Wait};
use crate::publishing::reference::reference;
use crate::publishing::state::{Commit, FOLLOW_MS, REVIEW_MS, Stage, Why};
use crate::view::Mode;

/// A creator takes longer to open the phone than TikTok to process: the rhythm goes on from
/// its half minutes (R§11).
const FIRST_LOOK_AT_INBOX: u32 = 4;

impl Step {
    pub(super) fn processing(&mut self, now: i64) {
        self.clear();
        if let Some(upload) = &mut self.state.upload {
            upload.has = self.state.total;
        }
        self.state.commit = Commit::Done;
        self.state.doubt = false;
        self.state.looks = 0;
        self.state.rested = false;
        self.state.marks.stored = Some(now);
        self.to(Stage::Processing);
        self.effects.push(Effect::ForgetUrl);
        self.say("posts-line-stored");
        self.wait(Wait::Look(0));
    }

    pub(super) fn told(&mut self, status: PublishStatus, now: i64) {
        let asked = match self.state.stage {
            Stage::Uploading | Stage::Committing => self.state.doubt,
            Stage::Processing | Stage::InReview | Stage::InInbox | Stage::NeedsYou { why: Why::Unclear } => {
                true
            }
            _ => false,
        };
        if !asked {
            return;
        }
        self.state.said = None;
        match status.state {
            PublishState::Complete => self.complete(status.public_post_ids, status.log_id, now),
            PublishState::Failed(reason) => self.failed(reason.as_str(), status.log_id),
            PublishState::SentToInbox => self.delivered(status.log_id, now),
            PublishState::ProcessingUpload => self.working(status.uploaded_bytes, now),
            _ => self.working(None, now),
        }
        // A chunk that breaks again and again waits longer each time, however well TikTok answers.
        if self.state.stage != Stage::Uploading && self.state.stage != Stage::Committing {
            self.state.tries = 0;
        }
    }

    /// In the inbox: the app's part is done, and nothing is posted.
    fn delivered(&mut self, log_id: Option<String>, now: i64) {
        if self.is(&Stage::InInbox) {
            return self.look_again(now);
        }
        self.state.commit = Commit::Done;
        self.state.doubt = false;
        self.state.looks = FIRST_LOOK_AT_INBOX;
        self.state.rested = false;
        self.state.marks.stored.get_or_insert(now);
        self.state.marks.inbox.get_or_insert(now);
        self.effects.push(Effect::ForgetUrl);
        self.to(Stage::InInbox);
        self.say_of("posts-line-in-inbox", Vec::new(), reference(None, log_id));
        self.wait(Wait::Look(FIRST_LOOK_AT_INBOX));
    }

    pub(super) fn complete(&mut self, ids: Vec<String>, log_id: Option<String>, now: i64) {
        self.state.commit = Commit::Done;
        self.state.doubt = false;
        self.state.marks.stored.get_or_insert(now);
        self.state.marks.complete.get_or_insert(now);
        self.effects.push(Effect::ForgetUrl);
        if !ids.is_empty() || !self.may_get_an_id() {
            self.live(ids, log_id, now);
        } else if self.is(&Stage::InReview) {
            self.look_again(now);
        } else {
            self.to(Stage::InReview);
            self.state.looks = 0;
            let key = match self.state.mode {
                Mode::Direct => "posts-line-in-review",
                Mode::Inbox => "posts-line-posted-on-phone",
            };
            self.say_of(key, Vec::new(), reference(None, log_id));
            self.wait(Wait::Look(0));
        }
    }

    /// TikTok names ids of public posts only (R§11). Who may see a video from the inbox the
    /// creator chose on the phone, and nobody tells us.
    fn may_get_an_id(&self) -> bool {
        self.state.public || self.state.mode == Mode::Inbox
    }

    fn live(&mut self, ids: Vec<String>, log_id: Option<String>, now: i64) {
        let (key, named) = match ids.is_empty() {
            true => ("posts-line-posted", None),
            false => ("posts-line-live", Some(ids.join(", "))),
        };
        self.say_of(key, Vec::new(), reference(named, log_id));
        self.state.marks.live = match ids.is_empty() {
            // Asked again in vain, it has been posted since the first time.
            true => self.state.marks.live.or(Some(now)),
            false => Some(now),
        };
        self.to(Stage::Live { ids });
    }

    pub(super) fn failed(&mut self, reason: &str, log_id: Option<String>) {
        let cited = reference(Some(reason.to_owned()), log_id);
        self.say_of("posts-line-failed", Vec::new(), cited);
        self.effects.push(Effect::ForgetUrl);
        // Whatever was sent, TikTok says that nothing came of it.
        self.state.commit = Commit::Disproved;
        self.to(Stage::Failed {
            why: reason.to_owned(),
        });
    }

    /// TikTok is still at it; `has` is what it counts of the upload.
    fn working(&mut self, has: Option<u64>, now: i64) {
        let boundary = has.filter(|has| {
            self.state
                .plan()
                .is_some_and(|plan| plan.index_at(*has).is_some())
        });
        match (&self.state.stage, boundary) {
            (Stage::Uploading | Stage::Committing | Stage::NeedsYou { .. }, Some(has))
                if has == self.state.total =>
            {
                self.processing(now);
            }
            (Stage::Uploading, Some(has)) => self.resume_from(has, "posts-line-resumed"),
            (Stage::Uploading, None) if has.is_none() => self.resume_from_hint(),
            (Stage::Uploading, None) => self.disagree(),
            (Stage::Committing | Stage::NeedsYou { .. }, Some(has)) => self.last_chunk_missing(has, now),
            (Stage::Committing, None) if self.upload_is_over(now) => {
                self.needs_you(Why::Unclear, None);
                self.say("posts-line-unclear");
                self.wait(Wait::Look(0));
            }
            _ => self.look_again(now),
        }
    }

    fn resume_from(&mut self, has: u64, key: &'static str) {
        let (chunks, of) = match self.state.plan() {
            Some(plan) => (plan.index_at(has).unwrap_or(0), plan.count()),
            None => return,
        };
        let args = vec![("chunks", chunks.to_string()), ("of", of.to_string())];
        self.say_of(key, args, None);
        self.go_on_from(has);
    }

    /// TikTok does not say how much it has: the chunk that was due is sent again (R§9.2).
    fn resume_from_hint(&mut self) {
        let has = self.state.upload.as_ref().map_or(0, |upload| upload.has);
        self.say("posts-line-resumed-unsaid");
        self.go_on_from(has);
    }

    /// TikTok and we do not agree about a boundary of chunks.
    pub(super) fn disagree(&mut self) {
        self.state.stuck += 1;
        if self.state.stuck > STUCK {
            self.upload_lost();
        } else {
            self.state.doubt = true;
            self.say("posts-line-disagree");
            self.wait(Wait::Retry(self.state.stuck));
        }
    }

    /// The last chunk was possibly sent, and TikTok says it lacks bytes. Sent again
    /// under the same `publish_id` it cannot double anything.
    fn last_chunk_missing(&mut self, has: u64, now: i64) {
        self.state.commit = Commit::Disproved;
        if self.upload_is_over(now) {
            self.expired();
        } else {
            self.resume_from(has, "posts-line-last-again");
            self.wait(Wait::Retry(self.state.last_tries));
        }
    }

    pub(super) fn look_again(&mut self, now: i64) {
        self.state.looks = self.state.looks.saturating_add(1);
        let since = self
            .state
            .marks
            .stored
            .or(self.state.upload.as_ref().map(|upload| upload.issued_at));
        if since.is_none_or(|since| now - since < FOLLOW_MS) || self.is(&Stage::Committing) {
            self.wait(Wait::Look(self.state.looks));
            return;
        }
        match (&self.state.stage, self.state.mode) {
            (Stage::Processing, _) => {
                self.needs_you(Why::Silent, None);
                self.say("posts-line-silent");
            }
            // The creator takes the time it takes.
            (Stage::InInbox, _) => self.wait(Wait::Rarely),
            // Posted, and after a day without an id most likely not for everyone.
            (Stage::InReview, Mode::Inbox) if self.day_since_complete(now) => {
                self.live(Vec::new(), None, now)
            }
            (Stage::InReview, Mode::Inbox) => self.wait(Wait::Look(self.state.looks)),
            (Stage::InReview, Mode::Direct) => self.look_rarely(now),
            _ => self.state.rested = true,
        }
    }

    /// Nobody waits at the screen any more, but an id may still come.
    pub(super) fn look_rarely(&mut self, now: i64) {
        let complete = self.state.marks.complete;
        if complete.is_some_and(|complete| now - complete < REVIEW_MS) {
            self.wait(Wait::Rarely);
        } else {
            self.state.rested = true;
        }
    }

    /// What waited in the inbox for days is given its day from the moment it was posted.
    fn day_since_complete(&self, now: i64) -> bool {
        let complete = self.state.marks.complete;
        complete.is_none_or(|complete| now - complete >= FOLLOW_MS)
    }
}
