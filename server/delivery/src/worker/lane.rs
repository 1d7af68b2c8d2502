//! The way to one push service: how many batches and how many sends at once.

use crate::{measure, settle::Fate};
use futures::{StreamExt, stream};
use herald_domain::{device::Service, time::Clock};
use herald_push::gateway::{Gateway, Message, Outcome, Recipient};
use herald_store::BatchRecipient;
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time,
};
use tokio_util::sync::CancellationToken;

/// A gateway answers within half a minute. One that does not must not hold up a whole batch.
const ANSWER_WITHIN: Duration = Duration::from_secs(60);

pub(super) struct Lane {
    gateway: Arc<dyn Gateway>,
    slots: Arc<Semaphore>,
    /// Shared by all batches of the lane.
    sends: Semaphore,
    concurrency: usize,
}

impl Lane {
    pub fn new(gateway: Arc<dyn Gateway>, batches_at_once: usize) -> Self {
        let concurrency = gateway.concurrency().max(1);
        let slots = Arc::new(Semaphore::new(batches_at_once.max(1)));
        Self { gateway, slots, sends: Semaphore::new(concurrency), concurrency }
    }

    pub fn service(&self) -> Service {
        self.gateway.service()
    }

    pub fn is_free(&self) -> bool {
        self.slots.available_permits() > 0
    }

    /// The right to work on one batch, for as long as it is held.
    pub fn slot(&self) -> Option<OwnedSemaphorePermit> {
        self.slots.clone().try_acquire_owned().ok()
    }

    /// Sends to everyone, many at once. The fates are in the order of the recipients. After `stop` nobody new is tried;
    /// after `halt` nobody is waited for.
    pub async fn send(
        &self,
        message: &Message,
        recipients: &[BatchRecipient],
        clock: &dyn Clock,
        stop: &CancellationToken,
        halt: &CancellationToken,
    ) -> Vec<Fate> {
        let mut fates = vec![Fate::Untried; recipients.len()];
        let mut answers = stream::iter(0..recipients.len())
            .map(|at| async move { (at, self.send_one(message, &recipients[at], clock, stop).await) })
            .buffer_unordered(self.concurrency);
        loop {
            tokio::select! {
                biased;
                answer = answers.next() => match answer {
                    Some((at, fate)) => {
                        measure::attempt(self.service(), &fate);
                        fates[at] = fate;
                    }
                    None => break,
                },
                () = halt.cancelled() => break,
            }
        }
        drop(answers);
        fates
    }

    async fn send_one(
        &self,
        message: &Message,
        recipient: &BatchRecipient,
        clock: &dyn Clock,
        stop: &CancellationToken,
    ) -> Fate {
        let Ok(_turn) = self.sends.acquire().await else { return Fate::Untried };
        if stop.is_cancelled() {
            return Fate::Untried;
        }
        if clock.now() >= message.expires_at {
            return Fate::TooLate;
        }
        let recipient = Recipient { device: recipient.device.clone(), token: recipient.token.clone() };
        match time::timeout(ANSWER_WITHIN, self.gateway.send(message, &recipient)).await {
            Ok(outcome) => Fate::Answered(outcome),
            Err(_) => Fate::Answered(Outcome::Unavailable { retry_after: None }),
        }
    }
}
