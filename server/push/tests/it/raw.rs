//! A client without manners, to see that the simulators enforce the rules.

use crate::support::World;
use bytes::Bytes;
use h2::client::SendRequest;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request};
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, ServerName, pem::PemObject},
};
use std::{net::SocketAddr, sync::Arc};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

pub struct Raw {
    sender: SendRequest<Bytes>,
    address: SocketAddr,
}

/// A request that a test spoils before it is sent.
pub struct Draft {
    pub method: Method,
    pub path: String,
    pub headers: HeaderMap,
    pub body: String,
}

impl Draft {
    pub fn set(&mut self, name: &'static str, value: &str) {
        self.headers.insert(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
    }
    pub fn add(&mut self, name: &'static str, value: &str) {
        self.headers.append(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
    }
}

pub struct Answered {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: serde_json::Value,
}

impl Raw {
    pub async fn connect(world: &World, address: SocketAddr) -> Self {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_file(&world.pair.credentials.ca_file).unwrap()).unwrap();
        let mut config =
            ClientConfig::builder_with_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
                .with_safe_default_protocol_versions()
                .unwrap()
                .with_root_certificates(roots)
                .with_no_client_auth();
        config.alpn_protocols = vec![b"h2".to_vec()];
        let tcp = TcpStream::connect(address).await.unwrap();
        let name = ServerName::try_from("127.0.0.1").unwrap();
        let tls = TlsConnector::from(Arc::new(config)).connect(name, tcp).await.unwrap();
        // Does not wait for the server's limit of streams.
        let mut http2 = h2::client::Builder::new();
        let (sender, connection) = http2.initial_max_send_streams(1000).handshake(tls).await.unwrap();
        tokio::spawn(connection);
        Self { sender, address }
    }

    /// Opens `count` streams before the server can say how many it allows. On a runtime of one thread.
    pub async fn rush(mut self, count: usize) -> Vec<Result<u16, h2::Error>> {
        let request = || Request::post(format!("https://{}/3/device/0007", self.address)).body(()).unwrap();
        let streams: Vec<_> =
            (0..count).map(|_| self.sender.send_request(request(), true).unwrap().0).collect();
        let answers = futures::future::join_all(streams).await;
        answers.into_iter().map(|answer| answer.map(|answer| answer.status().as_u16())).collect()
    }

    pub async fn send(&mut self, draft: Draft) -> Answered {
        let mut request = Request::new(());
        *request.method_mut() = draft.method;
        *request.uri_mut() = format!("https://{}{}", self.address, draft.path).parse().unwrap();
        *request.headers_mut() = draft.headers;
        let (answer, mut stream) = self.sender.send_request(request, false).unwrap();
        stream.send_data(draft.body.into(), true).unwrap();
        let (parts, mut body) = answer.await.unwrap().into_parts();
        let mut bytes = Vec::new();
        while let Some(chunk) = body.data().await {
            bytes.extend_from_slice(&chunk.unwrap());
        }
        let body = serde_json::from_slice(&bytes).unwrap_or_default();
        Answered { status: parts.status.as_u16(), headers: parts.headers, body }
    }
}
