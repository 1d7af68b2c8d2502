//! What becomes of messages and of their text (B22, B23, B26, B32).

use crate::support::*;
use herald_domain::{
    action::{ActionStatus, Hindrance},
    delivery::{MessageStatus, Send, Target},
    device::Unreachable,
    ids::MessageId,
};
use herald_store::{BatchResult, Queued, Retired, Retry};
use sqlx::Row;

async fn world() -> World {
    let world = World::new().await;
    world.people(&["anna", "bo"]).await;
    world.phones(&["anna", "bo"]).await;
    world.group("Alla", &["anna", "bo"], &[]).await;
    world
}

async fn send(world: &World, id: &MessageId) -> Send {
    let ids = std::slice::from_ref(id);
    world.store.sends_by_id(&world.tenant, &user_id("admin"), ids).await.unwrap().remove(0)
}

async fn sealed(world: &World) -> Option<Vec<u8>> {
    let row = sqlx::query("SELECT sealed FROM messages").fetch_one(&world.behind().await).await.unwrap();
    row.get(0)
}

fn files_hold(folder: &std::path::Path, text: &[u8]) -> bool {
    let mut files =
        std::fs::read_dir(folder).unwrap().map(|entry| std::fs::read(entry.unwrap().path()).unwrap());
    files.any(|bytes| bytes.windows(text.len()).any(|window| window == text))
}

#[tokio::test]
async fn b22_the_sealed_text_is_gone_with_the_last_delivery() {
    let world = world().await;
    let message = world.sending(&["Alla"], "m", NOW).await;
    assert_eq!(sealed(&world).await.as_deref(), Some(SEALED));
    assert_eq!(world.store.unfinished().await.unwrap(), std::slice::from_ref(&message));
    if world.on_sqlite() {
        assert!(files_hold(world.folder(), SEALED), "the search finds what is there");
    }
    let batch = world.claim_all("w", NOW).await.remove(0);
    let result = BatchResult { accepted: 2, ..BatchResult::default() };
    assert!(world.store.acknowledge(&batch, "w", NOW, result).await.unwrap().unwrap().message_finished);
    assert_eq!(sealed(&world).await, None);
    assert_eq!(world.store.unfinished().await.unwrap(), []);
    assert!(world.store.checkpoint().await.unwrap());
    if world.on_sqlite() {
        assert!(!files_hold(world.folder(), SEALED));
    }
    assert_eq!(send(&world, &message).await.status, MessageStatus::Finished);
}

async fn expired(world: &World, now: herald_domain::Timestamp) -> Vec<MessageId> {
    let ended = world.store.expire(now).await.unwrap();
    assert!(ended.iter().all(|ended| ended.tenant == world.tenant));
    ended.into_iter().map(|ended| ended.message).collect()
}

#[tokio::test]
async fn b22_a_message_expires_and_its_text_with_it() {
    let world = world().await;
    let message = world.sending(&["Alla"], "m", NOW).await;
    let end = NOW.plus_ms(DAY);
    assert_eq!(expired(&world, end.plus_ms(-1)).await, []);
    assert_eq!(expired(&world, end).await, std::slice::from_ref(&message));
    assert_eq!(sealed(&world).await, None);
    let ended = send(&world, &message).await;
    assert_eq!((ended.counts.expired, ended.counts.trying, ended.finished_at), (2, 0, Some(end)));
    assert_eq!(expired(&world, end).await, []);
    assert_eq!(world.store.next_due(end).await.unwrap(), None);
}

#[tokio::test]
async fn b22_what_is_in_a_worker_s_hands_expires_with_its_lease() {
    let world = world().await;
    let message = world.sending(&["Alla"], "m", NOW).await;
    let end = NOW.plus_ms(DAY);
    let started = end.plus_ms(-1_000);
    let batch = world.claim_all("w", started).await.remove(0);
    assert_eq!(expired(&world, end).await, []);
    assert_eq!(world.store.next_due(end).await.unwrap(), Some(started.plus_ms(LEASE)), "no idle spinning");
    let result = BatchResult { accepted: 1, expired: 1, ..BatchResult::default() };
    assert!(world.store.acknowledge(&batch, "w", end, result).await.unwrap().unwrap().message_finished);
    let counts = send(&world, &message).await.counts;
    assert_eq!((counts.accepted, counts.expired), (1, 1));
}

#[tokio::test]
async fn b22_a_message_that_nobody_ever_started_expires() {
    let world = world().await;
    world.to_groups(&world.admin(), &["Alla"], "m", NOW).await;
    world.store.claim_message("crashed", NOW, LEASE).await.unwrap().unwrap();
    let end = NOW.plus_ms(DAY);
    assert_eq!(expired(&world, end).await, [message_id("m")]);
    assert_eq!(world.store.claim_message("w", end, LEASE).await.unwrap(), None);
    assert!(world.store.expand(&world.tenant, &message_id("m"), end).await.unwrap().finished);
    assert_eq!(send(&world, &message_id("m")).await.counts.expired, 2, "everybody who could be reached");
}

#[tokio::test]
async fn b23_b32_a_message_to_a_device_that_nobody_ever_started_is_expired_and_not_unreachable() {
    let world = world().await;
    world.to_device(&world.admin(), "anna", "waits", NOW).await;
    world.store.expire(NOW.plus_ms(DAY)).await.unwrap();
    world.to_device(&world.admin(), "anna", "waits too", minutes(1)).await;
    let mut gone = phone("anna", "anna");
    gone.app_installed = Some(false);
    world.devices(vec![gone]).await;
    world.store.expire(minutes(1).plus_ms(DAY)).await.unwrap();
    let device = world.store.device(&world.permit(), &device_id("anna")).await.unwrap().unwrap();
    let shown: Vec<_> = device.actions.into_iter().map(|action| (action.status, action.hindrance)).collect();
    let without_app = Some(Hindrance::Unreachable(Unreachable::AppNotInstalled));
    assert_eq!(
        shown,
        [(ActionStatus::Unreachable, without_app), (ActionStatus::Expired, None)],
        "the app went before the second's end"
    );
}

#[tokio::test]
async fn b23_every_outcome_is_counted_by_its_reason() {
    let world = world().await;
    world.devices((0..6).map(|n| phone(&format!("{n}"), "anna")).collect()).await;
    let message = world.sending(&["Alla"], "m", NOW).await;
    let batch = world.claim_all("w", NOW).await.remove(0);
    let retry = vec![Retry { due_at: minutes(1), attempt: 1, recipients: batch.recipients[..2].to_vec() }];
    let rejected = vec![("BadDeviceToken".into(), 1), ("TopicDisallowed".into(), 2)];
    let result = BatchResult { accepted: 2, rejected, expired: 1, retry, ..BatchResult::default() };
    world.store.acknowledge(&batch, "w", NOW, result).await.unwrap().unwrap();
    let again = world.claim_all("w", minutes(1)).await.remove(0);
    let rejected = vec![("TopicDisallowed".into(), 1)];
    let result = BatchResult { accepted: 1, rejected, ..BatchResult::default() };
    world.store.acknowledge(&again, "w", minutes(1), result).await.unwrap().unwrap();
    let ended = send(&world, &message).await;
    assert_eq!(ended.target, Target::Groups { names: vec!["Alla".into()] });
    assert_eq!((ended.by.as_str(), ended.at, ended.status), ("Admin", NOW, MessageStatus::Finished));
    assert_eq!((ended.counts.accepted, ended.counts.expired, ended.counts.trying), (3, 1, 0));
    assert_eq!(ended.counts.rejected, [("TopicDisallowed".into(), 3), ("BadDeviceToken".into(), 1)]);
}

async fn reasons(world: &World, device: &str) -> Vec<Unreachable> {
    let device = world.store.device(&world.permit(), &device_id(device)).await.unwrap().unwrap();
    device.row.reasons.iter().collect()
}

async fn retire(world: &World, since: herald_domain::Timestamp) {
    world.sending(&["Alla"], &format!("{since:?}"), NOW).await;
    let batch = world.claim_all("w", NOW).await.remove(0);
    let anna = batch.recipients.iter().find(|r| r.device == device_id("anna")).unwrap();
    let retired = vec![Retired { device: anna.device.clone(), token: anna.token.clone(), since }];
    let rejected = vec![("Unregistered".into(), 1)];
    let accepted = batch.recipients.len() as u64 - 1;
    let result = BatchResult { accepted, rejected, retired, ..BatchResult::default() };
    world.store.acknowledge(&batch, "w", NOW, result).await.unwrap().unwrap();
}

#[tokio::test]
async fn b26_an_invalid_token_makes_the_device_unreachable_until_the_app_registers_again() {
    let world = world().await;
    retire(&world, NOW).await;
    assert_eq!(reasons(&world, "anna").await, [Unreachable::TokenInvalid]);
    let refused = world.to_device(&world.admin(), "anna", "d", NOW).await;
    assert!(matches!(refused, Queued::Unreachable(reasons) if reasons.contains(Unreachable::TokenInvalid)));
    // The same file again does not make it valid.
    world.phones(&["anna"]).await;
    assert_eq!(reasons(&world, "anna").await, [Unreachable::TokenInvalid]);
    let registered =
        herald_store::NewDevice { token_registered_at: Some(NOW.plus_ms(1)), ..phone("anna", "anna") };
    world.devices(vec![registered]).await;
    assert_eq!(reasons(&world, "anna").await, []);
}

#[tokio::test]
async fn b26_a_token_registered_after_the_verdict_stays_valid() {
    let world = world().await;
    retire(&world, NOW.plus_ms(-2 * DAY)).await;
    assert_eq!(reasons(&world, "anna").await, []);
}

#[tokio::test]
async fn b26_another_token_than_the_one_that_was_refused_stays_valid() {
    let world = world().await;
    world.sending(&["Alla"], "m", NOW).await;
    let batch = world.claim_all("w", NOW).await.remove(0);
    let renewed = herald_store::NewDevice { push_token: Some("renewed".into()), ..phone("anna", "anna") };
    world.devices(vec![renewed]).await;
    let retired = batch
        .recipients
        .iter()
        .map(|r| Retired { device: r.device.clone(), token: r.token.clone(), since: NOW })
        .collect();
    let result =
        BatchResult { rejected: vec![("Unregistered".into(), 2)], retired, ..BatchResult::default() };
    world.store.acknowledge(&batch, "w", NOW, result).await.unwrap().unwrap();
    assert_eq!(reasons(&world, "anna").await, []);
    assert_eq!(reasons(&world, "bo").await, [Unreachable::TokenInvalid]);
}

#[tokio::test]
async fn b32_device_actions_show_how_far_each_message_to_the_device_has_come() {
    let world = world().await;
    for (n, name) in ["accepted", "rejected", "expired", "pending"].into_iter().enumerate() {
        let at = minutes(n as i64);
        world.to_device(&world.admin(), "anna", name, at).await;
        world.store.expand(&world.tenant, &message_id(name), at).await.unwrap();
        if name == "pending" {
            break;
        }
        let batch = world.claim_all("w", at).await.remove(0);
        let result = match name {
            "accepted" => BatchResult { accepted: 1, ..BatchResult::default() },
            "rejected" => {
                BatchResult { rejected: vec![("TopicDisallowed".into(), 1)], ..BatchResult::default() }
            }
            _ => BatchResult { expired: 1, ..BatchResult::default() },
        };
        world.store.acknowledge(&batch, "w", at, result).await.unwrap().unwrap();
    }
    // A message to a group that holds the user is no action on the device.
    world.sending(&["Alla"], "group", minutes(9)).await;
    let device = world.store.device(&world.permit(), &device_id("anna")).await.unwrap().unwrap();
    let shown: Vec<_> = device.actions.iter().map(|action| action.status).collect();
    assert_eq!(
        shown,
        [ActionStatus::Pending, ActionStatus::Expired, ActionStatus::Failed, ActionStatus::Accepted]
    );
    assert_eq!((device.actions[3].at, device.actions[3].by.as_str()), (NOW, "Admin"));
    let kept_from: Vec<_> = device.actions.into_iter().map(|action| action.hindrance).collect();
    assert_eq!(kept_from, [None, None, Some(Hindrance::Refused("TopicDisallowed".into())), None]);
}
