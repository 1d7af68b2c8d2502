//! Devices: the list, one of them, and a message to it.

use crate::{error::AppError, view::Sent};
use herald_domain::{
    action::{ActionQuery, ActionRow},
    bulk::{BulkSend, DeviceTarget},
    device::{DeviceDetail, DevicePage, DeviceQuery},
    directory::Page,
    ids::{BulkId, DeviceId},
    overview::Fleet,
    text::Draft,
};

server_function! {
    "devices/list",
    /// One page of the devices that the caller may see.
    pub async fn list_devices(query: DeviceQuery) -> Result<DevicePage, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().devices(&session.caller, query).await)
    }
}

server_function! {
    "devices/fleet",
    /// The phones and tablets that the caller may see, by whether a message can reach them.
    pub async fn device_fleet() -> Result<Fleet, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().fleet(&session.caller).await)
    }
}

server_function! {
    "devices/get",
    /// Everything that Overview shows.
    pub async fn get_device(id: DeviceId) -> Result<DeviceDetail, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().device(&session.caller, id).await)
    }
}

server_function! {
    "devices/actions",
    /// What was done to the devices that the caller may see, newest first, and never in text (B32).
    pub async fn list_device_actions(query: ActionQuery) -> Result<Page<ActionRow>, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().device_actions(&session.caller, query).await)
    }
}

server_function! {
    "devices/send",
    /// Queues a message to one device. The same `key` from the same caller sends once (B20).
    pub async fn send_to_device(id: DeviceId, draft: Draft, key: String) -> Result<Sent, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().send_to_device(&session.caller, draft, id, key).await)
    }
}

server_function! {
    "devices/targets",
    /// The devices that the caller may send to among at most 100, with what is left of their limits; the rest are left out.
    pub async fn device_targets(ids: Vec<DeviceId>) -> Result<Vec<DeviceTarget>, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().device_targets(&session.caller, ids).await)
    }
}

server_function! {
    "devices/send-many",
    /// Sends to up to 100 devices, each within its own limit, and answers what became of each. The same `key` from the same
    /// caller sends once (B20).
    pub async fn send_to_devices(ids: Vec<DeviceId>, draft: Draft, key: String) -> Result<BulkSend, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().send_to_devices(&session.caller, draft, ids, key).await)
    }
}

server_function! {
    "devices/sent-many",
    /// What became of an act of the caller's own; none for any other.
    pub async fn get_bulk_send(id: BulkId) -> Result<Option<BulkSend>, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().bulk_send(&session.caller, id).await)
    }
}
