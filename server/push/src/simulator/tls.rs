//! The certificates of the simulators: an authority of their own and what it signs.

use super::credentials::{Certificate, CredentialsError};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};
use rustls::pki_types::PrivateKeyDer;
use std::sync::Arc;

/// Certificate and key of a server, ready for TLS 1.2 and 1.3 with HTTP/2.
#[derive(Clone, Debug)]
pub struct ServerTls(pub(super) Arc<rustls::ServerConfig>);

impl ServerTls {
    /// For a server of another kind than the simulators.
    #[must_use]
    pub fn config(&self) -> Arc<rustls::ServerConfig> {
        self.0.clone()
    }
}

pub(super) fn authority() -> Result<CertifiedIssuer<'static, KeyPair>, rcgen::Error> {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, "Herald simulator");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
    CertifiedIssuer::self_signed(params, KeyPair::generate()?)
}

pub(super) fn server(
    authority: &CertifiedIssuer<'static, KeyPair>,
    certificate: Certificate,
) -> Result<ServerTls, CredentialsError> {
    let names: &[&str] = match certificate {
        Certificate::OtherName => &["elsewhere.example"],
        Certificate::Valid | Certificate::Expired => &["localhost", "127.0.0.1", "::1"],
    };
    let mut params = CertificateParams::new(names.iter().map(ToString::to_string).collect::<Vec<_>>())?;
    params.distinguished_name.push(DnType::CommonName, names[0]);
    params.insert_extended_key_usage(ExtendedKeyUsagePurpose::ServerAuth);
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(if certificate == Certificate::Expired { 2021 } else { 2120 }, 1, 1);
    let key = KeyPair::generate()?;
    let chain = vec![params.signed_by(&key, authority)?.der().clone()];
    let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"h2".to_vec()];
    Ok(ServerTls(Arc::new(config)))
}
