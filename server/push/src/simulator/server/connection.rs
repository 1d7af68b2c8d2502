//! One connection, from TLS to its end.

use super::{Control, Counters, Shared, Site, stream, wire::Wire};
use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};
use tokio::{net::TcpStream, task::JoinSet};
use tokio_rustls::TlsAcceptor;

const HANDSHAKE: Duration = Duration::from_secs(10);
const HEADERS_MAX: u32 = 16 * 1024;

/// A connection that is counted until it ends, in whatever way.
struct Open(Arc<Counters>);

impl Open {
    fn count(counters: Arc<Counters>) -> Self {
        counters.open.fetch_add(1, Ordering::Relaxed);
        Self(counters)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::Relaxed);
    }
}

pub(super) async fn serve<S: Site>(tcp: TcpStream, tls: TlsAcceptor, shared: Arc<Shared<S>>) {
    // A client that gives up in the middle is its own business, here and below.
    drop(tcp.set_nodelay(true));
    let Ok(Ok(tls)) = tokio::time::timeout(HANDSHAKE, tls.accept(tcp)).await else { return };
    if tls.get_ref().1.alpn_protocol() != Some(b"h2") {
        return;
    }
    let control = Arc::new(Control::new(shared.counters.clone(), S::STREAMS));
    let wire = Wire::new(tls, control.clone(), S::STREAMS);
    let handshake = h2::server::Builder::new().max_header_list_size(HEADERS_MAX).handshake(wire);
    let Ok(Ok(mut http2)) = tokio::time::timeout(HANDSHAKE, handshake).await else { return };
    shared.counters.connections.fetch_add(1, Ordering::Relaxed);
    let _open = Open::count(shared.counters.clone());
    let peer = Arc::new(S::Peer::default());
    let mut streams = JoinSet::new();
    while let Some(Ok((request, respond))) = http2.accept().await {
        shared.counters.requests.fetch_add(1, Ordering::Relaxed);
        streams.spawn(stream::serve(shared.clone(), peer.clone(), control.clone(), request, respond));
        while streams.try_join_next().is_some() {}
    }
}
