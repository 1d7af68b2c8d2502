//! The way to one push service: how many batches and how many sends at once.

use crate::{health::Health, measure, pace::Pace, settle::Fate};
use futures::{StreamExt, stream};
use herald_domain::{device::Service, time::Clock};
use herald_push::gateway::{Gateway, Message, Outcome, Recipient};
use herald_store::BatchRecipient;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time,
};
use tokio_util::sync::CancellationToken;

/// A gateway answers within half a minute. One that does not must not hold up a whole batch.
const ANSWER_WITHIN: Duration = Duration::from_secs(60);

/// How many go first while the service is suspect.
const SCOUTS: usize = 8;
/// So many that failed together before the start were no bad luck.
const MANY: usize = 100;

/// What all sends of a batch have in common.
pub(super) struct Orders<'a> {
    pub message: Message,
    /// 0 for the first.
    pub attempt: u32,
    pub clock: &'a dyn Clock,
    pub stop: &'a CancellationToken,
    pub halt: &'a CancellationToken,
}

pub(super) struct Lane {
    gateway: Arc<dyn Gateway>,
    slots: Arc<Semaphore>,
    /// Shared by all batches of the lane.
    sends: Semaphore,
    concurrency: usize,
    /// Nothing went through lately.
    suspect: AtomicBool,
    /// And that was so of enough sends to call it an outage, and not one that had bad luck.
    outage: AtomicBool,
    /// The service has known a token since the start, so its complaints about others are theirs and not our settings'.
    fits: AtomicBool,
    health: Arc<Health>,
    pace: Pace,
}

impl Lane {
    pub fn new(gateway: Arc<dyn Gateway>, batches_at_once: usize, health: Arc<Health>, pace: Pace) -> Self {
        let concurrency = gateway.concurrency().max(1);
        let slots = Arc::new(Semaphore::new(batches_at_once.max(1)));
        Self {
            gateway,
            slots,
            sends: Semaphore::new(concurrency),
            concurrency,
            suspect: AtomicBool::new(false),
            outage: AtomicBool::new(false),
            fits: AtomicBool::new(false),
            health,
            pace,
        }
    }

    pub fn service(&self) -> Service {
        self.gateway.service()
    }

    /// Says goodbye to the service.
    pub async fn close(&self) {
        self.gateway.close().await;
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
    ///
    /// When nothing went through lately, a few go first, and if they fail alike the others are not tried: wrong
    /// credentials or an outage must not hammer the service with every recipient of every batch. A wrong topic or
    /// endpoint costs nobody the token.
    pub async fn send(&self, orders: &Orders<'_>, recipients: &[BatchRecipient]) -> Vec<Fate> {
        let mut fates = vec![Fate::Untried; recipients.len()];
        self.remember(orders, recipients);
        let suspect = self.suspect.load(Ordering::Relaxed);
        let first = if suspect { SCOUTS.min(recipients.len()) } else { recipients.len() };
        // Others go first with each attempt, so that a few bad ones cannot hold up the rest for good.
        let mut order: Vec<usize> = (0..recipients.len()).collect();
        order.rotate_left((orders.attempt as usize).wrapping_mul(SCOUTS) % recipients.len().max(1));
        let (first, rest) = order.split_at(first);

        self.send_to(orders, recipients, first, &mut fates).await;
        self.excuse_tokens(orders, first, &mut fates);
        let failed = hopeless(first.iter().map(|at| &fates[*at]));
        self.suspect.store(failed.is_some(), Ordering::Relaxed);
        if failed.is_some() {
            self.outage.fetch_or(first.len() >= SCOUTS, Ordering::Relaxed);
        } else if self.outage.swap(false, Ordering::Relaxed) {
            self.pace.ease_in();
        }
        match failed {
            Some(outcome) => rest.iter().for_each(|at| fates[*at] = Fate::Answered(outcome.clone())),
            None => {
                self.send_to(orders, recipients, rest, &mut fates).await;
                self.excuse_tokens(orders, rest, &mut fates);
            }
        }
        fates
    }

    /// The queue knows of an outage that began before the process: until the service has answered well since the start,
    /// what failed before it makes it suspect, so that it is spared as after any outage.
    fn remember(&self, orders: &Orders<'_>, recipients: &[BatchRecipient]) {
        if orders.attempt > 0 && recipients.len() >= MANY && !self.fits.load(Ordering::Relaxed) {
            self.suspect.store(true, Ordering::Relaxed);
            self.outage.store(true, Ordering::Relaxed);
        }
    }

    /// As long as the service has known no token at all, no token is to blame that it does not know this one.
    fn excuse_tokens(&self, orders: &Orders<'_>, part: &[usize], fates: &mut [Fate]) {
        if self.fits.load(Ordering::Relaxed) {
            return;
        }
        let mut excused = None;
        for at in part {
            if let Fate::Answered(Outcome::Unfit { reason }) = &fates[*at] {
                let settings = Fate::Answered(Outcome::Misconfigured { reason: reason.clone() });
                fates[*at] = settings.clone();
                excused = Some(settings);
            }
        }
        if let Some(fate) = excused {
            self.health.note(self.service(), &fate, orders.clock.now());
            tracing::error!(
                service = self.service().code(),
                "no push token fits so far: the app's id (topic) or the endpoint (production or sandbox) is probably wrong; \
                 no token is given up"
            );
        }
    }

    async fn send_to(
        &self,
        orders: &Orders<'_>,
        recipients: &[BatchRecipient],
        part: &[usize],
        fates: &mut [Fate],
    ) {
        let mut answers = stream::iter(part.iter().copied())
            .map(|at| async move { (at, self.send_one(orders, &recipients[at]).await) })
            .buffer_unordered(self.concurrency);
        loop {
            tokio::select! {
                biased;
                answer = answers.next() => match answer {
                    Some((at, fate)) => {
                        self.health.note(self.service(), &fate, orders.clock.now());
                        if is_known(&fate) {
                            self.fits.store(true, Ordering::Relaxed);
                        }
                        fates[at] = fate;
                    }
                    None => break,
                },
                () = orders.halt.cancelled() => break,
            }
        }
        measure::attempts(self.service(), part.iter().map(|at| &fates[*at]));
    }

    async fn send_one(&self, orders: &Orders<'_>, recipient: &BatchRecipient) -> Fate {
        let Ok(_place) = self.sends.acquire().await else { return Fate::Untried };
        if self.pace.holds() {
            tokio::select! {
                biased;
                () = orders.stop.cancelled() => return Fate::Untried,
                () = self.pace.turn() => {}
            }
        }
        if orders.stop.is_cancelled() {
            return Fate::Untried;
        }
        if orders.clock.now() >= orders.message.expires_at {
            return Fate::TooLate;
        }
        let recipient = Recipient { device: recipient.device.clone(), token: recipient.token.clone() };
        match time::timeout(ANSWER_WITHIN, self.gateway.send(&orders.message, &recipient)).await {
            Ok(outcome) => Fate::Answered(outcome),
            Err(_) => Fate::Answered(Outcome::Unavailable { retry_after: None }),
        }
    }
}

/// Whether the service has, or had, the token for what we sent it to.
fn is_known(fate: &Fate) -> bool {
    matches!(fate, Fate::Answered(Outcome::Accepted | Outcome::Unregistered { since: Some(_), .. }))
}

/// What others would be answered too, when everybody failed for a reason that is not their own: the mildest of it.
fn hopeless<'a>(fates: impl Iterator<Item = &'a Fate>) -> Option<Outcome> {
    let general = |fate: &Fate| match fate {
        Fate::Answered(outcome @ (Outcome::Misconfigured { .. } | Outcome::Unavailable { .. })) => {
            Some(outcome.clone())
        }
        _ => None,
    };
    let outcomes: Vec<Outcome> = fates.map(general).collect::<Option<_>>()?;
    outcomes.into_iter().min_by_key(|outcome| match outcome {
        Outcome::Unavailable { retry_after } => *retry_after,
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unavailable(seconds: Option<u64>) -> Fate {
        Fate::Answered(Outcome::Unavailable { retry_after: seconds.map(Duration::from_secs) })
    }

    #[test]
    fn one_success_or_one_failure_of_its_own_gives_hope() {
        for other in [
            Fate::Answered(Outcome::Accepted),
            Fate::Answered(Outcome::Rejected { reason: "BadTopic".into() }),
            Fate::Answered(Outcome::Throttled { retry_after: None }),
            Fate::Untried,
            Fate::TooLate,
        ] {
            assert_eq!(hopeless([unavailable(None), other, unavailable(None)].iter()), None);
        }
        assert_eq!(hopeless([].iter()), None);
    }

    #[test]
    fn the_others_share_the_mildest_failure() {
        let fates = [unavailable(Some(1_000_000)), unavailable(Some(5)), unavailable(Some(60))];
        let mildest = Outcome::Unavailable { retry_after: Some(Duration::from_secs(5)) };
        assert_eq!(hopeless(fates.iter()), Some(mildest));
    }
}
