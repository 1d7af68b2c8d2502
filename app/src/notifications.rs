//! What this tab has sent (B21): pages announce it here, the bell and the toasts show it.
//!
//! The text of a message to one device comes from the browser's own form and stays in this tab; nothing is read
//! back from the server but numbers.

pub mod shelf;

use crate::prelude::*;
use crate::{api::notifications::progress, context::use_viewer, error::AppError, live::while_running, tab};
use herald_domain::{bulk::BulkSend, ids::MessageId, text::Draft};
pub use shelf::Recipient;
use shelf::{Shelf, State};

/// Where the tab keeps the notices.
const STORED: &str = "herald.notices";

/// The notices of this tab.
#[derive(Clone, Copy, Debug)]
pub struct Notifications {
    shelf: RwSignal<Shelf>,
    /// Nothing is asked for without a session.
    signed_out: RwSignal<bool>,
}

/// The notices of this tab, which all islands share; on the server, notices that nobody sees.
#[must_use]
pub fn use_notifications() -> Notifications {
    #[cfg(feature = "hydrate")]
    {
        thread_local! {
            static SHELF: ArcRwSignal<Shelf> = ArcRwSignal::new(Shelf::default());
            static SIGNED_OUT: ArcRwSignal<bool> = ArcRwSignal::new(false);
        }
        Notifications {
            shelf: SHELF.with(Clone::clone).into(),
            signed_out: SIGNED_OUT.with(Clone::clone).into(),
        }
    }
    #[cfg(not(feature = "hydrate"))]
    Notifications { shelf: RwSignal::new(Shelf::default()), signed_out: RwSignal::new(false) }
}

impl Notifications {
    #[must_use]
    pub fn shelf(self) -> RwSignal<Shelf> {
        self.shelf
    }
    /// Takes up what the tab kept and follows what is on its way. Called once, by the bell.
    pub fn begin(self) {
        remember(self.shelf);
        self.follow();
    }
    /// *Sending custom notification*. `text` is what the form holds, for a message to one device.
    pub fn announce_sending(self, key: &str, to: Recipient, text: Option<Draft>) {
        self.shelf.update(|shelf| shelf.begin(key, to, text, tab::now()));
    }
    /// *Successfully sent custom notification*.
    pub fn announce_sent(self, key: &str, message: MessageId) {
        self.queued(key, State::Sent { message });
    }
    /// *Successfully sent custom notification*, to some of several devices or to all.
    pub fn announce_sent_some(self, key: &str, done: BulkSend) {
        let sent = done.sent();
        self.queued(key, State::SentSome { sent, act: done.id.into() });
    }
    /// Whoever can send is signed in, also when it was in another tab.
    fn queued(self, key: &str, state: State) {
        self.signed_out.set(false);
        self.shelf.update(|shelf| shelf.settle(key, state));
    }
    pub fn announce_not_sent(self, key: &str, error: AppError) {
        self.shelf.update(|shelf| shelf.settle(key, State::Failed { error }));
    }
    /// Asks for progress while there is any to come and somebody looks.
    fn follow(self) {
        let Self { shelf, signed_out } = self;
        let waiting =
            Memo::new(move |_| !signed_out.get() && shelf.with(|shelf| !shelf.unfinished().is_empty()));
        while_running(waiting, move || async move {
            let ids = shelf.with_untracked(Shelf::unfinished);
            match progress(ids.clone()).await {
                Ok(records) => shelf.update(|shelf| shelf.progress(&ids, &records)),
                Err(AppError::SignedOut) => signed_out.set(true),
                // Asked again with the next change.
                Err(_) => {}
            }
        });
    }
}

/// Keeps the notices over page loads, for the administrator whose they are.
fn remember(shelf: RwSignal<Shelf>) {
    let owner = use_viewer().user_principal_name;
    Effect::new(move |begun: Option<()>| {
        if begun.is_some() {
            shelf.with(|shelf| tab::keep(STORED, &owner, shelf));
            return;
        }
        shelf.track();
        if let Some(kept) = tab::recall::<Shelf>(STORED, &owner) {
            shelf.set(kept.after_reload());
        }
    });
}
