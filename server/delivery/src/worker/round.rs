//! One look at the queue: end what is due to end, give every free slot something to do, say when to look again.

use super::Core;
use crate::measure;
use herald_domain::{
    Timestamp,
    device::Service,
    live::Change,
    time::{MINUTE_MS, SECOND_MS},
};
use herald_store::{ClaimedMessage, Ended, Result};
use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::JoinSet,
};

/// How often messages past their time are looked for.
const EXPIRE_EVERY_MS: i64 = SECOND_MS;
/// How often the queue is measured.
const MEASURE_EVERY_MS: i64 = 5 * SECOND_MS;
/// How often keys without a message are looked for.
const SWEEP_EVERY_MS: i64 = MINUTE_MS;
/// How soon to look again when work is due that cannot be claimed: somebody else has it, or its service has no gateway.
const BLOCKED: Duration = Duration::from_secs(1);

pub(super) struct Rounds {
    core: Arc<Core>,
    /// One message is expanded at a time: each is one large transaction.
    expansion: Arc<Semaphore>,
    expire: Every,
    measure: Every,
    sweep: Every,
}

impl Rounds {
    pub fn new(core: Arc<Core>) -> Self {
        Self {
            core,
            expansion: Arc::new(Semaphore::new(1)),
            expire: Every::new(EXPIRE_EVERY_MS),
            measure: Every::new(MEASURE_EVERY_MS),
            sweep: Every::new(SWEEP_EVERY_MS),
        }
    }

    /// How long there is nothing to do, unless a job ends or somebody rings.
    pub async fn round(&mut self, jobs: &mut JoinSet<()>) -> Result<Duration> {
        let now = self.core.clock.now();
        self.tidy(now, jobs.is_empty()).await;
        self.expand_next(now, jobs).await?;
        self.claim_batches(now, jobs).await?;
        self.pause(now).await
    }

    /// What fails here is done the next time and keeps nothing from being delivered.
    async fn tidy(&mut self, now: Timestamp, idle: bool) {
        let core = &self.core;
        if self.expire.is_due(now) {
            match core.store.expire(now).await {
                Ok(expired) => {
                    for Ended { tenant, message } in expired {
                        core.finish(&message).await;
                        core.live.announce(&tenant, Change::Send(message));
                    }
                }
                Err(error) => tracing::warn!(%error, "messages past their time could not be ended"),
            }
        }
        if self.sweep.is_due(now) {
            core.sweep().await;
        }
        if self.measure.is_due(now)
            && let Ok(depth) = core.store.queue_depth().await
        {
            measure::queue(depth);
        }
        // Emptying the log waits for readers and writers, so it is left for a quiet moment. The key is gone already.
        if idle
            && core.ended.swap(false, Ordering::Relaxed)
            && let Err(error) = core.store.checkpoint().await
        {
            tracing::debug!(%error, "the database's log could not be emptied yet");
            core.ended.store(true, Ordering::Relaxed);
        }
    }

    async fn expand_next(&self, now: Timestamp, jobs: &mut JoinSet<()>) -> Result<()> {
        let Ok(turn) = self.expansion.clone().try_acquire_owned() else { return Ok(()) };
        let Core { store, config, .. } = &*self.core;
        if let Some(message) = store.claim_message(&config.owner, now, config.lease_ms).await? {
            jobs.spawn(self.core.clone().expand(message, turn));
        }
        Ok(())
    }

    async fn claim_batches(&self, now: Timestamp, jobs: &mut JoinSet<()>) -> Result<()> {
        let Core { store, config, lanes, .. } = &*self.core;
        loop {
            let free: Vec<Service> =
                lanes.iter().filter(|lane| lane.is_free()).map(|lane| lane.service()).collect();
            if free.is_empty() {
                return Ok(());
            }
            let Some(batch) = store.claim_batch(&config.owner, now, config.lease_ms, &free).await? else {
                return Ok(());
            };
            let lane = lanes.iter().find(|lane| lane.service() == batch.service);
            let Some((lane, slot)) = lane.and_then(|lane| Some((lane.clone(), lane.slot()?))) else {
                tracing::error!(batch = %batch.batch, "claimed a batch that was not asked for");
                return Ok(());
            };
            // After a long pause of this process its own leases have run out; then claiming again has renewed the lease.
            if let Some(hold) = self.core.in_hand.take(&batch.batch) {
                jobs.spawn(self.core.clone().deliver(lane, batch, (slot, hold)));
            }
        }
    }

    async fn pause(&self, now: Timestamp) -> Result<Duration> {
        let Core { store, config, lanes, .. } = &*self.core;
        if !lanes.is_empty() && lanes.iter().all(|lane| !lane.is_free()) {
            return Ok(config.poll);
        }
        let pause = match store.next_due(now).await? {
            None => config.poll,
            Some(due) if due > now => Duration::from_millis(u64::try_from(due.since(now)).unwrap_or(0)),
            Some(_) => BLOCKED,
        };
        Ok(pause.min(config.poll))
    }
}

impl Core {
    /// Resolves who gets the message. Should it fail, the lease runs out and it is tried again.
    async fn expand(self: Arc<Self>, message: ClaimedMessage, _turn: OwnedSemaphorePermit) {
        match self.store.expand(&message.tenant, &message.id, self.clock.now()).await {
            Ok(expanded) => {
                tracing::info!(message = %message.id, recipients = expanded.recipients, batches = expanded.batches, "expanded");
                if expanded.finished {
                    self.finish(&message.id).await;
                }
                // This worker has its hands full with the first few; others may take the rest.
                if expanded.batches > 1 {
                    self.live.work();
                }
                self.live.announce(&message.tenant, Change::Send(message.id));
            }
            Err(error) => {
                tracing::warn!(message = %message.id, %error, "could not be expanded; it is tried again")
            }
        }
    }
}

/// Something that is done at most once per period of the clock.
struct Every {
    period_ms: i64,
    last: Option<Timestamp>,
}

impl Every {
    fn new(period_ms: i64) -> Self {
        Self { period_ms, last: None }
    }

    /// A clock that was set back makes it due too.
    fn is_due(&mut self, now: Timestamp) -> bool {
        let due = self.last.is_none_or(|last| !(0..self.period_ms).contains(&now.since(last)));
        if due {
            self.last = Some(now);
        }
        due
    }
}
