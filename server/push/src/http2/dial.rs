//! Opens one connection: name, TCP, TLS with ALPN, the start of HTTP/2.

use super::{
    Origin,
    connection::{self, Driver, Sender},
    eyeballs,
};
use crate::tuning::Tuning;
use rustls::{ClientConfig, pki_types::ServerName};
use std::{io, net::SocketAddr, sync::Arc, time::Duration};
use tokio::net::{TcpStream, lookup_host};
use tokio_rustls::TlsConnector;

pub(super) struct Dialer {
    host: String,
    port: u16,
    name: ServerName<'static>,
    tls: TlsConnector,
    timeout: Duration,
}

impl Dialer {
    pub(super) fn new(origin: &Origin, tls: Arc<ClientConfig>, tuning: &Tuning) -> Self {
        Self {
            host: origin.host.clone(),
            port: origin.port,
            name: origin.name.clone(),
            tls: TlsConnector::from(tls),
            timeout: tuning.dial_timeout,
        }
    }

    /// Host and port, for logs.
    pub(super) fn address(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    pub(super) async fn dial(&self) -> io::Result<(Sender, Driver)> {
        self.dial_by(lookup_host((self.host.as_str(), self.port)), TcpStream::connect).await
    }

    async fn dial_by<A: Iterator<Item = SocketAddr>, F>(
        &self,
        addresses: impl Future<Output = io::Result<A>>,
        connect: impl Fn(SocketAddr) -> F,
    ) -> io::Result<(Sender, Driver)>
    where
        F: Future<Output = io::Result<TcpStream>> + Send + 'static,
    {
        let dialled = tokio::time::timeout(self.timeout, async {
            self.greet(eyeballs::connect(addresses.await?, connect).await?).await
        });
        dialled.await.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
    }

    async fn greet(&self, tcp: TcpStream) -> io::Result<(Sender, Driver)> {
        tcp.set_nodelay(true)?;
        let tls = self.tls.connect(self.name.clone(), tcp).await?;
        if tls.get_ref().1.alpn_protocol() != Some(b"h2") {
            return Err(io::Error::other("the server does not speak HTTP/2"));
        }
        Ok(connection::start(tls))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::{pending, ready};
    use tokio::time::Instant;

    #[tokio::test(start_paused = true)]
    async fn however_many_addresses_swallow_everything_it_ends_in_time() {
        let (origin, _) = Origin::parse("https://push.example").unwrap();
        let roots = rustls::RootCertStore::empty();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let tls =
            ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let tls = Arc::new(tls.with_root_certificates(roots).with_no_client_auth());
        let dialer = Dialer::new(&origin, tls, &Tuning::apns());
        let begun = Instant::now();
        let addresses = (1..200).map(|port| SocketAddr::from(([192, 0, 2, 1], port)));
        let dialled = dialer.dial_by(ready(Ok(addresses)), |_| pending()).await;
        assert_eq!(dialled.err().unwrap().kind(), io::ErrorKind::TimedOut);
        assert_eq!(begun.elapsed(), Tuning::apns().dial_timeout);
    }
}
