//! One claimed batch from its sealed text to its acknowledgement.

use super::{
    Core,
    backoff::Backoff,
    in_hand::Hold,
    lane::{Lane, Orders},
};
use crate::{
    measure,
    settle::{Attempt, Fate, settle},
    vault::VaultError,
};
use herald_domain::{ids::BatchId, live::Change, text::Notification};
use herald_push::gateway::{Message, Outcome};
use herald_store::{BatchResult, ClaimedBatch};
use std::{sync::Arc, time::Duration};
use tokio::{sync::OwnedSemaphorePermit, task, time};

impl Core {
    /// Runs until the batch is acknowledged, its lease is lost, or the worker halts. Holds its slot as long.
    pub(super) async fn deliver(
        self: Arc<Self>,
        lane: Arc<Lane>,
        batch: ClaimedBatch,
        _held: (OwnedSemaphorePermit, Hold),
    ) {
        let started = time::Instant::now();
        let fates = tokio::select! {
            biased;
            fates = self.send(&lane, &batch) => fates,
            () = self.lose_lease(&batch.batch) => {
                measure::lease_lost(batch.service);
                tracing::warn!(message = %batch.message, batch = %batch.batch, "lost the lease; another worker goes on");
                return;
            }
        };
        let attempt = Attempt { number: batch.attempt, now: self.clock.now(), expires_at: batch.expires_at };
        let fates = batch.recipients.iter().cloned().zip(fates);
        let result = self.with_rng(|rng| settle(&self.config.retry, attempt, fates, rng));
        self.acknowledge(&batch, result).await;
        measure::batch(batch.service, started.elapsed());
    }

    async fn send(&self, lane: &Lane, batch: &ClaimedBatch) -> Vec<Fate> {
        let text = match self.open(batch).await {
            Ok(text) => Arc::new(text),
            Err(fate) => return vec![fate; batch.recipients.len()],
        };
        let message = Message::new(batch.message.clone(), text, batch.expires_at);
        let orders = Orders {
            message,
            attempt: batch.attempt,
            clock: self.clock.as_ref(),
            stop: &self.stop,
            halt: &self.halt,
        };
        let fates = lane.send(&orders, &batch.recipients).await;
        let misconfigured = fates.iter().find_map(|fate| match fate {
            Fate::Answered(Outcome::Misconfigured { reason }) => Some(reason),
            _ => None,
        });
        if let Some(reason) = misconfigured {
            let service = batch.service.code();
            tracing::error!(
                service,
                reason,
                "the push service refuses our credentials or settings; mend them, deliveries wait"
            );
        }
        fates
    }

    /// The text, or what becomes of every recipient without it.
    async fn open(&self, batch: &ClaimedBatch) -> Result<Notification, Fate> {
        let (vault, id, sealed) = (self.vault.clone(), batch.message.clone(), batch.sealed.clone());
        let opened = task::spawn_blocking(move || vault.open_sealed(&id, &sealed)).await;
        let error = match opened {
            Ok(Ok(text)) => return Ok(text),
            Ok(Err(error)) => error,
            // The runtime is shutting down.
            Err(_) => return Err(Fate::Untried),
        };
        tracing::error!(message = %batch.message, %error, "the text cannot be opened");
        Err(Fate::Answered(match error {
            // Its key pair was changed since the batch was claimed; the next claim comes with the key for the new one.
            VaultError::NoKey(_) if self.vault.node().is_some() => Outcome::Unavailable { retry_after: None },
            // A folder that is not mounted yet, or a restored backup: somebody may bring the keys back.
            VaultError::NoKey(_) => Outcome::Misconfigured { reason: "NoKey".into() },
            VaultError::Io(_) | VaultError::Crypto | VaultError::AlreadySealed(_) => {
                Outcome::Unavailable { retry_after: None }
            }
            VaultError::Unreadable(_) => Outcome::Rejected { reason: "TextUnreadable".into() },
        }))
    }

    /// Keeps the lease for as long as it is polled; ends when the lease is lost.
    async fn lose_lease(&self, batch: &BatchId) {
        let third = Duration::from_millis(u64::try_from(self.config.lease_ms / 3).unwrap_or(0).max(1));
        loop {
            time::sleep(third).await;
            let Core { store, config, clock, .. } = self;
            match store.extend_lease(batch, &config.owner, clock.now(), config.lease_ms).await {
                Ok(true) => {}
                Ok(false) => return,
                // If it stays so, the lease runs out and the acknowledgement finds out.
                Err(error) => tracing::warn!(%error, %batch, "the lease could not be extended"),
            }
        }
    }

    /// A message to a single device is on that device's page, and so is a token that went.
    fn announce(&self, batch: &ClaimedBatch, result: &BatchResult) {
        self.live.announce(&batch.tenant, Change::Send(batch.message.clone()));
        let retired = result.retired.iter().map(|retired| &retired.device);
        let devices: Vec<_> = match batch.recipients.as_slice() {
            [only] => vec![&only.device],
            _ => retired.collect(),
        };
        for device in devices {
            self.live.announce(&batch.tenant, Change::Device(device.clone()));
        }
    }

    /// What was sent is known only here until it is stored, so a failing database is tried until it answers.
    async fn acknowledge(&self, batch: &ClaimedBatch, result: BatchResult) {
        let mut backoff = Backoff::default();
        loop {
            match self.store.acknowledge(batch, &self.config.owner, self.clock.now(), result.clone()).await {
                Ok(Some(acknowledged)) => {
                    measure::settled(batch.service, &result);
                    if acknowledged.message_finished {
                        self.finish(&batch.message).await;
                    }
                    self.announce(batch, &result);
                    return;
                }
                Ok(None) => {
                    measure::lease_lost(batch.service);
                    tracing::warn!(message = %batch.message, batch = %batch.batch, "too late to acknowledge");
                    return;
                }
                Err(error) => {
                    let pause = backoff.next_pause();
                    tracing::warn!(%error, batch = %batch.batch, ?pause, "could not acknowledge; trying again");
                    tokio::select! {
                        () = time::sleep(pause) => {}
                        () = self.halt.cancelled() => return,
                    }
                }
            }
        }
    }
}
