//! Many sends on few connections, and streams that go wrong.

use crate::support::{UNAVAILABLE, World, all_accepted, hasty, message, recipient, send_many};
use herald_push::{
    Tuning,
    gateway::{Gateway, Outcome},
    simulator::{Fault, LastStream},
};
use std::time::Duration;

const CANCEL: u32 = 8;
const INTERNAL_ERROR: u32 = 2;

fn goaway(last_stream: LastStream, code: u32) -> Fault {
    Fault::GoAway { last_stream, code, reason: Some("Shutdown".into()), abrupt: false }
}
fn one_connection() -> Tuning {
    Tuning { connections: 1, ..hasty(Tuning::apns()) }
}

#[tokio::test]
async fn apple_gets_one_stream_until_a_token_was_found_valid_and_then_many() {
    let world = World::start().await;
    let apns = world.apns_with(one_connection());
    world.pair.apns.faults().next(200, Fault::Slow(Duration::from_millis(50)));
    assert!(all_accepted(&send_many(&apns, 200).await));
    let stats = world.pair.apns.stats();
    assert_eq!((stats.violations, stats.connections), (0, 1));
    assert!(stats.most_streams > 50, "{stats:?}");
}

#[tokio::test]
async fn a_connection_without_valid_token_stays_at_one_stream() {
    let world = World::start().await;
    let apns = world.apns();
    world.pair.apns.faults().always(Fault::apns(403, "InvalidProviderToken"));
    send_many(&apns, 50).await;
    let stats = world.pair.apns.stats();
    assert_eq!((stats.most_streams, stats.connections), (1, 1));
}

#[tokio::test]
async fn google_gets_at_most_100_streams_on_each_of_several_connections() {
    let world = World::start().await;
    let fcm = world.fcm();
    world.pair.fcm.faults().next(900, Fault::Slow(Duration::from_millis(30)));
    assert!(all_accepted(&send_many(&fcm, 900).await));
    let stats = world.pair.fcm.stats();
    assert_eq!(stats.violations, 0);
    assert!((3..=7).contains(&stats.connections) && stats.most_streams <= 100, "{stats:?}");
}

#[tokio::test]
async fn apple_gets_a_second_connection_when_the_first_is_as_full_as_we_make_it() {
    let world = World::start().await;
    let tuning = Tuning { streams: 50, ..hasty(Tuning::apns()) };
    let apns = world.apns_with(tuning);
    world.pair.apns.faults().next(400, Fault::Slow(Duration::from_millis(100)));
    assert!(all_accepted(&send_many(&apns, 400).await));
    let stats = world.pair.apns.stats();
    assert_eq!((stats.connections, stats.most_streams), (2, 50));
}

#[tokio::test]
async fn the_limit_of_streams_may_fall_and_rise_at_any_time() {
    let world = World::start().await;
    let apns = world.apns_with(one_connection());
    for limits in [vec![1000, 1, 1000], vec![1], vec![0, 7], vec![1000]] {
        world.pair.apns.faults().once_for("0005", Fault::Streams(limits));
        assert!(all_accepted(&send_many(&apns, 200).await));
    }
    assert_eq!(world.pair.apns.stats().violations, 0);
}

#[tokio::test]
async fn a_limit_of_no_streams_at_all_ends_in_time() {
    let world = World::start().await;
    let apns = world.apns_with(Tuning { timeout: Duration::from_millis(500), ..one_connection() });
    assert!(all_accepted(&send_many(&apns, 5).await));
    world.pair.apns.faults().next(1, Fault::Streams(vec![0]));
    assert_eq!(apns.send(&message(), &recipient(1)).await, Outcome::Accepted);
    assert!(send_many(&apns, 20).await.iter().all(|outcome| *outcome == UNAVAILABLE));
}

#[tokio::test]
async fn a_refused_stream_is_sent_again_at_once() {
    let world = World::start().await;
    let apns = world.apns();
    world.pair.apns.faults().next(2, Fault::REFUSED);
    assert_eq!(apns.send(&message(), &recipient(1)).await, Outcome::Accepted);
    assert_eq!(world.phones.landed().len(), 1);
    world.pair.apns.faults().always(Fault::REFUSED);
    assert_eq!(apns.send(&message(), &recipient(1)).await, UNAVAILABLE);
    assert_eq!(world.pair.apns.stats().requests, 6);
}

#[tokio::test]
async fn a_stream_reset_before_its_answer_is_unavailable_and_harms_no_other() {
    let world = World::start().await;
    let apns = world.apns();
    for code in [CANCEL, INTERNAL_ERROR] {
        world.pair.apns.faults().once_for("0003", Fault::Reset(code));
        let outcomes = send_many(&apns, 10).await;
        assert_eq!(outcomes[3], UNAVAILABLE);
        assert_eq!(outcomes.iter().filter(|outcome| **outcome == Outcome::Accepted).count(), 9);
    }
    assert_eq!(world.pair.apns.stats().connections, 1);
}

#[tokio::test]
async fn a_stream_reset_after_its_headers_counts_by_its_status() {
    let world = World::start().await;
    let apns = world.apns();
    world.pair.apns.faults().next(1, Fault::ResetAfterHeaders(INTERNAL_ERROR));
    assert_eq!(apns.send(&message(), &recipient(1)).await, Outcome::Accepted);
    assert_eq!(world.phones.landed().len(), 1);
    world.pair.apns.faults().next(1, Fault::ResetAfterHeaders(INTERNAL_ERROR));
    // A refusal without its reason: nobody knows yet what it means.
    let mut unknown = recipient(1);
    unknown.token = "ffff".into();
    assert_eq!(apns.send(&message(), &unknown).await, UNAVAILABLE);
}

#[tokio::test]
async fn a_graceful_goaway_loses_nothing_and_repeats_nothing() {
    for last_stream in [LastStream::Any, LastStream::This, LastStream::Previous] {
        let world = World::start().await;
        let apns = world.apns();
        assert!(all_accepted(&send_many(&apns, 10).await));
        world.pair.apns.faults().once_for("0010", goaway(last_stream, 0));
        assert!(all_accepted(&send_many(&apns, 60).await), "{last_stream:?}");
        assert!(all_accepted(&send_many(&apns, 10).await), "{last_stream:?}");
        assert_eq!(world.phones.landed().len(), 80, "{last_stream:?}");
        assert_eq!(world.pair.apns.stats().connections, 2, "{last_stream:?}");
    }
}

#[tokio::test]
async fn a_goaway_that_refuses_everything_loses_nothing() {
    let world = World::start().await;
    let apns = world.apns();
    assert!(all_accepted(&send_many(&apns, 10).await));
    world.pair.apns.faults().once_for("0010", goaway(LastStream::Id(0), INTERNAL_ERROR));
    assert!(all_accepted(&send_many(&apns, 60).await));
}

#[tokio::test]
async fn an_abrupt_goaway_ends_in_an_outcome_for_every_send() {
    let world = World::start().await;
    let apns = world.apns();
    assert!(all_accepted(&send_many(&apns, 10).await));
    let fault =
        Fault::GoAway { last_stream: LastStream::This, code: INTERNAL_ERROR, reason: None, abrupt: true };
    world.pair.apns.faults().once_for("0010", fault);
    let outcomes = send_many(&apns, 60).await;
    assert!(
        outcomes.iter().all(|outcome| matches!(outcome, Outcome::Accepted | Outcome::Unavailable { .. }))
    );
    assert!(all_accepted(&send_many(&apns, 60).await));
}

#[tokio::test]
async fn no_answer_ends_in_time_and_does_not_keep_others_waiting() {
    let world = World::start().await;
    let apns = world.apns_with(Tuning { timeout: Duration::from_millis(700), ..one_connection() });
    assert_eq!(apns.send(&message(), &recipient(1)).await, Outcome::Accepted);
    world.pair.apns.faults().always_for("0003", Fault::Silence);
    let outcomes = send_many(&apns, 30).await;
    assert_eq!(outcomes[3], UNAVAILABLE);
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == Outcome::Accepted).count(), 29);
}

#[tokio::test]
async fn a_slow_answer_is_waited_for() {
    let world = World::start().await;
    let apns = world.apns();
    world.pair.apns.faults().next(1, Fault::Slow(Duration::from_millis(300)));
    assert_eq!(apns.send(&message(), &recipient(1)).await, Outcome::Accepted);
}
