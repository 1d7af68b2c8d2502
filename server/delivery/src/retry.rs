//! What follows from an outcome: data, and one pure function. No clock, no I/O, no chance of its own.

#[cfg(test)]
mod tests;

use herald_domain::{
    Timestamp,
    time::{DAY_MS, MINUTE_MS, SECOND_MS},
};
use herald_push::gateway::Outcome;
use rand::{Rng, RngExt};
use std::time::Duration;

/// When to try again. All values are milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Upper bound of the first pause after a failure; it doubles with each further attempt.
    pub first_ms: i64,
    /// Upper bound of every pause that the service did not ask for.
    pub longest_ms: i64,
    /// Shortest pause after "too fast" without a word on how long.
    pub throttled_ms: i64,
    /// Longest pause while our own credentials are wrong. Short enough that mending them helps within the hour.
    pub misconfigured_ms: i64,
    /// A longer Retry-After than this is a fault of the service and read as this.
    pub retry_after_max_ms: i64,
}

impl Default for Policy {
    /// 15 minutes is what Apple asks for after a server error, 60 s what Google asks for when its quota is used up.
    fn default() -> Self {
        Self {
            first_ms: 2 * SECOND_MS,
            longest_ms: 15 * MINUTE_MS,
            throttled_ms: MINUTE_MS,
            misconfigured_ms: 10 * MINUTE_MS,
            retry_after_max_ms: DAY_MS,
        }
    }
}

/// What to do with one recipient after an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    Done(Done),
    /// Try again, not before `at`, which lies before the message's expiry.
    Retry {
        at: Timestamp,
    },
    /// No further attempt fits before the message expires (B22).
    Expired,
}

/// An end that the push service itself gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// The service took it; that is not delivery (B23).
    Accepted,
    Rejected {
        reason: String,
    },
    /// The token is invalid as of `since` (B26); counts as rejected too.
    Retired {
        reason: String,
        since: Timestamp,
    },
}

/// `attempt` counts the attempts before this one, so the first is 0. `now` is when the outcome came.
#[must_use]
pub fn next(
    policy: &Policy,
    attempt: u32,
    outcome: &Outcome,
    now: Timestamp,
    expires_at: Timestamp,
    rng: &mut impl Rng,
) -> Next {
    let pause = match outcome {
        Outcome::Accepted => return Next::Done(Done::Accepted),
        Outcome::Rejected { reason } => return Next::Done(Done::Rejected { reason: reason.clone() }),
        Outcome::Unregistered { reason, since } => {
            return Next::Done(Done::Retired { reason: reason.clone(), since: since.unwrap_or(now) });
        }
        Outcome::Unfit { reason } => {
            return Next::Done(Done::Retired { reason: reason.clone(), since: now });
        }
        Outcome::Throttled { retry_after: Some(asked) }
        | Outcome::Unavailable { retry_after: Some(asked) } => {
            policy.asked_for(*asked) + policy.jitter(attempt, rng)
        }
        Outcome::Throttled { retry_after: None } => policy.throttled_ms + policy.jitter(attempt, rng),
        Outcome::Unavailable { retry_after: None } => policy.jitter(attempt, rng),
        // Half is fixed: wrong credentials must not hammer the service.
        Outcome::Misconfigured { .. } => {
            let half = policy.misconfigured_ms / 2;
            half + rng.random_range(0..=half)
        }
    };
    let at = now.plus_ms(pause);
    if at < expires_at { Next::Retry { at } } else { Next::Expired }
}

impl Policy {
    /// Full jitter: anything from nothing to a bound that doubles with each attempt, so that what failed together
    /// does not come back together.
    fn jitter(&self, attempt: u32, rng: &mut impl Rng) -> i64 {
        let doubled = self.first_ms.saturating_mul(1_i64 << attempt.min(32));
        rng.random_range(0..=doubled.min(self.longest_ms))
    }

    /// Rounded up, because a service's wish is never undercut.
    fn asked_for(&self, retry_after: Duration) -> i64 {
        let millis = retry_after.as_nanos().div_ceil(1_000_000);
        i64::try_from(millis).unwrap_or(i64::MAX).min(self.retry_after_max_ms)
    }
}
