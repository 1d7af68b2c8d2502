//! What a simulated push service asks about devices, and whom it tells what arrived.

use herald_domain::{Timestamp, device::Service, ids::DeviceId};

/// What a service knows of a push token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenStatus {
    Known(DeviceId),
    /// The app was removed or the token replaced at that time.
    Unregistered {
        since: Timestamp,
    },
    /// Never issued.
    Unknown,
}

/// A notification that reached a simulated device.
#[derive(Clone, PartialEq, Eq)]
pub struct Landed {
    pub device: DeviceId,
    pub service: Service,
    pub title: String,
    pub body: String,
    /// What makes a repeat replace: the collapse id (APNs) or the notification's tag (FCM).
    pub message_key: Option<String>,
    /// The apns-id, or FCM's name of the message.
    pub push_id: String,
    pub at: Timestamp,
}

// The text of a message must not reach a log, so no Debug shows it.
impl std::fmt::Debug for Landed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Landed")
            .field("device", &self.device)
            .field("service", &self.service)
            .field("push_id", &self.push_id)
            .finish_non_exhaustive()
    }
}

/// The devices behind a simulated push service.
pub trait Devices: Send + Sync + 'static {
    fn token(&self, service: Service, token: &str) -> TokenStatus;
    /// Called once for each notification that the service accepted, before the sender hears of it. Must not block.
    fn landed(&self, landed: Landed);
}
