//! Roles and who holds them (B27, B28).

use super::{
    Console,
    refusal::{forbidden, internal},
};
use herald_app::{
    backend::Answer,
    error::AppError,
    view::{AssignmentView, RoleView},
};
use herald_domain::{caller::Caller, ids::RoleId, permission::ReadRoles, role::Role};
use herald_store::Assignment;

pub async fn list(console: &Console, caller: &Caller) -> Answer<Vec<RoleView>> {
    let permit = caller.permit::<ReadRoles>().map_err(forbidden)?;
    let roles = console.store.roles(&permit).await.map_err(internal)?;
    Ok(roles.into_iter().map(view).collect())
}

/// A tenant has few roles, so that one is found among all.
pub async fn one(console: &Console, caller: &Caller, id: &RoleId) -> Answer<RoleView> {
    let roles = list(console, caller).await?;
    roles.into_iter().find(|view| view.role.id == *id).ok_or(AppError::NotFound)
}

fn view((role, assignments): (Role, Vec<Assignment>)) -> RoleView {
    let assignment = |Assignment { name, users, groups, everywhere, scope }| AssignmentView {
        name,
        users,
        groups,
        everywhere,
        scope,
    };
    RoleView { role, assignments: assignments.into_iter().map(assignment).collect() }
}
