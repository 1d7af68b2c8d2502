//! An HTTP/2 client for one origin: a few long-lived connections, many exchanges at once on each.
//!
//! It knows nothing of push services; it says what became of a request as far as HTTP/2 can tell.
//!
//! The protocol is spoken here ([`session`], [`hpack`]) and not by a library for all purposes, because what a push costs
//! is almost all HTTP/2, and most of that is in what push services never need: headers as maps, bodies as streams,
//! values that are never indexed although the provider token is the same in every request.

mod backoff;
mod connection;
mod dial;
mod exchange;
mod eyeballs;
mod frame;
mod hpack;
mod origin;
mod pool;
mod session;
mod slots;

pub(crate) use origin::Origin;

use crate::tuning::Tuning;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use rustls::ClientConfig;
use std::{sync::Arc, time::Duration};

/// No answer of a push service is read further than this.
pub(crate) const BODY_MAX: usize = 64 * 1024;

/// The head of a POST request.
#[derive(Clone, Copy)]
pub(crate) struct Head<'a> {
    /// Host and port.
    pub authority: &'a str,
    pub path: &'a str,
    pub fields: &'a [Field<'a>],
}

/// One header.
#[derive(Clone, Copy)]
pub(crate) struct Field<'a> {
    /// In lower case.
    pub name: &'static str,
    pub value: &'a [u8],
    /// The same in many requests: then it is sent once per connection. For secrets too, which nobody but us and the
    /// server puts on these connections, so that nobody can find them out by guessing (RFC 7541 §7.1).
    pub repeats: bool,
}

impl Head<'_> {
    /// Bytes that the block of headers needs at most.
    fn size(&self) -> usize {
        /// Lengths and indices of one field.
        const EXTRA: usize = 12;
        let fields = self.fields.iter().map(|field| field.name.len() + field.value.len() + EXTRA);
        self.authority.len() + self.path.len() + 4 * EXTRA + fields.sum::<usize>()
    }
}

/// An answer whose headers arrived.
pub(crate) struct Reply {
    pub status: StatusCode,
    /// Of them only Retry-After, which is all that anybody asks for.
    pub headers: HeaderMap,
    /// The first [`BODY_MAX`] bytes; `None` when the stream broke before its end.
    pub body: Option<Bytes>,
}

// An access token may be in the body, and belongs into no log.
impl std::fmt::Debug for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reply").field("status", &self.status).finish_non_exhaustive()
    }
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

    /// Ends the connections in good order, within a second.
    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }
}
