//! The sender to the Apple Push Notification service: token authentication, HTTP/2.

mod answer;
mod payload;
mod provider_token;
mod request;

use crate::{
    error::ConfigError,
    gateway::{Gateway, Message, Outcome, Recipient},
    http2::{Client, Origin},
    tls,
    tuning::Tuning,
};
use answer::Verdict;
use async_trait::async_trait;
use herald_domain::{device::Service, time::Clock};
use http::HeaderValue;
use provider_token::ProviderToken;
use request::Heads;
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
    client: Client,
    heads: Heads,
    token: ProviderToken,
    clock: Arc<dyn Clock>,
    tuning: Tuning,
}

impl Apns {
    /// Reads the key and checks every setting. Connects with the first send.
    pub fn new(config: &ApnsConfig, clock: Arc<dyn Clock>) -> Result<Self, ConfigError> {
        Self::with_tuning(config, Tuning::apns(), clock)
    }

    /// The same with other time-outs and limits.
    pub fn with_tuning(
        config: &ApnsConfig,
        tuning: Tuning,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, ConfigError> {
        let origin = Origin::parse_bare(&config.endpoint)
            .map_err(|problem| ConfigError::invalid("push.apns.endpoint", problem))?;
        let tls = tls::client(config.ca_file.as_deref(), "push.apns.ca_file")?;
        Ok(Self {
            client: Client::new(&origin, tls, tuning),
            heads: Heads::new(origin, &config.topic)?,
            token: ProviderToken::read(config, clock.clone())?,
            clock,
            tuning,
        })
    }

    async fn deliver(&self, message: &Message, recipient: &Recipient) -> Outcome {
        let Some(push) = self.heads.of(message, recipient, self.clock.now()) else {
            // What is not hexadecimal cannot come from Apple, and must not become part of an address.
            return Outcome::Unregistered { reason: "BadDeviceToken".into(), since: None };
        };
        let payload = message.payload.or_write(|| payload::build(message));
        let mut token = self.token.current();
        let mut renewed = false;
        loop {
            let reply = push.send(&self.client, &token, payload).await;
            match answer::judge(reply, self.clock.now()) {
                Verdict::Final(outcome) => return outcome,
                Verdict::TokenExpired => match self.renew(&token, renewed) {
                    Some(newer) => (token, renewed) = (newer, true),
                    None => return Outcome::Misconfigured { reason: "ExpiredProviderToken".into() },
                },
            }
        }
    }

    fn renew(&self, refused: &HeaderValue, renewed: bool) -> Option<HeaderValue> {
        if renewed { None } else { self.token.after_refusal(refused) }
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
    async fn send(&self, message: &Message, recipient: &Recipient) -> Outcome {
        let delivered = tokio::time::timeout(self.tuning.timeout, self.deliver(message, recipient)).await;
        delivered.unwrap_or(Outcome::Unavailable { retry_after: None })
    }
    async fn close(&self) {
        self.client.close().await;
    }
}
