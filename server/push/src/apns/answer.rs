//! What Apple's answers mean.

use crate::{
    gateway::Outcome,
    http2::{Failure, Reply},
    reason, retry_after,
};
use herald_domain::Timestamp;
use serde::Deserialize;
use std::time::Duration;

/// After too many renewals of the token the connection is of no use "for a while"; Apple does not say how long.
const TOKEN_PENALTY: Duration = Duration::from_secs(60);

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Final(Outcome),
    /// A newer provider token may help.
    TokenExpired,
}

#[derive(Deserialize, Default)]
struct Body {
    reason: Option<String>,
    /// Milliseconds since the epoch; with 410.
    timestamp: Option<serde_json::Value>,
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
    // Without the reason a refusal cannot be told from a mishap, so it is asked for again.
    let Some(body) = reply.body else { return Verdict::Final(Outcome::Unavailable { retry_after }) };
    // The set of reasons is open, and a body that is no JSON has none: then the status decides.
    let body: Body = serde_json::from_slice(&body).ok().unwrap_or_default();
    let word = body.reason.as_deref();
    let reason = reason::keep(word, status);
    let outcome = match (status.as_u16(), word.unwrap_or_default()) {
        (403, "ExpiredProviderToken") => return Verdict::TokenExpired,
        (400, "BadDeviceToken" | "DeviceTokenNotForTopic") => Outcome::Unfit { reason },
        (410, _) => Outcome::Unregistered { reason, since: body.timestamp.as_ref().and_then(verdict_time) },
        (400, "BadTopic" | "MissingTopic" | "TopicDisallowed") => Outcome::Misconfigured { reason },
        (400, "IdleTimeout") | (408, _) => Outcome::Unavailable { retry_after },
        (403, "Forbidden") => Outcome::Rejected { reason },
        (300..=399 | 401 | 403 | 404 | 405 | 407, _) => Outcome::Misconfigured { reason },
        (429, "TooManyProviderTokenUpdates") => {
            Outcome::Throttled { retry_after: Some(retry_after.unwrap_or_default().max(TOKEN_PENALTY)) }
        }
        (429, _) => Outcome::Throttled { retry_after },
        (400..=499, _) => Outcome::Rejected { reason },
        _ => Outcome::Unavailable { retry_after },
    };
    Verdict::Final(outcome)
}

/// A time that makes sense, or none.
fn verdict_time(value: &serde_json::Value) -> Option<Timestamp> {
    value.as_i64().filter(|ms| *ms > 0).map(Timestamp)
}

#[cfg(test)]
mod tests;
