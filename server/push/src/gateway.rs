//! What the rest of Herald sees of a push service: hand over one notification, get one classified outcome.

use async_trait::async_trait;
use bytes::Bytes;
use herald_domain::{
    Timestamp,
    device::Service,
    ids::{DeviceId, MessageId},
    text::Notification,
};
use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

/// What all recipients of a message have in common.
#[derive(Clone, Debug)]
pub struct Message {
    pub id: MessageId,
    pub text: Arc<Notification>,
    /// When the push service should stop trying (B22).
    pub expires_at: Timestamp,
    pub(crate) payload: Payload,
}

impl Message {
    #[must_use]
    pub fn new(id: MessageId, text: Arc<Notification>, expires_at: Timestamp) -> Self {
        Self { id, text, expires_at, payload: Payload::default() }
    }
}

/// What every recipient gets alike, written once. It ends with the message, like the text in it (B22).
#[derive(Clone, Default)]
pub(crate) struct Payload(OnceLock<Bytes>);

impl Payload {
    pub(crate) fn or_write(&self, write: impl FnOnce() -> Bytes) -> &Bytes {
        self.0.get_or_init(write)
    }
}

// Text belongs into no log.
impl std::fmt::Debug for Payload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

/// One device of a batch.
#[derive(Clone, Debug)]
pub struct Recipient {
    pub device: DeviceId,
    pub token: String,
}

/// What a push service made of one notification. The gateway classifies; what follows is decided in delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The service took it. That is not delivery (B23).
    Accepted,
    /// The token is no longer valid. `since` is the service's time of the verdict, if it gave one (B26).
    Unregistered { reason: String, since: Option<Timestamp> },
    /// The token belongs to another app or another environment than it was sent to. Of one token among others that is
    /// its own fault; when it is so of all of them, our settings are wrong.
    Unfit { reason: String },
    /// Refused for good, by the service's own word; trying again would not help.
    Rejected { reason: String },
    /// Too fast. Wait at least `retry_after`.
    Throttled { retry_after: Option<Duration> },
    /// Not now: no connection, a time-out, a server error. `retry_after` when the service named one.
    Unavailable { retry_after: Option<Duration> },
    /// Our credentials or settings are wrong; nothing will go through until somebody mends them.
    Misconfigured { reason: String },
}

/// A sender to one push service. It multiplexes: call `send` as often at once as you like, up to `concurrency`.
#[async_trait]
pub trait Gateway: Send + Sync + 'static {
    fn service(&self) -> Service;
    /// How many sends at once make sense.
    fn concurrency(&self) -> usize;
    /// Never panics and ends within half a minute, whatever the service does.
    async fn send(&self, message: &Message, recipient: &Recipient) -> Outcome;
    /// Says goodbye to the service once nothing more is to be sent. Ends within a second.
    async fn close(&self) {}
}
