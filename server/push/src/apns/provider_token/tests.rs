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

/// A process that starts at this moment.
fn started(config: &ApnsConfig, clock: &MovedClock) -> ProviderToken {
    ProviderToken::read(config, Arc::new(clock.clone())).unwrap()
}

/// Runs `then` with a token made five minutes after a full hour, when the token of that hour comes into use.
fn with_token(then: impl FnOnce(&ProviderToken, &MovedClock)) {
    let dir = tempfile::tempdir().unwrap();
    let clock = MovedClock::at(Timestamp(1_800_000_000_000 + 5 * MINUTE_MS));
    let token = started(&config(dir.path()), &clock);
    then(&token, &clock);
}

#[test]
fn one_token_is_used_for_half_an_hour() {
    with_token(|token, clock| {
        let first = token.current();
        clock.forward(30 * MINUTE_MS - 1_000);
        assert_eq!(token.current(), first);
        clock.forward(1_000);
        assert_ne!(token.current(), first);
    });
}

#[test]
fn whatever_starts_whenever_uses_the_same_token_and_renews_it_at_the_same_moment() {
    let dir = tempfile::tempdir().unwrap();
    let config = config(dir.path());
    let clock = MovedClock::at(Timestamp(1_800_000_000_000));
    // Nodes that start at other minutes, with what they use since when; and one that starts anew all the time.
    let mut nodes: Vec<(ProviderToken, HeaderValue, i64)> = Vec::new();
    let mut tokens: Vec<HeaderValue> = Vec::new();
    for minute in 0..48 * 60 {
        if [0, 7, 31, 44, 59, 300, 334].contains(&minute) {
            let node = started(&config, &clock);
            let token = node.current();
            nodes.push((node, token, minute));
        }
        let token = started(&config, &clock).current();
        if tokens.last() != Some(&token) {
            tokens.push(token.clone());
        }
        for (node, used, since) in &mut nodes {
            let now = node.current();
            let age = clock.now().seconds() - node.current.lock().unwrap().issued_at;
            assert!((OLD_AT_FIRST_S..56 * 60).contains(&age), "{age} s old");
            if now != *used {
                assert!(minute - *since >= 20, "minute {minute}: renewed after {} min", minute - *since);
                (*used, *since) = (now, minute);
            }
            assert!(*used == token || minute - *since < 20, "minute {minute}: not what is used everywhere");
            assert!(tokens.contains(used));
        }
        clock.forward(MINUTE_MS);
    }
    assert_eq!(tokens.len(), 97, "one for each half hour");
}

#[test]
fn a_refused_token_is_renewed_only_when_it_is_time() {
    with_token(|token, clock| {
        let first = token.current();
        clock.forward(29 * MINUTE_MS);
        assert_eq!(token.after_refusal(&first), None);
        clock.forward(MINUTE_MS);
        let second = token.after_refusal(&first).unwrap();
        assert_ne!(second, first);
        // Another send that was refused with the old token gets the new one, not a third.
        assert_eq!(token.after_refusal(&first), Some(second.clone()));
        assert_eq!(token.after_refusal(&second), None);
    });
}

#[test]
fn a_clock_that_is_set_back_a_little_brings_no_older_token_back() {
    with_token(|token, clock| {
        let first = token.current();
        clock.forward(-20 * MINUTE_MS);
        assert_eq!(token.current(), first);
        clock.forward(-40 * MINUTE_MS);
        assert_ne!(token.current(), first, "Apple would refuse one from so far in the future");
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
