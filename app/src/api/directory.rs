//! Users and groups.

use crate::error::AppError;
use herald_domain::{
    device::DevicePage,
    directory::{GroupDetail, GroupRow, ListQuery, Member, NestedGroup, Page, UserDetail, UserRow},
    ids::{GroupId, UserId},
};

server_function! {
    "users/list",
    pub async fn list_users(query: ListQuery) -> Result<Page<UserRow>, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().users(&session.caller, query).await)
    }
}

server_function! {
    "users/get",
    pub async fn get_user(id: UserId) -> Result<UserDetail, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().user(&session.caller, id).await)
    }
}

server_function! {
    "groups/list",
    pub async fn list_groups(query: ListQuery) -> Result<Page<GroupRow>, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().groups(&session.caller, query).await)
    }
}

server_function! {
    "groups/get",
    pub async fn get_group(id: GroupId) -> Result<GroupDetail, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().group(&session.caller, id).await)
    }
}

server_function! {
    "groups/people",
    /// People in the group and in groups nested in it, each once.
    pub async fn list_people_in_group(id: GroupId, query: ListQuery) -> Result<Page<Member>, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().people_in_group(&session.caller, id, query).await)
    }
}

server_function! {
    "groups/nested",
    /// Groups nested in the group at any depth.
    pub async fn list_nested_groups(id: GroupId, query: ListQuery) -> Result<Page<NestedGroup>, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().nested_groups(&session.caller, id, query).await)
    }
}

server_function! {
    "groups/devices",
    /// Devices that a message to the group is for, or with `ignored` those that are members themselves (B9).
    pub async fn list_devices_of_group(
        id: GroupId,
        ignored: bool,
        query: ListQuery,
    ) -> Result<DevicePage, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().devices_of_group(&session.caller, id, ignored, query).await)
    }
}
