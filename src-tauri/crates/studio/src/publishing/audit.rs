//! What TikTok let us see of its audit of an account's app (R§12.3). It tells nobody
//! outright: a refusal shows that an app is not audited, a direct post that anyone but the
//! creator may see shows that it is.

use crate::core::Core;
use crate::ids::AccountId;

const PASSED: &str = "passed";
const MISSING: &str = "missing";

fn name(account: &AccountId) -> String {
    format!("audit/{account}")
}

impl Core {
    /// Whether the app of this account has passed the audit, as far as TikTok has shown it.
    pub(crate) async fn audit_seen(&self, account: &AccountId) -> Option<bool> {
        let seen = self.store.setting(name(account)).await;
        let seen = seen.unwrap_or_else(|error| {
            tracing::warn!(%error, "what is known of an audit could not be read");
            None
        });
        seen.map(|seen| seen == PASSED)
    }

    /// Keeps what TikTok has just shown. Only advice depends on it, so a failure is not told.
    pub(super) async fn note_audit(&self, account: &AccountId, passed: bool) {
        let seen = if passed { PASSED } else { MISSING };
        if let Err(error) = self.store.set_setting(name(account), seen.to_owned()).await {
            tracing::warn!(%error, "what is known of an audit could not be stored");
        }
    }
}
