//! What this tab has sent (B21): pages announce it here, the bell and the toasts show it.
//!
//! The text of a message to one device comes from the browser's own form and stays in this tab; nothing is read
//! back from the server.

use crate::tab;
use herald_domain::{Timestamp, ids::MessageId, text::Draft};
use leptos::prelude::*;

/// Whom a message went to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// Names of the groups.
    Groups(Vec<String>),
    /// Name of the device.
    Device(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Sending,
    /// Queued by the server.
    Sent,
    NotSent,
}

/// One send, from the click on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// The form's idempotency key, so that a second attempt changes the same entry.
    pub key: String,
    pub at: Timestamp,
    pub to: Recipient,
    /// What was written, for a message to one device.
    pub text: Option<Draft>,
    pub stage: Stage,
    /// Known once it is sent.
    pub id: Option<MessageId>,
}

/// The sends of this tab, newest first.
#[derive(Clone, Copy, Debug)]
pub struct Notifications(RwSignal<Vec<Announcement>>);

impl Notifications {
    /// Entries kept at the most; the oldest go.
    const MAX: usize = 50;

    #[must_use]
    pub fn entries(self) -> Signal<Vec<Announcement>> {
        self.0.into()
    }

    /// *Sending custom notification*.
    pub fn announce_sending(self, key: &str, to: Recipient, text: Option<Draft>) {
        let entry =
            Announcement { key: key.to_owned(), at: tab::now(), to, text, stage: Stage::Sending, id: None };
        self.0.update(|entries| {
            entries.retain(|known| known.key != entry.key);
            entries.insert(0, entry);
            entries.truncate(Self::MAX);
        });
    }

    /// *Successfully sent custom notification*.
    pub fn announce_sent(self, key: &str, id: MessageId) {
        self.change(key, |entry| (entry.stage, entry.id) = (Stage::Sent, Some(id)));
    }

    /// The form says why.
    pub fn announce_not_sent(self, key: &str) {
        self.change(key, |entry| entry.stage = Stage::NotSent);
    }

    pub fn dismiss(self, key: &str) {
        self.0.update(|entries| entries.retain(|entry| entry.key != key));
    }

    pub fn dismiss_all(self) {
        self.0.update(Vec::clear);
    }

    fn change(self, key: &str, change: impl FnOnce(&mut Announcement)) {
        self.0.update(|entries| {
            if let Some(entry) = entries.iter_mut().find(|entry| entry.key == key) {
                change(entry);
            }
        });
    }
}

/// Called once, by `App`.
pub fn provide_notifications() {
    provide_context(Notifications(RwSignal::new(Vec::new())));
}

/// The sends of this tab; a list of its own where no app provides one.
#[must_use]
pub fn use_notifications() -> Notifications {
    use_context::<Notifications>().unwrap_or_else(|| Notifications(RwSignal::new(Vec::new())))
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn b21_a_send_is_one_entry_from_the_click_to_the_end() {
        Owner::new().with(|| {
            let notifications = use_notifications();
            let draft = Draft { title: "Hej".into(), body: "Text".into() };
            for _ in 0..2 {
                notifications.announce_sending("k", Recipient::Device("iPhone".into()), Some(draft.clone()));
                notifications.announce_not_sent("k");
            }
            notifications.announce_sending("k", Recipient::Device("iPhone".into()), Some(draft.clone()));
            let id: MessageId = "00000000-0000-7000-8000-000000000001".parse().unwrap();
            notifications.announce_sent("k", id.clone());
            let entries = notifications.entries().get();
            assert_eq!(entries.len(), 1);
            assert_eq!(
                (entries[0].stage, &entries[0].id, &entries[0].text),
                (Stage::Sent, &Some(id), &Some(draft))
            );
        });
    }
}
