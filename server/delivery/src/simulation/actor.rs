//! A worker, one step at a time.

use super::{Bug, Found, LEASE, Service, Simulation};
use crate::settle::{Attempt, Fate, settle};
use herald_domain::{Timestamp, time::SECOND_MS};
use herald_push::gateway::Outcome;
use herald_store::{BatchResult, ClaimedBatch, ClaimedMessage};
use rand::{RngExt, rngs::StdRng};
use std::time::Duration;

#[derive(Default)]
pub(super) struct Actor {
    owner: String,
    hand: Hand,
}

/// What the service said, and when.
pub(super) struct Answers {
    pub fates: Vec<Fate>,
    pub at: Timestamp,
}

/// What it is in the middle of.
#[derive(Default)]
enum Hand {
    #[default]
    Nothing,
    Message(ClaimedMessage),
    Batch(ClaimedBatch),
    /// Handed over, not stored.
    Result(ClaimedBatch, BatchResult, Answers),
}

impl Actor {
    pub fn new(rng: &mut StdRng) -> Self {
        Self { owner: format!("{:032x}", rng.random::<u128>()), hand: Hand::Nothing }
    }
    pub fn is_idle(&self) -> bool {
        matches!(self.hand, Hand::Nothing)
    }

    pub async fn step(self, on: &mut Simulation<'_>) -> Result<Self, String> {
        let Self { owner, hand } = self;
        let hand = match hand {
            Hand::Nothing => claim(&owner, on).await?,
            Hand::Message(message) => {
                let expanded = on.stage.store.expand(&message.tenant, &message.id, on.now()).await;
                let expanded = expanded.map_err(|error| error.to_string())?;
                on.truth.expanded(&message.id, expanded.recipients)?;
                if expanded.finished {
                    let now = on.now();
                    on.truth.finished(&message.id, now)?;
                }
                Hand::Nothing
            }
            Hand::Batch(batch) if on.rng.random_bool(0.15) => extend(&owner, batch, on).await?,
            Hand::Batch(batch) => send(&owner, batch, on)?,
            Hand::Result(batch, result, answers) => {
                acknowledge(&owner, &batch, result, &answers, on).await?;
                Hand::Nothing
            }
        };
        Ok(Self { owner, hand })
    }
}

async fn claim(owner: &str, on: &mut Simulation<'_>) -> Result<Hand, String> {
    let now = on.now();
    if let Some(message) = on.stage.store.claim_message(owner, now, LEASE).await.map_err(|e| e.to_string())? {
        return Ok(Hand::Message(message));
    }
    let clock = match on.bug {
        Some(Bug::OwnClock) => now.plus_ms(on.rng.random_range(0..60 * SECOND_MS)),
        _ => now,
    };
    let claimed =
        on.stage.store.claim_batch(owner, clock, LEASE, Service::ALL).await.map_err(|e| e.to_string())?;
    let Some(batch) = claimed else { return Ok(Hand::Nothing) };
    on.truth.claimed(&batch, owner, now, LEASE)?;
    Ok(Hand::Batch(batch))
}

async fn extend(owner: &str, batch: ClaimedBatch, on: &mut Simulation<'_>) -> Result<Hand, String> {
    let kept =
        on.stage.store.extend_lease(&batch.batch, owner, on.now(), LEASE).await.map_err(|e| e.to_string())?;
    on.truth.extended(&batch, owner, on.now(), LEASE, kept)?;
    Ok(if kept { Hand::Batch(batch) } else { Hand::Nothing })
}

/// What a push service may say, anything at all.
fn answer(on: &mut Simulation<'_>, now: Timestamp) -> Outcome {
    let seconds = on.rng.random_range(0..600);
    let retry_after = on.rng.random_bool(0.5).then(|| Duration::from_secs(seconds));
    match on.rng.random_range(0..100) {
        0..70 => Outcome::Accepted,
        70..78 => Outcome::Unavailable { retry_after },
        78..86 => Outcome::Throttled { retry_after },
        86..90 => Outcome::Misconfigured { reason: "BadTopic".into() },
        90..94 => Outcome::Rejected { reason: "PayloadTooLarge".into() },
        94..97 => Outcome::Unregistered { reason: "Unregistered".into(), since: None },
        _ => {
            let since = now.plus_ms(-(seconds as i64) * SECOND_MS);
            Outcome::Unregistered { reason: "Unregistered".into(), since: Some(since) }
        }
    }
}

fn send(owner: &str, batch: ClaimedBatch, on: &mut Simulation<'_>) -> Result<Hand, String> {
    let now = on.now();
    on.truth.opens(&batch, owner, now)?;
    let mut fates = Vec::new();
    for recipient in &batch.recipients {
        let late = now >= batch.expires_at;
        let fate = if late && on.bug != Some(Bug::SendsLate) {
            Fate::TooLate
        } else if on.rng.random_bool(0.04) {
            // The worker is told to stop.
            Fate::Untried
        } else if on.bug == Some(Bug::LostDelivery) && on.rng.random_bool(0.1) {
            Fate::Answered(Outcome::Accepted)
        } else {
            let outcome = answer(on, now);
            on.truth.sent(&batch, owner, &recipient.device, &outcome, now)?;
            Fate::Answered(outcome)
        };
        fates.push(fate);
    }
    let attempt = Attempt { number: batch.attempt, now, expires_at: batch.expires_at };
    let pairs = batch.recipients.iter().cloned().zip(fates.iter().cloned());
    let mut result = settle(&on.policy, attempt, pairs, &mut on.rng);
    spoil(&mut result, &batch, on.bug);
    Ok(Hand::Result(batch, result, Answers { fates, at: now }))
}

/// The bugs of settling.
fn spoil(result: &mut BatchResult, batch: &ClaimedBatch, bug: Option<Bug>) {
    match bug {
        Some(Bug::Impatient) => result.retry.iter_mut().for_each(|retry| retry.due_at = Timestamp(0)),
        Some(Bug::NeverTires) => result.retry.iter_mut().for_each(|retry| retry.attempt = batch.attempt),
        Some(Bug::GivesUp) => {
            let tired: usize = result.retry.drain(..).map(|retry| retry.recipients.len()).sum();
            result.expired += tired as u64;
        }
        Some(Bug::RetiresAnew) => {
            result.retired.iter_mut().for_each(|retired| retired.since = Timestamp(i64::MAX));
        }
        _ => {}
    }
}

async fn acknowledge(
    owner: &str,
    batch: &ClaimedBatch,
    result: BatchResult,
    answers: &Answers,
    on: &mut Simulation<'_>,
) -> Found {
    let now = on.now();
    let mut signed = owner.to_owned();
    if on.bug == Some(Bug::NoFencing)
        && let Some(holder) = on.truth.holder(&batch.batch)
    {
        signed = holder;
    }
    let stored = on.stage.store.acknowledge(batch, &signed, now, result.clone()).await;
    let stored = stored.map_err(|error| error.to_string())?;
    on.truth.acknowledged(batch, owner, now, &result, answers, stored.is_some())?;
    if let Some(stored) = stored {
        if stored.message_finished || on.bug == Some(Bug::DestroysEarly) {
            on.truth.keys.remove(&batch.message);
        }
        if stored.message_finished {
            on.truth.finished(&batch.message, now)?;
        }
        // The answer got lost on its way, so the worker asks again.
        if on.rng.random_bool(0.1) {
            let again =
                on.stage.store.acknowledge(batch, owner, now, result).await.map_err(|e| e.to_string())?;
            if again.is_some() {
                return Err("a batch was acknowledged twice".into());
            }
        }
    }
    Ok(())
}
