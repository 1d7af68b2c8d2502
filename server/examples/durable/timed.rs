//! A gateway that notes how long each send took.

use async_trait::async_trait;
use herald_domain::device::Service;
use herald_push::gateway::{Gateway, Message, Outcome, Recipient};
use std::{
    mem,
    sync::{Mutex, PoisonError},
};
use tokio::{sync::Notify, time::Instant};

pub struct Timed<G> {
    gateway: G,
    /// Microseconds.
    took: Mutex<Vec<u32>>,
    answered: Notify,
}

impl<G> Timed<G> {
    pub fn new(gateway: G) -> Self {
        // Roomy, so that growing is not measured as memory that sending needs.
        Self { gateway, took: Mutex::new(Vec::with_capacity(2_000_000)), answered: Notify::new() }
    }

    /// What was noted so far.
    pub fn take(&self) -> Vec<u32> {
        mem::take(&mut *self.took.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Waits for an answer, at most one of which may have come before.
    pub async fn answered(&self) {
        self.answered.notified().await;
    }
}

#[async_trait]
impl<G: Gateway> Gateway for Timed<G> {
    fn service(&self) -> Service {
        self.gateway.service()
    }
    fn concurrency(&self) -> usize {
        self.gateway.concurrency()
    }
    async fn send(&self, message: &Message, recipient: &Recipient) -> Outcome {
        let start = Instant::now();
        let outcome = self.gateway.send(message, recipient).await;
        let took = u32::try_from(start.elapsed().as_micros()).unwrap_or(u32::MAX);
        self.took.lock().unwrap_or_else(PoisonError::into_inner).push(took);
        self.answered.notify_one();
        outcome
    }
}
