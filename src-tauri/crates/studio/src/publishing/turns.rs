//! Whose video goes up next: one at a time for each account, and so many over all of them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use tokio::sync::Notify;

use super::runner::lock;
use crate::ids::{AccountId, PostId};
use crate::settings::UPLOADS_AT_ONCE;

/// Who goes up and who waits. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Turns(Arc<Mutex<Book>>);

/// A post that wants to go up.
#[derive(Debug, Clone)]
pub(crate) struct Guest {
    pub post: PostId,
    pub account: AccountId,
    pub title: String,
    /// TikTok has opened an upload for it already, and its hour runs.
    pub begun: bool,
    /// The creator's order within the account.
    pub place: i64,
}

/// What stands before a post that waits.
#[derive(Debug, Clone)]
pub(crate) struct Ahead {
    /// The post of its own account that goes up now.
    pub own: Option<Guest>,
    /// All that go up now, when only the limit over all accounts keeps it waiting.
    pub others: Vec<Guest>,
    /// How many go up at a time over all accounts.
    pub most: usize,
}

struct Book {
    most: usize,
    going: Vec<(u64, Guest)>,
    waiting: Vec<Place>,
    tickets: u64,
    /// The ticket with which each account last went up.
    served: HashMap<AccountId, u64>,
}

/// A place in the line.
struct Place {
    ticket: u64,
    guest: Guest,
    /// Hears when it goes up, so that nobody else in a long line has to be woken.
    called: Arc<Notify>,
}

impl Book {
    fn is_going(&self, account: &AccountId) -> bool {
        self.going.iter().any(|(_, guest)| guest.account == *account)
    }

    /// An account's first is the one begun, then by the creator's order; among accounts the
    /// one that went up longest ago.
    fn next(&self) -> Option<usize> {
        if self.going.len() >= self.most {
            return None;
        }
        let order = |one: &Place| (!one.guest.begun, one.guest.place, one.ticket);
        let mut firsts: HashMap<&AccountId, (usize, &Place)> = HashMap::new();
        for (at, one) in self.waiting.iter().enumerate() {
            if self.is_going(&one.guest.account) {
                continue;
            }
            let first = firsts.entry(&one.guest.account).or_insert((at, one));
            if order(one) < order(first.1) {
                *first = (at, one);
            }
        }
        firsts
            .into_values()
            .min_by_key(|(_, one)| {
                let served = self.served.get(&one.guest.account);
                (!one.guest.begun, served, one.ticket)
            })
            .map(|(at, _)| at)
    }

    /// Lets everyone up for whom there is room.
    fn seat(&mut self) {
        while let Some(at) = self.next() {
            let Place {
                ticket,
                guest,
                called,
            } = self.waiting.remove(at);
            self.tickets += 1;
            self.served.insert(guest.account.clone(), self.tickets);
            self.going.push((ticket, guest));
            called.notify_one();
        }
    }

    fn leave(&mut self, ticket: u64) {
        self.waiting.retain(|one| one.ticket != ticket);
        let before = self.going.len();
        self.going.retain(|(other, _)| *other != ticket);
        if self.going.len() < before {
            self.seat();
        }
    }
}

/// A place among those that go up, or in the line for one; given back when dropped.
pub(crate) struct Turn {
    turns: Turns,
    ticket: u64,
    called: Arc<Notify>,
}

impl Turn {
    /// Waits until it has come; at once when it has before.
    pub async fn come(&self) {
        while !self.has_come() {
            self.called.notified().await;
        }
    }

    fn has_come(&self) -> bool {
        let book = lock(&self.turns.0);
        book.going.iter().any(|(ticket, _)| *ticket == self.ticket)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        lock(&self.turns.0).leave(self.ticket);
    }
}

impl Default for Turns {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Book {
            most: UPLOADS_AT_ONCE as usize,
            going: Vec::new(),
            waiting: Vec::new(),
            tickets: 0,
            served: HashMap::new(),
        })))
    }
}

impl Turns {
    /// A turn at once, if there is one.
    pub fn take_now(&self, guest: Guest) -> Option<Turn> {
        let turn = self.line_up(guest);
        turn.has_come().then_some(turn)
    }

    /// A place in the line, or a turn where there is room.
    pub fn line_up(&self, guest: Guest) -> Turn {
        let mut book = lock(&self.0);
        book.tickets += 1;
        let (ticket, called) = (book.tickets, Arc::new(Notify::new()));
        book.waiting.push(Place {
            ticket,
            guest,
            called: called.clone(),
        });
        book.seat();
        Turn {
            turns: self.clone(),
            ticket,
            called,
        }
    }

    /// How many go up at a time over all accounts. Those under way go on.
    pub fn allow(&self, most: usize) {
        let mut book = lock(&self.0);
        book.most = most.max(1);
        book.seat();
    }

    /// The creator's order changed.
    pub fn arrange(&self, places: &[(PostId, i64)]) {
        let mut book = lock(&self.0);
        for one in &mut book.waiting {
            if let Some((_, place)) = places.iter().find(|(post, _)| *post == one.guest.post) {
                one.guest.place = *place;
            }
        }
    }

    /// What a post waits for; `None` when it is not in the line.
    pub fn ahead(&self, post: &PostId) -> Option<Ahead> {
        let book = lock(&self.0);
        let guest = &book.waiting.iter().find(|one| one.guest.post == *post)?.guest;
        let own = book
            .going
            .iter()
            .find(|(_, going)| going.account == guest.account);
        let is_full = book.going.len() >= book.most;
        Some(Ahead {
            own: own.map(|(_, going)| going.clone()),
            others: match own {
                None if is_full => book.going.iter().map(|(_, going)| going.clone()).collect(),
                _ => Vec::new(),
            },
            most: book.most,
        })
    }
}

#[cfg(test)]
mod tests;
