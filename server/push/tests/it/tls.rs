//! Certificates that must not be trusted, and files that must be private.

use crate::support::{World, hasty, message, recipient};
use herald_push::{
    Apns, ApnsConfig, Tuning,
    gateway::{Gateway, Outcome},
    simulator::{Certificate, Credentials},
};
use std::sync::Arc;

async fn outcome_with(certificate: Certificate) -> (Outcome, u64) {
    let world = World::start().await;
    let server = world.another_apns(([127, 0, 0, 1], 0).into(), certificate).await;
    let outcome = world.apns_at(&server).send(&message(), &recipient(1)).await;
    let requests = server.stats().requests;
    server.shutdown().await;
    (outcome, requests)
}

#[tokio::test]
async fn nothing_is_sent_to_a_server_whose_certificate_is_wrong() {
    assert_eq!(outcome_with(Certificate::Valid).await, (Outcome::Accepted, 1));
    for certificate in [Certificate::Expired, Certificate::OtherName] {
        let (outcome, requests) = outcome_with(certificate).await;
        assert!(matches!(outcome, Outcome::Unavailable { .. }), "{certificate:?}: {outcome:?}");
        assert_eq!(requests, 0);
    }
}

#[tokio::test]
async fn a_server_of_another_authority_is_not_trusted() {
    let world = World::start().await;
    let other = tempfile::tempdir().unwrap();
    let ca_file = Some(Credentials::generate(other.path()).unwrap().ca_file);
    let config = ApnsConfig { ca_file, ..world.pair.apns_config() };
    let apns = Apns::with_tuning(&config, hasty(Tuning::apns()), Arc::new(world.clock.clone())).unwrap();
    assert!(matches!(apns.send(&message(), &recipient(1)).await, Outcome::Unavailable { .. }));
}

#[tokio::test]
async fn a_wrong_setting_is_named() {
    let world = World::start().await;
    let good = world.pair.apns_config();
    let refusal = |config: ApnsConfig| {
        let error = Apns::new(&config, Arc::new(world.clock.clone())).err().unwrap().to_string();
        error.split(':').next().unwrap().to_owned()
    };
    let not_pem = Some(good.key_file.clone());
    assert_eq!(refusal(ApnsConfig { ca_file: not_pem, ..good.clone() }), "push.apns.ca_file");
    assert_eq!(refusal(ApnsConfig { ca_file: Some("/nowhere".into()), ..good.clone() }), "push.apns.ca_file");
    assert_eq!(refusal(ApnsConfig { endpoint: "http://127.0.0.1:1".into(), ..good }), "push.apns.endpoint");
}

#[cfg(unix)]
#[test]
fn credentials_can_be_read_by_nobody_else() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("ca.pem"), "old and readable by all").unwrap();
    let credentials = Credentials::generate(dir.path()).unwrap();
    let account = credentials.write_service_account("https://localhost/token").unwrap();
    for file in [&credentials.ca_file, &credentials.apns_key_file, &account] {
        let mode = std::fs::metadata(file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", file.display());
    }
}
