//! What this tab has sent (B21): pages announce it here, the bell and the toasts show it.
//!
//! The text of a message to one device comes from the browser's own form and stays in this tab; nothing is read
//! back from the server but numbers.

pub mod shelf;

use crate::{api::notifications::progress, context::use_me, error::AppError, tab};
use herald_domain::{ids::MessageId, text::Draft};
use leptos::{ev, prelude::*, task::spawn_local};
pub use shelf::Recipient;
use shelf::{Shelf, State};
use std::time::Duration;

/// Where the tab keeps the notices.
const STORED: &str = "herald.notices";
/// First and longest wait between two questions about progress.
const FIRST_WAIT: Duration = Duration::from_millis(500);
const LONGEST_WAIT: Duration = Duration::from_secs(4);

/// The notices of this tab.
#[derive(Clone, Copy, Debug)]
pub struct Notifications(RwSignal<Shelf>);

/// Provides the notices. Called once, by `App`, after the page context.
pub fn provide_notifications() {
    let shelf = RwSignal::new(Shelf::default());
    provide_context(Notifications(shelf));
    remember(shelf);
    follow(shelf);
}

/// The notices of this tab; without an `App` around, notices that nobody sees.
#[must_use]
pub fn use_notifications() -> Notifications {
    use_context().unwrap_or_else(|| Notifications(RwSignal::new(Shelf::default())))
}

impl Notifications {
    #[must_use]
    pub fn shelf(self) -> RwSignal<Shelf> {
        self.0
    }
    /// *Sending custom notification*. `text` is what the form holds, for a message to one device.
    pub fn announce_sending(self, key: &str, to: Recipient, text: Option<Draft>) {
        self.0.update(|shelf| shelf.begin(key, to, text, tab::now()));
    }
    /// *Successfully sent custom notification*.
    pub fn announce_sent(self, key: &str, message: MessageId) {
        self.0.update(|shelf| shelf.settle(key, State::Sent { message }));
    }
    pub fn announce_not_sent(self, key: &str, error: AppError) {
        self.0.update(|shelf| shelf.settle(key, State::Failed { error }));
    }
}

/// Keeps the notices over a reload, for the administrator whose they are.
fn remember(shelf: RwSignal<Shelf>) {
    let me = use_me();
    Effect::new(move |known: Option<Option<String>>| {
        let owner = me.with(|me| me.as_ref().map(|me| me.user_principal_name.clone()));
        match &owner {
            None => tab::forget(STORED),
            Some(name) if known.flatten().as_ref() == Some(name) => {
                shelf.with(|shelf| tab::keep(STORED, name, shelf));
            }
            Some(name) => {
                if let Some(kept) = tab::recall::<Shelf>(STORED, name) {
                    shelf.set(kept.after_reload());
                }
                shelf.track();
            }
        }
        owner
    });
}

/// Asks for progress while there is any to come and somebody looks.
fn follow(shelf: RwSignal<Shelf>) {
    let visible = RwSignal::new(true);
    let asking = StoredValue::new(false);
    let waiting = Memo::new(move |_| shelf.with(|shelf| !shelf.unfinished().is_empty()));
    Effect::new(move |_| {
        let listener =
            window_event_listener(ev::visibilitychange, move |_| visible.set(!document().hidden()));
        on_cleanup(move || listener.remove());
    });
    Effect::new(move |_| {
        if waiting.get() && visible.get() && !asking.get_value() {
            asking.set_value(true);
            ask_later(shelf, visible, asking, FIRST_WAIT);
        }
    });
}

fn ask_later(shelf: RwSignal<Shelf>, visible: RwSignal<bool>, asking: StoredValue<bool>, wait: Duration) {
    let ask = move || {
        let ids = shelf.with_untracked(Shelf::unfinished);
        if ids.is_empty() || !visible.get_untracked() {
            asking.set_value(false);
            return;
        }
        spawn_local(async move {
            match progress(ids.clone()).await {
                Ok(records) => shelf.update(|shelf| shelf.progress(&ids, &records)),
                Err(AppError::SignedOut) => return asking.set_value(false),
                // Asked again, later.
                Err(_) => {}
            }
            ask_later(shelf, visible, asking, (wait * 3 / 2).min(LONGEST_WAIT));
        });
    };
    set_timeout(ask, wait);
}
