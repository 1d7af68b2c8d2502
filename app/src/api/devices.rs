//! Devices: the list, one of them, and a message to it.

use crate::{error::AppError, view::Sent};
use herald_domain::{
    device::{DeviceDetail, DevicePage, DeviceQuery},
    ids::DeviceId,
    text::Draft,
};
use leptos::{prelude::*, server_fn::codec::Json};

/// One page of the devices that the caller may see.
#[server(prefix = "/api", endpoint = "devices/list", input = Json, output = Json)]
pub async fn list_devices(query: DeviceQuery) -> Result<DevicePage, AppError> {
    let session = crate::api::signed_in()?;
    crate::api::answer(session.backend().devices(&session.caller, query).await)
}

/// Everything that Overview shows.
#[server(prefix = "/api", endpoint = "devices/get", input = Json, output = Json)]
pub async fn get_device(id: DeviceId) -> Result<DeviceDetail, AppError> {
    let session = crate::api::signed_in()?;
    crate::api::answer(session.backend().device(&session.caller, id).await)
}

/// Queues a message to one device. The same `key` from the same caller sends once (B20).
#[server(prefix = "/api", endpoint = "devices/send", input = Json, output = Json)]
pub async fn send_to_device(id: DeviceId, draft: Draft, key: String) -> Result<Sent, AppError> {
    let session = crate::api::signed_in()?;
    crate::api::answer(session.backend().send_to_device(&session.caller, draft, id, key).await)
}
