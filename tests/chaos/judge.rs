//! The judgement: what the studio says of each post, beside what TikTok counted.

use serde_json::Value;

use crate::calls::Goal;
use crate::scene::{Consent, Scene};

/// Where a post may stand when nothing follows by itself any more.
const ENDS: [&str; 5] = ["live", "in_inbox", "failed", "cancelled", "needs_you"];

/// What was counted; everything but `agreed` has to be 0.
#[derive(Debug, Clone, Copy, Default)]
pub struct Count {
    /// Consents given.
    pub agreed: usize,
    /// Posts TikTok has from a consent beyond the first.
    pub twice: usize,
    /// Posts the studio took and knows no more, or does not tell of though TikTok has them.
    pub lost: usize,
    /// Posts at rest without a reason or a way on.
    pub unexplained: usize,
    /// Posts called live, or delivered to the inbox, that TikTok does not have, or has with another video.
    pub false_live: usize,
}

impl Count {
    /// Adds what another judgement counted.
    pub fn add(&mut self, other: Self) {
        self.agreed += other.agreed;
        self.twice += other.twice;
        self.lost += other.lost;
        self.unexplained += other.unexplained;
        self.false_live += other.false_live;
    }

    fn is_clean(&self) -> bool {
        self.twice + self.lost + self.unexplained + self.false_live == 0
    }
}

/// What came of one cell.
pub struct Judgement {
    /// The count.
    pub count: Count,
    /// Where each post ended.
    pub ends: Vec<String>,
    /// Whether nothing is wrong with the count.
    pub is_clean: bool,
    /// Both sides in full.
    pub evidence: String,
}

/// Compares the studio's posts with TikTok's.
pub fn judge(scene: &mut Scene) -> Judgement {
    let rows = scene.studio().posts_in_full();
    let state = scene.practice.state();
    let mut count = Count::default();
    for consent in &scene.consents {
        let row = rows.iter().find(|row| row["title"] == consent.caption.as_str());
        count.add(of_consent(consent, row, &state));
    }
    let ends = rows
        .iter()
        .map(|row| row["stage"].as_str().unwrap().to_owned())
        .collect();
    let complaints = scene.complaints();
    Judgement {
        is_clean: count.is_clean(),
        evidence: format!("{count:?}\nstudio: {rows:#?}\nTikTok: {state:#}\n{complaints}"),
        count,
        ends,
    }
}

/// What TikTok has of it in the creator's account: posts by their caption, or videos in the inbox,
/// which come without one.
fn theirs<'a>(consent: &Consent, state: &'a Value) -> Vec<&'a Value> {
    match consent.goal {
        Goal::Profile => found(consent, state, "posts", "title", &consent.caption),
        Goal::Inbox => found(consent, state, "uploads", "sha256", &consent.sha256),
    }
}

fn found<'a>(consent: &Consent, state: &'a Value, list: &str, name: &str, value: &str) -> Vec<&'a Value> {
    let all = state[list].as_array().unwrap().iter();
    let is_it = |one: &&Value| one[name] == value && one["persona"] == consent.creator.name;
    all.filter(is_it)
        .filter(|one| one["fail_reason"].is_null())
        .collect()
}

fn of_consent(consent: &Consent, row: Option<&Value>, state: &Value) -> Count {
    let theirs = theirs(consent, state);
    let stage = row.and_then(|row| row["stage"].as_str());
    let tells_of_it = match stage {
        Some("live" | "in_inbox") => true,
        // Offered only where the studio says that it may be posted.
        Some("needs_you") => row.is_some_and(|row| offers(row, "stop_following")),
        _ => false,
    };
    let is_lost = (row.is_none() && consent.is_acknowledged) || (!theirs.is_empty() && !tells_of_it);
    let is_true = match stage {
        Some("live") => is_shown(consent, state),
        Some("in_inbox") => consent.goal == Goal::Inbox && !theirs.is_empty(),
        _ => true,
    };
    // Green, as only what is live may be.
    let is_green = row.is_some_and(|row| row["tone"] == "live");
    Count {
        agreed: 1,
        twice: theirs.len().saturating_sub(1),
        lost: usize::from(is_lost),
        unexplained: usize::from(row.is_some_and(|row| !is_explained(row))),
        false_live: usize::from(!is_true || is_green != (stage == Some("live"))),
    }
}

/// Whether everyone sees the very video of this consent; what came by way of the inbox has a
/// caption from the phone.
fn is_shown(consent: &Consent, state: &Value) -> bool {
    let posts = found(consent, state, "posts", "sha256", &consent.sha256);
    posts.iter().any(|post| {
        let is_named = consent.goal == Goal::Inbox || post["title"] == consent.caption.as_str();
        is_named && post["is_public"] == true
    })
}

/// An end with a headline and a history; and while the creator is needed, a reason and a way on.
fn is_explained(row: &Value) -> bool {
    let says = |name: &str| row[name].as_str().is_some_and(|text| !text.is_empty());
    let stage = row["stage"].as_str().unwrap_or_default();
    let has_history = row["history"].as_array().is_some_and(|lines| lines.len() > 1);
    let has_way_on = row["actions"]
        .as_array()
        .is_some_and(|actions| !actions.is_empty());
    let is_told = stage == "live" || (says("detail") && (has_way_on || stage == "cancelled"));
    ENDS.contains(&stage) && says("headline") && has_history && is_told
}

fn offers(row: &Value, action: &str) -> bool {
    let actions = row["actions"].as_array();
    actions.is_some_and(|actions| actions.iter().any(|offered| offered == action))
}
