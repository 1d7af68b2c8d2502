//! A whole installation moves into another database.

use crate::support::*;

async fn lived_in() -> World {
    let world = World::new().await;
    world.people(&["anna", "bo", "åsa"]).await;
    world.phones(&["anna", "bo", "åsa"]).await;
    world.group("Alla", &["anna", "bo"], &[]).await;
    world.group("Kommunen", &["åsa"], &["Alla"]).await;
    world.sending(&["Kommunen"], "m", NOW).await;
    world.to_groups(&world.admin(), &["Alla"], "n", NOW).await;
    world.to_device(&world.admin(), "anna", "d", NOW).await;
    world.claim_all("a worker of before", NOW).await;
    world
}

#[tokio::test]
async fn everything_is_there_afterwards_and_what_was_in_hand_can_be_claimed() {
    let here = lived_in().await;
    let there = here.empty_elsewhere().await;
    assert!(there.store.is_empty().await.unwrap() && !here.store.is_empty().await.unwrap());
    let moved = here.store.transfer(&there.store).await.unwrap();
    let rows = |table| moved.iter().find(|moved| moved.table == table).unwrap().rows;
    assert_eq!((rows("tenants"), rows("users"), rows("devices"), rows("messages")), (1, 3, 3, 3));
    assert!(!there.store.is_empty().await.unwrap());
    let at_hand = here.claim_all("another worker", NOW).await;
    assert!(at_hand.is_empty(), "where it was, what is in hand stays there");

    assert_eq!(there.audit_log().await, here.audit_log().await);
    let permit = here.permit();
    assert_eq!(there.store.sends(&permit, 1).await.unwrap(), here.store.sends(&permit, 1).await.unwrap());
    let places = there.store.group_places(&there.tenant, NOW).await.unwrap();
    assert_eq!(places.used, 2, "places stay taken");
    // What is moved back is what there was.
    let back = there.empty_elsewhere().await;
    assert_eq!(there.store.transfer(&back.store).await.unwrap(), moved);
    for world in [&there, &back] {
        let batches = world.claim_all("another worker", NOW).await;
        assert_eq!(batches.iter().map(|batch| batch.recipients.len()).sum::<usize>(), 3);
        assert!(batches.iter().all(|batch| batch.sealed.text == SEALED), "bytes stay as they are");
    }
}

#[tokio::test]
async fn into_a_database_that_is_in_use_nothing_is_moved() {
    let here = lived_in().await;
    let there = here.empty_elsewhere().await;
    let tenant = there.store.ensure_tenant("Somebody else", NOW).await.unwrap();
    assert!(here.store.transfer(&there.store).await.is_err());
    assert_eq!(there.store.tenant_name(&tenant).await.unwrap(), "Somebody else");
    assert!(there.store.tenant_name(&here.tenant).await.is_err(), "nor is a part of it");
}
