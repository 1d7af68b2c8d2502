//! A gateway that notes what passes through it.

use async_trait::async_trait;
use herald_domain::{Timestamp, device::Service, ids::DeviceId, ids::MessageId, time::Clock};
use herald_push::gateway::{Gateway, Message, Outcome, Recipient};
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

pub struct Witness<G> {
    gateway: G,
    clock: Arc<dyn Clock>,
    seen: Mutex<Vec<Attempt>>,
    under_way: AtomicUsize,
}

/// One call, from its beginning to its outcome.
#[derive(Clone, Debug)]
pub struct Attempt {
    pub message: MessageId,
    pub device: DeviceId,
    pub at: Timestamp,
}

impl<G: Gateway> Witness<G> {
    pub fn of(gateway: G, clock: Arc<dyn Clock>) -> Arc<Self> {
        Arc::new(Self { gateway, clock, seen: Mutex::default(), under_way: AtomicUsize::new(0) })
    }
    pub fn attempts(&self, message: &MessageId, device: &DeviceId) -> Vec<Attempt> {
        let seen = self.seen.lock().unwrap();
        seen.iter()
            .filter(|attempt| attempt.message == *message && attempt.device == *device)
            .cloned()
            .collect()
    }
    pub fn is_idle(&self) -> bool {
        self.under_way.load(Ordering::SeqCst) == 0
    }
}

#[async_trait]
impl<G: Gateway> Gateway for Witness<G> {
    fn service(&self) -> Service {
        self.gateway.service()
    }
    fn concurrency(&self) -> usize {
        self.gateway.concurrency()
    }
    async fn send(&self, message: &Message, recipient: &Recipient) -> Outcome {
        self.under_way.fetch_add(1, Ordering::SeqCst);
        let (message_id, device, at) = (message.id.clone(), recipient.device.clone(), self.clock.now());
        self.seen.lock().unwrap().push(Attempt { message: message_id, device, at });
        let outcome = self.gateway.send(message, recipient).await;
        self.under_way.fetch_sub(1, Ordering::SeqCst);
        outcome
    }
}
