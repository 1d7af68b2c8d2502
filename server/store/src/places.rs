//! What is left of the hourly limits (B10, B16, B18). A place is the row of a queued message.

use crate::{Result, Store, row::Fields};
use herald_domain::{
    Timestamp,
    ids::{DeviceId, TenantId},
    limits::{DEVICE_MESSAGES, GROUP_MESSAGES, Quota},
};
use sqlx::{AnyExecutor, any::AnyRow};

impl Store {
    /// Places for messages to groups, for the whole tenant (B10).
    pub async fn group_places(&self, tenant: &TenantId, now: Timestamp) -> Result<Quota> {
        of_groups(&self.of(tenant), tenant, now).await
    }
    /// Places for messages to this device (B16).
    pub async fn device_places(&self, tenant: &TenantId, device: &DeviceId, now: Timestamp) -> Result<Quota> {
        of_device(&self.of(tenant), tenant, device, now).await
    }
}

pub(crate) async fn of_groups<'c>(
    by: impl AnyExecutor<'c>,
    tenant: &TenantId,
    now: Timestamp,
) -> Result<Quota> {
    let taken = sqlx::query(
        "SELECT created_at FROM messages WHERE tenant = $1 AND kind = 'groups' AND created_at >= $2",
    )
    .bind(tenant.as_str())
    .bind(GROUP_MESSAGES.counts_from(now).millis())
    .fetch_all(by)
    .await?;
    Ok(GROUP_MESSAGES.quota(&times(&taken)?, now))
}

pub(crate) async fn of_device<'c>(
    by: impl AnyExecutor<'c>,
    tenant: &TenantId,
    device: &DeviceId,
    now: Timestamp,
) -> Result<Quota> {
    let taken = sqlx::query(
        "SELECT created_at FROM messages WHERE tenant = $1 AND device_id = $2 AND created_at >= $3",
    )
    .bind(tenant.as_str())
    .bind(device.as_str())
    .bind(DEVICE_MESSAGES.counts_from(now).millis())
    .fetch_all(by)
    .await?;
    Ok(DEVICE_MESSAGES.quota(&times(&taken)?, now))
}

fn times(rows: &[AnyRow]) -> Result<Vec<Timestamp>> {
    rows.iter().map(|row| Fields::of(row).time()).collect()
}
