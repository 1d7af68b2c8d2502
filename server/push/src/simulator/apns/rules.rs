//! Apple's rules for the headers of a request, and the form of a refusal.

use bytes::Bytes;
use herald_domain::{Timestamp, time::DAY_MS};
use http::{HeaderMap, Response, StatusCode};
use serde_json::json;

const COLLAPSE_ID_MAX: usize = 64;
const STORED_MAX_S: i64 = 30 * DAY_MS / 1000;

/// `{"reason":"…"}` with its status.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    reason: &'static str,
    since: Option<Timestamp>,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, reason: &'static str) -> Self {
        Self { status, reason, since: None }
    }
    pub(super) fn bad(reason: &'static str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, reason)
    }
    pub(super) fn unregistered(since: Timestamp) -> Self {
        Self { status: StatusCode::GONE, reason: "Unregistered", since: Some(since) }
    }
    pub(super) fn into_response(self) -> Response<Bytes> {
        let body = match self.since {
            Some(since) => json!({ "reason": self.reason, "timestamp": since.millis() }),
            None => json!({ "reason": self.reason }),
        };
        let mut response = Response::new(Bytes::from(body.to_string()));
        *response.status_mut() = self.status;
        response
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap_or_default())
}

/// The sender's apns-id, or one made up.
pub(super) fn push_id(headers: &HeaderMap) -> String {
    let given = text(headers, "apns-id").filter(|id| is_uuid(id));
    given.map_or_else(make_up_id, str::to_owned)
}

fn make_up_id() -> String {
    let mut bytes = [0; 16];
    aws_lc_rs::rand::fill(&mut bytes).expect("the system gives random numbers");
    uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
}

fn is_uuid(id: &str) -> bool {
    let lower_case = !id.bytes().any(|byte| byte.is_ascii_uppercase());
    lower_case && id.len() == 36 && uuid::Uuid::try_parse(id).is_ok()
}

pub(super) fn collapse_id(headers: &HeaderMap) -> Option<String> {
    text(headers, "apns-collapse-id").map(str::to_owned)
}

pub(super) fn no_duplicates(headers: &HeaderMap) -> Result<(), Refusal> {
    let ours = |name: &str| name.starts_with("apns-") || name == "authorization";
    let twice = headers.keys().any(|name| ours(name.as_str()) && headers.get_all(name).iter().count() > 1);
    if twice { Err(Refusal::bad("DuplicateHeaders")) } else { Ok(()) }
}

pub(super) fn check_headers(headers: &HeaderMap, topic: &str, now: Timestamp) -> Result<(), Refusal> {
    match text(headers, "apns-topic") {
        None => return Err(Refusal::bad("MissingTopic")),
        Some("") => return Err(Refusal::bad("BadTopic")),
        Some(given) if given != topic => return Err(Refusal::bad("TopicDisallowed")),
        Some(_) => {}
    }
    if text(headers, "apns-push-type") != Some("alert") {
        return Err(Refusal::bad("InvalidPushType"));
    }
    if !matches!(text(headers, "apns-priority"), None | Some("10" | "5" | "1")) {
        return Err(Refusal::bad("BadPriority"));
    }
    if let Some(expiration) = text(headers, "apns-expiration") {
        let seconds = expiration.parse::<i64>().ok();
        let fine = seconds.is_some_and(|seconds| (0..=now.seconds() + STORED_MAX_S).contains(&seconds));
        if !fine {
            return Err(Refusal::bad("BadExpirationDate"));
        }
    }
    if text(headers, "apns-collapse-id").is_some_and(|id| id.is_empty() || id.len() > COLLAPSE_ID_MAX) {
        return Err(Refusal::bad("BadCollapseId"));
    }
    if text(headers, "apns-id").is_some_and(|id| !is_uuid(id)) {
        return Err(Refusal::bad("BadMessageId"));
    }
    Ok(())
}
