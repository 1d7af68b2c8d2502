//! How fast messages go to one push service: never faster than its setting, and slowly at first after an outage.
//!
//! Every message waits for its turn. Turns lie on a line of time, evenly, so that in no minute there are more of them
//! than the setting says, but for what was missed just before: a small message need not wait at all. One node keeps the
//! line for itself; several take parts of one that is in their database.

#[cfg(test)]
mod tests;
pub(crate) mod time;

use herald_domain::{device::Service, time::Clock};
use herald_store::Store;
use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
    time::Duration,
};
use time::{Real, Time};
use tokio::{sync, time::Instant};

/// Google's quota is 600,000 a minute for a project. Of what is missing, two thirds are for turns that were missed, the
/// rest for messages that arrive closer together than they left.
pub const FCM_RATE: u32 = 592_000;
/// Turns that nobody took are lost but for those of this time.
const MISSED: Duration = Duration::from_millis(500);
/// The longest part of the common line that a node takes at once.
const PART: Duration = Duration::from_millis(100);
/// How long after an outage a service is spared.
const EASE: Duration = Duration::from_secs(60);
/// The part of its setting that it begins with.
const EASE_FROM: f64 = 0.05;
/// What a service without a setting comes back to, in messages a minute; from then on there is no limit.
const EASE_TO: u32 = 1_200_000;
/// Until the database is asked again that did not answer.
const AGAIN: Duration = Duration::from_millis(200);

/// The settings, in messages a minute over all nodes. None is without limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rates {
    pub apns: Option<u32>,
    pub fcm: Option<u32>,
}

impl Default for Rates {
    /// Apple names no quota.
    fn default() -> Self {
        Self { apns: None, fcm: Some(FCM_RATE) }
    }
}

impl Rates {
    #[must_use]
    pub fn of(&self, service: Service) -> Option<u32> {
        match service {
            Service::Apns => self.apns,
            Service::Fcm => self.fcm,
        }
    }
}

/// The turns at one push service.
pub struct Pace {
    /// Messages a minute.
    rate: Option<u32>,
    /// None where the line is this process's alone.
    common: Option<Common>,
    /// Whoever holds it is the next.
    line: sync::Mutex<Line>,
    waiting: AtomicU32,
    /// When the last outage ended.
    eased: Mutex<Option<Instant>>,
    time: Arc<dyn Time>,
}

/// The line that several nodes share.
struct Common {
    store: Store,
    service: Service,
    clock: Arc<dyn Clock>,
}

/// What of the line is this process's.
struct Line {
    next: Instant,
    /// Turns that were taken from the common line and not used yet.
    left: u32,
}

impl Pace {
    /// Turns for this process alone. `rate` is in messages a minute.
    #[must_use]
    pub fn own(rate: Option<u32>) -> Self {
        Self::new(rate, None, Arc::new(Real))
    }

    /// Turns that are common to all nodes, if the database is.
    #[must_use]
    pub fn of(store: &Store, service: Service, rate: Option<u32>, clock: Arc<dyn Clock>) -> Self {
        let common = store.is_shared().then(|| Common { store: store.clone(), service, clock });
        Self::new(rate, common, Arc::new(Real))
    }

    /// Turns in a time that is played.
    #[cfg(test)]
    pub(crate) fn played(rate: Option<u32>, time: &time::played::PlayedTime) -> Self {
        Self::new(rate, None, Arc::new(time.clone()))
    }

    fn new(rate: Option<u32>, common: Option<Common>, time: Arc<dyn Time>) -> Self {
        let line = sync::Mutex::new(Line { next: time.now(), left: 0 });
        let (waiting, eased) = (AtomicU32::new(0), Mutex::default());
        Self { rate: rate.map(|rate| rate.max(1)), common, line, waiting, eased, time }
    }

    /// The service answers again after an outage: it is spared for a while.
    pub fn ease_in(&self) {
        *self.eased() = Some(self.time.now());
    }

    /// Whether anybody has to wait at all.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.rate.is_some() || self.eased().is_some()
    }

    /// Waits for the next turn. Whoever gives up takes none.
    pub async fn turn(&self) {
        let _waiting = Waiting::among(&self.waiting);
        let mut line = self.line.lock().await;
        match (&self.common, self.rate) {
            (Some(common), Some(rate)) => {
                if line.left == 0 || line.next + MISSED < self.time.now() {
                    (line.next, line.left) = self.part(common, rate, line.next).await;
                }
                line.left -= 1;
            }
            _ => {
                // A service that is being spared gets nothing at once.
                let missed = if self.eased().is_some() { MISSED / 20 } else { MISSED };
                let now = self.time.now();
                if now > line.next + missed {
                    line.next = now - missed;
                }
            }
        }
        let turn = line.next;
        if turn > self.time.now() {
            self.time.until(turn).await;
        }
        if let Some(gap) = self.gap(turn) {
            line.next = turn + gap;
        }
    }

    /// The first turn of a part of the common line, for those who wait now, and how many it has. Not before
    /// `before`: after an outage a node's own turns are further apart.
    async fn part(&self, common: &Common, rate: u32, before: Instant) -> (Instant, u32) {
        let gap = between(rate);
        loop {
            let most = (PART.as_nanos() / gap.as_nanos()).clamp(1, u128::from(u32::MAX)) as u32;
            let turns = self.waiting.load(Relaxed).clamp(1, most);
            let Common { store, service, clock } = common;
            let (asked, now) = (self.time.now(), clock.now());
            match store.take_turns(*service, now, gap * turns, MISSED).await {
                Ok(from) => {
                    let ahead = Duration::from_micros(from.unsigned_abs());
                    let first = if from < 0 { asked.checked_sub(ahead) } else { Some(asked + ahead) };
                    return (first.map_or(before, |first| first.max(before)), turns);
                }
                Err(error) => {
                    tracing::debug!(%error, "no turn could be had at a push service; trying again");
                    self.time.until(self.time.now() + AGAIN).await;
                }
            }
        }
    }

    /// From this turn to the next. None when there is no limit any more.
    fn gap(&self, turn: Instant) -> Option<Duration> {
        let mut eased = self.eased();
        let since = eased.map(|since| turn.saturating_duration_since(since));
        match since {
            Some(since) if since < EASE => {
                let part = EASE_FROM + (1.0 - EASE_FROM) * since.as_secs_f64() / EASE.as_secs_f64();
                Some(between(self.rate.unwrap_or(EASE_TO)).div_f64(part))
            }
            _ => {
                *eased = None;
                self.rate.map(between)
            }
        }
    }

    fn eased(&self) -> std::sync::MutexGuard<'_, Option<Instant>> {
        self.eased.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Between two turns at so many a minute.
fn between(rate: u32) -> Duration {
    Duration::from_secs(60) / rate.max(1)
}

/// One of those who wait.
struct Waiting<'a>(&'a AtomicU32);

impl<'a> Waiting<'a> {
    fn among(count: &'a AtomicU32) -> Self {
        count.fetch_add(1, Relaxed);
        Self(count)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Relaxed);
    }
}
