//! Medians, ratios and how they are shown.

use serde_json::{Value, json};

/// One thing that was measured, usually beside a named peer in the same run.
pub struct Row {
    /// What was measured.
    pub what: String,
    /// Unit of all figures.
    pub unit: &'static str,
    /// The studio's figures, one for each run.
    pub ours: Vec<f64>,
    /// Who the peer is, and its figures.
    pub peer: Option<(&'static str, Vec<f64>)>,
    /// What is wished for.
    pub goal: Option<Goal>,
}

/// What is wished for; nothing fails when it is missed.
#[derive(Clone, Copy)]
pub enum Goal {
    /// The studio's median divided by the peer's.
    RatioAtLeast(f64),
    /// The studio's median divided by the peer's.
    RatioAtMost(f64),
    /// The studio's median itself.
    AtMost(f64),
}

impl Row {
    /// A row without peer and goal.
    pub fn alone(what: impl Into<String>, unit: &'static str, ours: Vec<f64>) -> Self {
        Self {
            what: what.into(),
            unit,
            ours,
            peer: None,
            goal: None,
        }
    }

    /// Puts a peer beside it.
    pub fn beside(mut self, name: &'static str, figures: Vec<f64>) -> Self {
        self.peer = Some((name, figures));
        self
    }

    /// Sets what is wished for.
    pub fn with_goal(mut self, goal: Goal) -> Self {
        self.goal = Some(goal);
        self
    }

    fn ratio(&self) -> Option<f64> {
        let (_, peer) = self.peer.as_ref()?;
        Some(median(&self.ours) / median(peer))
    }

    fn goal(&self) -> Option<(String, bool)> {
        let ratio = self.ratio().unwrap_or(f64::NAN);
        Some(match self.goal? {
            Goal::RatioAtLeast(least) => (format!("≥ {least}"), ratio >= least),
            Goal::RatioAtMost(most) => (format!("≤ {most}"), ratio <= most),
            Goal::AtMost(most) => (format!("≤ {most} {}", self.unit), median(&self.ours) <= most),
        })
    }

    /// One line of the table.
    pub fn line(&self) -> String {
        let figure = |figures: &[f64]| format!("{:.1} {}", median(figures), self.unit);
        let (name, peer) = match &self.peer {
            Some((name, figures)) => (*name, figure(figures)),
            None => ("", String::new()),
        };
        let ratio = self.ratio().map(|ratio| format!("{ratio:.2}"));
        let goal = self
            .goal()
            .map(|(goal, met)| format!("{goal} {}", if met { "met" } else { "missed" }));
        let line = format!(
            "{:<34} {:>12}  {:<12} {:>12}  {:>6}  {}",
            self.what,
            figure(&self.ours),
            name,
            peer,
            ratio.unwrap_or_default(),
            goal.unwrap_or_default()
        );
        line.trim_end().to_owned()
    }

    /// Everything about it, every single figure included.
    pub fn json(&self) -> Value {
        let peer = self
            .peer
            .as_ref()
            .map(|(name, figures)| json!({ "name": name, "median": median(figures), "figures": figures }));
        let goal = self
            .goal()
            .map(|(goal, met)| json!({ "wished": goal, "met": met }));
        json!({
            "what": self.what,
            "unit": self.unit,
            "ours": { "median": median(&self.ours), "figures": self.ours },
            "peer": peer,
            "ratio": self.ratio(),
            "goal": goal,
        })
    }
}

/// The head of the table.
pub fn head() -> String {
    format!(
        "{:<34} {:>12}  {:<12} {:>12}  {:>6}  {}",
        "median of each", "Greenroom", "peer", "", "ratio", "goal"
    )
}

/// The middle of the figures; of an even number the mean of the two in the middle.
pub fn median(figures: &[f64]) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 {
        return sorted[middle];
    }
    (sorted[middle - 1] + sorted[middle]) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_whatever_the_order() {
        assert_eq!(median(&[9.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[9.0, 1.0, 2.0, 4.0]), 3.0);
    }

    #[test]
    fn a_goal_looks_at_the_ratio_or_at_our_own_figure() {
        let row = |goal| {
            Row::alone("x", "ms", vec![30.0])
                .beside("y", vec![20.0])
                .with_goal(goal)
        };
        let met = |goal| row(goal).goal().unwrap().1;
        assert!(met(Goal::RatioAtLeast(1.5)) && !met(Goal::RatioAtLeast(1.6)));
        assert!(met(Goal::RatioAtMost(1.5)) && !met(Goal::RatioAtMost(1.4)));
        assert!(met(Goal::AtMost(30.0)) && !met(Goal::AtMost(29.0)));
    }
}
