//! Apple's rules for the payload.

use super::rules::Refusal;
use http::StatusCode;
use serde::Deserialize;

const PAYLOAD_MAX: usize = 4096;

#[derive(Deserialize)]
struct Payload {
    aps: Aps,
}

#[derive(Deserialize)]
struct Aps {
    alert: Alert,
}

/// What the phone shows.
#[derive(Deserialize)]
pub(super) struct Alert {
    pub title: String,
    pub body: String,
}

/// A payload without an alert that can be shown counts as empty.
pub(super) fn check(body: &[u8]) -> Result<Alert, Refusal> {
    if body.len() > PAYLOAD_MAX {
        return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "PayloadTooLarge"));
    }
    let payload: Payload = serde_json::from_slice(body).map_err(|_| Refusal::bad("PayloadEmpty"))?;
    Ok(payload.aps.alert)
}
