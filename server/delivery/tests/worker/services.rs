//! The worker with the real senders, against servers that enforce Apple's and Google's rules.

use crate::world::{BODY, TITLE, World, android, iphone, patient, patiently, token};
use herald_domain::{
    device::Service,
    ids::{DeviceId, MessageId},
};
use herald_push::{
    Apns, Fcm,
    gateway::Gateway,
    simulator::{Answer, Devices, Fault, Landed, Pair, PairConfig, TokenStatus},
};
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex},
};

/// Phones that know what landed on them, and which of them lost the app.
#[derive(Default)]
pub struct Phones {
    owners: HashMap<(Service, String), DeviceId>,
    without_app: HashSet<DeviceId>,
    pub landed: Mutex<Vec<Landed>>,
}

impl Phones {
    pub fn new(ios: usize, androids: usize, without_app: &[DeviceId]) -> Arc<Self> {
        let iphones = (0..ios).map(|n| ((Service::Apns, token(&iphone(n))), iphone(n)));
        let android_phones = (0..androids).map(|n| ((Service::Fcm, token(&android(n))), android(n)));
        Arc::new(Self {
            owners: iphones.chain(android_phones).collect(),
            without_app: without_app.iter().cloned().collect(),
            landed: Mutex::default(),
        })
    }
    fn landed(&self) -> Vec<Landed> {
        self.landed.lock().unwrap().clone()
    }
}

struct Feed {
    phones: Arc<Phones>,
    clock: Arc<dyn herald_domain::time::Clock>,
}

impl Devices for Feed {
    fn token(&self, service: Service, token: &str) -> TokenStatus {
        match self.phones.owners.get(&(service, token.to_owned())) {
            Some(device) if self.phones.without_app.contains(device) => {
                TokenStatus::Unregistered { since: self.clock.now() }
            }
            Some(device) => TokenStatus::Known(device.clone()),
            None => TokenStatus::Unknown,
        }
    }
    fn landed(&self, landed: Landed) {
        self.phones.landed.lock().unwrap().push(landed);
    }
}

pub async fn services_of(world: &World, phones: &Arc<Phones>) -> Pair {
    let devices = Arc::new(Feed { phones: phones.clone(), clock: world.clock.clone() });
    let config = PairConfig::loopback(world.folder.path().join("simulators"));
    Pair::start(config, devices, world.clock.clone()).await.unwrap()
}

async fn services(world: &World, phones: &Arc<Phones>) -> (Pair, Vec<Arc<dyn Gateway>>) {
    let pair = services_of(world, phones).await;
    let apns = Apns::new(&pair.apns_config(), world.clock.clone()).unwrap();
    let fcm = Fcm::new(&pair.fcm_config(), world.clock.clone()).unwrap();
    (pair, vec![Arc::new(apns), Arc::new(fcm)])
}

fn assert_each_once(landed: &[Landed], message: &MessageId, expected: usize) {
    let devices: HashSet<_> = landed.iter().map(|landed| &landed.device).collect();
    assert_eq!((landed.len(), devices.len()), (expected, expected));
    for landed in landed {
        assert_eq!((landed.title.as_str(), landed.body.as_str()), (TITLE, BODY));
        assert_eq!(landed.message_key.as_deref(), Some(message.as_str()), "a repeat would replace");
    }
    let ids: HashSet<_> = landed.iter().map(|landed| &landed.push_id).collect();
    assert_eq!(ids.len(), expected, "each push has an id of its own");
}

#[tokio::test(flavor = "multi_thread")]
async fn b9_b26_a_message_arrives_through_the_real_protocols() {
    let world = World::with(620, 310).await;
    let phones = Phones::new(620, 310, &[iphone(7), android(9)]);
    let (pair, gateways) = services(&world, &phones).await;
    let worker = world.work_with(gateways, patient());
    let message = world.send_to_everybody().await;
    worker.wake.notify_one();

    let counts = world.until_finished(&message).await;
    assert_eq!((counts.accepted, counts.refused(), counts.expired), (928, 2, 0), "{counts:?}");
    assert_each_once(&phones.landed(), &message, 928);

    world.move_clock(1_000);
    let second = world.send_to_everybody().await;
    worker.wake.notify_one();
    let counts = world.until_finished(&second).await;
    assert_eq!((counts.accepted, counts.refused(), counts.not_reached()), (928, 0, 2), "{counts:?}");
    world.until_destroyed().await;
    worker.stop().await;
    patiently(pair.shutdown()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_apple_and_google_throttle_arrives_later_and_once() {
    let world = World::with(20, 20).await;
    let phones = Phones::new(20, 20, &[]);
    let (pair, gateways) = services(&world, &phones).await;
    let too_many = Answer::apns(429, "TooManyRequests").retry_after("90");
    pair.apns.faults().once_for(&token(&iphone(3)), too_many);
    pair.fcm.faults().once_for(&token(&android(4)), Answer::fcm(429, "QUOTA_EXCEEDED").retry_after("90"));
    pair.fcm.faults().once_for(&token(&android(5)), Fault::fcm(503, "UNAVAILABLE"));
    let worker = world.work_with(gateways, patient());
    let message = world.send_to_everybody().await;
    worker.wake.notify_one();
    let counts = world.until(&message, |send| send.counts.accepted >= 37).await;
    assert_eq!(counts.refused() + counts.expired, 0, "{counts:?}");

    world.move_clock(93_000);
    worker.wake.notify_one();
    assert_eq!(world.until_finished(&message).await.accepted, 40);
    assert_each_once(&phones.landed(), &message, 40);
    worker.stop().await;
    patiently(pair.shutdown()).await;
}
