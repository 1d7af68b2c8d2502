//! Users and groups.

use super::{
    Console,
    refusal::{forbidden, internal},
};
use herald_app::{backend::Answer, error::AppError};
use herald_domain::{
    caller::Caller,
    device::DeviceRow,
    directory::{GroupDetail, GroupRow, ListQuery, Page, UserDetail, UserRow},
    ids::{GroupId, UserId},
    permission::{ReadDevices, ReadGroups, ReadUsers},
};

pub async fn users(console: &Console, caller: &Caller, query: &ListQuery) -> Answer<Page<UserRow>> {
    let permit = caller.permit::<ReadUsers>().map_err(forbidden)?;
    console.store.users(&permit, query).await.map_err(internal)
}

pub async fn user(console: &Console, caller: &Caller, id: &UserId) -> Answer<UserDetail> {
    let permit = caller.permit::<ReadUsers>().map_err(forbidden)?;
    let mut user = console.store.user(&permit, id).await.map_err(internal)?.ok_or(AppError::NotFound)?;
    user.devices = visible(console, caller, user.devices).await?;
    user.groups = match caller.permit::<ReadGroups>() {
        Ok(permit) => console.store.groups_in_scope(&permit, user.groups).await.map_err(internal)?,
        Err(_) => Vec::new(),
    };
    Ok(user)
}

pub async fn groups(console: &Console, caller: &Caller, query: &ListQuery) -> Answer<Page<GroupRow>> {
    let permit = caller.permit::<ReadGroups>().map_err(forbidden)?;
    console.store.groups(&permit, query).await.map_err(internal)
}

pub async fn group(console: &Console, caller: &Caller, id: &GroupId) -> Answer<GroupDetail> {
    let permit = caller.permit::<ReadGroups>().map_err(forbidden)?;
    let mut group = console.store.group(&permit, id).await.map_err(internal)?.ok_or(AppError::NotFound)?;
    group.ignored_devices = visible(console, caller, group.ignored_devices).await?;
    group.members = match caller.permit::<ReadUsers>() {
        Ok(permit) => console.store.users_in_scope(&permit, group.members).await.map_err(internal)?,
        Err(_) => Vec::new(),
    };
    Ok(group)
}

/// Those of the devices that the caller may see, by the permission to read devices and its own scope (B28).
async fn visible(console: &Console, caller: &Caller, devices: Vec<DeviceRow>) -> Answer<Vec<DeviceRow>> {
    match caller.permit::<ReadDevices>() {
        Ok(permit) => console.store.devices_in_scope(&permit, devices).await.map_err(internal),
        Err(_) => Ok(Vec::new()),
    }
}
