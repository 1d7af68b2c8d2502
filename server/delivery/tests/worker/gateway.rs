//! A push service that answers as it is told, and remembers what it was asked.

use async_trait::async_trait;
use herald_domain::{
    device::Service,
    ids::{DeviceId, MessageId},
};
use herald_push::gateway::{Gateway, Message, Outcome, Recipient};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
};
use tokio::sync::{Notify, Semaphore};

type Script = Box<dyn Fn(&DeviceId, u32) -> Outcome + Send>;

pub struct FakeGateway {
    service: Service,
    concurrency: usize,
    /// Decides by the device and by how many times it was asked before.
    script: Mutex<Script>,
    asked: Mutex<Vec<Push>>,
    arrived: Notify,
    /// Each answer takes one permit; closed for good when the service is not held up.
    answers: Semaphore,
    closed: AtomicBool,
}

/// One call of the gateway.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Push {
    pub message: MessageId,
    pub device: DeviceId,
    pub token: String,
    pub title: String,
    pub body: String,
}

impl FakeGateway {
    /// Accepts everything at once.
    pub fn new(service: Service) -> Arc<Self> {
        let gateway = Self::held(service, 100);
        gateway.answer_everything();
        gateway
    }
    /// Answers nothing before it is allowed to.
    pub fn held(service: Service, concurrency: usize) -> Arc<Self> {
        Arc::new(Self {
            service,
            concurrency,
            script: Mutex::new(Box::new(|_, _| Outcome::Accepted)),
            asked: Mutex::default(),
            arrived: Notify::new(),
            answers: Semaphore::new(0),
            closed: AtomicBool::new(false),
        })
    }
    pub fn script(&self, script: impl Fn(&DeviceId, u32) -> Outcome + Send + 'static) {
        *self.script.lock().unwrap() = Box::new(script);
    }
    /// Lets `n` more answers out.
    pub fn answer(&self, n: usize) {
        self.answers.add_permits(n);
    }
    pub fn answer_everything(&self) {
        self.answers.close();
    }
    pub fn asked(&self) -> Vec<Push> {
        self.asked.lock().unwrap().clone()
    }
    /// Nothing more will be sent.
    pub fn is_closed(&self) -> bool {
        self.closed.load(SeqCst)
    }
    /// How often each device was asked about.
    pub fn times(&self) -> HashMap<DeviceId, u32> {
        let mut times = HashMap::new();
        for push in self.asked() {
            *times.entry(push.device).or_default() += 1;
        }
        times
    }
    /// Waits until it was asked `n` times in all.
    pub async fn until_asked(&self, n: usize) {
        loop {
            let arrived = self.arrived.notified();
            if self.asked.lock().unwrap().len() >= n {
                return;
            }
            arrived.await;
        }
    }
}

#[async_trait]
impl Gateway for FakeGateway {
    fn service(&self) -> Service {
        self.service
    }
    fn concurrency(&self) -> usize {
        self.concurrency
    }
    async fn send(&self, message: &Message, recipient: &Recipient) -> Outcome {
        let before = {
            let mut asked = self.asked.lock().unwrap();
            let before =
                asked.iter().filter(|p| p.device == recipient.device && p.message == message.id).count();
            asked.push(Push {
                message: message.id.clone(),
                device: recipient.device.clone(),
                token: recipient.token.clone(),
                title: message.text.title().to_owned(),
                body: message.text.body().to_owned(),
            });
            before
        };
        self.arrived.notify_waiters();
        if let Ok(permit) = self.answers.acquire().await {
            permit.forget();
        }
        (self.script.lock().unwrap())(&recipient.device, u32::try_from(before).unwrap())
    }
    async fn close(&self) {
        self.closed.store(true, SeqCst);
    }
}
