//! Google's rules for a message. What the real service does not know it refuses, and so does this.

use super::refusal::Refusal;
use serde::Deserialize;
use std::collections::HashMap;

const PAYLOAD_MAX: usize = 4096;
const TTL_MAX_S: f64 = 2_419_200.0;

/// What matters of a valid request.
pub(super) struct Message {
    pub token: String,
    pub title: String,
    pub body: String,
    pub tag: Option<String>,
    pub validate_only: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope {
    message: Body,
    #[serde(default)]
    validate_only: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    token: String,
    notification: Notification,
    android: Option<Android>,
    #[serde(default)]
    data: HashMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Notification {
    title: String,
    body: String,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Android {
    #[expect(dead_code, reason = "must be one of the two; the simulated phones never doze")]
    priority: Option<Priority>,
    ttl: Option<String>,
    #[expect(dead_code, reason = "must be a string; has no effect on devices that are online")]
    collapse_key: Option<String>,
    notification: Option<Shown>,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum Priority {
    Normal,
    High,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shown {
    #[expect(dead_code, reason = "must be a string; the simulated phones have one channel")]
    channel_id: Option<String>,
    tag: Option<String>,
    #[expect(dead_code, reason = "must be one of the three; the simulated phones show everything")]
    visibility: Option<Visibility>,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum Visibility {
    Private,
    Public,
    Secret,
}

/// The token of a request, whatever else is wrong with it.
pub(super) fn token(body: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    struct Lax {
        message: LaxBody,
    }
    #[derive(Deserialize)]
    struct LaxBody {
        token: String,
    }
    serde_json::from_slice::<Lax>(body).ok().map(|lax| lax.message.token)
}

pub(super) fn parse(bytes: &[u8]) -> Result<Message, Refusal> {
    let invalid = || Refusal::new(400, "INVALID_ARGUMENT");
    let envelope: Envelope = serde_json::from_slice(bytes).map_err(|_| invalid())?;
    let message = envelope.message;
    if bytes.len() - message.token.len() > PAYLOAD_MAX {
        return Err(Refusal::plain(400, "INVALID_ARGUMENT"));
    }
    let android = message.android.unwrap_or_default();
    let ttl_is_fine = android.ttl.as_deref().is_none_or(is_duration);
    if !ttl_is_fine || message.data.keys().any(|key| is_reserved(key)) {
        return Err(invalid());
    }
    Ok(Message {
        token: message.token,
        title: message.notification.title,
        body: message.notification.body,
        tag: android.notification.and_then(|shown| shown.tag),
        validate_only: envelope.validate_only,
    })
}

/// Seconds with an `s` behind them, from 0 to four weeks.
fn is_duration(ttl: &str) -> bool {
    let number = ttl
        .strip_suffix('s')
        .filter(|number| number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'));
    number
        .and_then(|number| number.parse::<f64>().ok())
        .is_some_and(|seconds| (0.0..=TTL_MAX_S).contains(&seconds))
}

fn is_reserved(key: &str) -> bool {
    matches!(key, "from" | "message_type") || key.starts_with("google") || key.starts_with("gcm")
}
