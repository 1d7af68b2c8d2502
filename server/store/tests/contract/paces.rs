//! Turns at a push service, which several nodes take from one line.

use crate::support::*;
use herald_domain::device::Service;
use std::time::Duration;

const PART: Duration = Duration::from_millis(60);
const MISSED: Duration = Duration::from_millis(50);

#[tokio::test]
async fn whoever_asks_gets_the_next_part_of_the_time_and_what_was_missed_long_ago_is_lost() {
    let world = World::new().await;
    let take = async |service, at: i64| {
        world.store.take_turns(service, NOW.plus_ms(at), PART, MISSED).await.unwrap() / 1_000
    };
    assert_eq!(take(Service::Fcm, 0).await, -50, "nobody took what has just gone by");
    assert_eq!(take(Service::Fcm, 0).await, 10);
    assert_eq!(take(Service::Fcm, 5).await, 65);
    assert_eq!(take(Service::Apns, 5).await, -50, "each service has a line of its own");
    assert_eq!(take(Service::Fcm, 160).await, -30, "130 ms after the beginning it was free");
    assert_eq!(take(Service::Fcm, 10_000).await, -50, "seconds that nobody took are lost");
    // The database's clock is set back by an hour.
    assert_eq!(take(Service::Fcm, -3_600_000).await, -50, "nobody waits for an hour");
}

#[tokio::test]
async fn of_many_who_ask_at_once_no_two_get_the_same() {
    let world = World::new().await;
    let asking = (0..40).map(|_| {
        let store = world.store.clone();
        tokio::spawn(async move { store.take_turns(Service::Fcm, NOW, PART, MISSED).await.unwrap() })
    });
    let asking: Vec<_> = asking.collect();
    let mut parts = Vec::new();
    for asking in asking {
        parts.push(asking.await.unwrap() / 1_000);
    }
    parts.sort_unstable();
    assert_eq!(parts, (0..40).map(|n| n * 60 - 50).collect::<Vec<_>>());
}
