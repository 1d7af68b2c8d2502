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
pub struct Notifications(RwSignal<Shelf>);

/// The notices of this tab, which all islands share; on the server, notices that nobody sees.
#[must_use]
pub fn use_notifications() -> Notifications {
    #[cfg(feature = "hydrate")]
    {
        thread_local! {
            static SHELF: ArcRwSignal<Shelf> = ArcRwSignal::new(Shelf::default());
        }
        Notifications(SHELF.with(Clone::clone).into())
    }
    #[cfg(not(feature = "hydrate"))]
    Notifications(RwSignal::new(Shelf::default()))
}

impl Notifications {
    #[must_use]
    pub fn shelf(self) -> RwSignal<Shelf> {
        self.0
    }
    /// Takes up what the tab kept and follows what is on its way. Called once, by the bell.
    pub fn begin(self) {
        remember(self.0);
        follow(self.0);
    }
    /// *Sending custom notification*. `text` is what the form holds, for a message to one device.
    pub fn announce_sending(self, key: &str, to: Recipient, text: Option<Draft>) {
        self.0.update(|shelf| shelf.begin(key, to, text, tab::now()));
    }
    /// *Successfully sent custom notification*.
    pub fn announce_sent(self, key: &str, message: MessageId) {
        self.0.update(|shelf| shelf.settle(key, State::Sent { message }));
    }
    /// *Successfully sent custom notification*, to some of several devices or to all.
    pub fn announce_sent_some(self, key: &str, done: BulkSend) {
        let sent = done.sent();
        self.0.update(|shelf| shelf.settle(key, State::SentSome { sent, act: done.id.into() }));
    }
    pub fn announce_not_sent(self, key: &str, error: AppError) {
        self.0.update(|shelf| shelf.settle(key, State::Failed { error }));
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

/// Asks for progress while there is any to come and somebody looks.
fn follow(shelf: RwSignal<Shelf>) {
    let signed_out = RwSignal::new(false);
    let waiting = Memo::new(move |_| !signed_out.get() && shelf.with(|shelf| !shelf.unfinished().is_empty()));
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
