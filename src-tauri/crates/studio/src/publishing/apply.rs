//! One step of a post: what the machine says of an event is stored first, and only then has effects.

use super::machine::{self, Effect, Event, Line, Press, Text};
use super::pacing::due;
use super::runner::{Post, Pressed, Runner};
use super::state::{Stage, State};
use crate::store::StoreError;
use crate::view::{Change, HistoryLine};

/// The offset of a running upload is a hint; it is stored at most this often.
const HINT_EVERY_MS: i64 = 1000;

impl Runner {
    /// Makes the step of a press and answers it. `false` when the post is gone with its account.
    pub(super) async fn apply_press(&self, post: &mut Post, pressed: Pressed) -> bool {
        let due_now = pressed.press == Press::CheckNow;
        let before = post.row.clone();
        let result = self.apply(post, Event::Press(pressed.press)).await;
        if due_now {
            self.reach.hurry(self.core.now());
            post.row.not_before = self.core.now();
        }
        let goes_on = !matches!(result, Ok(false));
        if result.is_err() {
            post.row = before;
        }
        // Whoever pressed may be gone.
        let _ = pressed.done.send(result.map(drop));
        goes_on
    }

    /// Makes one step: the new state first on disk, then its effects. `false`
    /// when the post is gone with its account.
    pub(super) async fn apply(&self, post: &mut Post, event: Event) -> Result<bool, StoreError> {
        let now = self.core.now();
        let restarted = event == Event::Restarted;
        post.starter = event.starter().unwrap_or(post.starter);
        let step = machine::step(&post.row.state, event, now);
        if step.state == post.row.state && step.effects.is_empty() {
            return Ok(true);
        }
        let before = std::mem::replace(&mut post.row.state, step.state);
        let wait = step.effects.iter().find_map(|effect| match effect {
            Effect::Wait(wait) => Some(*wait),
            _ => None,
        });
        // A pause that TikTok asked for outlives the program.
        let earliest = if restarted {
            post.row.not_before.max(now)
        } else {
            now
        };
        post.row.not_before = wait.map_or(earliest, |wait| due(&self.core.config.pacing, wait, now));
        post.put_off_at = now;
        if is_hint(&before, &post.row.state)
            && step.effects.is_empty()
            && now - post.stored_at < HINT_EVERY_MS
        {
            self.teller.post(&post.row.id);
            return Ok(true);
        }
        let mut lines = self.lines(&step.effects, now);
        lines.extend(self.next_try(&step.effects, post.row.not_before, now));
        if before.stage != post.row.state.stage {
            post.row.changed_at = now;
        }
        if !self.core.store.save_post(&post.row, lines).await? {
            self.forget_url(&post.row.id).await;
            return Ok(false);
        }
        post.stored_at = now;
        if step.effects.contains(&Effect::ForgetUrl) {
            self.keep_speed(&post.row).await;
            self.forget_url(&post.row.id).await;
        }
        self.tell(&before.stage, post);
        Ok(true)
    }

    fn lines(&self, effects: &[Effect], at: i64) -> Vec<HistoryLine> {
        let line = |line: &Line| {
            let text = match &line.text {
                Text::Finished(text) => text.clone(),
                Text::Words(key, args) => {
                    let args: Vec<_> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
                    self.core.words.say_with(key, &args)
                }
            };
            HistoryLine::once(at, text, line.reference.clone())
        };
        effects
            .iter()
            .filter_map(|effect| {
                if let Effect::Say(say) = effect {
                    Some(line(say))
                } else {
                    None
                }
            })
            .collect()
    }

    fn tell(&self, before: &Stage, post: &Post) {
        let now = &post.row.state.stage;
        self.teller.post(&post.row.id);
        if before == now {
            return;
        }
        self.core.tell(Change::Posts);
        if post.row.state.is_named() {
            self.went_live.send_replace(self.core.now());
        }
        let needs = |stage: &Stage| matches!(stage, Stage::NeedsYou { .. });
        if needs(before) != needs(now) {
            self.core.tell(Change::Snapshot);
        }
        let moving = |stage: &Stage| {
            State {
                stage: stage.clone(),
                ..post.row.state.clone()
            }
            .is_open()
        };
        if moving(before) != moving(now) {
            self.core.tell(Change::Drafts);
            if let Some(draft) = post.row.draft.clone() {
                self.core.tell(Change::Posting { draft });
            }
        }
    }
}

/// Only the offset of a running upload changed.
fn is_hint(before: &State, after: &State) -> bool {
    before.stage == Stage::Uploading && after.stage == Stage::Uploading && !before.doubt && !after.doubt
}
