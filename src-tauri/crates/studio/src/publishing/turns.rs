//! Whose video goes up next: one at a time for each account, and so many over all of them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use tokio::sync::Notify;

use super::runner::lock;
use crate::ids::{AccountId, PostId};
use crate::settings::UPLOADS_AT_ONCE;

/// Who goes up and who waits. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Turns(Arc<Hall>);

struct Hall {
    book: Mutex<Book>,
    changed: Notify,
}

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
    waiting: Vec<(u64, Guest)>,
    tickets: u64,
    /// The ticket with which each account last went up.
    served: HashMap<AccountId, u64>,
}

impl Book {
    fn is_going(&self, account: &AccountId) -> bool {
        self.going.iter().any(|(_, guest)| guest.account == *account)
    }

    /// An account's first is the one begun, then by the creator's order; among accounts the
    /// one that went up longest ago.
    fn next(&self) -> Option<u64> {
        if self.going.len() >= self.most {
            return None;
        }
        let order = |(ticket, guest): &(u64, Guest)| (!guest.begun, guest.place, *ticket);
        let mut firsts: HashMap<&AccountId, &(u64, Guest)> = HashMap::new();
        for one in self.waiting.iter().filter(|one| !self.is_going(&one.1.account)) {
            let first = firsts.entry(&one.1.account).or_insert(one);
            if order(one) < order(first) {
                *first = one;
            }
        }
        firsts
            .into_values()
            .min_by_key(|(ticket, guest)| (!guest.begun, self.served.get(&guest.account), *ticket))
            .map(|(ticket, _)| *ticket)
    }

    /// Lets everyone up for whom there is room; whether there was anyone.
    fn seat(&mut self) -> bool {
        let mut seated = false;
        while let Some(ticket) = self.next() {
            self.admit(ticket);
            seated = true;
        }
        seated
    }

    fn admit(&mut self, ticket: u64) {
        let Some(at) = self.waiting.iter().position(|(waits, _)| *waits == ticket) else {
            return;
        };
        let (_, guest) = self.waiting.remove(at);
        self.tickets += 1;
        self.served.insert(guest.account.clone(), self.tickets);
        self.going.push((ticket, guest));
    }

    fn leave(&mut self, ticket: u64) {
        self.waiting.retain(|(other, _)| *other != ticket);
        self.going.retain(|(other, _)| *other != ticket);
    }
}

/// A place among those that go up, or in the line for one; given back when dropped.
pub(crate) struct Turn {
    turns: Turns,
    ticket: u64,
}

impl Drop for Turn {
    fn drop(&mut self) {
        lock(&self.turns.0.book).leave(self.ticket);
        self.turns.0.changed.notify_waiters();
    }
}

impl Default for Turns {
    fn default() -> Self {
        let book = Book {
            most: UPLOADS_AT_ONCE as usize,
            going: Vec::new(),
            waiting: Vec::new(),
            tickets: 0,
            served: HashMap::new(),
        };
        Self(Arc::new(Hall {
            book: Mutex::new(book),
            changed: Notify::new(),
        }))
    }
}

impl Turns {
    /// Waits until it is the turn of one that lined up; at once when it was before.
    pub async fn up(&self, turn: &Turn) {
        loop {
            let mut changed = std::pin::pin!(self.0.changed.notified());
            changed.as_mut().enable();
            if self.admit(turn) {
                return;
            }
            changed.await;
        }
    }

    /// A turn at once, if there is one.
    pub fn take_now(&self, guest: Guest) -> Option<Turn> {
        let turn = self.line_up(guest);
        self.admit(&turn).then_some(turn)
    }

    /// A place in the line.
    pub fn line_up(&self, guest: Guest) -> Turn {
        let mut book = lock(&self.0.book);
        book.tickets += 1;
        let ticket = book.tickets;
        book.waiting.push((ticket, guest));
        Turn {
            turns: self.clone(),
            ticket,
        }
    }

    /// Whoever asks first after a change lets everyone up who may: a thousand that wait must not
    /// each look through the whole line.
    fn admit(&self, turn: &Turn) -> bool {
        let mut book = lock(&self.0.book);
        if book.seat() {
            self.0.changed.notify_waiters();
        }
        book.going.iter().any(|(ticket, _)| *ticket == turn.ticket)
    }

    /// How many go up at a time over all accounts. Those under way go on.
    pub fn allow(&self, most: usize) {
        lock(&self.0.book).most = most.max(1);
        self.0.changed.notify_waiters();
    }

    /// The creator's order changed.
    pub fn arrange(&self, places: &[(PostId, i64)]) {
        let mut book = lock(&self.0.book);
        for (_, guest) in &mut book.waiting {
            if let Some((_, place)) = places.iter().find(|(post, _)| *post == guest.post) {
                guest.place = *place;
            }
        }
        self.0.changed.notify_waiters();
    }

    /// What a post waits for; `None` when it is not in the line.
    pub fn ahead(&self, post: &PostId) -> Option<Ahead> {
        let book = lock(&self.0.book);
        let (_, guest) = book.waiting.iter().find(|(_, guest)| guest.post == *post)?;
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
