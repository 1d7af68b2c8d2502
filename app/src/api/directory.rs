//! Users and groups.

use crate::error::AppError;
use herald_domain::{
    directory::{GroupDetail, GroupRow, ListQuery, Page, UserDetail, UserRow},
    ids::{GroupId, UserId},
};
use leptos::{prelude::*, server_fn::codec::Json};

#[server(prefix = "/api", endpoint = "users/list", input = Json, output = Json)]
pub async fn list_users(query: ListQuery) -> Result<Page<UserRow>, AppError> {
    let session = crate::api::signed_in()?;
    crate::api::answer(session.backend().users(&session.caller, query).await)
}

#[server(prefix = "/api", endpoint = "users/get", input = Json, output = Json)]
pub async fn get_user(id: UserId) -> Result<UserDetail, AppError> {
    let session = crate::api::signed_in()?;
    crate::api::answer(session.backend().user(&session.caller, id).await)
}

#[server(prefix = "/api", endpoint = "groups/list", input = Json, output = Json)]
pub async fn list_groups(query: ListQuery) -> Result<Page<GroupRow>, AppError> {
    let session = crate::api::signed_in()?;
    crate::api::answer(session.backend().groups(&session.caller, query).await)
}

#[server(prefix = "/api", endpoint = "groups/get", input = Json, output = Json)]
pub async fn get_group(id: GroupId) -> Result<GroupDetail, AppError> {
    let session = crate::api::signed_in()?;
    crate::api::answer(session.backend().group(&session.caller, id).await)
}
