//! Users and groups, and what may be known of people's devices beside them (B28): their number, and whether one can be
//! reached, within the scope of the right to read devices; whom a message to a group would reach, if that scope holds the
//! group.

use super::{
    Console,
    refusal::{forbidden, internal},
};
use herald_app::{backend::Answer, error::AppError};
use herald_domain::{
    caller::Caller,
    device::DevicePage,
    directory::{GroupDetail, GroupRow, ListQuery, Member, NestedGroup, Page, UserDetail, UserRow},
    ids::{GroupId, UserId},
    permission::{Permit, ReadDevices, ReadGroups, ReadUsers, SendToGroups},
};
use herald_store::GroupDevices;

pub async fn users(console: &Console, caller: &Caller, query: &ListQuery) -> Answer<Page<UserRow>> {
    let permit = caller.permit::<ReadUsers>().map_err(forbidden)?;
    let devices = devices_of_people(caller, query)?;
    console.store.users(&permit, devices.as_ref(), query).await.map_err(internal)
}

pub async fn user(console: &Console, caller: &Caller, id: &UserId) -> Answer<UserDetail> {
    let permit = caller.permit::<ReadUsers>().map_err(forbidden)?;
    let (devices, groups) = (caller.permit::<ReadDevices>().ok(), caller.permit::<ReadGroups>().ok());
    let user = console.store.user(&permit, devices.as_ref(), groups.as_ref(), id).await;
    user.map_err(internal)?.ok_or(AppError::NotFound)
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
    let sees_devices = match caller.permit::<ReadDevices>() {
        Ok(devices) => console.store.group_in_scope(&devices, id).await.map_err(internal)?,
        Err(_) => false,
    };
    let reach = sees_devices.then_some(group.reach);
    Ok(GroupDetail { row: group.row, nested: group.nested, reach, may_send })
}

pub async fn people_in_group(
    console: &Console,
    caller: &Caller,
    id: &GroupId,
    query: &ListQuery,
) -> Answer<Page<Member>> {
    let users = caller.permit::<ReadUsers>().map_err(forbidden)?;
    let groups = caller.permit::<ReadGroups>().map_err(forbidden)?;
    let devices = devices_of_people(caller, query)?;
    let people = console.store.people_in_group(&groups, &users, devices.as_ref(), id, query);
    people.await.map_err(internal)?.ok_or(AppError::NotFound)
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

/// The right to read devices, without which people's are not counted. Who asks for people by them needs it.
fn devices_of_people(caller: &Caller, query: &ListQuery) -> Answer<Option<Permit<ReadDevices>>> {
    match caller.permit() {
        Ok(permit) => Ok(Some(permit)),
        Err(missing) if query.reachable.is_some() => Err(forbidden(missing)),
        Err(_) => Ok(None),
    }
}
