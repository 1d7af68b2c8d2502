//! The form of Google's errors.

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header::CONTENT_TYPE, header::RETRY_AFTER};
use serde_json::{Value, json};

/// An error of FCM, of Google's front end, or of OAuth.
#[derive(Debug)]
pub(super) struct Refusal {
    status: u16,
    body: String,
    retry_after: Option<i64>,
}

impl Refusal {
    /// With an `errorCode` of FCM's own.
    pub(super) fn new(status: u16, error_code: &str) -> Self {
        Self { status, body: body(status, error_code), retry_after: None }
    }
    /// Without details; `google` is Google's general name of the error.
    pub(super) fn plain(status: u16, google: &str) -> Self {
        Self { status, body: error(status, google, &[]), retry_after: None }
    }
    pub(super) fn oauth(error: &str) -> Self {
        Self { status: 400, body: json!({ "error": error }).to_string(), retry_after: None }
    }
    pub(super) fn retry_after(mut self, seconds: i64) -> Self {
        self.retry_after = Some(seconds);
        self
    }
    pub(super) fn into_response(self) -> Response<Bytes> {
        let mut response = json(self.status, self.body);
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

pub(super) fn json(status: u16, body: String) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json; charset=UTF-8"));
    response
}

/// Google's error object; without details when `error_code` is empty.
pub(in crate::simulator) fn body(status: u16, error_code: &str) -> String {
    let google = match status {
        400 => "INVALID_ARGUMENT",
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        429 => "RESOURCE_EXHAUSTED",
        503 => "UNAVAILABLE",
        _ => "INTERNAL",
    };
    let detail =
        json!({ "@type": "type.googleapis.com/google.firebase.fcm.v1.FcmError", "errorCode": error_code });
    error(status, google, if error_code.is_empty() { &[] } else { std::slice::from_ref(&detail) })
}

fn error(status: u16, google: &str, details: &[Value]) -> String {
    let mut error = json!({ "code": status, "message": "The simulator refuses this.", "status": google });
    if !details.is_empty() {
        error["details"] = json!(details);
    }
    json!({ "error": error }).to_string()
}
