//! Taking a message into the queue: limit, message, groups and audit record in one transaction (B18, B20, B30).

use crate::{Result, Store};
use herald_domain::{
    Timestamp,
    audience::GroupSelection,
    caller::Caller,
    device::Reasons,
    ids::{DeviceId, MessageId, TenantId, UserId},
    limits::Quota,
    permission::{Permit, SendToDevice, SendToGroups},
};

/// Whom a message is for, with the proof that its sender may send it there.
#[derive(Clone, Copy, Debug)]
pub enum Authorised<'a> {
    Groups(&'a Permit<SendToGroups>, &'a GroupSelection),
    Device(&'a Permit<SendToDevice>, &'a DeviceId),
}

/// A message that is to be sent.
pub struct NewMessage<'a> {
    pub id: MessageId,
    pub sender: &'a Caller,
    pub audience: Authorised<'a>,
    /// The text, encrypted under a key that the store never sees (B22).
    pub sealed: Vec<u8>,
    /// Idempotency key (B20).
    pub key: Option<String>,
    pub expires_at: Timestamp,
    pub now: Timestamp,
}

/// What became of [`Store::queue`]. Everything but `Queued` and `Replayed` is a refusal: it takes no place and leaves
/// an audit record that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Queued {
    /// `quota` is what is left after it.
    Queued { quota: Quota },
    /// The same key and audience came before: nothing is sent, `id` is the first message.
    Replayed { id: MessageId, quota: Quota },
    /// The same key came before with another audience.
    Conflict,
    /// No place is free (B19).
    LimitReached(Quota),
    /// A group or the device does not exist or is out of scope (B29).
    NotFound,
    /// The device cannot be reached (B24).
    Unreachable(Reasons),
}

impl Store {
    /// Takes a place of the limit, stores the message and the audit record. Of two calls for the last place exactly
    /// one gets it.
    pub async fn queue(&self, message: NewMessage<'_>) -> Result<Queued> {
        todo!("{}", message.id)
    }
    /// The message that this user sent with this idempotency key.
    pub async fn replay(&self, tenant: &TenantId, sender: &UserId, key: &str) -> Result<Option<MessageId>> {
        todo!("{tenant} {sender} {key}")
    }
}
