//! The way of a post in its order: what follows from what the work itself reports.

use super::{Effect, Line, Step, Text};
use crate::publishing::reference::reference;
use crate::publishing::state::{Commit, Next, Said, Stage, Upload, Why};
use crate::view::Mode;

impl Step {
    /// The table of what an interrupted program left behind.
    pub(super) fn restarted(&mut self) {
        match self.state.stage {
            // A lost answer to either is harmless: nothing is posted before all bytes are there (R§8).
            Stage::Checking | Stage::Initialising => {
                self.to(Stage::Queued);
                self.say("posts-line-restarted");
            }
            // The offset on disk is a hint, and the last chunk may have left: ask first.
            Stage::Uploading | Stage::Committing => {
                self.state.doubt = true;
                self.say("posts-line-restarted");
            }
            _ if self.state.next() == Next::Ask => self.say("posts-line-restarted-following"),
            _ => {}
        }
    }

    /// A chunk that was dropped on its way may be there.
    pub(super) fn interrupted(&mut self) {
        self.state.doubt |= self.is(&Stage::Uploading);
    }

    pub(super) fn turn(&mut self) {
        if self.is(&Stage::Queued) {
            self.to(Stage::Checking);
        }
    }

    pub(super) fn same(&mut self, now: i64) {
        if self.is(&Stage::Checking) {
            self.clear();
            self.state.marks.checked = Some(now);
            self.to(Stage::Initialising);
            self.say(match self.state.mode {
                Mode::Direct => "posts-line-checked",
                Mode::Inbox => "posts-line-checked-file",
            });
        }
    }

    pub(super) fn differs(&mut self, said: Said) {
        if self.is(&Stage::Checking) {
            let line = Line {
                text: Text::Finished(said.message.clone()),
                reference: None,
            };
            self.effects.push(Effect::Say(line));
            self.needs_you(Why::Review, Some(said));
        }
    }

    pub(super) fn file_changed(&mut self) {
        self.last_chunk_stayed();
        if matches!(self.state.stage, Stage::Checking | Stage::Uploading) {
            self.needs_you(Why::File, None);
            self.say("posts-line-file-changed");
        }
    }

    /// Possibly posted, so that nothing but the creator's word leads to an init.
    pub(super) fn put_back(&mut self) {
        if self.is(&Stage::Initialising) {
            self.state.commit = Commit::Sent;
            self.needs_you(Why::PutBack, None);
            self.say("posts-line-put-back");
        }
    }

    pub(super) fn initiated(&mut self, publish_id: String, issued_at: i64, log_id: Option<String>) {
        if !self.is(&Stage::Initialising) {
            return;
        }
        self.clear();
        let cited = reference(Some(publish_id.clone()), log_id);
        self.state.upload = Some(Upload {
            publish_id,
            issued_at,
            has: 0,
        });
        let bytes = vec![("bytes", crate::labels::grouped(self.state.total))];
        self.say_of("posts-line-initiated", bytes, cited);
        self.go_on_from(0);
    }

    pub(super) fn url_gone(&mut self) {
        let at_the_last = self.is(&Stage::Committing);
        self.last_chunk_stayed();
        match self.state.commit {
            Commit::Before if self.is(&Stage::Uploading) && !at_the_last => {
                self.start_over();
                self.say("posts-line-new-upload");
            }
            _ if self.is(&Stage::Uploading) => self.expired(),
            _ => {}
        }
    }

    pub(super) fn hour_over(&mut self) {
        self.last_chunk_stayed();
        if self.is(&Stage::Uploading) {
            self.expired();
        }
    }

    pub(super) fn stored(&mut self, has: u64) {
        match self.state.stage {
            Stage::Uploading if self.state.doubt => {}
            Stage::Uploading => {
                self.clear();
                self.state.stuck = 0;
                self.go_on_from(has);
            }
            // "Stored, more due" to the last chunk: TikTok counts differently, so ask.
            Stage::Committing => self.state.doubt = true,
            _ => {}
        }
    }

    pub(super) fn all_stored(&mut self, now: i64) {
        match self.state.stage {
            Stage::Committing => self.processing(now),
            Stage::Uploading => self.state.doubt = true,
            _ => {}
        }
    }
}
