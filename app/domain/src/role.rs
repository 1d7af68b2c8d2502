//! Roles: the built-in ones, and what a role is (B27).

use crate::{
    ids::RoleId,
    permission::{Permission, PermissionSet},
};
use serde::{Deserialize, Serialize};

/// A named set of permissions. Built-in roles cannot be edited, only duplicated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    pub id: RoleId,
    pub name: String,
    pub description: String,
    pub built_in: bool,
    pub permissions: PermissionSet,
}

/// A role that every tenant has. Its id is the same everywhere.
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn {
    pub id: &'static str,
    pub name: &'static str,
    pub description: &'static str,
    pub permissions: PermissionSet,
}

use Permission as P;

pub const ADMINISTRATOR: BuiltIn = BuiltIn {
    id: "00000000-0000-7000-8000-00000000a001",
    name: "Administrator",
    description: "Everything that Herald can do.",
    permissions: PermissionSet::of(P::ALL),
};
pub const HELP_DESK_OPERATOR: BuiltIn = BuiltIn {
    id: "00000000-0000-7000-8000-00000000a002",
    name: "Help Desk Operator",
    description: "Reads devices, users, groups and audit logs; sends custom notifications to single devices.",
    permissions: PermissionSet::of(&[
        P::ManagedDevicesRead,
        P::UsersRead,
        P::GroupsRead,
        P::AuditRead,
        P::RemoteTasksSendCustomNotifications,
    ]),
};
pub const READ_ONLY_OPERATOR: BuiltIn = BuiltIn {
    id: "00000000-0000-7000-8000-00000000a003",
    name: "Read Only Operator",
    description: "Reads everything and changes nothing.",
    permissions: PermissionSet::of(&[
        P::OrganizationRead,
        P::ManagedDevicesRead,
        P::UsersRead,
        P::GroupsRead,
        P::AuditRead,
        P::RolesRead,
    ]),
};
pub const ROLE_ADMINISTRATOR: BuiltIn = BuiltIn {
    id: "00000000-0000-7000-8000-00000000a004",
    name: "Role Administrator",
    description: "Creates and assigns roles.",
    permissions: PermissionSet::of(&[
        P::OrganizationRead,
        P::UsersRead,
        P::GroupsRead,
        P::RolesRead,
        P::RolesCreate,
        P::RolesUpdate,
        P::RolesDelete,
        P::RolesAssign,
    ]),
};

pub const BUILT_IN: [BuiltIn; 4] =
    [ADMINISTRATOR, HELP_DESK_OPERATOR, READ_ONLY_OPERATOR, ROLE_ADMINISTRATOR];

#[cfg(test)]
mod tests {
    use super::*;

    // B27: the golden table, in the order of BUILT_IN. A change here changes what somebody may do.
    #[test]
    fn b27_the_built_in_roles_grant_exactly_this() {
        let mut table = String::new();
        for permission in P::ALL {
            let marks: String = BUILT_IN
                .iter()
                .map(|r| if r.permissions.contains(*permission) { " x" } else { " ." })
                .collect();
            table.push_str(&format!("{:<45}{marks}\n", permission.to_string()));
        }
        insta::assert_snapshot!(table, @r"
        Organization / Read                           x . x x
        Organization / Update                         x . . .
        Managed devices / Read                        x x x .
        Managed devices / Update                      x . . .
        Remote tasks / Send custom notifications      x x . .
        Users / Read                                  x x x x
        Groups / Read                                 x x x x
        Audit data / Read                             x x x .
        Roles / Read                                  x . x x
        Roles / Create                                x . . x
        Roles / Update                                x . . x
        Roles / Delete                                x . . x
        Roles / Assign                                x . . x
        ");
    }

    #[test]
    fn b27_only_the_administrator_may_update_the_organization() {
        let holders: Vec<_> = BUILT_IN
            .iter()
            .filter(|r| r.permissions.contains(P::OrganizationUpdate))
            .map(|r| r.name)
            .collect();
        assert_eq!(holders, ["Administrator"]);
    }
}
