//! What became of a message, in numbers and never in text (B22, B23).

use crate::{
    Timestamp,
    device::{Unreachable, codes},
    ids::{DeviceId, MessageId},
};
use serde::{Deserialize, Serialize};

/// How long a push service keeps trying unless configured otherwise (B22).
pub const DEFAULT_TTL_MS: i64 = crate::time::DAY_MS;
/// Recipients in one batch at the most.
pub const BATCH_MAX: usize = 500;

codes! {
    /// Where a message stands.
    MessageStatus {
        /// Accepted by Herald; its audience is not resolved yet.
        Queued = "queued",
        /// Batches are being handed over.
        Sending = "sending",
        /// No delivery is outstanding, and the text is destroyed.
        Finished = "finished",
    }
}

/// Counts by outcome. "Accepted" is the push service's word, not the phone's (B23).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub accepted: u64,
    /// Not tried, by the first reason (B24).
    pub unreachable: Vec<(Unreachable, u64)>,
    /// Refused by the push service, by its reason.
    pub rejected: Vec<(String, u64)>,
    pub expired: u64,
    /// Outstanding: not tried yet, or to be tried again.
    pub trying: u64,
}

impl Counts {
    #[must_use]
    pub fn not_reached(&self) -> u64 {
        self.unreachable.iter().map(|(_, n)| n).sum()
    }
    #[must_use]
    pub fn refused(&self) -> u64 {
        self.rejected.iter().map(|(_, n)| n).sum()
    }
    /// Devices that the message was meant for and that could be tried.
    #[must_use]
    pub fn tried(&self) -> u64 {
        self.accepted + self.refused() + self.expired + self.trying
    }
}

/// What is known of one send.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Send {
    pub id: MessageId,
    pub status: MessageStatus,
    pub at: Timestamp,
    pub finished_at: Option<Timestamp>,
    /// Display name of the sender.
    pub by: String,
    pub target: Target,
    pub counts: Counts,
}

/// Whom a send went to, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    Groups { names: Vec<String> },
    Device { id: DeviceId, name: String },
}
