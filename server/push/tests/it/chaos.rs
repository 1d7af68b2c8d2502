//! Everything goes wrong at once.

use crate::support::{World, device, hasty, message, recipient, send_many};
use herald_domain::ids::DeviceId;
use herald_push::{
    Tuning,
    gateway::{Gateway, Outcome},
    simulator::{Answer, Fault, Faults, LastStream},
};
use std::{collections::HashMap, time::Duration};

const SENDS: u16 = 2_000;
const INTERNAL_ERROR: u32 = 2;

fn plan(faults: &Faults) {
    let goaway =
        |last_stream, abrupt| Fault::GoAway { last_stream, code: 0, reason: Some("Shutdown".into()), abrupt };
    let all: Vec<Fault> = vec![
        Fault::REFUSED,
        Fault::Reset(INTERNAL_ERROR),
        Fault::ResetAfterHeaders(INTERNAL_ERROR),
        goaway(LastStream::Any, false),
        goaway(LastStream::Previous, false),
        goaway(LastStream::This, true),
        Fault::Streams(vec![1000, 1, 90]),
        Fault::Slow(Duration::from_millis(200)),
        Fault::Disconnect,
        Answer::new(502, "text/html", "<html>").into(),
        Answer::new(503, "text/plain", vec![b'x'; 1_000_000]).into(),
    ];
    for (number, fault) in (0..SENDS).step_by(60).zip(all.into_iter().cycle()) {
        faults.once_for(&recipient(number).token, fault);
    }
}

/// Sends until every device has taken the message, as delivery does; says how often each landed.
async fn send_until_done(world: &World, gateway: &dyn Gateway) -> HashMap<DeviceId, usize> {
    let mut open: Vec<u16> = (0..SENDS).collect();
    let message = message();
    for _ in 0..40 {
        let recipients: Vec<_> = open.iter().map(|number| recipient(*number)).collect();
        let sends = recipients.iter().map(|recipient| gateway.send(&message, recipient));
        let outcomes = futures::future::join_all(sends).await;
        open = open
            .into_iter()
            .zip(outcomes)
            .filter(|(_, outcome)| *outcome != Outcome::Accepted)
            .map(|(n, _)| n)
            .collect();
        if open.is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(open.is_empty(), "{} devices were never reached", open.len());
    let mut landed: HashMap<DeviceId, usize> = HashMap::new();
    for landing in world.phones.landed() {
        *landed.entry(landing.device).or_default() += 1;
    }
    landed
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whatever_apple_does_every_device_gets_the_message() {
    let world = World::start().await;
    let apns = world.apns_with(Tuning { timeout: Duration::from_secs(5), ..hasty(Tuning::apns()) });
    plan(world.pair.apns.faults());
    let landed = send_until_done(&world, &apns).await;
    assert!((0..SENDS).all(|number| landed.contains_key(&device(number))));
    assert_eq!(world.pair.apns.stats().violations, 0);
    let ids: HashMap<_, _> = world.phones.landed().into_iter().map(|l| (l.device, l.push_id)).collect();
    assert!(world.phones.landed().iter().all(|landing| ids[&landing.device] == landing.push_id));
    // And afterwards all is well.
    assert!(send_many(&apns, 100).await.iter().all(|outcome| *outcome == Outcome::Accepted));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whatever_google_does_every_device_gets_the_message() {
    let world = World::start().await;
    let fcm = world.fcm_with(Tuning { timeout: Duration::from_secs(5), ..hasty(Tuning::fcm()) });
    plan(world.pair.fcm.faults());
    let landed = send_until_done(&world, &fcm).await;
    assert!((0..SENDS).all(|number| landed.contains_key(&device(number))));
    assert_eq!(world.pair.fcm.stats().violations, 0);
}
