//! Messages to groups, and what becomes of them.

use crate::{error::AppError, view::Sent};
use herald_domain::{
    audience::Forecast,
    delivery::Send as SendRecord,
    ids::{GroupId, MessageId},
    limits::Quota,
    text::Draft,
};

server_function! {
    "notifications/reach",
    /// Whom a message to these groups would reach now, and each of them alone (B13).
    pub async fn count_reach(groups: Vec<GroupId>) -> Result<Forecast, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().reach(&session.caller, groups).await)
    }
}

server_function! {
    "notifications/quota",
    /// What is left of the tenant's hourly limit (B10).
    pub async fn group_quota() -> Result<Quota, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().group_quota(&session.caller).await)
    }
}

server_function! {
    "notifications/send",
    /// Sends to groups. The same `key` from the same caller sends once (B20).
    pub async fn send_to_groups(draft: Draft, groups: Vec<GroupId>, key: String) -> Result<Sent, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().send_to_groups(&session.caller, draft, groups, key).await)
    }
}

server_function! {
    "notifications/progress",
    /// Progress of the caller's own sends, in numbers and never in text; unknown ones are left out.
    pub async fn progress(ids: Vec<MessageId>) -> Result<Vec<SendRecord>, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().progress(&session.caller, ids).await)
    }
}
