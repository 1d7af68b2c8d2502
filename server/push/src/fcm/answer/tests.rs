use super::*;
use crate::simulator::Answer;
use bytes::Bytes;
use http::{HeaderMap, StatusCode, header::RETRY_AFTER};

const NOW: Timestamp = Timestamp(1_800_000_000_000);

fn reply(status: u16, body: impl Into<Bytes>) -> Reply {
    Reply {
        status: StatusCode::from_u16(status).unwrap(),
        headers: HeaderMap::new(),
        body: Some(body.into()),
    }
}
fn outcome_of(reply: Reply) -> Outcome {
    match judge(Ok(reply), NOW) {
        Verdict::Final(outcome) => outcome,
        Verdict::Unauthenticated => panic!("asks for a new token"),
    }
}
fn outcome(status: u16, code: &str) -> Outcome {
    outcome_of(reply(status, Answer::fcm(status, code).body))
}
fn waits(status: u16, retry_after: &str) -> Outcome {
    let mut reply = reply(status, "");
    reply.headers.insert(RETRY_AFTER, retry_after.parse().unwrap());
    outcome_of(reply)
}

#[test]
fn taken_is_accepted_whatever_the_body_says() {
    for body in [r#"{"name":"projects/p/messages/1"}"#, "", "{"] {
        assert_eq!(judge(Ok(reply(200, body)), NOW), Verdict::Final(Outcome::Accepted));
    }
}

#[test]
fn b26_a_token_that_google_calls_unregistered_is_unregistered() {
    assert_eq!(
        outcome(404, "UNREGISTERED"),
        Outcome::Unregistered { reason: "UNREGISTERED".into(), since: None }
    );
}

#[test]
fn what_google_refuses_for_good_is_rejected() {
    assert_eq!(outcome(400, "INVALID_ARGUMENT"), Outcome::Rejected { reason: "INVALID_ARGUMENT".into() });
}

#[test]
fn a_payload_that_is_too_large_comes_without_details_and_is_rejected() {
    let body = r#"{"error":{"code":400,"message":"Message too big","status":"INVALID_ARGUMENT"}}"#;
    assert_eq!(outcome_of(reply(400, body)), Outcome::Rejected { reason: "INVALID_ARGUMENT".into() });
}

#[test]
fn what_somebody_has_to_mend_is_misconfigured() {
    for (status, code) in [(403, "SENDER_ID_MISMATCH"), (401, "THIRD_PARTY_AUTH_ERROR")] {
        assert_eq!(outcome(status, code), Outcome::Misconfigured { reason: code.into() });
    }
    for (status, google) in [(403, "PERMISSION_DENIED"), (404, "NOT_FOUND")] {
        assert_eq!(outcome(status, ""), Outcome::Misconfigured { reason: google.into() });
    }
}

#[test]
fn a_401_without_code_asks_for_a_new_access_token() {
    let verdict = judge(Ok(reply(401, Answer::fcm(401, "").body)), NOW);
    assert_eq!(verdict, Verdict::Unauthenticated);
}

#[test]
fn a_used_up_quota_waits_as_told_or_a_minute() {
    let throttled = |s| Outcome::Throttled { retry_after: Some(Duration::from_secs(s)) };
    assert_eq!(outcome(429, "QUOTA_EXCEEDED"), throttled(60));
    assert_eq!(outcome(429, ""), throttled(60));
    assert_eq!(waits(429, "5"), throttled(5));
    assert_eq!(waits(429, "-5"), throttled(60));
    assert_eq!(waits(429, "99999999999"), throttled(86_400));
}

#[test]
fn trouble_at_google_is_unavailable() {
    let unavailable = |s| Outcome::Unavailable { retry_after: Some(Duration::from_secs(s)) };
    for (status, code) in [(503, "UNAVAILABLE"), (500, "INTERNAL"), (500, ""), (504, "")] {
        assert_eq!(outcome(status, code), Outcome::Unavailable { retry_after: None });
    }
    assert_eq!(waits(503, "30"), unavailable(30));
    assert_eq!(waits(503, "Fri, 15 Jan 2027 08:01:00 GMT"), unavailable(60));
}

#[test]
fn the_html_of_a_502_is_not_parsed() {
    let html = "<!DOCTYPE html><title>502</title>";
    assert_eq!(outcome_of(reply(502, html)), Outcome::Unavailable { retry_after: None });
}

#[test]
fn the_code_counts_before_the_status_and_other_details_do_not() {
    let body = r#"{"error":{"status":"NOT_FOUND","details":[
        {"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"X"},
        {"@type":"type.googleapis.com/google.firebase.fcm.v1.FcmError","errorCode":"UNREGISTERED"}]}}"#;
    assert!(matches!(outcome_of(reply(404, body)), Outcome::Unregistered { .. }));
    let other =
        r#"{"error":{"status":"INVALID_ARGUMENT","details":[{"@type":"x","errorCode":"UNREGISTERED"}]}}"#;
    assert!(matches!(outcome_of(reply(400, other)), Outcome::Rejected { .. }));
}

#[test]
fn an_unknown_code_is_kept_and_judged_by_its_status() {
    assert_eq!(outcome(400, "BRAND_NEW"), Outcome::Rejected { reason: "BRAND_NEW".into() });
    assert_eq!(outcome(403, "BRAND_NEW"), Outcome::Misconfigured { reason: "BRAND_NEW".into() });
    assert_eq!(outcome(503, "BRAND_NEW"), Outcome::Unavailable { retry_after: None });
}

#[test]
fn a_refusal_whose_code_got_lost_is_asked_for_again() {
    let broken = Reply { body: None, ..reply(404, "") };
    assert_eq!(judge(Ok(broken), NOW), Verdict::Final(Outcome::Unavailable { retry_after: None }));
}
