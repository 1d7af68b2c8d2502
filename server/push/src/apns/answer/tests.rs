use super::*;
use bytes::Bytes;
use http::{HeaderMap, StatusCode, header::RETRY_AFTER};

const NOW: Timestamp = Timestamp(1_800_000_000_000);

fn reply(status: u16, body: &str) -> Reply {
    Reply {
        status: StatusCode::from_u16(status).unwrap(),
        headers: HeaderMap::new(),
        body: Some(Bytes::copy_from_slice(body.as_bytes())),
    }
}
fn outcome(status: u16, reason: &str) -> Outcome {
    match judge(Ok(reply(status, &format!(r#"{{"reason":"{reason}"}}"#))), NOW) {
        Verdict::Final(outcome) => outcome,
        Verdict::TokenExpired => panic!("{status} {reason} asks for a new token"),
    }
}
fn waits(status: u16, retry_after: &'static str) -> Outcome {
    let mut reply = reply(status, "");
    reply.headers.insert(RETRY_AFTER, retry_after.parse().unwrap());
    match judge(Ok(reply), NOW) {
        Verdict::Final(outcome) => outcome,
        Verdict::TokenExpired => panic!("asks for a new token"),
    }
}

#[test]
fn taken_is_accepted_whatever_the_body_says() {
    for body in ["", "{", "<html>"] {
        assert_eq!(judge(Ok(reply(200, body)), NOW), Verdict::Final(Outcome::Accepted));
    }
}

#[test]
fn b26_a_token_that_apple_calls_invalid_is_unregistered() {
    for reason in ["Unregistered", "ExpiredToken"] {
        assert_eq!(outcome(410, reason), Outcome::Unregistered { reason: reason.into(), since: None });
    }
}

#[test]
fn b26_a_token_of_another_app_or_environment_may_be_our_fault() {
    for reason in ["BadDeviceToken", "DeviceTokenNotForTopic"] {
        assert_eq!(outcome(400, reason), Outcome::Unfit { reason: reason.into() });
    }
}

#[test]
fn b26_a_410_carries_the_time_of_the_verdict_in_milliseconds() {
    let since = |timestamp: &str| {
        let body = format!(r#"{{"reason":"Unregistered","timestamp":{timestamp}}}"#);
        match judge(Ok(reply(410, &body)), NOW) {
            Verdict::Final(Outcome::Unregistered { since, .. }) => since,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(since("1712345678901"), Some(Timestamp(1_712_345_678_901)));
    for nonsense in ["0", "-1", "1e99", "\"soon\"", "null"] {
        assert_eq!(since(nonsense), None, "{nonsense}");
    }
}

#[test]
fn what_apple_refuses_for_good_is_rejected() {
    let reasons = "BadCollapseId BadExpirationDate BadMessageId BadPriority DuplicateHeaders InvalidPushType \
                   MissingDeviceToken PayloadEmpty";
    let refusals = reasons.split_whitespace().map(|reason| (400, reason));
    for (status, reason) in refusals.chain([(403, "Forbidden"), (413, "PayloadTooLarge")]) {
        assert_eq!(outcome(status, reason), Outcome::Rejected { reason: reason.into() });
    }
}

#[test]
fn what_somebody_has_to_mend_is_misconfigured() {
    let credentials = "BadCertificate BadCertificateEnvironment InvalidProviderToken MissingProviderToken \
                       UnrelatedKeyIdInToken BadEnvironmentKeyIdInToken";
    let topics = ["BadTopic", "MissingTopic", "TopicDisallowed"].map(|reason| (400, reason));
    let all = credentials.split_whitespace().map(|reason| (403, reason)).chain(topics);
    for (status, reason) in all.chain([(404, "BadPath"), (405, "MethodNotAllowed")]) {
        assert_eq!(outcome(status, reason), Outcome::Misconfigured { reason: reason.into() });
    }
}

#[test]
fn an_expired_provider_token_asks_for_a_new_one() {
    assert_eq!(judge(Ok(reply(403, r#"{"reason":"ExpiredProviderToken"}"#)), NOW), Verdict::TokenExpired);
}

#[test]
fn too_fast_is_throttled() {
    let a_minute = Some(Duration::from_secs(60));
    assert_eq!(outcome(429, "TooManyRequests"), Outcome::Throttled { retry_after: None });
    assert_eq!(outcome(429, "TooManyProviderTokenUpdates"), Outcome::Throttled { retry_after: a_minute });
    assert_eq!(waits(429, "7"), Outcome::Throttled { retry_after: Some(Duration::from_secs(7)) });
}

#[test]
fn trouble_at_apple_is_unavailable() {
    for (status, reason) in [
        (500, "InternalServerError"),
        (503, "ServiceUnavailable"),
        (503, "Shutdown"),
        (400, "IdleTimeout"),
        (502, "x"),
    ] {
        assert_eq!(outcome(status, reason), Outcome::Unavailable { retry_after: None }, "{reason}");
    }
    assert_eq!(waits(503, "900"), Outcome::Unavailable { retry_after: Some(Duration::from_secs(900)) });
}

#[test]
fn an_unknown_reason_is_kept_and_judged_by_its_status() {
    assert_eq!(outcome(400, "BrandNew"), Outcome::Rejected { reason: "BrandNew".into() });
    assert_eq!(outcome(403, "BrandNew"), Outcome::Misconfigured { reason: "BrandNew".into() });
    assert_eq!(outcome(410, "BrandNew"), Outcome::Unregistered { reason: "BrandNew".into(), since: None });
    assert_eq!(outcome(429, "BrandNew"), Outcome::Throttled { retry_after: None });
    assert_eq!(outcome(599, "BrandNew"), Outcome::Unavailable { retry_after: None });
}

#[test]
fn a_body_without_reason_leaves_the_status() {
    for body in ["", "not JSON", "[]", r#"{"reason":7}"#] {
        let rejected = Outcome::Rejected { reason: "HTTP 400".into() };
        assert_eq!(judge(Ok(reply(400, body)), NOW), Verdict::Final(rejected), "{body}");
    }
}

#[test]
fn a_refusal_whose_reason_got_lost_is_asked_for_again() {
    let broken = Reply { body: None, ..reply(400, "") };
    assert_eq!(judge(Ok(broken), NOW), Verdict::Final(Outcome::Unavailable { retry_after: None }));
    let taken = Reply { body: None, ..reply(200, "") };
    assert_eq!(judge(Ok(taken), NOW), Verdict::Final(Outcome::Accepted));
}

#[test]
fn no_answer_is_unavailable() {
    let wait = Some(Duration::from_secs(3));
    for (failure, retry_after) in [
        (Failure::NotConnected { retry_after: wait }, wait),
        (Failure::Refused, None),
        (Failure::Broken, None),
    ] {
        assert_eq!(judge(Err(failure), NOW), Verdict::Final(Outcome::Unavailable { retry_after }));
    }
}
