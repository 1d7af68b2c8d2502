//! Users and groups.

use super::{
    Console,
    refusal::{forbidden, internal},
};
use herald_app::{backend::Answer, error::AppError};
use herald_domain::{
    caller::Caller,
    device::{DevicePage, DeviceRow},
    directory::{GroupDetail, GroupRow, ListQuery, Member, NestedGroup, Page, UserDetail, UserRow},
    ids::{GroupId, UserId},
    permission::{ReadDevices, ReadGroups, ReadUsers, SendToGroups},
};
use herald_store::GroupDevices;

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
    let group = console.store.group(&permit, id).await.map_err(internal)?.ok_or(AppError::NotFound)?;
    let may_send = match caller.permit::<SendToGroups>() {
        Ok(send) => console.store.group_in_scope(&send, id).await.map_err(internal)?,
        Err(_) => false,
    };
    Ok(GroupDetail { row: group.row, nested: group.nested, reach: group.reach, may_send })
}

pub async fn people_in_group(
    console: &Console,
    caller: &Caller,
    id: &GroupId,
    query: &ListQuery,
) -> Answer<Page<Member>> {
    let users = caller.permit::<ReadUsers>().map_err(forbidden)?;
    let groups = caller.permit::<ReadGroups>().map_err(forbidden)?;
    let people = console.store.people_in_group(&groups, &users, id, query).await.map_err(internal)?;
    people.ok_or(AppError::NotFound)
}

pub async fn nested_groups(
    console: &Console,
    caller: &Caller,
    id: &GroupId,
    query: &ListQuery,
) -> Answer<Page<NestedGroup>> {
    let permit = caller.permit::<ReadGroups>().map_err(forbidden)?;
    console.store.nested_groups(&permit, id, query).await.map_err(internal)?.ok_or(AppError::NotFound)
}

pub async fn devices_of_group(
    console: &Console,
    caller: &Caller,
    id: &GroupId,
    ignored: bool,
    query: &ListQuery,
) -> Answer<DevicePage> {
    let groups = caller.permit::<ReadGroups>().map_err(forbidden)?;
    let devices = caller.permit::<ReadDevices>().map_err(forbidden)?;
    let which = if ignored { GroupDevices::Ignored } else { GroupDevices::Reached };
    let page = console.store.devices_of_group(&groups, &devices, id, which, query).await.map_err(internal)?;
    page.ok_or(AppError::NotFound)
}

/// Those of the devices that the caller may see, by the permission to read devices and its own scope (B28).
async fn visible(console: &Console, caller: &Caller, devices: Vec<DeviceRow>) -> Answer<Vec<DeviceRow>> {
    match caller.permit::<ReadDevices>() {
        Ok(permit) => console.store.devices_in_scope(&permit, devices).await.map_err(internal),
        Err(_) => Ok(Vec::new()),
    }
}
