//! Messages to groups, and what becomes of them.

use crate::prelude::*;
use crate::{error::AppError, json::Rpc, view::Sent};
use herald_domain::{
    audience::Reach,
    delivery::Send as SendRecord,
    ids::{GroupId, MessageId},
    limits::Quota,
    text::Draft,
};

/// Whom a message to these groups would reach now (B13).
#[server(prefix = "/api", endpoint = "notifications/reach", input = Rpc, output = Rpc)]
pub async fn count_reach(groups: Vec<GroupId>) -> Result<Reach, AppError> {
    let session = crate::api::signed_in()?;
    crate::api::answer(session.backend().reach(&session.caller, groups).await)
}

/// What is left of the tenant's hourly limit (B10).
#[server(prefix = "/api", endpoint = "notifications/quota", input = Rpc, output = Rpc)]
pub async fn group_quota() -> Result<Quota, AppError> {
    let session = crate::api::signed_in()?;
    crate::api::answer(session.backend().group_quota(&session.caller).await)
}

/// Sends to groups. The same `key` from the same caller sends once (B20).
#[server(prefix = "/api", endpoint = "notifications/send", input = Rpc, output = Rpc)]
pub async fn send_to_groups(draft: Draft, groups: Vec<GroupId>, key: String) -> Result<Sent, AppError> {
    let session = crate::api::signed_in()?;
    crate::api::answer(session.backend().send_to_groups(&session.caller, draft, groups, key).await)
}

/// Progress of the caller's own sends, in numbers and never in text; unknown ones are left out.
#[server(prefix = "/api", endpoint = "notifications/progress", input = Rpc, output = Rpc)]
pub async fn progress(ids: Vec<MessageId>) -> Result<Vec<SendRecord>, AppError> {
    let session = crate::api::signed_in()?;
    crate::api::answer(session.backend().progress(&session.caller, ids).await)
}
