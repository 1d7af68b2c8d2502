//! From the outcomes of a batch to what the store writes. Pure.
//!
//! Recipients of one batch are decided with the same luck and those with similar pauses stay together: a service that
//! is down for a while must not turn a few large batches into very many small ones.

#[cfg(test)]
mod tests;

use crate::retry::{self, Done, Next, Policy};
use herald_domain::Timestamp;
use herald_push::gateway::Outcome;
use herald_store::{BatchRecipient, BatchResult, Retired, Retry};
use rand::{Rng, RngExt, SeedableRng, rngs::StdRng};
use std::collections::BTreeMap;

/// Longest reason that is kept, in bytes. The push services' own are below 40.
const REASON_MAX: usize = 100;

/// What happened to one recipient of a claimed batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Answered(Outcome),
    /// The message expired before its turn came.
    TooLate,
    /// Not tried, or given up without an answer, because the worker stops.
    Untried,
}

/// The attempt that is settled.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attempt {
    /// 0 for the first.
    pub number: u32,
    pub now: Timestamp,
    pub expires_at: Timestamp,
}

/// Every recipient ends in exactly one of the result's counts or in one of its retries.
pub(crate) fn settle(
    policy: &Policy,
    attempt: Attempt,
    fates: impl IntoIterator<Item = (BatchRecipient, Fate)>,
    rng: &mut impl Rng,
) -> BatchResult {
    let Attempt { number, now, expires_at } = attempt;
    let luck: u64 = rng.random();
    let mut result = BatchResult::default();
    let mut rejected: BTreeMap<String, u64> = BTreeMap::new();
    let mut waiting: BTreeMap<u32, Retry> = BTreeMap::new();
    let mut untried = Vec::new();

    for (recipient, fate) in fates {
        let next = match &fate {
            Fate::Answered(outcome) => {
                retry::next(policy, number, outcome, now, expires_at, &mut StdRng::seed_from_u64(luck))
            }
            Fate::TooLate => Next::Expired,
            Fate::Untried => {
                untried.push(recipient);
                continue;
            }
        };
        match next {
            Next::Done(Done::Accepted) => result.accepted += 1,
            Next::Done(Done::Rejected { reason }) => *rejected.entry(shortened(reason)).or_default() += 1,
            Next::Done(Done::Retired { reason, since }) => {
                *rejected.entry(shortened(reason)).or_default() += 1;
                result.retired.push(Retired { device: recipient.device, token: recipient.token, since });
            }
            Next::Expired => result.expired += 1,
            Next::Retry { at } => {
                let retry = waiting.entry(magnitude(at.since(now))).or_insert_with(|| Retry {
                    due_at: at,
                    attempt: number.saturating_add(1),
                    recipients: Vec::new(),
                });
                retry.due_at = retry.due_at.max(at);
                retry.recipients.push(recipient);
            }
        }
    }

    result.rejected = rejected.into_iter().collect();
    result.retry = waiting.into_values().collect();
    if !untried.is_empty() {
        result.retry.push(Retry { due_at: now, attempt: number, recipients: untried });
    }
    result
}

/// Pauses of the same magnitude differ by less than the factor two.
fn magnitude(pause_ms: i64) -> u32 {
    i64::BITS - pause_ms.leading_zeros()
}

/// A reason comes from outside and may be anything.
fn shortened(mut reason: String) -> String {
    reason.truncate(reason.floor_char_boundary(REASON_MAX));
    reason
}
