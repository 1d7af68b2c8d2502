//! The sender to Firebase Cloud Messaging: HTTP v1 with a service account.

mod access_token;
mod account;
mod answer;
mod oauth;
mod payload;

use crate::{
    error::ConfigError,
    gateway::{Gateway, Message, Outcome, Recipient},
    http2::{Client, Failure, Field, Head, Origin, Reply},
    tls,
    tuning::Tuning,
};
use access_token::AccessToken;
use account::Account;
use answer::Verdict;
use async_trait::async_trait;
use bytes::Bytes;
use herald_domain::{device::Service, time::Clock};
use http::HeaderValue;
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

/// Whom Google knows us as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FcmIdentity {
    pub project_id: String,
    pub client_email: String,
}

/// Sends to Android devices.
pub struct Fcm {
    identity: FcmIdentity,
    client: Client,
    authority: String,
    path: String,
    token: AccessToken,
    clock: Arc<dyn Clock>,
    tuning: Tuning,
}

impl Fcm {
    /// Reads the service account and checks every setting. Connects with the first send.
    pub fn new(config: &FcmConfig, clock: Arc<dyn Clock>) -> Result<Self, ConfigError> {
        Self::with_tuning(config, Tuning::fcm(), clock)
    }

    /// The same with other time-outs and limits.
    pub fn with_tuning(
        config: &FcmConfig,
        tuning: Tuning,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, ConfigError> {
        let wrong = |problem| ConfigError::invalid("push.fcm.endpoint", problem);
        let origin = Origin::parse_bare(&config.endpoint).map_err(wrong)?;
        let tls = tls::client(config.ca_file.as_deref(), "push.fcm.ca_file")?;
        let account = Account::read(&config.service_account_file)?;
        let path = format!("/v1/projects/{}/messages:send", account.project_id);
        let identity = FcmIdentity {
            project_id: account.project_id.clone(),
            client_email: account.client_email.clone(),
        };
        Ok(Self {
            identity,
            client: Client::new(&origin, tls.clone(), tuning),
            authority: origin.authority.as_str().to_owned(),
            path,
            token: AccessToken::new(account, tls, tuning, clock.clone()),
            clock,
            tuning,
        })
    }

    /// From the service account's file.
    #[must_use]
    pub fn identity(&self) -> &FcmIdentity {
        &self.identity
    }

    async fn deliver(&self, message: &Message, recipient: &Recipient) -> Outcome {
        let body = payload::build(message, recipient, self.clock.now());
        let mut renewed = false;
        loop {
            let token = match self.token.current().await {
                Ok(token) => token,
                Err(outcome) => return outcome,
            };
            let reply = self.post(&token, &body).await;
            match answer::judge(reply, self.clock.now()) {
                Verdict::Final(outcome) => return outcome,
                Verdict::Unauthenticated if !renewed && self.token.forget(&token) => renewed = true,
                Verdict::Unauthenticated => {
                    return Outcome::Misconfigured { reason: "UNAUTHENTICATED".into() };
                }
            }
        }
    }

    async fn post(&self, token: &HeaderValue, body: &Bytes) -> Result<Reply, Failure> {
        let fields = [
            Field { name: "authorization", value: token.as_bytes(), repeats: true },
            Field { name: "content-type", value: b"application/json", repeats: true },
        ];
        let head = Head { authority: &self.authority, path: &self.path, fields: &fields };
        self.client.exchange(&head, body).await
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
    async fn send(&self, message: &Message, recipient: &Recipient) -> Outcome {
        let delivered = tokio::time::timeout(self.tuning.timeout, self.deliver(message, recipient)).await;
        delivered.unwrap_or(Outcome::Unavailable { retry_after: None })
    }
    async fn close(&self) {
        tokio::join!(self.client.close(), self.token.close());
    }
}
