//! What is answered to a request, by its head alone.

use bytes::Bytes;
use http::{
    HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode,
    header::{AUTHORIZATION, CONTENT_TYPE},
    request::Parts,
};
use serde_json::json;
use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Duration,
};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Service {
    Apns,
    Fcm,
}

impl Service {
    /// Streams at once on one connection, as the services allow.
    pub const fn streams(self) -> u32 {
        match self {
            Self::Apns => 1000,
            Self::Fcm => 100,
        }
    }
}

/// What all connections share.
pub struct Site {
    pub delay: Duration,
    apns: AtomicU64,
    fcm: AtomicU64,
    refused: AtomicU64,
    pub connections: AtomicU64,
    /// Of the bodies of requests.
    pub bytes: AtomicU64,
}

const APNS_ID: HeaderName = HeaderName::from_static("apns-id");
const APNS_NEEDS: [HeaderName; 6] = [
    AUTHORIZATION,
    HeaderName::from_static("apns-topic"),
    HeaderName::from_static("apns-push-type"),
    HeaderName::from_static("apns-priority"),
    HeaderName::from_static("apns-expiration"),
    HeaderName::from_static("apns-collapse-id"),
];

impl Site {
    pub fn new(delay: Duration) -> Self {
        Self {
            delay,
            apns: AtomicU64::new(0),
            fcm: AtomicU64::new(0),
            refused: AtomicU64::new(0),
            connections: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
        }
    }

    /// What was answered so far, as JSON.
    pub fn count(&self) -> String {
        json!({
            "apns": self.apns.load(Relaxed),
            "fcm": self.fcm.load(Relaxed),
            "refused": self.refused.load(Relaxed),
            "connections": self.connections.load(Relaxed),
            "bytes": self.bytes.load(Relaxed),
        })
        .to_string()
    }

    pub fn judge(&self, service: Service, head: &mut Parts) -> (Response<()>, Bytes) {
        let path = head.uri.path();
        if head.method == Method::GET && path == "/count" {
            return json(StatusCode::OK, self.count().into());
        }
        match service {
            _ if head.method != Method::POST => {
                self.refuse(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed")
            }
            Service::Apns => match path.strip_prefix("/3/device/") {
                Some(token) if token.len() == 64 => self.apns(&mut head.headers),
                _ => self.refuse(StatusCode::BAD_REQUEST, "BadDeviceToken"),
            },
            Service::Fcm if path == "/token" => {
                let token = r#"{"access_token":"of-the-bench","expires_in":3599,"token_type":"Bearer"}"#;
                json(StatusCode::OK, Bytes::from_static(token.as_bytes()))
            }
            Service::Fcm if !path.ends_with("/messages:send") => {
                self.refuse(StatusCode::NOT_FOUND, "NOT_FOUND")
            }
            Service::Fcm if !head.headers.contains_key(AUTHORIZATION) => {
                self.refuse(StatusCode::UNAUTHORIZED, "UNAUTHENTICATED")
            }
            Service::Fcm => self.fcm(),
        }
    }

    fn apns(&self, headers: &mut HeaderMap) -> (Response<()>, Bytes) {
        if !APNS_NEEDS.iter().all(|name| headers.contains_key(name)) {
            return self.refuse(StatusCode::BAD_REQUEST, "a header is missing");
        }
        let number = self.apns.fetch_add(1, Relaxed);
        let id = headers.remove(APNS_ID).or_else(|| made_up(number));
        let mut response = Response::new(());
        if let Some(mut id) = id {
            // No id comes twice, so it has no place in HPACK's table.
            id.set_sensitive(true);
            response.headers_mut().insert(APNS_ID, id);
        }
        (response, Bytes::new())
    }

    fn fcm(&self) -> (Response<()>, Bytes) {
        self.fcm.fetch_add(1, Relaxed);
        json(StatusCode::OK, Bytes::from_static(br#"{"name":"projects/p/messages/1"}"#))
    }

    fn refuse(&self, status: StatusCode, reason: &str) -> (Response<()>, Bytes) {
        self.refused.fetch_add(1, Relaxed);
        json(status, json!({ "reason": reason }).to_string().into())
    }
}

fn json(status: StatusCode, body: Bytes) -> (Response<()>, Bytes) {
    let mut response = Response::new(());
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    (response, body)
}

fn made_up(number: u64) -> Option<HeaderValue> {
    HeaderValue::try_from(format!("00000000-0000-4000-8000-{number:012x}")).ok()
}
