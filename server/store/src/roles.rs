//! Roles and their assignments (B27, B28).

use crate::{Result, Store};
use herald_domain::{
    ids::{AssignmentId, GroupId, RoleId, TenantId, UserId},
    permission::{Permit, PermissionSet, ReadRoles, Scope},
    role::Role,
};

/// To whom a role is assigned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AssignmentMembers {
    pub users: Vec<UserId>,
    /// Groups of administrators; nested ones count.
    pub groups: Vec<GroupId>,
}

/// An assignment as the roles page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    pub name: String,
    /// Names of users, then of groups.
    pub members: Vec<String>,
    /// Names of groups; empty means everything.
    pub scope: Vec<String>,
}

impl Store {
    /// The custom role of this name, made or changed to grant exactly `permissions`.
    pub async fn ensure_role(
        &self,
        tenant: &TenantId,
        name: &str,
        description: &str,
        permissions: PermissionSet,
    ) -> Result<RoleId> {
        todo!("{tenant} {name} {description} {permissions:?}")
    }
    /// Assigns a role. An assignment of the same role and name is replaced. Fails when there is no such role.
    pub async fn assign(
        &self,
        tenant: &TenantId,
        role: &RoleId,
        name: &str,
        members: AssignmentMembers,
        scope: Scope,
    ) -> Result<AssignmentId> {
        todo!("{tenant} {role} {name} {members:?} {scope:?}")
    }
    /// Every role with its assignments; the built-in ones first, then by name.
    pub async fn roles(&self, permit: &Permit<ReadRoles>) -> Result<Vec<(Role, Vec<Assignment>)>> {
        todo!("{permit:?}")
    }
}
