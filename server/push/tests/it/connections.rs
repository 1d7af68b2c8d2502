//! Connections that break, and how often new ones are made.

use crate::{
    proxy::Proxy,
    support::{World, all_accepted, hasty, message, recipient, send_many},
};
use herald_push::{
    Apns, ApnsConfig, Tuning,
    gateway::{Gateway, Outcome},
    simulator::{Certificate, Fault, LastStream, Running},
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

fn unavailable(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Unavailable { .. })
}

#[tokio::test]
async fn a_connection_reset_in_mid_flight_ends_in_an_outcome_for_every_send() {
    let world = World::start().await;
    let apns = world.apns();
    assert!(all_accepted(&send_many(&apns, 10).await));
    world.pair.apns.faults().once_for("0010", Fault::Disconnect);
    let outcomes = send_many(&apns, 60).await;
    assert!(unavailable(&outcomes[0x10]));
    assert!(outcomes.iter().all(|outcome| unavailable(outcome) || *outcome == Outcome::Accepted));
    assert!(all_accepted(&send_many(&apns, 60).await));
    assert_eq!(world.pair.apns.stats().connections, 2);
}

#[tokio::test]
async fn a_service_that_drops_every_connection_is_not_dialled_without_pause() {
    let world = World::start().await;
    let slow = Tuning {
        backoff_first: Duration::from_secs(10),
        backoff_most: Duration::from_secs(60),
        patience: Duration::from_millis(50),
        ..hasty(Tuning::apns())
    };
    let apns = world.apns_with(slow);
    world.pair.apns.faults().always(Fault::Disconnect);
    let outcomes =
        [send_many(&apns, 100).await, send_many(&apns, 100).await, send_many(&apns, 100).await].concat();
    assert!(outcomes.iter().all(unavailable));
    assert_eq!(world.pair.apns.stats().connections, 1);
    let Outcome::Unavailable { retry_after: Some(wait) } = &outcomes[299] else {
        panic!("{:?}", outcomes[299])
    };
    assert!((4..=10).contains(&wait.as_secs()), "{wait:?}");
}

#[tokio::test]
async fn a_service_that_says_goodbye_at_once_is_not_dialled_without_pause() {
    let world = World::start().await;
    let slow = Tuning {
        backoff_first: Duration::from_secs(10),
        patience: Duration::from_millis(50),
        ..hasty(Tuning::apns())
    };
    let apns = world.apns_with(slow);
    let goodbye = Fault::GoAway { last_stream: LastStream::Previous, code: 0, reason: None, abrupt: false };
    world.pair.apns.faults().always(goodbye);
    assert!(send_many(&apns, 100).await.iter().all(unavailable));
    assert_eq!(world.pair.apns.stats().connections, 1);
}

#[tokio::test]
async fn when_the_last_connection_ends_in_another_ones_pause_nobody_waits_in_vain() {
    let world = World::start().await;
    let slow = Tuning {
        streams: 2,
        backoff_first: Duration::from_secs(60),
        backoff_most: Duration::from_secs(60),
        patience: Duration::from_millis(50),
        ..hasty(Tuning::apns())
    };
    let apns = world.apns_with(slow);
    assert_eq!(apns.send(&message(), &recipient(0)).await, Outcome::Accepted);
    let faults = world.pair.apns.faults();
    // These two fill the first connection, the next is the end of the second.
    faults.once_for("0000", Fault::Slow(Duration::from_millis(1_000)));
    faults.once_for("0001", Fault::Slow(Duration::from_millis(1_500)));
    faults.once_for("0002", Fault::Disconnect);
    let last_stream = LastStream::Previous;
    faults.once_for("0003", Fault::GoAway { last_stream, code: 0, reason: None, abrupt: false });
    let start = Instant::now();
    let outcomes = send_many(&apns, 5).await;
    assert!(start.elapsed() < Duration::from_secs(8), "long before the time-out: {:?}", start.elapsed());
    assert!(all_accepted(&outcomes[..2]) && unavailable(&outcomes[2]), "{outcomes:?}");
    for outcome in &outcomes[3..] {
        let Outcome::Unavailable { retry_after: Some(wait) } = outcome else { panic!("{outcome:?}") };
        assert!(wait.as_secs() > 20, "{wait:?}");
    }
    assert_eq!(world.pair.apns.stats().connections, 2);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unavailable() {
    let world = World::start().await;
    let server = world.another_apns(([127, 0, 0, 1], 0).into(), Certificate::Valid).await;
    let apns = world.apns_at(&server);
    server.shutdown().await;
    assert!(unavailable(&apns.send(&message(), &recipient(1)).await));
}

#[tokio::test]
async fn a_restarted_server_is_found_again() {
    let world = World::start().await;
    let first = world.another_apns(([127, 0, 0, 1], 0).into(), Certificate::Valid).await;
    let address = first.addr();
    let apns = world.apns_at(&first);
    assert!(all_accepted(&send_many(&apns, 5).await));
    first.shutdown().await;
    assert!(unavailable(&apns.send(&message(), &recipient(1)).await));
    let second = world.another_apns(address, Certificate::Valid).await;
    assert!(all_accepted(&send_many(&apns, 5).await));
    assert_eq!(second.stats().connections, 1);
}

#[tokio::test]
async fn a_connection_that_gives_no_answers_is_given_up() {
    let world = World::start().await;
    let apns = world.apns_with(Tuning { timeout: Duration::from_millis(300), ..hasty(Tuning::apns()) });
    assert_eq!(apns.send(&message(), &recipient(1)).await, Outcome::Accepted);
    world.pair.apns.faults().next(5, Fault::Silence);
    assert!(send_many(&apns, 5).await.iter().all(unavailable));
    assert_eq!(apns.send(&message(), &recipient(1)).await, Outcome::Accepted);
    assert_eq!(world.pair.apns.stats().connections, 2);
}

#[tokio::test]
async fn a_connection_that_was_given_up_ends_although_it_answers_pings() {
    let world = World::start().await;
    let watchful = Tuning {
        timeout: Duration::from_millis(200),
        ping_every: Duration::from_millis(20),
        ..hasty(Tuning::apns())
    };
    let apns = world.apns_with(watchful);
    for _ in 0..4 {
        assert_eq!(apns.send(&message(), &recipient(1)).await, Outcome::Accepted);
        world.pair.apns.faults().next(5, Fault::Silence);
        assert!(send_many(&apns, 5).await.iter().all(unavailable));
    }
    assert_eq!(apns.send(&message(), &recipient(1)).await, Outcome::Accepted);
    let stats = world.pair.apns.stats();
    assert!(stats.connections > 4 && stats.open <= 2, "{stats:?}");
}

#[tokio::test]
async fn whom_we_leave_hears_goodbye() {
    let world = World::start().await;
    let (apns, fcm) = (world.apns(), world.fcm());
    assert_eq!(apns.send(&message(), &recipient(1)).await, Outcome::Accepted);
    assert_eq!(fcm.send(&message(), &recipient(1)).await, Outcome::Accepted);
    apns.close().await;
    fcm.close().await;
    all_said_goodbye(&world.pair.apns).await;
    // One of them for the access token.
    all_said_goodbye(&world.pair.fcm).await;

    let goodbye = Fault::GoAway { last_stream: LastStream::This, code: 0, reason: None, abrupt: false };
    world.pair.apns.faults().next(1, goodbye);
    assert_eq!(apns.send(&message(), &recipient(1)).await, Outcome::Accepted);
    all_said_goodbye(&world.pair.apns).await;

    let hasty = world.apns_with(Tuning { timeout: Duration::from_millis(500), ..hasty(Tuning::apns()) });
    assert_eq!(hasty.send(&message(), &recipient(1)).await, Outcome::Accepted);
    world.pair.apns.faults().next(5, Fault::Silence);
    assert!(send_many(&hasty, 5).await.iter().all(unavailable));
    all_said_goodbye(&world.pair.apns).await;

    assert_eq!(hasty.send(&message(), &recipient(1)).await, Outcome::Accepted);
    drop(hasty);
    all_said_goodbye(&world.pair.apns).await;
}

async fn all_said_goodbye(server: &Running) {
    let ended = async {
        while server.stats().open > 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), ended).await.expect("the connections end");
    assert_eq!(server.stats().goodbyes, server.stats().connections);
}

#[tokio::test]
async fn a_goodbye_does_not_wait_for_an_answer_that_does_not_come() {
    let world = World::start().await;
    let apns = world.apns();
    world.pair.apns.faults().always(Fault::Silence);
    let (message, recipient) = (message(), recipient(1));
    let closed = async {
        while world.pair.apns.stats().requests == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let start = Instant::now();
        apns.close().await;
        start.elapsed()
    };
    tokio::select! {
        outcome = apns.send(&message, &recipient) => panic!("{outcome:?}"),
        took = closed => assert!(took < Duration::from_secs(5), "{took:?}"),
    }
}

#[tokio::test]
async fn whoever_gives_up_early_says_nothing_about_the_connection() {
    let world = World::start().await;
    let apns = world.apns();
    assert_eq!(apns.send(&message(), &recipient(1)).await, Outcome::Accepted);
    for _ in 0..10 {
        world.pair.apns.faults().next(1, Fault::Slow(Duration::from_secs(5)));
        let (message, recipient) = (message(), recipient(2));
        let given_up = tokio::time::timeout(Duration::from_millis(20), apns.send(&message, &recipient)).await;
        assert!(given_up.is_err());
    }
    assert_eq!(apns.send(&message(), &recipient(1)).await, Outcome::Accepted);
    assert_eq!(world.pair.apns.stats().connections, 1);
}

#[tokio::test]
async fn a_connection_that_went_dead_unnoticed_is_found_out_by_a_ping() {
    let world = World::start().await;
    let proxy = Proxy::to(world.pair.apns.addr()).await;
    let config = ApnsConfig { endpoint: format!("https://{}", proxy.address), ..world.pair.apns_config() };
    let watchful = Tuning {
        ping_every: Duration::from_millis(100),
        dial_timeout: Duration::from_secs(1),
        timeout: Duration::from_secs(25),
        ..hasty(Tuning::apns())
    };
    let apns = Apns::with_tuning(&config, watchful, Arc::new(world.clock.clone())).unwrap();
    assert_eq!(apns.send(&message(), &recipient(1)).await, Outcome::Accepted);
    proxy.cut();
    let start = Instant::now();
    assert!(unavailable(&apns.send(&message(), &recipient(1)).await));
    assert!(start.elapsed() < Duration::from_secs(20), "the ping, not the time-out, has ended it");
    assert_eq!(apns.send(&message(), &recipient(1)).await, Outcome::Accepted);
    assert_eq!(world.pair.apns.stats().connections, 2);
}
