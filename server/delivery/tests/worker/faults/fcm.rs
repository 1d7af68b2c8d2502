//! Google's.

use super::{
    table::{Row, try_out},
    witness::Witness,
};
use crate::{
    services::{Phones, services_of},
    world::{World, android},
};
use herald_push::{
    Fcm, Tuning,
    simulator::{Answer, Fault, LastStream},
};
use std::time::Duration;

fn go_away(last_stream: LastStream, code: u32, abrupt: bool) -> Fault {
    Fault::GoAway { last_stream, code, reason: None, abrupt }
}

fn rows() -> Vec<Row> {
    let busy = |retry_after: &str| Answer::fcm(503, "UNAVAILABLE").retry_after(retry_after);
    vec![
        Row::rejected("INVALID_ARGUMENT", Fault::fcm(400, "INVALID_ARGUMENT")),
        Row::rejected("BRAND_NEW", Fault::fcm(400, "BRAND_NEW")),
        Row::rejected("HTTP 413", Answer::new(413, "text/html", "<html>too large</html>")),
        Row::rejected("HTTP 400", Answer::new(400, "application/json", "{\"error\":")),
        Row::retired("UNREGISTERED", Fault::fcm(404, "UNREGISTERED")),
        Row::passing("SENDER_ID_MISMATCH", 300, Fault::fcm(403, "SENDER_ID_MISMATCH")),
        Row::passing("THIRD_PARTY_AUTH_ERROR", 300, Fault::fcm(401, "THIRD_PARTY_AUTH_ERROR")),
        Row::passing("PERMISSION_DENIED", 300, Fault::fcm(403, "")),
        Row::passing("NOT_FOUND of the project", 300, Fault::fcm(404, "")),
        Row::passing("405", 300, Answer::new(405, "text/html", "")),
        Row::passing("QUOTA_EXCEEDED", 60, Fault::fcm(429, "QUOTA_EXCEEDED")),
        Row::passing("RESOURCE_EXHAUSTED without a code", 60, Fault::fcm(429, "")),
        Row::passing("UNAVAILABLE", 0, Fault::fcm(503, "UNAVAILABLE")),
        Row::passing("INTERNAL", 0, Fault::fcm(500, "INTERNAL")),
        Row::passing("504", 0, Fault::fcm(504, "")),
        Row::unnoticed("UNAUTHENTICATED", Fault::fcm(401, "")),
        Row::lasting("UNAUTHENTICATED", 300, Fault::fcm(401, "")),
        Row::lasting("SENDER_ID_MISMATCH", 300, Fault::fcm(403, "SENDER_ID_MISMATCH")),
        Row::lasting("QUOTA_EXCEEDED", 60, Fault::fcm(429, "QUOTA_EXCEEDED")),
        Row::lasting("UNAVAILABLE", 0, Fault::fcm(503, "UNAVAILABLE")),
        Row::passing("Retry-After in seconds", 90, busy("90")),
        Row::passing("Retry-After negative", 0, busy("-5")),
        Row::passing("Retry-After garbage", 0, busy("soon")),
        Row::passing(
            "Retry-After of a used-up quota",
            5,
            Answer::fcm(429, "QUOTA_EXCEEDED").retry_after("5"),
        ),
        Row::passing(
            "Retry-After garbage of a used-up quota",
            60,
            Answer::fcm(429, "QUOTA_EXCEEDED").retry_after("x"),
        ),
        Row::lasting("Retry-After huge", 0, busy("99999999999999999999")).tried(1..=1),
        Row::passing("the HTML of a 502", 0, Answer::new(502, "text/html", "<html>Bad gateway</html>")),
        // Too much to be read for a reason, so the status decides.
        Row::rejected("HTTP 400", Answer::new(400, "application/json", vec![b'x'; 1 << 20])),
        Row::unnoticed("another name", Fault::PushId(Some("projects/p/messages/other".into()))),
        Row::unnoticed("no name", Fault::PushId(None)),
        Row::unnoticed("a slow answer", Fault::Slow(Duration::from_millis(300))),
        Row::passing("no answer", 0, Fault::Silence),
        Row::unnoticed("REFUSED_STREAM", Fault::REFUSED),
        Row::passing("RST_STREAM INTERNAL_ERROR", 0, Fault::Reset(2)),
        Row::unnoticed("RST_STREAM after the headers", Fault::ResetAfterHeaders(2)),
        Row::unnoticed("GOAWAY, this stream is handled", go_away(LastStream::This, 0, false)),
        Row::unnoticed("GOAWAY, this stream is not handled", go_away(LastStream::Previous, 0, false)),
        Row::unnoticed("SETTINGS 100, 1, 100 streams", Fault::Streams(vec![100, 1, 100])),
        Row::passing("the connection is reset", 0, Fault::Disconnect),
        Row::passing("GOAWAY, abrupt", 0, go_away(LastStream::This, 2, true)),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn each_fault_of_google_has_its_end_and_harms_nobody_else() {
    let rows = rows();
    println!("{} rows", rows.len());
    let world = World::with(0, rows.len()).await;
    let phones = Phones::new(0, rows.len(), &[]);
    let pair = services_of(&world, &phones).await;
    let tuning = Tuning {
        timeout: Duration::from_millis(1_500),
        backoff_first: Duration::from_millis(5),
        backoff_most: Duration::from_millis(50),
        stable_after: Duration::ZERO,
        ..Tuning::fcm()
    };
    let fcm = Fcm::with_tuning(&pair.fcm_config(), tuning, world.clock.clone()).unwrap();
    let witness = Witness::of(fcm, world.clock.clone());
    try_out(&world, rows, witness, pair.fcm.faults(), android, &phones.landed).await;
}
