//! A server with Apple's rules.

use super::{Devices, Faults, Running, ServerTls, StartError};
use herald_domain::time::Clock;
use std::{net::SocketAddr, sync::Arc};

/// A simulated APNs for one team and one app.
pub struct ApnsConfig {
    /// Port 0 takes any free port.
    pub bind: SocketAddr,
    pub tls: ServerTls,
    pub team_id: String,
    pub key_id: String,
    /// P-256, uncompressed point: what provider tokens are checked with.
    pub public_key: Vec<u8>,
    pub topic: String,
    pub devices: Arc<dyn Devices>,
    pub clock: Arc<dyn Clock>,
    pub faults: Faults,
}

/// Starts simulated APNs servers.
#[derive(Debug)]
pub struct Apns;

impl Apns {
    pub async fn start(config: ApnsConfig) -> Result<Running, StartError> {
        Running::listen(config.bind, config.faults).await
    }
}
