//! Batches: the unit that a worker claims, hands over and acknowledges.

mod acknowledge;
mod claim;

pub(crate) use claim::{NewBatch, Recipients, insert_batch, release};

use crate::Sealed;
use herald_domain::{
    Timestamp,
    device::Service,
    ids::{BatchId, DeviceId, MessageId, TenantId},
};

/// A message to expand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimedMessage {
    pub tenant: TenantId,
    pub id: MessageId,
}

/// Recipients to hand over to one push service, for as long as the lease lasts.
#[derive(Clone, Debug)]
pub struct ClaimedBatch {
    pub tenant: TenantId,
    pub message: MessageId,
    pub batch: BatchId,
    pub service: Service,
    /// 0 for the first attempt.
    pub attempt: u32,
    pub expires_at: Timestamp,
    /// The text, encrypted.
    pub sealed: Sealed,
    pub recipients: Vec<BatchRecipient>,
}

/// One device of a batch.
#[derive(Clone, PartialEq, Eq)]
pub struct BatchRecipient {
    pub device: DeviceId,
    pub token: String,
    pub registered_at: Timestamp,
}

// A push token belongs into no log.
impl std::fmt::Debug for BatchRecipient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BatchRecipient").field("device", &self.device).finish_non_exhaustive()
    }
}

/// What became of every recipient of a batch. `accepted`, `rejected`, `expired` and the recipients of `retry` must
/// add up to the batch's recipients.
#[derive(Clone, Debug, Default)]
pub struct BatchResult {
    pub accepted: u64,
    /// By the push service's reason; those of `retired` are counted here too.
    pub rejected: Vec<(String, u64)>,
    pub expired: u64,
    pub retired: Vec<Retired>,
    pub retry: Vec<Retry>,
}

/// A token that the push service calls invalid since `since` (B26).
#[derive(Clone)]
pub struct Retired {
    pub device: DeviceId,
    pub token: String,
    pub since: Timestamp,
}

impl std::fmt::Debug for Retired {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Retired")
            .field("device", &self.device)
            .field("since", &self.since)
            .finish_non_exhaustive()
    }
}

/// Recipients to try again.
#[derive(Clone, Debug)]
pub struct Retry {
    pub due_at: Timestamp,
    pub attempt: u32,
    pub recipients: Vec<BatchRecipient>,
}

/// The result of a batch was stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acknowledged {
    /// No delivery is outstanding any more: the text's key must be destroyed (B22).
    pub message_finished: bool,
}
