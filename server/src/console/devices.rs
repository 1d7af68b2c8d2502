//! All devices, one device's Overview, and what was done to devices (B31, B32).

use super::{
    Console,
    refusal::{forbidden, internal},
};
use herald_app::{backend::Answer, error::AppError};
use herald_domain::{
    action::{ActionQuery, ActionRow},
    audit::{Activity, Subject},
    bulk::DEVICES_MAX,
    caller::Caller,
    device::{DeviceDetail, DevicePage, DeviceQuery, DeviceRow},
    directory::Page,
    ids::DeviceId,
    overview::Fleet,
    permission::{ReadDevices, SendToDevice},
};

pub async fn list(console: &Console, caller: &Caller, query: DeviceQuery) -> Answer<DevicePage> {
    let permit = caller.permit::<ReadDevices>().map_err(forbidden)?;
    console.store.devices(&permit, &query).await.map_err(internal)
}

impl Console {
    /// Those of at most 100 devices that the caller may see, in the order of `ids`, to be given out. That leaves a record,
    /// which names them (B30).
    pub async fn export_devices(&self, caller: &Caller, ids: &[DeviceId]) -> Answer<Vec<DeviceRow>> {
        let permit = caller.permit::<ReadDevices>().map_err(forbidden)?;
        let ids = &ids[..ids.len().min(DEVICES_MAX)];
        let mut rows = self.store.devices_by_id(&permit, ids).await.map_err(internal)?;
        if rows.is_empty() {
            return Err(AppError::NotFound);
        }
        rows.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
        let names: Vec<_> = rows.iter().map(|row| row.name.as_str()).collect();
        let subjects: Vec<_> = rows.iter().map(|row| Subject::Device(&row.id)).collect();
        self.store
            .audit_act(
                caller,
                Activity::DeviceExport,
                (&names.join(", "), &subjects),
                &format!("csv, {} selected", rows.len()),
                self.clock.now(),
            )
            .await
            .map_err(internal)?;
        Ok(rows)
    }
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

pub async fn actions(console: &Console, caller: &Caller, query: &ActionQuery) -> Answer<Page<ActionRow>> {
    let permit = caller.permit::<ReadDevices>().map_err(forbidden)?;
    console.store.device_actions(&permit, query).await.map_err(internal)
}
