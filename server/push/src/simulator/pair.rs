//! Both simulators with credentials of their own, and the settings for the senders that talk to them.

use super::{
    Apns, ApnsConfig, Certificate, Credentials, Devices, Fcm, FcmConfig, Running, StartError, faults::Faults,
};
use herald_domain::time::Clock;
use std::{net::SocketAddr, path::PathBuf, sync::Arc};

/// Where the pair lives. Port 0 takes any free port.
#[derive(Clone, Debug)]
pub struct PairConfig {
    /// Receives the credentials; created when it is missing.
    pub dir: PathBuf,
    pub apns: SocketAddr,
    pub fcm: SocketAddr,
    /// The portal app's bundle id.
    pub topic: String,
}

impl PairConfig {
    /// Free ports on loopback and a topic that fits no real app.
    #[must_use]
    pub fn loopback(dir: impl Into<PathBuf>) -> Self {
        let any = SocketAddr::from(([127, 0, 0, 1], 0));
        Self { dir: dir.into(), apns: any, fcm: any, topic: "example.herald.portal".into() }
    }
}

/// A running pair. Dropping it stops both.
#[derive(Debug)]
pub struct Pair {
    pub apns: Running,
    pub fcm: Running,
    pub credentials: Credentials,
    topic: String,
    service_account_file: PathBuf,
}

impl Pair {
    /// Makes keys and certificates, and starts both servers.
    pub async fn start(
        config: PairConfig,
        devices: Arc<dyn Devices>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, StartError> {
        let credentials = Credentials::generate(&config.dir)?;
        let tls = credentials.tls(Certificate::Valid)?;
        let apns = Apns::start(ApnsConfig {
            bind: config.apns,
            tls: tls.clone(),
            team_id: credentials.apns_team_id.clone(),
            key_id: credentials.apns_key_id.clone(),
            public_key: credentials.apns_public_key.clone(),
            topic: config.topic.clone(),
            devices: devices.clone(),
            clock: clock.clone(),
            faults: Faults::default(),
        })
        .await?;
        let fcm = Fcm::start(FcmConfig {
            bind: config.fcm,
            tls,
            project_id: credentials.fcm_project_id.clone(),
            client_email: credentials.fcm_client_email.clone(),
            private_key_id: credentials.fcm_private_key_id.clone(),
            public_key: credentials.fcm_public_key.clone(),
            devices,
            clock,
            faults: Faults::default(),
        })
        .await?;
        let service_account_file = credentials.write_service_account(&format!("{}/token", fcm.endpoint()))?;
        Ok(Self { apns, fcm, credentials, topic: config.topic, service_account_file })
    }

    /// Settings for a sender to the simulated Apple.
    #[must_use]
    pub fn apns_config(&self) -> crate::ApnsConfig {
        crate::ApnsConfig {
            endpoint: self.apns.endpoint(),
            ca_file: Some(self.credentials.ca_file.clone()),
            key_file: self.credentials.apns_key_file.clone(),
            key_id: self.credentials.apns_key_id.clone(),
            team_id: self.credentials.apns_team_id.clone(),
            topic: self.topic.clone(),
        }
    }

    /// Settings for a sender to the simulated Google.
    #[must_use]
    pub fn fcm_config(&self) -> crate::FcmConfig {
        crate::FcmConfig {
            endpoint: self.fcm.endpoint(),
            ca_file: Some(self.credentials.ca_file.clone()),
            service_account_file: self.service_account_file.clone(),
        }
    }

    pub async fn shutdown(self) {
        self.apns.shutdown().await;
        self.fcm.shutdown().await;
    }
}
