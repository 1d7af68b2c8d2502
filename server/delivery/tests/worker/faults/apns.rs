//! Apple's.

use super::{
    table::{Row, try_out},
    witness::Witness,
};
use crate::{
    services::{Phones, services_of},
    world::{World, iphone},
};
use herald_push::{
    Apns, Tuning,
    simulator::{Answer, Fault, LastStream},
};
use std::time::Duration;

/// Refused for good, whoever is asked.
const REJECTED: [(u16, &str); 11] = [
    (400, "BadCollapseId"),
    (400, "BadExpirationDate"),
    (400, "BadMessageId"),
    (400, "BadPriority"),
    (400, "DuplicateHeaders"),
    (400, "InvalidPushType"),
    (400, "MissingDeviceToken"),
    (400, "PayloadEmpty"),
    (403, "Forbidden"),
    (413, "PayloadTooLarge"),
    (400, "BrandNewReason"),
];
/// The token is no longer valid.
const RETIRED: [(u16, &str); 5] = [
    (400, "BadDeviceToken"),
    (400, "DeviceTokenNotForTopic"),
    (410, "Unregistered"),
    (410, "ExpiredToken"),
    (410, "BrandNewVerdict"),
];
/// Somebody has to mend our settings: never faster than every five minutes.
const MISCONFIGURED: [(u16, &str); 12] = [
    (400, "BadTopic"),
    (400, "MissingTopic"),
    (400, "TopicDisallowed"),
    (403, "BadCertificate"),
    (403, "BadCertificateEnvironment"),
    (403, "InvalidProviderToken"),
    (403, "MissingProviderToken"),
    (403, "UnrelatedKeyIdInToken"),
    (403, "BadEnvironmentKeyIdInToken"),
    (403, "BrandNewKeyTrouble"),
    (404, "BadPath"),
    (405, "MethodNotAllowed"),
];
/// Later, without a word on when; too fast means a minute.
const LATER: [(u16, &str, i64); 8] = [
    (400, "IdleTimeout", 0),
    (429, "TooManyRequests", 60),
    (429, "TooManyProviderTokenUpdates", 60),
    (429, "BrandNewHaste", 60),
    (500, "InternalServerError", 0),
    (503, "ServiceUnavailable", 0),
    (503, "Shutdown", 0),
    (599, "BrandNewMishap", 0),
];

fn go_away(last_stream: LastStream, code: u32, abrupt: bool) -> Fault {
    Fault::GoAway { last_stream, code, reason: Some("Shutdown".into()), abrupt }
}

fn rows() -> Vec<Row> {
    let busy = |retry_after: &str| Answer::apns(503, "ServiceUnavailable").retry_after(retry_after);
    let mut rows: Vec<Row> = Vec::new();
    rows.extend(REJECTED.map(|(status, reason)| Row::rejected(reason, Fault::apns(status, reason))));
    rows.extend(RETIRED.map(|(status, reason)| Row::retired(reason, Fault::apns(status, reason))));
    for (status, reason) in MISCONFIGURED {
        rows.push(Row::passing(reason, 300, Fault::apns(status, reason)));
    }
    for (status, reason, wait) in LATER {
        rows.push(Row::passing(reason, wait, Fault::apns(status, reason)));
    }
    rows.extend([
        // A newer token helps at once, where one may be made already.
        Row::passing("ExpiredProviderToken", 0, Fault::apns(403, "ExpiredProviderToken")).tried(1..=2),
        Row::lasting("BadTopic", 300, Fault::apns(400, "BadTopic")),
        Row::lasting("ExpiredProviderToken", 300, Fault::apns(403, "ExpiredProviderToken")),
        Row::lasting("TooManyRequests", 60, Fault::apns(429, "TooManyRequests")),
        Row::lasting("InternalServerError", 0, Fault::apns(500, "InternalServerError")),
        Row::lasting("ServiceUnavailable", 0, Fault::apns(503, "ServiceUnavailable")),
        // Retry-After, in every form that a server may put into it.
        Row::passing("Retry-After in seconds", 90, busy("90")),
        Row::passing("Retry-After zero", 0, busy("0")),
        Row::passing("Retry-After negative", 0, busy("-5")),
        Row::passing("Retry-After garbage", 0, busy("soon")),
        Row::passing("Retry-After a date that has passed", 0, busy("Sun, 06 Nov 1994 08:49:37 GMT")),
        Row::lasting("Retry-After a date far away", 0, busy("Fri, 06 Nov 2093 08:49:37 GMT")).tried(1..=1),
        Row::lasting("Retry-After huge", 0, busy("99999999999999999999")).tried(1..=1),
        Row::passing("Retry-After with 429", 120, Answer::apns(429, "TooManyRequests").retry_after("120")),
        // Answers that are none.
        Row::rejected("HTTP 400", Answer::new(400, "application/json", "{\"reason\":")),
        Row::passing("the HTML of a 502", 0, Answer::new(502, "text/html", "<html>Bad gateway</html>")),
        // Too much to be read for a reason, so the status decides.
        Row::rejected("HTTP 400", Answer::new(400, "application/json", vec![b'x'; 1 << 20])),
        Row::unnoticed(
            "acceptance with a body of a megabyte",
            Answer::new(200, "text/plain", vec![b'x'; 1 << 20]),
        )
        .vain(),
        Row::unnoticed("another apns-id", Fault::PushId(Some("00000000-0000-0000-0000-000000000000".into()))),
        Row::unnoticed("no apns-id", Fault::PushId(None)),
        // Time and connections.
        Row::unnoticed("a slow answer", Fault::Slow(Duration::from_millis(300))),
        Row::passing("no answer", 0, Fault::Silence),
        Row::unnoticed("REFUSED_STREAM", Fault::REFUSED),
        Row::passing("RST_STREAM INTERNAL_ERROR", 0, Fault::Reset(2)),
        Row::passing("RST_STREAM CANCEL", 0, Fault::Reset(8)),
        Row::unnoticed("RST_STREAM after the headers", Fault::ResetAfterHeaders(2)),
        Row::unnoticed("GOAWAY, this stream is handled", go_away(LastStream::This, 0, false)),
        Row::unnoticed("GOAWAY, all streams are handled", go_away(LastStream::Any, 0, false)),
        Row::unnoticed("GOAWAY, this stream is not handled", go_away(LastStream::Previous, 0, false)),
        Row::unnoticed("SETTINGS 1000, 1, 1000 streams", Fault::Streams(vec![1_000, 1, 1_000])),
        Row::unnoticed("SETTINGS 0, then 1000 streams", Fault::Streams(vec![0, 1_000])),
        Row::passing("the connection is reset", 0, Fault::Disconnect),
        Row::passing("GOAWAY, abrupt", 0, go_away(LastStream::This, 2, true)),
    ]);
    rows
}

#[tokio::test(flavor = "multi_thread")]
async fn each_fault_of_apple_has_its_end_and_harms_nobody_else() {
    let rows = rows();
    println!("{} rows", rows.len());
    let world = World::with(rows.len(), 0).await;
    let phones = Phones::new(rows.len(), 0, &[]);
    let pair = services_of(&world, &phones).await;
    let tuning = Tuning {
        timeout: Duration::from_millis(1_500),
        backoff_first: Duration::from_millis(5),
        backoff_most: Duration::from_millis(50),
        stable_after: Duration::ZERO,
        ..Tuning::apns()
    };
    let apns = Apns::with_tuning(&pair.apns_config(), tuning, world.clock.clone()).unwrap();
    let witness = Witness::of(apns, world.clock.clone());
    try_out(&world, rows, witness, pair.apns.faults(), iphone, &phones.landed).await;
}
