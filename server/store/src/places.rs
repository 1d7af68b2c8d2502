//! What is left of the hourly limits (B10, B16, B18). A place is the row of a queued message.

use crate::{Result, Store};
use herald_domain::{
    Timestamp,
    ids::{DeviceId, TenantId},
    limits::Quota,
};

impl Store {
    /// Places for messages to groups, for the whole tenant (B10).
    pub async fn group_places(&self, tenant: &TenantId, now: Timestamp) -> Result<Quota> {
        todo!("{tenant} {now:?}")
    }
    /// Places for messages to this device (B16).
    pub async fn device_places(&self, tenant: &TenantId, device: &DeviceId, now: Timestamp) -> Result<Quota> {
        todo!("{tenant} {device} {now:?}")
    }
}
