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

use std::sync::Arc;

use super::machine::Event;
use super::runner::Runner;
use crate::store::StoreError;

impl Runner {
    /// Gives every post that is not over its task again: those in the middle of an
    /// upload first, then in the order in which they were agreed to.
    pub async fn resume(self: &Arc<Self>) -> Result<(), StoreError> {
        let mut rows = self.core.store.unfinished_posts().await?;
        rows.sort_by_key(|row| !row.state.uses_lane());
        for row in rows {
            self.carry(row, Some(Event::Restarted));
        }
        Ok(())
    }
}
