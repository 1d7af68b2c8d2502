//! The worker of the queue. Claims what is due, lets jobs do it, waits for the next moment that matters.
//!
//! Asks the [`Clock`] what time it is; the runtime's time only for how long to wait. Keeps nothing that the database
//! does not hold: a worker that vanishes is replaced by whoever claims its leases when they run out.

mod backoff;
mod batch;
mod finish;
mod in_hand;
mod lane;
#[cfg(test)]
mod outage;
mod round;

use crate::{
    health::Health,
    pace::{Pace, Rates},
    retry::Policy,
    vault::Vault,
};
use backoff::Backoff;
use futures::future::join_all;
use herald_domain::{
    live::{Announce, Unheard},
    time::Clock,
};
use herald_push::gateway::Gateway;
use herald_store::Store;
use in_hand::InHand;
use lane::Lane;
use rand::{RngExt, rngs::StdRng};
use round::Rounds;
use std::{
    sync::{Arc, Mutex, PoisonError, atomic::AtomicBool},
    time::Duration,
};
use tokio::{sync::Notify, task::JoinSet, time};
use tokio_util::sync::CancellationToken;

/// How a worker goes about it. The default is right for one server.
#[derive(Clone, Debug)]
pub struct WorkerConfig {
    /// Names this worker in the leases. No other worker, before, now or later, may have the same.
    pub owner: String,
    /// How long others leave alone what this worker claimed and no longer extends, in milliseconds.
    pub lease_ms: i64,
    /// Batches of one push service at the same time, so that the next is under way while one is acknowledged.
    pub batches_at_once: usize,
    /// Longest wait before looking for work that nobody announced (another node's, an expired lease).
    pub poll: Duration,
    /// How long deliveries under way may take after the worker was told to stop.
    pub grace: Duration,
    pub retry: Policy,
    /// How fast messages go to each push service.
    pub rates: Rates,
}

impl Default for WorkerConfig {
    fn default() -> Self {
        Self {
            owner: format!("{:032x}", rand::make_rng::<StdRng>().random::<u128>()),
            lease_ms: 8_000,
            batches_at_once: 4,
            poll: Duration::from_secs(5),
            grace: Duration::from_secs(10),
            retry: Policy::default(),
            rates: Rates::default(),
        }
    }
}

/// Hands over what is queued, from [`run`](Self::run) until it is cancelled.
pub struct Worker(Core);

/// What the worker and its jobs share.
struct Core {
    config: WorkerConfig,
    store: Store,
    vault: Arc<Vault>,
    lanes: Vec<Arc<Lane>>,
    health: Arc<Health>,
    live: Arc<dyn Announce>,
    clock: Arc<dyn Clock>,
    rng: Mutex<StdRng>,
    in_hand: InHand,
    wake: Arc<Notify>,
    /// A message came to its end, so the database's log holds what nobody needs.
    ended: AtomicBool,
    /// Start no further delivery.
    stop: CancellationToken,
    /// Give up the deliveries that are under way.
    halt: CancellationToken,
}

impl Worker {
    /// At most one gateway per push service; a second one for the same service is not used. Batches of a service
    /// without a gateway wait until there is one, or until they expire.
    #[must_use]
    pub fn new(
        config: WorkerConfig,
        store: Store,
        vault: Arc<Vault>,
        gateways: Vec<Arc<dyn Gateway>>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        let mut lanes: Vec<Arc<Lane>> = Vec::new();
        let health = Arc::<Health>::default();
        for gateway in gateways {
            let service = gateway.service();
            if lanes.iter().all(|lane| lane.service() != service) {
                let pace = Pace::of(&store, service, config.rates.of(service), clock.clone());
                lanes.push(Arc::new(Lane::new(gateway, config.batches_at_once, health.clone(), pace)));
            }
        }
        let rng = Mutex::new(rand::make_rng());
        let (stop, halt) = (CancellationToken::new(), CancellationToken::new());
        let (wake, ended) = (Arc::default(), AtomicBool::new(false));
        let in_hand = InHand::default();
        let live = Arc::new(Unheard);
        Self(Core { config, store, vault, lanes, health, live, clock, rng, in_hand, wake, ended, stop, halt })
    }

    /// Tells there what becomes of messages, for those who look.
    #[must_use]
    pub fn announcing(mut self, live: Arc<dyn Announce>) -> Self {
        self.0.live = live;
        self
    }

    /// Ring it (`notify_one`) after queueing a message, and processing starts at once (B11).
    #[must_use]
    pub fn wake(&self) -> Arc<Notify> {
        self.0.wake.clone()
    }

    /// How the push services answer this worker.
    #[must_use]
    pub fn health(&self) -> Arc<Health> {
        self.0.health.clone()
    }

    /// Works until `cancelled`; then claims nothing more, gives what is under way [`WorkerConfig::grace`] to end, gives
    /// back the rest and returns. A failing database is tried again and again, ever more slowly.
    pub async fn run(self, cancelled: CancellationToken) {
        let core = Arc::new(Core { stop: cancelled.clone(), ..self.0 });
        let mut jobs = JoinSet::new();
        let mut rounds = Rounds::new(core.clone());
        let mut backoff = Backoff::default();
        tracing::info!(owner = core.config.owner, services = core.lanes.len(), "the delivery worker starts");
        loop {
            // A database that does not answer must not delay the end; what a claim leaves half done is released there.
            let round = tokio::select! {
                biased;
                () = cancelled.cancelled() => break,
                round = rounds.round(&mut jobs) => round,
            };
            let pause = match round {
                Ok(pause) => {
                    backoff = Backoff::default();
                    pause
                }
                Err(error) => {
                    let pause = backoff.next_pause();
                    tracing::warn!(%error, ?pause, "the queue cannot be read; trying again");
                    pause
                }
            };
            tokio::select! {
                biased;
                () = cancelled.cancelled() => break,
                Some(ended) = jobs.join_next() => report(ended),
                () = core.wake.notified() => {}
                () = time::sleep(pause) => {}
            }
            while let Some(ended) = jobs.try_join_next() {
                report(ended);
            }
        }
        core.wind_up(jobs).await;
    }
}

impl Core {
    /// What is under way ends by itself, is given up, or is released for others, in this order. Last, the services hear
    /// goodbye.
    async fn wind_up(&self, mut jobs: JoinSet<()>) {
        if time::timeout(self.config.grace, drain(&mut jobs)).await.is_err() {
            tracing::warn!("some deliveries did not end in time; they are tried again after the next start");
            self.halt.cancel();
            // Long enough to record which recipients were answered.
            if time::timeout(self.config.grace / 2, drain(&mut jobs)).await.is_err() {
                jobs.shutdown().await;
            }
        }
        match self.store.release(&self.config.owner).await {
            Ok(0) => {}
            Ok(released) => tracing::info!(released, "gave back what was claimed"),
            Err(error) => {
                tracing::warn!(%error, "could not give back what was claimed; the leases run out by themselves")
            }
        }
        join_all(self.lanes.iter().map(|lane| lane.close())).await;
    }

    fn with_rng<T>(&self, act: impl FnOnce(&mut StdRng) -> T) -> T {
        act(&mut self.rng.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

async fn drain(jobs: &mut JoinSet<()>) {
    while let Some(ended) = jobs.join_next().await {
        report(ended);
    }
}

/// A job that panicked loses nothing: its lease runs out and the batch comes back.
fn report(ended: Result<(), tokio::task::JoinError>) {
    if let Err(error) = ended
        && error.is_panic()
    {
        tracing::error!("a delivery job ended badly; it is tried again when its lease runs out");
    }
}
