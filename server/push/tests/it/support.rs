//! Phones, a clock, and both services on loopback.

use herald_domain::{
    Timestamp,
    device::Service,
    ids::DeviceId,
    text::{Draft, Notification},
    time::{Clock, DAY_MS},
};
use herald_push::{
    Apns, ApnsConfig, Fcm, Tuning,
    gateway::{Gateway, Message, Outcome, Recipient},
    simulator::{self, Certificate, Devices, Faults, Landed, Pair, PairConfig, Running, TokenStatus},
};
use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

pub const NOW: Timestamp = Timestamp(1_800_000_000_000);
pub const GONE_SINCE: Timestamp = Timestamp(1_799_000_000_123);
/// Tokens that end like this belong to an app that was removed.
pub const GONE: &str = "dead";

#[derive(Clone)]
pub struct MovedClock(Arc<AtomicI64>);

impl MovedClock {
    pub fn forward(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }
}
impl Clock for MovedClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

/// Knows the tokens of devices 0 to 9,999, and remembers what landed.
#[derive(Default)]
pub struct Phones(Mutex<Vec<Landed>>);

impl Phones {
    pub fn landed(&self) -> Vec<Landed> {
        self.0.lock().unwrap().clone()
    }
}
impl Devices for Phones {
    fn token(&self, _: Service, token: &str) -> TokenStatus {
        match token.strip_suffix(GONE) {
            Some(_) => TokenStatus::Unregistered { since: GONE_SINCE },
            None => u16::from_str_radix(token, 16)
                .ok()
                .filter(|number| *number < 10_000)
                .map_or(TokenStatus::Unknown, |number| TokenStatus::Known(device(number))),
        }
    }
    fn landed(&self, landed: Landed) {
        self.0.lock().unwrap().push(landed);
    }
}

pub fn device(number: u16) -> DeviceId {
    format!("0192f3c4-5d6e-7f80-9a1b-{number:012x}").parse().unwrap()
}
pub fn recipient(number: u16) -> Recipient {
    Recipient { device: device(number), token: format!("{number:04x}") }
}
pub fn with_token(token: &str) -> Recipient {
    Recipient { device: device(1), token: token.into() }
}
pub fn message() -> Message {
    let draft = Draft { title: "Fire drill".into(), body: "At noon.\nStay calm.".into() };
    Message::new(
        "0192f3c4-5d6e-7f80-9a1b-2c3d4e5f6071".parse().unwrap(),
        Arc::new(Notification::parse(&draft).unwrap()),
        NOW.plus_ms(DAY_MS),
    )
}

/// Patient enough for a busy machine, impatient enough for a test.
pub fn hasty(tuning: Tuning) -> Tuning {
    Tuning {
        timeout: Duration::from_secs(10),
        dial_timeout: Duration::from_secs(5),
        backoff_first: Duration::from_millis(10),
        backoff_most: Duration::from_millis(200),
        ..tuning
    }
}

pub struct World {
    pub pair: Pair,
    pub phones: Arc<Phones>,
    pub clock: MovedClock,
    _dir: tempfile::TempDir,
}

impl World {
    pub async fn start() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let phones = Arc::new(Phones::default());
        let clock = MovedClock(Arc::new(AtomicI64::new(NOW.millis())));
        let config = PairConfig::loopback(dir.path().join("keys"));
        let pair = Pair::start(config, phones.clone(), Arc::new(clock.clone())).await.unwrap();
        Self { pair, phones, clock, _dir: dir }
    }
    pub fn apns(&self) -> Apns {
        self.apns_with(hasty(Tuning::apns()))
    }
    pub fn apns_with(&self, tuning: Tuning) -> Apns {
        Apns::with_tuning(&self.pair.apns_config(), tuning, Arc::new(self.clock.clone())).unwrap()
    }
    /// One more simulated Apple with the same keys and phones.
    pub async fn another_apns(&self, bind: SocketAddr, certificate: Certificate) -> Running {
        let credentials = &self.pair.credentials;
        simulator::Apns::start(simulator::ApnsConfig {
            bind,
            tls: credentials.tls(certificate).unwrap(),
            team_id: credentials.apns_team_id.clone(),
            key_id: credentials.apns_key_id.clone(),
            public_key: credentials.apns_public_key.clone(),
            topic: self.pair.apns_config().topic,
            devices: self.phones.clone(),
            clock: Arc::new(self.clock.clone()),
            faults: Faults::default(),
        })
        .await
        .unwrap()
    }
    pub fn apns_at(&self, server: &Running) -> Apns {
        let config = ApnsConfig { endpoint: server.endpoint(), ..self.pair.apns_config() };
        Apns::with_tuning(&config, hasty(Tuning::apns()), Arc::new(self.clock.clone())).unwrap()
    }
    pub fn fcm(&self) -> Fcm {
        self.fcm_with(hasty(Tuning::fcm()))
    }
    pub fn fcm_with(&self, tuning: Tuning) -> Fcm {
        Fcm::with_tuning(&self.pair.fcm_config(), tuning, Arc::new(self.clock.clone())).unwrap()
    }
}

/// Sends to devices 0 to `count` at once.
pub async fn send_many(gateway: &dyn Gateway, count: u16) -> Vec<Outcome> {
    let message = message();
    let recipients: Vec<_> = (0..count).map(recipient).collect();
    futures::future::join_all(recipients.iter().map(|recipient| gateway.send(&message, recipient))).await
}

pub fn all_accepted(outcomes: &[Outcome]) -> bool {
    outcomes.iter().all(|outcome| *outcome == Outcome::Accepted)
}
pub const UNAVAILABLE: Outcome = Outcome::Unavailable { retry_after: None };
