//! The turns of all nodes at one push service, on one line of time: so they keep its quota together.

use crate::{Result, Store, row::Fields};
use herald_domain::{Timestamp, device::Service};
use std::time::Duration;

/// A line that is taken further ahead than this was taken by a clock that has been set back since.
const AHEAD_MAX: Duration = Duration::from_secs(60);

impl Store {
    /// Takes the next free part of a service's time that is this long, and says from when, in microseconds since `now`.
    /// Time that nobody took is lost but for the last `missed`: then the answer is negative.
    pub async fn take_turns(
        &self,
        service: Service,
        now: Timestamp,
        length: Duration,
        missed: Duration,
    ) -> Result<i64> {
        let now = now.millis().saturating_mul(1_000);
        let row = sqlx::query(
            "INSERT INTO paces (service, free_at) VALUES ($1, $2 + $4) ON CONFLICT (service) DO UPDATE SET free_at = \
             CASE WHEN paces.free_at BETWEEN $2 AND $3 THEN paces.free_at ELSE $2 END + $4 RETURNING free_at - $4",
        )
        .bind(service.code())
        .bind(now - micros(missed))
        .bind(now + micros(AHEAD_MAX))
        .bind(micros(length))
        .fetch_one(&self.write)
        .await?;
        Ok(Fields::of(&row).int()? - now)
    }
}

fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_nanos().div_ceil(1_000)).unwrap_or(i64::MAX / 4)
}
