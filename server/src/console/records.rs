//! What was done: sends, audit records, roles.

use super::{
    Console,
    refusal::{forbidden, internal},
};
use herald_app::{
    backend::Answer,
    view::{AssignmentView, RoleView},
};
use herald_domain::{
    audit::{AuditQuery, AuditRecord},
    caller::Caller,
    delivery::Send as SendRecord,
    directory::Page,
    ids::MessageId,
    permission::{ReadAudit, ReadOrganization, ReadRoles},
};

/// The bell follows no more sends than this at once.
const FOLLOWED_MAX: usize = 50;

pub async fn progress(console: &Console, caller: &Caller, ids: &[MessageId]) -> Answer<Vec<SendRecord>> {
    let ids = &ids[..ids.len().min(FOLLOWED_MAX)];
    console.store.sends_by_id(caller.tenant(), &caller.user, ids).await.map_err(internal)
}

pub async fn sends(console: &Console, caller: &Caller, page: u32) -> Answer<Page<SendRecord>> {
    let permit = caller.permit::<ReadOrganization>().map_err(forbidden)?;
    console.store.sends(&permit, page).await.map_err(internal)
}

pub async fn audit(console: &Console, caller: &Caller, query: &AuditQuery) -> Answer<Page<AuditRecord>> {
    let permit = caller.permit::<ReadAudit>().map_err(forbidden)?;
    console.store.audit(&permit, query).await.map_err(internal)
}

pub async fn roles(console: &Console, caller: &Caller) -> Answer<Vec<RoleView>> {
    let permit = caller.permit::<ReadRoles>().map_err(forbidden)?;
    let roles = console.store.roles(&permit).await.map_err(internal)?;
    let view = |(role, assignments): (_, Vec<herald_store::Assignment>)| RoleView {
        role,
        assignments: assignments
            .into_iter()
            .map(|a| AssignmentView { name: a.name, members: a.members, scope: a.scope })
            .collect(),
    };
    Ok(roles.into_iter().map(view).collect())
}
