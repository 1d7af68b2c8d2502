//! Users and groups.

use super::{
    Console,
    refusal::{forbidden, internal},
};
use herald_app::{backend::Answer, error::AppError};
use herald_domain::{
    caller::Caller,
    directory::{GroupDetail, GroupRow, ListQuery, Page, UserDetail, UserRow},
    ids::{GroupId, UserId},
    permission::{ReadGroups, ReadUsers},
};

pub async fn users(console: &Console, caller: &Caller, query: &ListQuery) -> Answer<Page<UserRow>> {
    let permit = caller.permit::<ReadUsers>().map_err(forbidden)?;
    console.store.users(&permit, query).await.map_err(internal)
}

pub async fn user(console: &Console, caller: &Caller, id: &UserId) -> Answer<UserDetail> {
    let permit = caller.permit::<ReadUsers>().map_err(forbidden)?;
    console.store.user(&permit, id).await.map_err(internal)?.ok_or(AppError::NotFound)
}

pub async fn groups(console: &Console, caller: &Caller, query: &ListQuery) -> Answer<Page<GroupRow>> {
    let permit = caller.permit::<ReadGroups>().map_err(forbidden)?;
    console.store.groups(&permit, query).await.map_err(internal)
}

pub async fn group(console: &Console, caller: &Caller, id: &GroupId) -> Answer<GroupDetail> {
    let permit = caller.permit::<ReadGroups>().map_err(forbidden)?;
    console.store.group(&permit, id).await.map_err(internal)?.ok_or(AppError::NotFound)
}
