//! What was done and by what right: sends, the push services, audit records, roles.

use crate::prelude::*;
use crate::{
    error::AppError,
    json::Rpc,
    view::{PushServices, RoleView},
};
use herald_domain::{
    audit::{AuditQuery, AuditRecord},
    delivery::Send as SendRecord,
    directory::Page,
    ids::{AuditId, MessageId, RoleId},
    overview::Recent,
};

/// Every send within reach of the caller, newest first, in numbers and never in text (B22, B23).
#[server(prefix = "/api", endpoint = "sends/list", input = Rpc, output = Rpc)]
pub async fn list_sends(page: u32) -> Result<Page<SendRecord>, AppError> {
    let session = crate::api::signed_in()?;
    crate::api::answer(session.backend().sends(&session.caller, page).await)
}

/// What became of the messages of the last 24 hours, in numbers (B23).
#[server(prefix = "/api", endpoint = "sends/recent", input = Rpc, output = Rpc)]
pub async fn recent_sends() -> Result<Recent, AppError> {
    let session = crate::api::signed_in()?;
    crate::api::answer(session.backend().recent(&session.caller).await)
}

/// One send, in numbers (B23).
#[server(prefix = "/api", endpoint = "sends/get", input = Rpc, output = Rpc)]
pub async fn get_send(id: MessageId) -> Result<SendRecord, AppError> {
    let session = crate::api::signed_in()?;
    crate::api::answer(session.backend().send(&session.caller, id).await)
}

/// How the push services are configured, without secrets, and how they answer.
#[server(prefix = "/api", endpoint = "push/services", input = Rpc, output = Rpc)]
pub async fn list_push_services() -> Result<PushServices, AppError> {
    let session = crate::api::signed_in()?;
    crate::api::answer(session.backend().push_services(&session.caller).await)
}

#[server(prefix = "/api", endpoint = "audit/list", input = Rpc, output = Rpc)]
pub async fn list_audit(query: AuditQuery) -> Result<Page<AuditRecord>, AppError> {
    let session = crate::api::signed_in()?;
    crate::api::answer(session.backend().audit(&session.caller, query).await)
}

#[server(prefix = "/api", endpoint = "audit/get", input = Rpc, output = Rpc)]
pub async fn get_audit_record(id: AuditId) -> Result<AuditRecord, AppError> {
    let session = crate::api::signed_in()?;
    crate::api::answer(session.backend().audit_record(&session.caller, id).await)
}

#[server(prefix = "/api", endpoint = "roles/list", input = Rpc, output = Rpc)]
pub async fn list_roles() -> Result<Vec<RoleView>, AppError> {
    let session = crate::api::signed_in()?;
    crate::api::answer(session.backend().roles(&session.caller).await)
}

#[server(prefix = "/api", endpoint = "roles/get", input = Rpc, output = Rpc)]
pub async fn get_role(id: RoleId) -> Result<RoleView, AppError> {
    let session = crate::api::signed_in()?;
    crate::api::answer(session.backend().role(&session.caller, id).await)
}
