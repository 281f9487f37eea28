//! Going on after the program ended, however it ended.
//!
//! | found on disk | may have happened | goes on with |
//! |---|---|---|
//! | `queued`, `checking` | nothing | the check |
//! | `initialising` | an upload without bytes | the check, then a new init |
//! | `uploading` | some chunks, never the last | the status, then the next chunk; without the address a new upload |
//! | `committing` | the last chunk | the status; never a new init |
//! | `processing`, `in_review` | all | the status, in the rhythm where it stood |
//! | `paused`, `needs_you` | what it says | the creator |
//! | `live` with an id | it may be public no longer | looking for it when that is due |

use std::sync::Arc;

use super::machine::Event;
use super::runner::{Runner, guest};
use crate::store::StoreError;
use crate::store::posts::PostRow;

impl Runner {
    /// Gives every post that is not over its task again: those in the middle of an
    /// upload first, then those that wait, in the creator's order.
    pub async fn resume(self: &Arc<Self>) -> Result<(), StoreError> {
        let mut rows = self.core.store.unfinished_posts().await?;
        let line = self.core.store.waiting_line().await?;
        let place = |row: &PostRow| {
            let found = line.iter().find(|waiting| waiting.post == row.id);
            found.map(|waiting| waiting.place)
        };
        rows.sort_by_key(|row| (!row.state.uses_lane(), place(row)));
        for row in rows {
            let turn = match place(&row) {
                None if row.state.uses_lane() => self.turns.take_now(guest(&row, 0)),
                Some(place) if row.not_before <= self.core.now() => {
                    Some(self.turns.line_up(guest(&row, place)))
                }
                _ => None,
            };
            self.carry_in_line(row, Event::Restarted, turn);
        }
        self.look_out();
        Ok(())
    }
}
