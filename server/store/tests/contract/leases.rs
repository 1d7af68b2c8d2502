//! Claiming and losing work.

use crate::support::*;
use herald_domain::{Timestamp, device::Service};
use herald_store::{BatchResult, ClaimedMessage, Retry, StoreError};

async fn world() -> World {
    let world = World::new().await;
    world.people(&["anna", "bo"]).await;
    world.phones(&["anna", "bo"]).await;
    world.group("Alla", &["anna", "bo"], &[]).await;
    world
}

fn all_accepted() -> BatchResult {
    BatchResult { accepted: 2, ..BatchResult::default() }
}

#[tokio::test]
async fn a_message_is_claimed_by_one_worker_and_comes_back_after_the_lease() {
    let world = world().await;
    world.to_groups(&world.admin(), &["Alla"], "m", NOW).await;
    let claimed = ClaimedMessage { tenant: world.tenant.clone(), id: message_id("m") };
    assert_eq!(world.store.claim_message("one", NOW, LEASE).await.unwrap(), Some(claimed.clone()));
    assert_eq!(world.store.claim_message("two", NOW, LEASE).await.unwrap(), None);
    let later = NOW.plus_ms(LEASE);
    assert_eq!(world.store.claim_message("two", later, LEASE).await.unwrap(), Some(claimed));
}

#[tokio::test]
async fn a_batch_is_claimed_by_one_worker_and_comes_back_after_a_crash() {
    let world = world().await;
    world.sending(&["Alla"], "m", NOW).await;
    let batch = world.store.claim_batch("crashes", NOW, LEASE, Service::ALL).await.unwrap().unwrap();
    assert_eq!((batch.attempt, batch.recipients.len(), batch.sealed.text.as_slice()), (0, 2, SEALED));
    assert_eq!(batch.expires_at, NOW.plus_ms(DAY));
    assert!(
        world.store.claim_batch("two", NOW.plus_ms(LEASE - 1), LEASE, Service::ALL).await.unwrap().is_none()
    );
    assert_eq!(world.store.next_due(NOW).await.unwrap(), Some(NOW.plus_ms(LEASE)));
    let again =
        world.store.claim_batch("two", NOW.plus_ms(LEASE), LEASE, Service::ALL).await.unwrap().unwrap();
    assert_eq!(again.batch, batch.batch);
}

#[tokio::test]
async fn a_worker_that_was_away_too_long_cannot_acknowledge() {
    let world = world().await;
    world.sending(&["Alla"], "m", NOW).await;
    let stale = world.claim_all("paused", NOW).await.remove(0);
    let later = NOW.plus_ms(LEASE);
    let fresh = world.claim_all("two", later).await.remove(0);
    assert_eq!(world.store.acknowledge(&stale, "paused", later, all_accepted()).await.unwrap(), None);
    assert!(!world.store.extend_lease(&stale.batch, "paused", later, LEASE).await.unwrap());
    let done = world.store.acknowledge(&fresh, "two", later, all_accepted()).await.unwrap().unwrap();
    assert!(done.message_finished);
    let sends = world.store.sends(&world.permit(), 1).await.unwrap();
    assert_eq!(sends.rows[0].counts.accepted, 2);
    // A second acknowledgement of the same batch counts nothing.
    assert_eq!(world.store.acknowledge(&fresh, "two", later, all_accepted()).await.unwrap(), None);
}

#[tokio::test]
async fn a_worker_that_was_away_acknowledges_what_nobody_took_over() {
    let world = world().await;
    world.sending(&["Alla"], "m", NOW).await;
    let batch = world.claim_all("paused", NOW).await.remove(0);
    let later = NOW.plus_ms(3 * LEASE);
    assert!(world.store.extend_lease(&batch.batch, "paused", later, LEASE).await.unwrap());
    assert!(world.claim_all("two", later).await.is_empty(), "the lease runs again");
    let much_later = later.plus_ms(3 * LEASE);
    let done = world.store.acknowledge(&batch, "paused", much_later, all_accepted()).await.unwrap();
    assert!(done.unwrap().message_finished, "nobody gets it twice");
}

#[tokio::test]
async fn a_lease_can_be_extended_by_its_owner() {
    let world = world().await;
    world.sending(&["Alla"], "m", NOW).await;
    let batch = world.claim_all("one", NOW).await.remove(0);
    let half = NOW.plus_ms(LEASE / 2);
    assert!(!world.store.extend_lease(&batch.batch, "two", half, LEASE).await.unwrap());
    assert!(world.store.extend_lease(&batch.batch, "one", half, LEASE).await.unwrap());
    assert!(world.claim_all("two", NOW.plus_ms(LEASE)).await.is_empty());
    assert!(
        world.store.acknowledge(&batch, "one", NOW.plus_ms(LEASE), all_accepted()).await.unwrap().is_some()
    );
}

#[tokio::test]
async fn what_is_given_back_at_shutdown_can_be_claimed_at_once() {
    let world = world().await;
    world.sending(&["Alla"], "m", NOW).await;
    world.to_groups(&world.admin(), &["Alla"], "n", NOW).await;
    world.store.claim_message("one", NOW, LEASE).await.unwrap().unwrap();
    assert_eq!(world.claim_all("one", NOW).await.len(), 1);
    assert_eq!(world.store.release("one").await.unwrap(), 2);
    assert_eq!(world.store.release("one").await.unwrap(), 0);
    assert_eq!(world.claim_all("two", NOW).await.len(), 1);
    assert!(world.store.claim_message("two", NOW, LEASE).await.unwrap().is_some());
}

#[tokio::test]
async fn who_knows_that_no_worker_is_left_gives_every_lease_back() {
    let world = world().await;
    world.sending(&["Alla"], "m", NOW).await;
    world.to_groups(&world.admin(), &["Alla"], "n", NOW).await;
    world.store.claim_message("one", NOW, LEASE).await.unwrap().unwrap();
    let before = world.claim_all("two", NOW).await.remove(0);
    assert_eq!(world.store.release_all().await.unwrap(), 2);
    assert_eq!(world.store.acknowledge(&before, "two", NOW, all_accepted()).await.unwrap(), None);
    assert_eq!(world.claim_all("three", NOW).await.len(), 1);
    assert!(world.store.claim_message("three", NOW, LEASE).await.unwrap().is_some());
}

#[tokio::test]
async fn what_is_tried_again_comes_back_at_its_time_and_only_that() {
    let world = world().await;
    world.sending(&["Alla"], "m", NOW).await;
    let mut batch = world.claim_all("one", NOW).await.remove(0);
    let later = batch.recipients.split_off(1);
    let due_at = NOW.plus_ms(60_000);
    let retry = vec![Retry { due_at, attempt: 1, recipients: later.clone() }];
    let result = BatchResult { accepted: 1, retry, ..BatchResult::default() };
    batch.recipients.extend(later.clone());
    let done = world.store.acknowledge(&batch, "one", NOW, result).await.unwrap().unwrap();
    assert!(!done.message_finished);
    assert_eq!(world.store.next_due(NOW).await.unwrap(), Some(due_at));
    assert!(world.claim_all("one", due_at.plus_ms(-1)).await.is_empty());
    let again = world.claim_all("one", due_at).await.remove(0);
    assert_eq!((again.attempt, &again.recipients), (1, &later));
    let counts = world.store.sends(&world.permit(), 1).await.unwrap().rows[0].counts.clone();
    assert_eq!((counts.accepted, counts.trying), (1, 1));
}

#[tokio::test]
async fn an_account_that_does_not_add_up_is_refused_and_changes_nothing() {
    let world = world().await;
    world.sending(&["Alla"], "m", NOW).await;
    let batch = world.claim_all("one", NOW).await.remove(0);
    for accepted in [0, 1, 3] {
        let result = BatchResult { accepted, ..BatchResult::default() };
        let refused = world.store.acknowledge(&batch, "one", NOW, result).await.unwrap_err();
        assert!(matches!(refused, StoreError::Miscounted { recipients: 2, .. }));
    }
    assert!(world.store.acknowledge(&batch, "one", NOW, all_accepted()).await.unwrap().is_some());
}

#[tokio::test]
async fn a_worker_gets_only_batches_of_the_services_that_it_asks_for() {
    let world = world().await;
    world.sending(&["Alla"], "m", NOW).await;
    assert!(world.store.claim_batch("one", NOW, LEASE, &[Service::Fcm]).await.unwrap().is_none());
    assert!(world.store.claim_batch("one", NOW, LEASE, &[]).await.unwrap().is_none());
    assert!(world.store.claim_batch("one", NOW, LEASE, &[Service::Apns]).await.unwrap().is_some());
}

#[tokio::test]
async fn an_idle_queue_has_nothing_due() {
    let world = world().await;
    assert_eq!(world.store.next_due(NOW).await.unwrap(), None);
    world.to_groups(&world.admin(), &["Alla"], "m", NOW).await;
    assert_eq!(world.store.next_due(NOW).await.unwrap(), Some(NOW));
    let depth = world.store.queue_depth().await.unwrap();
    assert_eq!((depth.queued, depth.sending, depth.batches), (1, 0, 0));
    world.store.expand(&world.tenant, &message_id("m"), NOW).await.unwrap();
    let depth = world.store.queue_depth().await.unwrap();
    assert_eq!((depth.queued, depth.sending, depth.batches, depth.recipients), (0, 1, 1, 2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_workers_get_every_batch_exactly_once() {
    let world = std::sync::Arc::new(world().await);
    for n in 0..20 {
        world.sending(&["Alla"], &format!("{n}"), Timestamp(NOW.millis() + n * HOUR)).await;
    }
    let later = NOW.plus_ms(20 * HOUR);
    let another_node = std::sync::Arc::new(world.another_node().await);
    let worker = |n: usize| {
        let world = if n.is_multiple_of(2) { world.clone() } else { another_node.clone() };
        tokio::spawn(async move { world.claim_all(&format!("worker {n}"), later).await })
    };
    let mut claimed = Vec::new();
    for worker in (0..6).map(worker).collect::<Vec<_>>() {
        claimed.extend(worker.await.unwrap().into_iter().map(|batch| batch.batch));
    }
    claimed.sort();
    let all = claimed.len();
    claimed.dedup();
    assert_eq!((all, claimed.len()), (20, 20));
}
