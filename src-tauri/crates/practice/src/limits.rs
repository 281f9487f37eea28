//! Requests per minute (R§12.2): a sliding window for each endpoint and token.

use std::collections::{HashMap, VecDeque};

use crate::endpoint::Endpoint;

const WINDOW: i64 = 60_000;

/// What was asked in the last minute.
#[derive(Default)]
pub struct Limits(HashMap<(Endpoint, String), VecDeque<i64>>);

impl Limits {
    /// Whether one more request of `token` fits at `now`; it is counted if so.
    pub fn admit(&mut self, endpoint: Endpoint, token: &str, now: i64) -> bool {
        let Some(most) = endpoint.per_minute() else {
            return true;
        };
        let seen = self.0.entry((endpoint, token.to_owned())).or_default();
        while seen.front().is_some_and(|first| *first <= now - WINDOW) {
            seen.pop_front();
        }
        if seen.len() >= most {
            return false;
        }
        seen.push_back(now);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seventh_init_of_a_minute_is_refused_and_the_next_minute_is_free() {
        let mut limits = Limits::default();
        for n in 0..6 {
            assert!(
                limits.admit(Endpoint::VideoInit, "act.a", n * 1_000),
                "request {n}"
            );
        }
        assert!(!limits.admit(Endpoint::VideoInit, "act.a", 59_999));
        assert!(
            limits.admit(Endpoint::VideoInit, "act.b", 59_999),
            "another token has its own minute"
        );
        assert!(
            limits.admit(Endpoint::InboxInit, "act.a", 59_999),
            "another endpoint has its own minute"
        );
        assert!(
            limits.admit(Endpoint::VideoInit, "act.a", 60_000),
            "the first request has left the window"
        );
    }
}
