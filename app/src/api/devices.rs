//! Devices: the list, one of them, and a message to it.

use crate::prelude::*;
use crate::{error::AppError, json::Rpc, view::Sent};
use herald_domain::{
    bulk::{BulkSend, DeviceTarget},
    device::{DeviceDetail, DevicePage, DeviceQuery},
    ids::{BulkId, DeviceId},
    overview::Fleet,
    text::Draft,
};

/// One page of the devices that the caller may see.
#[server(prefix = "/api", endpoint = "devices/list", input = Rpc, output = Rpc)]
pub async fn list_devices(query: DeviceQuery) -> Result<DevicePage, AppError> {
    let session = crate::api::signed_in()?;
    crate::api::answer(session.backend().devices(&session.caller, query).await)
}

/// The phones and tablets that the caller may see, by whether a message can reach them.
#[server(prefix = "/api", endpoint = "devices/fleet", input = Rpc, output = Rpc)]
pub async fn device_fleet() -> Result<Fleet, AppError> {
    let session = crate::api::signed_in()?;
    crate::api::answer(session.backend().fleet(&session.caller).await)
}

/// Everything that Overview shows.
#[server(prefix = "/api", endpoint = "devices/get", input = Rpc, output = Rpc)]
pub async fn get_device(id: DeviceId) -> Result<DeviceDetail, AppError> {
    let session = crate::api::signed_in()?;
    crate::api::answer(session.backend().device(&session.caller, id).await)
}

/// Queues a message to one device. The same `key` from the same caller sends once (B20).
#[server(prefix = "/api", endpoint = "devices/send", input = Rpc, output = Rpc)]
pub async fn send_to_device(id: DeviceId, draft: Draft, key: String) -> Result<Sent, AppError> {
    let session = crate::api::signed_in()?;
    crate::api::answer(session.backend().send_to_device(&session.caller, draft, id, key).await)
}

/// The devices that the caller may send to among at most 100, with what is left of their limits; the rest are left out.
#[server(prefix = "/api", endpoint = "devices/targets", input = Rpc, output = Rpc)]
pub async fn device_targets(ids: Vec<DeviceId>) -> Result<Vec<DeviceTarget>, AppError> {
    let session = crate::api::signed_in()?;
    crate::api::answer(session.backend().device_targets(&session.caller, ids).await)
}

/// Sends to up to 100 devices, each within its own limit, and answers what became of each. The same `key` from the same
/// caller sends once (B20).
#[server(prefix = "/api", endpoint = "devices/send-many", input = Rpc, output = Rpc)]
pub async fn send_to_devices(ids: Vec<DeviceId>, draft: Draft, key: String) -> Result<BulkSend, AppError> {
    let session = crate::api::signed_in()?;
    crate::api::answer(session.backend().send_to_devices(&session.caller, draft, ids, key).await)
}

/// What became of an act of the caller's own; none for any other.
#[server(prefix = "/api", endpoint = "devices/sent-many", input = Rpc, output = Rpc)]
pub async fn get_bulk_send(id: BulkId) -> Result<Option<BulkSend>, AppError> {
    let session = crate::api::signed_in()?;
    crate::api::answer(session.backend().bulk_send(&session.caller, id).await)
}
