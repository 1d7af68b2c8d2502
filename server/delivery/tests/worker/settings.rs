//! A wrong topic or endpoint: the service knows no token of ours, and that is no token's fault (B26).

use crate::{
    gateway::FakeGateway,
    world::{World, iphone},
};
use herald_domain::{delivery::DEFAULT_TTL_MS, device::Service};
use herald_push::gateway::Outcome;
use std::sync::Arc;

const RETRY_MS: i64 = 10 * 60_000;

fn unfit() -> Outcome {
    Outcome::Unfit { reason: "DeviceTokenNotForTopic".into() }
}
fn apns_that_knows_nobody() -> Arc<FakeGateway> {
    let apns = FakeGateway::new(Service::Apns);
    apns.script(|_, _| unfit());
    apns
}

#[tokio::test(flavor = "multi_thread")]
async fn b26_when_no_token_fits_nobody_is_given_up_and_mending_the_settings_delivers() {
    let world = World::with(600, 0).await;
    let wrong = apns_that_knows_nobody();
    let worker = world.worker(&[&wrong]);
    let message = world.send_to_everybody().await;
    worker.wake.notify_one();
    world.until_nothing_is_due_before(world.clock_now().plus_ms(60_000)).await;
    let counts = world.progress(&message).await.counts;
    assert_eq!((counts.trying, counts.refused()), (600, 0), "everybody waits");
    worker.stop().await;
    let shown = wrong.asked().len();
    world.move_clock(RETRY_MS);
    let worker = world.worker(&[&wrong]);
    world.until_nothing_is_due_before(world.clock_now().plus_ms(60_000)).await;
    worker.stop().await;
    assert!(shown <= 600 && wrong.times().values().all(|n| *n <= 2), "nobody is hammered");

    world.move_clock(RETRY_MS);
    let right = FakeGateway::new(Service::Apns);
    let worker = world.worker(&[&right]);
    assert_eq!(world.until_finished(&message).await.accepted, 600);
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn b22_b26_what_waits_for_the_right_settings_expires_in_the_end() {
    let world = World::with(3, 0).await;
    let worker = world.worker(&[&apns_that_knows_nobody()]);
    let message = world.send_to_everybody().await;
    worker.wake.notify_one();
    world.until_nothing_is_due_before(world.clock_now().plus_ms(60_000)).await;
    world.move_clock(DEFAULT_TTL_MS + 1);
    worker.wake.notify_one();
    let counts = world.until_finished(&message).await;
    assert_eq!((counts.expired, counts.refused()), (3, 0));
    world.until_destroyed().await;

    let again = world.send_to_everybody().await;
    worker.wake.notify_one();
    let counts = world.until(&again, |send| send.counts.trying == 3).await;
    assert_eq!(counts.not_reached(), 0, "every device is still in reach");
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn b26_one_token_that_does_not_fit_among_others_is_retired() {
    let world = World::with(20, 0).await;
    let apns = FakeGateway::new(Service::Apns);
    apns.script(|device, _| if *device == iphone(2) { unfit() } else { Outcome::Accepted });
    let worker = world.worker(&[&apns]);
    let message = world.send_to_everybody().await;
    worker.wake.notify_one();
    let counts = world.until_finished(&message).await;
    assert_eq!(counts.accepted, 19);
    assert_eq!(counts.rejected, [("DeviceTokenNotForTopic".to_owned(), 1)]);

    world.move_clock(1_000);
    let again = world.send_to_everybody().await;
    worker.wake.notify_one();
    assert_eq!(world.until_finished(&again).await.not_reached(), 1);
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn b26_a_lonely_token_is_judged_once_another_was_known() {
    let world = World::with(2, 0).await;
    let apns = FakeGateway::new(Service::Apns);
    apns.script(|device, _| if *device == iphone(0) { unfit() } else { Outcome::Accepted });
    let worker = world.worker(&[&apns]);
    let lonely = world.send_to(&iphone(0)).await;
    worker.wake.notify_one();
    world.until_nothing_is_due_before(world.clock_now().plus_ms(60_000)).await;
    assert_eq!(world.progress(&lonely).await.counts.trying, 1);

    let other = world.send_to(&iphone(1)).await;
    worker.wake.notify_one();
    assert_eq!(world.until_finished(&other).await.accepted, 1);
    world.move_clock(RETRY_MS);
    worker.wake.notify_one();
    assert_eq!(world.until_finished(&lonely).await.refused(), 1);
    worker.stop().await;
}
