//! A clock that somebody sets.

use crate::{
    gateway::FakeGateway,
    world::{World, iphone},
};
use herald_domain::{delivery::DEFAULT_TTL_MS, device::Service, time::HOUR_MS};
use herald_push::gateway::Outcome;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_sent_is_delivered_at_once_whichever_way_the_clock_was_set() {
    let world = World::with(20, 0).await;
    let apns = FakeGateway::new(Service::Apns);
    let worker = world.worker(&[&apns]);
    for step in [0, -HOUR_MS, 2 * HOUR_MS, -26 * HOUR_MS, 30 * HOUR_MS] {
        world.move_clock(step);
        let message = world.send_to_everybody().await;
        worker.wake.notify_one();
        assert_eq!(world.until_finished(&message).await.accepted, 20, "after {step} ms");
    }
    assert!(apns.times().values().all(|times| *times == 5), "each message once");
    world.until_destroyed().await;
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_when_the_clock_is_set_back_waits_longer_and_is_not_lost() {
    let world = World::with(3, 0).await;
    let apns = FakeGateway::new(Service::Apns);
    apns.script(|device, before| match before {
        0 if *device == iphone(1) => {
            Outcome::Unavailable { retry_after: Some(std::time::Duration::from_secs(60)) }
        }
        _ => Outcome::Accepted,
    });
    let worker = world.worker(&[&apns]);
    let message = world.send_to_everybody().await;
    worker.wake.notify_one();
    world.until(&message, |send| send.counts.accepted == 2).await;
    world.move_clock(-HOUR_MS);
    worker.wake.notify_one();
    assert_eq!(world.progress(&message).await.counts.trying, 1);
    // The clock reaches the time that was set, by itself or because it is set right.
    world.move_clock(HOUR_MS + 63_000);
    worker.wake.notify_one();
    assert_eq!(world.until_finished(&message).await.accepted, 3);
    assert_eq!(apns.times()[&iphone(1)], 2);
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn b22_a_clock_that_leaps_past_the_expiry_ends_what_waits_and_destroys_it() {
    let world = World::with(3, 0).await;
    let apns = FakeGateway::new(Service::Apns);
    apns.script(|_, _| Outcome::Unavailable { retry_after: Some(std::time::Duration::from_secs(600)) });
    let worker = world.worker(&[&apns]);
    let message = world.send_to_everybody().await;
    worker.wake.notify_one();
    apns.until_asked(3).await;
    world.until_nothing_is_due_before(world.clock_now()).await;
    world.move_clock(DEFAULT_TTL_MS);
    worker.wake.notify_one();
    assert_eq!(world.until_finished(&message).await.expired, 3);
    world.until_destroyed().await;
    worker.stop().await;
}
