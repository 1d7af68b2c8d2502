//! *Device actions status*: the messages that were sent to this one device (B32).

use crate::{Result, Store, row::Fields};
use herald_domain::{
    delivery::MessageStatus,
    device::{ActionStatus, DeviceAction},
    ids::{DeviceId, TenantId},
};

/// Newest first, at most 50.
pub(super) async fn of(store: &Store, tenant: &TenantId, device: &DeviceId) -> Result<Vec<DeviceAction>> {
    let rows = sqlx::query(
        "SELECT m.id, m.created_at, m.sender_name, m.status, m.accepted, m.expired, \
         (SELECT COUNT(*) FROM message_counts c WHERE c.tenant = $1 AND c.message_id = m.id AND c.kind = 'rejected') \
         FROM messages m WHERE m.tenant = $1 AND m.device_id = $2 ORDER BY m.created_at DESC, m.id DESC LIMIT 50",
    )
    .bind(tenant.as_str())
    .bind(device.as_str())
    .fetch_all(&store.read)
    .await?;
    rows.iter().map(|row| action(Fields::of(row))).collect()
}

fn action(mut row: Fields<'_>) -> Result<DeviceAction> {
    let (message, at, by) = (row.id()?, row.time()?, row.text()?);
    let status = row.code(MessageStatus::from_code)?;
    let (accepted, expired, rejected) = (row.int()?, row.int()?, row.int()?);
    let status = match (status, accepted, rejected, expired) {
        (MessageStatus::Queued | MessageStatus::Sending, ..) => ActionStatus::Pending,
        (MessageStatus::Finished, 1.., ..) => ActionStatus::Accepted,
        (MessageStatus::Finished, _, 1.., _) => ActionStatus::Failed,
        (MessageStatus::Finished, _, _, 1..) => ActionStatus::Expired,
        (MessageStatus::Finished, ..) => ActionStatus::Unreachable,
    };
    Ok(DeviceAction { message, status, at, by })
}
