//! Google: what is sent, what comes back, and the access token.

use crate::support::{
    UNAVAILABLE, World, all_accepted, device, hasty, message, recipient, send_many, with_token,
};
use herald_domain::{
    device::Service,
    time::{HOUR_MS, MINUTE_MS, SECOND_MS},
};
use herald_push::{
    FcmConfig, Tuning,
    gateway::{Gateway, Outcome},
    simulator::{self, Answer, Credentials, Fault},
};
use std::{sync::Arc, time::Duration};

#[tokio::test]
async fn a_message_lands_on_the_phone_with_its_text_and_tag() {
    let world = World::start().await;
    let fcm = world.fcm();
    assert_eq!(fcm.service(), Service::Fcm);
    assert_eq!(fcm.send(&message(), &recipient(7)).await, Outcome::Accepted);
    let landed = world.phones.landed();
    assert_eq!(landed.len(), 1);
    assert_eq!((landed[0].device.clone(), landed[0].service), (device(7), Service::Fcm));
    assert_eq!((&*landed[0].title, &*landed[0].body), ("Fire drill", "At noon.\nStay calm."));
    assert_eq!(landed[0].message_key.as_deref(), Some(message().id.as_str()));
    assert!(landed[0].push_id.starts_with("projects/herald-simulated/messages/"));
}

#[tokio::test]
async fn b26_tokens_that_are_no_longer_valid_are_told_apart() {
    let world = World::start().await;
    let fcm = world.fcm();
    let gone = fcm.send(&message(), &with_token("00dead")).await;
    assert_eq!(gone, Outcome::Unregistered { reason: "UNREGISTERED".into(), since: None });
    let never_issued = fcm.send(&message(), &with_token("nonsense")).await;
    assert_eq!(never_issued, Outcome::Rejected { reason: "INVALID_ARGUMENT".into() });
}

#[tokio::test]
async fn every_answer_of_google_becomes_its_outcome() {
    let world = World::start().await;
    let fcm = world.fcm();
    let reason = |reason: &str| reason.to_owned();
    let throttled = |seconds| Outcome::Throttled { retry_after: Some(Duration::from_secs(seconds)) };
    let unavailable = |seconds| Outcome::Unavailable { retry_after: Some(Duration::from_secs(seconds)) };
    for (answer, expected) in [
        (Answer::fcm(400, "INVALID_ARGUMENT"), Outcome::Rejected { reason: reason("INVALID_ARGUMENT") }),
        (Answer::fcm(400, ""), Outcome::Rejected { reason: reason("INVALID_ARGUMENT") }),
        (
            Answer::fcm(403, "SENDER_ID_MISMATCH"),
            Outcome::Misconfigured { reason: reason("SENDER_ID_MISMATCH") },
        ),
        (
            Answer::fcm(401, "THIRD_PARTY_AUTH_ERROR"),
            Outcome::Misconfigured { reason: reason("THIRD_PARTY_AUTH_ERROR") },
        ),
        (Answer::fcm(429, "QUOTA_EXCEEDED"), throttled(60)),
        (Answer::fcm(429, "QUOTA_EXCEEDED").retry_after("17"), throttled(17)),
        (Answer::fcm(429, "QUOTA_EXCEEDED").retry_after("-17"), throttled(60)),
        (Answer::fcm(429, "QUOTA_EXCEEDED").retry_after("99999999999999999999"), throttled(86_400)),
        (Answer::fcm(503, "UNAVAILABLE"), UNAVAILABLE),
        (Answer::fcm(503, "UNAVAILABLE").retry_after("Fri, 15 Jan 2027 08:00:30 GMT"), unavailable(30)),
        (Answer::fcm(503, "UNAVAILABLE").retry_after("soon"), UNAVAILABLE),
        (Answer::fcm(500, "INTERNAL"), UNAVAILABLE),
        (Answer::new(502, "text/html", "<!DOCTYPE html><title>502</title>"), UNAVAILABLE),
        (
            Answer::new(400, "application/json", "{\"error\":"),
            Outcome::Rejected { reason: reason("HTTP 400") },
        ),
        (Answer::new(503, "text/plain", vec![b'x'; 1_000_000]), UNAVAILABLE),
    ] {
        world.pair.fcm.faults().next(1, answer);
        assert_eq!(fcm.send(&message(), &recipient(1)).await, expected);
    }
}

#[tokio::test]
async fn many_sends_at_once_ask_for_one_access_token() {
    let world = World::start().await;
    let fcm = world.fcm();
    assert!(all_accepted(&send_many(&fcm, 300).await));
    assert_eq!(world.pair.fcm.stats().tokens, 1);
}

#[tokio::test]
async fn an_access_token_is_renewed_before_it_runs_out() {
    let world = World::start().await;
    let fcm = world.fcm();
    for (minutes, tokens) in [(0, 1), (50, 1), (6, 2), (50, 2), (90, 3)] {
        world.clock.forward(minutes * MINUTE_MS);
        assert!(all_accepted(&send_many(&fcm, 20).await));
        assert_eq!(world.pair.fcm.stats().tokens, tokens, "after {minutes} more minutes");
    }
}

#[tokio::test]
async fn a_refused_access_token_is_renewed_once() {
    let world = World::start().await;
    let fcm = world.fcm();
    assert_eq!(fcm.send(&message(), &recipient(1)).await, Outcome::Accepted);
    world.clock.forward(MINUTE_MS);
    world.pair.fcm.faults().next(1, Fault::fcm(401, ""));
    assert_eq!(fcm.send(&message(), &recipient(1)).await, Outcome::Accepted);
    assert_eq!(world.pair.fcm.stats().tokens, 2);
    world.pair.fcm.faults().always(Fault::fcm(401, ""));
    for _ in 0..20 {
        let outcome = fcm.send(&message(), &recipient(1)).await;
        assert_eq!(outcome, Outcome::Misconfigured { reason: "UNAUTHENTICATED".into() });
    }
    // Asking again and again would not help.
    assert!(world.pair.fcm.stats().tokens <= 3);
}

#[tokio::test]
async fn trouble_at_the_token_endpoint_is_not_made_worse() {
    let world = World::start().await;
    let fcm = world.fcm();
    let faults = world.pair.fcm.faults();
    faults.always_for(simulator::Fcm::OAUTH, Answer::new(503, "text/html", "<html>"));
    assert!(send_many(&fcm, 100).await.iter().all(|outcome| *outcome == UNAVAILABLE));
    assert_eq!(world.pair.fcm.stats().requests, 1);
    faults.clear();
    world.clock.forward(11 * SECOND_MS);
    assert!(all_accepted(&send_many(&fcm, 100).await));
}

#[tokio::test]
async fn a_token_still_good_is_used_while_a_new_one_cannot_be_had() {
    let world = World::start().await;
    let fcm = world.fcm();
    assert!(all_accepted(&send_many(&fcm, 1).await));
    world.pair.fcm.faults().always_for(simulator::Fcm::OAUTH, Answer::new(500, "text/plain", ""));
    world.clock.forward(57 * MINUTE_MS);
    assert!(all_accepted(&send_many(&fcm, 10).await));
    world.clock.forward(HOUR_MS);
    assert_eq!(fcm.send(&message(), &recipient(1)).await, UNAVAILABLE);
}

#[tokio::test]
async fn a_service_account_that_google_does_not_know_is_a_matter_of_settings() {
    let world = World::start().await;
    let other = tempfile::tempdir().unwrap();
    let credentials = Credentials::generate(other.path()).unwrap();
    let token_uri = format!("{}/token", world.pair.fcm.endpoint());
    let service_account_file = credentials.write_service_account(&token_uri).unwrap();
    let config = FcmConfig { service_account_file, ..world.pair.fcm_config() };
    let fcm =
        herald_push::Fcm::with_tuning(&config, hasty(Tuning::fcm()), Arc::new(world.clock.clone())).unwrap();
    let outcome = fcm.send(&message(), &recipient(1)).await;
    assert_eq!(outcome, Outcome::Misconfigured { reason: "OAuth: invalid_grant".into() });
}
