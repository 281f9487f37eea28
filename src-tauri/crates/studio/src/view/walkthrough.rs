use serde::{Deserialize, Serialize};
use specta::Type;

use crate::ids::{DraftId, PostId};

/// The step of the audit walkthrough that is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WalkthroughView {
    /// Counted from 1.
    pub step: u32,
    /// How many there are.
    pub steps: u32,
    /// "Step 4 of 25".
    pub progress: String,
    /// "Rule 5", or what else the step is about.
    pub rule: String,
    /// The rule in a sentence.
    pub title: String,
    /// What to look at.
    pub text: String,
    /// Where it is on the page.
    pub look: Look,
    /// The page it is shown on.
    pub scene: WalkthroughScene,
}

/// The page a step is shown on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "at", rename_all = "snake_case")]
pub enum WalkthroughScene {
    /// The posting page.
    Posting {
        /// Of which draft.
        draft: DraftId,
    },
    /// The posts screen.
    Post {
        /// With which post open.
        post: PostId,
    },
}

/// What a step points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "names of what is on the page")]
pub enum Look {
    Account,
    Video,
    Preview,
    Caption,
    Privacy,
    Interactions,
    Disclosure,
    Declaration,
    Button,
    Notice,
    Inbox,
    Status,
    HandOver,
}

/// Where to go in the walkthrough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "plain words")]
pub enum WalkthroughTurn {
    Back,
    Next,
}

/// What TikTok asks for before it reviews or audits an app (reference section 14).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AuditChecklist {
    /// "3 of 33 done".
    pub progress: String,
    /// In the order in which they come up.
    pub groups: Vec<AuditGroup>,
}

/// Items that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AuditGroup {
    /// Its heading.
    pub heading: String,
    /// One sentence about it.
    pub text: String,
    /// The items.
    pub items: Vec<AuditItem>,
}

/// One thing to do or to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AuditItem {
    /// Its stable name.
    pub id: String,
    /// "Rule 5", where it is one.
    pub rule: Option<String>,
    /// In a sentence.
    pub text: String,
    /// Ticked by the creator.
    pub done: bool,
}
