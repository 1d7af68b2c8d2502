//! A server with Google's rules: OAuth tokens for a service account, and FCM HTTP v1.

use super::{Devices, Faults, Running, ServerTls, StartError};
use herald_domain::time::Clock;
use std::{net::SocketAddr, sync::Arc};

/// A simulated FCM for one project with one service account.
pub struct FcmConfig {
    /// Port 0 takes any free port.
    pub bind: SocketAddr,
    pub tls: ServerTls,
    pub project_id: String,
    pub client_email: String,
    pub private_key_id: String,
    /// RSA, PKCS#1 DER: what assertions are checked with.
    pub public_key: Vec<u8>,
    pub devices: Arc<dyn Devices>,
    pub clock: Arc<dyn Clock>,
    pub faults: Faults,
}

/// Starts simulated FCM servers. `POST /token` is the OAuth endpoint.
#[derive(Debug)]
pub struct Fcm;

impl Fcm {
    pub async fn start(config: FcmConfig) -> Result<Running, StartError> {
        Running::listen(config.bind, config.faults).await
    }
}

pub(super) fn error_body(status: u16, error_code: &str) -> String {
    format!("{status}{error_code}")
}
