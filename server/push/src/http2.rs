//! An HTTP/2 client for one origin: a few long-lived connections, many exchanges at once on each.
//!
//! It knows nothing of push services; it says what became of a request as far as HTTP/2 can tell.

mod backoff;
mod dial;
mod exchange;
mod origin;
mod pool;
mod slots;

pub(crate) use origin::Origin;

use crate::tuning::Tuning;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use rustls::ClientConfig;
use std::{sync::Arc, time::Duration};

/// No answer of a push service is read further than this.
pub(crate) const BODY_MAX: usize = 64 * 1024;

/// An answer whose headers arrived.
#[derive(Debug)]
pub(crate) struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// The first [`BODY_MAX`] bytes; `None` when the stream broke before its end.
    pub body: Option<Bytes>,
}

/// No answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// There is no connection. It makes no sense to ask again before `retry_after`.
    NotConnected { retry_after: Option<Duration> },
    /// Certainly not handled by the server.
    Refused,
    /// The server may have handled it.
    Broken,
}

impl Failure {
    pub(crate) fn retry_after(self) -> Option<Duration> {
        match self {
            Self::NotConnected { retry_after } => retry_after,
            Self::Refused | Self::Broken => None,
        }
    }
}

/// Cheap to share; dials with the first exchange.
#[derive(Clone)]
pub(crate) struct Client {
    pool: Arc<pool::Pool>,
}

impl Client {
    pub(crate) fn new(origin: &Origin, tls: Arc<ClientConfig>, tuning: Tuning) -> Self {
        Self { pool: pool::Pool::new(dial::Dialer::new(origin, tls, &tuning), tuning) }
    }
}
