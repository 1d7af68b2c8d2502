//! When work is due, and how messages end (B22).

use crate::{Result, Store};
use herald_domain::{Timestamp, ids::MessageId};

/// How much is waiting, for the metrics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QueueDepth {
    /// Messages that are not expanded yet.
    pub queued: u64,
    /// Messages that are being handed over.
    pub sending: u64,
    pub batches: u64,
    /// Deliveries outstanding in those batches.
    pub recipients: u64,
}

impl Store {
    /// When something can be claimed next: `now` or earlier if there is work already.
    pub async fn next_due(&self, now: Timestamp) -> Result<Option<Timestamp>> {
        todo!("{now:?}")
    }
    /// Ends the messages whose time is up: what is outstanding counts as expired, the sealed text is gone. Answers
    /// the messages that ended.
    pub async fn expire(&self, now: Timestamp) -> Result<Vec<MessageId>> {
        todo!("{now:?}")
    }
    /// The messages whose text may still be needed. Keys of all others can be destroyed.
    pub async fn unfinished(&self) -> Result<Vec<MessageId>> {
        todo!()
    }
    pub async fn queue_depth(&self) -> Result<QueueDepth> {
        todo!()
    }
}
