use super::*;
use crate::{sample::MovedClock, simulator::Credentials};
use herald_domain::time::MINUTE_MS;
use std::path::Path;

fn config(dir: &Path) -> ApnsConfig {
    let credentials = Credentials::generate(dir).unwrap();
    ApnsConfig {
        endpoint: "https://localhost".into(),
        ca_file: None,
        key_file: credentials.apns_key_file,
        key_id: credentials.apns_key_id,
        team_id: credentials.apns_team_id,
        topic: "se.example.portal".into(),
    }
}

/// Runs `then` with a token made at a full hour.
fn with_token(then: impl FnOnce(&ProviderToken, &MovedClock)) {
    let dir = tempfile::tempdir().unwrap();
    let clock = MovedClock::at(Timestamp(1_800_000_000_000));
    let token = ProviderToken::read(&config(dir.path()), Arc::new(clock.clone())).unwrap();
    then(&token, &clock);
}

#[test]
fn one_token_is_used_for_fifty_minutes() {
    with_token(|token, clock| {
        let first = token.current();
        clock.forward(49 * MINUTE_MS);
        assert_eq!(token.current(), first);
        clock.forward(MINUTE_MS);
        assert_ne!(token.current(), first);
    });
}

#[test]
fn tokens_are_never_older_than_an_hour_nor_renewed_within_twenty_minutes() {
    with_token(|token, clock| {
        let mut renewals = vec![clock.now()];
        let mut last = token.current();
        for _ in 0..600 {
            clock.forward(MINUTE_MS);
            let now = token.current();
            assert!(clock.now().seconds() - token.current.lock().unwrap().issued_at < 3_600);
            if now != last {
                renewals.push(clock.now());
                last = now;
            }
        }
        assert!(renewals.len() > 10);
        assert!(renewals.windows(2).all(|pair| pair[1].since(pair[0]) >= 20 * MINUTE_MS), "{renewals:?}");
    });
}

#[test]
fn a_restart_dates_its_token_like_the_process_before_it() {
    let dir = tempfile::tempdir().unwrap();
    let config = config(dir.path());
    let clock = MovedClock::at(Timestamp(1_800_000_000_000));
    let issued_at = || {
        let token = ProviderToken::read(&config, Arc::new(clock.clone())).unwrap();
        let minted = token.current.lock().unwrap();
        minted.issued_at
    };
    let before = issued_at();
    clock.forward(17 * MINUTE_MS);
    assert_eq!(issued_at(), before);
}

#[test]
fn a_refused_token_is_renewed_only_when_twenty_minutes_have_passed() {
    with_token(|token, clock| {
        let first = token.current();
        clock.forward(19 * MINUTE_MS);
        assert_eq!(token.after_refusal(&first), None);
        clock.forward(12 * MINUTE_MS);
        let second = token.after_refusal(&first).unwrap();
        assert_ne!(second, first);
        // Another send that was refused with the old token gets the new one, not a third.
        assert_eq!(token.after_refusal(&first), Some(second.clone()));
        assert_eq!(token.after_refusal(&second), None);
    });
}

#[test]
fn a_token_from_the_future_is_renewed_when_the_clock_was_set_back() {
    with_token(|token, clock| {
        let first = token.current();
        clock.forward(-10 * MINUTE_MS);
        assert_eq!(token.current(), first);
        clock.forward(-50 * MINUTE_MS);
        assert_ne!(token.current(), first);
    });
}

#[test]
fn a_wrong_setting_is_named_and_no_key_is_shown() {
    let dir = tempfile::tempdir().unwrap();
    let good = config(dir.path());
    let refusal = |config: &ApnsConfig| {
        let clock = Arc::new(MovedClock::at(Timestamp(0)));
        ProviderToken::read(config, clock).err().unwrap().to_string()
    };
    assert!(
        refusal(&ApnsConfig { key_id: "short".into(), ..good.clone() }).starts_with("push.apns.key_id: ")
    );
    assert!(
        refusal(&ApnsConfig { team_id: "ÅÄÖ".into(), ..good.clone() }).starts_with("push.apns.team_id: ")
    );
    assert!(
        refusal(&ApnsConfig { key_file: "/nowhere".into(), ..good.clone() }).contains("push.apns.key_file")
    );
    let secret = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n";
    std::fs::write(dir.path().join("bad.p8"), secret).unwrap();
    let message = refusal(&ApnsConfig { key_file: dir.path().join("bad.p8"), ..good });
    assert!(message.contains("push.apns.key_file") && !message.contains("c2Vj"), "{message}");
}
