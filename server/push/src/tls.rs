//! TLS as every sender uses it: 1.2 or 1.3, aws-lc, HTTP/2 by ALPN.

use crate::error::ConfigError;
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, pem::PemObject},
};
use std::{fs, path::Path, sync::Arc};

/// Trusts the authorities in `ca_file` and no others, or else the system's. `setting` names `ca_file` in errors.
pub(crate) fn client(
    ca_file: Option<&Path>,
    setting: &'static str,
) -> Result<Arc<ClientConfig>, ConfigError> {
    let roots = match ca_file {
        Some(path) => roots_of_file(path, setting)?,
        None => roots_of_system(setting)?,
    };
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("aws-lc offers the cipher suites of TLS 1.2 and 1.3")
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec()];
    Ok(Arc::new(config))
}

fn roots_of_file(path: &Path, setting: &'static str) -> Result<RootCertStore, ConfigError> {
    let pem = fs::read(path).map_err(|source| ConfigError::Read { setting, path: path.into(), source })?;
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(&pem) {
        let added = certificate.ok().and_then(|certificate| roots.add(certificate).ok());
        if added.is_none() {
            return Err(ConfigError::invalid(
                setting,
                format!("{} holds a broken certificate", path.display()),
            ));
        }
    }
    if roots.is_empty() {
        return Err(ConfigError::invalid(
            setting,
            format!("{} holds no certificate in PEM form", path.display()),
        ));
    }
    Ok(roots)
}

fn roots_of_system(setting: &'static str) -> Result<RootCertStore, ConfigError> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        return Err(ConfigError::invalid(
            setting,
            "the system has no certificate authorities: install them (such as the package ca-certificates) or name a file",
        ));
    }
    Ok(roots)
}
