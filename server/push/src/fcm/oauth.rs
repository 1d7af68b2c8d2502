//! Trades an assertion for an access token (RFC 7523).

use super::account::Account;
use crate::{
    gateway::Outcome,
    http2::{Client, Failure, Field, Head, Reply},
    reason, retry_after,
};
use bytes::Bytes;
use herald_domain::Timestamp;
use http::HeaderValue;
use serde::Deserialize;

/// Longest life that is believed, in seconds.
const LIFE_MAX_S: i64 = 24 * 60 * 60;

/// A new access token.
pub(super) struct Granted {
    /// The value of `authorization`.
    pub header: HeaderValue,
    /// Seconds, from the moment of asking.
    pub life: i64,
}

#[derive(Deserialize)]
struct Token {
    access_token: String,
    #[serde(default)]
    expires_in: i64,
}

#[derive(Deserialize, Default)]
struct Refusal {
    error: Option<String>,
}

/// Asks once. The error is the outcome of every send that needs the token.
pub(super) async fn grant(client: &Client, account: &Account, now: Timestamp) -> Result<Granted, Outcome> {
    let assertion = account.assertion(now.seconds()).map_err(|_| misconfigured("the key does not sign"))?;
    // Both values are base64url, dots and what the form needs escaped: nothing is left to encode.
    let form =
        format!("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion={assertion}");
    let fields =
        [Field { name: "content-type", value: b"application/x-www-form-urlencoded", repeats: false }];
    let authority = account.token_origin.authority.as_str();
    let head = Head { authority, path: &account.token_path, fields: &fields };
    judge(client.exchange(&head, &Bytes::from(form)).await, now)
}

fn judge(reply: Result<Reply, Failure>, now: Timestamp) -> Result<Granted, Outcome> {
    let reply = reply.map_err(|failure| Outcome::Unavailable { retry_after: failure.retry_after() })?;
    let unavailable = || Outcome::Unavailable { retry_after: retry_after::parse(&reply.headers, now) };
    let body = reply.body.as_deref().unwrap_or_default();
    match reply.status.as_u16() {
        200..=299 => granted(body).ok_or_else(unavailable),
        408 | 429 | 500.. => Err(unavailable()),
        _ => {
            let refusal: Refusal = serde_json::from_slice(body).ok().unwrap_or_default();
            Err(misconfigured(&reason::keep(refusal.error.as_deref(), reply.status)))
        }
    }
}

fn granted(body: &[u8]) -> Option<Granted> {
    let token: Token = serde_json::from_slice(body).ok()?;
    let mut header = HeaderValue::try_from(format!("Bearer {}", token.access_token)).ok()?;
    header.set_sensitive(true);
    Some(Granted { header, life: token.expires_in.clamp(0, LIFE_MAX_S) })
}

fn misconfigured(reason: &str) -> Outcome {
    Outcome::Misconfigured { reason: format!("OAuth: {reason}") }
}
