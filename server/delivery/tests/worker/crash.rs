//! Workers that vanish, pause or are told to stop, and a database that fails.

use crate::{
    gateway::{FakeGateway, Push},
    world::{World, android, iphone, iphones, patient},
};
use herald_delivery::worker::WorkerConfig;
use herald_domain::{delivery::DEFAULT_TTL_MS, device::Service, ids::DeviceId, time::Clock};
use herald_push::gateway::Outcome;
use std::{collections::BTreeSet, time::Duration};

const LEASE_MS: i64 = 8_000;

fn devices(pushes: &[Push]) -> BTreeSet<DeviceId> {
    pushes.iter().map(|push| push.device.clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_crash_another_worker_finishes_what_was_begun() {
    let world = World::with(700, 0).await;
    let before = FakeGateway::held(Service::Apns, 100);
    let crashed = world.worker(&[&before]);
    let message = world.send_to_everybody().await;
    crashed.wake.notify_one();
    before.answer(250);
    before.until_asked(350).await;
    crashed.kill().await;
    let progress = world.progress(&message).await;
    assert!(progress.counts.trying > 0);

    world.move_clock(LEASE_MS + 1);
    let after = FakeGateway::new(Service::Apns);
    let worker = world.worker(&[&after]);
    let counts = world.until_finished(&message).await;
    assert_eq!((counts.accepted, counts.trying), (700, 0), "nobody is lost and nobody counts twice");

    let all: Vec<Push> = before.asked().into_iter().chain(after.asked()).collect();
    assert_eq!(devices(&all), iphones(700));
    assert!(
        all.iter().all(|push| push.message == message),
        "a repeat is the same message to the same device"
    );
    assert!(after.times().values().all(|n| *n == 1));
    world.until_destroyed().await;
    worker.stop().await;
}

/// Runs another worker until it has proved by a delivery to Android that it has looked for work.
async fn let_another_look(world: &World) {
    let (apns, fcm) = (FakeGateway::new(Service::Apns), FakeGateway::new(Service::Fcm));
    let other = world.worker(&[&apns, &fcm]);
    let proof = world.send_to(&android(0)).await;
    other.wake.notify_one();
    assert_eq!(world.until_finished(&proof).await.accepted, 1);
    other.stop().await;
    assert_eq!(apns.asked(), [], "it took nothing that is in somebody's hands");
}

#[tokio::test(flavor = "multi_thread")]
async fn while_a_lease_lasts_nobody_else_touches_the_batch() {
    let world = World::with(1, 1).await;
    let apns = FakeGateway::held(Service::Apns, 100);
    let busy = world.worker(&[&apns]);
    let message = world.send_to(&iphone(0)).await;
    busy.wake.notify_one();
    apns.until_asked(1).await;
    world.move_clock(LEASE_MS - 1_000);
    let_another_look(&world).await;
    apns.answer_everything();
    assert_eq!(world.until_finished(&message).await.accepted, 1);
    busy.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_batch_is_kept_by_extending_its_lease() {
    let world = World::with(1, 1).await;
    let apns = FakeGateway::held(Service::Apns, 100);
    let busy = world.configured_worker(&[&apns], WorkerConfig { lease_ms: 300, ..patient() });
    let message = world.send_to(&iphone(0)).await;
    busy.wake.notify_one();
    apns.until_asked(1).await;
    for _ in 0..4 {
        world.move_clock(200);
        world.until_nothing_is_due_before(world.clock.now().plus_ms(300)).await;
    }
    let_another_look(&world).await;
    apns.answer_everything();
    assert_eq!(world.until_finished(&message).await.accepted, 1);
    busy.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_slept_through_its_lease_cannot_acknowledge_late() {
    let world = World::with(20, 0).await;
    let (slow, quick) = (FakeGateway::held(Service::Apns, 100), FakeGateway::new(Service::Apns));
    slow.script(|_, _| Outcome::Rejected { reason: "TooLate".into() });
    let sleeper = world.sleepwalker(&slow);
    let message = world.send_to_everybody().await;
    sleeper.wake.notify_one();
    slow.until_asked(20).await;

    world.move_clock(LEASE_MS + 1);
    let other = world.worker(&[&quick]);
    assert_eq!(world.until_finished(&message).await.accepted, 20);
    slow.answer_everything();
    sleeper.stop().await;
    other.stop().await;
    let counts = world.progress(&message).await.counts;
    assert_eq!((counts.accepted, counts.refused(), counts.tried()), (20, 0, 20));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_finds_its_own_lapsed_lease_does_not_begin_the_batch_twice() {
    let world = World::with(20, 0).await;
    let apns = FakeGateway::held(Service::Apns, 100);
    let worker = world.worker(&[&apns]);
    let message = world.send_to_everybody().await;
    worker.wake.notify_one();
    apns.until_asked(20).await;
    world.move_clock(LEASE_MS + 1);
    worker.wake.notify_one();
    world.until_nothing_is_due_before(world.clock.now().plus_ms(LEASE_MS)).await;

    apns.answer_everything();
    assert_eq!(world.until_finished(&message).await.accepted, 20);
    worker.stop().await;
    assert_eq!(apns.asked().len(), 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn told_to_stop_a_worker_finishes_what_is_in_flight_and_gives_back_the_rest() {
    let world = World::with(50, 0).await;
    let first = FakeGateway::held(Service::Apns, 10);
    let stopping = world.worker(&[&first]);
    let message = world.send_to_everybody().await;
    stopping.wake.notify_one();
    first.until_asked(10).await;
    stopping.tell_to_stop();
    first.answer_everything();
    stopping.stop().await;
    assert!(first.is_closed(), "the service hears goodbye");
    let begun = first.asked();
    assert!(begun.len() < 50, "it started nothing new");
    assert_eq!(world.progress(&message).await.counts.accepted, begun.len() as u64);

    // Time stands still: what was given back needs no lease to run out.
    let second = FakeGateway::new(Service::Apns);
    let worker = world.worker(&[&second]);
    assert_eq!(world.until_finished(&message).await.accepted, 50);
    assert!(devices(&begun).is_disjoint(&devices(&second.asked())), "nobody got it twice");
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_push_service_that_never_answers_does_not_keep_a_worker_from_stopping() {
    let world = World::with(30, 0).await;
    let mute = FakeGateway::held(Service::Apns, 100);
    let hasty = WorkerConfig { grace: Duration::from_millis(200), ..patient() };
    let stopping = world.configured_worker(&[&mute], hasty);
    let message = world.send_to_everybody().await;
    stopping.wake.notify_one();
    mute.until_asked(30).await;
    mute.answer(12);
    stopping.stop().await;
    assert!(mute.is_closed());
    let answered = world.progress(&message).await.counts.accepted;
    assert_eq!(answered, 12, "what was answered is recorded");

    let second = FakeGateway::new(Service::Apns);
    let worker = world.worker(&[&second]);
    assert_eq!(world.until_finished(&message).await.accepted, 30);
    assert_eq!(second.asked().len(), 18, "and not sent again");
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_fails_neither_ends_the_worker_nor_keeps_it_from_stopping() {
    let world = World::with(1, 0).await;
    let worker = world.worker(&[&FakeGateway::new(Service::Apns)]);
    world.store.close().await;
    for _ in 0..20 {
        worker.wake.notify_one();
        tokio::task::yield_now().await;
    }
    assert!(!worker.has_ended());
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_workers_share_a_message_and_nobody_gets_it_twice() {
    let world = World::with(3_000, 0).await;
    let (left, right) = (FakeGateway::new(Service::Apns), FakeGateway::new(Service::Apns));
    let workers = [world.worker(&[&left]), world.worker(&[&right])];
    let message = world.send_to_everybody().await;
    workers.iter().for_each(|worker| worker.wake.notify_one());
    assert_eq!(world.until_finished(&message).await.accepted, 3_000);
    let all: Vec<Push> = left.asked().into_iter().chain(right.asked()).collect();
    assert_eq!((all.len(), devices(&all)), (3_000, iphones(3_000)));
    for worker in workers {
        worker.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b22_a_message_that_expires_in_flight_ends_once() {
    let world = World::with(10, 0).await;
    let apns = FakeGateway::held(Service::Apns, 4);
    let worker = world.worker(&[&apns]);
    let message = world.send_to_everybody().await;
    worker.wake.notify_one();
    apns.until_asked(4).await;
    world.move_clock(DEFAULT_TTL_MS + 1);
    apns.answer_everything();
    worker.wake.notify_one();
    let counts = world.until_finished(&message).await;
    assert_eq!(counts.tried(), 10);
    assert!(counts.expired >= 6, "those whose turn had not come are not sent after the expiry: {counts:?}");
    assert_eq!(apns.asked().len(), 4);
    world.until_destroyed().await;
    worker.stop().await;
}
