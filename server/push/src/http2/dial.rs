//! Opens one connection: name, TCP, TLS with ALPN, the start of HTTP/2.

use super::Origin;
use crate::tuning::Tuning;
use bytes::Bytes;
use h2::client::{Builder, Connection, SendRequest};
use rustls::{ClientConfig, pki_types::ServerName};
use std::{io, sync::Arc, time::Duration};
use tokio::net::TcpStream;
use tokio_rustls::{TlsConnector, client::TlsStream};

pub(super) type Driver = Connection<TlsStream<TcpStream>, Bytes>;

const HEADERS_MAX: u32 = 16 * 1024;

pub(super) struct Dialer {
    host: String,
    port: u16,
    name: ServerName<'static>,
    tls: TlsConnector,
    http2: Builder,
    timeout: Duration,
}

impl Dialer {
    pub(super) fn new(origin: &Origin, tls: Arc<ClientConfig>, tuning: &Tuning) -> Self {
        let mut http2 = Builder::new();
        http2
            .enable_push(false)
            .max_header_list_size(HEADERS_MAX)
            .initial_max_send_streams(if tuning.cautious { 1 } else { tuning.streams });
        Self {
            host: origin.host.clone(),
            port: origin.port,
            name: origin.name.clone(),
            tls: TlsConnector::from(tls),
            http2,
            timeout: tuning.dial_timeout,
        }
    }

    /// Host and port, for logs.
    pub(super) fn address(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    pub(super) async fn dial(&self) -> io::Result<(SendRequest<Bytes>, Driver)> {
        let dialled = tokio::time::timeout(self.timeout, self.connect()).await;
        dialled.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
    }

    async fn connect(&self) -> io::Result<(SendRequest<Bytes>, Driver)> {
        let tcp = TcpStream::connect((self.host.as_str(), self.port)).await?;
        tcp.set_nodelay(true)?;
        let tls = self.tls.connect(self.name.clone(), tcp).await?;
        if tls.get_ref().1.alpn_protocol() != Some(b"h2") {
            return Err(io::Error::other("the server does not speak HTTP/2"));
        }
        self.http2.handshake(tls).await.map_err(io::Error::other)
    }
}
