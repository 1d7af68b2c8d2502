//! Home's figures (B23, B24, B28).

use crate::support::*;
use herald_domain::{
    device::{Platform, Unreachable},
    overview::{Fleet, RECENT_HOURS},
    permission::Scope,
};
use herald_store::{BatchResult, NewDevice};

async fn world() -> World {
    let world = World::new().await;
    world.people(&["anna", "bo"]).await;
    world.phones(&["anna", "bo"]).await;
    world
        .devices(vec![
            NewDevice { platform: Some(Platform::Windows), ..phone("laptop", "bo") },
            NewDevice { app_installed: Some(false), ..phone("no app", "bo") },
        ])
        .await;
    world.group("North", &["anna"], &[]).await;
    world.group("South", &["bo"], &[]).await;
    world
}

#[tokio::test]
async fn b24_b28_the_fleet_is_what_the_reader_may_see() {
    let world = world().await;
    let fleet = async |caller: herald_domain::caller::Caller| {
        world.store.fleet(&caller.permit().unwrap()).await.unwrap()
    };
    assert_eq!(fleet(world.admin()).await, Fleet { ios: 2, android: 0, unreachable: 1 });
    assert_eq!(fleet(world.admin_of(&["North"])).await, Fleet { ios: 1, android: 0, unreachable: 0 });
}

#[tokio::test]
async fn b23_b28_the_last_24_hours_by_outcome_and_by_hour() {
    let world = world().await;
    let now = NOW.plus_ms(DAY + HOUR);
    // Too long ago, an hour ago, just now.
    for (name, at) in [("old", NOW), ("earlier", now.plus_ms(-HOUR - 1)), ("latest", now)] {
        world.sending(&["North", "South"], name, at).await;
    }
    for batch in world.claim_all("worker", now).await {
        let rejected = if batch.message == message_id("latest") { 1 } else { 0 };
        let result = BatchResult {
            accepted: batch.recipients.len() as u64 - rejected,
            rejected: vec![("BadDeviceToken".to_owned(), rejected)].into_iter().filter(|r| r.1 > 0).collect(),
            ..BatchResult::default()
        };
        world.store.acknowledge(&batch, "worker", now, result).await.unwrap().unwrap();
    }
    world.sending(&["South"], "waiting", now).await;
    let recent = world.store.recent(&world.permit(), now).await.unwrap();
    assert_eq!((recent.accepted, recent.refused, recent.expired, recent.trying), (3, 1, 0, 1));
    assert_eq!(recent.hours[RECENT_HOURS - 2..], [2, 1]);
    assert_eq!(recent.hours.iter().sum::<u64>(), 3);
    let counts = world.store.recent_counts(&world.permit(), now).await.unwrap();
    assert_eq!((counts.accepted, counts.expired, counts.trying), (3, 0, 1));
    assert_eq!(counts.rejected, [("BadDeviceToken".to_owned(), 1)]);
    let once_for_each_message = [(Unreachable::AppNotInstalled, 3), (Unreachable::PlatformNotSupported, 3)];
    assert_eq!(counts.unreachable, once_for_each_message);
    let scoped = world.caller(Scope::Groups(vec![group_id("South")]));
    let scoped = world.store.recent(&scoped.permit().unwrap(), now).await.unwrap();
    assert_eq!((scoped.accepted, scoped.trying), (0, 1), "only what went to groups inside");
    let scoped = world.caller(Scope::Groups(vec![group_id("South")]));
    let scoped = world.store.recent_counts(&scoped.permit().unwrap(), now).await.unwrap();
    assert_eq!((scoped.trying, scoped.refused()), (1, 0), "and their reasons");
}
