//! Servers that stand in for Apple and Google in tests and in the demo.
//!
//! They speak the real protocols over TLS and HTTP/2 and enforce the services' rules, so that a sender that satisfies
//! them may be believed. [`Faults`] make them misbehave. They keep nothing: what landed goes to [`Devices`].

mod apns;
mod credentials;
mod devices;
mod faults;
mod fcm;
mod pair;
mod server;
mod tls;

pub use apns::{Apns, ApnsConfig};
pub use credentials::{Certificate, Credentials, CredentialsError};
pub use devices::{Devices, Landed, TokenStatus};
pub use faults::{Answer, Fault, Faults, LastStream};
pub use fcm::{Fcm, FcmConfig};
pub use pair::{Pair, PairConfig};
pub use server::{Running, Stats};
pub use tls::ServerTls;

use fcm::error_body as fcm_error_body;

/// Why a simulator did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("cannot listen on {address}: {source}")]
    Listen { address: std::net::SocketAddr, source: std::io::Error },
    #[error(transparent)]
    Credentials(#[from] CredentialsError),
}
