//! A server with Google's rules: OAuth tokens for a service account, and FCM HTTP v1.
//!
//! Its devices are always online, so the limit of four collapse keys that wait for a device never matters.

mod message;
mod oauth;
mod refusal;

pub(super) use refusal::body as error_body;

use super::{
    Devices, Faults, Landed, Running, ServerTls, StartError, TokenStatus,
    faults::Fault,
    server::{Control, Site},
};
use bytes::Bytes;
use herald_domain::{
    device::Service,
    time::{Clock, MINUTE_MS, SECOND_MS},
};
use http::{HeaderMap, Method, Request, Response};
use oauth::Oauth;
use refusal::Refusal;
use serde_json::json;
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

/// Messages a minute for one project.
const QUOTA: u64 = 600_000;
/// The place of the OAuth endpoint on the server.
const TOKEN_PATH: &str = "/token";

/// A simulated FCM for one project with one service account.
pub struct FcmConfig {
    /// Port 0 takes any free port.
    pub bind: SocketAddr,
    pub tls: ServerTls,
    pub project_id: String,
    pub client_email: String,
    pub private_key_id: String,
    /// RSA, PKCS#1 DER: what assertions are checked with.
    pub public_key: Vec<u8>,
    pub devices: Arc<dyn Devices>,
    pub clock: Arc<dyn Clock>,
    pub faults: Faults,
}

/// Starts simulated FCM servers.
#[derive(Debug)]
pub struct Fcm;

impl Fcm {
    /// What [`Faults::once_for`] and [`Faults::always_for`] take in place of a push token for requests to the OAuth
    /// endpoint. Faults for all requests do not touch it.
    pub const OAUTH: &str = "oauth";

    /// Serves FCM, and OAuth at `/token`.
    pub async fn start(config: FcmConfig) -> Result<Running, StartError> {
        Running::listen(config.bind, config.tls, config.faults, |address, counters| Rules {
            oauth: Oauth {
                token_uri: format!("https://{address}{TOKEN_PATH}"),
                client_email: config.client_email,
                private_key_id: config.private_key_id,
                key: jsonwebtoken::DecodingKey::from_rsa_der(&config.public_key),
                granted: Mutex::default(),
                clock: config.clock.clone(),
                counters,
            },
            project_id: config.project_id,
            devices: config.devices,
            clock: config.clock,
            window: Mutex::default(),
        })
        .await
    }
}

struct Rules {
    oauth: Oauth,
    project_id: String,
    devices: Arc<dyn Devices>,
    clock: Arc<dyn Clock>,
    window: Mutex<Window>,
}

/// The minute that is being counted, and the messages in it.
#[derive(Default)]
struct Window {
    minute: i64,
    messages: u64,
    /// Messages of all time; makes their names unique.
    total: u64,
}

impl Site for Rules {
    type Peer = ();
    const STREAMS: u32 = 100;
    const STRICT: bool = true;

    fn fault(&self, faults: &Faults, request: &Request<Bytes>) -> Option<Fault> {
        if request.uri().path() == TOKEN_PATH {
            return faults.take_for(Fcm::OAUTH);
        }
        faults.take(message::token(request.body()).as_deref())
    }

    fn judge(&self, (): &(), _: &Control, request: &Request<Bytes>) -> Response<Bytes> {
        let answer = if request.uri().path() == TOKEN_PATH {
            self.oauth.judge(request)
        } else {
            self.check(request).map(|name| json!({ "name": name }))
        };
        match answer {
            Ok(json) => refusal::json(200, json.to_string()),
            Err(refusal) => refusal.into_response(),
        }
    }

    fn replace_push_id(&self, response: &mut Response<Bytes>, id: Option<&str>) {
        let body = id.map_or_else(|| json!({}), |id| json!({ "name": id }));
        *response.body_mut() = Bytes::from(body.to_string());
    }
}

impl Rules {
    /// The name of the new message.
    fn check(&self, request: &Request<Bytes>) -> Result<String, Refusal> {
        let send = format!("/v1/projects/{}/messages:send", self.project_id);
        if request.method() != Method::POST || !request.uri().path().ends_with("/messages:send") {
            return Err(Refusal::plain(404, "NOT_FOUND"));
        }
        self.oauth.check(request.headers())?;
        if request.uri().path() != send {
            return Err(Refusal::plain(403, "PERMISSION_DENIED"));
        }
        is_json(request.headers())?;
        let message = message::parse(request.body())?;
        let name = self.count()?;
        let device = match self.devices.token(Service::Fcm, &message.token) {
            TokenStatus::Known(device) => device,
            TokenStatus::Unregistered { .. } => return Err(Refusal::new(404, "UNREGISTERED")),
            TokenStatus::Unknown => return Err(Refusal::new(400, "INVALID_ARGUMENT")),
        };
        if !message.validate_only {
            self.devices.landed(Landed {
                device,
                service: Service::Fcm,
                title: message.title,
                body: message.body,
                message_key: message.tag,
                push_id: name.clone(),
                at: self.clock.now(),
            });
        }
        Ok(name)
    }

    /// Counts the message against the quota and names it.
    fn count(&self) -> Result<String, Refusal> {
        let now = self.clock.now();
        let minute = now.millis().div_euclid(MINUTE_MS);
        let mut window = self.window.lock().unwrap_or_else(PoisonError::into_inner);
        if window.minute != minute {
            (window.minute, window.messages) = (minute, 0);
        }
        if window.messages >= QUOTA {
            let wait = ((minute + 1) * MINUTE_MS - now.millis()) / SECOND_MS + 1;
            return Err(Refusal::new(429, "QUOTA_EXCEEDED").retry_after(wait));
        }
        window.messages += 1;
        window.total += 1;
        Ok(format!("projects/{}/messages/0:{}%{:016x}", self.project_id, now.millis(), window.total))
    }
}

fn is_json(headers: &HeaderMap) -> Result<(), Refusal> {
    let kind =
        headers.get(http::header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if kind.split(';').next() == Some("application/json") {
        Ok(())
    } else {
        Err(Refusal::new(400, "INVALID_ARGUMENT"))
    }
}
