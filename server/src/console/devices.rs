//! All devices, and one device's Overview (B31, B32).

use super::{
    Console,
    refusal::{forbidden, internal},
};
use herald_app::{backend::Answer, error::AppError};
use herald_domain::{
    caller::Caller,
    device::{DeviceDetail, DevicePage, DeviceQuery},
    ids::DeviceId,
    overview::Fleet,
    permission::{ReadDevices, SendToDevice},
};

pub async fn list(console: &Console, caller: &Caller, query: DeviceQuery) -> Answer<DevicePage> {
    let permit = caller.permit::<ReadDevices>().map_err(forbidden)?;
    console.store.devices(&permit, &query).await.map_err(internal)
}

pub async fn fleet(console: &Console, caller: &Caller) -> Answer<Fleet> {
    let permit = caller.permit::<ReadDevices>().map_err(forbidden)?;
    console.store.fleet(&permit).await.map_err(internal)
}

pub async fn detail(console: &Console, caller: &Caller, id: DeviceId) -> Answer<DeviceDetail> {
    let permit = caller.permit::<ReadDevices>().map_err(forbidden)?;
    let quota =
        console.store.device_places(permit.tenant(), &id, console.clock.now()).await.map_err(internal)?;
    let may_send = match caller.permit::<SendToDevice>() {
        Ok(send) => console.store.device_in_scope(&send, &id).await.map_err(internal)?,
        Err(_) => false,
    };
    let stored = console.store.device(&permit, &id).await.map_err(internal)?.ok_or(AppError::NotFound)?;
    Ok(stored.with(quota, may_send))
}
