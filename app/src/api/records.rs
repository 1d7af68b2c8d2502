//! What was done and by what right: sends, the push services, audit records, roles.

use crate::{
    error::AppError,
    view::{PushServices, RoleView},
};
use herald_domain::{
    audit::{AuditQuery, AuditRecord},
    delivery::{Counts, Send as SendRecord},
    directory::Page,
    ids::{AuditId, MessageId, RoleId},
    overview::Recent,
};

server_function! {
    "sends/list",
    /// Every send within reach of the caller, newest first, in numbers and never in text (B22, B23).
    pub async fn list_sends(page: u32) -> Result<Page<SendRecord>, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().sends(&session.caller, page).await)
    }
}

server_function! {
    "sends/recent",
    /// What became of the messages of the last 24 hours, in numbers (B23).
    pub async fn recent_sends() -> Result<Recent, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().recent(&session.caller).await)
    }
}

server_function! {
    "sends/counts",
    /// The same messages by outcome and reason (B23).
    pub async fn recent_counts() -> Result<Counts, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().recent_counts(&session.caller).await)
    }
}

server_function! {
    "sends/get",
    /// One send, in numbers (B23).
    pub async fn get_send(id: MessageId) -> Result<SendRecord, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().send(&session.caller, id).await)
    }
}

server_function! {
    "push/services",
    /// How the push services are configured, without secrets, and how they answer.
    pub async fn list_push_services() -> Result<PushServices, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().push_services(&session.caller).await)
    }
}

server_function! {
    "audit/list",
    pub async fn list_audit(query: AuditQuery) -> Result<Page<AuditRecord>, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().audit(&session.caller, query).await)
    }
}

server_function! {
    "audit/get",
    pub async fn get_audit_record(id: AuditId) -> Result<AuditRecord, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().audit_record(&session.caller, id).await)
    }
}

server_function! {
    "roles/list",
    pub async fn list_roles() -> Result<Vec<RoleView>, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().roles(&session.caller).await)
    }
}

server_function! {
    "roles/get",
    pub async fn get_role(id: RoleId) -> Result<RoleView, AppError> {
        let session = crate::api::signed_in()?;
        crate::api::answer(session.backend().role(&session.caller, id).await)
    }
}
