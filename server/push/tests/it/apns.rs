//! Apple: what is sent, what comes back, and the provider token.

use crate::support::{
    GONE_SINCE, UNAVAILABLE, World, all_accepted, device, hasty, message, recipient, send_many, with_token,
};
use herald_domain::{device::Service, time::MINUTE_MS};
use herald_push::{
    Apns, ApnsConfig, Tuning,
    gateway::{Gateway, Outcome},
    simulator::{Answer, Credentials, Fault},
};
use std::{sync::Arc, time::Duration};

#[tokio::test]
async fn a_message_lands_on_the_phone_with_its_text_and_ids() {
    let world = World::start().await;
    let apns = world.apns();
    assert_eq!(apns.service(), Service::Apns);
    assert_eq!(apns.send(&message(), &recipient(7)).await, Outcome::Accepted);
    let landed = world.phones.landed();
    assert_eq!(landed.len(), 1);
    assert_eq!((landed[0].device.clone(), landed[0].service), (device(7), Service::Apns));
    assert_eq!((&*landed[0].title, &*landed[0].body), ("Fire drill", "At noon.\nStay calm."));
    assert_eq!(landed[0].message_key.as_deref(), Some(message().id.as_str()));
}

#[tokio::test]
async fn a_repeat_carries_the_same_ids() {
    let world = World::start().await;
    let apns = world.apns();
    for number in [7, 7, 8] {
        apns.send(&message(), &recipient(number)).await;
    }
    let ids: Vec<_> =
        world.phones.landed().into_iter().map(|landed| (landed.push_id, landed.message_key)).collect();
    assert_eq!(ids[0], ids[1]);
    assert_ne!(ids[0].0, ids[2].0);
}

#[tokio::test]
async fn b26_tokens_that_are_no_longer_valid_are_told_apart() {
    let world = World::start().await;
    let apns = world.apns();
    let gone = apns.send(&message(), &with_token("00dead")).await;
    assert_eq!(gone, Outcome::Unregistered { reason: "Unregistered".into(), since: Some(GONE_SINCE) });
    let never_issued = apns.send(&message(), &with_token("ffff")).await;
    assert_eq!(never_issued, Outcome::Unfit { reason: "BadDeviceToken".into() });
    for no_token in ["not hexadecimal", ""] {
        let outcome = apns.send(&message(), &with_token(no_token)).await;
        assert_eq!(outcome, Outcome::Unregistered { reason: "BadDeviceToken".into(), since: None });
    }
    assert!(world.phones.landed().is_empty());
}

#[tokio::test]
async fn every_answer_of_apple_becomes_its_outcome() {
    let world = World::start().await;
    let apns = world.apns();
    let reason = |reason: &str| reason.to_owned();
    for (answer, expected) in [
        (Answer::apns(400, "BadTopic"), Outcome::Misconfigured { reason: reason("BadTopic") }),
        (
            Answer::apns(400, "DeviceTokenNotForTopic"),
            Outcome::Unfit { reason: reason("DeviceTokenNotForTopic") },
        ),
        (
            Answer::apns(403, "InvalidProviderToken"),
            Outcome::Misconfigured { reason: reason("InvalidProviderToken") },
        ),
        (Answer::apns(403, "Forbidden"), Outcome::Rejected { reason: reason("Forbidden") }),
        (Answer::apns(413, "PayloadTooLarge"), Outcome::Rejected { reason: reason("PayloadTooLarge") }),
        (Answer::apns(429, "TooManyRequests"), Outcome::Throttled { retry_after: None }),
        (
            Answer::apns(429, "TooManyRequests").retry_after("9"),
            Outcome::Throttled { retry_after: Some(Duration::from_secs(9)) },
        ),
        (Answer::apns(500, "InternalServerError"), UNAVAILABLE),
        (Answer::apns(503, "Shutdown").retry_after("-1"), UNAVAILABLE),
        (Answer::apns(418, "BrandNew"), Outcome::Rejected { reason: reason("BrandNew") }),
        (Answer::new(502, "text/html", "<html>"), UNAVAILABLE),
        (
            Answer::new(400, "application/json", "{\"reason\":"),
            Outcome::Rejected { reason: reason("HTTP 400") },
        ),
        (
            Answer::new(400, "text/plain", vec![b'x'; 1_000_000]),
            Outcome::Rejected { reason: reason("HTTP 400") },
        ),
    ] {
        world.pair.apns.faults().next(1, answer);
        assert_eq!(apns.send(&message(), &recipient(1)).await, expected);
    }
    assert_eq!(world.pair.apns.stats().connections, 1);
}

#[tokio::test]
async fn a_wrong_or_missing_apns_id_in_the_answer_does_no_harm() {
    let world = World::start().await;
    let apns = world.apns();
    for id in [None, Some("something-else".to_owned())] {
        world.pair.apns.faults().next(1, Fault::PushId(id));
        assert_eq!(apns.send(&message(), &recipient(1)).await, Outcome::Accepted);
    }
}

#[tokio::test]
async fn one_provider_token_serves_all_sends_and_is_renewed_in_time() {
    let world = World::start().await;
    let apns = world.apns();
    for _ in 0..12 {
        assert!(all_accepted(&send_many(&apns, 50).await));
        world.clock.forward(10 * MINUTE_MS);
    }
    // Two hours: the first token, and a new one every half hour from the fifth minute.
    assert_eq!(world.pair.apns.stats().tokens, 5);
    assert_eq!(world.pair.apns.stats().connections, 1);
}

#[tokio::test]
async fn a_restarted_sender_does_not_count_as_a_token_too_many() {
    let world = World::start().await;
    for _ in 0..10 {
        assert_eq!(world.apns().send(&message(), &recipient(1)).await, Outcome::Accepted);
        world.clock.forward(7 * MINUTE_MS);
    }
    assert_eq!(world.pair.apns.stats().tokens, 3, "ten starts in 63 minutes, three tokens");
}

#[tokio::test]
async fn over_a_day_three_nodes_and_their_restarts_never_renew_too_often_nor_too_late() {
    let world = World::start().await;
    let mut nodes = [world.apns(), world.apns(), world.apns()];
    let message = message();
    let (mut restarts, mut chance) = (0, 1_u64);
    for minute in 0..24 * 60 {
        // Any sequence that looks like none.
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let number = (chance >> 33) as usize % nodes.len();
        if (chance >> 40).is_multiple_of(20) {
            nodes[number] = world.apns();
            restarts += 1;
        }
        let outcome = nodes[number].send(&message, &recipient(1)).await;
        assert_eq!(outcome, Outcome::Accepted, "minute {minute}, after {restarts} restarts");
        world.clock.forward(60_000);
    }
    assert!(restarts > 40, "{restarts}");
}

#[tokio::test]
async fn an_expired_provider_token_is_renewed_once_when_it_is_old_enough() {
    let world = World::start().await;
    let apns = world.apns();
    assert_eq!(apns.send(&message(), &recipient(1)).await, Outcome::Accepted);
    // There is a newer one, but it is kept for now.
    world.clock.forward(10 * MINUTE_MS);
    world.pair.apns.faults().next(1, Fault::apns(403, "ExpiredProviderToken"));
    assert_eq!(apns.send(&message(), &recipient(1)).await, Outcome::Accepted);
    assert_eq!(world.pair.apns.stats().tokens, 2);
    world.pair.apns.faults().always(Fault::apns(403, "ExpiredProviderToken"));
    let refused = Outcome::Misconfigured { reason: "ExpiredProviderToken".into() };
    assert_eq!(apns.send(&message(), &recipient(1)).await, refused);
}

#[tokio::test]
async fn credentials_of_somebody_else_are_a_matter_of_settings() {
    let world = World::start().await;
    let other = tempfile::tempdir().unwrap();
    let other_key = Credentials::generate(other.path()).unwrap().apns_key_file;
    let good = world.pair.apns_config();
    for (config, reason) in [
        (ApnsConfig { key_file: other_key, ..good.clone() }, "InvalidProviderToken"),
        (ApnsConfig { team_id: "SOMEBODY01".into(), ..good.clone() }, "InvalidProviderToken"),
        (ApnsConfig { key_id: "SOMEBODY01".into(), ..good.clone() }, "InvalidProviderToken"),
        (ApnsConfig { topic: "example.other.app".into(), ..good.clone() }, "TopicDisallowed"),
    ] {
        let apns = Apns::with_tuning(&config, hasty(Tuning::apns()), Arc::new(world.clock.clone())).unwrap();
        let outcome = apns.send(&message(), &recipient(1)).await;
        assert_eq!(outcome, Outcome::Misconfigured { reason: reason.into() });
    }
}
