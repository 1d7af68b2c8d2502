//! Everything that speaks to a push service: the senders, and simulators that enforce the services' rules.
//!
//! It knows nothing of queues, retries or databases: one notification goes in, one classified
//! [`Outcome`](gateway::Outcome) comes out.

pub mod apns;
mod error;
pub mod fcm;
pub mod gateway;
mod http2;
mod reason;
mod retry_after;
#[cfg(test)]
mod sample;
pub mod simulator;
mod tls;
mod tuning;

pub use apns::{Apns, ApnsConfig};
pub use error::ConfigError;
pub use fcm::{Fcm, FcmConfig, FcmIdentity};
pub use tuning::Tuning;
