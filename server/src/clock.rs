//! The clocks: the one place that asks for the time.

use herald_domain::time::{Clock, Timestamp};
use herald_store::{Result, Store};
use std::{
    sync::{PoisonError, RwLock},
    time::{Duration, Instant},
};

#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock that everything else takes")]
    fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .expect("the system clock stands after 1970");
        Timestamp(i64::try_from(since.as_millis()).expect("the year is below 292 million"))
    }
}

/// An answer that took longer than this says too little about when it was given.
const SLOW: Duration = Duration::from_secs(1);

/// The clock of a database that several nodes share: limits and leases of all of them are measured by it, whatever
/// their own clocks say, and whether somebody sets those.
#[derive(Debug)]
pub struct DatabaseClock(RwLock<(Instant, Timestamp)>);

impl DatabaseClock {
    /// None for a database that has no clock of its own.
    pub async fn of(store: &Store) -> Result<Option<Self>> {
        let asked = Instant::now();
        Ok(store.clock().await?.map(|now| Self(RwLock::new((middle(asked), now)))))
    }

    /// Asks again: two clocks never run alike for long.
    pub async fn set(&self, store: &Store) -> Result<()> {
        let asked = Instant::now();
        if let Some(now) = store.clock().await?
            && asked.elapsed() < SLOW
        {
            *self.0.write().unwrap_or_else(PoisonError::into_inner) = (middle(asked), now);
        }
        Ok(())
    }
}

/// When the question was answered: halfway through the wait.
fn middle(asked: Instant) -> Instant {
    asked + asked.elapsed() / 2
}

impl Clock for DatabaseClock {
    fn now(&self) -> Timestamp {
        let (then, now) = *self.0.read().unwrap_or_else(PoisonError::into_inner);
        now.plus_ms(i64::try_from(then.elapsed().as_millis()).unwrap_or(i64::MAX))
    }
}
