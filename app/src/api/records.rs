//! What was done: sends, audit records, roles.

use crate::{error::AppError, view::RoleView};
use herald_domain::{
    audit::{AuditQuery, AuditRecord},
    delivery::Send as SendRecord,
    directory::Page,
};
use leptos::{prelude::*, server_fn::codec::Json};

/// Every send within reach of the caller, newest first, in numbers and never in text (B22, B23).
#[server(prefix = "/api", endpoint = "sends/list", input = Json, output = Json)]
pub async fn list_sends(page: u32) -> Result<Page<SendRecord>, AppError> {
    let session = crate::api::signed_in()?;
    crate::api::answer(session.backend().sends(&session.caller, page).await)
}

#[server(prefix = "/api", endpoint = "audit/list", input = Json, output = Json)]
pub async fn list_audit(query: AuditQuery) -> Result<Page<AuditRecord>, AppError> {
    let session = crate::api::signed_in()?;
    crate::api::answer(session.backend().audit(&session.caller, query).await)
}

#[server(prefix = "/api", endpoint = "roles/list", input = Json, output = Json)]
pub async fn list_roles() -> Result<Vec<RoleView>, AppError> {
    let session = crate::api::signed_in()?;
    crate::api::answer(session.backend().roles(&session.caller).await)
}
