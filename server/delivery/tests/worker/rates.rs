//! Settings for how fast messages may go to a push service, with a real queue.

use crate::{
    gateway::FakeGateway,
    world::{World, patient},
};
use herald_delivery::{pace::Rates, worker::WorkerConfig};
use herald_domain::device::Service;
use std::time::{Duration, Instant};

/// Ten messages a second.
const SLOW: Rates = Rates { apns: None, fcm: Some(600) };

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_may_be_sent_to_slowly_slows_nobody_else_and_loses_nothing_when_the_worker_stops() {
    let world = World::with(700, 2_500).await;
    let (apns, fcm) = (FakeGateway::new(Service::Apns), FakeGateway::new(Service::Fcm));
    let worker = world.configured_worker(&[&apns, &fcm], WorkerConfig { rates: SLOW, ..patient() });
    let begun = Instant::now();
    // Every slot of Google's is taken for minutes by the first.
    let (first, second) = (world.send_to_everybody().await, world.send_to_everybody().await);
    worker.wake.notify_one();
    for message in [&first, &second] {
        world.until(message, |send| send.counts.accepted >= 700).await;
    }
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    tokio::time::sleep(Duration::from_secs(2)).await;
    let (asked, took) = (fcm.asked().len(), begun.elapsed().as_secs_f64());
    assert!(asked as f64 <= took * 10.0 + 6.0, "{asked} in {took} s");
    assert!(asked >= 10, "but it works: {asked}");

    let stopping = Instant::now();
    worker.stop().await;
    assert!(stopping.elapsed() < Duration::from_secs(5), "nobody waits for turns: {:?}", stopping.elapsed());
    let asked = fcm.asked().len() as u64;
    let counts = [world.progress(&first).await.counts, world.progress(&second).await.counts];
    assert_eq!(counts.iter().map(|c| c.accepted).sum::<u64>(), 1_400 + asked, "what was sent is stored");
    assert_eq!(counts.iter().map(|c| c.trying).sum::<u64>(), 5_000 - asked, "what was not, waits");
    assert_eq!(apns.asked().len(), 1_400);

    let worker = world.worker(&[&apns, &fcm]);
    for message in [&first, &second] {
        assert_eq!(world.until_finished(message).await.accepted, 3_200);
    }
    assert_eq!(fcm.asked().len(), 5_000, "nobody got it twice");
    worker.stop().await;
}
