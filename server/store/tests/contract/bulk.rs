//! One text to several devices in one transaction (B16, B18, B20, B24, B28, B30).

use crate::support::*;
use herald_domain::{
    Timestamp,
    audit::{Activity, AuditOutcome},
    bulk::{BulkSend, SendOutcome},
    caller::Caller,
    device::Platform,
    ids::BulkId,
};
use herald_store::{NewDevice, NewMessages, Queued, QueuedSeveral, RepeatKey};
use std::sync::Arc;

async fn world() -> World {
    let world = World::new().await;
    world.people(&["anna", "bo", "cecilia"]).await;
    world.phones(&["anna", "bo", "cecilia"]).await;
    world.devices(vec![NewDevice { platform: Some(Platform::MacOs), ..phone("mac", "anna") }]).await;
    world.group("North", &["anna"], &[]).await;
    world.group("South", &["bo", "cecilia"], &[]).await;
    world
}

fn bulk_id(name: &str) -> BulkId {
    message_id(&format!("bulk {name}")).as_str().parse().unwrap()
}
fn key(key: &str, text: &str) -> Option<RepeatKey> {
    Some(RepeatKey { key: key.into(), text: Some(text.into()) })
}

/// The messages are named after act and device.
async fn send(
    world: &World,
    caller: &Caller,
    act: &str,
    devices: &[&str],
    key: Option<RepeatKey>,
    now: Timestamp,
) -> QueuedSeveral {
    let permit = caller.permit().unwrap();
    let message =
        |device: &&str| (device_id(device), message_id(&format!("{act} {device}")), SEALED.to_vec().into());
    let messages = NewMessages {
        id: bulk_id(act),
        sender: caller,
        permit: &permit,
        devices: devices.iter().map(message).collect(),
        key,
        expires_at: now.plus_ms(DAY),
        now,
    };
    world.store.queue_several(messages).await.unwrap()
}
fn done(queued: QueuedSeveral) -> BulkSend {
    match queued {
        QueuedSeveral::Done(done) => done,
        other => panic!("{other:?}"),
    }
}
fn outcomes(done: &BulkSend) -> Vec<(&str, &'static str)> {
    let outcome = |outcome: &SendOutcome| match outcome {
        SendOutcome::Sent { .. } => "sent",
        SendOutcome::LimitReached { .. } => "limit",
        SendOutcome::Unreachable { .. } => "unreachable",
        SendOutcome::NotFound => "not found",
    };
    done.results.iter().map(|result| (result.name.as_str(), outcome(&result.outcome))).collect()
}

#[tokio::test]
async fn b16_each_device_keeps_its_own_limit_and_has_its_own_result() {
    let world = world().await;
    let admin = world.admin();
    for n in 0..10 {
        world.to_device(&admin, "bo", &format!("{n}"), minutes(n)).await;
    }
    let act = send(&world, &admin, "act", &["mac", "bo", "anna", "nowhere"], None, minutes(20)).await;
    let act = done(act);
    assert_eq!(
        outcomes(&act),
        [("mac", "unreachable"), ("bo", "limit"), ("anna", "sent"), ("", "not found")]
    );
    let SendOutcome::LimitReached { max, next_free } = act.results[1].outcome else { panic!() };
    assert_eq!((max, next_free), (10, NOW.plus_ms(HOUR + 1)), "B19");
    let places = async |device| {
        world.store.device_places(&world.tenant, &device_id(device), minutes(20)).await.unwrap().used
    };
    assert_eq!([places("anna").await, places("bo").await, places("mac").await], [1, 10, 0], "B18");
    // B10
    assert_eq!(world.store.group_places(&world.tenant, minutes(20)).await.unwrap().used, 0);
    // Each has a message of its own, which ends with its own delivery.
    world.store.expand(&world.tenant, &message_id("act anna"), NOW).await.unwrap();
    let batches = world.claim_all("worker", NOW).await;
    assert_eq!(batches.len(), 1);
    assert_eq!(
        (&batches[0].message, &batches[0].recipients[0].device),
        (&message_id("act anna"), &device_id("anna"))
    );
}

#[tokio::test]
async fn b30_one_act_leaves_one_record_that_names_every_device_and_no_text() {
    let world = world().await;
    let admin = world.admin();
    let before = world.audit_log().await.len();
    send(&world, &admin, "act", &["mac", "anna"], None, NOW).await;
    send(&world, &admin, "none", &["mac"], None, NOW).await;
    let log = world.audit_log().await;
    assert_eq!(log.len() - before, 2);
    let of =
        |outcome| log.iter().find(|r| r.activity == Activity::SendToDevices && r.outcome == outcome).unwrap();
    let record = of(AuditOutcome::Success);
    assert_eq!(record.target, "mac, anna");
    assert_eq!(record.detail, "sent to 1 of 2; mac: cannot be reached: platform_not_supported");
    assert_eq!(of(AuditOutcome::Refused).target, "mac");
}

#[tokio::test]
async fn b20_the_same_key_sends_nothing_twice_and_tells_what_became_of_it() {
    let world = world().await;
    let admin = world.admin();
    let first = done(send(&world, &admin, "first", &["anna", "mac"], key("k", "text"), NOW).await);
    let log = world.audit_log().await.len();
    // In another order, and an hour later, when places are free again.
    for (act, devices, now) in [("again", ["mac", "anna"], NOW), ("later", ["anna", "mac"], minutes(90))] {
        let again = send(&world, &admin, act, &devices, key("k", "text"), now).await;
        assert_eq!(again, QueuedSeveral::Replayed { first: first.clone(), unjudged: None });
    }
    assert_eq!(world.audit_log().await.len(), log, "the first one left its record");
    let used = world.store.device_places(&world.tenant, &device_id("anna"), NOW).await.unwrap().used;
    assert_eq!(used, 1);
    let kept = world.store.bulk_send(&world.tenant, &admin.user, &first.id).await.unwrap();
    assert_eq!(kept, Some(first.clone()));
    assert_eq!(world.store.bulk_send(&world.tenant, &user_id("colleague"), &first.id).await.unwrap(), None);
}

#[tokio::test]
async fn b20_the_same_key_with_other_devices_or_another_text_is_a_conflict() {
    let world = world().await;
    let admin = world.admin();
    send(&world, &admin, "first", &["anna"], key("k", "text"), NOW).await;
    for (act, devices, text) in [("more", vec!["anna", "bo"], "text"), ("other", vec!["anna"], "another")] {
        let refused = send(&world, &admin, act, &devices, key("k", text), NOW).await;
        assert_eq!(refused, QueuedSeveral::Conflict, "{act}");
    }
    let guessable = RepeatKey { key: "k".into(), text: None };
    let unjudged = send(&world, &admin, "guess", &["anna"], Some(guessable), NOW).await;
    let QueuedSeveral::Replayed { unjudged, .. } = unjudged else { panic!("{unjudged:?}") };
    assert_eq!(unjudged, Some((message_id("first anna"), SEALED.to_vec().into())));
}

#[tokio::test]
async fn b20_an_act_that_sent_nothing_can_be_tried_again_with_its_key() {
    let world = world().await;
    let admin = world.admin();
    assert_eq!(done(send(&world, &admin, "first", &["mac"], key("k", "text"), NOW).await).sent(), 0);
    world.devices(vec![phone("mac", "anna")]).await;
    assert_eq!(done(send(&world, &admin, "again", &["mac"], key("k", "text"), NOW).await).sent(), 1);
}

#[tokio::test]
async fn b28_b29_devices_out_of_scope_are_exactly_like_none() {
    let world = world().await;
    let north = world.admin_of(&["North"]);
    let act = done(send(&world, &north, "act", &["anna", "bo", "nowhere"], None, NOW).await);
    assert_eq!(outcomes(&act), [("anna", "sent"), ("", "not found"), ("", "not found")]);
    let ids = ["bo", "nowhere", "anna"].map(device_id);
    let targets = world
        .store
        .device_targets(&north.permit().unwrap(), &north.permit().unwrap(), &ids, NOW)
        .await
        .unwrap();
    assert_eq!(
        targets.iter().map(|t| (t.row.name.as_str(), t.quota.used)).collect::<Vec<_>>(),
        [("anna", 1)]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn b18_several_and_single_sends_racing_for_the_last_place_give_it_once() {
    let world = Arc::new(world().await);
    for n in 0..9 {
        world.to_device(&world.admin(), "anna", &format!("{n}"), NOW).await;
    }
    let race = |n: u32| {
        let world = world.clone();
        tokio::spawn(async move {
            let admin = world.admin();
            let name = format!("racer {n}");
            if n.is_multiple_of(2) {
                matches!(world.to_device(&admin, "anna", &name, NOW).await, Queued::Queued { .. })
            } else {
                let act = done(send(&world, &admin, &name, &["anna", "bo"], None, NOW).await);
                matches!(act.results[0].outcome, SendOutcome::Sent { .. })
            }
        })
    };
    let mut won = 0;
    for racer in (0..12).map(race).collect::<Vec<_>>() {
        won += u32::from(racer.await.unwrap());
    }
    assert_eq!(won, 1);
}
