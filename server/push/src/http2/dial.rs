//! Opens one connection: name, TCP, TLS with ALPN, the start of HTTP/2.

use super::{
    Origin,
    connection::{self, Driver, Sender},
};
use crate::tuning::Tuning;
use rustls::{ClientConfig, pki_types::ServerName};
use std::{io, sync::Arc, time::Duration};
use tokio::net::TcpStream;
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
        let dialled = tokio::time::timeout(self.timeout, self.connect()).await;
        dialled.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
    }

    async fn connect(&self) -> io::Result<(Sender, Driver)> {
        let tcp = TcpStream::connect((self.host.as_str(), self.port)).await?;
        tcp.set_nodelay(true)?;
        let tls = self.tls.connect(self.name.clone(), tcp).await?;
        if tls.get_ref().1.alpn_protocol() != Some(b"h2") {
            return Err(io::Error::other("the server does not speak HTTP/2"));
        }
        Ok(connection::start(tls))
    }
}
