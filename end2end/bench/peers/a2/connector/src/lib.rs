//! The part of hyper-rustls 0.26 that a2 uses, but it connects to where [`lead_to`] says. Once connected, hyper reads
//! and writes the same kind of stream as with the original.

mod stream;

use http::Uri;
use hyper_util::{client::legacy::connect::HttpConnector, rt::TokioIo};
use rustls::{
    ClientConfig, ConfigBuilder, RootCertStore, WantsVerifier, client::WantsClientCert, pki_types::ServerName,
};
use std::{
    error::Error,
    future::Future,
    marker::PhantomData,
    pin::Pin,
    sync::{Arc, OnceLock},
    task::{Context, Poll},
};
pub use stream::Stream;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

type Failure = Box<dyn Error + Send + Sync>;

static TARGET: OnceLock<(u16, RootCertStore)> = OnceLock::new();

/// A port of 127.0.0.1, and the authorities to trust, PEM. To be called once, before anything else.
pub fn lead_to(port: u16, authorities: &[u8]) -> Result<(), Failure> {
    let mut roots = RootCertStore::empty();
    for certificate in rustls_pemfile::certs(&mut &*authorities) {
        roots.add(certificate?)?;
    }
    TARGET.set((port, roots)).map_err(|_| "led to somewhere already".into())
}

fn target() -> &'static (u16, RootCertStore) {
    TARGET.get().expect("lead_to was called")
}

/// Named like the original's, whose roots it would add.
pub trait ConfigBuilderExt {
    fn with_webpki_roots(self) -> ConfigBuilder<ClientConfig, WantsClientCert>;
}

impl ConfigBuilderExt for ConfigBuilder<ClientConfig, WantsVerifier> {
    fn with_webpki_roots(self) -> ConfigBuilder<ClientConfig, WantsClientCert> {
        self.with_root_certificates(target().1.clone())
    }
}

#[derive(Default)]
pub struct HttpsConnectorBuilder(Option<ClientConfig>);

impl HttpsConnectorBuilder {
    pub fn new() -> Self {
        Self::default()
    }
    pub fn with_webpki_roots(self) -> Self {
        self.with_tls_config(ClientConfig::builder().with_webpki_roots().with_no_client_auth())
    }
    pub fn with_tls_config(self, config: ClientConfig) -> Self {
        Self(Some(config))
    }
    pub fn https_only(self) -> Self {
        self
    }
    pub fn enable_http2(self) -> Self {
        self
    }
    pub fn build(self) -> HttpsConnector<HttpConnector> {
        let mut config = self.0.expect("a TLS configuration");
        config.alpn_protocols = vec![b"h2".to_vec()];
        HttpsConnector(TlsConnector::from(Arc::new(config)), PhantomData)
    }
}

pub struct HttpsConnector<T>(TlsConnector, PhantomData<fn() -> T>);

impl<T> Clone for HttpsConnector<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<T> std::fmt::Debug for HttpsConnector<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HttpsConnector")
    }
}

impl<T> tower_service::Service<Uri> for HttpsConnector<T> {
    type Response = Stream;
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Stream, Failure>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Uri) -> Self::Future {
        let tls = self.0.clone();
        Box::pin(async move {
            let tcp = TcpStream::connect(("127.0.0.1", target().0)).await?;
            tcp.set_nodelay(true)?;
            let tls = tls.connect(ServerName::try_from("localhost")?, tcp).await?;
            Ok(Stream(TokioIo::new(tls)))
        })
    }
}
