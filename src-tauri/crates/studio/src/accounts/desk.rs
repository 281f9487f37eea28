//! The sign-in as it is shown, and what it holds in memory meanwhile.

use std::sync::{Mutex, PoisonError};

use tiktok::Secret;
use tokio::sync::OnceCell;
use tokio::task::AbortHandle;

use super::offer::Offer;
use crate::view::SignInView;

/// The sign-in that is shown: running, or just ended.
#[derive(Default)]
pub(super) struct Desk {
    shown: Mutex<Option<Shown>>,
    /// Set once the sign-in of an earlier run was looked after.
    pub restored: OnceCell<()>,
}

struct Shown {
    view: SignInView,
    /// Only while the browser is out.
    out: Option<Out>,
    /// Only while the creator decides about it.
    offer: Option<Offer>,
}

/// What a running sign-in holds in memory.
pub(super) struct Out {
    pub state_hash: String,
    /// `None` after a restart: it holds the state, which is stored nowhere.
    pub address: Option<String>,
    pub verifier: Option<Secret>,
    /// Listener and time limit; they end with the attempt.
    pub tasks: Vec<AbortHandle>,
}

impl Shown {
    fn new(view: SignInView) -> Self {
        Self {
            view,
            out: None,
            offer: None,
        }
    }
}

impl Drop for Out {
    fn drop(&mut self) {
        self.tasks.iter().for_each(AbortHandle::abort);
    }
}

impl Desk {
    pub fn view(&self) -> Option<SignInView> {
        self.with(|shown| shown.as_ref().map(|shown| shown.view.clone()))
    }

    pub fn show(&self, view: Option<SignInView>) {
        self.with(|shown| *shown = view.map(Shown::new));
    }

    pub fn send_out(&self, view: SignInView, out: Out) {
        let out = Some(out);
        self.with(|shown| {
            *shown = Some(Shown {
                out,
                ..Shown::new(view)
            })
        });
    }

    pub fn offer(&self, view: SignInView, offer: Offer) {
        let offer = Some(offer);
        self.with(|shown| {
            *shown = Some(Shown {
                offer,
                ..Shown::new(view)
            })
        });
    }

    /// The offer, for the one caller who decides about it.
    pub fn take_offer(&self) -> Option<Offer> {
        self.with(|shown| shown.as_mut()?.offer.take())
    }

    pub fn address(&self) -> Option<String> {
        self.with(|shown| shown.as_ref()?.out.as_ref()?.address.clone())
    }

    pub fn verifier(&self, state_hash: &str) -> Option<Secret> {
        self.with(|shown| {
            let out = shown.as_ref()?.out.as_ref()?;
            out.verifier.clone().filter(|_| out.state_hash == state_hash)
        })
    }

    fn with<T>(&self, act: impl FnOnce(&mut Option<Shown>) -> T) -> T {
        act(&mut self.shown.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
