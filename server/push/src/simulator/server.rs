//! A TLS server for HTTP/2 that serves one [`Site`] and misbehaves as its [`Faults`] say.

mod connection;
mod control;
mod frames;
mod stream;
mod wire;

pub(super) use control::Control;

use super::{Faults, ServerTls, StartError, faults::Fault};
use bytes::Bytes;
use http::{Request, Response};
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
};
use tokio::{net::TcpListener, task::JoinSet};
use tokio_rustls::TlsAcceptor;
use tokio_util::{
    sync::{CancellationToken, DropGuard},
    task::AbortOnDropHandle,
};

/// The rules of a push service. Everything that is common to HTTP/2 servers stays outside.
pub(super) trait Site: Send + Sync + 'static {
    /// What the service remembers of one connection.
    type Peer: Default + Send + Sync + 'static;
    /// Concurrent streams that a new connection may have.
    const STREAMS: u32;
    /// A client that opens more streams than it may loses its connection (GOAWAY) instead of the stream.
    const STRICT: bool;

    /// The misbehaviour planned for this request.
    fn fault(&self, faults: &Faults, request: &Request<Bytes>) -> Option<Fault>;
    /// The true answer. Must not block.
    fn judge(&self, peer: &Self::Peer, control: &Control, request: &Request<Bytes>) -> Response<Bytes>;
    /// Puts another push id into a true answer, or none.
    fn replace_push_id(&self, response: &mut Response<Bytes>, id: Option<&str>);
}

/// What a simulator has seen so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Connections on which HTTP/2 was agreed.
    pub connections: u64,
    /// Those of them that have not ended.
    pub open: u64,
    /// Those that the client ended in good order: GOAWAY without an error, then the end of TLS.
    pub goodbyes: u64,
    pub requests: u64,
    /// Streams open at once on one connection, at the most.
    pub most_streams: usize,
    /// Streams that a client opened above the limit it had confirmed.
    pub violations: u64,
    /// Different provider tokens found valid (APNs) or access tokens granted (FCM).
    pub tokens: u64,
}

#[derive(Debug, Default)]
pub(super) struct Counters {
    pub connections: AtomicU64,
    pub open: AtomicU64,
    pub goodbyes: AtomicU64,
    pub requests: AtomicU64,
    pub most_streams: AtomicUsize,
    pub violations: AtomicU64,
    pub tokens: AtomicU64,
}

/// A running simulator. Dropping it stops it.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    faults: Faults,
    counters: Arc<Counters>,
    stop: DropGuard,
    listener: AbortOnDropHandle<()>,
}

/// What the connections of one simulator share.
struct Shared<S> {
    site: S,
    faults: Faults,
    counters: Arc<Counters>,
}

impl Running {
    /// Binds the address and serves until it is dropped or shut down.
    pub(super) async fn listen<S: Site>(
        address: SocketAddr,
        tls: ServerTls,
        faults: Faults,
        site: impl FnOnce(SocketAddr, Arc<Counters>) -> S,
    ) -> Result<Self, StartError> {
        let failed = |source| StartError::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let counters = Arc::new(Counters::default());
        let shared = Arc::new(Shared {
            site: site(address, counters.clone()),
            faults: faults.clone(),
            counters: counters.clone(),
        });
        let stop = CancellationToken::new();
        let serving = serve(listener, TlsAcceptor::from(tls.0), shared, stop.clone());
        let listener = AbortOnDropHandle::new(tokio::spawn(serving));
        Ok(Self { address, faults, counters, stop: stop.drop_guard(), listener })
    }

    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.address
    }
    /// `https://` and the address.
    #[must_use]
    pub fn endpoint(&self) -> String {
        format!("https://{}", self.address)
    }
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.faults
    }
    #[must_use]
    pub fn stats(&self) -> Stats {
        let counters = &self.counters;
        Stats {
            connections: counters.connections.load(Ordering::Relaxed),
            open: counters.open.load(Ordering::Relaxed),
            goodbyes: counters.goodbyes.load(Ordering::Relaxed),
            requests: counters.requests.load(Ordering::Relaxed),
            most_streams: counters.most_streams.load(Ordering::Relaxed),
            violations: counters.violations.load(Ordering::Relaxed),
            tokens: counters.tokens.load(Ordering::Relaxed),
        }
    }
    /// Closes every connection and frees the port.
    pub async fn shutdown(self) {
        drop(self.stop);
        if let Err(error) = self.listener.await {
            tracing::error!(%error, "a simulator did not end well");
        }
    }
}

async fn serve<S: Site>(
    listener: TcpListener,
    tls: TlsAcceptor,
    shared: Arc<Shared<S>>,
    stop: CancellationToken,
) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            () = stop.cancelled() => break,
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((tcp, _)) => drop(connections.spawn(connection::serve(tcp, tls.clone(), shared.clone()))),
                Err(error) => {
                    tracing::warn!(%error, "a simulator cannot accept a connection");
                    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                }
            },
        }
    }
    connections.shutdown().await;
}
