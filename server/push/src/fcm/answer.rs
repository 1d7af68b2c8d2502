//! What Google's answers mean.

use crate::{
    gateway::Outcome,
    http2::{Failure, Reply},
    reason, retry_after,
};
use herald_domain::Timestamp;
use serde::Deserialize;
use std::time::Duration;

/// Google's wish when the quota is used up and no Retry-After is given.
const QUOTA_PAUSE: Duration = Duration::from_secs(60);
const ERROR_TYPE: &str = "type.googleapis.com/google.firebase.fcm.v1.FcmError";

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Final(Outcome),
    /// A newer access token may help.
    Unauthenticated,
}

#[derive(Deserialize)]
struct Body {
    error: ErrorObject,
}

#[derive(Deserialize)]
struct ErrorObject {
    status: Option<String>,
    #[serde(default)]
    details: Vec<Detail>,
}

#[derive(Deserialize)]
struct Detail {
    #[serde(rename = "@type")]
    kind: Option<String>,
    #[serde(rename = "errorCode")]
    code: Option<String>,
}

pub(super) fn judge(reply: Result<Reply, Failure>, now: Timestamp) -> Verdict {
    let reply = match reply {
        Ok(reply) => reply,
        Err(failure) => return Verdict::Final(Outcome::Unavailable { retry_after: failure.retry_after() }),
    };
    let retry_after = retry_after::parse(&reply.headers, now);
    let status = reply.status;
    if status.is_success() {
        return Verdict::Final(Outcome::Accepted);
    }
    // Without the code a refusal cannot be told from a mishap, so it is asked for again.
    let Some(body) = reply.body else { return Verdict::Final(Outcome::Unavailable { retry_after }) };
    // A body that is no JSON, such as a proxy's HTML, has no code: then the status decides.
    let error = serde_json::from_slice::<Body>(&body).ok().map(|body| body.error);
    let code = error.as_ref().and_then(code);
    let word = code.or_else(|| error.as_ref().and_then(|error| error.status.as_deref()));
    let reason = reason::keep(word, status);
    let outcome = match (code.unwrap_or_default(), status.as_u16()) {
        ("UNREGISTERED", _) => Outcome::Unregistered { reason, since: None },
        ("INVALID_ARGUMENT", _) => Outcome::Rejected { reason },
        ("SENDER_ID_MISMATCH" | "THIRD_PARTY_AUTH_ERROR", _) => Outcome::Misconfigured { reason },
        ("QUOTA_EXCEEDED", _) | (_, 429) => {
            Outcome::Throttled { retry_after: Some(retry_after.unwrap_or(QUOTA_PAUSE)) }
        }
        ("UNAVAILABLE" | "INTERNAL", _) | (_, 408) => Outcome::Unavailable { retry_after },
        (_, 401) => return Verdict::Unauthenticated,
        (_, 300..=399 | 403 | 404 | 405 | 407) => Outcome::Misconfigured { reason },
        (_, 400..=499) => Outcome::Rejected { reason },
        _ => Outcome::Unavailable { retry_after },
    };
    Verdict::Final(outcome)
}

/// The code of FCM itself; other details, of Google's front end for example, have none.
fn code(error: &ErrorObject) -> Option<&str> {
    let ours = error.details.iter().find(|detail| detail.kind.as_deref() == Some(ERROR_TYPE));
    ours.and_then(|detail| detail.code.as_deref())
}

#[cfg(test)]
mod tests;
