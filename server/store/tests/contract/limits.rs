//! Hourly limits and idempotency (B10, B16, B18–B20).

use crate::support::*;
use herald_domain::permission::Scope;
use herald_store::{Queued, REUSED, RepeatKey};
use std::sync::Arc;

async fn world() -> World {
    let world = World::new().await;
    world.people(&["anna"]).await;
    world.group("Alla", &["anna"], &[]).await;
    world.group("Andra", &["anna"], &[]).await;
    world.phones(&["anna"]).await;
    world
}

fn is_queued(queued: &Queued) -> bool {
    matches!(queued, Queued::Queued { .. })
}

#[tokio::test]
async fn b10_the_twenty_sixth_message_to_groups_within_an_hour_is_refused() {
    let world = world().await;
    let admin = world.admin();
    for n in 0..25 {
        let Queued::Queued { quota } = world.to_groups(&admin, &["Alla"], &format!("{n}"), minutes(n)).await
        else {
            panic!("message {n} was refused")
        };
        assert_eq!(i64::from(quota.used), n + 1);
    }
    let refused = world.to_groups(&admin, &["Andra"], "one too many", minutes(30)).await;
    let Queued::LimitReached(quota) = refused else { panic!("{refused:?}") };
    // B19: the refusal names when the next place is free.
    assert_eq!((quota.max, quota.left(), quota.next_free), (25, 0, Some(NOW.plus_ms(HOUR + 1))));
}

#[tokio::test]
async fn b10_messages_to_single_devices_neither_count_nor_are_limited_by_it() {
    let world = world().await;
    let admin = world.admin();
    for n in 0..25 {
        assert!(is_queued(&world.to_groups(&admin, &["Alla"], &format!("g{n}"), NOW).await));
    }
    for n in 0..10 {
        assert!(is_queued(&world.to_device(&admin, "anna", &format!("d{n}"), NOW).await));
    }
    assert_eq!(world.store.group_places(&world.tenant, NOW).await.unwrap().used, 25);
}

#[tokio::test]
async fn b16_the_eleventh_message_to_a_device_within_an_hour_is_refused() {
    let world = world().await;
    world.devices(vec![phone("another", "anna")]).await;
    let admin = world.admin();
    for n in 0..10 {
        assert!(is_queued(&world.to_device(&admin, "anna", &format!("{n}"), NOW).await));
    }
    let refused = world.to_device(&admin, "anna", "one too many", NOW).await;
    assert!(matches!(refused, Queued::LimitReached(quota) if quota.max == 10), "{refused:?}");
    assert!(is_queued(&world.to_device(&admin, "another", "to another device", NOW).await));
}

#[tokio::test]
async fn b18_a_place_is_free_again_once_more_than_an_hour_lies_between() {
    let world = world().await;
    let admin = world.admin();
    for n in 0..25 {
        assert!(is_queued(&world.to_groups(&admin, &["Alla"], &format!("{n}"), NOW).await));
    }
    let hour_later = NOW.plus_ms(HOUR);
    assert!(!is_queued(&world.to_groups(&admin, &["Alla"], "too early", hour_later).await));
    assert!(is_queued(&world.to_groups(&admin, &["Alla"], "in time", hour_later.plus_ms(1)).await));
}

#[tokio::test]
async fn b18_a_refused_message_takes_no_place() {
    let world = world().await;
    let admin = world.admin();
    assert_eq!(world.to_groups(&admin, &["Alla", "no such group"], "1", NOW).await, Queued::NotFound);
    assert_eq!(world.to_device(&admin, "no such device", "2", NOW).await, Queued::NotFound);
    assert_eq!(world.store.group_places(&world.tenant, NOW).await.unwrap().used, 0);
    let places = world.store.device_places(&world.tenant, &device_id("no such device"), NOW).await.unwrap();
    assert_eq!(places.used, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn b18_of_many_racing_for_the_last_place_exactly_one_gets_it() {
    let world = Arc::new(world().await);
    for n in 0..24 {
        assert!(is_queued(&world.to_groups(&world.admin(), &["Alla"], &format!("{n}"), NOW).await));
    }
    let racers = (0..32).map(|n| {
        let world = world.clone();
        tokio::spawn(
            async move { world.to_groups(&world.admin(), &["Alla"], &format!("racer {n}"), NOW).await },
        )
    });
    let mut winners = 0;
    for racer in racers.collect::<Vec<_>>() {
        winners += u32::from(is_queued(&racer.await.unwrap()));
    }
    assert_eq!(winners, 1);
    assert_eq!(world.store.group_places(&world.tenant, NOW).await.unwrap().used, 25);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn b18_two_nodes_together_give_away_exactly_twenty_five_places() {
    let one = Arc::new(world().await);
    let two = Arc::new(one.another_node().await);
    let racers = (0..40).map(|n| {
        let node = if n % 2 == 0 { one.clone() } else { two.clone() };
        tokio::spawn(
            async move { node.to_groups(&node.admin(), &["Alla"], &format!("racer {n}"), NOW).await },
        )
    });
    let mut winners = 0;
    for racer in racers.collect::<Vec<_>>() {
        winners += u32::from(is_queued(&racer.await.unwrap()));
    }
    assert_eq!(winners, 25);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn b18_two_racing_for_the_last_place_of_a_device_cannot_both_get_it() {
    let world = Arc::new(world().await);
    for n in 0..9 {
        assert!(is_queued(&world.to_device(&world.admin(), "anna", &format!("{n}"), NOW).await));
    }
    let racer = |name: &'static str| {
        let world = world.clone();
        tokio::spawn(async move { world.to_device(&world.admin(), "anna", name, NOW).await })
    };
    let (one, two) = (racer("one"), racer("two"));
    let won = [one.await.unwrap(), two.await.unwrap()].iter().filter(|queued| is_queued(queued)).count();
    assert_eq!(won, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn b20_a_storm_of_the_same_form_sends_once() {
    let world = Arc::new(world().await);
    let clicks = (0..16).map(|n| {
        let world = world.clone();
        tokio::spawn(async move {
            world.to_groups_with_key(&world.admin(), &["Alla"], &format!("{n}"), Some("form"), NOW).await
        })
    });
    let (mut sent, mut replayed) = (0, Vec::new());
    for click in clicks.collect::<Vec<_>>() {
        match click.await.unwrap() {
            Queued::Queued { .. } => sent += 1,
            Queued::Replayed { id, quota, .. } => {
                assert_eq!(quota.used, 1);
                replayed.push(id);
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((sent, replayed.len()), (1, 15));
    assert!(replayed.iter().all(|id| *id == replayed[0]));
}

#[tokio::test]
async fn b20_the_same_key_with_another_audience_is_a_conflict() {
    let world = world().await;
    let admin = world.admin();
    assert!(is_queued(&world.to_groups_with_key(&admin, &["Alla", "Andra"], "1", Some("key"), NOW).await));
    let other_order = world.to_groups_with_key(&admin, &["Andra", "Alla"], "2", Some("key"), NOW).await;
    assert!(matches!(other_order, Queued::Replayed { .. }), "{other_order:?}");
    assert_eq!(world.to_groups_with_key(&admin, &["Andra"], "3", Some("key"), NOW).await, Queued::Conflict);
    assert_eq!(world.store.group_places(&world.tenant, NOW).await.unwrap().used, 1);
}

#[tokio::test]
async fn b20_the_same_key_with_another_text_is_a_conflict_also_after_the_end() {
    let world = world().await;
    let admin = world.admin();
    let form = |text: &str| Some(RepeatKey { key: "key".into(), text: Some(text.into()) });
    assert!(is_queued(&world.repeatable(&admin, &["Alla"], "1", form("one"), NOW).await));
    for _ in 0..2 {
        let same = world.repeatable(&admin, &["Alla"], "2", form("one"), NOW).await;
        assert!(matches!(&same, Queued::Replayed { unjudged: None, .. }), "{same:?}");
        let other = world.repeatable(&admin, &["Alla"], "3", form("another"), NOW).await;
        assert_eq!(other, Queued::Conflict);
        assert_eq!(world.audit_log().await[0].detail, REUSED);
        world.store.expire(NOW.plus_ms(2 * DAY)).await.unwrap();
    }
    assert_eq!(world.store.group_places(&world.tenant, NOW).await.unwrap().used, 1);
}

#[tokio::test]
async fn b20_b22_without_a_digest_only_the_sealed_text_can_tell_and_it_goes_with_the_end() {
    let world = world().await;
    let admin = world.admin();
    let again = async || world.to_groups_with_key(&admin, &["Alla"], "again", Some("key"), NOW).await;
    assert!(is_queued(&world.to_groups_with_key(&admin, &["Alla"], "1", Some("key"), NOW).await));
    let Queued::Replayed { unjudged, .. } = again().await else { panic!("a repeat") };
    assert_eq!(unjudged, Some(SEALED.to_vec().into()));
    world.store.expire(NOW.plus_ms(2 * DAY)).await.unwrap();
    let Queued::Replayed { unjudged, .. } = again().await else { panic!("a repeat") };
    assert_eq!(unjudged, None);
}

#[tokio::test]
async fn b20_a_key_belongs_to_its_sender() {
    let world = world().await;
    let mut colleague = world.caller(Scope::All);
    colleague.user = user_id("colleague");
    assert!(is_queued(&world.to_groups_with_key(&world.admin(), &["Alla"], "1", Some("key"), NOW).await));
    assert!(is_queued(&world.to_groups_with_key(&colleague, &["Alla"], "2", Some("key"), NOW).await));
}
