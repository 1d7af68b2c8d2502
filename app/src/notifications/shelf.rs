//! What the bell holds: the notices of this tab's sends, and which of them are toasts right now (B21).
//!
//! Pure; knows nothing of elements, time or the network. The text of a message comes from the form that sent it and
//! stays in this tab.

use crate::error::AppError;
use herald_domain::{
    Timestamp,
    delivery::{MessageStatus, Send as SendRecord},
    ids::{DeviceId, MessageId},
    text::Draft,
};
use serde::{Deserialize, Serialize};

/// Most notices that are kept; the oldest go first.
pub const NOTICES_MAX: usize = 20;
/// Most toasts at once; the oldest goes first.
pub const TOASTS_MAX: usize = 3;

/// Whom a message goes to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Recipient {
    /// So many groups.
    Groups(usize),
    Device {
        id: DeviceId,
        name: String,
    },
    /// So many devices, each with a message of its own, and the address of the form for them.
    Devices {
        count: usize,
        form: String,
    },
}

/// How far a send has come, as far as this tab knows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum State {
    Sending,
    /// Queued by the server.
    Sent {
        message: MessageId,
    },
    /// Queued for so many of several devices. The act's id stands for all of its messages.
    SentSome {
        sent: usize,
        act: MessageId,
    },
    Failed {
        error: AppError,
    },
    /// The page that sent it was left before there was an answer.
    Unknown,
}

impl State {
    /// The id by which progress is asked for, if there is any to come.
    fn asked_for(&self) -> Option<&MessageId> {
        match self {
            Self::Sent { message } => Some(message),
            Self::SentSome { sent: 1.., act } => Some(act),
            _ => None,
        }
    }
}

/// One send, from the click on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Notice {
    /// The form's idempotency key: a second attempt changes the same notice.
    pub key: String,
    pub to: Recipient,
    /// What was written, for a message to one device.
    pub text: Option<Draft>,
    pub state: State,
    pub at: Timestamp,
    pub read: bool,
    pub progress: Option<SendRecord>,
    /// The server does not know the message any more.
    #[serde(default)]
    pub forgotten: bool,
}

impl Notice {
    /// Whether numbers may still change.
    #[must_use]
    pub fn is_unfinished(&self) -> bool {
        self.state.asked_for().is_some()
            && !self.forgotten
            && self.progress.as_ref().is_none_or(|send| send.status != MessageStatus::Finished)
    }
}

/// Newest first.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Shelf {
    pub notices: Vec<Notice>,
    /// Keys of notices, oldest first.
    pub toasts: Vec<String>,
    /// Those of the toasts that were up for long enough to be noticed: the next page does not show them again.
    #[serde(default)]
    pub told: Vec<String>,
}

impl Shelf {
    /// Puts up "Sending custom notification".
    pub fn begin(&mut self, key: &str, to: Recipient, text: Option<Draft>, at: Timestamp) {
        self.dismiss(key);
        self.notices.insert(
            0,
            Notice {
                key: key.to_owned(),
                to,
                text,
                state: State::Sending,
                at,
                read: false,
                progress: None,
                forgotten: false,
            },
        );
        self.notices.truncate(NOTICES_MAX);
        self.show_toast(key);
    }
    /// Changes a notice in place; a toast that was closed comes back with the news.
    pub fn settle(&mut self, key: &str, state: State) {
        if let Some(notice) = self.notices.iter_mut().find(|notice| notice.key == key) {
            notice.state = state;
            notice.read = false;
            self.show_toast(key);
        }
    }
    fn show_toast(&mut self, key: &str) {
        self.told.retain(|told| told != key);
        if !self.toasts.iter().any(|toast| toast == key) {
            self.toasts.push(key.to_owned());
            if self.toasts.len() > TOASTS_MAX {
                self.toasts.remove(0);
            }
        }
    }
    #[must_use]
    pub fn notice(&self, key: &str) -> Option<&Notice> {
        self.notices.iter().find(|notice| notice.key == key)
    }
    pub fn close_toast(&mut self, key: &str) {
        self.toasts.retain(|toast| toast != key);
        self.told.retain(|told| told != key);
    }
    /// The toast has been noticed.
    pub fn tell(&mut self, key: &str) {
        if self.toasts.iter().any(|toast| toast == key) && !self.told.iter().any(|told| told == key) {
            self.told.push(key.to_owned());
        }
    }
    pub fn dismiss(&mut self, key: &str) {
        self.notices.retain(|notice| notice.key != key);
        self.close_toast(key);
    }
    pub fn dismiss_all(&mut self) {
        *self = Self::default();
    }
    pub fn read_all(&mut self) {
        for notice in &mut self.notices {
            notice.read = true;
        }
    }
    #[must_use]
    pub fn unread(&self) -> usize {
        self.notices.iter().filter(|notice| !notice.read).count()
    }
    /// Messages and acts whose numbers may still change.
    #[must_use]
    pub fn unfinished(&self) -> Vec<MessageId> {
        self.notices
            .iter()
            .filter(|notice| notice.is_unfinished())
            .filter_map(|notice| notice.state.asked_for().cloned())
            .collect()
    }
    /// Takes in what the server knows by now. A message that it does not know any more is not asked for again.
    pub fn progress(&mut self, asked: &[MessageId], records: &[SendRecord]) {
        for notice in &mut self.notices {
            let Some(message) = notice.state.asked_for() else { continue };
            if let Some(record) = records.iter().find(|record| record.id == *message) {
                notice.progress = Some(record.clone());
            } else if asked.contains(message) {
                notice.forgotten = true;
            }
        }
    }
    /// What the next page finds. Of a send that was on its way nobody knows the end any more; its form was kept with its
    /// key.
    #[must_use]
    pub fn after_reload(mut self) -> Self {
        for notice in self.notices.iter_mut().filter(|notice| notice.state == State::Sending) {
            notice.state = State::Unknown;
            notice.read = false;
        }
        let told = std::mem::take(&mut self.told);
        let notices = &self.notices;
        self.toasts.retain(|toast| notices.iter().any(|n| n.key == *toast) && !told.contains(toast));
        self
    }
}

#[cfg(test)]
mod tests;
