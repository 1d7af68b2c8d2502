//! A server with Apple's rules.

mod payload;
mod provider;
mod rules;

use super::{
    Devices, Faults, Landed, Running, ServerTls, StartError, TokenStatus,
    faults::Fault,
    server::{Control, Counters, Site},
};
use bytes::Bytes;
use herald_domain::{device::Service, time::Clock};
use http::{HeaderName, HeaderValue, Method, Request, Response, StatusCode};
use provider::{Provider, Seen};
use rules::Refusal;
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError, atomic::AtomicBool, atomic::Ordering},
};

const ID: HeaderName = HeaderName::from_static("apns-id");
/// Streams of a connection that has shown a valid token.
const STREAMS_PROVED: u32 = 1000;

/// A simulated APNs for one team and one app.
pub struct ApnsConfig {
    /// Port 0 takes any free port.
    pub bind: SocketAddr,
    pub tls: ServerTls,
    pub team_id: String,
    pub key_id: String,
    /// P-256, uncompressed point: what provider tokens are checked with.
    pub public_key: Vec<u8>,
    pub topic: String,
    pub devices: Arc<dyn Devices>,
    pub clock: Arc<dyn Clock>,
    pub faults: Faults,
}

/// Starts simulated APNs servers.
#[derive(Debug)]
pub struct Apns;

impl Apns {
    pub async fn start(config: ApnsConfig) -> Result<Running, StartError> {
        let provider = |counters: Arc<Counters>| {
            Provider::new(config.team_id, config.key_id, &config.public_key, config.clock.clone(), counters)
        };
        Running::listen(config.bind, config.tls, config.faults, |_, counters| Rules {
            provider: provider(counters),
            topic: config.topic,
            devices: config.devices,
            clock: config.clock.clone(),
        })
        .await
    }
}

struct Rules {
    provider: Provider,
    topic: String,
    devices: Arc<dyn Devices>,
    clock: Arc<dyn Clock>,
}

#[derive(Default)]
struct Peer {
    token: Mutex<Seen>,
    proved: AtomicBool,
}

impl Site for Rules {
    type Peer = Peer;
    const STREAMS: u32 = 1;
    const STRICT: bool = false;

    fn fault(&self, faults: &Faults, request: &Request<Bytes>) -> Option<Fault> {
        faults.take(request.uri().path().strip_prefix("/3/device/"))
    }

    fn judge(&self, peer: &Peer, control: &Control, request: &Request<Bytes>) -> Response<Bytes> {
        let id = rules::push_id(request.headers());
        let refusal = self.check(peer, control, request, &id).err();
        let mut response = refusal.map_or_else(|| Response::new(Bytes::new()), Refusal::into_response);
        if let Ok(id) = HeaderValue::try_from(id) {
            response.headers_mut().insert(ID, id);
        }
        response
    }

    fn replace_push_id(&self, response: &mut Response<Bytes>, id: Option<&str>) {
        response.headers_mut().remove(ID);
        if let Some(id) = id.and_then(|id| HeaderValue::from_str(id).ok()) {
            response.headers_mut().insert(ID, id);
        }
    }
}

impl Rules {
    fn check(
        &self,
        peer: &Peer,
        control: &Control,
        request: &Request<Bytes>,
        id: &str,
    ) -> Result<(), Refusal> {
        let refuse = |status, reason| Err(Refusal::new(status, reason));
        if request.method() != Method::POST {
            return refuse(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed");
        }
        let Some(token) = request.uri().path().strip_prefix("/3/device/") else {
            return refuse(StatusCode::NOT_FOUND, "BadPath");
        };
        if token.is_empty() {
            return refuse(StatusCode::BAD_REQUEST, "MissingDeviceToken");
        }
        let now = self.clock.now();
        rules::no_duplicates(request.headers())?;
        self.provider
            .check(&mut peer.token.lock().unwrap_or_else(PoisonError::into_inner), request.headers())?;
        if !peer.proved.swap(true, Ordering::Relaxed) {
            control.set_limit(STREAMS_PROVED);
        }
        rules::check_headers(request.headers(), &self.topic, now)?;
        let alert = payload::check(request.body())?;
        let device = match self.devices.token(Service::Apns, token) {
            TokenStatus::Known(device) => device,
            TokenStatus::Unknown => return refuse(StatusCode::BAD_REQUEST, "BadDeviceToken"),
            TokenStatus::Unregistered { since } => return Err(Refusal::unregistered(since)),
        };
        self.devices.landed(Landed {
            device,
            service: Service::Apns,
            title: alert.title,
            body: alert.body,
            message_key: rules::collapse_id(request.headers()),
            push_id: id.to_owned(),
            at: now,
        });
        Ok(())
    }
}
