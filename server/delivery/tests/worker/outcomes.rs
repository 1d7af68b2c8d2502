//! What arrives, and what follows from the push service's answers.

use crate::{
    gateway::FakeGateway,
    world::{BODY, TITLE, World, android, iphone, iphones, patient, token},
};
use herald_delivery::worker::WorkerConfig;
use herald_domain::{delivery::DEFAULT_TTL_MS, device::Service, ids::DeviceId};
use herald_push::gateway::Outcome;
use std::{collections::BTreeSet, time::Duration};

fn throttled(seconds: u64) -> Outcome {
    Outcome::Throttled { retry_after: Some(Duration::from_secs(seconds)) }
}
fn unregistered() -> Outcome {
    Outcome::Unregistered { reason: "Unregistered".into(), since: None }
}

#[tokio::test(flavor = "multi_thread")]
async fn b9_a_message_to_a_group_arrives_exactly_once_on_every_phone() {
    let world = World::with(1_203, 700).await;
    let (apns, fcm) = (FakeGateway::new(Service::Apns), FakeGateway::new(Service::Fcm));
    let worker = world.worker(&[&apns, &fcm]);
    let message = world.send_to_everybody().await;
    worker.wake.notify_one();

    let counts = world.until_finished(&message).await;
    assert_eq!((counts.accepted, counts.trying, counts.expired), (1_903, 0, 0));
    for (gateway, phones) in [(apns, 1_203), (fcm, 700)] {
        let times = gateway.times();
        assert_eq!(times.len(), phones);
        assert!(times.values().all(|n| *n == 1));
        let first = &gateway.asked()[0];
        assert_eq!((first.title.as_str(), first.body.as_str()), (TITLE, BODY));
        assert_eq!((&first.message, &first.token), (&message, &token(&first.device)));
    }
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn b11_processing_starts_when_the_bell_rings_and_not_at_the_next_look() {
    let world = World::with(2, 0).await;
    let apns = FakeGateway::new(Service::Apns);
    let unhurried = WorkerConfig { poll: Duration::from_secs(3_600), ..patient() };
    let worker = world.configured_worker(&[&apns], unhurried);
    for _ in 0..3 {
        let message = world.send_to_everybody().await;
        worker.wake.notify_one();
        assert_eq!(world.until_finished(&message).await.accepted, 2);
    }
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn b14_a_message_to_one_device_arrives_there_and_nowhere_else() {
    let world = World::with(3, 3).await;
    let (apns, fcm) = (FakeGateway::new(Service::Apns), FakeGateway::new(Service::Fcm));
    let worker = world.worker(&[&apns, &fcm]);
    let message = world.send_to(&android(1)).await;
    worker.wake.notify_one();

    assert_eq!(world.until_finished(&message).await.accepted, 1);
    assert_eq!(fcm.times().into_keys().collect::<Vec<_>>(), [android(1)]);
    assert!(apns.asked().is_empty());
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn b23_what_the_service_refuses_is_counted_by_reason_and_not_tried_again() {
    let world = World::with(10, 0).await;
    let apns = FakeGateway::new(Service::Apns);
    apns.script(|device, _| match device {
        device if *device == iphone(3) => Outcome::Rejected { reason: "PayloadTooLarge".into() },
        device if *device == iphone(4) => Outcome::Rejected { reason: "TopicDisallowed".into() },
        device if *device == iphone(5) => Outcome::Rejected { reason: "TopicDisallowed".into() },
        _ => Outcome::Accepted,
    });
    let worker = world.worker(&[&apns]);
    let message = world.send_to_everybody().await;
    worker.wake.notify_one();

    let counts = world.until_finished(&message).await;
    assert_eq!(counts.accepted, 7);
    let rejected: BTreeSet<_> = counts.rejected.into_iter().collect();
    assert_eq!(rejected, BTreeSet::from([("PayloadTooLarge".into(), 1), ("TopicDisallowed".into(), 2)]));
    assert!(apns.times().values().all(|n| *n == 1));
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn b26_a_token_that_is_no_longer_valid_takes_its_device_out_of_reach() {
    let world = World::with(5, 0).await;
    let apns = FakeGateway::new(Service::Apns);
    apns.script(|device, _| if *device == iphone(2) { unregistered() } else { Outcome::Accepted });
    let worker = world.worker(&[&apns]);
    let first = world.send_to_everybody().await;
    worker.wake.notify_one();
    let counts = world.until_finished(&first).await;
    assert_eq!((counts.accepted, counts.rejected), (4, vec![("Unregistered".to_owned(), 1)]));

    world.move_clock(1_000);
    let second = world.send_to_everybody().await;
    worker.wake.notify_one();
    let counts = world.until_finished(&second).await;
    assert_eq!((counts.accepted, counts.not_reached()), (4, 1));
    assert_eq!(apns.times()[&iphone(2)], 1, "it was not tried again");
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn b26_a_verdict_older_than_the_registration_leaves_the_token_valid() {
    let world = World::with(1, 0).await;
    let apns = FakeGateway::new(Service::Apns);
    let long_ago = herald_domain::Timestamp(1_000);
    apns.script(move |_, _| Outcome::Unregistered { reason: "Unregistered".into(), since: Some(long_ago) });
    let worker = world.worker(&[&apns]);
    for _ in 0..2 {
        let message = world.send_to(&iphone(0)).await;
        worker.wake.notify_one();
        assert_eq!(world.until_finished(&message).await.refused(), 1);
    }
    assert_eq!(apns.times()[&iphone(0)], 2, "the device was still in reach");
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn retry_after_is_obeyed_to_the_second() {
    let world = World::with(4, 0).await;
    let apns = FakeGateway::new(Service::Apns);
    apns.script(|device, before| match before {
        0 if *device == iphone(1) => throttled(120),
        _ => Outcome::Accepted,
    });
    let worker = world.worker(&[&apns]);
    let message = world.send_to_everybody().await;
    worker.wake.notify_one();
    let counts = world.until(&message, |send| send.counts.accepted == 3).await;
    assert_eq!(counts.trying, 1);

    // Another message comes and goes one second too early: the worker has looked and found nothing due.
    world.move_clock(119_000);
    let other = world.send_to(&iphone(0)).await;
    worker.wake.notify_one();
    world.until_finished(&other).await;
    assert_eq!(apns.times()[&iphone(1)], 1);

    world.move_clock(4_000);
    worker.wake.notify_one();
    assert_eq!(world.until_finished(&message).await.accepted, 4);
    assert_eq!(apns.times()[&iphone(1)], 2);
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outage_is_survived_without_losing_or_doubling_anybody() {
    let world = World::with(1_000, 0).await;
    let apns = FakeGateway::new(Service::Apns);
    apns.script(|_, _| Outcome::Unavailable { retry_after: None });
    let message = world.send_to_everybody().await;
    for _ in 0..3 {
        // A worker that has stopped has put back what failed.
        let worker = world.worker(&[&apns]);
        apns.until_asked(apns.asked().len() + 1).await;
        worker.stop().await;
        world.move_clock(15 * 60_000);
    }
    let during_the_outage = apns.asked().len();
    apns.script(|_, _| Outcome::Accepted);
    let worker = world.worker(&[&apns]);
    assert_eq!(world.until_finished(&message).await.accepted, 1_000);
    assert_eq!(apns.asked().len() - during_the_outage, 1_000);
    assert_eq!(apns.times().len(), 1_000);
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_credentials_do_not_hammer_the_service() {
    let world = World::with(5_000, 0).await;
    let apns = FakeGateway::new(Service::Apns);
    apns.script(|_, _| Outcome::Misconfigured { reason: "InvalidProviderToken".into() });
    let worker = world.worker(&[&apns]);
    let message = world.send_to_everybody().await;
    worker.wake.notify_one();
    apns.until_asked(500).await;
    worker.stop().await;
    assert!(apns.asked().len() <= 4 * 500 + 6 * 8, "{} pushes", apns.asked().len());
    world.move_clock(10 * 60_000);

    apns.script(|_, _| Outcome::Accepted);
    let worker = world.worker(&[&apns]);
    assert_eq!(world.until_finished(&message).await.accepted, 5_000, "mended, everybody gets it");
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn b22_what_never_goes_through_is_counted_as_expired_when_the_day_is_over() {
    let world = World::with(6, 0).await;
    let apns = FakeGateway::new(Service::Apns);
    apns.script(|device, _| match device {
        device if *device == iphone(0) => Outcome::Accepted,
        _ => Outcome::Misconfigured { reason: "InvalidProviderToken".into() },
    });
    let worker = world.worker(&[&apns]);
    let message = world.send_to_everybody().await;
    worker.wake.notify_one();
    let counts = world.until(&message, |send| send.counts.accepted == 1).await;
    assert_eq!(counts.trying, 5);

    world.move_clock(DEFAULT_TTL_MS + 1);
    worker.wake.notify_one();
    let counts = world.until_finished(&message).await;
    assert_eq!((counts.accepted, counts.expired, counts.trying), (1, 5, 0));
    world.until_destroyed().await;
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mending_the_credentials_within_the_day_still_delivers() {
    let world = World::with(3, 0).await;
    let apns = FakeGateway::new(Service::Apns);
    apns.script(|_, _| Outcome::Misconfigured { reason: "InvalidProviderToken".into() });
    let worker = world.worker(&[&apns]);
    let message = world.send_to_everybody().await;
    worker.wake.notify_one();
    apns.until_asked(3).await;
    worker.stop().await;

    apns.script(|_, _| Outcome::Accepted);
    world.move_clock(10 * 60_000);
    let worker = world.worker(&[&apns]);
    assert_eq!(world.until_finished(&message).await.accepted, 3);
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_gateway_a_service_waits_and_harms_nobody() {
    let world = World::with(2, 2).await;
    let (apns, fcm) = (FakeGateway::new(Service::Apns), FakeGateway::new(Service::Fcm));
    let worker = world.worker(&[&apns]);
    let message = world.send_to_everybody().await;
    worker.wake.notify_one();
    let counts = world.until(&message, |send| send.counts.accepted == 2).await;
    assert_eq!(counts.trying, 2);
    worker.stop().await;

    let worker = world.worker(&[&apns, &fcm]);
    assert_eq!(world.until_finished(&message).await.accepted, 4);
    let asked: BTreeSet<DeviceId> = apns.times().into_keys().collect();
    assert_eq!(asked, iphones(2));
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn b22_without_a_gateway_a_message_expires() {
    let world = World::with(0, 2).await;
    let worker = world.worker(&[]);
    let message = world.send_to_everybody().await;
    worker.wake.notify_one();
    world.until(&message, |send| send.counts.trying == 2).await;
    world.move_clock(DEFAULT_TTL_MS + 1);
    worker.wake.notify_one();
    assert_eq!(world.until_finished(&message).await.expired, 2);
    world.until_destroyed().await;
    worker.stop().await;
}
