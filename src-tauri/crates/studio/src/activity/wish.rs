//! What of the record is wanted, ready for the database.

use tiktok::Endpoint;

use super::errand::Starter;
use super::words;
use crate::ids::AccountId;
use crate::view::ActivityWish;
use crate::words::Words;

/// Words of a search beyond these are not looked at.
const MOST_TERMS: usize = 8;

/// A wish in the database's terms.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    pub account: Option<AccountId>,
    pub starter: Option<Starter>,
    /// Each must be found somewhere in a row.
    pub terms: Vec<Term>,
}

/// One word of a search. What is kept by name is shown in words, so the names whose words
/// hold the term are looked up before.
#[derive(Debug, Clone)]
pub(crate) struct Term {
    /// For what is kept as it is shown.
    pub text: String,
    pub endpoints: Vec<&'static str>,
    pub starters: Vec<&'static str>,
    pub statuses: Vec<&'static str>,
    /// Whether it stands in what is said of a call that simply went well.
    pub done: bool,
}

impl Wanted {
    /// The whole record.
    pub fn everything() -> Self {
        Self {
            account: None,
            starter: None,
            terms: Vec::new(),
        }
    }

    pub fn of(wish: &ActivityWish, words: &Words) -> Self {
        Self {
            account: wish.account.clone(),
            starter: wish.starter,
            terms: wish
                .search
                .split_whitespace()
                .take(MOST_TERMS)
                .map(|term| Term::of(term, words))
                .collect(),
        }
    }
}

impl Term {
    fn of(term: &str, words: &Words) -> Self {
        let term = term.to_lowercase();
        let holds = |text: String| text.to_lowercase().contains(&term);
        let endpoints = Endpoint::ALL.map(Endpoint::name);
        Self {
            endpoints: endpoints
                .into_iter()
                .filter(|name| {
                    holds(words::endpoint(name, 1, words)) || holds(words::endpoint(name, 2, words))
                })
                .collect(),
            starters: Starter::ALL
                .into_iter()
                .filter(|starter| holds(words::starter(*starter, words)))
                .map(Starter::name)
                .collect(),
            statuses: words::STATUSES
                .into_iter()
                .filter(|(_, key)| holds(words.say(key)))
                .map(|(status, _)| status)
                .collect(),
            done: holds(words.say("activity-answer-done")),
            text: term,
        }
    }
}
