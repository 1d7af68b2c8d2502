//! From a message to its recipients: membership is resolved when processing starts (B9, B11, B12).

use crate::{ClaimedMessage, Result, Store};
use herald_domain::{
    Timestamp,
    ids::{MessageId, TenantId},
};

/// What an expansion wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Expanded {
    pub batches: u64,
    pub recipients: u64,
    /// True when nobody can be reached: the message is finished and its text must be destroyed.
    pub finished: bool,
}

impl Store {
    /// The oldest message whose audience is not resolved, for `lease_ms`.
    pub async fn claim_message(&self, owner: &str, now: Timestamp, lease_ms: i64) -> Result<Option<ClaimedMessage>> {
        todo!("{owner} {now:?} {lease_ms}")
    }
    /// Resolves who is in the groups now and writes the batches, in one transaction. Does nothing to a message that
    /// was expanded before, so that calling it twice is harmless.
    pub async fn expand(&self, tenant: &TenantId, message: &MessageId, now: Timestamp) -> Result<Expanded> {
        todo!("{tenant} {message} {now:?}")
    }
}
